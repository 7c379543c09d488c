"""From the bytes of an OpenDocument file to an assembled document, step by step."""

from collections.abc import Iterator

from tenderscan.document import BlockKind, Document, Source
from tenderscan.readers.assemble import Assembler, Grid
from tenderscan.readers.budget import Budget
from tenderscan.readers.counted import counted
from tenderscan.readers.inner_pictures import notices
from tenderscan.readers.odt.about import properties_of
from tenderscan.readers.odt.forms import controls
from tenderscan.readers.odt.inline import Losses, note_mark
from tenderscan.readers.odt.masters import master_drawings, masters_in_use, running_parts, said_by
from tenderscan.readers.odt.names import OFFICE, TEXT
from tenderscan.readers.odt.package import Package, Parsed, open_package
from tenderscan.readers.odt.pages import page_count, page_starts
from tenderscan.readers.odt.slides import Slide, declared_texts, slides
from tenderscan.readers.odt.story import Reading, Stories
from tenderscan.readers.odt.styles import Styles
from tenderscan.readers.pieces import Piece, PieceWriter, flat_text
from tenderscan.readers.xml import Element
from tenderscan.settings import Limits
from tenderscan.text import normalise


def read_odf(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in `content`: headers, body with its footnotes or slides with their notes, endnotes, footers."""
    package = open_package(content, source.name, limits)
    body = package.document.body
    flow = _Flow(package, body, source, limits)
    if body.tag in (OFFICE + "presentation", OFFICE + "drawing"):
        flow.slides()
    else:
        flow.running_texts("header", BlockKind.HEADER)
        flow.body()
        flow.endnotes()
        flow.running_texts("footer", BlockKind.FOOTER)
    flow.tell()
    return flow.finish()


class _Flow:
    """The parts of one document on their way into the assembler."""

    def __init__(self, package: Package, body: Element, source: Source, limits: Limits) -> None:
        self._package = package
        self._document: Parsed = package.document
        self._body = body
        self._source = source
        self._limits = limits
        self._assembler = Assembler(source)
        self._losses = Losses()
        styles = Styles(self._document.content, self._document.styles)
        starts = page_starts(body, styles, page_count(self._document.meta))
        if starts:
            self._assembler.begin_page(1)
        self._reading = Reading(
            budget=Budget(source.name, limits.characters),
            losses=self._losses,
            embedded=package.embedded,
            files=frozenset(package.files),
            controls=controls(body),
            page_starts=starts,
        )
        self._reading.styles[self._document.content] = styles
        self._stories = Stories(self._reading, self._document)
        self._masters = masters_in_use(self._document.styles, body, styles)
        self._master_stories = Stories(self._reading, self._document, self._document.styles)
        self._note_stories: dict[Stories, Stories] = {}
        self._endnotes: list[tuple[Element, Stories]] = []
        self._writer = PieceWriter(self._assembler)

    def body(self) -> None:
        """Paragraphs and tables of the main part, footnotes behind what refers to them."""
        for piece in self._stories.walk(self._body):
            self._writer.add(piece)
            self._footnotes()

    def slides(self) -> None:
        """Each slide as a page with its notes; what stands on all of them comes once, on the last."""
        for slide in slides(self._body, self._stories, self._limits, self._source.name):
            self._assembler.begin_page(slide.number, label=slide.title)
            start = self._assembler.length
            self._writer.add(Piece(BlockKind.HEADING, slide.title or "", 1))
            for piece in slide.rest:
                self._writer.add(piece)
                self._footnotes()
            if slide.pictures and self._assembler.length == start:
                self._tell_of_pictures(slide)
            for piece in slide.notes:
                self._assembler.add(BlockKind.NOTE, flat_text(piece))
            if slide.hidden:
                self._assembler.notice("hidden-slide", "The slide is hidden in the show; it was read.", slide.number)
        for text in declared_texts(self._body):
            self._assembler.add(BlockKind.FOOTER, self._reading.budget.spend(text))
        self._master_texts()

    def _tell_of_pictures(self, slide: Slide) -> None:
        """Say that a slide has no text."""
        code, message = "page-without-text", "The slide shows nothing but pictures; their text is not read."
        if not self._package.large.known.isdisjoint(slide.pictures):
            code, message = "pictures", "The slide shows nothing but pictures, which are documents of their own."
        self._assembler.notice(code, message, slide.number)

    def endnotes(self) -> None:
        """Endnotes, which stand at the end of the document."""
        for note, stories in self._endnotes:
            self._add_note(note, stories)
        self._footnotes()

    def running_texts(self, part: str, kind: BlockKind) -> None:
        """Each header or footer that some page shows, once."""
        seen: set[str] = set()
        for root in running_parts(self._masters, part):
            said = said_by(root)
            if said not in seen:
                seen.add(said)
                self._assembler.add(kind, _flat(self._master_stories.anew().walk(root, kind)))
                self._reading.notes.clear()

    def _master_texts(self) -> None:
        """What master slides say on every slide that follows them."""
        seen: set[str] = set()
        for piece in self._master_stories.walk(master_drawings(self._masters), BlockKind.FOOTER):
            text = normalise(flat_text(piece))
            if text not in seen:
                seen.add(text)
                self._assembler.add(BlockKind.FOOTER, text)

    def tell(self) -> None:
        """Say what is not in the text."""
        self._tell_unread()
        notice, losses = self._assembler.notice, self._losses
        if losses.objects:
            notice("embedded-files", f"{counted(losses.objects, 'embedded file')} read as documents of their own.")
        if losses.comments:
            notice("comments-not-in-text", f"{counted(losses.comments, 'comment')} in the margin left out of the text.")
        if losses.hidden:
            notice("hidden-text", f"{counted(losses.hidden, 'piece')} of hidden text left out.")
        deleted = sum(1 for _ in self._body.iter(TEXT + "deletion"))
        if deleted:
            notice(
                "tracked-changes",
                f"{counted(deleted, 'tracked deletion')} left out; tracked insertions are in the text.",
            )

    def finish(self) -> Document:
        """The document."""
        return self._assembler.finish(properties_of(self._document.meta, self._writer.title))

    def _tell_unread(self) -> None:
        unread = self._losses.unread
        for what in dict.fromkeys(unread):
            count = unread.count(what)
            times = f" ({count} times)" if count > 1 else ""
            self._assembler.notice("part-not-read", f"The file holds {what}{times}, which is not read.")
        if self._losses.repeats:
            self._assembler.notice(
                "part-not-read", "Cells or rows that repeat the same text thousands of times are cut short."
            )
        for notice in notices(self._package.large):
            self._assembler.notice(notice.code, notice.message)
        if self._package.pictures and not self._assembler.length and not self._package.large.parts:
            self._assembler.notice(
                "part-not-read", "The document holds nothing but pictures, perhaps a scan; their text is not read."
            )

    def _footnotes(self) -> None:
        while self._reading.notes:  # a note may refer to another
            note, stories = self._reading.notes.pop(0)
            if note.get(TEXT + "note-class") == "endnote":
                self._endnotes.append((note, stories))
            else:
                self._add_note(note, stories)

    def _add_note(self, note: Element, stories: Stories) -> None:
        body = note.find(TEXT + "note-body")
        if body is not None:
            if stories not in self._note_stories:
                self._note_stories[stories] = stories.anew()
            text = _flat(self._note_stories[stories].walk(body, BlockKind.NOTE))
            mark = note_mark(note)
            self._assembler.add(BlockKind.NOTE, (f"[{mark}] " if mark else "") + text.lstrip())


def _flat(pieces: Iterator[Piece | Grid]) -> str:
    return "\n".join(map(flat_text, pieces))
