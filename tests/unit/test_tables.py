"""Tables as files: what is written is read back with other libraries."""

import csv
import io
import json
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from tenderscan import tables
from tenderscan.errors import UsageError
from tenderscan.tables import Cell, Column, Kind, Table, form_of, write_tables

COLUMNS = (
    *(Column("name"), Column("page_number", Kind.WHOLE), Column("score", Kind.NUMBER)),
    *(Column("day", Kind.DATE), Column("stored_at", Kind.MOMENT)),
)
DAY, MOMENT = date(2026, 4, 1), datetime(2026, 4, 1, 12, 30, 15, 500, tzinfo=UTC)
FORMULAS = ("=1+1", "+44 20 7946 0000", "-5", "@SUM(A1)", "\tx", "https://example.org", "00123", "_x0041_", " = 1")


def one(*rows: Sequence[Cell], name: str = "Files", columns: tuple[Column, ...] = COLUMNS) -> Table:
    return Table(name, columns, iter(rows))


def names(*values: Cell) -> Table:
    return one(*([value] for value in values), columns=(Column("name"),))


def sheets(path: Path) -> list[Worksheet]:
    return [sheet for sheet in openpyxl.load_workbook(path).worksheets if isinstance(sheet, Worksheet)]


def in_csv(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "without a byte order mark Excel does not read UTF-8"
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_tables(path, [one(("Café, “Nord”", 3, 0.25, DAY, MOMENT), (None, None, Decimal("1200.00"), None, None))])
    local = MOMENT.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    assert in_csv(path) == [
        ["name", "page_number", "score", "day", "stored_at"],
        ["Café, “Nord”", "3", "0.25", "2026-04-01", local],
        ["", "", "1200.00", "", ""],
    ]


def test_a_workbook_has_types_filters_and_a_heading_that_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows: list[Sequence[Cell]] = [("Café", 3, 0.25, DAY, MOMENT), (None, None, Decimal("1200.5"), None, None)]
    write_tables(path, [one(*rows), one(name="None")])
    first, second = sheets(path)
    assert (first.title, second.title) == ("Files", "None")
    assert [cell.value for cell in first[1]] == ["Name", "Page number", "Score", "Day", "Stored at"]
    assert first["A1"].font.bold
    for sheet in (first, second):
        assert sheet.freeze_panes == "A2"
    assert (first.auto_filter.ref, second.auto_filter.ref) == ("A1:E3", "A1:E1")
    assert [cell.data_type for cell in first[2]] == ["s", "n", "n", "d", "d"]
    assert (first["B2"].value, first["C2"].value, first["C3"].value, first["B3"].value) == (3, 0.25, 1200.5, None)
    assert first["D2"].value == datetime(2026, 4, 1)  # noqa: DTZ001 - a spreadsheet knows no zones
    assert first["E2"].value == MOMENT.astimezone().replace(tzinfo=None, microsecond=0)
    assert (first["D2"].number_format, first["E2"].number_format) == ("dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss")
    assert first["B2"].number_format == "#,##0"


def test_cells_of_a_mixed_column_look_like_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_tables(path, [names("words", 5, 2.5, MOMENT)])
    (sheet,) = sheets(path)
    assert [row[0].data_type for row in sheet.iter_rows(min_row=2)] == ["s", "n", "n", "d"]
    assert [sheet.cell(row, 1).number_format for row in (3, 4, 5)] == ["#,##0", "#,##0.00##", "dd/mm/yyyy hh:mm:ss"]


def test_nothing_is_taken_for_a_formula_or_a_link(tmp_path: Path) -> None:
    for ending in (".xlsx", ".csv", ".json"):
        write_tables(tmp_path / f"a{ending}", [names(*FORMULAS)])
    (sheet,) = sheets(tmp_path / "a.xlsx")
    cells = [sheet.cell(row, 1) for row in range(2, 2 + len(FORMULAS))]
    assert [unescape(cell.value) for cell in cells] == list(FORMULAS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells] == [None] * len(cells)
    written = [row[0] for row in in_csv(tmp_path / "a.csv")[1:]]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in written)
    assert [cell.removeprefix("'") for cell in written] == list(FORMULAS)
    said = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [row["name"] for row in said["files"]] == list(FORMULAS)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\x00b\x1bc", "a\ufffdb\ufffdc"),
        ("a\ud800b", "a\ufffdb"),
        ("a\ufffeb\uffff", "a\ufffdb\ufffd"),
        ("a\x9bb", "a\ufffdb"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
    ],
)
def test_what_no_cell_can_hold_is_marked(tmp_path: Path, text: str, written: str) -> None:
    write_tables(tmp_path / "a.xlsx", [names(text)])
    write_tables(tmp_path / "a.csv", [names(text)])
    write_tables(tmp_path / "a.jsonl", [names(text)])
    (sheet,) = sheets(tmp_path / "a.xlsx")
    assert sheet["A2"].value == written
    assert in_csv(tmp_path / "a.csv")[1] == [written]
    assert json.loads((tmp_path / "a.jsonl").read_bytes())["name"] == text, "JSON has a place for every character"


@pytest.mark.parametrize("letter", ["x", "é", "😀"])
def test_a_long_text_is_cut_with_a_mark(tmp_path: Path, letter: str) -> None:
    fits = letter * (tables.MOST_CHARACTERS // (len(letter.encode("utf-16-le")) // 2))
    write_tables(tmp_path / "a.xlsx", [names(fits, fits + letter)])
    (sheet,) = sheets(tmp_path / "a.xlsx")
    assert sheet["A2"].value == fits
    cut = str(sheet["A3"].value)
    assert cut.startswith(letter * 1000)
    assert cut.endswith(f"[…cut: {len(fits) + 1:,} characters in all]")
    assert len(cut.encode("utf-16-le")) // 2 <= tables.MOST_CHARACTERS


def test_numbers_and_days_that_a_spreadsheet_would_alter_are_text_there(tmp_path: Path) -> None:
    write_tables(tmp_path / "a.xlsx", [names(12345678901234567890, date(1899, 5, 1), float("inf"))])
    (sheet,) = sheets(tmp_path / "a.xlsx")
    assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == ["12345678901234567890", "1899-05-01", "inf"]


def test_what_does_not_fit_goes_on_in_the_next_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    for number, held in ((3, [3]), (4, [3, 1]), (7, [3, 3, 1])):
        write_tables(tmp_path / "a.xlsx", [names(*range(number))])
        found = sheets(tmp_path / "a.xlsx")
        assert [sheet.title for sheet in found] == ["Files", "Files 2", "Files 3"][: len(held)]
        assert [sheet.max_row - 1 for sheet in found] == held
        values = [cell for sheet in found for (cell,) in sheet.iter_rows(min_row=2, values_only=True)]
        assert values == list(range(number))


def test_names_of_sheets_are_made_to_fit(tmp_path: Path) -> None:
    write_tables(tmp_path / "a.xlsx", [one(name="a/b: 'very' long name of a table, too long")])
    assert [sheet.title for sheet in sheets(tmp_path / "a.xlsx")] == ["a b  'very' long name of a tabl"]


def test_columns_are_as_wide_as_their_words(tmp_path: Path) -> None:
    columns = (Column("short"), Column("long"), Column("n", Kind.WHOLE))
    write_tables(tmp_path / "a.xlsx", [one(("a", "b" * 500, 1), ("a" * 30, "b", 2), columns=columns)])
    (sheet,) = sheets(tmp_path / "a.xlsx")
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert 30 <= widths[0] < 33
    assert 60 <= widths[1] < 63
    assert 8 <= widths[2] < 10


def test_json_holds_all_tables_and_json_lines_the_main_one(tmp_path: Path) -> None:
    row: Sequence[Cell] = ("a", 1, Decimal("1200.00"), DAY, MOMENT)
    said = {"name": "a", "page_number": 1, "score": "1200.00", "day": "2026-04-01", "stored_at": MOMENT.isoformat()}
    for ending in (".json", ".jsonl", ".csv"):
        write_tables(tmp_path / f"a{ending}", [one(name="Summary of all"), one(row, row)], main="Files")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == {
        "summary_of_all": [],
        "files": [said, said],
    }
    assert [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()] == [
        said,
        said,
    ]
    assert len(in_csv(tmp_path / "a.csv")) == 3


@pytest.mark.parametrize("name", ["a.txt", "a", "a.xls", "csv"])
def test_another_ending_is_told_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"\.csv, \.xlsx, \.json or \.jsonl"):
        form_of(tmp_path / name)
    with pytest.raises(UsageError):
        write_tables(tmp_path / name, [names()])
    assert list(tmp_path.iterdir()) == []
    write_tables(tmp_path / name, [names("x")], form=".csv")
    assert len(in_csv(tmp_path / name)) == 2


def test_endings_may_be_in_capitals() -> None:
    assert form_of(Path("A.XLSX")) == ".xlsx"


@pytest.mark.parametrize("ending", tables.FORMS)
def test_a_file_is_there_when_all_of_it_is_written(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"what was there")

    def failing() -> Iterator[Sequence[Cell]]:
        yield ["first"]
        assert path.read_bytes() == b"what was there"
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        write_tables(path, [Table("Files", (Column("name"),), failing())])
    assert path.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [path]
    write_tables(path, [names("second")])
    assert path.read_bytes() != b"what was there"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", tables.FORMS)
def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, ending: str) -> None:
    folder = tmp_path / f"folder{ending}"
    folder.mkdir()
    for path in (tmp_path / "nowhere" / f"a{ending}", folder):
        with pytest.raises(UsageError, match="cannot be written") as error:
            write_tables(path, [names("x")])
        assert str(path) in error.value.message
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is played by /dev/full")
@pytest.mark.parametrize("ending", tables.FORMS)
def test_a_full_disk_is_told(tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def open_full(self: Path, mode: str = "r", **more: str) -> object:
        return real(Path("/dev/full"), mode, **more) if "w" in mode else real(self, mode, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", open_full)
    (tmp_path / f".tenderscan-{os.getpid()}.unfinished").symlink_to("/dev/full")
    with pytest.raises(UsageError, match="No space left"):
        write_tables(tmp_path / f"a{ending}", [names(*("x" * 100 for _ in range(1000)))])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_tables(tmp_path / "link.csv", [names("new")])
    assert (tmp_path / "link.csv").is_symlink()
    assert in_csv(tmp_path / "real.csv") == [["name"], ["new"]]


def test_rows_are_not_held_in_memory(tmp_path: Path) -> None:
    import tracemalloc

    columns = tuple(Column(f"c{number}") for number in range(5))
    rows = ([f"cell {number} of a row"] * 5 for number in range(20_000))
    import xlsxwriter  # noqa: F401 - so that its loading is not counted

    tracemalloc.start()
    write_tables(tmp_path / "a.xlsx", [Table("Files", columns, rows)])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000
