"""Which names are those of councils and other public bodies, and where such a name begins."""

import re

from tenderscan.document import Span
from tenderscan.tagger.organisations.names import Name
from tenderscan.tagger.passages.openings import openings
from tenderscan.tagger.work import Work

# Harrowmere Metropolitan Borough Council, Limerick City and County Council, Greater Someplace Combined Authority
_LOCAL_BODY = (
    r"(?:[A-Z&][\w\u2019'.&-]* )+"
    r"(?:Council|Combined Authority|NHS (?:Foundation )?Trust|Fire and Rescue (?:Service|Authority))"
)
# London Borough of Someplace, City Council of Someplace, Council of the City of Someplace
_BOROUGH = (
    r"(?:Metropolitan |London |Royal )?(?:Borough|City) (?:Council )?of [A-Z]\w+(?: [A-Z]\w+)*"
    r"|Council of the [A-Z]\w+.*"
)
# Tameside MBC, as the councils of the north abbreviate themselves
_ABBREVIATED = r"(?:[A-Z][\w\u2019'-]+ ){1,3}(?:MBC|CBC|UDC)"
_CENTRAL = r"Cabinet Office|Home Office|(?:Ministry|Department) (?:of|for) [A-Z]\w+(?:[ ,]+(?:& )?[A-Z]\w+)*"
_UNIVERSITY = r"University of [A-Z]\w+|[A-Z]\w+ University"
_POLICE = r"(?:[A-Z]\w+ )+(?:Police|Constabulary|Police and Crime Commissioner)|Crown Commercial Service"
_AUTHORITY = re.compile(f"{_LOCAL_BODY}|{_BOROUGH}|{_ABBREVIATED}|{_CENTRAL}|{_UNIVERSITY}|{_POLICE}", re.IGNORECASE)
NOT_AUTHORITY = re.compile(
    r"\b(?:community|full|plenary|whole|central|residents|tenants|works|youth|pastoral|arts|sports|british|privy|the|this"
    r"|each|of|for|and|to|by|your|our|any|annual|daily|weekly|monthly|quarterly|january|february|march|april|may|june|july"
    r"|august|september|october|november|december) (?:council|government)$",
    re.IGNORECASE,
)
"""Councils that buy nothing: a community council, the full council."""
LOCAL = re.compile(
    r"\b(?:Council|COUNCIL|Combined Authority|NHS Trust|NHS Foundation Trust|Cabinet Office|CABINET OFFICE)\b"
)
"""Words with which the name of a local body ends."""
_PART_OF_COUNCIL = frozenset(
    {"city", "royal", "london", "borough", "county", "council", "university", "ministry", "department", "metropolitan"}
    | {
        "district",
        "town",
        "parish",
        "combined",
        "fire",
        "unitary",
        "and",
        "&",
        "authority",
        "of",
        "the",
        "monthly",
        "meeting",
    }
)
_SMALL = frozenset({"and", "&", "of", "the", "authority", "monthly", "meeting"})
_BEGINS_PLACE = frozenset(
    {
        "north",
        "south",
        "east",
        "west",
        "mid",
        "central",
        "upper",
        "lower",
        "great",
        "greater",
        "new",
        "old",
        "high",
        "st",
    }
    | {"saint", "isle", "vale", "and", "&", "of", "with", "the", "royal", "northern", "southern", "eastern", "western"}
)
"""Words that belong to the name of a place that goes on behind them."""
_LONGEST = 9


def is_authority(name: str) -> bool:
    """Whether a name is that of a council, a ministry or another body that buys."""
    words = name.split()
    nameless = (_PART_OF_COUNCIL | _SMALL).issuperset(word.lower() for word in words)
    if (
        len(words) > _LONGEST
        or nameless
        or (len(words) == 2 and words[0].lower() in _PART_OF_COUNCIL and "office" not in name.lower())
    ):
        return False
    return bool(_AUTHORITY.fullmatch(" ".join(words))) and not NOT_AUTHORITY.search(name)


_DEPARTMENT = re.compile(r"\b(?:Department|Ministry|Minister|Office) (?:of|for) [^.;:()\n]{0,60}(?:,|and|&) ?$")


def inside_department(text: str, name: Name) -> bool:
    """Whether a name is the end of a longer one: "Department of the Environment, Community and Local Government"."""
    return bool(_DEPARTMENT.search(text, max(0, name.span.start - 90), name.span.start))


_JOINED = re.compile(
    r"(?:\s(?:for|by|at|within|FOR|BY|AT|WITHIN|For|By|At)|\b(?:Meetings?|Minutes|Members|MEETING|MINUTES) (?:of|OF))\s"
    r"(?:the\s|THE\s)?"
)
"""What joins a council to what is done for it: "Fit-out for Harrowmere Council"."""
_ISSUER_ENDS = (
    r"police|constabulary|fire (?:and|&) rescue(?: service| authority)?|commission|corporation"
    r"|housing(?: association| trust| group)?|homes|college|school|academy(?: trust)?|agency|board|museum|institute"
    r"|bank|trust|authority|commissioner"
)
_ISSUER_BEGINS = (
    "bank|institute|ministry|department|board|college|university|government|police|port|office|royal borough"
)
_ISSUER = re.compile(rf"(?:[\w&\u2019'.-]+ )+(?:{_ISSUER_ENDS})|(?:{_ISSUER_BEGINS}) (?:of|for) .+", re.IGNORECASE)


def _first_words(texts: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if texts is None else tuple({text.split()[0] for text in texts})


ISSUER_WORDS = _first_words(openings(re.compile(f"{_ISSUER_ENDS}|{_ISSUER_BEGINS}", re.IGNORECASE)))
"""With one of these begins a word of every name that `may_issue`, folded; None: not known."""


def may_issue(name: str) -> bool:
    """Whether a name that stands alone on the first page of a tender is that of a body which may issue it."""
    return len(name.split()) <= _LONGEST and bool(_ISSUER.fullmatch(name))


_BROKEN = re.compile(
    r"(?P<name>[A-Z][\w\u2019'-]{0,30}(?: (?:and|&|AND|[A-Z][\w\u2019'-]{0,30})){0,5}"
    r"\n(?:(?:and|AND|&|City|CITY|County|COUNTY|Borough|BOROUGH|District|DISTRICT) ){0,3}(?:Council|COUNCIL))\b"
)
_BEFORE_NAME = re.compile(r"\b(?:of|the|at|by|for|to)\s", re.IGNORECASE)


_PART = re.compile(r"['\u2019]?s?\s(?:Tax|Housing|House|Chambers?|tax)\b")


def names_tax(text: str, name: Name) -> bool:
    """Whether what looks like a council is the beginning of "Annual Council Tax" or "Council Housing"."""
    return bool(_PART.match(text, name.span.end)) and name.span.of(text).lower().endswith("council")


def broken_names(text: str, span: Span) -> list[Name]:
    """Councils whose names are broken over two lines of a block, as in narrow columns and headings."""
    found = []
    for match in _BROKEN.finditer(text, span.start, span.end):
        begin = [word.end() for word in _BEFORE_NAME.finditer(text, match.start(), match.end())]
        start = begin[-1] if begin else match.start()
        if "\n" in text[start : match.end()] and is_authority(text[start : match.end()]):
            found.append(Name(Span(start, match.end()), legal=False, public=True))
    return found


def without_address(text: str, name: Name) -> Name:
    """A council's name without the address that runs into it: "Harrowmere Council County Hall"."""
    whole = name.span.of(text)
    for match in LOCAL.finditer(whole) if name.public and not name.legal and not is_authority(whole) else ():
        if is_authority(whole[: match.end()]):
            return Name(Span(name.span.start, name.span.start + match.end()), legal=False, public=True)
    return name


def without_title(work: Work, name: Name) -> Name:
    """A council's name without the words of a title that run into it: "Grounds Maintenance Harrowmere Borough Council".

    The shorter name is right where it stands by itself elsewhere, or where the words before it are everyday words.
    """
    text = name.span.of(work.text)
    if not name.public or not is_authority(text) or text.startswith(work.grammar.rules.organisations.places):
        return name
    joined = [match.end() for match in _JOINED.finditer(text) if is_authority(text[match.end() :])]
    if joined:
        return Name(Span(name.span.start + joined[-1], name.span.end), name.legal, name.public)
    if text not in work.shortened:
        work.shortened[text] = _title_length(work, text)
    start = work.shortened[text]
    return Name(Span(name.span.start + start, name.span.end), name.legal, name.public) if start else name


def _title_length(work: Work, text: str) -> int:
    for match in reversed(list(re.finditer(r"(?<=\s)[A-Z]", text))):
        tail = text[match.start() :]
        before = text[: match.start()].split()[-1].lower()
        if tail.split()[0].lower() in _PART_OF_COUNCIL or before in _BEGINS_PLACE or not is_authority(tail):
            continue
        if re.search(rf"(?:^|[\n\t(,:]|\b[a-z]+ |\) ){re.escape(tail)}(?!\w)", work.text):
            return match.start()
    start = 0
    for word in re.finditer(r"\S+\s+", text):
        bare = word.group().strip(" \u2013-").lower()
        if (
            bare in _PART_OF_COUNCIL
            or bare in _BEGINS_PLACE - _SMALL
            or (bare not in work.common_words and bare not in {"and", "of", "for", "the"})
        ):
            break
        start = word.end()
    return start if is_authority(text[start:]) else 0
