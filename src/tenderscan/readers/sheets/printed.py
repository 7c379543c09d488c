"""What is printed above and below the pages of a sheet."""

import re

from tenderscan.readers.assemble import tidied

# Codes in headers and footers (ECMA-376 part 1, 18.3.1.46): fonts, sizes and colours say nothing, and page numbers are
# not known.
_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|K\d\d[+-]\d{3}|.)', re.IGNORECASE)
_AMPERSAND = "\x00"
_PARTS = re.compile("&[LCR]", re.IGNORECASE)
_PAGE = re.compile(r"&[PN]", re.IGNORECASE)
_BARE_PAGE = re.compile(r"(?:pages?|sheet|of|[+-]\d+|[\s/()|.-])*", re.IGNORECASE)


def printed_text(raw: str) -> str:
    """Text of a header or footer, its left, middle and right part on lines of their own, without bare page numbers."""
    # "&&" is an ampersand: parted first, for what follows it is no code
    marked = raw.replace("&&", _AMPERSAND)
    parts = (
        text for part in _PARTS.split(marked) if not (is_bare_page(text := _CODE.sub("", part)) and _PAGE.search(part))
    )
    return tidied("\n".join(parts).replace(_AMPERSAND, "&"))


def is_bare_page(text: str) -> bool:
    """Whether a header or footer says no more than which page it is, the numbers left out: "Page of"."""
    return _BARE_PAGE.fullmatch(text) is not None
