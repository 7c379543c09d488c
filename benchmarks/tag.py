"""Precision, recall and F1 of the tagger by label, and milliseconds a page.

    python benchmarks/tag.py [--shared FOLDER] [--misses] [--write]

`--shared` names the folder of real labelled files; the sample corpus is measured in any case. `--misses` prints what is
missed or false, `--write` keeps the figures in `models/metrics/`.

A dash stands where precision cannot be measured because not everything is labelled. The rules were written with these
same documents open: the figures show what the tagger does on them, not what it will do on others.
"""

import argparse
import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Run as a script, this file finds the labelled documents of the tests only from here on.
sys.path.insert(0, str(ROOT))

from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tenderscan.tagger import TAGGER_VERSION
from tenderscan.tagger.tagger import Tagger
from tests.quality.labelled import Figures, Labelled, corpus, labelled, measure

PAGE = 2_500
"""Characters that count as a page where a format has none."""


def pages(items: list[Labelled]) -> int:
    """Pages of the distinct documents; a document without pages counts by its length."""
    distinct = {item.document.source.sha256: item.document for item in items}
    return sum(len(d.pages) or -(-len(d.text) // PAGE) for d in distinct.values())


def speed(tagger: Tagger, items: list[Labelled]) -> float:
    """Milliseconds of processor time a page, the best of three runs over all distinct documents."""
    distinct = {item.document.source.sha256: item.document for item in items}
    runs = []
    for _ in range(3):
        begun = time.process_time()
        for document in distinct.values():
            tagger.tag(document)
        runs.append(time.process_time() - begun)
    return 1000 * min(runs) / max(pages(items), 1)


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def _column(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def summary(figures: Figures, rate: float, tagger: Tagger) -> dict[str, object]:
    """The figures as they are kept."""
    labels = {
        name: {
            "precision": _rounded(s.precision),
            "recall": _rounded(s.recall),
            "f1": _rounded(s.f1),
            "wanted": s.hits + len(s.missed),
        }
        for name, s in figures.scores.items()
    }
    return {
        "rules": tagger.rules.version,
        "tagger": TAGGER_VERSION,
        "labelled_parts": figures.documents,
        "labels": labels,
        "kind_accuracy": round(figures.kind_accuracy, 3),
        "theme_accuracy": round(figures.theme_accuracy, 3),
        "placeholder_violations": len(figures.violations),
        "ms_per_page": round(rate, 2),
    }


def show(name: str, figures: Figures, rate: float, *, misses: bool) -> None:
    """Print one table."""
    print(f"{name}: {figures.documents} labelled documents or parts, {rate:.2f} ms a page")
    print(f"  {'label':14}{'precision':>10}{'recall':>8}{'F1':>7}{'hits':>6}{'missed':>8}{'false':>7}")
    for label, s in figures.scores.items():
        shares = f"{_column(s.precision):>10}{_column(s.recall):>8}{_column(s.f1):>7}"
        print(f"  {label:14}{shares}{s.hits:6}{len(s.missed):8}{len(s.false):7}")
    print(f"  kinds of money right {figures.kind_accuracy:.3f} of {len(figures.kinds)}", end=", ")
    print(f"themes {figures.theme_accuracy:.3f} of {len(figures.themes)}", end=", ")
    print(f"placeholders found as values: {len(figures.violations)}")
    if misses:
        for label, s in figures.scores.items():
            print(*(f"  missed {label}: {text}" for text in s.missed), sep="\n")
            print(*(f"  false {label}: {text}" for text in s.false), sep="\n")
        print(*(f"  kind {want} read as {got}: {where}" for want, got, where in figures.kinds if want != got), sep="\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared" / "data" / "dev")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    begun = time.perf_counter()
    tagger = Tagger(load_rules(bundled("models") / "rules"))
    print(f"rules read and pipeline built in {time.perf_counter() - begun:.2f} s")
    sets = {"corpus": list(corpus(bundled("corpus")))}
    if chosen.shared.is_dir():
        sets["real"] = list(labelled(chosen.shared))
    else:
        print(f"no real files at {chosen.shared}: name their folder with --shared")
    for name, items in sets.items():
        figures, rate = measure(tagger, items), speed(tagger, items)
        show(name, figures, rate, misses=chosen.misses)
        if chosen.write:
            path = ROOT / "models" / "metrics" / f"tag-{name}.json"
            path.write_text(json.dumps(summary(figures, rate, tagger), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
