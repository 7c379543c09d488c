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


def test_running_lines_need_the_same_place() -> None:
    def page(header_top: float) -> PageLayout:
        return PageLayout(595, 842, (strand(line("Northmoor Council", header_top)), strand(line("body text", 300))))

    together = part_running_lines([page(30), page(31), page(30)])
    assert [len(part.header) for part in together] == [1, 1, 1]
    apart = part_running_lines([page(30), page(60), page(90)])
    assert [len(part.header) for part in apart] == [0, 0, 0]
    assert all(len(part.body.parts) == 2 for part in apart)
