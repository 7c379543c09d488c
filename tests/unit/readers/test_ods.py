import pytest

from tenderscan.document import BlockKind, Document, Source
from tenderscan.errors import FileDamaged, LimitExceeded, PasswordProtected
from tenderscan.readers import ods as ods_reader
from tenderscan.readers.media_types import ODS
from tenderscan.settings import Limits
from tests.build_sheets import ODF, ods, ods_cell, ods_content, ods_row, ods_table, packed

HIDDEN = (
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def read(content: bytes, limits: Limits | None = None) -> Document:
    return ods_reader.read(content, Source("sample.ods", "0" * 64, len(content), ODS), limits or Limits())


def lines(document: Document) -> list[str]:
    return document.text.splitlines()


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.kind is kind]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (ods_cell("£1,200.00", 'office:value-type="currency" office:value="1200"'), "£1,200.00"),
        (ods_cell("", 'office:value-type="currency" office:currency="GBP" office:value="1200"'), "£1,200.00"),
        (ods_cell("", 'office:value-type="currency" office:currency="CHF" office:value="12"'), "CHF 12.00"),
        (ods_cell("£500.00", 'office:value-type="currency" office:value="-500"'), "-£500.00"),
        (ods_cell("(£500.00)", 'office:value-type="currency" office:value="-500"'), "(£500.00)"),
        (ods_cell("-5", 'office:value-type="float" office:value="-5"'), "-5"),
        (ods_cell("0.00", 'office:value-type="float" office:value="-0.001"'), "0.00"),
        (ods_cell("", 'office:value-type="percentage" office:value="0.155"'), "15.5%"),
        (ods_cell("", 'office:value-type="float" office:value="45233130.0"'), "45233130"),
        (ods_cell("", 'office:value-type="float" office:value="x"'), "x"),
        (ods_cell("", 'office:value-type="boolean" office:boolean-value="true"'), "TRUE"),
        (ods_cell("", 'office:value-type="string" office:string-value="Acorn"'), "Acorn"),
        (ods_cell("04/01/26", 'office:value-type="date" office:date-value="2026-04-01"'), "01/04/2026"),
        (
            ods_cell("2026-04-01 14:30", 'office:value-type="date" office:date-value="2026-04-01T14:30:00"'),
            "01/04/2026 14:30",
        ),
        (ods_cell("1 Apr 26", 'office:value-type="date" office:date-value="2026-04-01"'), "1 Apr 26"),
        (ods_cell("", 'office:value-type="date" office:date-value="2026-04-01"'), "01/04/2026"),
        (ods_cell("soon", 'office:value-type="date" office:date-value="x"'), "soon"),
        (ods_cell('a<text:s text:c="3"/>b<text:span>c<text:line-break/>d</text:span><text:tab/>e'), "a bc\nd e"),
        (ods_cell('x<text:s text:c="999999999999"/>y'), "x y"),
    ],
)
def test_what_a_cell_shows(cell: str, shown: str) -> None:
    assert read(ods(ods_table("Lots", ods_row(cell)))).text == f"Lots\n{shown}"


def test_repeated_cells_and_rows_are_as_often_there() -> None:
    blank = ods_row(
        '<table:table-cell table:number-columns-repeated="1024"/>', attributes='table:number-rows-repeated="1048000"'
    )
    twice = ods_cell("x", 'office:value-type="string" table:number-columns-repeated="2"')
    document = read(
        ods(ods_table("Lots", ods_row(twice, "y", attributes='table:number-rows-repeated="2"'), blank, ods_row("end")))
    )
    assert lines(document) == ["Lots", "x\tx\ty", "x\tx\ty", "end"]
    assert document.cell_at(document.text.index("end")) == "Lots!A1048003"


def test_repeating_text_for_ever_is_refused() -> None:
    often = 'table:number-rows-repeated="999999999"'
    with pytest.raises(LimitExceeded, match="sample"):
        read(ods(ods_table("Lots", ods_row("x" * 100, attributes=often))), Limits(characters=100_000))


def test_hidden_sheets_rows_and_columns() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="3"/>'
    rows = ods_row("a", "b") + ods_row("c", attributes='table:visibility="filter"')
    second = ods_table("Rates", ods_row("x"), attributes='table:style-name="ta2"')
    document = read(ods(ods_table("Lots", columns, rows) + second, automatic=HIDDEN))
    assert [(notice.code, notice.page) for notice in document.notices] == [("hidden-cells", 1), ("hidden-sheet", 2)]
    assert "1 hidden row and 1 hidden column" in document.notices[0].message


def test_rows_in_groups_and_headers_are_rows() -> None:
    rows = f"<table:table-header-rows>{ods_row('Name', 'Price')}</table:table-header-rows><table:table-row-group>"
    document = read(ods(ods_table("Lots", rows + ods_row("Acorn", "1") + "</table:table-row-group>")))
    assert lines(document) == ["Lots", "Name\tPrice", "Acorn\t1"]


def test_comments_shapes_charts_and_pictures() -> None:
    said = "<dc:creator>J Smith</dc:creator><text:p>too</text:p><text:p>dear</text:p>"
    note = f"<office:annotation>{said}</office:annotation>"
    box = "<draw:frame><draw:text-box><text:p>Payment is due</text:p></draw:text-box></draw:frame>"
    chart = '<draw:frame><draw:object xlink:href="./Object 1"/><draw:image xlink:href="x.png"/></draw:frame>'
    shapes = f"<table:shapes>{box}{chart}<draw:custom-shape><text:p>Stop</text:p></draw:custom-shape></table:shapes>"
    body = (
        f"<office:document-content {ODF}><office:body><office:chart><chart:chart><chart:title><text:p>Spend</text:p>"
        "</chart:title><table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>"
        "</table:table-row></table:table></chart:chart></office:chart></office:body></office:document-content>"
    )
    table = ods_table("Lots", shapes, ods_row("a", ods_cell("b", inner=note + box)))
    document = read(ods(table, parts={"Object 1/content.xml": body}))
    assert of_kind(document, BlockKind.TEXT_BOX) == ["Payment is due", "Stop", "Payment is due", "Spend"]
    assert of_kind(document, BlockKind.NOTE) == ["Comment on B1 (J Smith): too\ndear"]
    assert [notice.code for notice in document.notices] == ["comments-in-text"]


def test_formulas_without_values_are_missing_figures() -> None:
    document = read(ods(ods_table("Lots", ods_row("a", '<table:table-cell table:formula="of:=1+1"/>'))))
    assert [notice.code for notice in document.notices] == ["not-calculated"]


def test_pictures_beside_text_are_told() -> None:
    picture = '<table:shapes><draw:frame><draw:image xlink:href="x.png"/></draw:frame></table:shapes>'
    document = read(ods(ods_table("Lots", picture, ods_row("a")) + ods_table("Scan", picture)))
    assert [(notice.code, notice.page) for notice in document.notices] == [("pictures", 1), ("part-not-read", 2)]


def test_printed_headers_of_the_page_that_the_sheet_names() -> None:
    automatic = '<style:style style:name="ta1" style:family="table" style:master-page-name="Mine"/>'
    pages = "".join(
        f'<style:master-page style:name="{name}"><style:header><text:p>{text}<text:sheet-name>?</text:sheet-name>'
        "</text:p></style:header><style:footer><text:p>Page <text:page-number>1</text:page-number></text:p>"
        "</style:footer></style:master-page>"
        for name, text in (("Mine", "Lot 1"), ("Other", "Lot 2"))
    )
    styles = (
        f"<office:document-styles {ODF}><office:master-styles>{pages}</office:master-styles></office:document-styles>"
    )
    table = ods_table("Lots", ods_row("x"), attributes='table:style-name="ta1"')
    document = read(ods(table, automatic=automatic, parts={"styles.xml": styles}))
    assert of_kind(document, BlockKind.HEADER) == ["Lot 1"]
    assert of_kind(document, BlockKind.FOOTER) == []


def test_properties_and_macros() -> None:
    meta = (
        f"<office:document-meta {ODF}><office:meta><dc:title>Rates</dc:title><meta:initial-creator>A"
        "</meta:initial-creator><meta:creation-date>2026-04-01T10:00:00.123</meta:creation-date></office:meta></office:document-meta>"
    )
    document = read(ods(ods_table("Lots"), parts={"meta.xml": meta, "Basic/Standard/Module1.xml": "<x/>"}))
    assert (document.title, document.properties.author, document.properties.created) == (
        "Rates",
        "A",
        "2026-04-01T10:00:00",
    )
    assert [notice.code for notice in document.notices] == ["macros"]


def test_one_xml_file() -> None:
    content = ods_content(ods_table("Lots", ods_row("Acorn"))).encode()
    assert lines(read(content)) == ["Lots", "Acorn"]
    with pytest.raises(FileDamaged, match="sample"):
        read(content[:-30])


def test_an_id_that_stands_twice_is_no_matter() -> None:
    cell = '<table:table-cell xml:id="a"><text:p xml:id="a">x</text:p></table:table-cell>'
    assert lines(read(ods(ods_table("Lots", ods_row(cell))))) == ["Lots", "x"]


def test_a_package_encrypted_as_a_whole() -> None:
    with pytest.raises(PasswordProtected, match="sample"):
        read(packed({"encrypted-package": b"x"}))


@pytest.mark.parametrize("parts", [{}, {"content.xml": "<x/>"}, {"content.xml": "<"}, {"content.xml": ods_content("")}])
def test_no_sheets_is_a_named_failure(parts: dict[str, str | bytes]) -> None:
    with pytest.raises(FileDamaged, match="sample"):
        read(packed({"mimetype": "x", **parts}))
