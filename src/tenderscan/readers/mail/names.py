"""Names of attachments and of messages kept as files."""

import re

from tenderscan.readers import media_types
from tenderscan.readers.members import visible
from tenderscan.text import normalise

_LONGEST = 150
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_ENDINGS = {
    media_types.PDF: ".pdf",
    media_types.DOCX: ".docx",
    media_types.XLSX: ".xlsx",
    media_types.PPTX: ".pptx",
    media_types.DOC: ".doc",
    media_types.XLS: ".xls",
    media_types.PPT: ".ppt",
    media_types.MSG: ".msg",
    media_types.ODT: ".odt",
    media_types.ODS: ".ods",
    media_types.RTF: ".rtf",
    "text/rtf": ".rtf",
    media_types.HTML: ".html",
    media_types.PLAIN: ".txt",
    media_types.CSV: ".csv",
    media_types.XML: ".xml",
    "application/xml": ".xml",
    media_types.JSON: ".json",
    media_types.EML: ".eml",
    media_types.ZIP: ".zip",
    "application/x-zip-compressed": ".zip",
    media_types.PNG: ".png",
    media_types.JPEG: ".jpg",
    "image/jpg": ".jpg",
    media_types.TIFF: ".tif",
    media_types.GIF: ".gif",
    media_types.BMP: ".bmp",
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
}


class Names:
    """Gives each attachment of one message a name of its own."""

    def __init__(self) -> None:
        """Begin a message."""
        self._taken: set[str] = set()
        self._count = 0

    def of_file(self, stated: str | None, media_type: str) -> str:
        """Name of an attachment: as stated, without a folder, or else by number and type."""
        self._count += 1
        last = re.split(r"[/\\]", stated or "")[-1]
        ending = _ENDINGS.get(media_type.lower(), ".bin")
        return self._unique(clean_name(last) or f"attachment-{self._count}{ending}")

    def of_message(self, subject: str) -> str:
        """Name of a message inside the message, by its subject."""
        self._count += 1
        return self._unique(f"{clean_name(subject) or f'message-{self._count}'}.eml")

    def _unique(self, name: str) -> str:
        stem, dot, ending = name.rpartition(".")
        stem, ending = (stem, dot + ending) if dot else (name, "")
        unique = name
        number = 1
        while unique.casefold() in self._taken:
            number += 1
            # where the same name comes very often, the count of all attachments leads to a free one at once
            unique = f"{stem} ({number if number < 10 else self._count}){ending}"
        self._taken.add(unique.casefold())
        return unique


def clean_name(stated: str) -> str:
    """A name that can be shown as one of a file: one line, no slashes; empty where nothing is left."""
    name = visible(_NOT_IN_NAMES.sub(" ", normalise(stated))).strip(" .")
    name = " ".join(name.split())
    if len(name) <= _LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: _LONGEST - 10].strip()}.{ending}" if dot and len(ending) < 9 else name[:_LONGEST].strip()
