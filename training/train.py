"""Trains the components in `models/trained` anew: the same files, bit for bit, on the same machine.

    python -m training.train [--only NAME …] [--into FOLDER]

Learned is from the sentences in `models/training` alone. Printed is how good a component is on templates that were held
out; how good it is on real documents `python -m training.measure` tells.
"""

import argparse
import random
import shutil
import time
from collections import Counter
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example as Lesson
from spacy.util import fix_random_seed, load_config, load_model_from_config

from tenderscan.tagger.classifier import NOT_KEPT, THRESHOLDS, WORDS, Classifier
from training.examples import DATA, MODELS, Example, examples

COMPONENTS = ("roles", "clauses")


def train(component: str, into: Path) -> dict[str, Any]:
    """Train a component and keep it in a folder of its name; how good it is on what was held out."""
    config = load_config(DATA / f"{component}.cfg", interpolate=True)
    learning, thresholds = config.pop("learning"), config.pop(THRESHOLDS)
    made = examples(component, times=learning["times"])
    taught = [one for one in made if not one.held_out]
    fix_random_seed(learning["seed"])
    nlp = load_model_from_config(config, auto_fill=True)
    nlp.meta.update({"name": component, "version": spacy.__version__, THRESHOLDS: dict(thresholds)})
    nlp.meta[WORDS] = sorted({word for one in taught for word in one.words})
    _learn(nlp, taught, learning)
    folder = into / component
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(folder, exclude=NOT_KEPT)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    held_out = [one for one in made if one.held_out]
    return {"sentences": len({one.text for one in made}), "examples": len(made), "taught": len(taught)} | {
        "bytes": size,
        "held_out": score(Classifier(nlp), held_out),
    }


def _learn(nlp: Language, taught: list[Example], learning: dict[str, Any]) -> None:
    labels = sorted({one.label for one in taught})
    lessons = [
        Lesson.from_dict(
            Doc(nlp.vocab, words=one.words), {"cats": {label: float(label == one.label) for label in labels}}
        )
        for one in taught
    ]
    optimiser = nlp.initialize(lambda: lessons)
    optimiser.learn_rate = learning["rate"]
    # Order is to be repeatable, not secret.
    order = random.Random(learning["seed"])
    for _ in range(learning["epochs"]):
        order.shuffle(lessons)
        for at in range(0, len(lessons), learning["batch"]):
            nlp.update(lessons[at : at + learning["batch"]], sgd=optimiser, drop=learning["dropout"])


def score(classifier: Classifier, wanted: list[Example]) -> dict[str, dict[str, float | int]]:
    """Precision and recall of each label above its threshold."""
    guesses = classifier.guess([one.words for one in wanted])
    said = [guess.label if guess.probability >= classifier.least(guess.label) else "none" for guess in guesses]
    right = Counter(one.label for one, label in zip(wanted, said, strict=True) if one.label == label)
    found, there = Counter(said), Counter(one.label for one in wanted)
    return {
        label: {
            "wanted": there[label],
            "found": found[label],
            "precision": round(right[label] / max(found[label], 1), 3),
            "recall": round(right[label] / max(there[label], 1), 3),
        }
        for label in sorted(classifier.thresholds)
        if label in there
    }


def main() -> None:
    """Train what is asked for, and print how it went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=COMPONENTS)
    parser.add_argument("--into", type=Path, default=MODELS / "trained")
    chosen = parser.parse_args()
    for component in chosen.only or COMPONENTS:
        begun = time.monotonic()
        kept = train(component, chosen.into)
        print(f"{component}: {kept['taught']} of {kept['examples']} examples, {kept['sentences']} sentences,")
        print(f"  {time.monotonic() - begun:.0f} s, {kept['bytes']:,} bytes in {chosen.into / component}")
        for label, figures in kept["held_out"].items():
            print(f"  {label:22}", *(f"{key} {value}" for key, value in figures.items()))


if __name__ == "__main__":
    main()
