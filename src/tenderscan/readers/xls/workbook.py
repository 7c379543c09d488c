"""From the bytes of an XLS to an assembled document, sheet by sheet."""

from typing import NamedTuple

from tenderscan.document import Document, Source
from tenderscan.errors import FileDamaged
from tenderscan.readers import effort, ole
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.budget import Budget
from tenderscan.readers.sheets.grid import SheetGrid
from tenderscan.readers.sheets.row import RowCollector
from tenderscan.readers.sheets.sheet import Sheet, write_sheets
from tenderscan.readers.xls.cells import Calculation, SheetRecords
from tenderscan.readers.xls.globals import Globals, Listed, read_globals
from tenderscan.readers.xls.summary import summary
from tenderscan.settings import Limits

_STREAMS = ("Workbook", "Book")
_SUMMARY = "\x05SummaryInformation"
_EMBEDDED = "MBD"
"""How the storages of embedded objects are named."""
_MOST_TOLD = 1_000
_MACROS = ("macros", "The workbook has macros. They were not run.")


class _Common(NamedTuple):
    """What all sheets need."""

    stream: bytes
    shared: Globals
    calculation: Calculation


def read_xls(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in `content`: each sheet in the order of the tabs.

    Raises:
        FileDamaged: the container or its records are broken.
        PasswordProtected: it opens only with a password.
        LimitExceeded: it is larger than the limits allow.
    """
    stream, about, notices = _opened(content, source.name)
    budget = Budget(source.name, limits.characters)
    assembler = Assembler(source)
    shared = read_globals(stream, source.name, budget)
    common = _Common(stream, shared, Calculation(stream, signed=bool(about)))
    write_sheets((_sheet(listed, common, budget) for listed in shared.sheets), assembler, budget, limits)
    for code, message in notices if "macros" in dict(notices) or not shared.macros else [_MACROS, *notices]:
        assembler.notice(code, message)
    return assembler.finish(summary(about))


def _opened(content: bytes, name: str) -> tuple[bytes, bytes, list[tuple[str, str]]]:
    """The streams of the workbook and of what the file says about itself, and what is to be told of the container."""
    try:
        with ole.opened(content) as container:
            found = next((stream for stream in _STREAMS if container.exists(stream)), None)
            stream = ole.stream(container, found, len(content)) if found else b""
            folders = {path[0] for path in container.listdir(streams=True, storages=True)}
            about = ole.stream(container, _SUMMARY, len(content)) if container.exists(_SUMMARY) else b""
    except ole.BROKEN as error:
        raise _damaged(name) from error
    if not stream:
        raise _damaged(name)
    notices = []
    if "_VBA_PROJECT_CUR" in folders:
        notices.append(_MACROS)
    embedded = sum(folder.startswith(_EMBEDDED) for folder in folders)
    if embedded:
        files = "an embedded file" if embedded == 1 else f"{embedded:,} embedded files"
        notices.append(("part-not-read", f"The workbook holds {files}, which an .xls keeps out of reach."))
    return stream, about, notices


def _sheet(listed: Listed, common: _Common, budget: Budget) -> Sheet:
    effort.check()
    rows = RowCollector(SheetGrid(budget.name, budget), common.shared.styles)
    read = SheetRecords(common.shared, rows, common.calculation)
    whole = read.read(common.stream, listed.at)
    return Sheet(
        name=listed.name,
        grid=rows.grid,
        visibility=listed.visibility,
        hidden_rows=rows.hidden_rows,
        hidden_columns=rows.hidden_columns,
        hidden_cells=rows.hidden_cells,
        comments=read.comments,
        boxes=tuple(read.boxes),
        headers=tuple(read.headers),
        footers=tuple(read.footers),
        uncalculated=read.uncalculated,
        not_read=(*["a part that is cut off"] * (not whole), *["a cell without its text"] * min(read.lost, _MOST_TOLD)),
        pictures=read.pictures,
    )


def _damaged(name: str) -> FileDamaged:
    return FileDamaged(f"{name} is cut off or damaged. Fetch the file again from where it came.")
