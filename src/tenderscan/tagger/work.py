"""What the components of the pipeline share while one document goes through them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tenderscan.document import Document, Span
from tenderscan.record import Evidence, Finding, Label, Value
from tenderscan.tagger.grammar import Cue, Grammar, label_of
from tenderscan.tagger.passages.cues import CueIndex, CueReader
from tenderscan.tagger.passages.layout import Passage, passages, sentences
from tenderscan.tagger.passages.openings import Opened
from tenderscan.tagger.passages.sieve import scanned

if TYPE_CHECKING:
    from spacy.tokens import Doc

WORK = "tenderscan_work"
"""Key of `Doc.user_data` under which the components find the work."""
EXCERPT = "tenderscan_excerpt"
"""Key of `Doc.user_data`: where the spaCy text lies in the document's text."""


# Not inside addresses of mail or web, which are written small whatever they name.
_LOWER = re.compile(r"(?<![\w\u2019'@./-])[a-z]{3,}(?![\w@/-]|\.\w)")


# What British documents say: a postcode, VAT, a council, the tax office, company law.
_BRITISH = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b|\bVAT\b|\bHMRC\b|\bCompanies House\b|\bCouncil\b"
    r"|\bEngland and Wales\b|\bNHS\b|\bCOUNCIL\b|\.(?:gov|co|org|ac)\.uk\b|\(UK\)"
    r"|\bUK (?:LTD|PLC|Ltd|plc|LIMITED|Limited)\b"
)
# Currencies of which we know no more than that they are others.
_OTHER_MONEY = Opened(
    re.compile(r"\b(?:S|A|AU|C|CA|NZ|HK|R)\$|\b(?:SGD|AUD|CAD|NZD|HKD|CHF|AED|JPY|CNY)\b|\bpesos?\b|¥")
)
# The words of that which Indian documents say as well do not make those British.
_ABROAD = re.compile(r"\b(?:Indian?|GST|Pvt|Private Limited|PAN card)\b")
_RUPEES = "INR"


class Work:
    """One document on its way: passages, cues, masks and what was found so far."""

    def __init__(self, document: Document, grammar: Grammar, name_cues: Iterable[Cue] = ()) -> None:
        """Lay the document out; nothing is tagged yet. `name_cues`: title cues in its file name and title property."""
        self.document = document
        self.text = document.text
        self.scan = scanned(document.text)
        self.lower = self.scan.lower
        self.grammar = grammar
        self.passages = passages(document)
        self.reader = CueReader(grammar, self.text, self.scan, self.passages)
        self.section: tuple[Passage, ...] = ()
        self.found: list[Finding] = []
        self.name_cues = tuple(name_cues)
        self.type: str | None = None
        self.vat_stated: str | None = None
        self.aliases: dict[str, str] = {}
        self.shortened: dict[str, int] = {}
        self._sentences: tuple[Span, list[Span]] = (Span(0, 0), [])
        self.month_first: bool | None = None
        # What the heads of a table say, worked out once for all its rows.
        self.of_heads: dict[tuple[str, int], Any] = {}
        self._cues: dict[str, CueIndex] = {}
        self._about: dict[int, bool] = {}
        self._masks: list[Span] = []
        self._mask_starts: list[int] = []
        self._passage_starts = [passage.span.start for passage in self.passages]
        self._page_starts = [page.span.start for page in document.pages]

    def read_cues(self, doc: "Doc") -> None:
        """Find the cues of the section that `doc` holds."""
        self.reader.read(doc, doc.user_data[EXCERPT], self.section)

    def cues(self, family: str) -> CueIndex:
        """The cues of a family found so far: in this section and those before it."""
        index = self._cues.get(family)
        if index is None:
            index = self._cues[family] = CueIndex(self.reader, family)
        return index

    def about_social_value(self, heading: Span) -> bool:
        """Whether a heading says that the text below it is about social value; asked for every passage below it."""
        if heading.start not in self._about:
            self._about[heading.start] = self.cues("cues").any(heading)
        return self._about[heading.start]

    def mask(self, spans: Iterable[Span]) -> None:
        """Nothing that overlaps these spans is a finding."""
        self._masks = _merged(sorted([*self._masks, *spans], key=attrgetter("start")))
        self._mask_starts = [span.start for span in self._masks]

    @property
    def section_span(self) -> Span:
        """From the first to the last character of the section."""
        return Span(self.section[0].span.start, self.section[-1].span.end)

    def masked(self, span: Span) -> bool:
        """Whether a span overlaps a placeholder."""
        return bool(self.masks_near(span))

    def masks_near(self, span: Span) -> list[Span]:
        """The placeholders that overlap a span; they do not overlap each other."""
        end = begin = bisect_left(self._mask_starts, span.end)
        while begin > 0 and self._masks[begin - 1].end > span.start:
            begin -= 1
        return self._masks[begin:end]

    def passages_with(self, pattern: re.Pattern[str]) -> Iterator[Passage]:
        """The passages of the section in which a pattern matches; one search for all of them."""
        start, end = self.section[0].span.start, self.section[-1].span.end
        while match := pattern.search(self.text, start, end):
            passage = self.passage_at(match.start())
            if passage:
                yield passage
            start = passage.span.end if passage else match.start() + 1

    @property
    def masks(self) -> tuple[Span, ...]:
        """All placeholders found so far."""
        return tuple(self._masks)

    def page_at(self, offset: int) -> int | None:
        """The page a character stands on."""
        at = bisect_right(self._page_starts, offset) - 1
        return self.document.pages[at].number if at >= 0 else None

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that holds a character."""
        at = bisect_right(self._passage_starts, offset) - 1
        passage = self.passages[at] if at >= 0 else None
        return passage if passage and offset < passage.span.end else None

    def sentence_at(self, passage: Passage, span: Span) -> Span:
        """The sentence of a passage that holds a span; of a table row the cell."""
        cell = passage.cell_at(span.start)
        whole = cell.span if cell else passage.span
        if self._sentences[0] != whole:
            self._sentences = (whole, sentences(self.text, whole))
        found = self._sentences[1]
        at = bisect_right(found, span.start, key=lambda sentence: sentence.start) - 1
        if at >= 0 and span.start < found[at].end:
            return Span(found[at].start, max(found[at].end, span.end))
        return whole

    def add(self, label: Label, value: Value, span: Span, rule: str, score: float, passage: Passage) -> None:
        """Keep a finding, unless it overlaps a placeholder."""
        if not len(span):
            return
        heading = " ".join(passage.heading.of(self.text).split()) if passage.heading else None
        evidence = Evidence(
            span=span,
            quote=span.of(self.text),
            page=self.page_at(span.start),
            heading=heading,
            rule=rule,
            score=round(min(max(score, 0.05), 1.0), 2),
            cell=self.document.cell_at(span.start),
        )
        self.found.append(Finding(label, value, evidence))

    @cached_property
    def form_labels(self) -> frozenset[str]:
        """First cells of all table rows and all column heads, as look-up tables know them."""
        rows = [passage for passage in self.passages if len(passage.cells) > 1]
        return frozenset(
            label_of(cell.span.of(self.text)) for row in rows for cell in (row.cells if row.head else row.cells[:1])
        )

    @cached_property
    def above_tables(self) -> list[int]:
        """For each passage the index of the nearest one at or above it that is no row; -1 where there is none."""
        indices: list[int] = []
        for passage in self.passages:
            indices.append(passage.index if not passage.cells else indices[-1] if indices else -1)
        return indices

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words that the document writes in lower case somewhere: they are no proper names."""
        # What decides on a word stands between the blanks around it, and most words come again and again.
        return frozenset(_LOWER.findall("\n".join(set(self.text.split()))))

    @cached_property
    def currency(self) -> str:
        """The currency of most amounts with a sign; the first of the rules in a British document; else empty."""
        currencies = self.grammar.rules.money.currencies
        counts = [self.grammar.currency_marks[currency.code].count(self.text, self.lower) for currency in currencies]
        if _OTHER_MONEY.count(self.text, self.lower) > max(counts):
            return ""
        if max(counts):
            return currencies[counts.index(max(counts))].code
        british, abroad = _BRITISH.search(self.text), _ABROAD.search(self.text)
        if abroad and not british and any(currency.code == _RUPEES for currency in currencies):
            return _RUPEES
        return currencies[0].code if british and not abroad else ""


def _merged(spans: list[Span]) -> list[Span]:
    """Sorted spans with those that overlap or touch made one."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
