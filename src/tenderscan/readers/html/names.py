"""Names of HTML elements by what they do to the text."""

import re

from tenderscan.readers.xml import Element

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ul", "ol", "menu", "dir"})
TABLE = "table"
_BLOCKS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup p"
    " plaintext pre search section summary table tbody td tfoot th thead tr ul xmp"
)
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that stand on lines of their own."""
PREFORMATTED = frozenset({"pre", "listing", "plaintext", "xmp", "textarea"})
_UNSHOWN = (
    "script style head title meta link base template noscript noframes noembed datalist defs desc metadata audio video"
    " canvas map param source track colgroup col annotation annotation-xml rp"
)
UNSHOWN = frozenset(_UNSHOWN.split())
"""Elements whose content no reader of the page sees, or that hold what is shown only where the page fails."""
SAID_WHERE_UNSHOWN = frozenset({"template", "noscript", "noframes"})
FRAMES = frozenset({"iframe", "frame", "object", "embed", "applet"})
"""Elements that show another file."""
_HIDDEN_STYLE = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE
)


def is_hidden(element: Element) -> bool:
    """Whether the page hides the element by an attribute; style sheets are not read."""
    if "hidden" in element.attrib:
        return bool(element.get("hidden", "").strip().lower() != "until-found")
    return bool(_HIDDEN_STYLE.search(element.get("style", "")))


def number(text: str | None, default: int, most: int) -> int:
    """A whole number from an attribute, between 1 and `most`; the default where it is none."""
    digits = (text or "").strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        return default
    return min(int(digits), most) or default
