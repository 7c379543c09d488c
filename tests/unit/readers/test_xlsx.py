from dataclasses import replace

import pytest

from tenderscan.document import BlockKind, Document, Outcome, Source
from tenderscan.errors import FileDamaged, FileProblem, LimitExceeded
from tenderscan.readers import xlsx as xlsx_reader
from tenderscan.readers.media_types import XLSX
from tenderscan.readers.xlsx.cells import has_calculated
from tenderscan.settings import Limits
from tests.build_sheets import DRAWING, MAIN, OFFICE, SheetXml, c, drawing, packed, relations, row, rows, shape, xlsx


def read(content: bytes, limits: Limits | None = None) -> Document:
    return xlsx_reader.read(content, Source("sample.xlsx", "0" * 64, len(content), XLSX), limits or Limits())


def one(xml: str, **options: object) -> Document:
    """A workbook of one sheet named Lots."""
    return read(xlsx(SheetXml("Lots", xml), **options))  # type: ignore[arg-type]


def codes(document: Document) -> list[str]:
    return [notice.code for notice in document.notices]


def lines(document: Document) -> list[str]:
    return document.text.splitlines()


def boxes(document: Document, kind: BlockKind) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.kind is kind]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (c("A1", 1200, 1), "£1,200.00"),
        (c("A1", 46113, 2), "01/04/2026"),
        (c("A1", 0.155, 3), "16%"),
        (c("A1", 45233130.0), "45233130"),
        (c("A1", "610.80999999999995"), "610.80999999999995"),  # as text
        ('<c r="A1"><v>610.80999999999995</v></c>', "610.81"),
        ('<c r="A1"><v>007</v></c>', "7"),
        ('<c r="A1"><v>000</v></c>', "0"),
        ('<c r="A1"><v>a number</v></c>', "a number"),
        (c("A1", True), "TRUE"),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="A1" t="str"><f>A2&amp;A3</f><v>Acorn  Ltd</v></c>', "Acorn Ltd"),
        ('<c r="A1" t="d"><v>2026-04-01T14:30:00</v></c>', "01/04/2026 14:30"),
        ('<c r="A1" t="d"><v>soon</v></c>', "soon"),
        ('<c r="A1" t="s"><v>0</v></c>', "Acorn Ltd of Leeds"),
        ('<c r="A1" s="99"><v>5</v></c>', "5"),
        ('<c r="A1" s="x"><v>5</v></c>', "5"),
        ("<c><v>5</v></c>", "5"),
    ],
)
def test_what_a_cell_shows(cell: str, shown: str) -> None:
    text = "<r><t>Acorn </t></r><r><t>Ltd_x000D_</t></r><r><t>of Leeds</t></r><rPh><t>said</t></rPh>"
    assert lines(one(row(1, cell), texts=[text.replace("_x000D_", " ")])) == ["Lots", shown]


def test_an_escaped_line_end_is_one() -> None:
    assert lines(one(row(1, c("A1", "one_x000D_\ntwo")))) == ["Lots", "one", "two"]


@pytest.mark.parametrize(
    "cell", ['<c r="A1" t="s"><v>7</v></c>', '<c r="A1" t="s"><v>x</v></c>', '<c r="ZZZ1"><v>1</v></c>']
)
def test_a_cell_without_its_text_is_told(cell: str) -> None:
    document = one(row(1, cell))
    assert (lines(document), codes(document)) == (["Lots"], ["part-not-read"])


def test_a_cell_that_the_file_has_twice_keeps_both_texts() -> None:
    document = one(row(1, c("A1", "one"), c("A1", "two")) + row(1, c("A1", "three"), c("?", "four")))
    assert (lines(document), codes(document)) == (["Lots", "one two three\tfour"], [])


def test_days_may_count_from_1904() -> None:
    assert lines(one(row(1, c("A1", 46113 - 1462, 2)), book='<workbookPr date1904="1"/>')) == ["Lots", "01/04/2026"]


def test_each_sheet_is_a_page_and_hidden_ones_are_told() -> None:
    cells = rows([("B7", "rate")])
    document = read(
        xlsx(SheetXml("Lot 1", cells), SheetXml("Rates", cells, state="hidden"), SheetXml("X", "", state="veryHidden"))
    )
    assert [(page.number, page.label, page.span.of(document.text)) for page in document.pages] == [
        (1, "Lot 1", "Lot 1\nrate\n"),
        (2, "Rates", "Rates\nrate\n"),
        (3, "X", "X"),
    ]
    assert [(notice.code, notice.page) for notice in document.notices] == [("hidden-sheet", 2), ("hidden-sheet", 3)]
    assert "Excel does not offer" in document.notices[1].message
    assert document.cell_at(document.text.rindex("rate")) == "Rates!B7"
    assert document.outcome is Outcome.READ


def test_hidden_rows_columns_and_cells_are_read_and_told() -> None:
    xml = row(1, c("A1", "a"), c("B1", "b"), c("C1", 5, 1)) + row(2, c("A2", "hidden"), attributes='hidden="1"')
    sheet = SheetXml("Lots", xml + row(3, attributes='hidden="1"'), '<cols><col min="2" max="9" hidden="1"/></cols>')
    document = read(xlsx(sheet, formats=("General", ";;;")))
    assert lines(document) == ["Lots", "a\tb\t5", "hidden"]
    (notice,) = document.notices
    assert (notice.code, notice.page) == ("hidden-cells", 1)
    assert "1 hidden row and 2 hidden columns and 1 hidden cell" in notice.message


@pytest.mark.parametrize(
    ("number", "shown", "hidden"), [(-500, "-500", ["hidden-cells"]), (500, "500", []), (0, "", [])]
)
def test_a_format_may_hide_numbers_of_one_sign(number: int, shown: str, hidden: list[str]) -> None:
    document = one(row(1, c("A1", "Total"), c("B1", number, 1)), formats=("General", "#,##0;;"))
    assert (lines(document)[1], codes(document)) == (f"Total\t{shown}".strip(), hidden)


LEFT_TO_EXCEL = '<calcPr calcId="1" fullCalcOnLoad="1"/>'


@pytest.mark.parametrize(
    ("book", "other", "shown", "told"),
    [
        (LEFT_TO_EXCEL, "0", "Total", ["not-calculated", "not-calculated"]),
        (LEFT_TO_EXCEL, "", "Total", ["not-calculated", "not-calculated"]),
        (LEFT_TO_EXCEL, "7.5", "Total\t£0.00", []),
        ("", "0", "Total\t£0.00", []),
        ('<calcPr fullCalcOnLoad="0"/>', "0", "Total\t£0.00", []),
    ],
)
def test_a_nought_that_excel_is_to_calculate_is_no_figure(book: str, other: str, shown: str, told: list[str]) -> None:
    first = row(1, c("A1", "Total"), c("B1", 0, 1, formula="SUM(B2:B9)"))
    second = row(1, c("A1", 5), f'<c r="B1"><f t="shared" si="0"/><v>{other}</v></c>')
    document = read(xlsx(SheetXml("Lots", first), SheetXml("Rates", second), book=book))
    assert (lines(document)[1], codes(document)) == (shown, told)
    assert document.outcome is (Outcome.PARTLY if told else Outcome.READ)


@pytest.mark.parametrize("content", [b"<f" * 200_000, b"<f>" + b" " * 400_000, (b"<f/>" + b" " * 2_000) * 200])
def test_looking_for_values_of_formulas_is_no_work(content: bytes) -> None:
    assert not has_calculated(content)


def test_formulas_without_values_are_missing_figures() -> None:
    cells = [c("A1", None, formula="SUM(B1:B9)"), c("B1", 7, formula="1+6"), c("C1", "")]
    document = one(row(1, *cells, '<c r="D1" t="str"><f>""</f><v></v></c>'))
    assert lines(document) == ["Lots", "7"]
    assert codes(document) == ["not-calculated"]
    assert document.outcome is Outcome.PARTLY
    assert "1 formula without a value" in document.notices[0].message


def test_comments_of_both_kinds_are_notes_that_name_their_cell() -> None:
    old = (
        f'<comments xmlns="{MAIN}"><authors><author>J Smith</author><author>tc={{1}}</author></authors><commentList>'
        '<comment ref="B7" authorId="0"><text><r><t>J Smith:</t></r><r><t>\ncheck this</t></r></text></comment>'
        '<comment ref="C8" authorId="1"><text><t>[Threaded comment]\n\nYour version ...</t></text></comment>'
        '<comment ref="?" authorId="x"><text><t>nowhere</t></text></comment></commentList></comments>'
    )
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    threaded = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="C8" personId="p1"><text>Too dear?</text>'
        '</threadedComment><threadedComment ref="C8" done="1"><text>No.</text></threadedComment></ThreadedComments>'
    )
    people = f'<personList xmlns="{space}"><person id="p1" displayName="A Jones"/></personList>'
    sheet = SheetXml(
        "Lots",
        rows([("A1", "x")]),
        related={"xl/comments1.xml": (old, "comments"), "xl/threaded.xml": (threaded, "threadedComment")},
    )
    document = read(xlsx(sheet, related={"xl/persons/person.xml": (people, "person")}))
    assert boxes(document, BlockKind.NOTE) == [
        "Comment on C8 (A Jones): Too dear?",
        "Comment on C8: No. (resolved)",
        "Comment on B7 (J Smith): check this",
    ]
    assert codes(document) == ["comments-in-text"]


def test_text_boxes_charts_and_buttons() -> None:
    fallback = shape("This shape is a slicer")
    choice = f"<mc:AlternateContent><mc:Choice>{shape('Chosen')}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
    parts = drawing(shape("Payment is due", "within 30 days."), choice + "</mc:AlternateContent>")
    vml = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<v:shape><v:textbox><div>Living wage</div></v:textbox><x:ClientData ObjectType="Checkbox"><x:Checked>1'
        '</x:Checked></x:ClientData></v:shape><v:shape><v:textbox/><x:ClientData ObjectType="Note"/></v:shape></xml>'
    )
    sheet = SheetXml(
        "Lots",
        related={"xl/drawings/drawing1.xml": (parts, "drawing"), "xl/drawings/vml.vml": (vml, "vmlDrawing")},
    )
    chart = (
        f'<c:chartSpace xmlns:c="c" xmlns:a="{DRAWING}"><a:p><a:r><a:t>Spend by year</a:t></a:r></a:p></c:chartSpace>'
    )
    content = xlsx(sheet)
    document = read(content)
    assert boxes(document, BlockKind.TEXT_BOX) == ["Payment is due\nwithin 30 days.", "Chosen", "[x] Living wage"]
    link = relations([("chart", "../charts/chart1.xml", "rId1")])
    with_chart = packed_with(content, {"xl/drawings/_rels/drawing1.xml.rels": link, "xl/charts/chart1.xml": chart})
    assert "Spend by year" in boxes(read(with_chart), BlockKind.TEXT_BOX)


def packed_with(content: bytes, parts: dict[str, str]) -> bytes:
    """A package with more parts."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()} | parts)


def test_a_drawing_that_is_no_xml_costs_only_itself() -> None:
    sheet = SheetXml("Lots", rows([("A1", "x")]), related={"xl/vml.vml": ("<xml><br></xml>", "vmlDrawing")})
    document = read(xlsx(sheet))
    assert lines(document) == ["Lots", "x"]
    assert codes(document) == ["part-not-read"]


def test_a_sheet_of_pictures_only_is_not_read() -> None:
    part = {"xl/drawings/drawing1.xml": (drawing(shape(tag="pic")), "drawing")}
    document = read(xlsx(SheetXml("Scan", related=part), SheetXml("Lots", rows([("A1", "x")]), related=part)))
    assert [(notice.code, notice.page) for notice in document.notices] == [("part-not-read", 1), ("pictures", 2)]
    assert "1 picture" in document.notices[1].message


def test_printed_headers_without_their_codes() -> None:
    printed = (
        '<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Lot &amp;&amp; price&amp;R&amp;K00FF00Secret'
        "</oddHeader>"
        "<oddFooter>Page &amp;P of &amp;N</oddFooter></headerFooter>"
    )
    document = read(xlsx(SheetXml("Lots", rows([("A1", "x")]), behind=printed)))
    assert boxes(document, BlockKind.HEADER) == ["Lot & price\nSecret"]
    assert boxes(document, BlockKind.FOOTER) == []


@pytest.mark.parametrize(
    ("footer", "shown"),
    [
        ("&amp;CPage &amp;P of &amp;N", []),
        ("&amp;P+1", []),
        ("&amp;LLot 1&amp;RPage &amp;P", ["Lot 1"]),
        ("&amp;CPage &amp;P of 2026/27", ["Page of 2026/27"]),
        ("&amp;LPage", ["Page"]),
        ("R&amp;&amp;P", ["R&P"]),
    ],
)
def test_a_bare_page_number_is_no_footer(footer: str, shown: list[str]) -> None:
    printed = f"<headerFooter><oddFooter>{footer}</oddFooter></headerFooter>"
    assert boxes(read(xlsx(SheetXml("Lots", rows([("A1", "x")]), behind=printed))), BlockKind.FOOTER) == shown


def test_macros_are_told_and_a_missing_sheet_too() -> None:
    content = xlsx(SheetXml("Lots", rows([("A1", "x")])), related={"xl/vbaProject.bin": ("x", "vbaProject")})
    assert codes(read(content)) == ["macros"]
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Gone" r:id="rId9"/></sheets></workbook>'
    document = read(packed_with(content, {"xl/workbook.xml": book}))
    assert (lines(document), codes(document)) == (["Gone"], ["part-not-read", "macros"])


def test_merged_cells_have_their_text_in_the_first() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A1:V1"/><mergeCell ref="nonsense"/></mergeCells>'
    xml = row(1, c("A1", "Lot"), c("W1", "Price")) + row(2, c("A2", "1"), c("W2", 5, 1))
    document = read(xlsx(SheetXml("Lots", xml, behind=merged)))
    (table,) = document.tables
    assert (len(table.rows[0]), document.cell_at(document.text.index("£5.00"))) == (23, "Lots!W2")


def test_rows_and_cells_without_references_follow_each_other() -> None:
    document = one("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>")
    assert document.text == "Lots\n1\t2\n\t3"
    assert document.cell_at(document.text.index("3")) == "Lots!B2"


def test_the_strict_dialect_and_prefixes() -> None:
    content = xlsx(SheetXml("Lots"))
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    cell = '<x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row>'
    part = f'<x:worksheet xmlns:x="{strict}"><x:sheetData>{cell}</x:sheetData></x:worksheet>'
    assert lines(read(packed_with(content, {"xl/worksheets/sheet1.xml": part}))) == ["Lots", "5"]


def test_a_line_in_a_header_row_does_not_break_references() -> None:
    document = one(row(1, c("A1", "Unit\nprice"), c("B1", "Total")) + row(2, c("A2", 1), c("B2", 2)))
    assert document.cell_at(document.text.index("Total")) == "Lots!B1"


@pytest.mark.parametrize(
    ("limits", "sheets"),
    [
        (Limits(pages=1), 2),
        (Limits(characters=30), 1),
        (Limits(expanded_bytes=500), 1),
    ],
)
def test_limits(limits: Limits, sheets: int) -> None:
    content = xlsx(*(SheetXml(f"Lot {at}", rows([("A1", "words " * 9)])) for at in range(sheets)))
    with pytest.raises(LimitExceeded, match="sample"):
        read(content, limits)


def test_entities_are_not_expanded() -> None:
    content = xlsx(SheetXml("Lots"))
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>x&b;&f;y</v></c></row>'
        "</sheetData></worksheet>"
    )
    try:
        text = read(packed_with(content, {"xl/worksheets/sheet1.xml": bomb})).text
    except FileProblem:
        return
    assert "aaa" not in text
    assert "root" not in text


@pytest.mark.parametrize(
    "broken",
    [
        {"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>"},
        {"xl/workbook.xml": "no xml"},
        {"xl/styles.xml": ""},
        {"xl/sharedStrings.xml": "<sst>"},
        {"_rels/.rels": "<", "xl/workbook.xml": "<"},
    ],
)
def test_broken_parts_are_a_named_failure(broken: dict[str, str]) -> None:
    with pytest.raises(FileDamaged, match="sample"):
        read(packed_with(xlsx(SheetXml("Lots")), broken))


def test_properties() -> None:
    core = (
        '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Schedule of rates</dc:title>'
        "<dc:creator>A Jones</dc:creator></p>"
    )
    links = relations([("officeDocument", "xl/workbook.xml", "rId1"), ("core-properties", "docProps/core.xml", "r2")])
    content = packed_with(xlsx(SheetXml("Lots")), {"_rels/.rels": links, "docProps/core.xml": core})
    document = read(content)
    assert (document.properties.title, document.properties.author) == ("Schedule of rates", "A Jones")
    assert replace(document, properties=document.properties).title == "Schedule of rates"
