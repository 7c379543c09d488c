"""The reader of tables of values, CSV and TSV: one page, one table or, where blank lines part it, some.

`dialect` finds what stands between the values, `records` cuts the text into rows, whatever quotes are missing in it.
The row that names the columns stays where it is, as the first row of its table: the format does not mark it, and the
tagger finds the heads of columns by what stands below them, in a table of any format.
"""

from tenderscan.document import Document, Properties, Source
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.budget import Budget
from tenderscan.readers.encoding.decoding import decode, remarks
from tenderscan.readers.media_types import TSV
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of a table of values.

    Raises:
        LimitExceeded: it is larger than the limits allow.
    """
    from tenderscan.readers.delimited.records import fill
    from tenderscan.readers.sheets.grid import SheetGrid
    from tenderscan.readers.sheets.sheet import write_grid

    decoded = decode(content)
    assembler = Assembler(source)
    for code, message in remarks(decoded):
        assembler.notice(code, message)
    grid = SheetGrid(source.name, Budget(source.name, limits.characters))
    unclosed = fill(grid, decoded.text.replace("\x00", ""), source.name, tabs=source.media_type == TSV)
    if unclosed:
        rows = "A row has" if unclosed == 1 else f"{unclosed:,} rows have"
        assembler.notice(
            "quote-not-closed", f"{rows} a quote that nothing closes; the values there may be cut in the wrong places."
        )
    assembler.begin_page(1)
    write_grid(grid, assembler)
    return assembler.finish(Properties())
