"""Title, author and dates as Office files have them in their core properties (ECMA-376 part 2, 11)."""

import re

from tenderscan.document import Properties
from tenderscan.readers.xml import Element
from tenderscan.text import normalise

_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_LONGEST_TITLE = 300
# Titles that a program or a template left behind, and numbers that name nothing: "1", "Q12526".
_JUNK = re.compile(
    r"(?:microsoft word(?: - .*)?|word document|document\d*|doc\d*|untitled.*|new document|no title|title|template"
    r"|normal|powerpoint presentation|\[.*\]|<.*>|[a-z]{0,2}[\W\d_]+|.*\.(?:docx?|dotx?|docm|rtf|odt|pdf))",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?")


def properties(core: Element | None, heading: str | None) -> Properties:
    """What the file says about itself.

    Args:
        core: root of the core properties part, None where there is none.
        heading: the document's title as it stands in its text, used where the properties have none.
    """
    said = Properties(
        title=_field(core, _DUBLIN + "title"),
        author=_field(core, _DUBLIN + "creator"),
        created=_field(core, _TERMS + "created"),
        modified=_field(core, _TERMS + "modified"),
    )
    return checked(said, heading)


def checked(said: Properties, heading: str | None) -> Properties:
    """What a file of any format says about itself, without titles that a program made up and dates that are none.

    Args:
        said: as the file has it.
        heading: the document's title as it stands in its text, used where the file has none.
    """
    title, author = _one_line(said.title), _one_line(said.author)
    if title is None or len(title) > _LONGEST_TITLE or _JUNK.fullmatch(title):
        title = heading
    return Properties(title, author, _date(said.created), _date(said.modified))


def _field(core: Element | None, tag: str) -> str | None:
    child = None if core is None else core.find(tag)
    return None if child is None else child.text


def _one_line(text: str | None) -> str | None:
    return normalise(text or "").replace("\n", " ") or None


def _date(text: str | None) -> str | None:
    text = _one_line(text)
    return text if text and _ISO_DATE.fullmatch(text) else None
