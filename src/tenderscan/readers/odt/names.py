"""Names of OpenDocument elements and attributes, written out once."""

from tenderscan.readers.xml import Element

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = _OASIS + "office:1.0}"
TEXT = _OASIS + "text:1.0}"
TABLE = _OASIS + "table:1.0}"
STYLE = _OASIS + "style:1.0}"
DRAW = _OASIS + "drawing:1.0}"
FORM = _OASIS + "form:1.0}"
CHART = _OASIS + "chart:1.0}"
META = _OASIS + "meta:1.0}"
PRESENTATION = _OASIS + "presentation:1.0}"
SVG = _OASIS + "svg-compatible:1.0}"
FO = _OASIS + "xsl-fo-compatible:1.0}"
MANIFEST = _OASIS + "manifest:1.0}"
MATH = "{http://www.w3.org/1998/Math/MathML}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
HREF = "{http://www.w3.org/1999/xlink}href"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
EXTENSION = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
"""What LibreOffice writes before it is part of the standard."""
FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
"""Form fields that came from Word."""

P, H = TEXT + "p", TEXT + "h"
LIST = TEXT + "list"
FRAME = DRAW + "frame"
STYLE_NAME = TEXT + "style-name"
SOFT_BREAK = TEXT + "soft-page-break"

SHAPES = frozenset(
    DRAW + name
    for name in (
        *("custom-shape", "rect", "circle", "ellipse", "line", "polyline", "polygon", "regular-polygon", "path"),
        *("connector", "caption", "measure", "page-thumbnail"),
    )
)
"""Drawn shapes, which hold their lettering as paragraphs."""
DRAWINGS = SHAPES | {FRAME, DRAW + "g", DRAW + "a", DRAW + "control"}
"""All that may be anchored in a paragraph or stand on a slide."""


def number(text: str | None) -> int | None:
    """A whole number of sane size as files write it, None where it is none."""
    try:
        return int(text) if text is not None and len(text) < 12 else None
    except ValueError:
        return None


def is_true(element: Element, attribute: str) -> bool:
    """Whether an attribute says "true"."""
    return str(element.get(attribute)) == "true"


def times(element: Element, attribute: str) -> int:
    """How often something is repeated: at least once, however large the number."""
    written = element.get(attribute)
    if written is None:
        return 1
    if written.isdecimal() and len(written) >= 12:
        return 10**11
    return max(number(written) or 1, 1)
