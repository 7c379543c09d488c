import struct
from contextlib import suppress

import pytest

from tenderscan.document import BlockKind, Document, Outcome, Source
from tenderscan.errors import FileDamaged, LimitExceeded
from tenderscan.readers import xls as xls_reader
from tenderscan.readers.media_types import XLS
from tenderscan.readers.xls.records import Strings, records
from tenderscan.settings import Limits
from tests.build_ole import ole
from tests.build_sheets import label, number, record, text8, xls, xls_stream


def read(content: bytes, limits: Limits | None = None) -> Document:
    return xls_reader.read(content, Source("sample.xls", "0" * 64, len(content), XLS), limits or Limits())


def lines(document: Document) -> list[str]:
    return document.text.splitlines()


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.kind is kind]


def formula(result: bytes, more: bytes = b"") -> bytes:
    return record(0x06, struct.pack("<HHH", 0, 0, 0) + result + b"\x00" * 8) + more


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (number(0, 0, 1200, 1), "£1,200.00"),
        (number(0, 0, 46113, 2), "01/04/2026"),
        (record(0x27E, struct.pack("<HHHI", 0, 0, 0, (1234 << 2) | 3)), "12.34"),
        (record(0x27E, struct.pack("<HHHI", 0, 0, 0, 0x3FF00000)), "1"),
        (record(0xBD, struct.pack("<HHHIHIH", 0, 0, 0, (7 << 2) | 2, 1, (9 << 2) | 2, 1)), "7\t£9.00"),
        (record(0xFD, struct.pack("<HHHI", 0, 0, 0, 1)), "Birch Ltd"),
        (record(0xD6, struct.pack("<HHH", 0, 0, 0) + text8("rich")), "rich"),
        (record(0x205, struct.pack("<HHHBB", 0, 0, 0, 1, 0)), "TRUE"),
        (record(0x205, struct.pack("<HHHBB", 0, 0, 0, 0x17, 1)), "#REF!"),
        (record(0x205, struct.pack("<HHHBB", 0, 0, 0, 0x99, 1)), "#ERROR"),
        (formula(struct.pack("<d", 7.5)), "7.5"),
        (formula(b"\x00" * 6 + b"\xff\xff", record(0x207, text8("worked out"))), "worked out"),
        (formula(b"\x01\x00\x00\x00\x00\x00\xff\xff"), "FALSE"),
        (formula(b"\x02\x00\x07\x00\x00\x00\xff\xff"), "#DIV/0!"),
    ],
)
def test_what_a_cell_shows(cell: bytes, shown: str) -> None:
    shared = record(0xFC, struct.pack("<II", 2, 2) + text8("Acorn Ltd") + text8("Birch Ltd"))
    assert lines(read(xls({"Lots": cell}, extra=shared))) == ["Lots", shown]


def left(result: bytes, flags: int) -> bytes:
    return record(0x06, struct.pack("<HHH", 0, 0, 0) + result + struct.pack("<H", flags) + b"\x00" * 6)


NOUGHT, BLANK = b"\x00" * 8, b"\x03\x00\x00\x00\x00\x00\xff\xff"


@pytest.mark.parametrize(
    ("cells", "shown", "told"),
    [
        (left(NOUGHT, 3), ["Lots"], ["not-calculated"]),
        (left(BLANK, 2) + left(NOUGHT, 2), ["Lots"], ["not-calculated"]),
        (left(BLANK, 0), ["Lots"], ["not-calculated"]),
        (left(NOUGHT, 0), ["Lots", "0"], []),
        (left(NOUGHT, 2) + record(0x06, struct.pack("<HHHd", 1, 0, 0, 5) + b"\x00" * 8), ["Lots", "0", "5"], []),
    ],
)
def test_formulas_that_excel_is_to_calculate(cells: bytes, shown: list[str], told: list[str]) -> None:
    document = read(xls({"Lots": cells}))
    assert (lines(document), [notice.code for notice in document.notices]) == (shown, told)


def test_a_blank_result_in_a_file_that_excel_saved_is_one() -> None:
    stream = xls_stream({"Lots": left(BLANK, 0) + label(1, 0, "x")})
    summary = b"\xfe\xff" + b"\x00" * 46
    document = read(ole({"Workbook": stream, "\x05SummaryInformation": summary}))
    assert (lines(document), document.notices) == (["Lots", "x"], ())


@pytest.mark.parametrize(
    "cell",
    [
        record(0xFD, struct.pack("<HHHI", 0, 0, 0, 99)),
        record(0x203, b"\x00"),
        record(0x06, b"\x00" * 3),
        record(0xE5, b"\x09"),
        record(0x5D, b"\x00"),
        formula(b"\x03\x00\x00\x00\x00\x00\xff\xff"),
        record(0xFFFF, b"\x00" * 9),
    ],
)
def test_records_that_are_odd_cost_only_themselves(cell: bytes) -> None:
    assert lines(read(xls({"Lots": cell + label(1, 1, "kept")}))) == ["Lots", "kept"]


def test_shared_texts_run_on_into_the_next_record() -> None:
    long = "words " * 2_000
    data = struct.pack("<II", 2, 2) + struct.pack("<HB", len(long), 1)
    first, rest = long[:3_000], long[3_000:]
    extra = record(0xFC, data + first.encode("utf-16-le"))
    extra += record(0x3C, b"\x00" + rest.encode("latin-1") + text8("end"))
    cells = b"".join(record(0xFD, struct.pack("<HHHI", at, 0, 0, at)) for at in (0, 1))
    assert lines(read(xls({"Lots": cells}, extra=extra))) == ["Lots", long.strip(), "end"]


def test_rich_strings_skip_their_runs_and_extensions_even_across_records() -> None:
    rich = struct.pack("<HBHI", 4, 0x0C, 1, 3) + b"rich" + b"\x00" * 7
    whole = rich + text8("next")
    for cut in (len(whole), len(rich) - 5, len(rich) - 1, len(rich)):
        strings = Strings([whole[:cut], whole[cut:]])
        assert [strings.string(), strings.string(), strings.at_end] == ["rich", "next", True]


def test_sheets_rows_and_columns_that_are_hidden() -> None:
    hidden = record(0x208, struct.pack("<HHHHHHI", 1, 0, 2, 255, 0, 0, 0x20)) + record(
        0x7D, struct.pack("<HHHHHH", 1, 3, 256, 0, 1, 0)
    )
    body = hidden + label(0, 0, "a") + label(0, 1, "b") + label(1, 0, "c")
    document = read(xls({"Lot 1": body, "Rates": label(0, 0, "x"), "Secret": b""}, states=(0, 1, 2)))
    assert [page.label for page in document.pages] == ["Lot 1", "Rates", "Secret"]
    assert [(notice.code, notice.page) for notice in document.notices] == [
        ("hidden-cells", 1),
        ("hidden-sheet", 2),
        ("hidden-sheet", 3),
    ]
    assert "1 hidden row and 1 hidden column" in document.notices[0].message
    assert document.cell_at(document.text.index("b")) == "'Lot 1'!B1"


def drawn(kind: int, number_: int, text: str, state: bytes = b"") -> bytes:
    first = struct.pack("<HHHHH", 0x15, 18, kind, number_, 0) + b"\x00" * 12
    lettering = record(0x1B6, struct.pack("<HH6xHHI", 0, 0, len(text), 16, 0))
    return record(0x5D, first + state) + lettering + record(0x3C, b"\x00" + text.encode("latin-1"))


def test_comments_boxes_buttons_and_headers() -> None:
    ticked = struct.pack("<HHH", 0x12, 2, 1)
    body = drawn(6, 1, "Payment is due") + drawn(0x0B, 2, "Living wage", ticked) + drawn(0x19, 3, "J Smith:\ndear")
    body += record(0x1C, struct.pack("<HHHH", 6, 1, 0, 3) + text8("J Smith"))
    body += record(0x14, text8("&LLot 1&RPage &P")) + label(0, 0, "x")
    document = read(xls({"Lots": body}))
    assert of_kind(document, BlockKind.TEXT_BOX) == ["Payment is due", "[x] Living wage"]
    assert of_kind(document, BlockKind.NOTE) == ["Comment on B7 (J Smith): dear"]
    assert of_kind(document, BlockKind.HEADER) == ["Lot 1"]


def test_names_in_a_chart_on_the_sheet() -> None:
    title = record(0x100D, b"\x00\x00" + text8("Spend by year", "<B"))
    chart = record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 0)) + title + record(0x0A)
    document = read(xls({"Lots": label(0, 0, "x") + chart + label(1, 0, "y")}))
    assert lines(document) == ["Lots", "x", "y", "Spend by year"]


def test_excel_5_has_its_own_strings() -> None:
    def text5(text: str, size: str = "<B") -> bytes:
        return struct.pack(size, len(text)) + text.encode("cp1252")

    sheet = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
    sheet += record(0x204, struct.pack("<HHH", 0, 0, 0) + text5("£ per day – Müller", "<H"))
    sheet += record(0x203, struct.pack("<HHHd", 1, 0, 0, 1200)) + record(0x1C, struct.pack("<HHH", 1, 0, 4) + b"dear")
    sheet += record(0x0A)

    def head(at: int) -> bytes:
        found = record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + record(0x42, struct.pack("<H", 1252))
        found += record(0x41E, struct.pack("<H", 164) + text5('"£"#,##0')) + record(0xE0, struct.pack("<HH", 0, 164))
        return found + record(0x85, struct.pack("<IBB", at, 0, 0) + text5("Rates")) + record(0x0A)

    document = read(ole({"Book": head(len(head(0))) + sheet}))
    assert lines(document) == ["Rates", "£ per day – Müller", "£1,200", "Comment on A2: dear"]


def test_macros_and_embedded_files_are_told() -> None:
    stream = xls_stream({"Lots": label(0, 0, "x")})
    container = {"Workbook": stream, "_VBA_PROJECT_CUR": {"dir": b"x" * 9}, "MBD0001": {"CONTENTS": b"y" * 9}}
    document = read(ole(container))
    assert [notice.code for notice in document.notices] == ["macros", "part-not-read"]
    assert document.outcome is Outcome.PARTLY


@pytest.mark.parametrize(
    "content",
    [
        ole({"Workbook": b""}),
        ole({"Other": b"x" * 600}),
        ole({"Workbook": record(0x809, b"\x00")}),
        ole({"Workbook": record(0x809, struct.pack("<HH", 0x600, 5)) + record(0x0A)}),
        ole({"Workbook": b"\xff" * 5000}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000,
        b"",
    ],
)
def test_no_workbook_is_a_named_failure(content: bytes) -> None:
    with pytest.raises(FileDamaged, match="sample"):
        read(content)


def test_a_stream_that_says_it_is_larger_than_its_file() -> None:
    content = bytearray(ole({"Workbook": xls_stream({"Lots": label(0, 0, "x")})}))
    at = content.index("Workbook".encode("utf-16-le")) + 120
    content[at : at + 4] = b"\xff\xff\xff\x7f"
    with pytest.raises(FileDamaged, match="sample"):
        read(bytes(content))


def test_a_sheet_that_is_not_there_is_told() -> None:
    stream = xls_stream({"Lots": label(0, 0, "x")})
    document = read(ole({"Workbook": stream[:-40]}))
    assert [notice.code for notice in document.notices] == ["part-not-read"]


def test_a_stream_cut_anywhere_is_read_or_a_named_failure() -> None:
    shared = record(0xFC, struct.pack("<II", 1, 1) + text8("Acorn Ltd"))
    body = label(0, 0, "x") + drawn(0x19, 3, "note") + record(0xFD, struct.pack("<HHHI", 1, 0, 0, 0))
    stream = xls_stream({"Lots": body}, extra=shared)
    for end in range(len(stream)):
        with suppress(FileDamaged):
            read(ole({"Workbook": stream[:end]}))


def test_limits() -> None:
    content = xls({f"Lot {at}": label(0, 0, "words " * 9) for at in range(3)})
    for limits in (Limits(pages=2), Limits(characters=60)):
        with pytest.raises(LimitExceeded, match="sample"):
            read(content, limits)


def test_records_are_cut_where_they_end() -> None:
    stream = record(1, b"a") + record(0x3C, b"b") + record(0x3C, b"c") + record(2) + b"\x03"
    assert list(records(stream)) == [(1, b"a", (b"b", b"c")), (2, b"", ())]
