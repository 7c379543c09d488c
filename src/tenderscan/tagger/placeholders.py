"""Placeholders: text that stands for something still to be filled in. Nothing found may overlap one."""

import re
from collections.abc import Iterator

from tenderscan.document import Span
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.work import Work

_LINE = re.compile(r"[^\n]+")
_WHOLE_MAX = 80
_MARKS = " :.*"
"""Marks round the name of a field."""


def tag_placeholders(work: Work) -> None:
    """Mask the placeholders of a section."""
    work.mask([*_marked(work), *(span for passage in work.section for span in _wholes(work, passage))])


def _marked(work: Work) -> Iterator[Span]:
    """Brackets, guillemets, "insert …", lines to write on."""
    start, end, lower = work.section_span.start, work.section_span.end, work.lower
    for needs, pattern in work.grammar.placeholders:
        if needs.search(lower, start, end):
            for match in pattern.finditer(work.text, start, end, lower):
                yield Span(*match.span())


def _wholes(work: Work, passage: Passage) -> Iterator[Span]:
    """Cells and lines that are nothing but the name of a field."""
    begin, behind = passage.span.start, passage.span.end
    if behind - begin >= _WHOLE_MAX and not passage.cells and work.text.find("\n", begin, behind) < 0:
        return  # most of a text are paragraphs of one long line
    wholes = [(cell.span.start, cell.span.end) for cell in passage.cells] or [
        line.span() for line in _LINE.finditer(work.text, begin, behind)
    ]
    wanted = work.grammar.whole_placeholders
    for start, end in wholes:
        if (
            end - start < _WHOLE_MAX
            and wanted.may_begin(work.lower[start:end].strip(_MARKS))
            and wanted.pattern.fullmatch(work.text[start:end].strip(_MARKS))
        ):
            yield Span(start, end)
