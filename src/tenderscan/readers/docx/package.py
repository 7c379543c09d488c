"""Opening a DOCX: the parts that hold text, checked and mended before python-docx sees them.

A DOCX from the wild names parts that are not there, is of the strict dialect, a template or a document with macros; all
of these stop python-docx although nothing of the text is missing. And it would load every picture. So the parts with
text are copied into a small package of their own, in memory, and python-docx opens that. What points outside the file
is not copied: nothing is ever fetched.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from lxml import etree

from tenderscan.errors import FileDamaged, LimitExceeded
from tenderscan.readers.docx.names import BODY, Element
from tenderscan.settings import MEBIBYTE, Limits

_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# What is copied, by the end of its relationship type: the same in the transitional and the strict dialect.
_KEPT: dict[str, str] = {
    "styles": CONTENT_TYPE.WML_STYLES,
    "numbering": CONTENT_TYPE.WML_NUMBERING,
    "settings": CONTENT_TYPE.WML_SETTINGS,
    "footnotes": CONTENT_TYPE.WML_FOOTNOTES,
    "endnotes": CONTENT_TYPE.WML_ENDNOTES,
    "comments": CONTENT_TYPE.WML_COMMENTS,
    "header": CONTENT_TYPE.WML_HEADER,
    "footer": CONTENT_TYPE.WML_FOOTER,
    "diagramData": "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
    "chart": CONTENT_TYPE.DML_CHART,
}
_NOT_READ: dict[str, str] = {
    "aFChunk": "a document inserted as a whole",
    "subDocument": "a sub-document",
    "oleObject": "an embedded object",
    "package": "an embedded file",
    "chartEx": "a chart of a newer kind",
}
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_MOST_PARTS = 2_000
"""Parts that the main part points to; the longest contracts have some hundred headers and footers."""
_LARGE = 8 * MEBIBYTE
"""Below this size of a part its compression ratio does not matter: XML compresses well, and memory is cheap."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a DOCX that hold text, as XML that python-docx has parsed.

    Attributes:
        body: `w:body` of the main part.
        single: root of each part there is one of, by the end of its relationship type, such as "styles".
        related: root of each part the main part points to, by relationship id.
        core: root of the core properties, None where there are none.
        pages: number of pages as the program that saved the file counted them, None where it does not say.
        not_read: what the file holds besides, in plain words, such as "an embedded object"; one entry each.
        pictures: number of pictures.
    """

    body: Element
    single: dict[str, Element] = field(default_factory=dict)
    related: dict[str, Element] = field(default_factory=dict)
    core: Element | None = None
    pages: int | None = None
    not_read: tuple[str, ...] = ()
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class _Link:
    """A relationship inside the package: its id, the end of its type, and the part it points to."""

    id: str
    type: str
    target: str


def open_package(content: bytes, name: str, limits: Limits) -> Package:
    """The parts of the DOCX in `content`; `name` is for messages.

    Raises:
        FileDamaged: the container or its XML is broken, or the main part is missing.
        LimitExceeded: it unpacks to more than the limits allow.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _open(_Parts(archive, name, limits), name)
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError),
        *(etree.LxmlError, KeyError, ValueError, AttributeError, TypeError),
    ) as error:
        raise FileDamaged(
            f"{name} is damaged: its content cannot be unpacked or is no valid XML. Open it in Word, let Word repair "
            "it, and save it again."
        ) from error


class _Parts:
    """The members of the archive by their part name, whatever slashes and capitals the program that wrote it used."""

    def __init__(self, archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
        self._archive = archive
        self._name = name
        self._limits = limits
        self._unpacked = 0
        self._members = {entry.replace("\\", "/").strip("/").lower(): entry for entry in archive.namelist()}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    def read(self, part: str) -> bytes:
        """Bytes of a part, its namespaces those of the transitional dialect."""
        member = self._archive.getinfo(self._members[part.lower()])
        self._check_size(member)
        content = self._archive.read(member)
        if b"purl.oclc.org/ooxml" in content:
            content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)
        return content

    def _check_size(self, member: zipfile.ZipInfo) -> None:
        """Refuse an archive bomb before it is unpacked; `zipfile` never unpacks more than the directory says."""
        self._unpacked += member.file_size
        ratio = member.file_size / max(member.compress_size, 1)
        if self._unpacked > self._limits.expanded_bytes or (
            member.file_size > _LARGE and ratio > self._limits.expansion_ratio
        ):
            raise LimitExceeded(
                f"{self._name} unpacks to far more than its size, like an archive bomb, and was not opened. "
                "Split the file."
            )

    def links(self, part: str) -> Iterator[_Link]:
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
                yield _Link(relation.get("Id", ""), relation.get("Type", "").rsplit("/", 1)[-1], path)


def _open(parts: _Parts, name: str) -> Package:
    roots = {link.type: link.target for link in parts.links("")}
    main = roots.get("officeDocument", "word/document.xml")
    if main not in parts:
        raise FileDamaged(f"{name} is damaged: its main part is missing. Fetch the file again from where it came.")
    links = list(parts.links(main))
    kept = [link for link in links if link.type in _KEPT]
    if len({link.target for link in kept}) > _MOST_PARTS:
        raise LimitExceeded(f"{name} has more than {_MOST_PARTS:,} headers, footers and charts. Split the file.")
    opened = docx.Document(_small_package(parts, main, kept)).part
    body = opened.element.find(BODY)
    if body is None:
        raise FileDamaged(f"{name} is damaged: its main part has no body. Fetch the file again from where it came.")
    core = roots.get("core-properties")
    targets = {id_: relation.target_part for id_, relation in opened.rels.items()}
    roots_of = {part: _root(part) for part in dict.fromkeys(targets.values())}
    related = {id_: roots_of[part] for id_, part in targets.items()}
    return Package(
        body=body,
        single={link.type: related[link.id] for link in kept if link.id in related},
        related=related,
        core=parse_xml(parts.read(core)) if core else None,
        pages=_page_count(parts, roots.get("extended-properties") or roots.get("extendedProperties")),
        not_read=tuple(_NOT_READ[link.type] for link in links if link.type in _NOT_READ),
        pictures=sum(link.type == "image" for link in links),
    )


def _small_package(parts: _Parts, main: str, kept: list[_Link]) -> io.BytesIO:
    """A package of the main part and the parts in `kept`, and of nothing else."""
    types = {main: CONTENT_TYPE.WML_DOCUMENT_MAIN} | {link.target: _KEPT[link.type] for link in kept}
    folder, base = posixpath.split(main)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as small:
        small.writestr("[Content_Types].xml", _content_types(types))
        small.writestr("_rels/.rels", _relationships([("rId1", RELATIONSHIP_TYPE.OFFICE_DOCUMENT, main)]))
        rows = [(link.id, _office_type(link.type), link.target) for link in kept]
        small.writestr(posixpath.join(folder, "_rels", f"{base}.rels"), _relationships(rows))
        for part in types:
            small.writestr(part, parts.read(part))
    stream.seek(0)
    return stream


def _office_type(ending: str) -> str:
    return f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{ending}"


def _content_types(types: dict[str, str]) -> bytes:
    rows = (
        f"<Override PartName={quoteattr('/' + part)} ContentType={quoteattr(type_)}/>" for part, type_ in types.items()
    )
    default = f'<Default Extension="rels" ContentType="{CONTENT_TYPE.OPC_RELATIONSHIPS}"/>'
    return _XML + f'<Types xmlns="{_PACKAGE}/content-types">{default}{"".join(rows)}</Types>'.encode()


def _relationships(rows: list[tuple[str, str, str]]) -> bytes:
    entries = (
        f"<Relationship Id={quoteattr(id_)} Type={quoteattr(type_)} Target={quoteattr('/' + target)}/>"
        for id_, type_, target in rows
    )
    return _XML + f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(entries)}</Relationships>'.encode()


def _root(part: object) -> Element:
    """Root of a part: python-docx parses those it knows and keeps the others as bytes."""
    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element  # type: ignore[attr-defined]


def _page_count(parts: _Parts, extended: str | None) -> int | None:
    if extended is None:
        return None
    found = re.search(rb"<(?:\w+:)?Pages>\s*(\d{1,6})\s*</", parts.read(extended))
    return int(found.group(1)) if found else None
