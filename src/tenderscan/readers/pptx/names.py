"""Names of PresentationML and DrawingML elements, written out once (ECMA-376 part 1, 19 and 21)."""

from tenderscan.readers.office.names import DRAWING

SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

SHAPE = SLIDE + "sp"
GROUP = SLIDE + "grpSp"
FRAME = SLIDE + "graphicFrame"
PICTURE = SLIDE + "pic"
TREE = f"{SLIDE}cSld/{SLIDE}spTree"
BODY = SLIDE + "txBody"
PLACEHOLDER = f"{SLIDE}nvPr/{SLIDE}ph"

TABLE = DRAWING + "tbl"
PARAGRAPH = DRAWING + "p"
P_PROPERTIES = DRAWING + "pPr"
R = DRAWING + "r"
R_PROPERTIES = DRAWING + "rPr"
T = DRAWING + "t"

TITLES = frozenset({"title", "ctrTitle"})
FOOTERS = frozenset({"ftr", "sldNum", "dt"})
