"""What holds at a point of an RTF: how text looks, what its paragraph is, and where it goes. Groups inherit it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tenderscan.readers.rtf.stories import Shape, Story
from tenderscan.readers.rtf.tables import Layout


@dataclass(slots=True)
class State:
    """The state of one group; a group within begins with a copy.

    Attributes:
        story: where text goes.
        sink: where text goes instead, None for the story.
        end: what is to be done where the group ends; not inherited.
        font: number of the font, None for that of the file.
        bold: whether text is bold.
        hidden: whether text is hidden.
        deleted: whether text is deleted, and only kept as a tracked change.
        fallback: signs behind a Unicode sign that stand for it in older programs.
        style: number of the paragraph style.
        outline: level of a heading (0 = outermost) set on the paragraph itself, 9 for body text; None where it is
            silent.
        in_table: whether the paragraph lies in a cell.
        row_open: whether a row was begun and no paragraph since.
        depth: number of tables around the paragraph, as it says itself.
        list_level: level of a list item, 0 = outermost.
        layout: of the row.
    """

    story: Story
    sink: list[str] | None = None
    end: Callable[[], None] | None = None
    font: int | None = None
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    fallback: int = 1
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    row_open: bool = False
    depth: int = 0
    list_level: int = 0
    layout: Layout = field(default_factory=Layout)

    def inner(self) -> "State":
        """What a group within begins with."""
        return State(
            self.story,
            self.sink,
            None,
            self.font,
            self.bold,
            self.hidden,
            self.deleted,
            self.fallback,
            self.style,
            self.outline,
            self.in_table,
            self.row_open,
            self.depth,
            self.list_level,
            self.layout,
        )

    def plain(self) -> None:
        """Text looks like that of the file again."""
        self.font, self.bold, self.hidden = None, False, False

    def new_paragraph(self) -> None:
        """The paragraph is like that of the file again."""
        self.style, self.outline, self.list_level = 0, None, 0
        self.in_table, self.row_open, self.depth = False, False, 0

    @property
    def table_depth(self) -> int:
        """Number of tables around the paragraph."""
        return max(self.depth, 1) if self.in_table or self.row_open or self.depth else 0


@dataclass(slots=True)
class Style:
    """A paragraph style.

    Attributes:
        name: as the file has it, in lower case.
        outline: level of a heading, 0 = outermost; None where it says nothing.
    """

    name: str = ""
    outline: int | None = None

    @property
    def level(self) -> int | None:
        """Level of its headings, 1 = outermost; None for other text."""
        if self.outline is not None:
            return self.outline + 1 if 0 <= self.outline < 9 else None
        number = self.name.removeprefix("heading ") if self.name.startswith("heading ") else ""
        return int(number) if number.isdecimal() and len(number) == 1 and number != "0" else None

    @property
    def is_title(self) -> bool:
        """Whether it is the style of the document's title."""
        return self.name in ("title", "document title")


def shape(state: State, styles: dict[int, Style]) -> Shape:
    """What the paragraph is that ends here."""
    style = styles.get(state.style, Style())
    own = state.outline
    level = style.level if own is None else own + 1 if 0 <= own < 9 else None
    return Shape(state.table_depth, level, style.is_title, min(max(state.list_level, 0), 8) + 1)
