"""What the tags must reach on real documents, and what they reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

REAL_SETS = ("real", "gold", "passages")
"""Sets of real documents that targets are held against; "gold" is "real" without errata."""


@dataclass(frozen=True, slots=True)
class Target:
    """What one label must reach.

    Attributes:
        title: for people.
        row: of the tables.
        measure: by which it is counted: one of `figures.MEASURES`, or "accuracy" of a detail.
        precision: the least precision, or accuracy.
        recall: the least recall; None for an accuracy.
    """

    title: str
    row: str
    measure: str
    precision: float
    recall: float | None


@dataclass(frozen=True, slots=True)
class Reached:
    """What a set comes to for a target.

    Attributes:
        precision: or accuracy; None where there is nothing to be measured.
        recall: None for an accuracy, and where there is nothing to be measured.
        strict: precision where optional labels are neither required nor forgiven; None for an accuracy.
    """

    precision: float | None
    recall: float | None
    strict: float | None

    def misses(self, target: Target) -> list[str]:
        """What is below the target, in words."""
        pairs = (("precision", self.precision, target.precision), ("recall", self.recall, target.recall))
        return [
            f"{name} is {got}, to reach {least}"
            for name, got, least in pairs
            if least is not None and (got is None or got < least)
        ]


TARGETS = (
    Target("money, exact span and amount", "money", "both", 0.98, 0.97),
    Target("money kind, when the amount is right", "money kind", "accuracy", 0.92, None),
    Target("supplier, overlap", "supplier", "overlap", 0.92, 0.90),
    Target("buyer, overlap", "buyer", "overlap", 0.92, 0.90),
    Target("social-value clause, theme right", "social_value", "value", 0.85, 0.90),
    Target("commitment: number, unit, measure", "commitment", "value", 0.88, 0.85),
    Target("date, exact value", "date", "value", 0.97, 0.96),
)


def reached(target: Target, kept: dict[str, Any]) -> Reached:
    """What a summary of a set holds for a target."""
    if target.measure == "accuracy":
        return Reached(kept["details"].get(target.row, {}).get("accuracy"), None, None)
    row = kept["rows"].get(target.row)
    if row is None:
        return Reached(None, None, None)
    return Reached(row[target.measure]["precision"], row[target.measure]["recall"], row["strict"][target.measure])


def targets_table(kept: dict[str, dict[str, Any]]) -> list[list[str]]:
    """The targets and what each set reaches, precision / recall, what is below marked; strict precision beside it."""
    names = [name for name in REAL_SETS if name in kept]
    lines = [
        ["precision / recall", "to reach", *(cell for name in names for cell in (name, f"{name}: strict precision"))]
    ]
    for target in TARGETS:
        cells = [target.title, _two(target.precision, target.recall)]
        for name in names:
            got = reached(target, kept[name])
            mark = " (below)" if got.misses(target) else ""
            cells += [_two(got.precision, got.recall) + mark, _one(got.strict)]
        lines.append(cells)
    return lines


def _two(precision: float | None, recall: float | None) -> str:
    return " / ".join(_one(share) for share in (precision, recall) if share is not None) or "–"


def _one(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def unmet(kept: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Each target that a set does not reach, in words."""
    for name in REAL_SETS:
        for target in TARGETS:
            for words in reached(target, kept[name]).misses(target) if name in kept else ():
                yield f"{name}: {target.title}: {words}"
