"""Names of the files in a ZIP archive: in UTF-8 where the archive says so, else as so many programs have it."""

import struct
import zipfile
import zlib
from collections.abc import Iterator

from tenderscan.readers.encoding.likelihood import likeliest

UTF8 = 0x800
_UNICODE_PATH = 0x7075
"""Extra field with the name in UTF-8, good for as long as the checksum of the plain name fits (APPNOTE 4.6.9)."""
_ENCODINGS = ("cp437", "cp850", "cp1252")
"""Of names without any mark: the standard's own (APPNOTE, appendix D), that of Windows in its windows for MS-DOS, which
Explorer uses too, and that of Windows, which other programs write against the standard."""


def directory_name(info: zipfile.ZipInfo) -> str:
    """The name in an entry of the directory; `zipfile` cuts it at a NUL, and takes cp437 for granted."""
    name = info.orig_filename
    if info.flag_bits & UTF8:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name  # newer versions of `zipfile` have put in the name from the extra field
    return plain_name(raw, info.extra)


def plain_name(raw: bytes, extra: bytes) -> str:
    """A name that is not declared to be UTF-8: it is by an extra field, or by its bytes; else by a guess."""
    for kind, content in _fields(extra):
        if kind == _UNICODE_PATH and content[:1] == b"\x01" and content[1:5] == struct.pack("<L", zlib.crc32(raw)):
            return content[5:].decode("utf-8", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(likeliest(raw, _ENCODINGS), "replace")


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """Numbers and contents of the extra fields."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        yield kind, extra[at + 4 : at + 4 + size]
        at += 4 + size
