import pytest

from tenderscan.document import BlockKind
from tenderscan.readers.pdf.geometry import Box
from tenderscan.readers.pdf.layout import PageLayout, Strand, TextLine, arrange, cell_text
from tenderscan.readers.pdf.paragraphs import Style, paragraphs
from tenderscan.readers.pdf.pieces import Piece
from tenderscan.readers.pdf.running import part_running_lines

STYLE = Style(height=12.0, pitch=1.1, bold=False)


def piece(text: str, x0: float, top: float, x1: float, *, height: float = 10) -> Piece:
    return Piece(text, Box(x0, top, x1, top + height), top, top + height, False, None)


def line(
    text: str, top: float, *, x0: float = 72, x1: float | None = None, bold: bool = False, height: float = 12
) -> TextLine:
    return TextLine(text, x0, top, x0 + 5 * len(text) if x1 is None else x1, top + height, bold, True)


def strand(*lines: TextLine) -> Strand:
    return Strand(lines, Box(72, lines[0].top, 520, lines[-1].bottom))


def texts(parts: list[Strand]) -> list[str]:
    return [line.text for part in parts for line in part.lines]


def test_text_written_last_moves_up_to_its_place() -> None:
    parts = arrange([piece("body", 72, 200, 500), piece("header", 72, 40, 200)], [], [])
    assert texts(parts) == ["header", "body"]  # type: ignore[arg-type]


def test_second_column_does_not_move_above_the_first() -> None:
    left = [piece(f"left {number}", 72, 100 + 12 * number, 280) for number in range(5)]
    left += [piece(f"left {number}", 72, 300 + 12 * number, 280) for number in range(5, 9)]
    right = [piece(f"right {number}", 320, 100 + 12 * number, 520) for number in range(5)]
    assert texts(arrange([*left, *right], [], [])) == [p.text for p in [*left, *right]]  # type: ignore[arg-type]


def test_bullet_held_apart_joins_its_line() -> None:
    parts = arrange([piece("Ensuring access", 100, 100, 300), piece("\u25cf", 80, 102, 86, height=5)], [], [])
    assert texts(parts) == ["\u25cf Ensuring access"]  # type: ignore[arg-type]


def test_cell_lines_are_read_from_top_to_bottom() -> None:
    assert cell_text([piece("second", 72, 120, 120), piece("first", 72, 100, 120)]) == "first\nsecond"


def test_paragraph_ends_where_the_next_word_would_have_fitted() -> None:
    lines = [line("a" * 80, 100, x1=500), line("short end.", 113), line("Next one begins " + "b" * 60, 126, x1=500)]
    assert [part.text.split("\n")[0][:5] for part in paragraphs(strand(*lines), 500, STYLE)] == ["aaaaa", "Next "]


def test_number_that_begins_a_line_by_chance_is_no_list_mark() -> None:
    lines = [
        line("as agreed under the terms of clause number", 100, x1=500),
        line("12.3 of the contract and so on for long", 113, x1=495),
    ]
    assert len(paragraphs(strand(*lines), 500, STYLE)) == 1


@pytest.mark.parametrize(
    "lines",
    [
        # a heading of two lines, the second shorter
        [line("Framework Schedule (Order Form", 100, x1=400, bold=True, height=18), line("Template)", 120, height=18)],
        # a sentence wrapped early, and a bracket in a form
        [line("It is essential that you amend any aspect of", 100, x1=320), line("any Schedule", 113)],
        [line("[Insert", 100, bold=True), line("Name of Buyer]", 113)],
        # words that are kept together go to the next line
        [line("The Buyer requires the Supplier, under Joint Schedule", 100, x1=430), line("13 (Cyber)", 113)],
        # an item whose further lines hang, or hold a number in brackets
        [line("\u25cf Controller, Processor, Data Breach", 100), line("and Subject take", 113, x0=84)],
        # the first letter is set in another size
        [line("who ask for information on the ability", 100, x1=480), line("to provide services", 113, height=14.5)],
    ],
)
def test_lines_that_go_on(lines: list[TextLine]) -> None:
    assert len(paragraphs(strand(*lines), 520, STYLE)) == 1


@pytest.mark.parametrize(
    "lines",
    [
        [line("General", 100, x1=120, bold=True), line("Background of the buyer", 113, bold=True)],
        [line("GUARANTEE", 100, bold=True), line("not applicable", 113)],
        [line("2. Scope", 100, x1=300, bold=True, height=18), line("3. Term", 120, bold=True, height=18)],
        [
            line("Schedule 1 Definitions of all the terms used", 100, bold=True),
            line("Schedule 2 Price", 113, bold=True),
        ],
        [line("By: A. Example, Chief Executive Officer of the Company", 100, x1=450), line("Name: A. Example", 113)],
        [line("Northmoor Council", 100), line("info@northmoor.example", 113)],
        [line("The contractor shall pay.", 100), line("a. Notices by post", 113)],
        [line("SAFETY OF WORKMAN\ufffe", 100, bold=True), line("1) The Buyer", 113)],
    ],
)
def test_lines_that_do_not_go_on(lines: list[TextLine]) -> None:
    assert len(paragraphs(strand(*lines), 520, STYLE)) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1. Memorandum of Understanding overview", BlockKind.HEADING),
        ("THE PARTIES", BlockKind.HEADING),
        ("[Insert", BlockKind.PARAGRAPH),
        ("Payment is due within 30 days.", BlockKind.PARAGRAPH),
    ],
)
def test_bold_line(text: str, kind: BlockKind) -> None:
    (paragraph,) = paragraphs(strand(line(text, 100, bold=True)), 520, STYLE)
    assert paragraph.kind is kind


def test_running_lines_need_the_same_place() -> None:
    def page(header_top: float) -> PageLayout:
        return PageLayout(595, 842, (strand(line("Northmoor Council", header_top)), strand(line("body text", 300))))

    together = part_running_lines([page(30), page(31), page(30)])
    assert [len(part.header) for part in together] == [1, 1, 1]
    apart = part_running_lines([page(30), page(60), page(90)])
    assert [len(part.header) for part in apart] == [0, 0, 0]
    assert all(len(part.body.parts) == 2 for part in apart)
