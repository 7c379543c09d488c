"""How well the tagger finds what people labelled: floors a little under what was measured, so that nothing gets worse.

`python benchmarks/tag.py --misses` prints what is missed and what is false; `--write` keeps the figures in
`models/metrics/`.
"""

from pathlib import Path

import pytest

from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tenderscan.tagger.tagger import Tagger
from tests.quality.labelled import Figures, corpus, labelled, measure

# label: precision and recall that must be reached
REAL = {
    "suppliers": (0.86, 0.82),
    "buyers": (0.90, 0.78),
    "values": (0.97, 0.96),
    "dates": (0.97, 0.97),
    "social_value": (0.80, 0.87),
}
SAMPLE = {
    "suppliers": (0.96, 0.94),
    "buyers": (0.96, 0.95),
    "values": (0.98, 0.98),
    # Not every date and clause of the corpus is labelled: only recall can be measured.
    "dates": (None, 0.98),
    "social_value": (None, 0.91),
}


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(load_rules(bundled("models") / "rules"))


@pytest.fixture(scope="module")
def real(tagger: Tagger, shared: Path) -> Figures:
    return measure(tagger, labelled(shared))


@pytest.fixture(scope="module")
def sample(tagger: Tagger) -> Figures:
    return measure(tagger, corpus(bundled("corpus")))


@pytest.mark.parametrize("label", REAL)
def test_real_documents(real: Figures, label: str) -> None:
    precision, recall = REAL[label]
    score = real.scores[label]
    assert score.precision is not None
    assert score.precision >= precision, score.false
    assert score.recall >= recall, score.missed


@pytest.mark.parametrize("label", SAMPLE)
def test_sample_corpus(sample: Figures, label: str) -> None:
    precision, recall = SAMPLE[label]
    score = sample.scores[label]
    if precision is None:
        assert score.precision is None
    else:
        assert score.precision is not None
        assert score.precision >= precision, score.false
    assert score.recall >= recall, score.missed


def test_placeholders_are_never_found(real: Figures) -> None:
    assert real.violations == []


def test_kinds_and_themes(real: Figures, sample: Figures) -> None:
    assert real.kind_accuracy >= 0.82, [kind for kind in real.kinds if kind[0] != kind[1]]
    assert sample.kind_accuracy >= 0.89, [kind for kind in sample.kinds if kind[0] != kind[1]]
    assert real.theme_accuracy >= 0.95
    assert sample.theme_accuracy >= 0.92
