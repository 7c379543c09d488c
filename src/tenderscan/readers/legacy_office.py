"""Word and PowerPoint files of before 2007 (DOC, PPT): converted by LibreOffice, then read like those of today."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

import olefile

from tenderscan.document import Document, Notice, Source
from tenderscan.errors import ConverterMissing, FileDamaged, FileProblem, PasswordProtected
from tenderscan.readers import converter, docx, ole, pptx
from tenderscan.readers.converter import Task
from tenderscan.readers.embedded import embedded_parts, office_members
from tenderscan.readers.members import Member
from tenderscan.readers.packed import opened
from tenderscan.settings import Limits

_WORD, _SLIDES, _OBJECTS = "WordDocument", "PowerPoint Document", "ObjectPool"
# Versions of the file information block ([MS-DOC] 2.5.1) below which Word was older than 97, and what LibreOffice
# calls these formats.
_OLDER: tuple[tuple[int, str], ...] = ((103, "MS WinWord 6.0"), (106, "MS Word 95"))
_ENCRYPTED = 0x0100
_ENCRYPTED_SLIDES = 0xF3D1C4DF
"""Token of a `CurrentUserAtom` that stands for an encrypted file ([MS-PPT] 2.3.2)."""


@dataclass(frozen=True, slots=True)
class _Converted:
    """A file that was converted, and what came of it.

    Attributes:
        key: hash and name of the file, and the limits.
        made: its bytes in the newer format, or why there are none.
    """

    key: tuple[str, str, Limits]
    made: bytes | FileProblem


_LAST: list[_Converted] = []
"""The last conversion, because whoever reads a file asks for its members too; empty once both have had it."""


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of a DOC or PPT.

    Raises:
        ConverterMissing: LibreOffice is not installed.
        PasswordProtected: it opens only with a password.
        FileDamaged: it cannot be converted.
        TimeExceeded: converting it takes too long.
        LimitExceeded: it is larger or deeper than the limits allow.
    """
    task = _task(content, source.name)
    made = _converted(content, task, limits)
    document = docx.read(made, source, limits) if task.wanted == "docx" else pptx.read(made, source, limits)
    program = converter.version() or "LibreOffice"
    notices = [Notice("converted", f"The file was converted to .{task.wanted} by {program}, and that was read.")]
    lost = _objects(content) - _embedded(made, source.name, limits)
    if lost > 0:
        many = "1 embedded object" if lost == 1 else f"{lost} embedded objects"
        notices.append(Notice("part-not-read", f"The file holds {many} that {program} did not hand on."))
    return replace(document, notices=(*notices, *document.notices))


def members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """Files embedded in a DOC or PPT.

    Raises:
        FileProblem: as for `read`.
    """
    made = _converted(content, _task(content, source.name), limits)
    yield from office_members(made, source, limits)


def _objects(content: bytes) -> int:
    """Number of objects embedded in a DOC, each of which has a storage of its own; 0 for a PPT, which does not tell."""
    try:
        with ole.opened(content) as container:
            entries = container.listdir(streams=False, storages=True)
    except ole.BROKEN:
        return 0
    return sum(len(path) == 2 and path[0] == _OBJECTS for path in entries)


def _embedded(made: bytes, name: str, limits: Limits) -> int:
    with opened(made, name, limits) as parts:
        return len(embedded_parts(parts))


def _converted(content: bytes, task: Task, limits: Limits) -> bytes:
    key = (hashlib.sha256(content).hexdigest(), task.name, limits)
    last = _LAST.pop() if _LAST else None
    if last is None or last.key != key:
        last = _Converted(key, _attempt(content, task, limits))
        _LAST[:] = [last]
    if isinstance(last.made, FileProblem):
        raise type(last.made)(last.made.message) from last.made
    return last.made


def _attempt(content: bytes, task: Task, limits: Limits) -> bytes | FileProblem:
    """What comes of a conversion; a failure may have taken its time as well."""
    try:
        return converter.convert(content, task, limits)
    except ConverterMissing:
        raise
    except FileProblem as problem:
        return problem


def _task(content: bytes, name: str) -> Task:
    """How to convert the file; a look into it tells what LibreOffice would only fail at."""
    try:
        with ole.opened(content) as container:
            if container.exists(_WORD):
                return _word(_head(container, _WORD, len(content)), name)
            if container.exists(_SLIDES):
                _refuse_encrypted_slides(_head(container, "Current User", len(content)), name)
                return Task(name, "ppt", "MS PowerPoint 97", "pptx")
    except ole.BROKEN as error:
        raise _damaged(name) from error
    raise _damaged(name)


def _head(container: olefile.OleFileIO, name: str, most: int) -> bytes:
    return ole.stream(container, name, most)[:32] if container.exists(name) else b""


def _word(head: bytes, name: str) -> Task:
    """[MS-DOC] 2.5.1: the version stands at 2, and a bit at 10 says that the text is encrypted."""
    if len(head) < 12:
        raise _damaged(name)
    version, flags = int.from_bytes(head[2:4], "little"), int.from_bytes(head[10:12], "little")
    if flags & _ENCRYPTED:
        raise _protected(name)
    kind = next((kind for below, kind in _OLDER if version < below), "MS Word 97")
    return Task(name, "doc", kind, "docx")


def _refuse_encrypted_slides(user: bytes, name: str) -> None:
    """The token stands behind the head of the record (8 bytes) and a size (4)."""
    if int.from_bytes(user[12:16], "little") == _ENCRYPTED_SLIDES:
        raise _protected(name)


def _protected(name: str) -> PasswordProtected:
    return PasswordProtected(
        f"{name} is protected by a password. Open it in Office, take the password off (File, Info, Protect) and save "
        "it again."
    )


def _damaged(name: str) -> FileDamaged:
    return FileDamaged(f"{name} is cut off or damaged. Fetch the file again from where it came.")
