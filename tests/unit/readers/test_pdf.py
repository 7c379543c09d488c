import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenderscan.document import BlockKind, Document, Outcome, Source
from tenderscan.errors import FileDamaged, FileEmpty, LimitExceeded, PasswordProtected, TenderscanError
from tenderscan.readers import pdf
from tenderscan.settings import Limits
from tests.build_pdf import PdfBuilder

LIPSUM = [
    "The Supplier shall provide the Services in accordance with the",
    "Specification and shall employ at least two apprentices in each year",
    "of the contract term.",
]


def read(content: bytes, *, name: str = "example.pdf", limits: Limits | None = None) -> Document:
    source = Source(name, hashlib.sha256(content).hexdigest(), len(content), "application/pdf")
    return pdf.read(content, source, limits or Limits())


def blocks(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if kind in (None, block.kind)]


def tables(document: Document) -> list[list[list[str]]]:
    return [[[cell.of(document.text) for cell in row] for row in table.rows] for table in document.tables]


def test_lines_become_paragraphs() -> None:
    built = PdfBuilder().lines(72, 100, LIPSUM).lines(72, 160, ["Payment is due within 30 days."]).build()
    document = read(built)
    assert blocks(document, BlockKind.PARAGRAPH) == [" ".join(LIPSUM), "Payment is due within 30 days."]
    assert document.outcome is Outcome.READ


def test_heading_list_and_text() -> None:
    builder = PdfBuilder().text(72, 80, "1. Scope of the Services", size=14, bold=True).lines(72, 110, LIPSUM)
    builder.text(90, 165, "(a) grounds maintenance;").text(90, 180, "(b) tree works.")
    document = read(builder.build())
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.LIST_ITEM, 0),
        (BlockKind.LIST_ITEM, 0),
    ]
    assert document.title == "1. Scope of the Services"


def test_table_rows_stay_together_and_stand_once_in_the_text() -> None:
    rows = [["Supplier", "Price"], ["Supplier A", "£1,200,000"], ["", ""], ["Supplier B\nLimited", "£980,000"]]
    builder = PdfBuilder().text(72, 80, "Tenders received").table(72, 110, [150, 100], rows, height=30)
    document = read(builder.text(72, 260, "Signed by the Council.").build())
    assert tables(document) == [
        [["Supplier", "Price"], ["Supplier A", "£1,200,000"], ["", ""], ["Supplier B Limited", "£980,000"]]
    ]
    assert blocks(document, BlockKind.ROW) == [
        "Supplier\tPrice",
        "Supplier A\t£1,200,000",
        "Supplier B Limited\t£980,000",
    ]
    assert document.text.count("Supplier A") == 1
    assert document.text.index("Tenders") < document.text.index("Supplier A") < document.text.index("Signed")


def test_table_inside_a_form_is_found_where_the_form_places_it() -> None:
    rows = [["Lot", "Value"], ["1", "£5,000"]]
    plain = read(PdfBuilder().table(72, 110, [150, 100], rows).build())
    placed = PdfBuilder().in_form(
        "part", lambda builder: builder.table(72, 110, [150, 100], rows), dx=30, dy=40, scale=0.9
    )
    assert tables(read(placed.build())) == tables(plain) == [rows]


def test_highlighted_words_stay_in_their_sentence_and_are_reported() -> None:
    builder = PdfBuilder()
    builder.box(106, 98, 160, 112, fill=True).box(160, 98, 214, 112, fill=True)
    document = read(builder.text(72, 100, "We ask insert Buyer name to confirm the award.").build())
    assert blocks(document) == ["We ask insert Buyer name to confirm the award."]
    assert len(document.tables) == 1
    assert all(cell.of(document.text) for row in document.tables[0].rows for cell in row)


def test_one_column_table_reads_as_text() -> None:
    builder = PdfBuilder().table(72, 100, [300], [["Guidance for bidders"], ["Answer every question."]], height=40)
    document = read(builder.build())
    assert blocks(document, BlockKind.ROW) == []
    assert tables(document) == [[["Guidance for bidders"], ["Answer every question."]]]


def test_running_lines_are_marked_on_every_page() -> None:
    builder = PdfBuilder()
    for number in range(1, 4):
        builder.text(250, 30, "OFFICIAL").lines(72, 120 + number, LIPSUM)
        builder.text(260, 800, f"Page {number} of 3")
        if number < 3:
            builder.next_page()
    document = read(builder.build())
    assert blocks(document, BlockKind.HEADER) == ["OFFICIAL"] * 3
    assert blocks(document, BlockKind.FOOTER) == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert [page.span.of(document.text).count("OFFICIAL") for page in document.pages] == [1, 1, 1]


def test_header_written_last_comes_first() -> None:
    document = read(PdfBuilder().lines(72, 120, LIPSUM).text(250, 90, "Method statement").build())
    assert document.text.startswith("Method statement")


def test_columns_are_read_one_after_the_other() -> None:
    left = [f"left column line number {number} of the text" for number in range(12)]
    right = [f"right column line number {number} of a text" for number in range(12)]
    by_row = PdfBuilder()
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        by_row.text(72, 100 + 13 * number, one).text(320, 100 + 13 * number, other)
    by_column = PdfBuilder().lines(72, 100, left).lines(320, 100, right)
    for builder in (by_row, by_column):
        text = read(builder.build()).text
        assert text.index("left column line number 11") < text.index("right column line number 0")


def test_labels_and_values_are_read_row_by_row() -> None:
    builder = PdfBuilder()
    for number, (label, value) in enumerate(
        [("Buyer", "Northmoor"), ("Value", "£2m"), ("Start", "1 April"), ("End", "31 March")] * 2
    ):
        builder.text(72, 100 + 14 * number, label).text(300, 100 + 14 * number, value)
    text = read(builder.build()).text
    assert re.search(r"Buyer\s+Northmoor\s+Value\s+£2m", text)


def test_raised_date_ending_stays_on_its_line() -> None:
    builder = PdfBuilder().text(72, 100, "on 1").text(93.6, 98, "st", size=6).text(103, 100, "March 2016 the Council")
    assert "on 1st March 2016 the Council" in read(builder.build()).text


def test_hyphen_at_line_end_is_mended() -> None:
    lines = [
        "The contractor works for the Council and every sub-contract of the contrac-",
        "tor is a call-off contract.",
    ]
    assert "of the contractor is a call-off" in read(PdfBuilder().lines(72, 100, lines).build()).text


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turned_page(degrees: int) -> None:
    rows = [["Lot", "Value"], ["1", "£5,000"]]
    builder = PdfBuilder().turn_page(degrees).text(72, 60, "Above the table").table(72, 110, [150, 100], rows)
    document = read(builder.build())
    assert "Above the table" in document.text
    assert sum(len(row) for table in tables(document) for row in table) == 4


def test_crop_box_does_not_move_text_out_of_its_cell() -> None:
    rows = [["Lot", "Value"], ["1", "£5,000"]]
    builder = PdfBuilder().crop(50, 400, 500, 800).table(72, 110, [150, 100], rows)
    assert tables(read(builder.build())) == [rows]


def test_text_that_runs_up_the_page_is_read() -> None:
    document = read(PdfBuilder().lines(72, 100, LIPSUM).turned(40, 500, "Northmoor Borough Council").build())
    assert "Northmoor Borough Council" in document.text


def test_page_without_text_is_told() -> None:
    builder = PdfBuilder().lines(72, 100, LIPSUM).next_page().picture(0, 0, 595, 842).next_page().text(1, 1, "")
    document = read(builder.build())
    assert [page.readable for page in document.pages] == [True, False, True]
    assert [(notice.code, notice.page) for notice in document.notices] == [("page-without-text", 2)]
    assert document.outcome is Outcome.PARTLY


def test_properties() -> None:
    document = read(PdfBuilder(title="Grounds maintenance 2026", author="Northmoor").lines(72, 100, LIPSUM).build())
    assert (document.title, document.properties.author) == ("Grounds maintenance 2026", "Northmoor")
    assert document.properties.created == "2000-01-01T00:00:00+00:00"


def test_form_feed_in_the_text_begins_no_page() -> None:
    document = read(PdfBuilder().text(72, 100, "one\x0ctwo").build())
    assert len(document.pages) == 1


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", FileEmpty),
        (b"%PDF-1.7\nnothing else", FileDamaged),
        (b"plain text", FileDamaged),
        (PdfBuilder(password="secret").text(72, 72, "hidden").build(), PasswordProtected),
    ],
)
def test_bad_files_are_named(content: bytes, error: type[TenderscanError]) -> None:
    with pytest.raises(error, match=r"tender\.pdf"):
        read(content, name="tender.pdf")


def test_cut_off_file_ends_in_a_named_error_or_a_document() -> None:
    whole = PdfBuilder().lines(72, 100, LIPSUM).next_page().lines(72, 100, LIPSUM).build()
    for part in range(1, 10):
        try:
            read(whole[: len(whole) * part // 10])
        except FileDamaged:
            continue


@pytest.mark.parametrize("limits", [Limits(pages=1), Limits(characters=20), Limits(bytes=100)])
def test_limits(limits: Limits) -> None:
    content = PdfBuilder().lines(72, 100, LIPSUM).next_page().lines(72, 100, LIPSUM).build()
    with pytest.raises(LimitExceeded, match=r"example\.pdf"):
        read(content, limits=limits)


WORDS = st.text(alphabet=st.sampled_from("abcdefgXYZ0123.,()£-"), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    pieces=st.lists(st.tuples(st.integers(20, 520), st.integers(20, 800), WORDS), max_size=25),
    rules=st.lists(
        st.tuples(st.integers(20, 500), st.integers(20, 700), st.integers(5, 90), st.integers(5, 90)), max_size=8
    ),
)
def test_nothing_is_dropped_and_nothing_doubled(
    pieces: list[tuple[int, int, str]], rules: list[tuple[int, int, int, int]]
) -> None:
    """Every character that pdfium sees stands in the text exactly once; hyphens at line ends may go."""
    builder = PdfBuilder()
    for x, top, text in pieces:
        builder.text(x, top, text)
    for x, top, width, height in rules:
        builder.table(x, top, [width, width], [["", ""], ["", ""]], height=height)
    content = builder.build()
    assert _characters(read(content).text) == _characters(_raw_text(content))


def _characters(text: str) -> Counter[str]:
    return Counter(text.replace("-", "").replace("\ufffe", "").replace(" ", "").replace("\n", "").replace("\t", ""))


def _plain_letters(text: str) -> Counter[str]:
    """Letters and digits that no normalising touches."""
    return Counter(letter for letter in text if letter.isascii() and letter.isalnum())


def _raw_text(content: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range().replace("\r", ""))
            text_page.close()
            page.close()
    return "".join(texts)


def test_real_files_are_read_or_end_in_a_named_error(shared: Path) -> None:
    paths = [path for path in shared.glob("d_*/*.pdf") if path.stat().st_size < 500_000]
    assert paths
    for path in paths:
        content = path.read_bytes()
        try:
            document = read(content, name=path.name)
        except TenderscanError as error:
            named = path.name in error.message
        else:
            named = True
            # Form fields and remarks on the page come on top of what the text layer holds.
            assert not _plain_letters(_raw_text(content)) - _plain_letters(document.text), path.name
        assert named, path.name
