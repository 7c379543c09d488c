"""The tagger without anything that spares work: every passage cut into tokens, every pattern tried everywhere."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tenderscan.document import Document
from tenderscan.record import Finding
from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tenderscan.tagger import references
from tenderscan.tagger.dates import calendar_dates, date_forms, terms
from tenderscan.tagger.money import component as money
from tenderscan.tagger.numbers import amounts
from tenderscan.tagger.organisations import acronyms, authors, mentions, named_cells
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.passages.openings import Opened
from tenderscan.tagger.passages.sieve import Sieve
from tenderscan.tagger.tagger import Tagger
from tenderscan.tagger.weightings import component as weightings
from tenderscan.tagger.work import Work

QUICK = Tagger(load_rules(bundled("models") / "rules"))
_PLAIN = Tagger(load_rules(bundled("models") / "rules"))
_PLAIN._grammar.reads_all = True
_SPARING = {
    money._FIGURE.pattern,
    named_cells.LABEL_END.pattern,
    calendar_dates._WORTH_A_LOOK.pattern,
    _PLAIN._grammar.names.legal_form.pattern,
}
"""Patterns by which passages are passed over that a component would look at in vain."""


def plainly(document: Document) -> tuple[Finding, ...]:
    """The findings of a document, with nothing passed over."""
    with _nothing_spared():
        return _PLAIN.tag(document)


def _everywhere(work: Work, _: Any, form: Opened) -> Iterator[re.Match[str]]:
    """Where a form of a reference stands in a section."""
    return form.pattern.finditer(work.text, work.section_span.start, work.section_span.end)


@contextmanager
def _nothing_spared() -> Iterator[None]:
    likely = Work.passages_with

    def passages_with(work: Work, pattern: Any) -> Iterator[Passage]:
        return iter(work.section) if pattern.pattern in _SPARING else likely(work, pattern)

    with pytest.MonkeyPatch.context() as patch:
        for module in (amounts, authors, calendar_dates, money):
            patch.setattr(module, "holds", lambda text, span, wanted: True)
        patch.setattr(Sieve, "passes", lambda *_: True)
        patch.setattr(acronyms, "_FEW", sys.maxsize)
        patch.setattr(mentions, "_FEW", -1)
        patch.setattr(Work, "passages_with", passages_with)
        patch.setattr(Opened, "finditer", lambda opened, text, start, end, _: opened.pattern.finditer(text, start, end))
        patch.setattr(Opened, "may_begin", lambda opened, lower: True)
        patch.setattr(calendar_dates, "_numeric", date_forms.NUMERIC.finditer)
        patch.setattr(calendar_dates, "_with_years", lambda text, span: [span])
        patch.setattr(terms, "_with_periods", lambda work: iter(work.section))
        patch.setattr(weightings, "_with_percentages", lambda work: (one for one in work.section if not one.cells))
        patch.setattr(references, "_matches", _everywhere)
        yield
