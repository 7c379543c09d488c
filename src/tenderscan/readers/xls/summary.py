"""What an older Office file says about itself: its set of summary properties ([MS-OLEPS] 2.17, [MS-OSHARED] 2.3.3.2.1).

olefile reads such sets too, but believes the counts in them: a few bytes keep it busy for hours.
"""

import struct
from datetime import UTC, datetime, timedelta

from tenderscan.document import Properties
from tenderscan.text import normalise

_CODE_PAGE, _TITLE, _AUTHOR, _CREATED, _SAVED = 1, 2, 4, 12, 13
_SHORT, _NARROW, _WIDE, _TIME = 2, 30, 31, 64
"""Types of values: a number of 16 bits, texts, and a point in time."""
_MOST = 256
"""Properties of a set that are looked at; there are some twenty."""
_LONGEST = 300
_UTF_8, _UTF_16, _WESTERN = 65001, 1200, 1252
_BEGIN = datetime(1601, 1, 1, tzinfo=UTC)
"""From which points in time are counted, in tenths of microseconds; it also stands for one that was never set."""


def summary(stream: bytes) -> Properties:
    """The properties in the stream of the summary information; nothing where it is broken."""
    values = _values(stream)
    page = int.from_bytes(values.get(_CODE_PAGE, (0, b""))[1], "little") or _WESTERN
    return Properties(
        title=_text(values.get(_TITLE), page),
        author=_text(values.get(_AUTHOR), page),
        created=_time(values.get(_CREATED)),
        modified=_time(values.get(_SAVED)),
    )


def _values(stream: bytes) -> dict[int, tuple[int, bytes]]:
    """Type and bytes of each property by its number; the first set of the stream is the one that counts."""
    found: dict[int, tuple[int, bytes]] = {}
    try:
        (start,) = struct.unpack_from("<I", stream, 44)
        (count,) = struct.unpack_from("<I", stream, start + 4)
        for at in range(min(count, _MOST)):
            number, offset = struct.unpack_from("<II", stream, start + 8 + 8 * at)
            (kind,) = struct.unpack_from("<H", stream, start + offset)
            found.setdefault(number, (kind, _bytes(stream, kind, start + offset + 4)))
    except struct.error:  # cut off: what came before holds
        return found
    return found


def _bytes(stream: bytes, kind: int, at: int) -> bytes:
    """A value's own bytes, without the count before them; nothing for types that are not asked for."""
    if kind in (_NARROW, _WIDE):
        (count,) = struct.unpack_from("<I", stream, at)
        most = 4 * _LONGEST
        return stream[at + 4 : at + 4 + min(count * (2 if kind == _WIDE else 1), most)]
    return stream[at : at + {_SHORT: 2, _TIME: 8}.get(kind, 0)]


def _text(value: tuple[int, bytes] | None, page: int) -> str | None:
    if value is None or value[0] not in (_NARROW, _WIDE):
        return None
    wide = value[0] == _WIDE or page == _UTF_16
    encoding = "utf-16-le" if wide else "utf-8" if page == _UTF_8 else f"cp{page}"
    try:
        text = value[1].decode(encoding, "replace")
    except LookupError:
        text = value[1].decode(f"cp{_WESTERN}", "replace")
    return normalise(text.partition("\x00")[0].replace("\f", " ")).replace("\n", " ")[:_LONGEST] or None


def _time(value: tuple[int, bytes] | None) -> str | None:
    if value is None or value[0] != _TIME or len(value[1]) < 8:
        return None
    try:
        time = _BEGIN + timedelta(microseconds=int.from_bytes(value[1], "little") // 10)
    except OverflowError:
        return None
    return time.replace(tzinfo=None).isoformat(timespec="seconds") if time.year > 1970 else None
