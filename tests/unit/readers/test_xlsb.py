import struct

import pytest

from tenderscan.document import BlockKind, Document, Source
from tenderscan.readers import xlsx as xlsx_reader
from tenderscan.readers.media_types import XLSB
from tenderscan.readers.sheets.stored import rk
from tenderscan.readers.xlsx.binary_records import binary_records
from tenderscan.settings import Limits
from tests.build_sheets import MAIN, binary, binary_cell, binary_row, drawing, shape, wide, xlsb


def read(content: bytes) -> Document:
    return xlsx_reader.read(content, Source("sample.xlsb", "0" * 64, len(content), XLSB), Limits())


def lines(document: Document) -> list[str]:
    return document.text.splitlines()


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.kind is kind]


def test_numbers_of_30_bits() -> None:
    assert [rk(0x3FF00000), rk(0x3FF00001), rk((5 << 2) | 2), rk(((1 << 30) - 5 << 2) | 2)] == [1.0, 0.01, 5.0, -5.0]


def test_records_are_cut_where_they_end() -> None:
    part = binary(1, b"x" * 300) + binary(617, b"y") + b"\x80"
    assert list(binary_records(part))[:2] == [(1, b"x" * 300), (617, b"y")]


def short(kind: int, data: bytes) -> bytes:
    return binary(kind, struct.pack("<I", 1) + data)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (binary_cell(0, 1200, 1), "£1,200.00"),
        (binary(2, struct.pack("<III", 0, 0, (7 << 2) | 2)), "7"),
        (binary(3, struct.pack("<IIB", 0, 0, 0x2A)), "#N/A"),
        (binary(4, struct.pack("<IIB", 0, 0, 1)), "TRUE"),
        (binary(7, struct.pack("<III", 0, 0, 0)), "Acorn Ltd"),
        (binary(8, struct.pack("<II", 0, 0) + wide("worked out") + b"\x00" * 6), "worked out"),
        (binary(9, struct.pack("<IId", 0, 2, 46113) + b"\x00" * 6), "01/04/2026"),
        (binary(62, struct.pack("<IIB", 0, 0, 1) + wide("rich") + b"\x00" * 4), "rich"),
        (
            binary_cell(0, "a") + short(16, struct.pack("<d", 5)) + short(18, struct.pack("<I", 0)),
            "a\t£5.00\tAcorn Ltd",
        ),
        (binary_cell(0, "a") + binary(7, struct.pack("<III", 1, 0, 9)) + binary(5, b"\x00"), "a"),
    ],
)
def test_what_a_cell_of_an_xlsb_shows(cells: bytes, shown: str) -> None:
    assert lines(read(xlsb({"Lots": binary_row(0, cells)}, texts=["Acorn Ltd"]))) == ["Lots", shown]


def test_what_an_xlsb_hides_and_has_around_its_cells() -> None:
    columns = binary(60, struct.pack("<IIIIH", 1, 1, 0, 0, 1))
    body = (
        columns
        + binary_row(0, binary_cell(0, "a"), binary_cell(1, "b"))
        + binary_row(1, binary_cell(0, "c"), hidden=True)
    )
    body += binary(479, b"\x00\x00" + wide("&LLot 1") + struct.pack("<i", -1) * 5)
    comment = binary(632, wide("J Smith")) + binary(635, struct.pack("<IIIII", 0, 6, 6, 1, 1) + b"\x00" * 16)
    comment += binary(637, b"\x00" + wide("too dear")) + binary(636)
    related: dict[str, tuple[str | bytes, str]] = {
        "xl/comments1.bin": (comment, "comments"),
        "xl/drawings/drawing1.xml": (drawing(shape("Payment is due")), "drawing"),
    }
    document = read(xlsb({"Lots": body, "Rates": b""}, states=(0, 2), related=related))
    assert [notice.code for notice in document.notices] == ["hidden-cells", "comments-in-text", "hidden-sheet"]
    assert of_kind(document, BlockKind.HEADER) == ["Lot 1"]
    assert of_kind(document, BlockKind.TEXT_BOX) == ["Payment is due"]
    assert of_kind(document, BlockKind.NOTE) == ["Comment on B7 (J Smith): too dear"]
    assert MAIN not in document.text


@pytest.mark.parametrize(
    ("flags", "value", "shown", "told"),
    [
        (1, 0.0, ["Lots", "x"], ["not-calculated"]),
        (1, 2.5, ["Lots", "2.5", "x"], []),
        (0, 0.0, ["Lots", "0", "x"], []),
    ],
)
def test_formulas_of_an_xlsb_that_excel_is_to_calculate(
    flags: int, value: float, shown: list[str], told: list[str]
) -> None:
    formula_ = binary(9, struct.pack("<IId", 0, 0, value) + b"\x00" * 6)
    body = binary_row(0, formula_) + binary_row(1, binary_cell(0, "x"))
    order = binary(157, struct.pack("<IIIdIH", 1, 1, 100, 0.001, 1, flags))
    document = read(xlsb({"Lots": body}, book=order))
    assert (lines(document), [notice.code for notice in document.notices]) == (shown, told)
