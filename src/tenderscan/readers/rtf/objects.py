"""Files and pictures in an RTF: objects in the old form of OLE ([MS-OLEDS] 2.2), mostly as hexadecimal digits."""

import re
import struct
from collections.abc import Iterator

from tenderscan.document import Source
from tenderscan.errors import FileDamaged
from tenderscan.readers import effort, ole
from tenderscan.readers.embedded import Wrapped, bounded_members, ending_of, native, unwrapped
from tenderscan.readers.inner_pictures import Pictures, chosen, is_large
from tenderscan.readers.members import Member
from tenderscan.readers.rtf.tokens import Kind, Tokens
from tenderscan.settings import Limits

_OBJECT, _PICTURE = b"objdata", b"pict"
_STORED = frozenset({_OBJECT, _PICTURE})
_TWICE = b"nonshppict"
"""Holds a picture once more, for older programs (page 138)."""
_NO_DIGIT = re.compile(rb"[^0-9a-fA-F]+")
_EMBEDDED = 2


def embedded_files(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """Embedded files and large pictures, one after the other; objects that lie in other files are left out.

    Raises:
        LimitExceeded: there are more of them than the limits allow.
    """
    yield from bounded_members(_members(content, source.name), source, limits)


def large_pictures(content: bytes) -> Pictures:
    """The pictures that are handed out."""
    return chosen(_pictures(content))


def embedded_object(data: bytes) -> Wrapped | None:
    """What an object in the old form holds; None where it is a mere link.

    Raises:
        FileDamaged: it is cut off, or no such object; the message is for whoever knows the name of the file.
    """
    kind, at = _number(data, 4), 8
    for _ in range(3):  # names of the class, of the file it was linked to, and of the part of that
        at += 4 + _number(data, at)
    if kind != _EMBEDDED:
        return None
    size = _number(data, at)
    held = data[at + 4 : at + 4 + size]
    if len(held) < size or not held:
        raise FileDamaged("The object is cut off.")
    if held.startswith(ole.MAGIC):
        return unwrapped(held)
    return native(b"\x00\x00\x00\x00" + held) or Wrapped(held, ending=ending_of(held))


def _member(data: bytes, number: int, name: str) -> Member | None:
    path = f"embedded/{number}"
    try:
        found = embedded_object(data)
    except FileDamaged:
        problem = FileDamaged(f"{path} inside {name} is cut off or damaged. Ask the sender for the file itself.")
        return Member(path, problem=problem)
    if found is None:
        return None
    return Member(f"{path}/{found.name}" if found.name else path + found.ending, found.content)


def _number(data: bytes, at: int) -> int:
    if len(data) < at + 4:
        raise FileDamaged("The object is cut off.")
    (number,) = struct.unpack_from("<I", data, at)
    return int(number)


def _members(content: bytes, name: str) -> Iterator[Member]:
    count = 0
    for data in _stored(content, _OBJECT):
        member = _member(data, count + 1, name)
        if member is not None:
            count += 1
            yield member
    names = frozenset(large_pictures(content).parts)
    yield from (Member(path, picture) for path, picture in _pictures(content) if path in names)


def _pictures(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Pictures with names of their own."""
    for at, picture in enumerate(_stored(content, _PICTURE), start=1):
        yield f"pictures/{at}" + (ending_of(picture) if is_large(picture) else ""), picture


def _stored(content: bytes, wanted: bytes) -> Iterator[bytes]:
    """What the groups of this kind hold, wherever in the file they stand."""
    if wanted not in content:
        return
    tokens = Tokens(content, 0, _STORED)
    while token := tokens.next():
        if token.kind is not Kind.WORD:
            continue
        if token.value in _STORED:
            effort.check()
            written = tokens.skip_group()
            if token.value == wanted:
                yield _bytes(written)
        elif token.value == _TWICE:
            tokens.skip_group()


def _bytes(written: bytes) -> bytes:
    """The bytes that are written as digits, or as they are where the file says so; groups inside are something else."""
    digits: list[bytes] = []
    tokens = Tokens(written, 0, frozenset({b"bin"}))
    while token := tokens.next():
        if token.kind is Kind.OPEN:
            tokens.skip_group()
        elif token.kind is Kind.BYTES:
            digits.append(_NO_DIGIT.sub(b"", token.value))
        elif token.value == b"bin" and token.number:
            return written[tokens.at - token.number : tokens.at]
    whole = b"".join(digits)
    return bytes.fromhex(whole[: len(whole) // 2 * 2].decode("ascii"))
