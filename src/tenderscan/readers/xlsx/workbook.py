"""From the bytes of an XLSX or XLSB to an assembled document, sheet by sheet."""

from tenderscan.document import Document, Source
from tenderscan.errors import FileDamaged
from tenderscan.readers import effort
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.budget import Budget
from tenderscan.readers.core_properties import properties
from tenderscan.readers.packed import Parts, opened
from tenderscan.readers.sheets.grid import SheetGrid
from tenderscan.readers.sheets.row import RowCollector
from tenderscan.readers.sheets.sheet import Sheet, write_sheets
from tenderscan.readers.xlsx.binary_parts import BINARY
from tenderscan.readers.xlsx.book import Book, Form, Listed, Shared
from tenderscan.readers.xlsx.margins import Margins, margins, people
from tenderscan.readers.xlsx.xml_parts import XML
from tenderscan.readers.xml import parse_xml
from tenderscan.settings import Limits

_MAIN = ("xl/workbook.xml", "xl/workbook.bin")
_MOST_TOLD = 1_000


def read_workbook(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in `content`: each sheet in the order of the tabs."""
    budget = Budget(source.name, limits.characters)
    assembler = Assembler(source)
    with opened(content, source.name, limits) as parts:
        roots = {link.type: link.target for link in parts.links("")}
        main = roots.get("officeDocument") or next((name for name in _MAIN if name in parts), "")
        if main not in parts:
            raise FileDamaged(f"{source.name} is damaged: its main part is missing. Fetch it again from where it came.")
        form = BINARY if main.lower().endswith(".bin") else XML
        links = list(parts.links(main))
        book = form.book(parts.read(main), links)
        calculated = not book.left_to_excel or _has_values(content, book, form, source.name, limits)
        targets = {link.type: link.target for link in links}
        shared = Shared(
            form.texts(parts.read(targets["sharedStrings"]), budget) if "sharedStrings" in targets else (),
            form.styles(parts.read(targets["styles"]), book) if "styles" in targets else (),
            people(parts.read(targets["person"])) if "person" in targets else {},
            calculated,
        )
        write_sheets((_sheet(parts, sheet, shared, form, budget) for sheet in book.sheets), assembler, budget, limits)
        if "vbaProject" in targets:
            assembler.notice("macros", "The workbook has macros. They were not run.")
        core = roots.get("core-properties")
        return assembler.finish(properties(parse_xml(parts.read(core)) if core else None, None))


def _has_values(content: bytes, book: Book, form: Form, name: str, limits: Limits) -> bool:
    """Whether any formula has a value other than 0."""
    # opened anew, so that what is unpacked twice is not counted twice
    with opened(content, name, limits) as parts:
        for listed in book.sheets:
            effort.check()
            if listed.part is not None and form.has_calculated(parts.read(listed.part)):
                return True
    return False


def _sheet(parts: Parts, listed: Listed, shared: Shared, form: Form, budget: Budget) -> Sheet:
    effort.check()
    rows = RowCollector(SheetGrid(budget.name, budget), shared.styles)
    cells = form.cells(rows, shared)
    around = Margins(not_read=("a sheet whose part is missing",))
    if listed.part is not None:
        cells.read(parts.read(listed.part))
        around = margins(parts, listed.part, shared.people, form.comments)
    return Sheet(
        name=listed.name,
        grid=rows.grid,
        visibility=listed.visibility,
        hidden_rows=rows.hidden_rows,
        hidden_columns=rows.hidden_columns,
        hidden_cells=rows.hidden_cells,
        comments=around.comments,
        boxes=around.boxes,
        headers=tuple(cells.headers),
        footers=tuple(cells.footers),
        uncalculated=cells.uncalculated,
        not_read=(*around.not_read, *["a cell without its text"] * min(cells.lost, _MOST_TOLD)),
        pictures=around.pictures,
    )
