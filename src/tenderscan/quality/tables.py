"""Figures as JSON, as tables for a terminal and as Markdown."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from tenderscan.quality.figures import MEASURES, Figures, Judgement
from tenderscan.quality.labels import ROWS
from tenderscan.quality.values import DETAILS

HEADINGS = {"exact": "exact span", "overlap": "overlap", "value": "value", "both": "exact span and value"}
SHARES = ("precision", "recall", "f1")
_PLACES = 4


def summary(figures: Figures) -> dict[str, Any]:
    """What is kept and compared: by row the counts, and precision, recall and F1 by each measure.

    "strict" is precision where optional labels are neither required nor forgiven; "forgiven" are the findings that it
    counts as false and the others do not count.
    """
    rows: dict[str, Any] = {}
    for row in ROWS:
        found, wanted = figures.found(row), figures.wanted(row)
        optional, forgiven = figures.optional(row), figures.forgiven(row)
        if not (found or wanted or optional or forgiven):
            continue
        rows[row] = {"wanted": len(wanted), "optional": optional, "found": len(found), "forgiven": forgiven}
        rows[row]["strict"] = {measure: _rounded(figures.strict(row, measure)) for measure in MEASURES}
        for measure in MEASURES:
            shares = figures.shares(row, measure)
            rows[row][measure] = {name: _rounded(getattr(shares, name)) for name in SHARES}
    details = {
        f"{row} {key}": {"right": right, "of": total, "accuracy": _rounded(right / total)}
        for row, keys in DETAILS.items()
        for key in keys
        for right, total in [figures.accuracy(row, key)]
        if total
    }
    return {
        "documents": figures.documents,
        "parts": figures.parts,
        "rows": rows,
        "details": details,
        "names_elsewhere_on_page": sum(one.elsewhere for one in figures.judgements),
        "hard_parts": figures.hard,
        "hard_parts_wrong": len(figures.hard_wrong),
        "placeholders_found": len(figures.violations),
    }


def table(kept: dict[str, Any]) -> list[list[str]]:
    """A table of a summary: a head, then a line a row; each measure as precision / recall / F1."""
    head = ["label", "labelled", "found", *HEADINGS.values(), "strict precision"]
    lines = [
        [
            row.replace("_", " "),
            _more(one["wanted"], one["optional"]),
            _more(one["found"], one["forgiven"]) if one["found"] or one["forgiven"] else "–",
            *(three(one[name]) for name in HEADINGS),
            " / ".join(_short(one["strict"][name]) for name in ("overlap", "value", "both")),
        ]
        for row, one in kept["rows"].items()
    ]
    return [head, *lines]


def _more(counted: int, optional: int) -> str:
    """How many are counted, and how many more are optional."""
    return f"{counted} + {optional}" if optional else str(counted)


def details_line(kept: dict[str, Any]) -> str:
    """The details of a summary in one line: "money kind .924 of 395"."""
    return ", ".join(f"{name} {_short(one['accuracy'])} of {one['of']}" for name, one in kept["details"].items())


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines of a table for a terminal."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *body])


def misses(figures: Figures, rows: Collection[str] = ROWS) -> Iterator[str]:
    """What is missed, found without being there, found on other characters, or with another value; row by row.

    "optional" is what answers an optional label, and is false by the strict figures only.
    """
    for row in (one for one in ROWS if one in rows):
        ours = [one for one in figures.judgements if one.row == row]
        labels = [one for one in ours if not one.found and not one.optional]
        false = [one for one in ours if one.found and one.judged and not one.overlap]
        yield from _lines("missed", (one for one in labels if not one.overlap))
        yield from _lines("false", (one for one in false if not one.optional))
        yield from _lines("optional", (one for one in false if one.optional))
        yield from _lines("value", (one for one in labels if one.overlap and not one.value))
        yield from _lines("span", (one for one in labels if one.value and not one.both))
    for detail in figures.details:
        if detail.row in rows and detail.want != detail.got:
            yield f"{detail.row} {detail.key}: {detail.want} read as {detail.got}: {detail.place}"
    yield from (f"placeholder: {one}" for one in figures.violations)


def _lines(what: str, judgements: Iterable[Judgement]) -> Iterator[str]:
    for one in judgements:
        instead = f" — found {one.other}" if one.other else ""
        yield f"{what} {one.row}: {one.place}: {one.text}{instead}"


def three(shares: dict[str, float | None]) -> str:
    """Precision, recall and F1 as people read them: ".980 / .972 / .976"."""
    return " / ".join(_short(shares[name]) for name in SHARES)


def _short(share: float | None) -> str:
    if share is None:
        return "–"
    return "1.00" if share == 1 else f"{share:.3f}".removeprefix("0")


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _PLACES)
