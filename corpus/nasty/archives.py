"""Archives: tricks with paths, broken and locked ones."""

import bz2
import hashlib
import io
import lzma
import struct
import tarfile
import zlib

from corpus.nasty import seven_zips, zips
from corpus.nasty.bombs import DAMAGED, GOOD, LOCKED, LOST, REFUSED, TEXT, gzip_of
from corpus.nasty.model import FAILED, PARTLY, READ, SENTENCE, Case, Fate
from corpus.nasty.zips import Raw


def _without_directory() -> bytes:
    whole = zips.archive([Raw(f"note-{n}.txt".encode(), TEXT * 20) for n in range(5)])
    return whole[: whole.index(b"PK\x01\x02") - 60]


def _zip64() -> bytes:
    raw = Raw(b"note.txt", TEXT, method=zips.STORED)
    entry = bytearray(zips.central(raw, 0))
    struct.pack_into("<2L", entry, 20, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<H", entry, 30, 20)
    directory = bytes(entry) + struct.pack("<2H2Q", 1, 16, len(TEXT), len(TEXT))
    data = zips.local(raw) + raw.data
    at = len(data) + len(directory)
    big = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(directory), len(data))
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    return data + directory + big + locator + zips.end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)


def _tar(*members: tuple[str, bytes, bytes]) -> bytes:
    """A tar archive of names, types and contents."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, kind, content in members:
            header = tarfile.TarInfo(name)
            header.type, header.size, header.mtime = kind, len(content), 1735689600
            header.linkname = "/etc/passwd" if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE) else ""
            archive.addfile(header, io.BytesIO(content))
    return out.getvalue()


def _hostile_tar() -> bytes:
    return _tar(
        ("good.txt", tarfile.REGTYPE, TEXT),
        ("link", tarfile.SYMTYPE, b""),
        ("hard-link", tarfile.LNKTYPE, b""),
        ("device", tarfile.CHRTYPE, b""),
        ("disk", tarfile.BLKTYPE, b""),
        ("pipe", tarfile.FIFOTYPE, b""),
        ("../above.txt", tarfile.REGTYPE, TEXT),
        ("/etc/cron.d/job", tarfile.REGTYPE, TEXT),
        ("last.txt", tarfile.REGTYPE, TEXT),
    )


def _tar_with_a_bad_header() -> bytes:
    whole = bytearray(_tar(*[(f"note-{n}.txt", tarfile.REGTYPE, TEXT) for n in range(4)]))
    whole[2048:2068] = b"\xff" * 20
    return bytes(whole)


def _half_a_tar() -> bytes:
    noise = [TEXT + hashlib.shake_256(bytes([number])).hexdigest(4000).encode() for number in range(4)]
    whole = gzip_of(_tar(*[(f"note-{number}.txt", tarfile.REGTYPE, text) for number, text in enumerate(noise)]))
    return whole[: len(whole) // 2]


def _tar_with_a_huge_name() -> bytes:
    """A header that says that the name of the next file has eight gigabytes."""
    whole = bytearray(_tar(("x" * 200, tarfile.REGTYPE, TEXT)))
    whole[124:136] = b"77777777777\x00"
    whole[148:156] = b"        "
    whole[148:156] = f"{sum(whole[:512]):06o}\x00 ".encode()
    return bytes(whole)


def _odd_paths() -> bytes:
    hostile = [
        b"../above.txt",
        b"..\\above.txt",
        b"a/../../above.txt",
        b"/etc/cron.d/job",
        b"\\\\server\\share\\x.txt",
        b"C:\\Windows\\x.txt",
        b"c:relative.txt",
        b"name\x00.txt",
    ]
    return zips.archive([Raw(b"good.txt", TEXT), *[Raw(path, TEXT) for path in hostile], Raw(b"last.txt", TEXT)])


_ODD = [
    "emoji 🧾📎.txt", "עברית.txt", "العربية.txt", "exe.\u202etxt.txt", "line\nbreak.txt", 'quote"s\'.txt', "CON",
    "AUX.txt", "nul.tar.txt", "trailing dot..txt", " leading blank.txt", "A.txt", "a.txt", "a.txt", "a (2).txt",
    "per%20cent%2e.txt", "-rf.txt", "$(reboot).txt", "e\u0301 and \u00e9.txt", "*?<>|.txt", "x" * 300 + ".txt",
    "deep/" * 400 + "note.txt", "back\\slash\\note.txt",
]  # fmt: skip


def _odd_names() -> bytes:
    return zips.archive([Raw(name.encode(), TEXT, flags=0x800) for name in _ODD])


def _name_encodings() -> bytes:
    plain = b"Pr\x81fung.txt"  # "ü" in code page 437
    extra = b"\x01" + struct.pack("<L", zlib.crc32(plain)) + "Prüfung £.txt".encode()
    return zips.archive(
        [
            Raw("Größe.txt".encode("cp437"), TEXT),
            Raw("Straße – neu.txt".encode(), TEXT),  # UTF-8 without saying so, as on a Mac
            Raw(plain, TEXT, extra=struct.pack("<2H", 0x7075, len(extra)) + extra),
        ]
    )


def _other_local_names() -> bytes:
    return zips.archive([Raw(b"folder/note.txt", TEXT, local_path=b"folder\\note.txt"), Raw(b"b.txt", TEXT)])


def _a_megabyte() -> bytes:
    return SENTENCE.encode() + b"\n" + b"The quick brown fox signs a contract.\n" * 27_000


def _lying() -> bytes:
    return zips.archive([Raw(b"small.txt", _a_megabyte(), size=10), Raw(b"b.txt", TEXT, size=1 << 20)])


def _locked() -> bytes:
    files = [Raw(b"open.txt", TEXT), Raw(b"locked.txt", TEXT, flags=1, packed=zips.encrypted(TEXT, b"secret"))]
    return zips.archive([*files, Raw(b"aes.txt", TEXT, flags=1, method=99, packed=bytes(40))])


def _methods() -> bytes:
    files = [Raw(f"method-{n}.txt".encode(), TEXT, method=n, packed=b"\x00" * 30) for n in (1, 6, 9, 93, 98, 77)]
    lzma_data = lzma.compress(TEXT, lzma.FORMAT_ALONE)
    files.append(Raw(b"lzma.txt", TEXT, method=14, packed=b"\x09\x14\x05\x00" + lzma_data[:5] + lzma_data[13:]))
    return zips.archive([*files, Raw(b"bzip2.txt", TEXT, method=12, packed=bz2.compress(TEXT))])


def cases() -> list[Case]:
    """All of them."""
    return [*_tricks(), *_broken(), *_other_archives()]


def _tricks() -> list[Case]:
    good = {"good.txt": GOOD, "last.txt": GOOD}
    return [
        Case(
            "zip-paths-that-lead-out.zip",
            "..,  absolute names, drives, a share, a NUL.",
            _odd_paths,
            LOST,
            good,
            REFUSED,
        ),
        Case(
            "zip-odd-names.zip",
            "Emoji, reversed writing, devices of Windows, duplicates, very long names.",
            _odd_names,
            Fate(READ),
            {"a (2).txt": GOOD},
            GOOD,
        ),
        Case(
            "zip-names-in-three-encodings.zip",
            "cp437, unmarked UTF-8, and the Unicode extra field.",
            _name_encodings,
            Fate(READ, says="Prüfung £.txt"),
            {"Größe.txt": GOOD, "Straße – neu.txt": GOOD, "Prüfung £.txt": GOOD},
        ),
        Case(
            "zip-with-other-names-before-the-data.zip",
            "Backslashes in the one name, slashes in the other.",
            _other_local_names,
            Fate(READ),
            {},
            GOOD,
        ),
        Case(
            "zip-with-a-symbolic-link.zip",
            "A link to /etc/passwd.",
            lambda: zips.archive([Raw(b"link.txt", b"/etc/passwd", attributes=0xA1FF0000), Raw(b"a.txt", TEXT)]),
            LOST,
            {"link.txt": REFUSED, "a.txt": GOOD},
        ),
        Case(
            "zip-that-lies-about-sizes.zip",
            "Files are larger and smaller than the directory says.",
            _lying,
            Fate(READ),
            {},
            GOOD,
        ),
        Case(
            "tar-with-links-devices-and-paths.tar",
            "Everything a tar may hold that is no file.",
            _hostile_tar,
            LOST,
            {"good.txt": GOOD, "last.txt": GOOD},
            REFUSED,
        ),
        Case(
            "tar-with-links-devices-and-paths.tar.gz",
            "The same, packed.",
            lambda: gzip_of(_hostile_tar()),
            LOST,
            {"good.txt": GOOD, "last.txt": GOOD},
            REFUSED,
        ),
        Case(
            "gzip-whose-name-leads-out.gz",
            "The header names ../../etc/passwd.",
            lambda: gzip_of(TEXT, b"../../etc/passwd"),
            LOST,
            {},
            REFUSED,
        ),
    ]


def _broken() -> list[Case]:
    notes = {f"note-{n}.txt": GOOD for n in range(4)}
    return [
        Case(
            "zip-without-directory.zip",
            "Cut off in its last file.",
            _without_directory,
            Fate(PARTLY, "part-not-read"),
            {**notes, "note-4.txt": DAMAGED},
        ),
        Case("zip-of-nothing.zip", "No files.", lambda: zips.end(0, 0, 0), Fate(READ)),
        Case(
            "zip-with-an-empty-file.zip",
            "A file of no bytes.",
            lambda: zips.archive([Raw(b"empty.txt"), Raw(b"a.txt", TEXT)]),
            LOST,
            {"empty.txt": Fate(FAILED, "empty"), "a.txt": GOOD},
        ),
        Case("zip-large-format.zip", "ZIP64, although nothing in it is large.", _zip64, Fate(READ), {"note.txt": GOOD}),
        Case(
            "zip-with-a-damaged-stream.zip",
            "One file's data are rubbish.",
            lambda: zips.archive([Raw(b"bad.txt", TEXT, packed=b"\xff" * 50), Raw(b"a.txt", TEXT)]),
            LOST,
            {"bad.txt": DAMAGED, "a.txt": GOOD},
        ),
        Case(
            "zip-locked.zip",
            "One open file, one under ZIP's old encryption, one under AES.",
            _locked,
            LOST,
            {"open.txt": GOOD, "locked.txt": LOCKED, "aes.txt": LOCKED},
        ),
        Case(
            "zip-packed-by-rare-methods.zip",
            "Methods that nobody uses any more, or not yet.",
            _methods,
            LOST,
            {"lzma.txt": GOOD, "bzip2.txt": GOOD},
            Fate(FAILED, "unsupported-format"),
        ),
        Case(
            "zip-behind-a-program.zip",
            "Self-extracting: a program comes first.",
            lambda: b"MZ\x90\x00" + bytes(200) + zips.archive([Raw(b"a.txt", TEXT)]),
            Fate(FAILED, "wrong-type"),
        ),
        Case(
            "tar-with-a-bad-header.tar",
            "The third of four headers is rubbish.",
            _tar_with_a_bad_header,
            Fate(PARTLY, "part-not-read"),
            {"note-0.txt": GOOD, "note-1.txt": GOOD},
        ),
        Case(
            "tar-with-a-name-of-8-gigabytes.tar", "An extended header that never ends.", _tar_with_a_huge_name, DAMAGED
        ),
        Case(
            "tar-cut-off.tar.gz",
            "The last half is missing.",
            _half_a_tar,
            Fate(PARTLY, "part-not-read"),
            {"note-0.txt": GOOD},
        ),
        Case(
            "gzip-with-a-wrong-checksum.gz",
            "The last bytes are not what they were.",
            lambda: gzip_of(TEXT * 50)[:-8] + bytes(8),
            LOST,
            {"gzip-with-a-wrong-checksum": DAMAGED},
        ),
    ]


def _other_archives() -> list[Case]:
    return [
        Case(
            "7z-locked.7z",
            "The files need a password, their names do not.",
            lambda: seven_zips.archive({"a.txt": TEXT, "b.txt": TEXT}, method=seven_zips.AES),
            LOST,
            {},
            LOCKED,
        ),
        Case(
            "7z-locked-with-its-names.7z",
            "Even the names need a password.",
            lambda: seven_zips.archive({"a.txt": TEXT}, method=seven_zips.AES, hide=True),
            LOCKED,
        ),
        Case(
            "7z-cut-off.7z",
            "The directory at its end is missing.",
            lambda: seven_zips.archive({"a.txt": TEXT * 50})[:-40],
            DAMAGED,
        ),
        Case(
            "7z-with-a-path-that-leads-out.7z",
            "A file named ../../x.txt.",
            lambda: seven_zips.archive({"good.txt": TEXT, "../../x.txt": TEXT}),
            LOST,
            {"good.txt": GOOD},
            REFUSED,
        ),
        Case(
            "7z-packed-by-an-unknown-method.7z",
            "A coder that nobody knows.",
            lambda: seven_zips.archive({"note.txt": TEXT}, method=seven_zips.UNKNOWN),
            LOST,
            {"note.txt": Fate(FAILED, "unsupported-format")},
        ),
        Case(
            "archive.rar",
            "RAR is not read.",
            lambda: b"Rar!\x1a\x07\x01\x00" + bytes(200),
            Fate(FAILED, "unsupported-format"),
        ),
        Case("cabinet.cab", "Nor are cabinets.", lambda: b"MSCF" + bytes(200), Fate(FAILED, "unsupported-format")),
    ]
