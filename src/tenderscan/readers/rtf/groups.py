"""What groups of RTF are for, by the control word they begin with: stories, tables of the head, fields, objects."""

from collections.abc import Callable

from tenderscan.document import BlockKind
from tenderscan.readers.pieces import Piece, flat_text
from tenderscan.readers.rtf import header
from tenderscan.readers.rtf.destinations import KNOWN, SKIPPED
from tenderscan.readers.rtf.forms import Field
from tenderscan.readers.rtf.reading import Reading
from tenderscan.readers.rtf.stories import Story
from tenderscan.text import normalise

Group = Callable[[Reading], None]


def begin_group(reading: Reading, name: bytes, *, starred: bool) -> bool:
    """Do what the group that begins with the word `name` is for; whether that word is done with.

    Args:
        reading: the state.
        name: the first control word of the group.
        starred: whether the group is to be passed over by programs that do not know the word.
    """
    begin = _GROUPS.get(name)
    if begin:
        begin(reading)
        return True
    if name in SKIPPED or (starred and name not in KNOWN) or _is_of_formula(name):
        reading.skip_group()
        return True
    return starred


def _is_of_formula(name: bytes) -> bool:
    """Properties of formulas are groups like `mfPr`."""
    return name.startswith(b"m") and name.endswith(b"Pr")


def _fonts(reading: Reading) -> None:
    reading.fonts.update(header.fonts(reading.skip_group(), reading.codec))


def _styles(reading: Reading) -> None:
    reading.styles.update(header.styles(reading.skip_group(), reading.codec))


def _said(name: bytes) -> Group:
    """A text in what the file says about itself."""

    def begin(reading: Reading) -> None:
        texts = reading.parsed.about.texts
        # the first is whoever made the file; some programs add whoever changed it
        reading.collect([] if name in texts else texts.setdefault(name, []))

    return begin


def _point_in_time(name: bytes) -> Group:
    def begin(reading: Reading) -> None:
        def end() -> None:
            reading.time = None

        reading.time = reading.parsed.about.times.setdefault(name, {})
        reading.collect([], end)

    return begin


def _info(reading: Reading) -> None:
    reading.collect([])


def _running(kind: BlockKind) -> Group:
    """A running header or footer."""

    def begin(reading: Reading) -> None:
        def end() -> None:
            text = normalise("\n".join(flat_text(piece) for piece in reading.finish_story()))
            texts = reading.parsed.headers if kind is BlockKind.HEADER else reading.parsed.footers
            texts.setdefault(text)

        reading.begin_story(Story(reading.budget, kind), end)

    return begin


def _note(reading: Reading) -> None:
    """A footnote, or an endnote where the group says so with its next word."""
    around, mark = reading.state.story, reading.mark
    reading.mark = ""
    story = Story(reading.budget, BlockKind.NOTE)

    def end() -> None:
        pieces = reading.finish_story()
        if story in reading.endnotes:
            text = "\n".join(flat_text(piece) for piece in pieces)
            reading.parsed.endnotes.append(Piece(BlockKind.NOTE, mark + text.lstrip()))
        else:
            around.add_behind(pieces, BlockKind.NOTE, mark)

    reading.begin_story(story, end)


def _text_box(reading: Reading) -> None:
    around = reading.state.story

    def end() -> None:
        for piece in reading.finish_story():
            around.add_behind([piece], around.kind or BlockKind.TEXT_BOX)

    reading.begin_story(Story(reading.budget, BlockKind.TEXT_BOX), end)


def _label(reading: Reading) -> None:
    """The number or bullet of a list item, as the saving program wrote it for others."""
    story, sink, parts = reading.state.story, reading.state.sink, list[str]()

    def end() -> None:
        label = "".join(parts).strip()
        if label and sink is None and not reading.state.hidden:
            story.set_label(label)

    reading.collect(parts, end)


def _field(reading: Reading) -> None:
    field = Field()
    reading.fields.append(field)

    def end() -> None:
        reading.fields.pop()
        if not field.shows_form and not field.has_result:
            reading.write(field.button())

    reading.state.end = end


def _instruction(reading: Reading) -> None:
    """What a field is to show; a form field shows its own state."""
    if not reading.fields:
        reading.skip_group()
        return
    field, sink = reading.fields[-1], reading.state.sink

    def end() -> None:
        reading.state.sink = sink
        shown = field.shown()
        field.shows_form = bool(shown)
        reading.write(shown)

    reading.collect(field.instruction, end)


def _result(reading: Reading) -> None:
    if reading.fields:
        field = reading.fields[-1]
        field.has_result = True
        if field.shows_form:
            reading.skip_group()


def _entry(reading: Reading) -> None:
    """An entry of a list to choose from."""
    entry: list[str] = []
    if reading.fields:
        reading.fields[-1].entries.append(entry)
    reading.collect(entry)


def _comment(reading: Reading) -> None:
    reading.parsed.comments += 1
    reading.skip_group()


def _picture(reading: Reading) -> None:
    reading.parsed.pictures += 1
    reading.skip_group()


def _object_data(reading: Reading) -> None:
    reading.parsed.stored += 1
    reading.skip_group()


def _both_ways(reading: Reading) -> None:
    """The same text twice, the second time in Unicode (page 17)."""
    reading.tokens.skip_next_group()


_GROUPS: dict[bytes, Group] = {
    b"fonttbl": _fonts,
    b"stylesheet": _styles,
    b"info": _info,
    **{name: _said(name) for name in (b"title", b"author")},
    **{name: _point_in_time(name) for name in (b"creatim", b"revtim")},
    **{name: _running(BlockKind.HEADER) for name in (b"header", b"headerl", b"headerr", b"headerf")},
    **{name: _running(BlockKind.FOOTER) for name in (b"footer", b"footerl", b"footerr", b"footerf")},
    b"footnote": _note,
    **dict.fromkeys((b"shptxt", b"dptxbxtext"), _text_box),
    **dict.fromkeys((b"listtext", b"pntext"), _label),
    b"field": _field,
    b"fldinst": _instruction,
    b"fldrslt": _result,
    b"ffl": _entry,
    b"annotation": _comment,
    b"pict": _picture,
    b"objdata": _object_data,
    b"upr": _both_ways,
}
