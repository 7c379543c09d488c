"""Names beside the phrases that give them a role: "awarded to X", "X was appointed", "tenders were received from"."""

import re
from collections.abc import Iterator

from tenderscan.document import BlockKind, Span
from tenderscan.record import Label
from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.organisations.names import Name
from tenderscan.tagger.organisations.objects import rule_of_object
from tenderscan.tagger.organisations.plausible import acceptable, is_company, made_supplier
from tenderscan.tagger.organisations.sightings import Sighting
from tenderscan.tagger.passages.context import once
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.work import Work

_CONNECTOR = re.compile(
    r"(?:[ \n,:\u2013\u2014-]|(?=[(“])){1,3}(?:(?:is|was|are|were|namely|firm|company|Messrs\.?|M/s\.?|called)\s)?"
    r"[\s(“\"\u2018']{0,2}(?:the\s(?=[A-Z]))?"
)
_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[^\w\s“\"\u2018'(]{1,2}|[a-z0-9]{1,3}[.)])?\s*")
_LIST_REACH = 2_000
_GOES_ON = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
"""Kinds of block in which a sentence of the one before may go on."""
_LEAD = 250
"""Characters of the block before in which a sentence begins that goes on in the next."""
_NO_NAME = frozenset({"lists", "not_here"})
_BEFORE = 120
"""Characters before a phrase in which the name stands."""
_BEFORE_ASIDE = 240
_IN_ASIDE = 4
"""Runs of capitals that may be part of what is said in between of a name: its number, its address."""
_NUMBERED = re.compile(r"\d\w*$")
_CLOSED = re.compile(r"\s?[)\u2019”'\"]")
_LAST_TWO = re.compile(
    r"(?P<first>\S+(?: (?!and )\S+)*) and (?P<second>(?!(?:Sons?|Co|Company|Partners|Associates|Brothers)\b)\S.*)"
)
# "X Ltd (company number 01234567), whose registered office is at 1 Mill Lane, is the Supplier"
_TO_CUE = re.compile(
    r"(?:\s?\([^()\n]{1,80}\))?"
    r"(?:,\s(?:an?|whose|with|registered|incorporated|of|company)\b[^;\n]{0,120},"
    r"|,?\s(?:of|at)\s[^.;\n]{1,120}?\s[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})?[\s,)]{0,3}"
    r"(?:who |which |and )?"
)
_LIST_LINK = re.compile(r"\s*(?:,|;|and|&|,\s?and|or)\s+(?:from\s|the\s)?")


def beside_cue(work: Work, passage: Passage, cue: Cue) -> Iterator[Sighting]:
    """Names right behind or right before a phrase: "awarded to X", "X was appointed"."""
    if cue.group not in _NO_NAME:
        cue = cue._replace(rule=rule_of_object(work, passage, cue))
    if cue.group in {"before", "firms"}:
        yield from _before_cue(work, passage, cue)
    elif cue.group == "lists":
        yield from _listed(work, passage, cue)
    elif cue.group != "not_here":
        yield from _after_cue(work, passage, cue)


def _after_cue(work: Work, passage: Passage, cue: Cue) -> Iterator[Sighting]:
    """The name right behind a phrase, and those joined to it by commas and "and"."""
    names, end = work.grammar.names, min(passage.span.end, cue.end + _LIST_REACH)
    if not work.text[cue.end : end].strip():  # the name begins the next block
        below = work.passages[passage.index + 1 : passage.index + 2]
        end = min(below[0].span.end, end + _LIST_REACH) if below and below[0].kind in _GOES_ON else end
    connector = _CONNECTOR.match(work.text, cue.end, end)
    start = connector.end() if connector else cue.end
    between = work.text[cue.end : start]
    name = names.at(work.text, start, end)
    sure = name is not None and (
        name.legal or (cue.rule.label == Label.SUPPLIER and (is_company(work, name) or made_supplier(work, name)))
    )
    if name and not sure:
        opened = "(" in between or between.strip()[-1:] in {"\u2018", "“", "'", '"'}
        marked = opened and _CLOSED.match(work.text, name.span.end) is not None
        article = re.search(r"\bthe\s$", between) is not None
        if (article and not name.public) or (cue.group == "nouns" and not marked):
            return
    listed = False
    # Where every name of a list stands behind a phrase of its own, each phrase would go through all the rest of it.
    known: set[tuple[int, str]] = once(work, "listed", passage.span.start, set)
    while name and (name.span.start, cue.rule.head.id) not in known:
        if listed:
            known.add((name.span.start, cue.rule.head.id))
        for each in _apart(work.text, name) if listed else (name,):
            if acceptable(work, each, cue.rule):
                yield Sighting(each, cue.rule, 1.0)
        listed = True
        link = _LIST_LINK.match(work.text, name.span.end, end)
        following = names.at(work.text, link.end(), end) if link else None
        goes_on = following is not None and following.span.start > name.span.start
        name = following if goes_on and following and _joins(work, following, end) else None


def _apart(text: str, name: Name) -> tuple[Name, ...]:
    """The last two of a list, which a run has taken for one name: "A Works, B Grounds and C Builders"."""
    joined = None if name.legal else _LAST_TWO.fullmatch(text, name.span.start, name.span.end)
    if joined is None:
        return (name,)
    return tuple(Name(Span(*joined.span(each)), legal=False, public=name.public) for each in ("first", "second"))


def _joins(work: Work, name: Name, end: int) -> bool:
    """Whether a name behind a comma or "and" is one more of a list: a place or a person would be named alike."""
    if name.legal:
        return True
    words = name.span.of(work.text).split()
    return len(words) > 1 and (
        words[-1].lower() in work.grammar.rules.organisations.business
        or work.text[name.span.end : min(end, name.span.end + 5)] == " and "
    )


def _before_cue(work: Work, passage: Passage, cue: Cue) -> Iterator[Sighting]:
    """The name right before a phrase."""
    aside = cue.rule.stated or work.text[max(passage.span.start, cue.start - 2) : cue.start].strip() in {")", ","}
    reach = _BEFORE_ASIDE if aside else _BEFORE
    names = work.grammar.names.find(work.text, Span(max(passage.span.start, cue.start - reach), cue.start))
    tries = range(len(names), max(0, len(names) - (_IN_ASIDE if aside else 1)), -1)
    fitting = [at for at in tries if _TO_CUE.fullmatch(work.text, names[at - 1].span.end, cue.start)]
    # The last of what is said of a name is often its number or postcode.
    upto = next((at for at in fitting if not _NUMBERED.search(names[at - 1].span.of(work.text))), (*fitting, 0)[0])
    if not upto:
        return
    names = names[:upto]
    if cue.group == "firms" and not (is_company(work, names[-1]) or made_supplier(work, names[-1])):
        return
    several = not names[-1].legal and " and " in names[-1].span.of(work.text)
    if several or not acceptable(work, names[-1], cue.rule):
        return
    yield Sighting(names[-1], cue.rule, 1.0)
    # "X Ltd, Y Ltd and Z LLP were appointed"
    for name, following in zip(reversed(names[:-1]), reversed(names), strict=False):
        linked = _LIST_LINK.fullmatch(work.text, name.span.end, following.span.start)
        if not (linked and name.legal and following.legal):
            return
        yield Sighting(name, cue.rule, 1.0)


def _listed(work: Work, passage: Passage, cue: Cue) -> Iterator[Sighting]:
    """The names of a list behind "the following contractors tendered": lines that are nothing else."""
    lines = [
        Span(*line.span()) for line in _LINE.finditer(work.text, cue.end, min(len(work.text), cue.end + _LIST_REACH))
    ]
    if not lines or ":" in lines[0].of(work.text).rstrip(" :"):
        return  # a line of a form: "Tenders received from SMEs: 5"
    for line in lines[1:]:
        bullet = _BULLET.match(work.text, line.start, line.end)
        bare = Span(bullet.end() if bullet else line.start, line.end)
        if not len(bare):
            continue
        name = work.grammar.names.whole(work.text, Span(bare.start, bare.end - (work.text[bare.end - 1] in ".;,")))
        if name is None or not acceptable(work, name, cue.rule):
            return
        yield Sighting(name, cue.rule, 1.0)


def near_words(work: Work, passage: Passage) -> Iterator[Sighting]:
    """Companies with their legal form in a sentence about works or contracts."""
    words = work.cues("near").within(passage.span.start, passage.span.end)
    if not any(word.group == "near" for word in words):
        return
    for name in work.grammar.names.find(work.text, passage.span):
        if not name.legal or name.public:
            continue
        sentence = work.sentence_at(passage, name.span)
        here = [word for word in words if sentence.start <= word.start < sentence.end]
        here += work.cues("near").within(*_lead(work, passage, sentence))
        if any(word.group == "near" for word in here) and not any(word.group == "unless" for word in here):
            yield Sighting(name, next(word.rule for word in here if word.group == "near"), 1.0)


def _lead(work: Work, passage: Passage, sentence: Span) -> tuple[int, int]:
    """Where a sentence begins that goes on from the block before, and where it goes on."""
    if sentence.start > passage.span.start or not passage.index:
        return sentence.start, sentence.start
    before = work.passages[passage.index - 1]
    if before.kind not in _GOES_ON or work.text[before.span.end - 1] in ".?!:;”":
        return sentence.start, sentence.start
    return max(before.span.start, before.span.end - _LEAD), sentence.start
