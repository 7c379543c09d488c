"""Names, numbers of registers and postcodes of organisations, as structured notices state them."""

import re

from tenderscan.readers.notices.stated import company_number_of

COMPANIES = "GB-COH"
# As org-id.guide names the registers, and what the Central Digital Platform and others write instead.
_SCHEMES = {"VAT": "GB-VAT", "GB-EW-CHC": "GB-CHC", "UKPRN": "GB-UKPRN", "PPON": "GB-PPON", "CRN": COMPANIES}
_SCHEME = re.compile(r"[A-Z]{2}-[A-Z0-9]{2,8}")
_MINTED = frozenset({"GB-FTS", "GB-CFS"})
"""Numbers that a portal gave out for itself are in no register."""
_FORMS = {
    "GB-CHC": re.compile(r"\d{6,7}(?:-\d{1,2})?"),
    "GB-SC": re.compile(r"SC\d{6}"),
    "GB-NIC": re.compile(r"NIC\d{6}|\d{6}"),
    "GB-VAT": re.compile(r"(?:GB|XI)?\d{9}(?:\d{3})?"),
    "GB-UKPRN": re.compile(r"1\d{7}"),
    "GB-PPON": re.compile(r"[A-Z]{4}-\d{4}-[A-Z]{4}"),
}
_PREFIXED = re.compile(r"([A-Z]{2}-[A-Z0-9]{2,8})[-:](.{2,40})")
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[ABD-HJLNP-UW-Z]{2})")

_NOBODY = re.compile(
    r"\W*|\w*\d{4,}\w*|n/a\b.*|na|tb[ac]|none|abandoned"
    r"|(?:tender|procedure|lot) (?:was )?(?:abandoned|cancelled|withdrawn)"
    r"|(?:.* )?(?:not|never|no|nothing) (?:been |was |be )?award(?:ed)?\b.*|no (?:bids?|tenders?|suppliers?)\b.*"
    r"|not applicable.*|(?:name |supplier )?(?:withheld|redacted)\b.*|confidential|(?:please )?see (?:the )?(?:attached"
    r"|description|below|notice)\b.*|(?:various|multiple|several)(?: (?:suppliers?|providers?|contractors?)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
"""What stands in place of a name where nobody is named."""


def is_nobody(name: str) -> bool:
    """Whether what stands in place of a name says that nobody is named: "N/A", "not awarded", "various suppliers"."""
    return bool(_NOBODY.fullmatch(name.strip()))


def identifier_of(scheme: str, number: str) -> tuple[str, str] | None:
    """A register and a number in it, in the register's own form; None where it is none of a register known by name."""
    scheme = scheme.strip().upper()
    scheme = _SCHEMES.get(scheme, scheme)
    if scheme in _MINTED or not _SCHEME.fullmatch(scheme):
        return None
    bare = number.strip().upper().removeprefix(f"{scheme}-").removesuffix(".0")
    if scheme == COMPANIES:
        company = company_number_of(bare)
        return (scheme, company) if company else None
    if scheme in _FORMS:
        bare = bare.replace(" ", "")
        if not _FORMS[scheme].fullmatch(bare):
            return None
        return scheme, f"GB{bare}" if scheme == "GB-VAT" and bare.isdigit() else bare
    return (scheme, bare) if bare and len(bare) <= 40 else None


def prefixed_identifier(text: str) -> tuple[str, str] | None:
    """The register and number in "GB-COH-09442333"; None where a text is something else."""
    match = _PREFIXED.fullmatch(text.strip().upper())
    return identifier_of(match[1], match[2]) if match else None


def postcode_of(text: str) -> str | None:
    """A postcode as Royal Mail writes it ("m320th" is "M32 0TH"); None where it is no British one."""
    match = _POSTCODE.fullmatch(" ".join(text.upper().split()))
    return f"{match[1]} {match[2]}" if match else None
