"""What every reader of spreadsheets must hold to besides."""

from tenderscan.document import Document
from tests.contracts.reader_contract import ReaderContract


class SheetContract(ReaderContract):
    """Inherit as `ReaderContract`; the files have what stands there on one sheet, each of the parts below a blank row.

    Attributes:
        sheet: what stands before the cell in a reference.
        first_row: of the table, 1-based.
    """

    sheet = "'Schedule of prices'!"
    first_row = 3

    def test_table(self, document: Document) -> None:
        """Lines that stand alone are tables of one column too, so that every cell has its reference."""
        text = document.text
        (table,) = [table for table in document.tables if len(table.rows[0]) > 1]
        assert [[cell.of(text) for cell in row] for row in table.rows] == [
            ["Supplier", "Price"],
            ["Acorn Ltd", "£1,200.00"],
        ]
        assert all(table.span.contains(cell) for row in table.rows for cell in row)
        rows = [block.span for block in document.blocks if block.kind.value == "row"]
        assert len(rows) == 2
        assert all(row.contains(cell) for row, cells in zip(rows, table.rows, strict=True) for cell in cells)

    def test_every_cell_has_its_reference(self, document: Document) -> None:
        for words, cell in (
            ("Supplier", f"A{self.first_row}"),
            ("Price\n", f"B{self.first_row}"),
            ("1,200", f"B{self.first_row + 1}"),
            ("Signed for", f"A{self.first_row + 3}"),
        ):
            assert document.cell_at(document.text.index(words)) == f"{self.sheet}{cell}"
