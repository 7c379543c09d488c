"""Placeholders: text that stands for something still to be filled in. Nothing found may overlap one."""

import re
from collections.abc import Iterator

from tenderscan.document import Span
from tenderscan.tagger.layout import Passage
from tenderscan.tagger.work import Work

_LINE = re.compile(r"[^\n]+")
_WHOLE_MAX = 80


def tag_placeholders(work: Work) -> None:
    """Mask the placeholders of a section."""
    work.mask([*_marked(work), *(span for passage in work.section for span in _wholes(work, passage))])


def _marked(work: Work) -> Iterator[Span]:
    """Brackets, guillemets, "insert …", lines to write on."""
    start, end = work.section[0].span.start, work.section[-1].span.end
    lower = work.text[start:end].lower()
    for needs, pattern in work.grammar.placeholders:
        if not needs or any(text in lower for text in needs):
            for match in pattern.finditer(work.text, start, end):
                yield Span(*match.span())


def _wholes(work: Work, passage: Passage) -> Iterator[Span]:
    """Cells and lines that are nothing but the name of a field."""
    wholes = [cell.span for cell in passage.cells] or [
        Span(*line.span()) for line in _LINE.finditer(work.text, passage.span.start, passage.span.end)
    ]
    for whole in wholes:
        if len(whole) < _WHOLE_MAX and work.grammar.whole_placeholders.fullmatch(whole.of(work.text).strip(" :.*")):
            yield whole
