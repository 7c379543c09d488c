"""Registers of companies: any heading, any size, nothing kept but what matters."""

from pathlib import Path

import pytest

from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.supplier_decisions import companies, register_read
from tenderscan.errors import UsageError
from tenderscan.suppliers.library import resolved
from tenderscan.suppliers.register import company_number, forget_register, read_register
from tests.unit.suppliers.build import company, library, put


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    catalogue = library(tmp_path)
    for name, number in (
        ("Hartwell Catering Ltd", None),
        ("Moss Lane Foods Limited", None),
        ("One Call Plumbers Ltd", None),
        ("A & J Roofing Ltd", None),
        ("Marlow", "SC123456"),
    ):
        put(catalogue, f"{name}.pdf", f"Awarded to {name}.", [company(name, number)])
    return catalogue


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "register.csv"
    path.write_bytes(text.encode(encoding))
    return path


BASIC = """CompanyName, CompanyNumber,RegAddress.PostTown,PreviousName_1.CONDATE, PreviousName_1.CompanyName
"HARTWELL CATERING LIMITED","01234567","TRAFFORD","01/02/2019","MOSS LANE FOODS LIMITED"
"1 CALL PLUMBERS LTD","00000042","","",""
"THE A. AND J. ROOFING LIMITED","00000043","","",""
"MARLOW (SCOTLAND) LIMITED","SC123456","","",""
"SOMEBODY ELSE LIMITED","00000044","","",""
"MOSS LANE LIMITED","00000045"
"""


def test_the_basic_data_of_companies_house(catalogue: Catalogue, tmp_path: Path) -> None:
    read = read_register(catalogue, write(tmp_path, BASIC))
    assert (read.rows, read.kept, read.file) == (6, 5, "register.csv")
    assert register_read(catalogue) == read
    assert [(one.number, one.name, one.former) for one in companies(catalogue)] == [
        ("00000042", "1 CALL PLUMBERS LTD", False),
        ("00000043", "THE A. AND J. ROOFING LIMITED", False),
        ("01234567", "HARTWELL CATERING LIMITED", False),
        ("01234567", "MOSS LANE FOODS LIMITED", True),
        ("SC123456", "MARLOW (SCOTLAND) LIMITED", False),
    ]
    named = {one.name: [number.id for number in one.identifiers] for one in resolved(catalogue).suppliers}
    assert named == {
        "1 CALL PLUMBERS LTD": ["00000042"],
        "HARTWELL CATERING LIMITED": ["01234567"],
        "MARLOW (SCOTLAND) LIMITED": ["SC123456"],
        "THE A. AND J. ROOFING LIMITED": ["00000043"],
    }
    forget_register(catalogue)
    assert (register_read(catalogue), companies(catalogue)) == (None, ())
    assert len(resolved(catalogue).suppliers) == 5


HEADINGS = [
    "Company Name,Company Number\nHartwell Catering Ltd,1234567\n",
    "company_number;company_name\n01234567;Hartwell Catering Ltd\n",
    "\ufeffNAME\tCRN\nHartwell Catering Ltd\t01234567\n",
    "Registered name|Registered number|Town\nHartwell Catering Ltd|01234567|Sale\n",
    '"Supplier name","Company no."\r\n"Hartwell Catering Ltd",01234567\r\n',
    'Name,Number,Address\nMoss Ltd,2,"1 Mill Lane,\nSale"\nHartwell Catering Ltd,01234567,Sale\n',
]


@pytest.mark.parametrize("text", HEADINGS)
def test_headings(catalogue: Catalogue, tmp_path: Path, text: str) -> None:
    read_register(catalogue, write(tmp_path, text))
    assert [(one.number, one.name) for one in companies(catalogue)] == [("01234567", "Hartwell Catering Ltd")]


def test_another_encoding(catalogue: Catalogue, tmp_path: Path) -> None:
    text = "CompanyName,CompanyNumber\nCafé Noir Ltd,00000001\nHartwell Catering Ltd,01234567\n"
    assert read_register(catalogue, write(tmp_path, text, "cp1252")).kept == 1


def test_rows_that_cannot_be_used_are_counted(catalogue: Catalogue, tmp_path: Path) -> None:
    text = "CompanyName,CompanyNumber\nHartwell Catering Ltd,01234567\nMoss Ltd,SC12\n,00000001\nMarlow Ltd\n\n"
    read = read_register(catalogue, write(tmp_path, text))
    assert (read.rows, read.kept, read.skipped) == (1, 1, 3)
    assert register_read(catalogue) == read


UNCLOSED = [
    'CompanyName,CompanyNumber\n"Moss Ltd,00000001\nHartwell Catering Ltd,01234567\n',
    'CompanyName,CompanyNumber\nMoss Ltd,"00000001\nHartwell Catering Ltd,01234567\n',
    'CompanyName,CompanyNumber,Town\nMoss Ltd,00000001,"Sale\nHartwell Catering Ltd,01234567,Sale\n',
]


@pytest.mark.parametrize("text", UNCLOSED)
def test_a_quotation_mark_that_is_not_closed_swallows_nothing(catalogue: Catalogue, tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"line [23]: .*quotation mark"):
        read_register(catalogue, write(tmp_path, text))
    assert register_read(catalogue) is None


@pytest.mark.parametrize("text", ["", "Town,Postcode\nSale,M33\n", "CompanyName\nX\n", "Number,Town\n1,Sale\n"])
def test_what_is_no_register(catalogue: Catalogue, tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match="no column of company"):
        read_register(catalogue, write(tmp_path, text))


@pytest.mark.parametrize("begins", [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_is_told_to_be_saved_as_csv(tmp_path: Path, begins: bytes) -> None:
    file = tmp_path / "register.xlsx"
    file.write_bytes(begins + bytes(100))
    with pytest.raises(UsageError, match="Save it as CSV"):
        read_register(Catalogue(tmp_path / "library", create=True), file)


def test_a_file_that_is_not_there_leaves_what_was_read(catalogue: Catalogue, tmp_path: Path) -> None:
    before = read_register(catalogue, write(tmp_path, BASIC))
    with pytest.raises(UsageError, match="cannot be read"):
        read_register(catalogue, tmp_path / "gone.csv")
    with pytest.raises(UsageError, match="no sound CSV"):
        read_register(catalogue, write(tmp_path, f'CompanyName,CompanyNumber\n"{"x" * 200_000}",1\n'))
    assert register_read(catalogue) == before


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("1234567", "01234567"),
        (" sc 123456", "SC123456"),
        ("", None),
        ("SC12", None),
        ("n/a", None),
        ("123456789", None),
    ],
)
def test_numbers(raw: str, number: str | None) -> None:
    assert company_number(raw) == number
