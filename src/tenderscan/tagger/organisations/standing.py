"""Where a document says that an organisation is a small or medium-sized firm, or of the voluntary sector."""

import re
from collections.abc import Iterator

from tenderscan.record import Label
from tenderscan.tagger.grammar import label_of
from tenderscan.tagger.organisations.mentioned import Mentioned
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.work import Work

SME, VCSE = "sme", "vcse"
"""Flags of `record.Organisation`."""
_SMALL_FIRM = (
    r"SMEs?\b|(?:micro,? )?small(?: and| or| to|/|,| &) ?medium(?:[- ]sized)?(?: enterprises?| business(?:es)?| firm"
    r"| company)?|(?:micro|small) (?:business|enterprise|company|firm)\b"
)
_VOLUNTARY = (
    r"VCSEs?\b|VCSFE\b|voluntary,? (?:and )?community(?:,? (?:and|or|&)? ?social enterprise)?(?: sector)?"
    r"(?: organisation)?|social enterprise|voluntary (?:organisation|body)"
    r"|(?:registered |Scottish |English |national |local )*charity\b"
    r"|charitable (?:company|trust|incorporated organisation)|community (?:interest company|benefit society)"
    r"|not[- ]for[- ](?:private[- ])?profit (?:organisation|company)"
)
_HINTS = ("sme", "medium", "micro", "small ", "vcse", "social enterprise", "volunt", "charit", "community ", "profit")
# "X Ltd is a local SME", "X (an SME)", "X, a registered charity"
_SAID = re.compile(
    r"[\s,;(\u2013-]{0,4}(?:\([^()\n]{0,60}\)[\s,]{0,2})?(?:(?:which |who )?(?:is|are|was|being|as)\s)?(?:both\s)?"
    r"(?:(?:an?|the|local|family[- ]owned|family[- ]run|independent)\s){0,4}"
    rf"(?:(?P<sme>{_SMALL_FIRM})|(?P<vcse>{_VOLUNTARY}))",
    re.IGNORECASE,
)
# "X Ltd of 1 Mill Lane, which is an SME"
_WHICH = re.compile(
    r"\b(?:which|who)\s(?:is|are)\s(?:both\s)?(?:(?:an?|the|local|independent)\s){1,3}"
    rf"(?:(?P<sme>{_SMALL_FIRM})|(?P<vcse>{_VOLUNTARY}))",
    re.IGNORECASE,
)
# "We are an SME": said of whoever wrote the document
_WE = re.compile(
    rf"\b(?:we are|as)\s(?:an?|the)\s(?:local\s|independent\s)?(?:(?P<sme>{_SMALL_FIRM})|(?P<vcse>{_VOLUNTARY}))",
    re.IGNORECASE,
)
_TAIL = r"(?:,? (?:status|size|flag|supplier|organisation|\(vcse\)|\(sme\)))*"
# "Are you an SME", "Supplier is a VCSE", "SME status"
_ASKED = {
    SME: re.compile(rf"(?:.{{0,60}}\b)?(?:{_SMALL_FIRM}){_TAIL}", re.IGNORECASE),
    VCSE: re.compile(rf"(?:.{{0,60}}\b)?(?:{_VOLUNTARY}){_TAIL}", re.IGNORECASE),
}
_YES = re.compile(r"\W*(?:yes|y|true|sme|vcse|micro|small|medium)\b.{0,60}", re.IGNORECASE | re.DOTALL)
_NO = re.compile(r"\b(?:no|not|none|n/a)\b", re.IGNORECASE)
_FORM = re.compile(r"\b(?:CIC|C\.I\.C\.?|CIO|SCIO|Community Interest Company|Charitable Incorporated Organisation)$")
_LINE = re.compile(r"(?P<label>[^:?\t]{2,100})[:?]{1,2}\s?(?P<value>[^\t]{1,80})")
_OF_OTHERS = re.compile(r"\b(?:for|to|from|suitab\w+|number|reserved|encourage\w*|all)\b", re.IGNORECASE)
"""What a label says that asks of others: "Suitable for SMEs", "Tenders received from SMEs"."""
_LONGEST_LABEL = 100
_LONGEST_LINE = 200


def standing_of_form(name: str) -> bool:
    """Whether the legal form in a name is one of the voluntary sector."""
    return bool(_FORM.search(name))


def asked_about(label: str) -> str | None:
    """The flag that a label of a form or column asks for."""
    if len(label) > _LONGEST_LABEL or _OF_OTHERS.search(label):
        return None
    return next((flag for flag, words in _ASKED.items() if words.fullmatch(label)), None)


def is_yes(value: str) -> bool:
    """Whether the answer of a form is yes; "Yes / No" is none."""
    return bool(_YES.fullmatch(value.strip())) and not _NO.search(value)


def statements(work: Work, mentioned: Mentioned) -> Iterator[tuple[str, str]]:
    """Names and the flags that the document states of them."""
    suppliers = {each.name for each in mentioned.all if each.label is Label.SUPPLIER}
    for passage in _passages(work):
        for offset, flag in _answers(work, passage):
            named = mentioned.about(offset)
            if named:
                yield named.name, flag
        for named in mentioned.inside(passage.span):
            said = _SAID.match(work.text, named.span.end, passage.span.end)
            if said and not work.masked(named.span):
                yield named.name, SME if said["sme"] else VCSE
        for which in _WHICH.finditer(work.text, passage.span.start, passage.span.end):
            named = mentioned.about(which.start())
            if named and passage.span.contains(named.span):
                yield named.name, SME if which["sme"] else VCSE
        we = _WE.search(work.text, passage.span.start, passage.span.end) if len(suppliers) == 1 else None
        if we:
            yield next(iter(suppliers)), SME if we["sme"] else VCSE


def _passages(work: Work) -> Iterator[Passage]:
    """The passages in which one of the words stands, each once."""
    seen: set[int] = set()
    for hint in _HINTS:
        at = work.lower.find(hint)
        while at >= 0:
            passage = work.passage_at(at)
            if passage and passage.index not in seen:
                seen.add(passage.index)
                yield passage
            at = work.lower.find(hint, passage.span.end if passage else at + 1)


def _answers(work: Work, passage: Passage) -> Iterator[tuple[int, str]]:
    """Where a form answers yes, and to what."""
    if passage.cells:
        for label, value in zip(passage.cells, passage.cells[1:], strict=False):
            flag = asked_about(label_of(label.span.of(work.text)))
            if flag and is_yes(value.span.of(work.text)) and not passage.head:
                yield passage.span.start, flag
        return
    start = passage.span.start
    for line in passage.span.of(work.text).split("\n"):
        match = _LINE.fullmatch(line) if len(line) <= _LONGEST_LINE else None
        flag = asked_about(label_of(match["label"])) if match else None
        if match and flag and is_yes(match["value"]):
            yield start, flag
        start += len(line) + 1
