"""The container of an Outlook message, and the properties in its storages ([MS-OXMSG] 2).

A property of fixed size stands in the storage's property stream, one of any other size in a stream of its own, whose
name ends in the number and the type of the property.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import olefile

from tenderscan.errors import FileDamaged
from tenderscan.readers import effort, ole
from tenderscan.readers.encoding.decoding import decode

Path = tuple[str, ...]
"""Names of the storages from the outermost to one; () is the message itself."""

_PROPERTIES = "__properties_version1.0"
_UNICODE, _STRING, _BINARY = "001F", "001E", "0102"
_ENTRY = struct.Struct("<HHI8s")
_ROOT_HEAD, _EMBEDDED_HEAD, _OTHER_HEAD = 32, 24, 8
"""Bytes before the first property, in the stream of the message, of one inside it, of a recipient or attachment."""
_CODE_PAGE, _INTERNET_CODE_PAGE = 0x3FFD, 0x3FDE
_CHARSETS = {65001: "utf-8", 20127: "ascii", 20866: "koi8-r", 21866: "koi8-u", 51932: "euc_jp", 51949: "euc_kr"}
_JAPANESE = range(50220, 50223)
_ISO = range(28591, 28606)


@contextmanager
def opened(content: bytes, name: str) -> Iterator["Container"]:
    """The container in `content`; `name` is for messages.

    Raises:
        FileDamaged: the container is broken, also where that shows while it is used.
    """
    try:
        with ole.opened(content) as container:
            yield Container(container, len(content))
    except ole.BROKEN as error:
        raise FileDamaged(
            f"{name} is damaged: it is no whole Outlook message. Open it in Outlook and save it again."
        ) from error


class Container:
    """Storages and streams of an open container."""

    def __init__(self, container: olefile.OleFileIO, size: int) -> None:
        """Look into an open container of `size` bytes."""
        self._container = container
        self._size = size
        self._broken: set[Path] = set()
        self._inside: dict[Path, list[str]] = {}
        for path in container.listdir(streams=True, storages=True):
            effort.check()
            self._inside.setdefault(tuple(path[:-1]), []).append(path[-1])
        self._present = {_lower((*path, name)) for path, names in self._inside.items() for name in names}

    def inside(self, storage: Path, beginning: str) -> list[Path]:
        """Storages directly in a storage whose name begins so, in order."""
        names = sorted(name for name in self._inside.get(storage, ()) if name.startswith(beginning))
        return [(*storage, name) for name in names if (*storage, name) in self._inside]

    @property
    def is_broken(self) -> bool:
        """Whether a stream that was asked for could not be read."""
        return bool(self._broken)

    def stream(self, storage: Path, name: str) -> bytes | None:
        """Content of a stream, None where there is none or it is broken."""
        effort.check()
        if _lower((*storage, name)) not in self._present:
            return None
        try:
            return ole.stream(self._container, [*storage, name], self._size)
        except ole.BROKEN:
            self._broken.add((*storage, name))
            return None

    def lacks(self, storage: Path, name: str) -> bool:
        """Whether a stream was asked for and is broken."""
        return (*storage, name) in self._broken

    def message(self, storage: Path) -> "Properties":
        """The properties of the message, or of one inside it."""
        return Properties(self, storage, _EMBEDDED_HEAD if storage else _ROOT_HEAD, None)

    def belonging(self, storage: Path, message: "Properties") -> "Properties":
        """The properties of a recipient or attachment of a message."""
        return Properties(self, storage, _OTHER_HEAD, message.charset)

    def is_message(self, storage: Path) -> bool:
        """Whether a storage is a message."""
        return _lower((*storage, _PROPERTIES)) in self._present


class Properties:
    """Properties of one storage, by their number."""

    def __init__(self, container: Container, storage: Path, head: int, charset: str | None) -> None:
        """Read those of fixed size; the others are read when they are asked for.

        Args:
            container: open as long as this is used.
            storage: where the properties are.
            head: bytes before the first of them.
            charset: encoding of texts that are not Unicode, where the storage does not name one.
        """
        self._container = container
        self._storage = storage
        entries = (container.stream(storage, _PROPERTIES) or b"")[head:]
        whole = len(entries) // _ENTRY.size * _ENTRY.size
        self._fixed = {number: value for _, number, _, value in _ENTRY.iter_unpack(entries[:whole])}
        self._charset = charset

    @property
    def charset(self) -> str | None:
        """Encoding of texts that are not Unicode, None where the message does not say."""
        return _charset(self.number(_CODE_PAGE)) or self._charset

    @property
    def internet_charset(self) -> str | None:
        """Encoding of the message's web page, None where the message does not say."""
        return _charset(self.number(_INTERNET_CODE_PAGE))

    def text(self, number: int) -> str:
        """A text; empty where there is none."""
        content = self._stream(number, _UNICODE)
        if content is not None:
            return content.decode("utf-16-le", "replace").rstrip("\x00")
        content = self._stream(number, _STRING)
        return decode(content, self.charset or self.internet_charset).text.rstrip("\x00") if content else ""

    def binary(self, number: int) -> bytes | None:
        """Bytes; None where there are none."""
        return self._stream(number, _BINARY)

    def bytes_of(self, number: int, shown: str) -> bytes:
        """Bytes, none where there are none; `shown` is for messages.

        Raises:
            FileDamaged: they are there and cannot be read.
        """
        content = self.binary(number)
        if content is None and self._container.lacks(self._storage, _stream_name(number, _BINARY)):
            raise FileDamaged(f"{shown} is cut off or damaged. Ask the sender for the file itself.")
        return content or b""

    def number(self, number: int) -> int | None:
        """A whole number of 32 bits."""
        value = self._fixed.get(number)
        return None if value is None else int.from_bytes(value[:4], "little")

    def flag(self, number: int) -> bool:
        """A truth value; False where there is none."""
        return bool(self._fixed.get(number, b"\x00")[0])

    def time(self, number: int) -> datetime | None:
        """A point in time; None where there is none or it is out of all reason."""
        value = self._fixed.get(number)
        ticks = int.from_bytes(value, "little") if value else 0  # of 100 nanoseconds since 1601
        if not ticks:
            return None
        try:
            return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(seconds=ticks // 10_000_000)
        except OverflowError:
            return None

    def _stream(self, number: int, kind: str) -> bytes | None:
        return self._container.stream(self._storage, _stream_name(number, kind))


def _stream_name(number: int, kind: str) -> str:
    """Name of the stream of a property."""
    return f"__substg1.0_{number:04X}{kind}"


def _lower(path: Path) -> Path:
    """Names in a container differ in more than their capitals ([MS-CFB] 2.6.4)."""
    return tuple(name.lower() for name in path)


def _charset(code_page: int | None) -> str | None:
    """Python's name for a code page of Windows."""
    if not code_page:
        return None
    if code_page in _ISO:
        return f"iso8859-{code_page - 28590}"
    if code_page in _JAPANESE:
        return "iso2022_jp"
    return _CHARSETS.get(code_page) or f"cp{code_page}"
