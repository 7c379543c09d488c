"""Walking through a ZIP archive (PKWARE APPNOTE 6.3.10).

Only the directory is left to `zipfile`; the files are unpacked here, because `zipfile` refuses a whole file over a
slash in its second name, and believes what the directory says about sizes.
"""

import io
import stat
import struct
import zipfile
from collections.abc import Iterator
from functools import partial

from tenderscan.document import Source
from tenderscan.errors import FileProblem, LimitExceeded
from tenderscan.readers.archive.bounds import BROKEN, LARGE, check_whole, damaged, oversize
from tenderscan.readers.archive.listing import Entry, refused_link, too_many
from tenderscan.readers.archive.zip_data import ENCRYPTED, LOCAL, data_start, method_problem, unpack
from tenderscan.readers.archive.zip_names import directory_name
from tenderscan.readers.archive.zip_salvage import salvaged
from tenderscan.readers.zip_entries import entries_at_most
from tenderscan.settings import Limits

_MOST_ENTRIES = 20
"""Times the members that are allowed: entries of a directory, folders and what is passed over included."""
_DOS_FOLDER, _DOS_LINK = 0x10, 0x400


def entries(content: bytes, source: Source, limits: Limits) -> Iterator[Entry]:
    """Files of the archive in the order of its directory, or of their data where the directory is lost.

    Raises:
        FileDamaged: there is neither.
        LimitExceeded: it claims to unpack to more than the limits allow, or holds too many files.
    """
    if entries_at_most(content) > _MOST_ENTRIES * limits.members:
        raise too_many(source.name, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            directory = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, struct.error, *BROKEN):
        yield from salvaged(content, source, limits)
        return
    files = [info for info in directory if not _is_folder(info)]
    shared = _sharing(files)
    if shared:
        _check_shared(files, content, source, limits)
    found = [_entry(info, content, source, limits, shared=info.header_offset in shared) for info in files]
    check_whole(source.name, sum(e.size or 0 for e in found if not e.problem), len(content), limits)
    yield from found


def _entry(info: zipfile.ZipInfo, content: bytes, source: Source, limits: Limits, *, shared: bool) -> Entry:
    entry = Entry(
        directory_name(info),
        info.file_size,
        info.compress_size,
        pieces=partial(_file, content, info, source.name),
    )
    problem = _problem(info, entry, source.name) or oversize(entry, source.name, info.file_size, limits)
    if problem is None and shared:
        problem = damaged(entry.path, source.name)
    return Entry(entry.path, entry.size, entry.packed, problem, entry.pieces)


def _problem(info: zipfile.ZipInfo, entry: Entry, name: str) -> FileProblem | None:
    """What the directory says against a file."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.external_attr & _DOS_LINK or kind not in (0, stat.S_IFREG):
        return refused_link(entry.path, name)
    return method_problem(entry.path, name, info.compress_type, encrypted=bool(info.flag_bits & ENCRYPTED))


def _is_folder(info: zipfile.ZipInfo) -> bool:
    named = info.orig_filename.endswith(("/", "\\"))
    return (named or bool(info.external_attr & _DOS_FOLDER)) and not info.file_size


def _sharing(files: list[zipfile.ZipInfo]) -> set[int]:
    """Offsets of files whose data lie in each other's, as no program packs them."""
    shared: set[int] = set()
    end, last = -1, -1
    for info in sorted(files, key=lambda info: info.header_offset):
        if info.header_offset < end:
            shared |= {last, info.header_offset}
        reach = info.header_offset + LOCAL.size + info.compress_size
        if reach > end:
            end, last = reach, info.header_offset
    return shared


def _check_shared(files: list[zipfile.ZipInfo], content: bytes, source: Source, limits: Limits) -> None:
    """Refuse a bomb whose files share their data (David Fifield, "A better zip bomb", 2019).

    Raises:
        LimitExceeded: it is one.
    """
    total = sum(info.file_size for info in files)
    if total > LARGE and total > len(content) * limits.expansion_ratio:
        raise LimitExceeded(
            f"{source.name} is built like an archive bomb: its files share their data, and unpack to "
            f"{total // len(content):,} times its size.\nAsk the sender for the files themselves."
        )


def _file(content: bytes, info: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """The file's bytes, found through the header before its data.

    Raises:
        FileDamaged: it is not there, or not what the directory says.
    """
    path = directory_name(info)
    start = data_start(content, info.header_offset)
    if start is None or start + info.compress_size > len(content):
        raise damaged(path, name)
    packed = memoryview(content)[start : start + info.compress_size]
    yield from unpack(packed, info.compress_type, info.CRC, (path, name))
