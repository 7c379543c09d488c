"""Archives built by code, the honest ones by the libraries, the others byte by byte."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import py7zr

Files = Mapping[str, bytes]


def zip_of(files: Files, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive as any program writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return out.getvalue()


def tar_of(files: Files) -> bytes:
    """A tar archive of plain files."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for path, content in files.items():
            header = tarfile.TarInfo(path)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return out.getvalue()


def tar_gz_of(files: Files) -> bytes:
    """A tar archive packed with gzip."""
    return gzip.compress(tar_of(files), mtime=0)


def tar_bz2_of(files: Files) -> bytes:
    """A tar archive packed with bzip2."""
    return bz2.compress(tar_of(files))


def tar_xz_of(files: Files) -> bytes:
    """A tar archive packed with xz."""
    return lzma.compress(tar_of(files))


def seven_zip_of(
    files: Files,
    *,
    password: str | None = None,
    hide: bool = False,
    method: int | None = None,
    names: Sequence[str] = (),
) -> bytes:
    """A 7-Zip archive, with `hide` one whose directory needs the password too; `names` take the place of the paths."""
    filters = None
    if method is not None:
        order = {"order": 6, "mem": 24} if method == py7zr.FILTER_PPMD else {}
        filters = [{"id": method, **order}]
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", filters=filters, password=password, header_encryption=hide) as archive:
        for path, content in files.items():
            archive.writestr(content, path)
        for number, name in enumerate(names):
            archive.header.files_info.files[number]["filename"] = (
                name  # py7zr itself refuses to write what a hostile archive holds
            )
    return out.getvalue()


@dataclass(frozen=True)
class Raw:
    """A file of a ZIP archive written byte by byte; None of a field stands for the truth."""

    path: bytes
    content: bytes = b"text"
    flags: int = 0
    method: int = 8
    attributes: int = 0
    crc: int | None = None
    size: int | None = None
    packed: bytes | None = None
    extra: bytes = b""


def raw_zip(*files: Raw) -> bytes:
    """A ZIP archive of these files."""
    data, directory = b"", b""
    for file in files:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        deflated = packer.compress(file.content) + packer.flush()
        packed = file.packed if file.packed is not None else deflated if file.method == 8 else file.content
        crc = zlib.crc32(file.content) if file.crc is None else file.crc
        size = len(file.content) if file.size is None else file.size
        shared = struct.pack(
            "<5H3L2H", 20, file.flags, file.method, 0, 33, crc, len(packed), size, len(file.path), len(file.extra)
        )
        directory += b"PK\x01\x02\x14\x03" + shared
        directory += struct.pack("<3H2L", 0, 0, 0, file.attributes, len(data)) + file.path + file.extra
        data += b"PK\x03\x04" + shared + file.path + file.extra + packed
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(files), len(files), len(directory), len(data), 0)
    return data + directory + end
