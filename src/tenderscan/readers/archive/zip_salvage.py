"""What is left of a ZIP archive whose directory, which stands at its end, is cut off or broken.

Each file's data have a header of their own, so that the files before the damage can be read.
"""

import zlib
from collections.abc import Iterator
from functools import partial

from tenderscan.document import Source
from tenderscan.errors import FileDamaged, FileProblem
from tenderscan.readers import effort
from tenderscan.readers.archive.bounds import BROKEN, Inflate, damaged, oversize
from tenderscan.readers.archive.listing import Entry
from tenderscan.readers.archive.zip_data import (
    DEFLATED,
    ENCRYPTED,
    LOCAL,
    LOCAL_SIGNATURE,
    STORED,
    data_start,
    method_problem,
    unpack,
)
from tenderscan.readers.archive.zip_names import UTF8, plain_name
from tenderscan.settings import Limits

_SIZES_BEHIND = 0x8
"""Flag: checksum and sizes stand behind the data (APPNOTE 4.4.4, bit 3)."""
_WHOLE = 0xFFFFFFFF
"""In place of a size: the size stands in an extra field (ZIP64)."""
_STEP = 65_536
_PACKAGES = ("[content_types].xml", "mimetype")
"""First file of an Office document or an OpenDocument: what is cut off there is no archive of files."""


def salvaged(content: bytes, source: Source, limits: Limits) -> Iterator[Entry]:
    """Files found by the headers before their data; last comes the damage.

    Raises:
        FileDamaged: always, once all that is left was handed out.
    """
    at = content.find(LOCAL_SIGNATURE)
    while at >= 0:
        effort.check()
        start = data_start(content, at)
        if start is None:
            break
        entry, end = _entry(content, at, start, source.name)
        if entry.path.lower() in _PACKAGES:
            raise FileDamaged(
                f"{source.name} is cut off or damaged: it is an Office document without its end.\n"
                "Fetch the file again from where it came."
            )
        if not entry.path.endswith(("/", "\\")):
            problem = entry.problem or oversize(entry, source.name, entry.size or 0, limits)
            yield Entry(entry.path, entry.size, entry.packed, problem, entry.pieces)
        at = content.find(LOCAL_SIGNATURE, max(end, at + 4))
    raise FileDamaged(
        f"{source.name} is cut off or damaged: its directory is missing, and what stood behind the files listed here "
        "is lost.\nFetch the archive again from where it came."
    )


def _entry(content: bytes, at: int, start: int, name: str) -> tuple[Entry, int]:
    """The file whose header is at `at` and whose data begin at `start`, and where they end."""
    _, _, flags, method, _, _, crc, packed, size, name_length, _ = LOCAL.unpack_from(content, at)
    raw = content[at + LOCAL.size : at + LOCAL.size + name_length]
    extra = content[at + LOCAL.size + name_length : start]
    path = raw.decode("utf-8", "replace") if flags & UTF8 else plain_name(raw, extra)
    problem: FileProblem | None = method_problem(path, name, method, encrypted=bool(flags & ENCRYPTED))
    known: int | None = crc
    if flags & _SIZES_BEHIND or packed == _WHOLE:
        known = size = None
        end = _end(content, start, method) if problem is None else start
        if end is None:
            problem, end = problem or damaged(path, name), start
        packed = end - start
    elif start + packed > len(content):
        problem, end = problem or damaged(path, name), len(content)
    else:
        end = start + packed
    data = memoryview(content)[start : start + packed]
    pieces = partial(unpack, data, method, known, (path, name))
    return Entry(path, size, packed, problem, pieces), end


def _end(content: bytes, start: int, method: int) -> int | None:
    """Where data end that only say so themselves; None where they do not."""
    if method == STORED or method != DEFLATED:
        return None
    decoder = Inflate(-zlib.MAX_WBITS)
    view = memoryview(content)
    try:
        for at in range(start, len(content), _STEP):
            effort.check()
            piece = view[at : at + _STEP]
            decoder.decompress(bytes(piece), _STEP)
            while not (decoder.eof or decoder.needs_input):
                effort.check()
                decoder.decompress(b"", _STEP)
            if decoder.eof:
                return at + len(piece) - len(decoder.unused_data)
    except BROKEN:
        return None
    return None
