from pathlib import Path

import pytest

from tenderscan.document import Document, Source
from tenderscan.errors import LimitExceeded
from tenderscan.readers import delimited
from tenderscan.readers import read as read_file
from tenderscan.readers.delimited.dialect import find_dialect
from tenderscan.readers.media_types import CSV, TSV
from tenderscan.settings import Limits


def read(content: bytes | str, *, media_type: str = CSV, limits: Limits | None = None) -> Document:
    content = content.encode() if isinstance(content, str) else content
    return delimited.read(content, Source("sample.csv", "0" * 64, len(content), media_type), limits or Limits())


def cells(document: Document) -> list[list[str]]:
    return [[cell.of(document.text) for cell in row] for table in document.tables for row in table.rows]


@pytest.mark.parametrize(
    ("delimiter", "text"),
    [
        (",", "Supplier,Price\nAcorn,12.50\n"),
        (";", "Lieferant;Preis\nAcorn Ltd;12,50\nBirch plc;13,20\nOak;1.200,00\n"),
        (";", "name;total\na, b and c;1\nd, e and f;2\ng, h, i;3\n"),
        ("|", "Supplier|Price\nAcorn, Leeds|1,200.00\nOak, York|3,000.00\n"),
        ("\t", "Supplier\tPrice\nAcorn, Leeds\t1,200.00\nOak, York\t3,000.00\n"),
        (",", 'Supplier,Price\n"Acorn; Leeds","1,200.00"\n"Oak; York","3,000.00"\n'),
        (",", "Spend over £500\nApril 2026\n\nSupplier,Date,Amount\nAcorn,01/04/2026,500\nOak,02/04/2026,600\n"),
        (",", "date,text,amount\n01/04/2026,Hire; of van,250\n02/04/2026,Fuel; oil; lamps,90\n03/04/2026,none,3\n"),
        (",", "ref,time,x\n1,10:30|11:00,a\n2,11:30|12:00,b\n"),
        (",", 'id,text\n1,"He said ""yes; no; maybe"""\n2,"a;b;c"\n3,"x"\n'),
        (",", ",,,\nService,Name,Date,Net\nP & C G,Guardian,14 Apr 2023,975.00\nP,Hotels.com,18 Apr 2023,333.16\n"),
        (",", 'Name,Notes\nAcorn,"line one\nline two; more\nline three"\nOak,"none"\n'),
        (";", "2026-04-01 10:00;1,5\n2026-04-01 11:00;2,5\n"),
        (";", "a;b;c\n1;2;3\n4;5;6\n;;\n7;8;9\n"),
        ("|", "Lot|Bidder|Score\n1|Acorn Ltd, trading as Oak; Leeds|64%\n2|Birch|59%\n"),
        ("\t", "ref\tnote\n1\ta;b\n2\tc;d\n3\te;f\n"),
        ("", "Acorn\nBirch\nOak\n"),
        ("", ""),
    ],
)
def test_what_parts_the_values(delimiter: str, text: str) -> None:
    assert find_dialect(text).delimiter == delimiter


def test_the_delimiter_that_excel_is_told() -> None:
    document = read("sep=;\r\na;b,c\r\nd;e\r\n")
    assert cells(document) == [["a", "b,c"], ["d", "e"]]
    assert document.cell_at(0) == "A1"
    assert find_dialect('sep="\na,b\n').delimiter == ","


def test_the_name_speaks_for_tabs() -> None:
    text = "a b,c\td\ne f,g\th\n"
    assert cells(read(text, media_type=TSV)) == [["a b,c", "d"], ["e f,g", "h"]]


@pytest.mark.parametrize(
    "content",
    [
        "Preis,£\nMüller,1\n".encode(),
        "\ufeffPreis,£\nMüller,1\n".encode(),
        "Preis,£\nMüller,1\n".encode("cp1252"),
        "Preis,£\nMüller,1\n".encode("utf-16"),
        "Preis,£\rMüller,1\r".encode(),
        "Preis,£\r\nMüller,1".encode(),
    ],
)
def test_encodings_and_line_ends(content: bytes) -> None:
    assert cells(read(content)) == [["Preis", "£"], ["Müller", "1"]]


def test_references_count_the_rows_of_the_file() -> None:
    document = read(',,\nName,Amount (£),\nAcorn,"1,200.00",\n\nTotal,"1,200.00",\n')
    assert document.text == "Name\tAmount (£)\nAcorn\t1,200.00\nTotal\t1,200.00"
    assert [document.cell_at(document.text.index(word)) for word in ("Name", "1,200", "Total")] == ["A2", "B3", "A5"]
    assert [page.number for page in document.pages] == [1]


def test_a_quote_that_is_never_closed_costs_its_line_only() -> None:
    text = 'a,b\n1,"open\n2,fine\n3,fine\n'
    assert cells(read(text)) == [["a", "b"], ["1", '"open'], ["2", "fine"], ["3", "fine"]]


@pytest.mark.parametrize(
    ("text", "rows", "told"),
    [
        (
            'n,what,price\n1,"Grounds, north,100\n2,Roads,200\n3,"Parks, south",300\n',
            [
                *(["n", "what", "price", ""], ["1", '"Grounds', "north", "100"]),
                *(["2", "Roads", "200", ""], ["3", "Parks, south", "300", ""]),
            ],
            ["quote-not-closed"],
        ),
        ('a,b\n1,"open\n2,fine\n', [["a", "b"], ["1", '"open'], ["2", "fine"]], ["quote-not-closed"]),
        ('a,b\n1,"two\nlines"\n2,"x"\n', [["a", "b"], ["1", "two\nlines"], ["2", "x"]], []),
        ('a,b\n"x"y,"two\n""fine"" lines" \n2,z\n', [["a", "b"], ["xy", 'two\n"fine" lines'], ["2", "z"]], []),
    ],
)
def test_a_quote_that_another_row_seems_to_close(text: str, rows: list[list[str]], told: list[str]) -> None:
    document = read(text)
    assert (cells(document), [notice.code for notice in document.notices]) == (rows, told)


def test_many_rows_that_swallow_the_next_one() -> None:
    text = "a,b\n" + 'x,"open\ny,"closed, or so",1\n' * 2_000
    document = read(text)
    assert document.text.count("closed, or so") == 2_000
    assert "2,000 rows" in document.notices[0].message


def test_many_quotes_that_are_never_closed() -> None:
    text = "a,b\n" + "".join(f'{at},"x""\n' for at in range(199))
    document = read(text)
    assert document.text.count("x") == 199


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('a, "b, c", d\n1, 2, 3\n', [["a", "b, c", "d"], ["1", "2", "3"]]),
        ('5" pipe,1\n6" pipe,2\n', [['5" pipe', "1"], ['6" pipe', "2"]]),
        ('a,"say \\"yes, no\\" now"\nb,c\n', [["a", 'say "yes, no" now'], ["b", "c"]]),
        ('a,b\n"C:\\bids\\lot1.pdf","12\\" pipe"\n', [["a", "b"], ["C:\\bids\\lot1.pdf", '12" pipe']]),
        ('"C:\\bids\\","12\\" pipe"\n"C:\\b\\",4\n', [["C:\\bids\\", '12" pipe'], ["C:\\b\\", "4"]]),
        ('a,"12\\", 15\\" pipes"\nb,"x"\n', [["a", '12", 15" pipes'], ["b", "x"]]),
        ('"C:\\\\bids\\\\","say \\"a\\" b"\n1,2\n', [["C:\\bids\\", 'say "a" b'], ["1", "2"]]),
        ("a,b\x00c\n1,2\n", [["a", "bc"], ["1", "2"]]),
        ("a,b,c\n1\n1,2,3,4\n", [["a", "b", "c", ""], ["1", "", "", ""], ["1", "2", "3", "4"]]),
        ("a\tb\r\n1\t2", [["a", "b"], ["1", "2"]]),
    ],
)
def test_odd_rows(text: str, rows: list[list[str]]) -> None:
    assert cells(read(text)) == rows


def test_a_long_run_of_backslashes_is_no_work() -> None:
    assert len(read('a,"b\\" c"\n' + "\\" * 400_000 + "\n").text) > 100_000


def test_one_enormous_field() -> None:
    document = read(f'a,b\n1,"{"words " * 100_000}"\n')
    assert len(document.text) > 500_000


@pytest.mark.parametrize("text", ["," * 20_000 + "x\n", "a,b\n" + "," * 1_100_000])
def test_rows_too_wide(text: str) -> None:
    with pytest.raises(LimitExceeded, match="sample"):
        read(text)


@pytest.mark.parametrize("content", [b"", b"\n\n", b",,,\n,,\n", b"\xff\xfe"])
def test_nothing_is_read_as_nothing(content: bytes) -> None:
    assert read(content).text == ""


def test_real_files(shared: Path) -> None:
    folder = shared / "b_lancashire_councils"
    found = sorted(folder.glob("*.csv"))
    assert len(found) > 5
    for path in found:
        document = read_file(path)
        (table,) = document.tables
        head = [cell.of(document.text) for cell in table.rows[0]]
        assert head[-1].startswith("Net Amount")
        assert "£" in head[-1], path.name
