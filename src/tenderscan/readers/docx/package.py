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
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from tenderscan.errors import FileDamaged, LimitExceeded
from tenderscan.readers.docx.names import BODY, WORD
from tenderscan.readers.embedded import embedded_parts
from tenderscan.readers.inner_pictures import Pictures, office_pictures
from tenderscan.readers.packed import BROKEN, Link, Parts, opened
from tenderscan.readers.xml import Element, parse_xml
from tenderscan.settings import Limits

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
    "subDocument": "a sub-document",
    "chartEx": "a chart of a newer kind",
    "control": "a form control of an older kind (ActiveX)",
}
# Core and extended properties as stores of data that controls are bound to ([MS-OI29500] 2.1.420).
_CORE_STORE = "{6c3c8bc8-f283-45ae-878a-bab7291924a1}"
_EXTENDED_STORE = "{6668398d-a668-4e3e-a5eb-62b293d839f1}"
_DATA_STORE = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
_MOST_PARTS = 2_000
"""Parts that the main part points to; the longest contracts have some hundred headers and footers."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a DOCX that hold text, as XML that python-docx has parsed.

    Attributes:
        body: `w:body` of the main part.
        single: root of each part there is one of, by the end of its relationship type, such as "styles".
        related: root of each part the main part points to, by relationship id.
        core: root of the core properties, None where there are none.
        pages: number of pages as the program that saved the file counted them, None where it does not say.
        stores: roots of the data that controls are bound to, by their id in lower case.
        objects: number of embedded files, which are handed out as members.
        not_read: what the file holds besides, in plain words, such as "an embedded object"; one entry each.
        pictures: number of pictures.
        large: those of them that may hold text, which are handed out as members.
    """

    body: Element
    single: dict[str, Element] = field(default_factory=dict)
    related: dict[str, Element] = field(default_factory=dict)
    core: Element | None = None
    pages: int | None = None
    stores: dict[str, Element] = field(default_factory=dict)
    objects: int = 0
    not_read: tuple[str, ...] = ()
    pictures: int = 0
    large: Pictures = field(default_factory=Pictures)


def open_package(content: bytes, name: str, limits: Limits) -> Package:
    """The parts of the DOCX in `content`; `name` is for messages.

    Raises:
        FileDamaged: the container or its XML is broken, or the main part is missing.
        LimitExceeded: it unpacks to more than the limits allow.
    """
    with opened(content, name, limits) as parts:
        return _open(parts, name)


def _open(parts: Parts, name: str) -> Package:
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
        stores=_stores(parts, links, roots) if _is_bound([body, *related.values()]) else {},
        objects=len(embedded_parts(parts)),
        pages=_page_count(parts, roots.get("extended-properties") or roots.get("extendedProperties")),
        not_read=tuple(_NOT_READ[link.type] for link in links if link.type in _NOT_READ),
        pictures=sum(link.type == "image" for link in links),
        large=office_pictures(parts),
    )


def _small_package(parts: Parts, main: str, kept: list[Link]) -> io.BytesIO:
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


def _is_bound(roots: list[Element]) -> bool:
    """Whether any control shows data that are kept elsewhere in the file."""
    return any(next(root.iter(WORD + "dataBinding"), None) is not None for root in roots)


def _stores(parts: Parts, links: list[Link], roots: dict[str, str]) -> dict[str, Element]:
    """The data that controls may be bound to, by the id of the store.

    A store that is damaged is left out, for the controls hold a copy.
    """
    places = {_CORE_STORE: roots.get("core-properties"), _EXTENDED_STORE: roots.get("extended-properties")}
    for link in links:
        if link.type == "customXml":
            described = next((each.target for each in parts.links(link.target) if each.type == "customXmlProps"), None)
            root = _tolerated(parts, described)
            if root is not None:
                places[root.get(_DATA_STORE + "itemID", "").lower()] = link.target
    stores = {id_: _tolerated(parts, part) for id_, part in places.items()}
    return {id_: root for id_, root in stores.items() if root is not None}


def _tolerated(parts: Parts, part: str | None) -> Element | None:
    """Root of a part that can be done without."""
    try:
        return None if part is None else parse_xml(parts.read(part))
    except BROKEN:
        return None


def _page_count(parts: Parts, extended: str | None) -> int | None:
    if extended is None:
        return None
    found = re.search(rb"<(?:\w+:)?Pages>\s*(\d{1,6})\s*</", parts.read(extended))
    return int(found.group(1)) if found else None
