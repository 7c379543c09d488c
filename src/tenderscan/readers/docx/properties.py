"""Title, author and dates of a DOCX as its core properties have them (ECMA-376 part 2, 11)."""

import re

from tenderscan.document import Properties
from tenderscan.readers.docx.names import Element
from tenderscan.text import normalise

_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_LONGEST_TITLE = 300
# Titles that a program or a template left behind.
_JUNK = re.compile(
    r"(?:microsoft word(?: - .*)?|word document|document\d*|doc\d*|untitled.*|new document|no title|title|template"
    r"|normal|powerpoint presentation|\[.*\]|<.*>|.*\.(?:docx?|dotx?|docm|rtf|odt|pdf))",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?")


def properties(core: Element | None, heading: str | None) -> Properties:
    """What the file says about itself.

    Args:
        core: root of the core properties part, None where there is none.
        heading: the document's title as it stands in its text, used where the properties have none.
    """
    title = _field(core, _DUBLIN + "title")
    if title is None or len(title) > _LONGEST_TITLE or _JUNK.fullmatch(title):
        title = heading
    return Properties(
        title=title,
        author=_field(core, _DUBLIN + "creator"),
        created=_date(_field(core, _TERMS + "created")),
        modified=_date(_field(core, _TERMS + "modified")),
    )


def _field(core: Element | None, tag: str) -> str | None:
    child = None if core is None else core.find(tag)
    text = "" if child is None else normalise(child.text or "").replace("\n", " ")
    return text or None


def _date(text: str | None) -> str | None:
    return text if text and _ISO_DATE.fullmatch(text) else None
