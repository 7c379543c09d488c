"""What measuring came to: every label and every finding judged, and the shares that follow from it."""

from dataclasses import dataclass

MEASURES = ("exact", "overlap", "value", "both")
"""How a finding can meet a label: on the same characters; on some of them; with the same value; on the same characters
and with the same value."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One label or one finding, held against the other side.

    Attributes:
        row: in which it is counted.
        found: True for a finding, False for a label.
        exact: whether it meets one of the other side on the same characters.
        overlap: whether it shares characters with one.
        value: whether one of those has the same value.
        both: whether one is met on the same characters with the same value.
        place: where it stands, for people.
        text: the words, or what the label is called.
        other: what the other side has there, where it is not the same.
        judged: False for a finding in a row that is not labelled completely.
        elsewhere: whether a label counts as met because its name is reported elsewhere on the page, once for all; never
            on the same characters.
        optional: of a label, that it is neither required nor missed; of a finding, that it answers no more than such a
            label. Both count in the strict figures only, where such a finding is a false one.
    """

    row: str
    found: bool
    exact: bool
    overlap: bool
    value: bool
    both: bool
    place: str
    text: str
    other: str = ""
    judged: bool = True
    elsewhere: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Detail:
    """A key counted apart, of a finding whose value is right.

    Attributes:
        row: of the finding.
        key: such as "kind".
        want: what the label says.
        got: what was found; the same text where the two agree.
        place: where, for people.
    """

    row: str
    key: str
    want: str
    got: str
    place: str


@dataclass(frozen=True, slots=True)
class Shares:
    """Precision, recall and their harmonic mean.

    Attributes:
        precision: share of findings that meet a label; None where there are none, or not everything is labelled.
        recall: share of labels that are met; None where there are none.
    """

    precision: float | None
    recall: float | None

    @property
    def f1(self) -> float | None:
        """None where precision or recall is."""
        if self.precision is None or self.recall is None:
            return None
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was measured.

    Attributes:
        judgements: of labels and findings, in order.
        details: of findings whose value is right.
        violations: what was found in fields still to be filled in.
        parts: how many parts were measured.
        documents: how many documents they are of.
        hard: how many parts were chosen as hard.
        hard_wrong: places of the hard parts in which something is found that is not there.
    """

    judgements: tuple[Judgement, ...]
    details: tuple[Detail, ...]
    violations: tuple[str, ...]
    parts: int
    documents: int
    hard: int
    hard_wrong: tuple[str, ...]

    def wanted(self, row: str) -> list[Judgement]:
        """Labels of a row that must be found."""
        return [one for one in self.judgements if one.row == row and not one.found and not one.optional]

    def found(self, row: str) -> list[Judgement]:
        """Findings of a row, where everything is labelled, but for those of optional labels."""
        return [one for one in self._all_found(row) if not one.optional]

    def forgiven(self, row: str) -> int:
        """How many findings of a row answer no more than an optional label."""
        return sum(one.optional for one in self._all_found(row))

    def optional(self, row: str) -> int:
        """How many labels of a row are optional."""
        return sum(one.optional for one in self.judgements if one.row == row and not one.found)

    def strict(self, row: str, measure: str) -> float | None:
        """Precision of a row by one of `MEASURES` where optional labels are neither required nor forgiven."""
        return _share(self._all_found(row), measure)

    def _all_found(self, row: str) -> list[Judgement]:
        return [one for one in self.judgements if one.row == row and one.found and one.judged]

    def shares(self, row: str, measure: str) -> Shares:
        """How good a row is by one of `MEASURES`."""
        found, wanted = self.found(row), self.wanted(row)
        return Shares(_share(found, measure), _share(wanted, measure))

    def accuracy(self, row: str, key: str) -> tuple[int, int]:
        """How many details of a key are right, and how many there are."""
        rights = [one.want == one.got for one in self.details if (one.row, one.key) == (row, key)]
        return sum(rights), len(rights)


def _share(judgements: list[Judgement], measure: str) -> float | None:
    if not judgements:
        return None
    return sum(bool(getattr(one, measure)) for one in judgements) / len(judgements)
