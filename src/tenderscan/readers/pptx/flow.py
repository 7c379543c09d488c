"""From the bytes of a PPTX to an assembled document, slide by slide."""

import contextlib

from tenderscan.document import BlockKind, Document, Source
from tenderscan.errors import LimitExceeded
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.budget import Budget
from tenderscan.readers.core_properties import properties
from tenderscan.readers.inner_pictures import Pictures, notices, office_pictures
from tenderscan.readers.packed import BROKEN, opened
from tenderscan.readers.pptx.deck import Deck, Part
from tenderscan.readers.pptx.outline import Outline
from tenderscan.readers.pptx.shapes import Area, Item, Shapes, is_a_note, is_on_every_slide
from tenderscan.readers.xml import Element
from tenderscan.settings import Limits
from tenderscan.text import normalise

_LONGEST_LABEL = 200
_OFF = ("0", "false")


def read_pptx(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in `content`: for each slide its title, its shapes, its foot and the speaker's notes."""
    with opened(content, source.name, limits) as parts:
        deck = Deck(parts, source.name)
        if len(deck.slides) > limits.pages:
            raise LimitExceeded(
                f"{source.name} has {len(deck.slides):,} slides, allowed are {limits.pages:,}.\n"
                "Split it, or allow more: --allow pages=NUMBER."
            )
        flow = _Flow(deck, office_pictures(parts), source, limits)
        for number, name in enumerate(deck.slides, start=1):
            flow.slide(number, name)
        flow.tell()
        return flow.finish()


class _Flow:
    """The slides of one presentation on their way into the assembler."""

    def __init__(self, deck: Deck, pictures: Pictures, source: Source, limits: Limits) -> None:
        self._deck = deck
        self._pictures = pictures
        self._budget = Budget(source.name, limits.characters)
        self._assembler = Assembler(source)
        self._outlines: dict[str | None, Outline] = {}
        self._shown: set[Element] = set()
        self._everywhere: set[str] = set()
        self._title: str | None = None
        self._comments = 0

    def slide(self, number: int, name: str | None) -> None:
        """One slide as a page."""
        part = None
        with contextlib.suppress(*BROKEN):
            part = None if name is None else self._deck.part(name)
        if part is None:
            self._assembler.begin_page(number, readable=False)
            self._assembler.notice("page-not-read", "The slide is damaged or missing; it is not read.", number)
            return
        outline, fixed = self._inherited(part)
        shapes = Shapes(part, self._deck, outline, self._budget)
        items = shapes.items()
        elsewhere = not self._pictures.known.isdisjoint(part.targets.values())
        readable = bool(items) or not shapes.pictures or elsewhere
        self._assembler.begin_page(number, readable=readable, label=_label(items))
        for item in items:
            self._add(item)
        for item in fixed:
            self._add_everywhere(item)
        self._notes(part, number)
        if shapes.pictures and not items and elsewhere:
            message = "The slide shows nothing but pictures, which are documents of their own."
            self._assembler.notice("pictures", message, number)
        self._tell_of_slide(part, shapes, number, readable)

    def tell(self) -> None:
        """Say what concerns the whole presentation."""
        if self._deck.order_is_lost:
            self._assembler.notice(
                "part-not-read", "The list of slides is damaged; the slides were read in the order of their numbers."
            )
        for notice in notices(self._pictures):
            self._assembler.notice(notice.code, notice.message)
        if self._comments:
            many = "1 comment is" if self._comments == 1 else f"{self._comments} comments are"
            self._assembler.notice("comments-not-in-text", f"{many} left out of the text.")

    def finish(self) -> Document:
        """The document."""
        return self._assembler.finish(properties(self._deck.core, self._title))

    def _inherited(self, part: Part) -> tuple[Outline, list[Item]]:
        """What the slide takes from its layout and master: places and bullets, and what they show on every slide."""
        name = part.first("slideLayout")
        layout = self._deck.kept(name)
        master = None if layout is None else self._deck.kept(layout.first("slideMaster"))
        if name not in self._outlines:
            roots = (None if each is None else each.root for each in (layout, master))
            self._outlines[name] = Outline(*roots)
        outline = self._outlines[name]
        fixed: list[Item] = []
        for above, below in ((part, layout), (layout, master)):
            if above is None or below is None or above.root.get("showMasterSp") in _OFF:
                break
            if below.root not in self._shown:
                self._shown.add(below.root)
                fixed += Shapes(below, self._deck, outline, self._budget).items(is_on_every_slide)
        return outline, fixed

    def _add(self, item: Item) -> None:
        """What one shape shows."""
        if item.rows:
            self._assembler.add_table(item.rows)
        for paragraph in item.paragraphs:
            if item.area is Area.TITLE:
                self._assembler.add(BlockKind.HEADING, paragraph.text, level=1)
                self._title = self._title or normalise(paragraph.text)
            else:
                self._assembler.add(_kind(item, paragraph.level), paragraph.text, level=paragraph.level)

    def _add_everywhere(self, item: Item) -> None:
        """What a layout or master shows, once in the document."""
        text = normalise("\n".join(paragraph.text for paragraph in item.paragraphs))
        if text and text not in self._everywhere:
            self._everywhere.add(text)
            self._assembler.add(BlockKind.FOOTER, text)

    def _notes(self, part: Part, number: int) -> None:
        name = part.first("notesSlide")
        if name is None:
            return
        notes = self._deck.kept(name)
        if notes is None:
            self._assembler.notice("part-not-read", "The speaker's notes are damaged; they are not read.", number)
            return
        for item in Shapes(notes, self._deck, Outline(None, None), self._budget).items(is_a_note):
            if item.rows:
                self._assembler.add_table(item.rows)
            for paragraph in item.paragraphs:
                self._assembler.add(BlockKind.NOTE, paragraph.text)

    def _tell_of_slide(self, part: Part, shapes: Shapes, number: int, readable: bool) -> None:
        notice = self._assembler.notice
        if not readable:
            notice("page-without-text", "The slide shows nothing but pictures; their text is not read.", number)
        if part.root.get("show") in _OFF:
            notice("hidden-slide", "The slide is hidden in the show; it was read.", number)
        if shapes.hidden:
            notice("hidden-text", "Text of the slide that is switched off is left out.", number)
        for what in dict.fromkeys(shapes.unread):
            notice("part-not-read", f"The slide holds {what}, which is not read.", number)
        for name in part.kinds.get("comments", ()):
            comments = self._deck.kept(name)
            self._comments += 0 if comments is None else sum(1 for _ in comments.root.iter("{*}cm", "{*}reply"))


def _kind(item: Item, level: int) -> BlockKind:
    if item.area is Area.FOOT:
        return BlockKind.FOOTER
    if item.drawn:
        return BlockKind.TEXT_BOX
    return BlockKind.LIST_ITEM if level else BlockKind.PARAGRAPH


def _label(items: list[Item]) -> str | None:
    """Title of the slide."""
    titles = (item.paragraphs[0].text for item in items if item.area is Area.TITLE and item.paragraphs)
    return next((normalise(title)[:_LONGEST_LABEL] for title in titles), None)
