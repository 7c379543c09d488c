"""Names of WordprocessingML elements and attributes, written out once (ECMA-376 part 1, 17)."""

from tenderscan.readers.xml import Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VML = "{urn:schemas-microsoft-com:vml}"

VAL = WORD + "val"
BODY = WORD + "body"
P = WORD + "p"
P_PROPERTIES = WORD + "pPr"
R = WORD + "r"
R_PROPERTIES = WORD + "rPr"
T = WORD + "t"
TABLE = WORD + "tbl"
ROW = WORD + "tr"
CELL = WORD + "tc"
CONTROL = WORD + "sdt"
CONTROL_CONTENT = WORD + "sdtContent"
FIELD_CHARACTER = WORD + "fldChar"
SECTION = WORD + "sectPr"
BREAK = WORD + "br"
RENDERED_BREAK = WORD + "lastRenderedPageBreak"
BOX_CONTENT = WORD + "txbxContent"

DELETED = frozenset({WORD + "del", WORD + "moveFrom"})
"""Tracked deletions: what stands in them is not text of the document any more."""

TRANSPARENT = frozenset(
    {
        WORD + name
        for name in (
            "ins",
            "moveTo",
            "hyperlink",
            "smartTag",
            "fldSimple",
            "customXml",
            "dir",
            "bdo",
            "ruby",
            "rubyBase",
        )
    }
)
"""Elements that only wrap what they hold."""


def value(parent: Element | None, name: str) -> str | None:
    """`w:val` of the child `w:name`, None where there is no such child or it has none."""
    child = None if parent is None else parent.find(WORD + name)
    return None if child is None else child.get(VAL)


def switch(parent: Element | None, name: str) -> bool | None:
    """An on/off property (17.17.4): the child `w:name` alone means on; None where it is not there."""
    child = None if parent is None else parent.find(WORD + name)
    return None if child is None else is_on(child)


def is_on(setting: Element) -> bool:
    """State of an on/off property that is there."""
    return setting.get(VAL, "on") not in ("0", "false", "off")
