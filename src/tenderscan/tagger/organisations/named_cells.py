"""Names in the cells of forms and tables, and in lines of a label and a value."""

import re
from collections.abc import Iterator

from tenderscan.document import Span
from tenderscan.record import Label
from tenderscan.rules import OrganisationRule
from tenderscan.tagger.grammar import label_of
from tenderscan.tagger.organisations.names import Name
from tenderscan.tagger.organisations.plausible import proper
from tenderscan.tagger.organisations.sightings import Sighting, fits
from tenderscan.tagger.passages.layout import Cell, Passage
from tenderscan.tagger.work import Work

_LINE = re.compile(r"[^\n]+")
_LABELLED = re.compile(r"(?P<label>[^\n:]{3,60}?)\s*(?::|\u2013|—)\s*(?P<value>[^\n]{2,120})")
# "Review body: official name: X"
_INNER = re.compile(r"(?:(?:official|legal|full) )?name:\s", re.IGNORECASE)
LABEL_END = re.compile(r"[:\u2013—]")
"""Stands in every match of `_LABELLED`."""
_ARTICLES = frozenset({"the", "a", "an", "our", "all"})
"""Words that begin sentences and the names of firms alike: "The Works", "All Clean"."""
_ROWS = 12
"""Rows below the first in which a form shows itself."""
_ACRONYM_BEHIND = re.compile(r" \([A-Za-z]{2,8}\)")


def in_cells(work: Work, passage: Passage, *, labelled: bool) -> Iterator[Sighting]:
    """Values of labelled cells, and cells under a column heading that holds names.

    `labelled`: whether a mark stands in the row that may part a label from its value.
    """
    for position, cell in enumerate(passage.cells):
        label = passage.cells[position - 1].span if position % 2 else None
        rule = _labels(work, label) if label else None
        column = None if rule or passage.head else _column(work, cell)
        for line in _value_lines(work, cell.span, whole=rule is None) if rule or column else ():
            name = work.grammar.names.whole(work.text, line)
            if name and (name.legal or name.public or (not passage.head and _is_name(work, name, cell))):
                chosen = rule or column
                assert chosen is not None
                yield Sighting(_with_acronym(work, name, line) if chosen.label == Label.BUYER else name, chosen, 1.0)
        if labelled:
            yield from labels_in_lines(work, cell.span)


def labels_in_lines(work: Work, span: Span) -> Iterator[Sighting]:
    """Lines such as "Supplier: Greenbank Works Ltd"."""
    for line in _LINE.finditer(work.text, span.start, span.end):
        yield from _label_in_line(work, Span(*line.span()))


def _label_in_line(work: Work, line: Span) -> Iterator[Sighting]:
    match = _LABELLED.match(work.text, line.start, line.end)
    if not match:
        return
    rule = _labels(work, Span(*match.span("label")))
    if rule is None:
        return
    value = Span(*match.span("value"))
    inner = _INNER.match(work.text, value.start, value.end)
    value = Span(inner.end(), value.end) if inner else value
    name = work.grammar.names.whole(work.text, value) or work.grammar.names.at(work.text, value.start, value.end)
    if name and (name.legal or name.public or (len(name.span) >= 0.5 * len(value) and proper(work, name))):
        yield Sighting(name, rule, 1.0)


def _with_acronym(work: Work, name: Name, line: Span) -> Name:
    """The name of a body with the acronym in brackets that a form gives behind it."""
    behind = _ACRONYM_BEHIND.fullmatch(work.text, name.span.end, line.end)
    return Name(Span(name.span.start, line.end), name.legal, name.public) if behind else name


def _column(work: Work, cell: Cell) -> OrganisationRule | None:
    """The rule whose column heading stands over a cell; a form has labels at the left, and no headings."""
    if cell.column == 0 and cell.heads and _is_form(work, cell.heads[-1]):
        return None
    for head in cell.heads:
        for rule in work.grammar.columns.get(label_of(head.of(work.text)), ()):
            if fits(work, rule):
                return rule
    return None


def _is_form(work: Work, head: Span) -> bool:
    """Whether the first row of a table is one of labels and values: a name stands at its right, or labels below it."""
    first = work.passage_at(head.start)
    if first is None or len(first.cells) != 2:
        return False
    beside = work.grammar.names.whole(work.text, first.cells[1].span)
    if beside and (beside.legal or beside.public):
        return True
    below = work.passages[first.index + 1 : first.index + _ROWS]
    labels = [label_of(row.cells[0].span.of(work.text)) for row in below if len(row.cells) == 2 and row.cells[0].heads]
    return any(label.split()[-1] in work.grammar.rules.organisations.form for label in labels if label)


def _labels(work: Work, label: Span) -> OrganisationRule | None:
    """The rule whose form label a text is; one that names its neighbours goes before one that does not."""
    rules = [rule for rule in work.grammar.labels.get(label_of(label.of(work.text)), ()) if fits(work, rule)]
    return max(rules, key=lambda rule: len(rule.beside), default=None)


def _is_name(work: Work, name: Name, cell: Cell) -> bool:
    """Whether a run without legal form is a name, and neither words of the document nor the heading of something."""
    names = work.grammar.names
    words = name.span.of(work.text).split()
    sentence = names.opens(words[0]) and words[0].lower() not in _ARTICLES
    headings = all(names.is_never(word) for word in words)
    return (
        not headings
        and not sentence
        and not (words[-1].isalpha() and words[-1].islower())
        and proper(work, name)
        and not _is_data(work, cell)
    )


def _is_data(work: Work, cell: Cell) -> bool:
    """Whether a cell is itself a label of something else: of money, a date, another party."""
    text = label_of(cell.span.of(work.text))
    return text in work.grammar.labels or any(work.cues(family).any(cell.span) for family in ("money", "columns"))


def _value_lines(work: Work, span: Span, *, whole: bool) -> list[Span]:
    """The lines of a cell that may be a name: the first, as an address may follow; in a column the whole cell too."""
    lines = [Span(*line.span()) for line in _LINE.finditer(work.text, span.start, span.end)]
    if whole and len(lines) > 1 and len(span) < 80:
        return [span]
    comma = work.text.find(", ", lines[0].start, lines[0].end) if lines else -1
    name = work.grammar.names.whole(work.text, lines[0]) if lines else None
    if comma > 0 and not (name and name.legal):
        return [Span(lines[0].start, comma)]
    return lines[:1]
