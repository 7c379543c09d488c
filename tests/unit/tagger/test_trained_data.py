from pathlib import Path

import pytest

from tenderscan.settings import bundled
from tenderscan.tagger.classifier import load_classifier
from training.examples import examples
from training.templates import expand
from training.train import COMPONENTS, train

FILLERS = {
    "company": ["Ashdell Ltd", "Corvane Ltd", "Tolland plc"],
    "body": ["Stonebeck Council", "the London Borough of Farrowgate"],
    "what": ["works", "goods"],
}
LEAST = 1_500


@pytest.mark.parametrize(
    ("template", "texts", "names"),
    [
        ("{S:Ashdell Ltd} won.", {"Ashdell Ltd won."}, {("S", "Ashdell Ltd")}),
        ("(It|He) won.", {"It won.", "He won."}, set()),
        ("the {what} of {Sc}", {f"The {w} of {n}" for w in FILLERS["what"] for n in FILLERS["company"]}, None),
        (
            "{Bb} buys.",
            {"Stonebeck Council buys.", "The London Borough of Farrowgate buys."},
            {("B", "Stonebeck Council"), ("B", "London Borough of Farrowgate")},
        ),
    ],
)
def test_templates(template: str, texts: set[str], names: set[tuple[str, str]] | None) -> None:
    made = list(expand(template, FILLERS, times=200, seed="1"))
    assert {one.text for one in made} == texts
    assert len(made) == len(texts)
    if names is not None:
        assert {(name.role, one.text[name.start : name.end]) for one in made for name in one.names} == names


def test_one_sign_is_one_name_and_two_are_two() -> None:
    for made in expand("{Sc}, {S2c} and {Sc}", FILLERS, times=50, seed="1"):
        first, second, third = (made.text[name.start : name.end] for name in made.names)
        assert first == third != second


def test_the_same_seed_makes_the_same_sentences() -> None:
    assert examples(COMPONENTS[0], times=2) == examples(COMPONENTS[0], times=2)


@pytest.mark.parametrize("component", COMPONENTS)
def test_there_is_enough_to_learn_from_and_nothing_is_on_both_sides(component: str) -> None:
    made = examples(component, times=10)
    assert len({one.text for one in made}) >= LEAST
    held_out = {one.text for one in made if one.held_out}
    assert held_out
    assert held_out.isdisjoint({one.text for one in made if not one.held_out})


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_shipped_model_is_the_one_that_training_makes(component: str, tmp_path: Path) -> None:
    train(component, tmp_path)
    words = [one.words for one in examples(component, times=1)]
    shipped = load_classifier(bundled("models") / "trained" / component)
    fresh = load_classifier(tmp_path / component)
    assert shipped.thresholds == fresh.thresholds
    # Other machines add up in another order: the last digits may differ.
    for one, other in zip(shipped.guess(words), fresh.guess(words), strict=True):
        assert one.probability == pytest.approx(other.probability, abs=0.02)
