"""Reading archives: ZIP, 7-Zip, tar, and what is packed with gzip, bzip2 or xz.

An archive's own document is its table of contents; its files are handed out by `members`, one at a time. Nothing is
written to disk, and what a hostile archive can make of its bytes is bounded on the way (`bounds`). Each module of a
kind of archive only walks through it; what is the same for all of them stands in `listing`.
"""

from collections.abc import Iterator

from tenderscan.document import BlockKind, Document, Properties, Source
from tenderscan.errors import FileDamaged
from tenderscan.readers import effort, media_types
from tenderscan.readers.archive import streams, zipped
from tenderscan.readers.archive.bounds import Ledger, unpacked
from tenderscan.readers.archive.listing import Entry, listed
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.budget import Budget
from tenderscan.readers.members import Member
from tenderscan.settings import Limits

_NAMED = 5
"""Members that are not read and get a notice of their own; the others are counted."""
_STEPS = (("KB", 1024), ("MB", 1024**2), ("GB", 1024**3))


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The archive's table of contents: a list item for each file, with its size.

    Raises:
        FileDamaged: nothing in it can be found.
        PasswordProtected: even the names of the files need a password.
        LimitExceeded: it holds or unpacks to more than the limits allow.
    """
    assembler = Assembler(source)
    budget = Budget(source.name, limits.characters)
    lost: list[str] = []
    count = 0
    try:
        for entry in _entries(content, source, limits):
            effort.check()
            assembler.add(BlockKind.LIST_ITEM, budget.spend(f"{entry.path} ({_size(entry.size)})"))
            count += 1
            if entry.problem:
                lost.append(entry.problem.message.partition("\n")[0])
    except FileDamaged as damage:
        if not count:
            raise
        assembler.notice("part-not-read", damage.message.partition("\n")[0])
    for message in lost[:_NAMED]:
        assembler.notice("member-not-read", message)
    if len(lost) > _NAMED:
        assembler.notice("member-not-read", f"{len(lost) - _NAMED:,} more of its files are not read.")
    if not count:
        assembler.notice("no-members", "The archive holds no files.")
    return assembler.finish(Properties())


def members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """The files in the archive, one after the other; what cannot be unpacked comes with its problem.

    An archive that breaks off ends the files, once one was found: `read` says so.

    Raises:
        FileDamaged: nothing in it can be found.
        PasswordProtected: even the names of the files need a password.
        LimitExceeded: it holds or unpacks to more than the limits allow; what was handed out until then is good.
    """
    ledger = Ledger(source.name, len(content), limits)
    found = False
    try:
        for entry in _entries(content, source, limits):
            found = True
            yield unpacked(entry, content, ledger)
    except FileDamaged:
        if not found:
            raise


def _entries(content: bytes, source: Source, limits: Limits) -> Iterator[Entry]:
    walk = streams.entries
    if source.media_type == media_types.ZIP:
        walk = zipped.entries
    elif source.media_type == media_types.SEVEN_ZIP:
        from tenderscan.readers.archive import seven_zip  # its library brings nine others

        walk = seven_zip.entries
    return listed(walk(content, source, limits), source.name, limits)


def _size(size: int | None) -> str:
    """A size as people write it."""
    if size is None:
        return "size unknown"
    if size < 1024:
        return f"{size} bytes"
    unit, step = next((unit, step) for unit, step in reversed(_STEPS) if size >= step)
    return f"{size / step:,.1f} {unit}"
