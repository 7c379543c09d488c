"""The parties of an agreement: "between (1) X … and (2) Y", and defined terms: X (the “Supplier”)."""

import re
from collections.abc import Iterator

from tenderscan.document import Span
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.organisations.canonical import base_of
from tenderscan.tagger.organisations.names import Name
from tenderscan.tagger.organisations.plausible import is_company
from tenderscan.tagger.organisations.sightings import Sighting, add
from tenderscan.tagger.passages.layout import RUNNING, Passage
from tenderscan.tagger.passages.openings import Opened
from tenderscan.tagger.work import Work

# The first mark by itself: what begins with one character of a set, `re` finds many times as quickly.
_QUOTED = r"[“\"\u2018'‟”][“\"\u2018'‟”]?\s?(?P<term>(?:the )?[A-Z][\w&. /-]{1,45}?)\s?,?[”\"\u2019'“]{1,2}"
# ("the Council"), (the “Supplier”), (hereinafter called "Contractor"), (together with its affiliates, "PNC")
_DEFINED = re.compile(r"\((?P<inside>[^()]{0,120}?[“\"\u2018'‟”][^()]{1,120})\)")
_TERM = re.compile(_QUOTED)
# hereinafter called the Contractor
_HEREINAFTER = re.compile(
    r"(?:hereinafter|hereafter)\s(?:referred to as|called|known as)?\s?(?:the\s)?"
    r"[“\"\u2018']?(?P<term>[A-Z][\w ]{2,30}?)[”\"\u2019']?(?=[\s,.;)])"
)
# "Supplier" means X
_MEANS = re.compile(rf"{_QUOTED}\s?(?::|means|shall mean|is)\s")
_OPENING = 6_000
"""Characters at the beginning in which an agreement names its parties."""
_AGREEMENT = re.compile(r"\b(?:agreement|contract|deed|memorandum|indenture|order form)\b", re.IGNORECASE)
_BETWEEN = Opened(re.compile(r"\b(?:by and between|by and among|between|among|parties(?=\s*[:\n(]))\b", re.IGNORECASE))
_END = re.compile(
    r"\b(?:whereas|witnesseth|recitals?|background|it is (?:hereby )?agreed|now,? therefore|1\.1|definitions)\b",
    re.IGNORECASE,
)
_BETWEEN_BEFORE = re.compile(
    r"\b(?:between|among|and|parties|with)[\s:]*(?:\(?\d\)?[.)]?\s*)?(?:the\s)?$", re.IGNORECASE
)
_WIDTH = 1_600
_NO_AGREEMENT = frozenset({"minutes", "notice", "bid_notice", "evaluation_report", "award_letter", "clarification_log"})
"""Types of document that speak of agreements and are none."""
_EACH = re.compile(r"\((?:each|individually)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\((?:collectively|together|jointly)\b", re.IGNORECASE)
_LINK = re.compile(r"\s*(?:,|and|,\s?and|&)\s+(?:the\s)?")
_REACH = 420
"""Characters before a defined term in which the name stands: number and address may come between."""


def tag_parties(work: Work) -> None:
    """Find the parties of the whole document."""
    seen: set[tuple[int, str]] = set()
    for passage, sighting in [*_defined(work), *_meanings(work)]:
        key = (sighting.name.span.start, sighting.rule.label)
        if key not in seen:
            seen.add(key)
            add(work, sighting, passage)
    for passage, sighting in _between(work):
        if not any(start == sighting.name.span.start for start, _ in seen):
            add(work, sighting, passage)


def _defined(work: Work) -> Iterator[tuple[Passage, Sighting]]:
    """Names with a defined term behind them, and the short names so defined."""
    last = 0
    definitions = _definitions(work)
    defined = frozenset(_term(term["term"]) for match in definitions for term in _TERM.finditer(match.group()))
    for match in definitions:
        terms = [Span(*term.span("term")) for term in _TERM.finditer(work.text, match.start(), match.end())]
        if "term" in match.re.groupindex:
            terms = [Span(*match.span("term"))]
        start = min(max(last, match.start() - _REACH), match.start())
        last = match.end()
        if not terms:
            continue
        passage, name = _named_before(work, Span(start, match.start()))
        if passage is None or name is None:
            continue
        said = [_term(term.of(work.text)) for term in terms]
        rules = [
            rule
            for term in said
            for rule in work.grammar.terms.get(term, ())
            if (not rule.with_terms or not rule.with_terms.isdisjoint(defined)) and (name.public or not rule.public)
        ]
        if not _may_be_party(work, match, name, known=bool(rules)):
            continue
        rule = rules[0] if rules else work.grammar.organisation_rule("party")
        if rule.role == "client" and not name.public and said[0] == "company":  # may be either side
            rule = work.grammar.organisation_rule("party")
        for each in [name, *_collected(work, match, name)]:
            yield passage, Sighting(each, rule, 1.0)
        for term in terms:
            short = work.grammar.names.whole(work.text, term)
            if short and _abbreviates(short.span.of(work.text), name.span.of(work.text)):
                work.aliases[short.span.of(work.text).lower()] = name.span.of(work.text).lower()
                yield passage, Sighting(short, rule, 0.7)


def _may_be_party(work: Work, match: re.Match[str], name: Name, *, known: bool) -> bool:
    """Whether a name with a defined term behind it is that of a party; `known`: whether a rule knows the term."""
    if not known:
        opening = match.start() < _OPENING and _AGREEMENT.search(work.text, 0, match.start()) is not None
        if _EACH.match(match.group()) or not (opening and (name.legal or " " in name.span.of(work.text))):
            return False  # (each a “Fund”)
    before = work.text[max(0, name.span.start - 20) : name.span.start]
    return name.legal or (known and name.public) or _BETWEEN_BEFORE.search(before) is not None


def _collected(work: Work, match: re.Match[str], last: Name) -> Iterator[Name]:
    """The companies before the last one of those that share a term: X Inc. and Y Inc. (collectively “XY”)."""
    if not _TOGETHER.match(match.group()):
        return
    names = work.grammar.names.find(work.text, Span(max(0, last.span.start - _REACH // 2), last.span.start))
    for name in reversed(names):
        if not name.legal or not _LINK.fullmatch(work.text, name.span.end, last.span.start):
            return
        yield name
        last = name


def _abbreviates(short: str, name: str) -> bool:
    """Whether a short name comes out of a long one: its first word, or its initials."""
    words = re.findall(r"[A-Za-z]\w*", name)
    initials = "".join(word[0] for word in words if word[0].isupper())
    bare = re.sub(r"\W", "", short)
    if f" {base_of(short)} " in f" {base_of(name)} ":
        return True
    return short.lower() in name.lower() or (bare.isupper() and len(bare) > 1 and bare in initials.upper())


def _definitions(work: Work) -> list[re.Match[str]]:
    found = [m for m in _DEFINED.finditer(work.text) if _TERM.search(m.group())]
    found += _HEREINAFTER.finditer(work.text)
    return sorted(found, key=lambda match: match.start())


def _term(raw: str) -> str:
    bare = " ".join(raw.lower().split())
    return bare.removeprefix("the ")


def _meanings(work: Work) -> Iterator[tuple[Passage, Sighting]]:
    """Definitions: “Supplier” means X Ltd."""
    for match in _MEANS.finditer(work.text):
        rules = [rule for rule in work.grammar.terms.get(_term(match["term"]), ()) if not rule.with_terms]
        passage = work.passage_at(match.start())
        if not rules or passage is None:
            continue
        name = work.grammar.names.at(work.text, match.end(), passage.span.end)
        if name and (name.legal or name.public):
            yield passage, Sighting(name, rules[0], 0.95)


def _named_before(work: Work, window: Span) -> tuple[Passage | None, Name | None]:
    """The name a defined term belongs to: the nearest with a legal form or a public body, else the run right before."""
    passage = work.passage_at(max(window.start, window.end - 1))
    if passage is None:
        return None, None
    if passage.span.start > window.start and passage.index and len(passage.span) < 40:
        passage = work.passages[passage.index - 1]
    start = max(window.start, passage.span.start)
    names = work.grammar.names.find(work.text, Span(start, window.end))
    sure = [
        name
        for name in names
        if name.legal or (name.public and not work.grammar.names.is_never(name.span.of(work.text)))
    ]
    if sure:
        legal = [name for name in sure if name.legal]
        return passage, _before_address(work, legal or sure)
    near = [name for name in names if window.end - name.span.end <= 3 and len(name.span) > 3]
    return passage, _last_of(work, near[-1]) if near else None


def _last_of(work: Work, name: Name) -> Name:
    """The second of two names joined by "and": "between Richard Stone and Mark Klein (“Klein”)"."""
    text = name.span.of(work.text)
    start = text.rfind(" and ") + len(" and ") if " and " in text else 0
    return Name(Span(name.span.start + start, name.span.end), name.legal, name.public)


def _before_address(work: Work, names: list[Name]) -> Name:
    """Of several names the last that begins a party: behind "and", a number in brackets, or the start of a line."""
    for name in reversed(names):
        before = work.text[max(0, name.span.start - 8) : name.span.start]
        if re.search(r"(?:^|\n|\(\d\)\s*|\band\s|[:;]\s*|\d\.\s*|between\s*)$", before, re.IGNORECASE):
            return name
    return names[-1]


def _between(work: Work) -> Iterator[tuple[Passage, Sighting]]:
    """The companies and public bodies named where an agreement says between whom it is made."""
    opening = work.text[:_OPENING]
    agreement = _AGREEMENT.search(opening)
    if not agreement or type_of(work) in _NO_AGREEMENT:
        return
    for match in _BETWEEN.finditer(opening, 0, len(opening), work.lower[:_OPENING]):
        if not _AGREEMENT.search(opening, max(0, match.start() - 300), match.start()):
            continue
        end = _END.search(work.text, match.end(), min(len(work.text), match.end() + _WIDTH))
        region = Span(match.end(), end.start() if end else min(len(work.text), match.end() + _WIDTH))
        yield from _parties_in(work, region)
        return


def _parties_in(work: Work, region: Span) -> Iterator[tuple[Passage, Sighting]]:
    supplier, buyer = work.grammar.organisation_rule("party"), work.grammar.organisation_rule("buyer")
    count = 0
    for passage in work.passages:
        if passage.span.end <= region.start or passage.kind in RUNNING:
            continue
        if passage.span.start >= region.end or count >= 6:
            return
        inside = Span(max(passage.span.start, region.start), min(passage.span.end, region.end))
        for name in work.grammar.names.find(work.text, inside):
            before = work.text[max(region.start - 12, name.span.start - 12) : name.span.start]
            if (
                not re.search(
                    r"(?:between|among|and|[:;,\n]|\(\d\)|\d\.|\([a-z]\))[\s“\"]*(?:the\s)?$", before, re.IGNORECASE
                )
                and name.span.start != passage.span.start
            ):
                continue
            if name.public or is_company(work, name):
                count += 1
                yield (
                    passage,
                    Sighting(name, buyer if name.public and not name.legal else supplier, 0.6 if name.public else 1.0),
                )
