"""Names that all Office formats share: drawings, relationships, alternatives (ECMA-376 part 1, 20 and 21, part 3)."""

from collections.abc import Sequence

from tenderscan.readers.xml import Element

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ALTERNATE = COMPATIBILITY + "AlternateContent"
_WORDS = ("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t", DRAWING + "t")


def number(text: str | None) -> int | None:
    """A whole number of sane size as files write it, None where it is none."""
    try:
        parsed = int(text) if text is not None and len(text) < 12 else None
    except ValueError:
        return None
    return parsed


def chosen(alternate: Element) -> Sequence[Element]:
    """Content of the branch of `mc:AlternateContent` to read: the first with words in it, since all show the same."""
    branches = list(alternate.iterchildren("{*}Choice", "{*}Fallback"))
    for branch in branches:
        if next(branch.iter(*_WORDS, DIAGRAM + "relIds", CHART + "chart"), None) is not None:
            return list(branch)
    return list(branches[0]) if branches else ()
