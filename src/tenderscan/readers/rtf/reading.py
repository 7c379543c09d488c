"""The state of reading one RTF: the groups that are open, the tables of fonts and styles, and text on its way."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tenderscan.errors import LimitExceeded
from tenderscan.readers.assemble import PAGE_BREAK, Grid
from tenderscan.readers.budget import Budget
from tenderscan.readers.office.symbols import is_symbol_font, unfold
from tenderscan.readers.pieces import Piece
from tenderscan.readers.rtf import charsets
from tenderscan.readers.rtf.about import About
from tenderscan.readers.rtf.charsets import Font
from tenderscan.readers.rtf.forms import Field
from tenderscan.readers.rtf.state import State, Style, shape
from tenderscan.readers.rtf.stories import Story
from tenderscan.readers.rtf.tokens import Tokens

MAX_DEPTH = 2_000
"""Groups within groups; real files reach thirty."""
MAX_STORIES = 10
"""Text boxes and notes within each other; each hands on what those within it hold."""
_PLAIN = Font()
_UNNAMED = "Wingdings"
"""What a symbol font is taken for that is none of those known."""


@dataclass(slots=True)
class Parsed:
    """What an RTF holds.

    Attributes:
        body: paragraphs and tables of the text, with its footnotes.
        endnotes: notes that stand at the end.
        headers: texts of the running headers, each once.
        footers: texts of the running footers, each once.
        about: what the file says about itself.
        comments: number of comments.
        hidden: number of pieces of hidden text.
        deleted: number of tracked deletions.
        pictures: number of pictures.
        links: number of objects that lie in other files.
        objects: number of objects that lie in this file.
        stored: number of objects whose data were found.
        is_cut: whether the end of the file is missing.
    """

    body: list[Piece | Grid] = field(default_factory=list)
    endnotes: list[Piece | Grid] = field(default_factory=list)
    headers: dict[str, None] = field(default_factory=dict)
    footers: dict[str, None] = field(default_factory=dict)
    about: About = field(default_factory=About)
    comments: int = 0
    hidden: int = 0
    deleted: int = 0
    pictures: int = 0
    links: int = 0
    objects: int = 0
    stored: int = 0
    is_cut: bool = False


class Reading:
    """One RTF while it is read; `words` and `groups` say what its control words do to it.

    Attributes:
        tokens: of the file.
        budget: what the document may still yield.
        parsed: what has been found.
        body: the story of the text itself.
        state: of the open group.
        fonts: by number.
        styles: of paragraphs, by number.
        default_font: number of the font of text that names none.
        codec: of text whose font names none.
        fields: that are open, outermost first.
        time: the point in time that is open, by the words for its parts; None where none is.
        notes: number of footnotes so far.
        endnotes: stories of notes that stand at the end of the document.
        mark: of the next footnote, such as "[1] "; empty where it has none.
        new_section: whether a section has ended and nothing has been written since.
        runs_on: whether the section goes on on the same page.
    """

    def __init__(self, tokens: Tokens, budget: Budget) -> None:
        """Begin a file."""
        self.tokens = tokens
        self.budget = budget
        self.parsed = Parsed()
        self.body = Story(budget)
        self.state = State(self.body)
        self.fonts: dict[int, Font] = {}
        self.styles: dict[int, Style] = {}
        self.default_font = 0
        self.codec = charsets.DEFAULT
        self.fields: list[Field] = []
        self.time: dict[bytes, int] | None = None
        self.notes = 0
        self.endnotes: set[Story] = set()
        self.mark = ""
        self.new_section = False
        self.runs_on = False
        self._groups: list[State] = []
        self._raw = bytearray()
        self._high = 0
        self._to_skip = 0
        self._stories = 0
        self._was_hidden = self._was_deleted = False

    @property
    def depth(self) -> int:
        """Number of groups that are open, the outermost aside."""
        return len(self._groups)

    def open_group(self) -> None:
        """A group begins.

        Raises:
            LimitExceeded: it is too deep.
        """
        self.settle()
        if len(self._groups) >= MAX_DEPTH:
            raise LimitExceeded(
                f"{self.budget.name} holds groups within groups more than {MAX_DEPTH:,} deep. Open it in Word and save "
                "it again."
            )
        self._groups.append(self.state)
        self.state = self.state.inner()

    def close_group(self) -> None:
        """A group ends."""
        self.settle()
        if self.state.end:
            self.state.end()
        self.state = self._groups.pop()

    def skip_group(self) -> bytes:
        """Pass over the rest of the open group; what stood in it."""
        content = self.tokens.skip_group()
        self.state.end = None
        self.state = self._groups.pop()
        return content

    def collect(self, sink: list[str], end: Callable[[], None] | None = None) -> None:
        """Text of the open group goes to `sink`, and `end` is called behind it."""
        self.state.sink = sink
        self.state.end = end

    def begin_story(self, story: Story, end: Callable[[], None]) -> None:
        """Text of the open group goes to a story of its own, unless too many lie in each other."""
        if self._stories >= MAX_STORIES:
            return
        self._stories += 1
        self.state.story, self.state.sink, self.state.end = story, None, end
        self.state.new_paragraph()
        self.state.plain()

    def finish_story(self) -> list[Piece | Grid]:
        """What the story of the open group holds; it ends here."""
        self._stories -= 1
        return self.state.story.finish(shape(self.state, self.styles))

    def end_paragraph(self) -> None:
        """The open paragraph ends."""
        if self.state.sink is None:
            self.state.story.end_paragraph(shape(self.state, self.styles))
        else:
            self.state.sink.append("\n")

    def take_bytes(self, raw: bytes) -> None:
        """Text in the code page of its font; a sign may take two bytes, and they may come one by one."""
        if self._to_skip:
            passed = min(self._to_skip, len(raw))
            self._to_skip -= passed
            raw = raw[passed:]
        if raw:
            self._high = 0
            self._raw += raw

    def take_unicode(self, number: int) -> None:
        """A UTF-16 unit; signs behind it that stand for it in older programs are passed over."""
        self._decode()
        unit = number & 0xFFFF
        if 0xD800 <= unit < 0xDC00:
            self._high = unit
        elif 0xDC00 <= unit < 0xE000:
            high, self._high = self._high, 0
            if high:
                self.write(chr(0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00))
        else:
            self._high = 0
            self.write(chr(unit))
        self._to_skip = self.state.fallback

    def skips_sign(self) -> bool:
        """Whether the sign that comes now stands for a Unicode sign that was taken; it is passed over then."""
        if self._to_skip:
            self._to_skip -= 1
            return True
        return False

    def settle(self) -> None:
        """Write the text that is on its way, because what comes now is something else."""
        self._decode()
        self._to_skip = 0

    def write(self, text: str) -> None:
        """Text that is known as such; a form feed in it is a character like others, and no page begins there."""
        state, text = self.state, text.replace(PAGE_BREAK, " ")
        font = self._font()
        if font.is_symbols or not text.isascii():
            text = unfold(text, font.name if is_symbol_font(font.name) or not font.is_symbols else _UNNAMED)
        if state.sink is not None:
            state.sink.append(self.budget.spend(text))
            return
        if self._is_unseen(text):
            return
        if self.new_section and state.story is self.body and text.strip():
            self.new_section = False
            if not self.runs_on and not self.body.is_empty:
                self.body.add(PAGE_BREAK)
        state.story.add(text, bold=state.bold)

    def turn_page(self) -> None:
        """A page ends."""
        if self.state.story is self.body and self.state.sink is None and not self.state.table_depth:
            self.body.add(PAGE_BREAK)

    def _is_unseen(self, text: str) -> bool:
        """Whether the text is hidden or deleted; runs that follow each other are one piece."""
        state = self.state
        hidden, deleted = state.hidden and not state.deleted, state.deleted
        if text.strip():
            self.parsed.hidden += hidden and not self._was_hidden
            self.parsed.deleted += deleted and not self._was_deleted
            self._was_hidden, self._was_deleted = hidden, deleted
        return hidden or deleted

    def _decode(self) -> None:
        if self._raw:
            text = charsets.decoded(bytes(self._raw), self._font().codec(self.codec))
            self._raw.clear()
            if text:
                self.write(text)

    def _font(self) -> Font:
        number = self.default_font if self.state.font is None else self.state.font
        return self.fonts.get(number, _PLAIN)
