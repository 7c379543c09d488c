"""Other organisations that a document names: companies by their legal form, bodies of a known kind, known bodies.

Nothing here says what they do in the procurement: whoever is found with a role is that, and none of these.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.record import Finding, Organisation
from tenderscan.tagger.grammar import Grammar
from tenderscan.tagger.organisations.canonical import base_of
from tenderscan.tagger.organisations.names import Name
from tenderscan.tagger.organisations.plausible import proper
from tenderscan.tagger.organisations.sides import in_register
from tenderscan.tagger.organisations.sightings import Sighting, add
from tenderscan.tagger.passages.layout import RUNNING, Passage
from tenderscan.tagger.passages.openings import Opened
from tenderscan.tagger.passages.sieve import scanned
from tenderscan.tagger.passages.taken import Taken
from tenderscan.tagger.work import Work

_BEFORE = 90
"""Characters before the word of a kind in which a name begins."""
_BEHIND = 70
_LONGEST = 9
_THREE_WORDS = 45
_LINKS = frozenset({"of", "and", "&", "for"})
_SMALL = frozenset({"of", "for", "and", "the"})
_WORD = re.compile(r"[^\W\d_][\w\u2019'&-]*")
_FREE_BEFORE = re.compile(r"(?<![\w@/.\u2019'-])")
_FREE_BEHIND = re.compile(r"(?![\w@/-]|\.\w|['\u2019]t\b)")
# "State Bank of India", "United States Department of Labor"
_CAPITALISED = re.compile(
    r"(?:^|[^.\w]|\b[a-z]+[ .,]) ?"
    r"(?P<lead>(?!(?:The|A|An|In|By|And|Of|To|For|From|At|On|With)\s)(?:[A-Z][\w&'\u2019-]* ){1,4})$"
)
_ARTICLE = re.compile(r"\b(?:[Aa]n?|each|any|every)\s$")
_MEETING = re.compile(r"\b(?:meetings?|members?|full|minutes|district)\b", re.IGNORECASE)
_ACT = re.compile(
    r"[^\S\n](?:Acts?|Regulations?|Orders?|Rules|Policy|Strategy|Plan|Bill|Directive|Code|Scheme|Standards?|Day|Guidance|[Ff]rameworks?)\b"
)
"""Behind a name this makes it that of a law or a paper: "the Housing Agency Act"."""


class _Kinds(NamedTuple):
    """What the lists of the rules come to.

    Attributes:
        ends: finds the word of a kind at the end of a name.
        begins: finds one at its beginning.
        known: known bodies by the run, folded, that is looked up first.
    """

    ends: Opened
    begins: Opened
    known: dict[bytes, tuple[str, ...]]


@lru_cache(4)
def _kinds(grammar: Grammar) -> _Kinds:
    rules = grammar.rules.organisations
    ends = "|".join(re.escape(kind).replace("'", "['\u2019]") for kind in sorted(rules.kinds, key=len, reverse=True))
    begins = "|".join(_titled(words) for words in sorted(rules.kinds_of, key=len, reverse=True))
    known: dict[bytes, tuple[str, ...]] = {}
    for name in rules.known:
        key = max(scanned(name).runs.split(), key=len)
        known[key] = (*known.get(key, ()), name)
    first = "|".join(dict.fromkeys(words.split()[0].capitalize() for words in rules.kinds_of))
    word = rf"(?!(?:{first})\b)[A-Z][\w'\u2019&-]*"
    named = rf"(?: (?:(?:[Oo]f|[Ff]or|[Tt]he|of the|for the|[Aa]nd|&) )?{word})"
    listed = rf"(?:,{named}(?:,{named})?,? (?:[Aa]nd|&) {word}(?: {word})?)?"
    return _Kinds(
        Opened(re.compile(rf"\b(?:{ends})\b")), Opened(re.compile(rf"\b(?:{begins}){named}{{1,5}}{listed}")), known
    )


def _titled(words: str) -> str:
    return " ".join(
        f"[{word[0]}{word[0].upper()}]{word[1:]}" if word in _SMALL else word.capitalize() for word in words.split()
    )


def tag_bodies(work: Work) -> None:
    """Find the organisations of a document that no role is known of; each name where it first stands on a page.

    Where they stand again is a known name (`settle`). Another spelling of a name that has a role is found as well, and
    has that role in the end (`sides`).
    """
    rule = work.grammar.organisation_rule("other")
    kinds = _kinds(work.grammar)
    known = {base_of(f.value.name) for f in work.found if isinstance(f.value, Organisation)}
    spelt = {finding.value.name for finding in work.found if isinstance(finding.value, Organisation)}
    for name in [*_companies(work), *_of_kinds(work, kinds), *_known(work, kinds)]:
        text = " ".join(name.span.of(work.text).split())
        first, *tails = _tails(text)
        if text in spelt or text.lower() in work.aliases or not known.isdisjoint(tails):
            continue
        passage = work.passage_at(name.span.start)
        if (
            passage is None
            or passage.kind in RUNNING
            or _ACT.match(work.text, name.span.end)
            or _common(work.text, name)
        ):
            continue
        spelt.add(text)
        known.add(first)
        add(work, Sighting(name, rule, 1.0), passage)


def _common(text: str, name: Name) -> bool:
    """Whether what looks like a name is a kind of company: "a Delaware Corporation"."""
    return (
        name.legal
        and name.span.of(text).count(" ") == 1
        and _ARTICLE.search(text[max(0, name.span.start - 8) : name.span.start]) is not None
    )


def _tails(text: str) -> Iterator[str]:
    """A name and what is left of it without its first words, which may be those of a title that run into it."""
    words = text.split()
    return (base_of(" ".join(words[at:])) for at in range(len(words)))


def _companies(work: Work) -> Iterator[Name]:
    """Names with a legal form."""
    names = work.grammar.names
    taken = Taken()
    for finding in work.found:
        if isinstance(finding.value, Organisation):
            taken.add(finding.evidence.span)
    end = 0
    for match in names.legal_form.finditer(work.text):
        if match.start() < end or not taken.free(Span(*match.span())):
            continue
        passage = work.passage_at(match.start())
        if passage is None:
            continue
        start = max(passage.span.start, end, match.start() - _BEFORE)
        stop = min(passage.span.end, match.end() + _BEHIND)
        cell = passage.cell_at(match.start())
        if cell:
            start, stop = max(start, cell.span.start), min(stop, cell.span.end)
        for name in names.find(work.text, Span(start, stop)):
            if name.legal and name.span.start <= match.start() < name.span.end and _whole_word(work.text, start, name):
                end = name.span.end
                yield name


def _whole_word(text: str, start: int, name: Name) -> bool:
    """Whether a name was not cut off by where the search began."""
    return name.span.start > start or start == 0 or not text[start - 1].isalnum()


def _of_kinds(work: Work, kinds: _Kinds) -> Iterator[Name]:
    """Names that begin or end with the word of a kind."""
    end = 0
    for match in kinds.begins.finditer(work.text, 0, len(work.text), work.lower):
        if match.start() >= end:
            end = match.end()
            passage = work.passage_at(match.start())
            first = passage.span.start if passage else match.start()
            lead = _CAPITALISED.search(work.text, max(first, match.start() - _BEFORE), match.start())
            yield Name(Span(lead.start("lead") if lead else match.start(), match.end()), legal=False, public=True)
    names = work.grammar.names
    registers = {passage.index for each in work.found if in_register(each) and (passage := _at(work, each))}
    seen: set[tuple[str, ...]] = set()
    for match in kinds.ends.finditer(work.text, 0, len(work.text), work.lower):
        before = tuple(work.text[max(0, match.start() - _THREE_WORDS) : match.start()].split()[-3:])
        if not before or not _may_name(before[-1]) or (*before, match.group()) in seen:
            continue
        seen.add((*before, match.group()))
        passage = work.passage_at(match.start())
        if passage is None or passage.head or passage.index in registers:
            continue  # registers name departments, and what they spend it on
        cell = passage.cell_at(match.start())
        within = cell.span if cell else passage.span
        around = Span(max(within.start, match.start() - _BEFORE), min(within.end, match.end() + _BEHIND))
        for found in names.find(work.text, around):
            name = _behind_article(work.text, found)
            if name.span.end == match.end() and _is_body(work, match.start(), name, around.start):
                yield Name(name.span, legal=False, public=True)


def _behind_article(text: str, name: Name) -> Name:
    """The last of names that an article joins: "the Controller and the Oakfield Trust"."""
    at = name.span.of(text).rfind(" the ")
    return name if at < 0 else Name(Span(name.span.start + at + len(" the "), name.span.end), name.legal, name.public)


def _at(work: Work, finding: Finding) -> Passage | None:
    return work.passage_at(finding.evidence.span.start)


def _may_name(word: str) -> bool:
    """Whether the word before that of a kind may be part of the name: "the Council" names none."""
    return word[0].isupper() or word in _LINKS


def _is_body(work: Work, kind: int, name: Name, start: int) -> bool:
    """Whether a run is the name of one body, and not what every buyer has: "Planning Authority", "Project Board".

    Args:
        work: the document.
        kind: where the word of the kind begins in its text.
        name: the run.
        start: where the search for the run began.
    """
    text = name.span.of(work.text)
    if name.legal or text.isupper() or len(text.split()) > _LONGEST or not _whole_word(work.text, start, name):
        return False
    street = text.endswith("Bank") and work.text.startswith(", ", name.span.start - 2)  # "County Hall, Jackdaw Bank"
    if _MEETING.search(text) or street:
        return False
    generic = work.grammar.rules.organisations.generic
    before = _WORD.findall(work.text, name.span.start, max(kind, name.span.start))
    return any(word[0].isupper() and word.lower() not in generic for word in before) and proper(work, name)


def _known(work: Work, kinds: _Kinds) -> Iterator[Name]:
    """Known bodies, as they are written."""
    written = frozenset(work.scan.runs.split())
    for key in kinds.known.keys() & written:
        for text in kinds.known[key]:
            at = work.text.find(text)
            while at >= 0:
                end = at + len(text)
                if _FREE_BEFORE.match(work.text, at) and _FREE_BEHIND.match(work.text, end):
                    yield Name(Span(at, end), legal=False, public=True)
                    break
                at = work.text.find(text, at + 1)
