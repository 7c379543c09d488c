"""What a document says of the organisations it names: numbers of registers, postcodes, whether small or voluntary.

Each statement is given to the name that stands nearest before it; nothing is looked up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tenderscan.document import Span
from tenderscan.record import COMPANY, Identifier, Label
from tenderscan.tagger.grammar import label_of
from tenderscan.tagger.organisations.identifiers import CHARITIES, CHARITY, VAT, identifier_of, stated_in
from tenderscan.tagger.organisations.mentioned import Mentioned, Named
from tenderscan.tagger.organisations.postcodes import postcode_behind, postcode_in
from tenderscan.tagger.organisations.standing import SME, VCSE, asked_about, is_yes, standing_of_form, statements
from tenderscan.tagger.passages.layout import Cell
from tenderscan.tagger.passages.openings import Opened
from tenderscan.tagger.work import Work

_TRIES = 6
"""Mentions of a name behind which an address is looked for."""
# "The company number of Acme Ltd is 01234567"
_OF = Opened(
    re.compile(
        r"\b(?P<what>company|registered|registration|charity|vat)(?: registration)? (?:number|no\.?)"
        r" (?:of|for) (?:the )?",
        re.IGNORECASE,
    )
)
_IS = re.compile(r"\W{0,3}(?:is|:|=)\s*(?P<number>(?:GB ?)?[A-Z]{0,3} ?\d[\d ]{4,14}\d)(?!\w)", re.IGNORECASE)
_SCHEMES = {"charity": CHARITY, "vat": VAT}
_POSTCODES = frozenset({"postcode", "post code", "postal code"})
_OTHER_SIDES = {
    Label.SUPPLIER: re.compile(r"\b(?:buyer|client|council|customer|authority|delivery|site|invoice)\b", re.IGNORECASE),
    Label.BUYER: re.compile(r"\b(?:supplier|contractor|provider|tenderer|bidder|delivery|site)\b", re.IGNORECASE),
}
"""What between a name and an address shows that the address is another's."""
_REGISTRATION = r"(?: reg(?:istration|istered|\.)?)? (?:number|no|nr|id)"
_COLUMNS = {
    COMPANY: re.compile(rf"(?:.{{0,30}}\b)?(?:compan(?:y|ies)(?: house)?|registered){_REGISTRATION}|crn"),
    CHARITY: re.compile(rf"(?:.{{0,30}}\b)?charity(?: commission)?{_REGISTRATION}"),
    VAT: re.compile(rf"(?:.{{0,30}}\b)?vat{_REGISTRATION}"),
}
"""Heads of columns that hold numbers of registers."""


@dataclass(slots=True)
class Particulars:
    """What was said of one name so far; the first statement of a kind counts."""

    identifiers: dict[str, Identifier] = field(default_factory=dict)
    postcode: str | None = None
    flags: set[str] = field(default_factory=set)

    def add(self, identifier: Identifier) -> None:
        """Keep a number, unless one of its register is known; a charity belongs to the voluntary sector."""
        self.identifiers.setdefault(identifier.scheme, identifier)
        if identifier.scheme in CHARITIES:
            self.flags.add(VCSE)

    def join(self, other: "Particulars") -> None:
        """Keep what was said of the same organisation under another name."""
        for scheme, identifier in other.identifiers.items():
            self.identifiers.setdefault(scheme, identifier)
        self.postcode = self.postcode or other.postcode
        self.flags |= other.flags


def particulars(work: Work, named: Sequence[Named]) -> dict[str, Particulars]:
    """What the document says of each name, by name; names of which it says nothing are left out.

    Args:
        work: the document.
        named: all mentions, in order.
    """
    found: dict[str, Particulars] = {}
    mentioned = Mentioned(work, named)
    _numbers(work, mentioned, found)
    _columns(work, mentioned, found)
    for name, flag in statements(work, mentioned):
        _of(found, name).flags.add(flag)
    _postcodes(work, mentioned, found)
    for name in {each.name for each in named}:
        if standing_of_form(name):
            _of(found, name).flags.add(VCSE)
    return found


def _of(found: dict[str, Particulars], name: str) -> Particulars:
    return found.setdefault(name, Particulars())


def _numbers(work: Work, mentioned: Mentioned, found: dict[str, Particulars]) -> None:
    """Numbers behind a name, and those of "the company number of X is"."""
    for stated in stated_in(work.text, work.lower):
        named = mentioned.about(stated.span.start)
        if named and not work.masked(stated.number):
            _of(found, named.name).add(stated.identifier)
    for match in _OF.finditer(work.text, 0, len(work.text), work.lower):
        named = mentioned.at(match.end())
        number = _IS.match(work.text, named.span.end) if named else None
        identifier = identifier_of(_SCHEMES.get(match["what"].lower(), COMPANY), number["number"]) if number else None
        if named and identifier:
            _of(found, named.name).add(identifier)


def _columns(work: Work, mentioned: Mentioned, found: dict[str, Particulars]) -> None:
    """What the columns of a table say of the organisation in the row."""
    heads: dict[int, str] = {}
    for passage in work.passages:
        if passage.head:
            heads.update(
                (cell.span.start, kind) for cell in passage.cells if (kind := _column(cell.span.of(work.text)))
            )
        elif heads and passage.cells and any(head.start in heads for cell in passage.cells for head in cell.heads):
            owners = mentioned.inside(passage.span)
            if owners:
                for cell in passage.cells:
                    kind = next((heads[head.start] for head in cell.heads if head.start in heads), None)
                    _in_column(work, cell, kind, _of(found, owners[0].name))


def _column(head: str) -> str | None:
    """What a column holds: a register, "postcode", "sme" or "vcse"."""
    label = label_of(head)
    if label in _POSTCODES:
        return "postcode"
    return asked_about(label) or next((scheme for scheme, words in _COLUMNS.items() if words.fullmatch(label)), None)


def _in_column(work: Work, cell: Cell, kind: str | None, known: Particulars) -> None:
    text = cell.span.of(work.text)
    if kind in {SME, VCSE}:
        if is_yes(text):
            known.flags.add(kind)
    elif kind == "postcode":
        known.postcode = known.postcode or postcode_in(work.text, cell.span)
    elif kind and (identifier := identifier_of(kind, text)):
        known.add(identifier)


def _postcodes(work: Work, mentioned: Mentioned, found: dict[str, Particulars]) -> None:
    """The postcode of the address behind a name, as far as the next name."""
    words = work.grammar.rules.organisations.address
    tried: dict[str, int] = {}
    for named in mentioned.all:
        known = found.get(named.name)
        if tried.get(named.name, 0) >= _TRIES or (known and known.postcode):
            continue
        tried[named.name] = tried.get(named.name, 0) + 1
        behind = postcode_behind(work.text, Span(named.span.end, mentioned.following(named)), words)
        if behind is None:
            continue
        between, postcode = behind
        other = _OTHER_SIDES.get(named.label)
        if not (other and other.search(work.text, between.start, between.end)) and not work.masked(between):
            _of(found, named.name).postcode = postcode
