"""The tagger without anything that spares work: every passage cut into tokens, every pattern tried everywhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tenderscan.document import Document
from tenderscan.record import Finding
from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tenderscan.tagger import acronyms, amounts, authors, calendar_dates, mentions, money, organisations
from tenderscan.tagger.layout import Passage
from tenderscan.tagger.openings import Opened
from tenderscan.tagger.sieve import Sieve
from tenderscan.tagger.tagger import Tagger
from tenderscan.tagger.work import Work

QUICK = Tagger(load_rules(bundled("models") / "rules"))
_PLAIN = Tagger(load_rules(bundled("models") / "rules"))
_PLAIN._grammar.reads_all = True
_SPARING = {money._FIGURE.pattern, organisations._LABEL_END.pattern, _PLAIN._grammar.names.legal_form.pattern}
"""Patterns by which passages are passed over that a component would look at in vain."""


def plainly(document: Document) -> tuple[Finding, ...]:
    """The findings of a document, with nothing passed over."""
    with _nothing_spared():
        return _PLAIN.tag(document)


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
        patch.setattr(calendar_dates, "_numeric", calendar_dates.NUMERIC.finditer)
        yield
