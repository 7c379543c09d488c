"""Company numbers as Companies House writes them: eight characters."""

import re

from tenderscan.document import Span

_PREFIXES = "AC|CE|CS|FC|FE|GE|GS|IC|LP|NC|NF|NI|NL|NO|NP|OC|OE|PC|R0|RC|SA|SC|SE|SF|SG|SI|SL|SO|SR|SZ|ZC|IP|SP|RS"
_NUMBER = rf"(?P<number>(?:(?:{_PREFIXES})[ ]?\d{{6}}|(?:IP|SP|RS)\d{{3}}[0-9A-Z]{{3}}|\d{{5,8}}))(?![\w-])"
# company number 01234567; registered in England and Wales under number 345678; Company Reg. No: SC012345; CRN 1234567
_CUED = re.compile(
    r"\b(?:(?:company|registered|registration|reg(?:istration)?\.?|crn|companies house|incorporated)\b[^\d£€$()]{0,60}?"
    r"(?:\b(?:number|no|nos|num|reg|crn)\b\.?|№|:|#)|\bcrn\b|\bunder (?:company )?(?:number|no\.?))"
    rf"[\s:#.]{{0,4}}{_NUMBER}",
    re.IGNORECASE,
)
LABELS = frozenset(
    {
        "company number", "company no", "company registration number", "company registration no", "registration number",
        "registered number", "registered company number", "company reg no", "crn", "companies house number",
        "company registered number", "registered no", "registration no",
    }
)  # fmt: skip
"""Labels of a form whose value is a company number."""
_BARE = re.compile(_NUMBER)


def normalise_number(raw: str) -> str | None:
    """Eight characters, upper case, padded with zeros ("345678" → "00345678"); None for what is no company number.

    Old papers drop leading zeros; there is no check digit, so only the form can be tested.
    """
    bare = re.sub(r"[\s.]", "", raw).upper()
    if bare.isdigit():
        return bare.zfill(8) if 5 <= len(bare) <= 8 else None
    return bare if re.fullmatch(rf"(?:{_PREFIXES})\d{{6}}|(?:IP|SP|RS)\d{{3}}[0-9A-Z]{{3}}", bare) else None


def number_after(text: str, span: Span) -> str | None:
    """The company number that a cue names inside a stretch of text."""
    match = _CUED.search(text, span.start, span.end)
    if not match or "charit" in match.group().lower():
        return None
    return normalise_number(match["number"])


_OF = re.compile(r"\b(?:company|registration|registered) (?:number|no\.?) of (?:the )?$", re.IGNORECASE)


def number_about(text: str, before: Span, behind: Span) -> str | None:
    """The number at a name: "X Ltd (company number N)", "X Ltd" and a line "Company number: N", "of X is N"."""
    if _OF.search(text, before.start, before.end):
        match = _BARE.search(text, behind.start, min(behind.end, behind.start + 20))
        return normalise_number(match["number"]) if match else None
    return number_after(text, behind)


def number_in(text: str) -> str | None:
    """The company number that a form's cell holds."""
    match = _BARE.search(text)
    return normalise_number(match["number"]) if match else None
