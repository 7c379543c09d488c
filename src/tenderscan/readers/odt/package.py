"""Opening OpenDocument files: the parts of a package, or the sections of one XML file ("flat")."""

import base64
import binascii
import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from lxml import etree

from tenderscan.errors import FileDamaged, LimitExceeded, PasswordProtected
from tenderscan.readers import effort
from tenderscan.readers.embedded import ending_of
from tenderscan.readers.inner_pictures import Pictures, chosen, is_large, odf_pictures
from tenderscan.readers.odt.names import DRAW, HREF, MANIFEST, OFFICE
from tenderscan.readers.packed import Parts, opened
from tenderscan.readers.xml import Element, parse_xml
from tenderscan.settings import Limits

# Files made by copying have two elements of one id, which no reader has to mind but which the parser does.
_DATA = re.compile(rb"<office:binary-data[^<>]*>([^<]*)</office:binary-data>")
"""A picture, or whatever else is no XML, in a document that is one XML file."""
_MOST_OBJECTS = 500
"""Embedded objects that are read; a report full of charts has some dozens."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The XML of a document, or of one embedded in it.

    Attributes:
        content: root of the content: body and automatic styles.
        styles: root of the named styles and master pages; the same as `content` in a flat file, None where there is
            none.
        meta: root of the properties, None where there is none.
        folder: where it lies in the package, "" for the document itself.
    """

    content: Element
    styles: Element | None = None
    meta: Element | None = None
    folder: str = ""

    @property
    def body(self) -> Element:
        """The one child of `office:body`, such as `office:text`; None where there is no such thing."""
        if not self.content.tag.startswith(OFFICE):
            return self.content  # a formula is a document of its own kind
        body = next(self.content.iterchildren(OFFICE + "body"), None)
        return None if body is None else next(body.iterchildren(), None)


@dataclass(frozen=True, slots=True)
class Package:
    """An open document.

    Attributes:
        document: its own XML.
        embedded: documents embedded in it, by their folder in the package, such as "Object 1".
        files: files of other formats embedded in it, by their name in the package.
        pictures: number of pictures in the package.
        large: those of them that may hold text, which are handed out as members.
    """

    document: Parsed
    embedded: dict[str, Parsed] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    pictures: int = 0
    large: Pictures = field(default_factory=Pictures)


def open_package(content: bytes, name: str, limits: Limits) -> Package:
    """The document in `content`; `name` is for messages.

    Raises:
        FileDamaged: the container or its XML is broken.
        PasswordProtected: it opens only with a password.
        LimitExceeded: it unpacks to more than the limits allow.
    """
    if not content.startswith(b"PK"):
        flat = _flat(content, name, limits)
        return Package(flat, pictures=len(_DATA.findall(content)), large=chosen(flat_pictures(content)))
    with opened(content, name, limits) as parts:
        return _package(parts, name)


def _package(parts: Parts, name: str) -> Package:
    document = open_document(parts, name)
    embedded: dict[str, Parsed] = {}
    waiting = [document]
    while waiting:
        parsed = waiting.pop()
        for path in _paths(parsed, "object"):
            if path in embedded or f"{path}/content.xml" not in parts:
                continue
            if len(embedded) >= _MOST_OBJECTS:
                raise LimitExceeded(f"{name} holds more than {_MOST_OBJECTS} embedded objects. Split the file.")
            embedded[path] = _parsed(parts, path)
            waiting.append(embedded[path])
    return Package(
        document,
        embedded,
        tuple(path for parsed in (document, *embedded.values()) for path in embedded_files(parts, parsed)),
        sum(part.lower().startswith(("pictures/", "media/")) for part in parts.names()),
        odf_pictures(parts),
    )


def open_document(parts: Parts, name: str) -> Parsed:
    """The document itself, without what is embedded in it.

    Raises:
        FileDamaged: it has no content.
        PasswordProtected: it is encrypted.
    """
    if "META-INF/manifest.xml" in parts:
        manifest = parse_xml(parts.read("META-INF/manifest.xml"))
        # part 2, 4.3
        if next(manifest.iter(MANIFEST + "encryption-data"), None) is not None:
            raise PasswordProtected(
                f"{name} is protected by a password. Open it with the password, save it without one and try again."
            )
    if "content.xml" not in parts:
        raise _damaged(name)
    parsed = _parsed(parts, "")
    if parsed.body is None:
        raise _damaged(name)
    return parsed


def embedded_files(parts: Parts, parsed: Parsed) -> Iterator[str]:
    """Names of the files of other formats that are embedded as objects; each once."""
    yield from dict.fromkeys(
        path for kind in ("object-ole", "object") for path in _paths(parsed, kind) if path in parts
    )


def _paths(parsed: Parsed, kind: str) -> Iterator[str]:
    """Paths in the package of the objects that are shown."""
    for root in (parsed.content, parsed.styles):
        for element in () if root is None else root.iter(DRAW + kind):
            path = object_path(element, parsed.folder)
            if path:
                yield path


def object_path(element: Element, folder: str) -> str:
    """Where in the package the object of a `draw:object` lies; empty where it is linked, or within the element."""
    href = element.get(HREF, "")
    path = posixpath.normpath(posixpath.join(folder, href)) if href else ""
    return "" if path.startswith((".", "/")) or ":" in path else path


def _parsed(parts: Parts, folder: str) -> Parsed:
    effort.check()
    roots = []
    for name in ("content.xml", "styles.xml", "meta.xml"):
        path = posixpath.join(folder, name)
        roots.append(parse_xml(parts.read(path)) if path in parts else None)
    return Parsed(roots[0], roots[1], roots[2], folder)


def _flat(content: bytes, name: str, limits: Limits) -> Parsed:
    if len(content) > limits.expanded_bytes:
        raise LimitExceeded(
            f"{name} is more XML than is read from one file.\nSplit it, or allow more: --allow expanded_bytes=1G."
        )
    try:
        root = parse_xml(_DATA.sub(b"", content))
    except (etree.LxmlError, ValueError) as error:
        raise _damaged(name) from error
    parsed = Parsed(root, root, root)
    if root.tag != OFFICE + "document" or parsed.body is None:
        raise _damaged(name)
    return parsed


def _damaged(name: str) -> FileDamaged:
    return FileDamaged(
        f"{name} is damaged: its main part is missing or cut off. Fetch the file again from where it came."
    )


def flat_pictures(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Pictures in a document that is one XML file, with names of their own; its other objects are XML, too."""
    for at, data in enumerate(_DATA.finditer(content), start=1):
        with suppress(binascii.Error):
            picture = base64.b64decode(data.group(1))
            yield f"pictures/{at}" + (ending_of(picture) if is_large(picture) else ""), picture
