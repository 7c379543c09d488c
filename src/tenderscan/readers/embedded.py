"""Files embedded in Office files: packages (DOCX, XLSX, PPTX, PDF), and OLE objects with a file or a document inside.

An embedded object is kept as a part of the package. Where that is a document of a newer kind the part is the file.
Otherwise it is an OLE container ([MS-OLEDS] 2.3), which is an older Office file itself, or wraps a file that the author
dropped into the page ("Package"), or the content of some other program.
"""

import posixpath
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import olefile

from tenderscan.document import Source
from tenderscan.errors import FileDamaged, FileProblem, LimitExceeded
from tenderscan.readers import effort, ole
from tenderscan.readers.detect import SUFFIXES, identify
from tenderscan.readers.inner_pictures import office_pictures
from tenderscan.readers.members import Member, visible
from tenderscan.readers.packed import BROKEN, Parts, opened
from tenderscan.settings import MEBIBYTE, Limits

_KINDS = frozenset({"oleObject", "package", "aFChunk"})
"""Ends of the relationship types that lead to an embedded object, an embedded file and a document put in as a whole."""
_FOLDER = re.compile(r"(?:^|/)embeddings/[^/]+$", re.IGNORECASE)
_NATIVE = "\x01Ole10Native"
_WHOLE_FILES = ("Package", "CONTENTS", "Contents")
"""Streams that are a file: an Office file of a newer kind, or what Acrobat keeps its PDF in."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Wrapped:
    """What was found in an OLE object.

    Attributes:
        content: bytes of the file.
        name: with its ending, as the object has it; empty where it has none.
        ending: by content, such as ".doc"; empty where unknown.
    """

    content: bytes
    name: str = ""
    ending: str = ""


def office_members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """Files embedded in a DOCX, XLSX or PPTX, and its large pictures, one after the other.

    Raises:
        FileDamaged: the package cannot be opened.
        LimitExceeded: there are more of them than the limits allow.
    """
    with opened(content, source.name, limits) as parts:
        names = (*embedded_parts(parts), *office_pictures(parts).parts)
        found = (packed_member(parts, part, source.name) for part in dict.fromkeys(names))
        yield from bounded_members(found, source, limits)


def bounded_members(found: Iterable[Member], source: Source, limits: Limits) -> Iterator[Member]:
    """The files found in a document, as long as they keep to the limits; one that is too large comes without content.

    Raises:
        LimitExceeded: there are too many of them, or they are too large together.
    """
    left = limits.unpacked_bytes
    for count, member in enumerate(found, start=1):
        effort.check()
        if count > limits.members:
            raise LimitExceeded(
                f"{source.name} holds more than {limits.members:,} files.\n"
                "Split it, or allow more: --allow members=NUMBER."
            )
        left -= len(member.content)
        if left < 0:
            raise LimitExceeded(
                f"{source.name} holds files of more than {limits.unpacked_bytes / MEBIBYTE:,.0f} MB together.\n"
                "Split it, or allow more: --allow unpacked_bytes=8G."
            )
        too_large = len(member.content) > limits.bytes
        yield Member(member.path, problem=_too_large(member, source.name, limits)) if too_large else member


def packed_member(parts: Parts, part: str, name: str) -> Member:
    """The file in a part of the package `name`, out of its OLE container; what cannot be had comes with its problem."""
    try:
        content = parts.embedded(part)
        if not content.startswith(ole.MAGIC):
            return Member(part, content)
        inside = unwrapped(content)
    except (FileDamaged, *BROKEN):
        damaged = FileDamaged(f"{part} inside {name} is cut off or damaged. Ask the sender for the file itself.")
        return Member(part, problem=damaged)
    except FileProblem as problem:
        return Member(part, problem=problem)
    return Member(_path(part, inside), inside.content)


def embedded_parts(parts: Parts) -> tuple[str, ...]:
    """Names of the parts that are embedded files, each once, in the order of the package."""
    found = dict.fromkeys(name for name in parts.names() if _FOLDER.search(name))
    return tuple(found | dict.fromkeys(link.target for link in parts.all_links() if link.type in _KINDS))


def unwrapped(content: bytes) -> Wrapped:
    """What an OLE container holds; the container itself where it is an older Office file or nothing that is known.

    Raises:
        FileDamaged: its inside cannot be read; the message is for whoever knows the name of the object.
    """
    try:
        with ole.opened(content) as container:
            return _inside(container, content)
    except ole.BROKEN as error:
        raise FileDamaged("The object is cut off or damaged.") from error


def native(content: bytes) -> Wrapped | None:
    """The file in an `Ole10Native` stream ([MS-OLEDS] 2.3.6) as the Object Packager writes it; None where it is none.

    Two bytes, the label, the path it came from, four bytes, the path it was copied to, and the file; numbers are
    little-endian, texts end with a zero byte.
    """
    at = 6
    label_end = content.find(b"\x00", at, at + 1024)
    path_end = content.find(b"\x00", label_end + 1, label_end + 1024)
    if label_end < 0 or path_end < 0 or len(content) < path_end + 9:
        return None
    (length,) = struct.unpack_from("<I", content, path_end + 5)
    at = path_end + 9 + length
    if length > 2048 or len(content) < at + 4:
        return None
    (size,) = struct.unpack_from("<I", content, at)
    held = content[at + 4 : at + 4 + size]
    if not size or len(held) < size:
        return None
    label, path = content[6:label_end], content[label_end + 1 : path_end]
    name = _wide_name(content, at + 4 + size) or _base(_narrow(label)) or _base(_narrow(path))
    return Wrapped(held, name, ending_of(held))


def _path(part: str, inside: Wrapped) -> str:
    """A path for the file in an object: below the part where the file has a name, or else in place of the part."""
    if inside.name:
        return f"{part}/{inside.name}"
    return posixpath.splitext(part)[0] + inside.ending if inside.ending else part


def _inside(container: olefile.OleFileIO, content: bytes) -> Wrapped:
    if container.exists(_NATIVE):
        found = native(ole.stream(container, _NATIVE, len(content)))
        if found:
            return found
    for stream in _WHOLE_FILES:
        if container.exists(stream):
            held = ole.stream(container, stream, len(content))
            if ending := ending_of(held):
                return Wrapped(held, ending=ending)
    return Wrapped(content, ending=ending_of(content))


def ending_of(content: bytes) -> str:
    """Ending of a file of a kind that is read, "" for others."""
    try:
        kind = identify(content, "")
    except FileProblem:
        return ""
    return next(iter(SUFFIXES.get(kind.name, ("",))))


def _wide_name(content: bytes, at: int) -> str:
    """The label in Unicode, which newer versions of Office add behind the file: the second of three counted texts."""
    texts = []
    for _ in range(2):
        if len(content) < at + 4:
            return ""
        (length,) = struct.unpack_from("<I", content, at)
        if length > 1024 or len(content) < at + 4 + 2 * length:
            return ""
        texts.append(content[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace"))
        at += 4 + 2 * length
    return _base(texts[1])


def _narrow(text: bytes) -> str:
    """A text in the code page of whoever made the object, which it does not name."""
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")


def _base(path: str) -> str:
    """The file name at the end of a path, without what no file name may hold."""
    name = visible(_UNSAFE.sub("", re.split(r"[\\/]", path)[-1])).strip(" .")
    return name[-_LONGEST_NAME:]


def _too_large(member: Member, name: str, limits: Limits) -> LimitExceeded:
    return LimitExceeded(
        f"{member.path} inside {name} is too large: {len(member.content) / MEBIBYTE:,.1f} MB, and at most "
        f"{limits.bytes / MEBIBYTE:,.1f} MB are read.\nTake it out, or allow more: --allow bytes=1G."
    )
