"""Whether a run of capitalised words names an organisation, a company or a body, or is the words of a phrase."""

import re

from tenderscan.document import Span
from tenderscan.record import Label
from tenderscan.rules import OrganisationRule
from tenderscan.tagger.organisations.authorities import NOT_AUTHORITY, inside_department, is_authority
from tenderscan.tagger.organisations.names import Name
from tenderscan.tagger.work import Work

_LETTERS = re.compile(r"[^\W\d_][\w\u2019']*")
# A society for the blind is named so, where a bank for the furniture work is not.
_FOR_THE = re.compile(
    r"\b(?:society|institute|association|trust|foundation|centre|home|school|campaign|council|fund|office|hospital)$",
    re.IGNORECASE,
)
_ACRONYM = 0.9
"""Score of a rule that is sure enough to believe a bare acronym."""
_PHRASE_WORD = re.compile(r" (?:AT|BY|WITH|IN|ON|TO|FROM|UNDER|DULY) ")
"""Words that stand in a phrase in capitals and not in a name."""
_AROUND = 60
_FEW = 15
_NO_FIRM = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Quarter|Q[1-4]|Year|Phase"
    r"|Lot|Stage|Week|Day|Item|Section|Meeting|Minutes|Report|Draft|Agenda|Mayor|Deputy|Councillor|Messrs)\b",
    re.IGNORECASE,
)
"""Words with which a run begins that is a date, a paper or a person, unless it has a legal form."""
_STAFF = re.compile(
    r"(?:['\u2019]s?)?\s(?:team|staff|department|section|division|unit|directorate|crew|officers?|employees|programme|project"
    r"|scheme|fund|loan|plan|grant|committee|services)\b"
)
"""What behind a run makes it a part of somebody, or a thing."""
# "X was appointed as the contractor", "appointed X as its payroll provider"
_MADE_SUPPLIER = re.compile(
    r",?\s(?:(?:was|were|is|are|has been|have been|will be)\s\w+\s)?(?:as|to be)\s(?:(?:the|its|their|our|an?)\s)?"
    r"(?:\w+\s){0,3}?(?:sub-?)?(?:supplier|contractor|provider|consultant)s?\b",
    re.IGNORECASE,
)


def acceptable(work: Work, name: Name, rule: OrganisationRule) -> bool:
    """Whether a run beside a cue is a name and not the beginning of a phrase in capitals."""
    text = name.span.of(work.text)
    if rule.public and (name.legal or not is_authority(text)):
        return False
    if rule.label == Label.ORGANISATION and is_authority(text):
        return False  # a council that takes land over is no stranger
    if name.legal:
        return True
    if name.public:
        return not NOT_AUTHORITY.search(text) and not inside_department(work.text, name)
    words = text.split()
    rules = work.grammar.rules.organisations
    if words[-1].lower() in rules.business and rules.trades.issuperset(word.lower() for word in words[:-1]):
        return False
    if _shouted(work, name) or _NO_FIRM.match(text) or _STAFF.match(work.text, name.span.end):
        return False
    if len(words) == 1 and (text.isupper() or len(text) < 4) and rule.score < _ACRONYM:
        return False
    return (
        not _generic(work, words)
        and proper(work, name)
        and not any(char.isdigit() for word in (words[0], words[-1]) for char in word)
        and len(words) <= 8
    )


def is_company(work: Work, name: Name) -> bool:
    """Whether a name has a legal form, or ends as companies without one do: "Oak Lane Solutions"."""
    if name.legal:
        return True
    words = name.span.of(work.text).lower().split()
    rules = work.grammar.rules.organisations
    said = words[-1:] and words[-1] in rules.business and not rules.trades.issuperset(words[:-1])
    return len(words) > 1 and bool(said) and proper(work, name)


def made_supplier(work: Work, name: Name) -> bool:
    """Whether the words behind a name say outright that it becomes a supplier, be it a council's."""
    return _MADE_SUPPLIER.match(work.text, name.span.end) is not None


def proper(work: Work, name: Name) -> bool:
    """Whether a word of the name is never written in lower case in this document."""
    words = [word for word in _LETTERS.findall(name.span.of(work.text)) if len(word) > 1]
    return any(word.lower() not in work.common_words for word in words if word[0].isupper())


def without_purpose(work: Work, name: Name) -> Name:
    """A name without what it is about: "Bank of Someplace for the Furniture Work"."""
    at = -1 if name.legal else name.span.of(work.text).lower().find(" for the ")
    if at <= 0 or _FOR_THE.search(work.text, name.span.start, name.span.start + at):
        return name
    return Name(Span(name.span.start, name.span.start + at), name.legal, name.public)


def _shouted(work: Work, name: Name) -> bool:
    """Whether a run in capitals stands in text that is all in capitals, where they name nothing."""
    text = without_purpose(work, name).span.of(work.text)
    if not text.isupper():
        return False
    before = work.text[max(0, name.span.start - _AROUND) : name.span.start]
    letters = [char for char in before.rpartition("\n")[2] if char.isalpha()]
    if len(text.split()) > 1 and _PHRASE_WORD.search(text):
        return True
    return len(letters) > _FEW and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def _generic(work: Work, words: list[str]) -> bool:
    """Whether a run holds the word of a role or a heading, other than those with which companies end their names."""
    said = [word for word in words if sum(map(str.isalpha, word)) > 1]
    if len(said) > 1 and said[-1].lower() in work.grammar.rules.organisations.business:
        said.pop()
    return any(work.grammar.names.is_never(word) for word in said)
