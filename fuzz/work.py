"""What is fuzzed: one function of bytes for each reader, which raises nothing as long as the promises hold."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from fuzz.promises import BrokenPromise, check_document, check_member, check_problem
from tenderscan.document import Source
from tenderscan.errors import FileProblem
from tenderscan.readers import READERS, Reader
from tenderscan.readers.detect import identify
from tenderscan.readers.encoding.decoding import decode, remarks
from tenderscan.readers.members import Container
from tenderscan.settings import MEBIBYTE, Limits

NAME = "sample"
LIMITS = Limits(
    bytes=MEBIBYTE,
    pages=100,
    characters=500_000,
    expanded_bytes=8 * MEBIBYTE,
    members=50,
    depth=3,
    unpacked_bytes=8 * MEBIBYTE,
    pixels=1_000_000,
)
"""Small, since whatever is refused only at the usual limits would take its seconds each time."""

Check = Callable[[bytes], None]


def reading(module: str) -> Check:
    """Reads with one reader, whatever the bytes are."""
    reader = cast(Reader, import_module(f"tenderscan.readers.{module}"))

    def check(content: bytes) -> None:
        try:
            document = reader.read(content, _source(content, module), LIMITS)
        except FileProblem as problem:
            check_problem(problem, NAME)
        else:
            check_document(document, LIMITS)

    return check


def unpacking(module: str) -> Check:
    """Takes the files out with one reader, whatever the bytes are."""
    reader = cast(Container, import_module(f"tenderscan.readers.{module}"))

    def check(content: bytes) -> None:
        count = size = 0
        try:
            for member in reader.members(content, _source(content, module), LIMITS):
                check_member(member)
                count += 1
                size += len(member.content)
                if count > LIMITS.members or size > LIMITS.unpacked_bytes:
                    raise BrokenPromise(f"members beyond the limits: {count}, {size} bytes")
        except FileProblem as problem:
            check_problem(problem, NAME)

    return check


def both(module: str) -> Check:
    """Reads, and takes the files out where the reader can."""
    checks = [reading(module)]
    if hasattr(import_module(f"tenderscan.readers.{module}"), "members"):
        checks.append(unpacking(module))

    def check(content: bytes) -> None:
        for each in checks:
            each(content)

    return check


def identifying(content: bytes) -> None:
    """Tells the kind of a file."""
    try:
        kind = identify(content, NAME)
    except FileProblem as problem:
        check_problem(problem, NAME)
    else:
        if "/" not in kind.media_type or not kind.name:
            raise BrokenPromise(f"no kind: {kind}")


def decoding(content: bytes) -> None:
    """Tells the encoding of a text; the first byte chooses what is declared."""
    declared = (None, "utf-8", "iso-8859-1", "utf-7", "shift_jis", "utf-16", content[1:20].decode("latin-1"))
    decoded = decode(content[1:], declared[content[0] % len(declared)] if content else None)
    if any(not message for _, message in remarks(decoded)):
        raise BrokenPromise("a remark says nothing")
    decoded.text.encode()


def is_claimed(content: bytes, module: str) -> bool:
    """Whether the front door would hand the bytes to this reader."""
    return _media_type(content) in READERS.get(module, ())


def _source(content: bytes, module: str) -> Source:
    """What the front door would say of the bytes; the first media type of the reader where they are of another."""
    media_type = _media_type(content) if is_claimed(content, module) else min(READERS[module])
    return Source(NAME, "0" * 64, len(content), media_type)


def _media_type(content: bytes) -> str:
    try:
        return identify(content, NAME).media_type
    except FileProblem:
        return ""
