"""What control words of RTF do that begin no group of their own."""

from collections.abc import Callable

from tenderscan.document import BlockKind
from tenderscan.readers.rtf import charsets
from tenderscan.readers.rtf.destinations import SIGNS
from tenderscan.readers.rtf.reading import Reading
from tenderscan.readers.rtf.tables import Layout

Word = Callable[[Reading, int | None], None]
_MOST_CELLS = 4_096
"""Cells of one row as it is declared."""


def word(reading: Reading, name: bytes, number: int | None) -> None:
    """Do what the control word `name` asks for; unknown ones ask for nothing."""
    if name in SIGNS:
        reading.write(SIGNS[name])
        return
    action = _WORDS.get(name)
    if action:
        action(reading, number)


def _is_on(number: int | None) -> bool:
    return number != 0


def _charset(name: bytes) -> Word:
    def choose(reading: Reading, _: int | None) -> None:
        reading.codec = charsets.of_word(name)

    return choose


def _codepage(reading: Reading, number: int | None) -> None:
    reading.codec = charsets.of_number(number or 0) or reading.codec


def _default_font(reading: Reading, number: int | None) -> None:
    reading.default_font = number or 0


def _font(reading: Reading, number: int | None) -> None:
    reading.state.font = number


def _bold(reading: Reading, number: int | None) -> None:
    reading.state.bold = _is_on(number)


def _hidden(reading: Reading, number: int | None) -> None:
    reading.state.hidden = _is_on(number)


def _deleted(reading: Reading, number: int | None) -> None:
    reading.state.deleted = _is_on(number)


def _fallback(reading: Reading, number: int | None) -> None:
    reading.state.fallback = min(max(number or 0, 0), 16)


def _plain(reading: Reading, _: int | None) -> None:
    reading.state.plain()


def _pard(reading: Reading, _: int | None) -> None:
    reading.state.new_paragraph()


def _style(reading: Reading, number: int | None) -> None:
    reading.state.style = number or 0


def _outline(reading: Reading, number: int | None) -> None:
    reading.state.outline = number or 0


def _list_level(reading: Reading, number: int | None) -> None:
    reading.state.list_level = number or 0


def _in_table(reading: Reading, _: int | None) -> None:
    reading.state.in_table = True


def _table_depth(reading: Reading, number: int | None) -> None:
    reading.state.depth = max(number or 0, 0)
    reading.state.in_table = reading.state.in_table and bool(number)


def _new_page_before(reading: Reading, number: int | None) -> None:
    if _is_on(number) and not reading.body.is_empty:
        reading.turn_page()


def _paragraph(reading: Reading, _: int | None) -> None:
    reading.end_paragraph()


def _page(reading: Reading, _: int | None) -> None:
    reading.turn_page()


def _section_end(reading: Reading, _: int | None) -> None:
    reading.end_paragraph()
    if reading.state.story is reading.body:
        reading.new_section, reading.runs_on = True, False


def _section_default(reading: Reading, _: int | None) -> None:
    reading.runs_on = False


def _section_runs_on(reading: Reading, _: int | None) -> None:
    reading.runs_on = True


def _row_begins(reading: Reading, _: int | None) -> None:
    reading.state.layout = Layout()
    reading.state.row_open = True


def _row_left(reading: Reading, number: int | None) -> None:
    reading.state.layout.left = number or 0


def _cell_edge(reading: Reading, number: int | None) -> None:
    layout = reading.state.layout
    if len(layout.edges) < _MOST_CELLS:
        layout.edges.append(number or 0)


def _cell_joined(reading: Reading, _: int | None) -> None:
    layout = reading.state.layout
    layout.joined.add(len(layout.edges))


def _cell_ends(reading: Reading, _: int | None) -> None:
    if reading.state.sink is None:
        reading.state.story.end_cell(1)


def _nested_cell_ends(reading: Reading, _: int | None) -> None:
    if reading.state.sink is None:
        reading.state.story.end_cell(max(reading.state.depth, 2))


def _row_ends(reading: Reading, _: int | None) -> None:
    if reading.state.sink is None:
        reading.state.story.end_row(1, reading.state.layout)
        reading.state.row_open = False


def _nested_row_ends(reading: Reading, _: int | None) -> None:
    if reading.state.sink is None:
        reading.state.story.end_row(max(reading.state.depth, 2), reading.state.layout)


def _note_mark(reading: Reading, _: int | None) -> None:
    """The number of a footnote: in the text, and at the beginning of the note itself."""
    if reading.state.story.kind is BlockKind.NOTE or reading.state.sink is not None:
        return
    reading.notes += 1
    reading.mark = f"[{reading.notes}] "
    # In brackets, because there is no superscript here: £5,000 with note 1 must not become £5,0001.
    reading.write(f"[{reading.notes}]")


def _endnote(reading: Reading, _: int | None) -> None:
    reading.endnotes.add(reading.state.story)


def _form(attribute: str) -> Word:
    """Remember a number of the form field that is open."""

    def remember(reading: Reading, number: int | None) -> None:
        if reading.fields:
            setattr(reading.fields[-1], attribute, number or 0)

    return remember


def _pages(reading: Reading, number: int | None) -> None:
    reading.parsed.about.pages = number


def _time(name: bytes) -> Word:
    """Remember a part of the point in time that is open."""

    def remember(reading: Reading, number: int | None) -> None:
        if reading.time is not None:
            reading.time[name] = number or 0

    return remember


def _object_is_linked(reading: Reading, _: int | None) -> None:
    reading.parsed.links += 1


def _object_is_embedded(reading: Reading, _: int | None) -> None:
    reading.parsed.objects += 1


_WORDS: dict[bytes, Word] = {
    **{name: _charset(name) for name in (b"ansi", b"mac", b"pc", b"pca")},
    b"ansicpg": _codepage,
    b"deff": _default_font,
    b"f": _font,
    b"b": _bold,
    b"v": _hidden,
    b"deleted": _deleted,
    b"uc": _fallback,
    b"plain": _plain,
    b"pard": _pard,
    b"s": _style,
    b"outlinelevel": _outline,
    b"ilvl": _list_level,
    b"intbl": _in_table,
    b"itap": _table_depth,
    b"pagebb": _new_page_before,
    b"par": _paragraph,
    b"page": _page,
    b"sect": _section_end,
    b"sectd": _section_default,
    b"sbknone": _section_runs_on,
    b"sbkcol": _section_runs_on,
    b"trowd": _row_begins,
    b"trleft": _row_left,
    b"cellx": _cell_edge,
    b"clmrg": _cell_joined,
    b"cell": _cell_ends,
    b"nestcell": _nested_cell_ends,
    b"row": _row_ends,
    b"nestrow": _nested_row_ends,
    b"chftn": _note_mark,
    b"ftnalt": _endnote,
    b"fftype": _form("form"),
    b"ffres": _form("result"),
    b"ffdefres": _form("default"),
    b"nofpages": _pages,
    **{name: _time(name) for name in (b"yr", b"mo", b"dy", b"hr", b"min")},
    b"objlink": _object_is_linked,
    b"objautlink": _object_is_linked,
    b"objemb": _object_is_embedded,
}

WANTED = frozenset({*_WORDS, *SIGNS, b"u", b"bin"})
"""All control words that do something where they do not begin a group."""
