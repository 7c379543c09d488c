"""What a quantity measures: the rule that fits it, and the words of the text that say it."""

import re
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.tagger.commitments.promises import PromiseGrammar, Tried
from tenderscan.tagger.numbers.figures import read_figures
from tenderscan.tagger.numbers.quantities import Quantity

_REACH = 70
"""Characters behind a unit in which it may be said of what: "20 weeks of paid work placements"."""
# Words at which what is measured ends.
_STOP = (
    r"(?!(?:by|per|each|every|during|over|within|and|or|who|that|which|will|shall|must|to be|is|are|being|from|between"
    r"|for the|in the first|in|at least|a minimum|no later|not|for|to|at|if|when|where|as|so|but)\b)"
)
# "at Level 3", "(Level 3)", "for care leavers", "in Ardagh"; not "for each year", "in 2026", "of the contract"
_TAIL = re.compile(
    r"\s\([^()\n]{1,30}\)"
    r"|\s(?:at|of|for|in|with|into)\s"
    r"(?!(?:a|an|each|every|total|full|first|year)\b|20\d\d|the (?:first|end|life|term|contract|year))"
    rf"[^\s,.;:()]+(?:\s{_STOP}[^\s,.;:()]+){{0,4}}"
)
# "maintain the new planting", "availability of spare parts"; and "the goods shall be" before "delivered"
_OBJECT = re.compile(rf"\s(?:(?:of|for|to)\s)?{_STOP}[^\W\d_][^\s,.;:()]*(?:\s{_STOP}[^\W\d_][^\s,.;:()]*){{0,3}}")
_MORE = re.compile(rf"(?:\s(?!(?:a|an|the|our|of|their|on|with|by)\b){_STOP}[^\W\d_][^\s,.;:()]*){{1,2}}")
# "95% of calls", but of "5% of the contract value" the value is not what is measured
_SHARE = re.compile(
    rf"\sof\s(?:(?:the|our|all|its)\s)?(?![\w\s]{{0,30}}\b(?:contract|value|spend|sum|price|cost|costs|budget|total|cases)\b)"
    rf"(?P<of_what>[^\W\d_][^\s,.;:()]*(?:\s{_STOP}[^\W\d_][^\s,.;:()]*){{0,3}})"
)
_SUBJECT = re.compile(
    r"(?:[^\W\d_][\w'\u2019-]*\s){1,4}(?:(?:shall|will|must|should|may|to|has to|have to)\s(?:also\s)?be|is|are)\s$"
)
_LOOSE_END = re.compile(r"(?:\s(?:of|for|to|in|at|with|the|next))+$", re.IGNORECASE)
_AUXILIARY = re.compile(r"\s(?:(?:shall|will|must|should|may|to|has to|have to)\s(?:also\s)?be|is|are)(?=\s)")
# Between a unit and the words for a measure: "hours a year of paid ", "weeks of ", " ".
_LINK = re.compile(
    r"\s?(?:(?:a|each|per|every)\s(?:year|month|week|quarter|annum|contract year)\s|annually\s|worth\s)?"
    r"(?:of|for|in|on|to|with)?\s?(?:[\w'\u2019&-]+\s){0,3}"
)
_ARTICLE = re.compile(r"^(?:of|the|a|an|our|your|its|their)\s+", re.IGNORECASE)


_FIRST = re.compile(
    r"\s?(?:(?:a|each|per|every)\s(?:year|month|week|quarter|annum|contract year)\s|annually\s|worth\s)?"
    r"(?:(?:of|for|in|on|to|with)\s)?"
)
"""What stands between a unit and what is measured."""


class Measured(NamedTuple):
    """A rule that fits a quantity, and where the text says what is measured."""

    tried: Tried
    span: Span

    def gap(self, number: Span) -> int:
        """Characters between the measure and a number."""
        return max(0, number.start - self.span.end, self.span.start - number.end)


def measure_of(grammar: PromiseGrammar, text: str, quantity: Quantity, sentence: Span, lower: str) -> Measured | None:
    """The first rule that fits a quantity in its sentence; `lower`: the sentence, folded."""
    for tried in grammar.of_unit(quantity.unit):
        if not _fits(tried, lower, quantity, sentence):
            continue
        span = _SPANS[tried.rule.measured](tried, text, quantity, sentence, lower)
        if span is not None:
            return Measured(tried, span)
    return None


def _fits(tried: Tried, lower: str, quantity: Quantity, sentence: Span) -> bool:
    """Whether the words that a rule needs are there, and none that bars it."""
    if tried.bars.search(lower):
        return False
    if tried.needs is not None and not tried.needs.search(lower):
        return False
    at = quantity.span.start - sentence.start
    return tried.before is None or tried.before.search(lower, max(0, at - _REACH), at) is not None


def _unit(_tried: Tried, text: str, quantity: Quantity, sentence: Span, _lower: str) -> Span | None:
    return _counted(text, quantity, sentence)


def _counted(text: str, quantity: Quantity, sentence: Span) -> Span:
    """The unit is what is measured, with the words before it and what says which."""
    tail = _TAIL.match(text, quantity.span.end, sentence.end)
    return Span(quantity.noun, tail.end() if tail else quantity.span.end)


def _of(tried: Tried, text: str, quantity: Quantity, sentence: Span, lower: str) -> Span | None:
    """What is measured stands between number and unit, or right behind the unit."""
    shift = sentence.start
    if tried.measures.search(lower, quantity.noun - shift, quantity.unit_start - shift):
        return Span(quantity.noun, quantity.span.end)
    start = quantity.span.end - shift
    match = tried.measures.search(lower, start, start + _REACH)
    if match is None or not _LINK.fullmatch(lower, start, match.start()):
        return None
    begin = _FIRST.match(lower, start, match.start() + 1)
    return with_words(text, Span(shift + (begin.end() if begin else match.start()), shift + match.end()), sentence)


# "and resolution within" of "response within 2 hours and resolution within 8 hours"
_ITEM = re.compile(
    r"(?:[,;]|\b(?:and|or))\s(?:and\s)?(?:(?:to|of|for|the|an?|all|any)\s){0,3}"
    r"(?P<what>[a-z][\w'\u2019-]+(?:\s(?!(?:with)?in\b)[a-z][\w'\u2019-]+){0,4})\s(?:within|in|at)\s"
    r"(?:(?:an?|no|not|more|than|maximum|of|up|to|at|least|most)\s){0,4}\Z"
)
"""What of a list of quantities is measured by the next one, which another stands before."""
_QUANTITY = re.compile(r"\d|\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b")


def _near(tried: Tried, text: str, quantity: Quantity, sentence: Span, lower: str) -> Span | None:
    """The nearest words for the measure in the sentence."""
    shift = sentence.start
    start, end = quantity.span.start - shift, quantity.span.end - shift
    best: tuple[int, int, int] | None = None
    for match in tried.measures.finditer(lower):
        gap = start - match.end() if match.end() <= start else match.start() - end if match.start() >= end else 0
        # What stands behind a number says less about it than what leads it in.
        weight = gap + (0 if match.start() < end else 40 if " and " in lower[end : match.start()] else 10)
        if best is None or weight < best[0]:
            best = weight, match.start(), match.end()
    if best is None:
        return None
    share = _SHARE.match(text, quantity.span.end, sentence.end) if quantity.unit == "percent" else None
    if share:
        return Span(share.start("of_what"), share.end())
    item = _ITEM.search(lower, max(0, start - _REACH), start)
    if item and best[2] <= item.start() and _QUANTITY.search(lower, best[2], item.start()):
        return Span(shift + item.start("what"), shift + item.end("what"))
    return _with_object(text, Span(shift + best[1], shift + best[2]), quantity.span, sentence)


def _with_object(text: str, measure: Span, number: Span, sentence: Span) -> Span:
    """The words for a measure with what they speak of: the object behind them, or the subject of a passive before."""
    limit = number.start if number.start >= measure.end else sentence.end
    more = _OBJECT.match(text, measure.end, limit)
    if (
        more
        and not more.group().strip().lower().startswith(("one ", "it "))
        and more.group().strip() not in {"one", "it"}
    ):
        return Span(measure.start, more.end())
    start = max(sentence.start, number.end if number.end <= measure.start else sentence.start, measure.start - _REACH)
    before = text[start : measure.start]
    subject = _SUBJECT.search(before)
    return Span(start + subject.start(), measure.end) if subject else measure


_SPANS = {"unit": _unit, "of": _of, "near": _near}


def stated_measure(text: str, quantity: Quantity, cell: Span) -> Span:
    """What a cell measures that is a promise: its words, without a number in front whose unit is no thing itself."""
    leads = text[cell.start : quantity.span.start].strip(" \n") == ""
    if not leads:
        return cell
    rest = Span(behind_unit(text, quantity.span.end, cell.end), cell.end)
    if quantity.unit in _NO_THINGS and any(map(str.isalpha, rest.of(text))):
        return rest
    return _counted(text, quantity, cell)


# "12 window boxes" of "12 window boxes for the high street"
_THINGS = re.compile(
    r"\s?(?P<number>\d{1,3}(?:,\d{3})*|\d{1,6})\s"
    rf"(?P<noun>{_STOP}(?!of\b)[a-z][\w'\u2019-]+(?:\s{_STOP}(?!of\b)[a-z][\w'\u2019-]+){{0,3}})"
)


def things_in(text: str, cell: Span) -> Quantity | None:
    """A whole number at the front of a cell with words behind it of which none is a unit."""
    match = _THINGS.match(text, cell.start, cell.end)
    value = read_figures(match["number"])[0] if match else None
    if match is None or value is None:
        return None
    number, noun = Span(*match.span("number")), match.start("noun")
    return Quantity(Span(number.start, match.end()), number, value, "items", noun, noun)


def behind_unit(text: str, at: int, limit: int) -> int:
    """Where the words begin that say of what: those behind "hours a year of"."""
    first = _FIRST.match(text, at, limit)
    return first.end() if first else at


_NO_THINGS = frozenset(
    {"seconds", "minutes", "hours", "days", "weeks", "months", "years", "percent", "times", "metres"}
)
"""Units that do not say what is measured."""


def with_words(text: str, measure: Span, sentence: Span) -> Span:
    """The words for a measure with those that end its noun: "expert business advice" of "expert"."""
    more = _MORE.match(text, measure.end, sentence.end)
    return Span(measure.start, more.end()) if more else measure


def words_of(text: str, span: Span) -> str:
    """The words of a measure on one line, without an article at the front and without auxiliary verbs."""
    words = _AUXILIARY.sub("", " ".join(span.of(text).split()), count=1)
    return _LOOSE_END.sub("", _ARTICLE.sub("", words, count=1)).strip(" -\u2013,;:.(") or span.of(text)
