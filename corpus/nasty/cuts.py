"""Files cut off at every kilobyte: each ends as read, partly or failed with a code."""

import hashlib
from collections.abc import Callable
from functools import cache, partial

from corpus.nasty import packages, seven_zips, zips
from corpus.nasty.mails import attachment, mail, with_parts
from corpus.nasty.model import ANY, PARTLY, Case, Fate
from corpus.nasty.pdfs import pdf, shown, stream
from corpus.nasty.zips import Raw

_STEP = 1024
_SIZE = 8
"""Kilobytes of each whole file, about."""
_NAMED = Fate(ANY, "damaged|wrong-type|empty|unsupported-format")
_TOLD = Fate(PARTLY, "part-not-read", "Acorn Ltd")
"""A message says where its last part ends."""


def _noise(size: int, seed: bytes) -> str:
    """Text that cannot be packed well, the same each time."""
    return hashlib.shake_256(seed).hexdigest(size // 2)


def _lines(seed: bytes) -> list[str]:
    return [f"Clause {n}. Acorn Ltd will do {_noise(120, seed + bytes([n]))}." for n in range(_SIZE * 14)]


def _pdf() -> bytes:
    pages = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>" % n
             for n in range(14, 24)]  # fmt: skip
    kids = b" ".join(b"%d 0 R" % n for n in range(4, 14))
    contents = [stream(shown(" ".join(_lines(bytes([n]))[:5]))) for n in range(10)]
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    tree = b"<</Type/Pages/Kids[%s]/Count 10>>" % kids
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, font, *pages, *contents])


def _docx() -> bytes:
    return packages.docx("".join(map(packages.paragraph, _lines(b"docx"))))


def _xlsx() -> bytes:
    rows = "".join(f'<row r="{n}">{packages.cell(f"A{n}", line)}</row>' for n, line in enumerate(_lines(b"xlsx"), 1))
    return packages.xlsx(rows)


def _odt() -> bytes:
    return packages.open_document("".join(map(packages.text_paragraph, _lines(b"odt"))))


def _zip() -> bytes:
    return zips.archive([Raw(f"note-{n}.txt".encode(), line.encode()) for n, line in enumerate(_lines(b"zip")[:60])])


def _seven_zip() -> bytes:
    return seven_zips.archive({f"note-{n}.txt": line.encode() for n, line in enumerate(_lines(b"7z")[:60])})


def _eml() -> bytes:
    text = mail("\r\n".join(_lines(b"eml")[:20])).partition("Content-Type")[2]
    return with_parts(f"Content-Type{text}", attachment('"pack.zip"', _zip()[:5000])).encode()


def _rtf() -> bytes:
    return ("{\\rtf1\\ansi " + "".join(f"{{\\b {line}}}\\par " for line in _lines(b"rtf")[:50]) + "}").encode()


_WHOLE: dict[str, Callable[[], bytes]] = {
    "pdf": _pdf, "docx": _docx, "xlsx": _xlsx, "odt": _odt, "zip": _zip, "7z": _seven_zip, "eml": _eml, "rtf": _rtf,
}  # fmt: skip


@cache
def _whole(ending: str) -> bytes:
    return _WHOLE[ending]()


def _cut(ending: str, at: int) -> bytes:
    return _whole(ending)[:at]


def cases() -> list[Case]:
    """Each format at each kilobyte, and whole."""
    found = []
    for ending in _WHOLE:
        fate = _TOLD if ending == "eml" else _NAMED
        for at in range(_STEP, len(_whole(ending)), _STEP):
            name = f"cut-at-{at // _STEP:02}-kb.{ending}"
            found.append(Case(name, f"A .{ending} of which that much is left.", partial(_cut, ending, at), fate))
    return found
