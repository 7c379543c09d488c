"""Unpacking with an eye on how much comes out: what an archive claims about sizes is never relied upon."""

import lzma
import zlib
from collections.abc import Generator
from typing import Protocol

from tenderscan.errors import FileDamaged, FileProblem, LimitExceeded
from tenderscan.readers import effort
from tenderscan.readers.archive.listing import Entry
from tenderscan.readers.members import Member, printable
from tenderscan.settings import MEBIBYTE, Limits

PIECE = MEBIBYTE
"""Bytes that are unpacked at a time."""
LARGE = 8 * MEBIBYTE
"""Below this size it does not matter how well something was packed: memory is cheap."""
_MOST_DICTIONARY = 1024 * MEBIBYTE
_FIRST_STEP, _STEP = 4_096, 65_536
"""Bytes that are handed to a decoder at a time; few at first, for millions of tiny streams may follow each other."""
BROKEN = (zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
"""What decoders raise on damaged data."""


class Decoder(Protocol):
    """What the decompressors of `bz2` and `lzma` have in common."""

    @property
    def eof(self) -> bool:
        """Whether the end of the packed stream was reached."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out before more is put in."""

    @property
    def unused_data(self) -> bytes:
        """What was put in behind the end of the stream."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """At most `max_length` bytes of what is packed."""


class Inflate:
    """zlib's decompressor with the manners of the others."""

    def __init__(self, wbits: int) -> None:
        """Begin a stream; `wbits` as in `zlib`."""
        self._stream = zlib.decompressobj(wbits)
        self._full = False

    @property
    def eof(self) -> bool:
        """As in `Decoder`."""
        return self._stream.eof

    @property
    def needs_input(self) -> bool:
        """As in `Decoder`."""
        return not self._stream.unconsumed_tail and not self._full

    @property
    def unused_data(self) -> bytes:
        """As in `Decoder`."""
        return self._stream.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """As in `Decoder`."""
        piece = self._stream.decompress(self._stream.unconsumed_tail + data, max_length)
        self._full = len(piece) == max_length
        return piece


def lzma_alone(properties: bytes) -> lzma.LZMADecompressor:
    """The decoder of an LZMA stream without header, from its five bytes of properties.

    Raises:
        ValueError: these are no such properties.
        lzma.LZMAError: nor can they be used.
    """
    if len(properties) != 5 or properties[0] >= 9 * 5 * 5:
        raise ValueError("no LZMA properties")
    rest, lc = divmod(properties[0], 9)
    pb, lp = divmod(rest, 5)
    # Nothing refers further back than what was unpacked, so that a huge dictionary would only fill the memory.
    size = min(int.from_bytes(properties[1:], "little"), _MOST_DICTIONARY)
    chosen = {"id": lzma.FILTER_LZMA1, "dict_size": size, "lc": lc, "lp": lp, "pb": pb}
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[chosen])


def decoded(decoder: Decoder, packed: memoryview, *, open_end: bool = False) -> Generator[bytes, None, int]:
    """What comes out of one packed stream, in pieces.

    Args:
        decoder: at its beginning.
        packed: the stream, and whatever follows it.
        open_end: whether the stream may end without saying so.

    Returns:
        How many bytes of `packed` the stream takes.

    Raises:
        EOFError: the stream breaks off.
        zlib.error, lzma.LZMAError, OSError: it is damaged.
    """
    at, step = 0, _FIRST_STEP
    while at < len(packed):
        effort.check()
        data = bytes(packed[at : at + step])
        at += len(data)
        step = min(2 * step, _STEP)
        yield decoder.decompress(data, PIECE)
        while not (decoder.eof or decoder.needs_input):
            effort.check()
            yield decoder.decompress(b"", PIECE)
        if decoder.eof:
            return at - len(decoder.unused_data)
    if not open_end:
        raise EOFError("the packed data break off")
    return at


class Ledger:
    """How much an archive has yielded."""

    def __init__(self, name: str, size: int, limits: Limits) -> None:
        """Begin for the archive `name` of `size` bytes."""
        self.name = name
        self.limits = limits
        self._size = size
        self._spent = 0
        self._kept = 0

    def spend(self, count: int) -> None:
        """Count bytes that came out of the archive, of files that turn out to be refused too.

        Raises:
            LimitExceeded: these are more than the limits allow.
        """
        effort.check()
        self._spent += count
        check_total(self.name, self._spent, self.limits)

    def keep(self, size: int) -> None:
        """Count the bytes of a file that is handed out.

        Raises:
            LimitExceeded: with those before they are too many for such a small archive.
        """
        self._kept += size
        check_whole(self.name, self._kept, self._size, self.limits)


def check_total(name: str, size: int, limits: Limits) -> None:
    """Refuse an archive that unpacks to `size`, where that is too much.

    Raises:
        LimitExceeded: it is.
    """
    if size > limits.unpacked_bytes:
        raise LimitExceeded(
            f"{name} unpacks to more than {limits.unpacked_bytes / MEBIBYTE:,.0f} MB.\n"
            "Split it, or allow more: --allow unpacked_bytes=BYTES."
        )


def check_whole(name: str, size: int, packed: int, limits: Limits) -> None:
    """Refuse an archive of `packed` bytes that unpacks to `size`, where that is too much, of itself or for its size.

    Raises:
        LimitExceeded: it is.
    """
    check_total(name, size, limits)
    if size > LARGE and size > packed * limits.expansion_ratio:
        raise LimitExceeded(
            f"{name} unpacks to more than {limits.expansion_ratio:,} times its size, like an archive bomb.\n"
            "If you trust it, unpack it yourself and read the files, or allow more: --allow expansion_ratio=NUMBER."
        )


def oversize(entry: Entry, name: str, size: int, limits: Limits) -> LimitExceeded | None:
    """The error for a file of an archive that is or claims to be too large, None where it is not."""
    if size > limits.bytes:
        return LimitExceeded(
            f"{printable(entry.path)} in {name} is too large: more than {limits.bytes / MEBIBYTE:,.0f} MB.\n"
            "Split the file, or allow more: --allow bytes=BYTES."
        )
    if entry.packed is not None and size > LARGE and size > entry.packed * limits.expansion_ratio:
        return LimitExceeded(
            f"{printable(entry.path)} in {name} unpacks to more than {limits.expansion_ratio:,} times its size, like "
            "an archive bomb.\nIf you trust it, unpack it yourself, or allow more: --allow expansion_ratio=NUMBER."
        )
    return None


def unpacked(entry: Entry, archive: bytes, ledger: Ledger) -> Member:
    """The file with its bytes, or with what stands against it.

    Raises:
        LimitExceeded: the archive as a whole has yielded too much.
    """
    if entry.problem:
        return Member(entry.path, problem=entry.problem)
    pieces: list[bytes] = []
    size = 0
    try:
        for piece in entry.pieces():
            ledger.spend(len(piece))
            size += len(piece)
            problem: FileProblem | None = oversize(entry, ledger.name, size, ledger.limits)
            if problem:
                return Member(entry.path, problem=problem)
            pieces.append(piece)
    except FileDamaged as damage:
        return Member(entry.path, problem=damage)
    ledger.keep(size)
    content = b"".join(pieces)
    if content == archive:
        # A quine: unpacking it never ends, https://research.swtch.com/zip
        endless = f"{entry.path} in {ledger.name} is the archive itself once more, so that unpacking it never ends."
        return Member(entry.path, problem=LimitExceeded(endless))
    return Member(entry.path, content)


def damaged(path: str, name: str) -> FileDamaged:
    """The error for one file of an archive whose packed data are broken."""
    return FileDamaged(
        f"{printable(path)} in {name} is damaged: its packed data are broken or incomplete.\n"
        "Fetch the archive again, or ask the sender for the file itself."
    )
