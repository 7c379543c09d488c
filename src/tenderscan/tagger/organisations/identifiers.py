"""Numbers of registers as British papers write them: companies, charities, VAT, training providers, suppliers.

There is no register here to look a number up in: what can be tested is its form, and the check digits of a VAT number.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.record import COMPANY, Identifier
from tenderscan.tagger.passages.openings import Opened

CHARITY, CHARITY_SCOTLAND, CHARITY_NORTHERN_IRELAND = "GB-CHC", "GB-SC", "GB-NIC"
VAT, UKPRN, PPON = "GB-VAT", "GB-UKPRN", "GB-PPON"
CHARITIES = frozenset({CHARITY, CHARITY_SCOTLAND, CHARITY_NORTHERN_IRELAND})
_PREFIXES = "AC|CE|CS|FC|FE|GE|GS|IC|LP|NC|NF|NI|NL|NO|NP|OC|OE|PC|R0|RC|SA|SC|SE|SF|SG|SI|SL|SO|SR|SZ|ZC|IP|SP|RS"
_COMPANY = re.compile(rf"(?:{_PREFIXES})\d{{6}}|(?:SL|NI)\d{{5}}A|(?:IP|SP|RS)\d{{3}}[0-9A-Z]{{3}}")
_VAT = re.compile(r"(?P<digits>(?:GB|XI)?\d{9}(?:\d{3})?)|(?:GB)?(?P<body>GD[0-4]\d\d|HA[5-9]\d\d)")
_MARKS = re.compile(r"[\s.]")
_VAT_WEIGHTS = range(8, 1, -1)
_NEW_VAT = 55
"""Added to the sum in numbers given out since 2009."""


def normalise_number(raw: str) -> str | None:
    """Eight characters, upper case, padded with zeros ("345678" → "00345678"); None for what is no company number.

    Old papers drop leading zeros; there is no check digit, so only the form can be tested.
    """
    bare = _MARKS.sub("", raw).upper()
    if bare.isascii() and bare.isdigit():
        return bare.zfill(8) if 5 <= len(bare) <= 8 and bare.strip("0") else None
    return bare if _COMPANY.fullmatch(bare) else None


def vat_number(raw: str) -> str | None:
    """A VAT number, "GB" or "XI" before its digits; None where the check digits are wrong."""
    bare = re.sub(r"[\s.\-]", "", raw).upper()
    match = _VAT.fullmatch(bare)
    if not match:
        return None
    if match["body"]:
        return f"GB{match['body']}"
    country, digits = ("XI", bare[2:]) if bare.startswith("XI") else ("GB", bare.removeprefix("GB"))
    total = sum(weight * int(digit) for weight, digit in zip(_VAT_WEIGHTS, digits, strict=False)) + int(digits[7:9])
    return f"{country}{digits}" if total % 97 == 0 or (total + _NEW_VAT) % 97 == 0 else None


def charity_number(raw: str) -> Identifier | None:
    """A charity of England and Wales, of Scotland (SC012345), or of Northern Ireland (NIC012345)."""
    bare = _MARKS.sub("", raw).upper()
    if re.fullmatch(r"SC\d{6}", bare):
        return Identifier(CHARITY_SCOTLAND, bare)
    if re.fullmatch(r"NIC\d{6}", bare):
        return Identifier(CHARITY_NORTHERN_IRELAND, bare)
    return Identifier(CHARITY, bare) if re.fullmatch(r"[1-9]\d{5,6}(?:-\d{1,2})?", bare) else None


class Stated(NamedTuple):
    """A number of a register where it stands in a text.

    Attributes:
        span: from the words that name the register to the number's end.
        number: the number's own span.
        identifier: what it is.
    """

    span: Span
    number: Span
    identifier: Identifier


_NO = r"(?:(?:number|numbers|num|nos?|nr|id)\b\.?|№|#)"
# "company number 01234567", "registered in England and Wales under number 345678"
_COMPANY_WORDS = (
    rf"(?:company|companies house|registered|registration|incorporated)\b(?:[^\d£€$()\n]{{0,60}}?(?:{_NO}|:)|(?=\t))"
    r"|companies house"
)
# "Company Reg. No: SC012345", "CRN 1234567"
_SHORT_COMPANY_WORDS = (
    rf"(?:company|co\.?|reg\.?) reg(?:istration|\.)?(?: ?{_NO})?|crn\b|under (?:company )?{_NO}|gb-coh"
)
# "registered charity (no. 1234567)", "Charity Commission number", "OSCR: SC012345"
_CHARITY_WORDS = (
    rf"(?:charity|charities|charitable)\b(?:[^\d£€$\n]{{0,60}}?(?:{_NO}|:|\()|(?=[\s(]))|oscr\b|gb-(?:chc|sc|nic)"
)
_UKPRN_FORM = r"1\d{7}"
_PPON_FORM = r"P[A-Z]{3}-\d{4}-[A-Z]{4}"
_COMPANY_FORM = (
    rf"(?:{_PREFIXES}) ?\d{{6}}|(?:IP|SP|RS)\d{{3}}[0-9A-Z]{{3}}|(?:SL|NI)\d{{5}}A|\d{{2}} \d{{3}} \d{{3}}|\d{{5,8}}"
)
_FORMS = (
    (
        CHARITY,
        _CHARITY_WORDS,
        r"SC ?\d{6}|NIC ?\d{6}|[1-9]\d{5,6}(?:-\d{1,2})?|[1-9]\d{2} \d{3}|[1-9] ?\d{3} ?\d{3}",
    ),
    (
        VAT,
        rf"vat\b(?: (?:registration|registered|reg\b\.?))?(?: ?{_NO})?|gb-vat",
        r"(?:(?:GB|XI) ?)?(?:\d{3}[ .]?\d{4}[ .]?\d{2}(?: ?\d{3})?|\d{3} \d{3} \d{3})|(?:GB ?)?(?:GD|HA) ?\d{3}",
    ),
    (UKPRN, r"ukprn\b|uk provider reference number|uk register of learning providers", _UKPRN_FORM),
    (
        PPON,
        r"ppon\b|public procurement organisation number|unique (?:supplier )?identifier"
        rf"|(?:central digital platform|cdp)(?: (?:unique|supplier))?(?: ?(?:identifier|{_NO}))?",
        _PPON_FORM,
    ),
    (COMPANY, _COMPANY_WORDS, _COMPANY_FORM),
    (COMPANY, _SHORT_COMPANY_WORDS, _COMPANY_FORM),
)
"""Of each register the words that name it, and what its numbers look like; that of companies comes last."""
_GAP = (
    r"[\s:#.()\[\]–-]{0,5}(?:(?:is|of|in (?:england(?: (?:and|&) wales)?|scotland|wales|northern ireland)"
    rf"|{_NO})[\s:.(]{{1,3}})?"
)
_STATED = tuple(
    (scheme, Opened(re.compile(rf"\b(?:{words}){_GAP}(?P<number>{form})(?![\w-]|[.,]\d)", re.IGNORECASE)))
    for scheme, words, form in _FORMS
)
_HINTS = {
    CHARITY: ("charit", "oscr", "gb-sc", "gb-chc", "gb-nic"),
    VAT: ("vat",),
    UKPRN: ("ukprn", "uk provider reference", "uk register of learning"),
    PPON: ("-",),
    COMPANY: ("compan", "reg", "crn", "incorporated", "under ", "gb-coh", "co."),
}
"""Of these one stands, folded, wherever a number of the register is named."""
_PPON = re.compile(r"\bP[A-Z]{3}-\d{4}-[A-Z]{4}\b")
_CHARITY_SAID = re.compile(r"charit|oscr", re.IGNORECASE)
_COMPANY_SAID = re.compile(r"\bcompan(?:y|ies)\b(?! limited by)|\bcrn\b", re.IGNORECASE)
_PLACE = re.compile(r"(?:office|address)\s*:\s*$", re.IGNORECASE)


def stated_in(text: str, lower: str) -> list[Stated]:
    """All numbers of registers that a text names as such, in order.

    `SC012345` is a company or a Scottish charity: the words nearest before it say which.

    Args:
        text: the text.
        lower: the text, folded.
    """
    found: dict[int, Stated] = {}
    for scheme, pattern in _STATED:
        if not any(hint in lower for hint in _HINTS[scheme]) or (scheme == PPON and not _PPON.search(text)):
            continue
        for stated in _matches(text, scheme, pattern, lower):
            known = found.get(stated.number.start)
            if known is None or (
                scheme == COMPANY and _COMPANY_SAID.search(text, stated.span.start, stated.number.start)
            ):
                found[stated.number.start] = stated
    return sorted(found.values())


def _matches(text: str, scheme: str, pattern: Opened, lower: str) -> Iterator[Stated]:
    for match in pattern.finditer(text, 0, len(text), lower):
        words = text[match.start() : match.start("number")]
        other = _CHARITY_SAID if scheme == COMPANY else _COMPANY_SAID if scheme == CHARITY else None
        if (other and other.search(words)) or _PLACE.search(words):
            continue
        identifier = identifier_of(scheme, match["number"])
        if identifier:
            yield Stated(Span(*match.span()), Span(*match.span("number")), identifier)


def identifier_of(scheme: str, raw: str) -> Identifier | None:
    """A number of a register in that register's form; None where it has another form."""
    if scheme in CHARITIES:
        return charity_number(raw)
    if scheme == VAT:
        number = vat_number(raw)
    elif scheme == COMPANY:
        number = normalise_number(raw)
    else:
        bare = _MARKS.sub("", raw).upper()
        number = bare if re.fullmatch(_PPON_FORM if scheme == PPON else _UKPRN_FORM, bare) else None
    return Identifier(scheme, number) if number else None
