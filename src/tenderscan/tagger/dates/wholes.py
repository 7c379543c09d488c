"""What a length is the whole of: a maximum with all extensions, one that includes them, one made up of parts."""

import re

from tenderscan.document import Span
from tenderscan.tagger.dates.term_roles import EXTENSION, FAMILY, Where
from tenderscan.tagger.numbers.periods import Period
from tenderscan.tagger.work import Work

_REACH = 45
"""Characters from a phrase that says that a period is the whole to it at most."""
_APART = 80
"""Characters between the whole and its first part, or what it includes, at most."""
_ONE_MORE = re.compile(r"\b(?:further|additional|extra|another)\b")
# "5 years including the two-year extension", "60 months, of which 24 months"
_INCLUDING = re.compile(r"\b(?:includ(?:ing|es?|ed)|inclusive of|incorporating|of which)\b(?P<rest>[^.;]*)\Z")
_ANEW = re.compile(r"\b(?:with|plus|and|followed|then|thereafter|may|can)\b")
"""What says that an extension is not part of what "including" leads in, but comes on top."""
# "7 years, being 4 years plus", "four years (two years with an option", "10 years: 7 years with"
_MADE_OF = re.compile(
    r"(?:[\s,;(\u2013\u2014-]*\b(?:being|comprising|comprises|comprised|consisting|consists|made up|composed|split"
    r"|that is|i\.e|ie|namely|based)\b[\s,.]*(?:of\s|into\s|as\s|on\s)?|\s?[(:]\s?)"
    r"(?:(?:an?|the)\s)?(?:(?:initial|first|fixed|minimum|base|core)\s)?(?:(?:contract\s)?(?:term|period)\s(?:of\s)?)?"
)
_BY = re.compile(r"\bby\s(?:up\sto\s)?(?:an?\s)?\Z")
_IN_TOTAL = re.compile(r"\s(?:in total|in all|overall|in aggregate|maximum|all told)\b")
# "up to 5 years", "(maximum 4 years)", "total 60 months", but "by up to 2 years" is one more.
_UP_TO = re.compile(
    r"(?:(?<!by )(?<!for )\bup to|(?<!up )\bto|\btotal(?:l?ing)?|\bmax(?:imum|\.)?|\boverall|[(=])"
    r"(?:\s(?:of|an?|the)\b)*\s?\Z"
)
_LEAD = 30
_FIELD = re.compile(r"\W*(?:renewals?|extensions?|options?)\s?:\s*")
_PLUS = re.compile(
    r"[,\s]*(?:plus|followed by|\+)\s(?:an?\s)?(?:(?:further|optional|possible|additional)\s)?(?:up to\s)?"
)


def is_total(work: Work, where: Where) -> bool:
    """Whether a period is another one of the sentence with its extensions."""
    start = max(where.sentence.start, where.period.span.start - _REACH)
    totals = [cue for cue in work.cues(FAMILY).within(start, where.period.span.start) if cue.group == "totals"]
    # "up to a maximum of a further 2 years" and "by up to a maximum of 2 years" are the extension alone.
    if not totals or is_one_more(work, Span(totals[-1].end, where.period.span.end)):
        return False
    return _BY.search(work.lower, start, totals[0].start) is None


def is_called_total(work: Work, period: Period) -> bool:
    """Whether the words behind a period say that it is all: "(four years in total)"."""
    return _IN_TOTAL.match(work.lower, period.span.end) is not None


def adds_up(work: Work, period: Period, months: int) -> bool:
    """Whether a period is as long as all that stands before it, and the words before it lead up to a total."""
    if period.months != months:
        return False
    return _UP_TO.search(work.lower[max(0, period.span.start - _LEAD) : period.span.start]) is not None


def is_one_more(work: Work, span: Span) -> bool:
    """Whether a word in a stretch of text says that a period there comes on top of another."""
    return _ONE_MORE.search(work.lower, span.start, span.end) is not None


def includes(work: Work, whole: Span, extension: Span) -> bool:
    """Whether an extension is within a period: "5 years including an extension of 2 years"."""
    if not 0 <= extension.start - whole.end <= _APART:
        return False
    match = _INCLUDING.search(work.lower, whole.end, extension.start)
    return match is not None and _ANEW.search(match["rest"]) is None


def begins_parts(work: Work, where: Where) -> Period | None:
    """The whole of which a period is the first part, with extensions behind it; None where it is none."""
    period, lower = where.period, work.lower
    whole = next((one for one in reversed(where.others) if one.span.end <= period.span.start), None)
    if whole is None or not whole.months or not period.months or whole.months <= period.months:
        return None
    if period.span.start - whole.span.end > _APART:
        return None
    parts = [one for one in (period, *where.others) if one.span.start >= period.span.start]
    # "a maximum of 7 years with all extensions: 5 years plus 2 years"
    adds = len(parts) > 1 and sum((one.months or 0) * one.times for one in parts) == whole.months
    if not _MADE_OF.fullmatch(lower, whole.span.end, period.span.start) and not (
        adds and is_total(work, where._replace(period=whole))
    ):
        return None
    behind = work.cues(FAMILY).within(period.span.end, where.sentence.end)
    return whole if any(cue.rule and cue.rule.role == EXTENSION for cue in behind) else None


def is_added_to(work: Work, where: Where) -> bool:
    """Whether a period that only its field calls an extension is the first of a sum: "Renewals: 48 months, plus 12"."""
    after = next((one for one in where.others if one.span.start >= where.period.span.end), None)
    if after is None or not _FIELD.fullmatch(work.lower, where.sentence.start, where.period.span.start):
        return False
    return _PLUS.fullmatch(work.lower, where.period.span.end, after.span.start) is not None
