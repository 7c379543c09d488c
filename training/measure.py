"""What the trained components of the pipeline add on real documents.

    python -m training.measure [--shared FOLDER] [--write]

Measured are the rules alone, the rules with the trained components, and these alone, on the sets `real` and `passages`
of `make quality`, in two halves by the hash of the documents' names; thresholds were chosen on the half `chosen`.

No document is in the training data, but neither half is held out: what the rules miss in both had been read before the
templates were written, and some templates say much the same. `models/README.md` has the figures on passages that were
labelled later. `--write` keeps the figures in `models/metrics/trained.json`.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.taggers import tagger_of
from tenderscan.quality import tables
from tenderscan.quality.labels import Part
from tenderscan.quality.measure import Tag, measure
from tenderscan.rules import Rules, load_rules
from tenderscan.settings import bundled
from tenderscan.tagger import trained
from tenderscan.tagger.classifier import Classifier, Guess
from tenderscan.tagger.tagger import Tagger
from tenderscan.tagger.trained import Component
from tenderscan.tagger.work import Work
from tests.quality.sets import REPOSITORY, parts_of
from training.examples import examples
from training.train import COMPONENTS, score

PAGE = 3_000
"""Characters that count as a page."""
ROWS = ("supplier", "buyer", "organisation", "clause")
SYSTEMS = {"rules": "rules alone", "pipeline": "rules and trained", "trained": "trained alone"}
HALVES = ("chosen", "other")


def half_of(part: Part) -> str:
    """The half of a part's document."""
    return HALVES[int(sha256(part.document.source.name.encode()).hexdigest(), 16) % 2]


def figures(tag: Tag, sets: dict[str, list[Part]]) -> dict[str, dict[str, Any]]:
    """Precision and recall by overlap of each row, by set and half."""
    kept: dict[str, dict[str, Any]] = {}
    for name, parts in sets.items():
        for half in HALVES:
            rows = tables.summary(measure([part for part in parts if half_of(part) == half], tag))["rows"]
            kept[f"{name}, {half}"] = {
                row: {"wanted": rows[row]["wanted"], "found": rows[row]["found"]} | rows[row]["overlap"]
                for row in ROWS
                if row in rows
            }
    return kept


class Watched:
    """The components of a tagger, and what they cost.

    Attributes:
        seconds: of processor time that went into them.
        sentences: that reached a network.
        characters: of the documents.
    """

    def __init__(self, tagger: Tagger) -> None:
        """Put a watch round the components of a tagger."""
        self.seconds, self.sentences, self.characters = 0.0, 0, 0
        tagger._trained = tuple(self._watched(component) for component in tagger._trained)

    def _watched(self, component: Component) -> Component:
        def run(work: Work) -> None:
            begun = time.process_time()
            component(work)
            self.seconds += time.process_time() - begun
            self.characters += len(work.text)

        return run

    def guess(self, looked_at: Callable[..., list[Guess]]) -> Callable[..., list[Guess]]:
        """`Classifier.guess`, counted."""

        def guess(classifier: Classifier, texts: Sequence[Sequence[str]]) -> list[Guess]:
            self.sentences += len(texts)
            return looked_at(classifier, texts)

        return guess


def cost(rules: Rules, parts: Iterator[Part]) -> dict[str, float]:
    """What the components cost a page of the documents of some parts."""
    tagger = Tagger(rules)
    watched = Watched(tagger)
    documents = {part.document.source.sha256: part.document for part in parts}
    with patch.object(Classifier, "guess", watched.guess(Classifier.guess)):
        for document in documents.values():
            tagger.tag(document)
    # Every component is given every document.
    pages = watched.characters / PAGE / max(len(tagger._trained), 1)
    return {
        "pages": round(pages),
        "sentences_a_page": round(watched.sentences / pages, 3),
        "ms_a_page": round(1000 * watched.seconds / pages, 3),
    }


def show(kept: dict[str, Any]) -> None:
    """Print the figures of the systems beside each other."""
    for where, rows in kept["rules"].items():
        for row in rows:
            cells = [kept[system][where].get(row, {}) for system in SYSTEMS]
            print(
                f"{where:18} {row:13} wanted {cells[0].get('wanted', 0):4}",
                *(f"{title} {_two(cell)}" for title, cell in zip(SYSTEMS.values(), cells, strict=True)),
                sep="  ",
            )
    print("cost:", kept["cost"])


def _two(cell: dict[str, Any]) -> str:
    return " / ".join("  –  " if cell.get(key) is None else f"{cell[key]:.3f}" for key in ("precision", "recall"))


def main() -> None:
    """Measure, print, and keep where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared" / "data" / "dev")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    sets = {name: parts_of(name, chosen.shared) for name in ("real", "passages")}
    for parts in sets.values():
        parts.sort(key=lambda part: part.document.source.sha256)
    rules = load_rules(bundled("models") / "rules")
    kept: dict[str, Any] = {"rules_version": rules.version}
    for system in SYSTEMS:
        tag = tagger_of(system, rules)
        assert tag is not None
        kept[system] = figures(tag, sets)
    kept["cost"] = cost(rules, (part for parts in sets.values() for part in parts))
    kept["templates_held_out"] = {
        component: score(
            trained.load_classifier(bundled("models") / "trained" / component),
            [one for one in examples(component, times=4) if one.held_out],
        )
        for component in COMPONENTS
    }
    show(kept)
    if chosen.write:
        text = json.dumps(kept, indent=1) + "\n"
        (REPOSITORY / "models" / "metrics" / "trained.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
