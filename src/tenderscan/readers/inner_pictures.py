"""Pictures inside documents that may hold text: pasted scans, screenshots of tables.

Those that are large become documents of their own, whose text is recognised; logos, icons and bullets are passed over.
Only the head of a picture is looked at here, nothing is decoded.
"""

import hashlib
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tenderscan.document import Notice
from tenderscan.errors import FileProblem
from tenderscan.readers import effort
from tenderscan.readers.packed import BROKEN, Parts

_PIXELS, _SHORT_SIDE = 250_000, 150
"""From here on a picture may hold text: 500 by 500 pixels, or a strip of as many. A page of A4 has 960,000 at 100 dpi;
score tables that buyers paste into bid packs have 260,000 to 1,300,000. Bytes tell nothing: a scanned page in black
and white, or a line of print, takes few."""
_LEAST_BYTES = 500
_UNKNOWN_BYTES = 20_000
"""Of a picture that does not tell its size: drawings, and broken ones."""
MOST = 200
"""Pictures of one document that are handed out; each takes a second or two to be recognised."""
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_MAGICS = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8", b"RIFF")
_DRAWINGS = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x00\x00", b"\x01\x00\x09\x00", b"\x1f\x8b")
"""Beginnings of EMF, of WMF with and without a head, and of either when it is packed."""

_ODF_FOLDER = re.compile(r"(?:^|/)(?:pictures|media)/[^/]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one document that count.

    Attributes:
        parts: names of those that are handed out as members, each once.
        known: names of the same and of their copies.
        drawings: number of large ones that consist of lines (EMF, WMF), in which no text is looked for.
        beyond: number of those that are too many to be handed out.
    """

    parts: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    drawings: int = 0
    beyond: int = 0


def office_pictures(parts: Parts) -> Pictures:
    """The pictures that parts of a DOCX, XLSX or PPTX point to."""
    return chosen(_of_parts(parts, (link.target for link in parts.all_links() if link.type == "image")))


def odf_pictures(parts: Parts) -> Pictures:
    """The pictures of an OpenDocument package; Word keeps them in "media" when it saves one."""
    return chosen(_of_parts(parts, (name for name in parts.names() if _ODF_FOLDER.search(name))))


def chosen(pictures: Iterable[tuple[str, bytes | None]]) -> Pictures:
    """Those that are handed out, of the pictures of a document with their names; None for one that cannot be had."""
    first: dict[bytes | str, str] = {}
    known: set[str] = set()
    drawings = 0
    for name, content in pictures:
        effort.check()
        drawings += content is not None and content.startswith(_DRAWINGS) and len(content) >= _UNKNOWN_BYTES
        if content is None or is_large(content):
            key = name if content is None else hashlib.sha256(content).digest()
            if len(first) < MOST or key in first:
                known.add(name)
            first.setdefault(key, name)
    return Pictures(tuple(first.values())[:MOST], frozenset(known), drawings, max(0, len(first) - MOST))


def notices(pictures: Pictures) -> Iterator[Notice]:
    """What is to be said of them in the document that holds them."""
    if pictures.parts:
        yield Notice(
            "pictures",
            "1 large picture is a document of its own."
            if len(pictures.parts) == 1
            else f"{len(pictures.parts)} large pictures are documents of their own.",
        )
    if pictures.drawings:
        many = "1 drawing (EMF, WMF) is" if pictures.drawings == 1 else f"{pictures.drawings} drawings (EMF, WMF) are"
        yield Notice("pictures", f"{many} not looked through for text.")
    if pictures.beyond:
        yield Notice(
            "part-not-read",
            f"{pictures.beyond:,} of the large pictures are not read, since at most {MOST} are. Split the file.",
        )


def is_large(content: bytes) -> bool:
    """Whether the bytes are those of a picture large enough to hold text; a broken one counts as large."""
    if len(content) < _LEAST_BYTES or not content.startswith(_MAGICS):
        return False
    size = _size(content)
    if size is None:
        return len(content) >= _UNKNOWN_BYTES
    return min(size) >= _SHORT_SIDE and size[0] * size[1] >= _PIXELS


def _of_parts(parts: Parts, names: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    for name in dict.fromkeys(names):
        if parts.size(name) >= _LEAST_BYTES:
            try:
                yield name, parts.embedded(name)
            except (FileProblem, *BROKEN):
                yield name, None  # handed out as well, with what is wrong with it


def _size(content: bytes) -> tuple[int, int] | None:
    """Width and height; None where they cannot be told."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                return image.size
        except Image.DecompressionBombError:
            return (_PIXELS, _PIXELS)
        except Exception:  # noqa: BLE001 - a border: decoders of untrusted bytes raise what they like
            return None
