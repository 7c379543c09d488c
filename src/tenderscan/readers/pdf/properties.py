"""What a PDF says about itself: title, author and dates, without what programs put there by themselves."""

import ctypes
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pypdfium2.raw as pdfium

from tenderscan.document import BlockKind, Properties
from tenderscan.readers.pdf.paragraphs import Paragraph
from tenderscan.text import normalise

_DATE = re.compile(
    r"(?:D:)?(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?)?)?\s*(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?.*", re.DOTALL
)
# what authoring programs write when nobody gave a title
_JUNK_TITLE = re.compile(
    r"""(?:microsoft\ (?:word|powerpoint|excel)\ *-.*   # "Microsoft Word - Annex B.doc"
    |\(?untitled\)?.*|title|none|null|default|template|document\d*|presentation\d*|book\d*|sheet\d*
    |no(?:ne)?\ job\ name|slide\ \d+|about:blank
    |.*\.(?:docx?|dotx?|docm|odt|ott|rtf|pdf|indd|qxd|qxp|pub|xlsx?|pptx?|tmp|txt|html?|wpd
    |csv|od[ps]|tiff?|png|jpe?g|exe|dvi|tex|eps|psd|ai|pages)   # a file name
    |.*\btemplate\b(?:\ v?[\d.]+)?   # "Corporate letter template v2"
    |[a-z]{0,2}[\W\d_]*   # "1", "Q12526"
    |\S*_\S*_\S*)""",
    re.IGNORECASE | re.VERBOSE,
)
_NOBODY = frozenset({"anonymous", "author", "unknown", "unspecified", "user", "(unspecified)", "windows user"})
_LONGEST_TITLE = 200


def read_properties(document: Any, first_page: Sequence[Paragraph]) -> Properties:
    """Properties of an open raw pdfium document.

    Args:
        document: the open document.
        first_page: paragraphs of its first page, asked for a title where the file has none worth the name.
    """
    title = _meta(document, b"Title")
    if not title or len(title) > _LONGEST_TITLE or _JUNK_TITLE.fullmatch(title):
        title = _largest_heading(first_page)
    return Properties(
        title=title,
        author=_author(_meta(document, b"Author")),
        created=iso_date(_meta(document, b"CreationDate")),
        modified=iso_date(_meta(document, b"ModDate")),
    )


def iso_date(raw: str | None) -> str | None:
    """A PDF date (ISO 32000-1, 7.9.4) such as "D:20220105093000+01'00'" in ISO 8601, as precise as it is."""
    match = _DATE.fullmatch(raw.strip()) if raw else None
    if not match:
        return None
    year, month, day, hour, minute, second, zulu, sign, hours, minutes = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    iso = "-".join(part for part in (year, month, day) if part)
    if not hour or int(hour) > 23 or int(minute) > 59:
        return iso
    zone = "Z" if zulu else f"{sign}{hours}:{minutes or '00'}" if sign else ""
    return f"{iso}T{hour}:{minute}:{second or '00'}{zone}"


def _author(named: str | None) -> str | None:
    return None if named is None or named.casefold() in _NOBODY else named


def _meta(document: Any, key: bytes) -> str | None:
    size = pdfium.FPDF_GetMetaText(document, key, None, 0)
    if size <= 2:
        return None
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetMetaText(document, key, buffer, size)
    text = buffer.raw[: size - 2].decode("utf-16-le", "replace")
    return " ".join(normalise(text).split()) or None


def _largest_heading(paragraphs: Sequence[Paragraph]) -> str | None:
    headings = [
        paragraph
        for paragraph in paragraphs
        if paragraph.kind is BlockKind.HEADING and sum(map(str.isalpha, paragraph.text)) >= 4
    ]
    if not headings:
        return None
    largest = max(heading.height for heading in headings)
    # the first of nearly the same size, since line boxes differ a little between fonts
    first = next(heading for heading in headings if heading.height > 0.95 * largest)
    return " ".join(normalise(first.text).split())
