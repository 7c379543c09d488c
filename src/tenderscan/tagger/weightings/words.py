"""Percentages in sentences and lists with the criteria they belong to."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from tenderscan.document import Span

PERCENT = re.compile(r"(?<![\w.,£$€+-])(\d{1,3}(?:\.\d{1,2})?)\s?(?:%|per\s?cent\b)", re.IGNORECASE)
_GROUP = re.compile(r"\(([^()]{1,600})\)")
# What a weighting was before it changed: "from 60 % to 55 %", "(previously 10 %)", "instead of 40 %"
_WAS = re.compile(
    r"\bfrom\s(?:the\s)?\d{1,3}(?:\.\d{1,2})?\s?(?:%|per\s?cent)?(?=\s?(?:down\s|up\s)?to\s(?:the\s)?\d)"
    r"|\b(?:previously|formerly|originally|(?:instead|in place) of|rather than|replacing|and not)\s(?:the\s)?"
    r"\d{1,3}(?:\.\d{1,2})?\s?(?:%|per\s?cent\b)"
    r"|\bnot\s\d{1,3}(?:\.\d{1,2})?\s?(?:%|per\s?cent)?,?\sbut\b",
    re.IGNORECASE,
)
_HAS_CHANGED = re.compile(
    r"(?:\s(?:was|were|has|have|been|change[ds]?|amended|revised|reduced|increased|decreased|raised|lowered|altered|updated|corrected|cut|moved|set))+\Z",
    re.IGNORECASE,
)
# What a criterion holds: "70 %, of which 10 % is social value", "60 % (including social value 15 %)"
_WITHIN = re.compile(
    r"(?:%|per\s?cent)[\s,(\u2013-]{1,3}(?:of which|which includes|including|inclusive of|incl\.?)\s"
    r"(?P<inner>(?:(?!,\s|[;)]|\.\s|\sand\s(?!\d)).){1,200})",
    re.IGNORECASE,
)
_MOST_WORDS = 12
_MOST_OF_LINE = 20
"""Words of a name that has a line of its own."""
_MOST = 110
_LEAD_IN = re.compile(
    r"\b(?:on|follows|as|are|is|of|for|basis|using|between|by|comprises?|comprising|into|consists?|namely|with|to|be|that|has|have|against)\b|:",
    re.IGNORECASE,
)
"""Words that lead in a list of criteria; what stands behind the last of them may be the first."""
_EVALUATED = re.compile(
    r"\b(?:evaluated|assessed|scored|judged|marked|awarded|weighted|let)\s(?:on|against|using|by|as)(?:\sthe)?(?:\sbasis\sof)?\b|:",
    re.IGNORECASE,
)
"""Words behind which the first criterion of a sentence stands, however short it is."""
_WEIGHT_OF = re.compile(
    r"\b(?:weight(?:ings?|s|ed)?|marks|points|criteri(?:on|a))\s(?:(?:given|attached|allocated|assigned|applied)\s)?"
    r"(?:for|of|on|to)\s(?:the\s)?(?:(?:award\s|evaluation\s)?criteri(?:on|a)\s(?:of\s)?)?"
    r"|\b(?:clarification|amendment|answer|correction|corrigendum|erratum|update)s?"
    r"(?:\s(?:(?:no\.?|number)\s)?\d{1,3})?\s?[:\u2013-]\s",
    re.IGNORECASE,
)
"""Words behind which the name stands, whatever leads them in: "Answer 4: the weighting of"."""
# Ends right before a percentage that comes before its criterion: "on the basis of 60% price", "evaluated 60% on price"
_LEADS_IN = re.compile(
    r"\b(?:(?:on|to|of|against|using|by|between|into|namely|compris(?:es?|ing|ed)|weighted|split"
    r"|evaluated|assessed|scored|judged|marked|determined|decided|awarded|measured|allocated)(?: (?:at|as|as to))?)"
    r"(?: (?:a|an|the))?\s*\Z",
    re.IGNORECASE,
)
_SHORT = 5
"""Words that may be a name as a whole."""
_EDGE = (
    r"(?:\bin(?=\s)|[\s,;:=()\[\]\u2022\u25cf\u25aa\u2013\u2014\"\u201c\u201d|*\uf0b7-]|\bo(?=\s)|\b(?:is|are|will|shall|be|of|at|to|weightings?|weighted|weight|worth|carry|carries"
    r"|carrying|accounts?|counts?|makes?|up|represent(?:s|ing)?|has|have|had|with|a|an|the|total|being|marks?|criteri(?:on|a)|award|for|by|and|on|towards|plus"
    r"|overall|score|allocated|given|set|available|which|including|includes|now|currently|split)\b)"
)
_STRIP_START = re.compile(
    rf"(?:{_EDGE}|(?<!\w)(?:(?:\d{{1,2}}(?:\.\d{{1,2}})*|[a-z]|[ivx]{{1,4}})[.)]|\d{{1,2}}(?:\.\d{{1,2}})+)\s)+",
    re.IGNORECASE,
)
_STRIP_END = re.compile(rf"{_EDGE}+\Z", re.IGNORECASE)
# Right behind a percentage that comes before its criterion: "40 % - Price", "60% for quality", "30% Quality"
_FIRST = re.compile(
    r"\s?(?:[-\u2013\u2014:]\s?|(?:(?:weighting\s)?(?:for|on|to|towards|allocated to|in)"
    r"|of the (?:available |total )?(?:marks|score|weighting|total)(?: (?:are|is))?"
    r"(?: (?:available|allocated|given|awarded))? (?:for|on|to|in))\s(?:the\s)?)?"
    r"(?!(?:and|of|will|is|shall|weighting|weighted|with|plus|which|are|in|each|respectively|per|has|have|by|as|or)\b)"
    r"[A-Za-z]",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[;\n\u2022\u25cf\uf0b7(|\t]|,\s|\s/\s|\.(?:\s|\Z)|\s(?:and|plus|with)\s*\Z")
_BEFORE = re.compile(r"[;\n\u2022\u25cf\uf0b7|\t]|,\s|\.\s|\s(?:and|plus)\s")


class Pair(NamedTuple):
    """A criterion and its percentage; `group` is the number of the pair in whose brackets it stands, or -1."""

    criterion: str
    percent: Decimal
    span: Span
    group: int


def pairs(text: str, span: Span, no_criterion: tuple[str, ...], *, listed: bool = False) -> list[Pair]:
    """The criteria of a sentence, a list item or a line, each with its percentage, in order of position.

    Those in brackets behind one of them, "Technical 40% (split: 20% skills, 80% questions)", point to that one.

    Args:
        text: of the document.
        span: of the sentence, item or line.
        no_criterion: what names none.
        listed: whether it is an item or a line: then its one name may hold commas.
    """
    line = _WAS.sub(lambda old: " " * len(old[0]), span.of(text))
    inner = _inner(line)
    pieces, at = [], 0
    for group in inner:
        pieces += [line[at : group.start], " " * len(group)]
        at = group.end
    found = list(_flat("".join([*pieces, line[at:]]), no_criterion, listed))
    starts = [pair.span.start for pair in found]
    for group in inner:
        above = bisect_left(starts, group.start) - 1
        found += [_moved(pair, group.start, above) for pair in _flat(group.of(line), no_criterion, False)]
    return [_moved(pair, span.start, pair.group) for pair in found]


def _inner(line: str) -> list[Span]:
    """Where the parts of one criterion stand: several in brackets, or what "of which" leads in."""
    found = [Span(*match.span(1)) for match in _GROUP.finditer(line) if len(PERCENT.findall(match[1])) > 1]
    within = [Span(*match.span("inner")) for match in _WITHIN.finditer(line) if PERCENT.search(match["inner"])]
    return sorted([*found, *(one for one in within if not any(group.overlaps(one) for group in found))])


def _moved(pair: Pair, by: int, group: int) -> Pair:
    return pair._replace(span=Span(pair.span.start + by, pair.span.end + by), group=group)


def _flat(text: str, no_criterion: tuple[str, ...], listed: bool) -> Iterator[Pair]:
    matches = [match for match in PERCENT.finditer(text) if 0 < Decimal(match[1]) <= 100]
    if not matches:
        return
    whole: Span | None = None
    leads = not text[: matches[0].start()].strip() or (
        _FIRST.match(text, matches[0].end()) is not None and not _named_before(text, matches[0], no_criterion)
    )
    for number, match in enumerate(matches):
        if leads:
            end = matches[number + 1].start() if number + 1 < len(matches) else len(text)
            name = _behind(text, match.end(), end)
        else:
            start = matches[number - 1].end() if number else 0
            whole = _of_line(text, match) if listed and len(matches) == 1 else None
            name = whole or _before(text, start, match.start())
        if name and _is_criterion(name.of(text), no_criterion, _MOST_OF_LINE if whole else _MOST_WORDS):
            span = Span(min(name.start, match.start()), max(name.end, match.end()))
            yield Pair(" ".join(name.of(text).split()), Decimal(match[1]), span, -1)


def _of_line(text: str, match: re.Match[str]) -> Span | None:
    """The name in a line of its own: all that is before the percentage, or what a colon parts from its explanation."""
    led = list(_WEIGHT_OF.finditer(text, 0, match.start()))
    whole = _stripped(text, led[-1].end() if led else 0, match.start())
    if whole is None or (len(whole) <= _MOST and len(whole.of(text).split()) <= _MOST_OF_LINE):
        return whole
    colon = text.rfind(":", whole.start, whole.start + _MOST)
    explained = colon > 0 and not text[match.end() :].strip(" .;,)")
    return _stripped(text, text.rfind(":", 0, colon) + 1, colon) if explained else None


def _named_before(text: str, match: re.Match[str], no_criterion: tuple[str, ...]) -> bool:
    """Whether a short name stands in front of the first percentage of a line: "Price: 60% Quality: 40%"."""
    if _LEADS_IN.search(text, max(0, match.start() - _MOST), match.start()):
        return False
    name = _before(text, 0, match.start())
    return bool(name) and name is not None and len(name) <= 40 and _is_criterion(name.of(text), no_criterion)


def _before(text: str, start: int, end: int) -> Span | None:
    """The name in front of a percentage."""
    for cut in _BEFORE.finditer(text, start, end):
        if text[cut.end() : end].strip(" -\u2013:(") and re.search(r"[A-Za-z]{3}", text[cut.end() : end]):
            start = cut.end()
    for cut in _EVALUATED.finditer(text, start, end):
        if re.search(r"[A-Za-z]{3}", text[cut.end() : end]):
            start = cut.end()
    span = _stripped(text, start, end)
    if span and len(span.of(text).split()) > _SHORT:
        cuts = [cut.end() for cut in _LEAD_IN.finditer(text, span.start, span.end)]
        later = _stripped(text, cuts[-1], end) if cuts else None
        span = later or span
    return span


def _behind(text: str, start: int, end: int) -> Span | None:
    """The name behind a percentage."""
    first = _STRIP_START.match(text, start, end)
    begin = first.end() if first else start
    cut = _BEHIND.search(text, begin, end)
    return _stripped(text, begin, cut.start() if cut else end)


def _stripped(text: str, start: int, end: int) -> Span | None:
    """A stretch without signs and small words at its edges; None where nothing is left."""
    first = _STRIP_START.match(text, start, end)
    begin = first.end() if first else start
    last = _STRIP_END.search(text, begin, end)
    stop = last.start() if last else end
    changed = _HAS_CHANGED.search(text, max(begin, stop - _MOST), stop)
    if changed:
        last = _STRIP_END.search(text, begin, changed.start())
        stop = last.start() if last else changed.start()
    closes = text[stop : stop + 1] == ")" and stop < end and text.count("(", begin, stop) > text.count(")", begin, stop)
    return Span(begin, stop + closes) if stop > begin else None


def _is_criterion(name: str, no_criterion: tuple[str, ...], most: int = _MOST_WORDS) -> bool:
    words = name.split()
    return (
        0 < len(words) <= most
        and len(name) <= _MOST
        and re.search(r"[A-Za-z]{3}", name) is not None
        and name.lower().strip(" .:") not in no_criterion
        and not _only(no_criterion).fullmatch(name.lower())
    )


@lru_cache(8)
def _only(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Matches what is made of some phrases and nothing else."""
    either = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?:(?:{either})\b[\s,.:-]*)+")


@lru_cache(32)
def words(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Finds one of some phrases in a folded text."""
    either = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")
