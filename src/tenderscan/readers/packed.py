"""Documents that are ZIP packages (DOCX, XLSX, PPTX, OpenDocument): their parts, read one by one and never to disk."""

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from lxml import etree

from tenderscan.errors import FileDamaged, LimitExceeded, PasswordProtected
from tenderscan.readers import effort
from tenderscan.readers.xml import parse_xml
from tenderscan.settings import MEBIBYTE, Limits

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_LARGE = 8 * MEBIBYTE
"""Below this size of a part its compression ratio does not matter: XML compresses well, and memory is cheap."""
_ENCRYPTED = 0x1
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError),
    *(RuntimeError, OSError, LookupError, ValueError, etree.LxmlError),
)
"""What reading a part that is damaged or missing may raise, and parsing it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship inside an Office package: its id, the end of its type, and the part it points to."""

    id: str
    type: str
    target: str


@contextmanager
def opened(content: bytes, name: str, limits: Limits) -> Iterator["Parts"]:
    """The parts of the package in `content`; `name` is for messages.

    Raises:
        FileDamaged: the container or the XML in it is broken, also where that shows while the parts are used.
        PasswordProtected: the parts open only with a password.
        LimitExceeded: it unpacks to more than the limits allow.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield Parts(archive, name, limits)
    except (*BROKEN, AttributeError, TypeError) as error:
        raise FileDamaged(
            f"{name} is damaged: its content cannot be unpacked or is no valid XML. Open it in the program it was made "
            "with, let that repair it, and save it again."
        ) from error


class Parts:
    """The members of the archive by their part name, whatever slashes and capitals the program that wrote it used."""

    def __init__(self, archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
        """Look into an open archive; `name` is for messages."""
        self._archive = archive
        self._name = name
        self._limits = limits
        self._unpacked = 0
        self._charged: set[str] = set()
        entries = {entry.replace("\\", "/").strip("/"): entry for entry in archive.namelist() if not _is_folder(entry)}
        self._entries = entries
        self._folded = {part.lower(): part for part in reversed(entries)}

    def __contains__(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.lower() in self._folded

    def names(self) -> tuple[str, ...]:
        """Names of all parts, with "/" between folders, in the capitals of the archive."""
        return tuple(self._entries)

    def read(self, part: str) -> bytes:
        """Bytes of a part that belongs to the document; namespaces of Office XML are those of the transitional dialect.

        Raises:
            KeyError: there is no such part.
            LimitExceeded: the parts that were read unpack to more than the limits allow.
            PasswordProtected: the part is encrypted.
        """
        entry = self._entry(part)
        if entry.filename not in self._charged:
            self._charged.add(entry.filename)
            self._unpacked += entry.file_size
        if self._unpacked > self._limits.expanded_bytes:
            raise LimitExceeded(
                f"{self._name} unpacks to more than {self._limits.expanded_bytes / MEBIBYTE:,.0f} MB and was not "
                "opened.\nSplit it, or allow more: --allow expanded_bytes=1G."
            )
        content = self._archive.read(entry)
        if b"purl.oclc.org/ooxml" in content:
            content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)
        return content

    def size(self, part: str) -> int:
        """Bytes of a part when it is unpacked.

        Raises:
            KeyError: there is no such part.
        """
        return self._archive.getinfo(self._entries[self._spelled(part)]).file_size

    def embedded(self, part: str) -> bytes:
        """Bytes of a part that is a file of its own, as it is; its size counts among the files, not in the document.

        Raises:
            KeyError: there is no such part.
            LimitExceeded: it is larger than a file may be.
            PasswordProtected: the part is encrypted.
        """
        entry = self._entry(part)
        if entry.file_size > self._limits.bytes:
            raise LimitExceeded(
                f"{part} inside {self._name} is too large: {entry.file_size / MEBIBYTE:,.1f} MB, and at most "
                f"{self._limits.bytes / MEBIBYTE:,.1f} MB are read.\nTake it out, or allow more: --allow bytes=1G."
            )
        return self._archive.read(entry)

    def _spelled(self, part: str) -> str:
        """The name of a part in the capitals of the archive; one that is spelled just so goes before others."""
        return part if part in self._entries else self._folded[part.lower()]

    def _entry(self, part: str) -> zipfile.ZipInfo:
        """Refuse an archive bomb before it is unpacked; `zipfile` never unpacks more than the directory says."""
        entry = self._archive.getinfo(self._entries[self._spelled(part)])
        if entry.flag_bits & _ENCRYPTED:
            raise PasswordProtected(
                f"{self._name} is protected by a password. Open it with the password and save a copy without one."
            )
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > _LARGE and ratio > self._limits.expansion_ratio:
            raise LimitExceeded(
                f"{part} inside {self._name} unpacks to {ratio:,.0f} times its size, like an archive bomb, and was not "
                "opened.\nAsk the sender for it in another format, or allow more: --allow expansion_ratio=NUMBER."
            )
        return entry

    def all_links(self) -> Iterator[Link]:
        """Relationships of all parts, in the order of the archive; those that are damaged are left out."""
        for name in self._entries:
            folder, base = posixpath.split(name)
            if base.lower().endswith(".rels") and posixpath.basename(folder).lower() == "_rels":
                effort.check()
                with suppress(*BROKEN):
                    yield from self.links(posixpath.join(posixpath.dirname(folder), base[: -len(".rels")]))

    def links(self, part: str) -> Iterator[Link]:
        """Relationships of a part that lead to a part that is there; "" is the package itself."""
        folder, base = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self:
            return
        for relation in parse_xml(self.read(relations)):
            target = relation.get("Target")
            if not target or relation.get("TargetMode") == "External":
                continue
            path = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).strip("/")
            if path in self:
                kind = relation.get("Type", "").rsplit("/", 1)[-1]
                yield Link(relation.get("Id", ""), kind, self._spelled(path))


def _is_folder(entry: str) -> bool:
    return entry.endswith(("/", "\\"))
