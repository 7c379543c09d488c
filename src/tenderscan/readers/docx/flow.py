"""From the bytes of a DOCX to an assembled document, step by step."""

from collections.abc import Iterator

from tenderscan.document import BlockKind, Document, Source
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.budget import Budget
from tenderscan.readers.core_properties import properties
from tenderscan.readers.counted import counted
from tenderscan.readers.docx.controls import count_unfilled, shown_instead
from tenderscan.readers.docx.inline import Inline, Note
from tenderscan.readers.docx.names import SECTION, WORD, switch
from tenderscan.readers.docx.numbering import Numbering
from tenderscan.readers.docx.package import Package, open_package
from tenderscan.readers.docx.pages import page_starts
from tenderscan.readers.docx.story import Stories
from tenderscan.readers.docx.styles import Styles
from tenderscan.readers.inner_pictures import notices
from tenderscan.readers.office.names import RELATIONSHIP
from tenderscan.readers.pieces import PieceWriter, flat_text
from tenderscan.readers.xml import Element
from tenderscan.settings import Limits
from tenderscan.text import normalise


def read_docx(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in `content`: headers, body with its footnotes, endnotes, footers."""
    package = open_package(content, source.name, limits)
    flow = _Flow(package, source, limits)
    flow.running_texts("header", BlockKind.HEADER)
    flow.body()
    flow.endnotes()
    flow.running_texts("footer", BlockKind.FOOTER)
    flow.tell()
    return flow.finish()


class _Flow:
    """The parts of one document on their way into the assembler."""

    def __init__(self, package: Package, source: Source, limits: Limits) -> None:
        self._package = package
        self._budget = Budget(source.name, limits.characters)
        self._assembler = Assembler(source)
        styles = Styles(package.single.get("styles"))
        starts = page_starts(package.body, styles, package.pages)
        if starts:
            self._assembler.begin_page(1)
        roots = [package.body, *dict.fromkeys(package.related.values())]
        instead = shown_instead(roots, package.stores)
        self._unfilled = count_unfilled(roots, instead)
        self._inline = Inline(styles, package.related, starts, self._budget, instead)
        self._styles = styles
        self._numbering = Numbering(package.single.get("numbering"), styles)
        self._stories = self._new_stories(starts)
        self._note_stories = self._new_stories()
        self._endnotes: list[Note] = []
        self._note_entries: dict[tuple[str, str | None], Element] = {
            (part, entry.get(WORD + "id")): entry
            for part in ("footnotes", "endnotes")
            if part in package.single
            for entry in package.single[part].iterchildren("{*}footnote", "{*}endnote")
        }
        self._body_length = 0
        self._writer = PieceWriter(self._assembler)

    def body(self) -> None:
        """Paragraphs and tables of the main part, footnotes behind what refers to them."""
        start = self._assembler.length
        for piece in self._stories.walk(self._package.body):
            self._writer.add(piece)
            notes = self._stories.take_notes()
            self._endnotes += [note for note in notes if note.part == "endnotes"]
            self._add_notes([note for note in notes if note.part == "footnotes"])
        self._body_length = self._assembler.length - start

    def endnotes(self) -> None:
        """Endnotes, which stand at the end of the document."""
        self._add_notes(self._endnotes)

    def running_texts(self, part: str, kind: BlockKind) -> None:
        """Each header or footer that some page shows, once."""
        seen: set[str] = set()
        for root in dict.fromkeys(self._running_parts(part)):
            text = normalise("\n".join(flat_text(piece) for piece in self._new_stories().walk(root, kind)))
            if text not in seen:
                seen.add(text)
                self._assembler.add(kind, text)

    def tell(self) -> None:
        """Say what is not in the text."""
        self._tell_unread()
        notice = self._assembler.notice
        comments = self._package.single.get("comments")
        count = 0 if comments is None else len(comments.findall(WORD + "comment"))
        if count:
            notice("comments-not-in-text", f"{counted(count, 'comment')} in the margin left out of the text.")
        if self._unfilled:
            notice(
                "unfilled-fields", f"{counted(self._unfilled, 'field')} not filled in; the text holds their prompts."
            )
        if self._inline.hidden:
            notice("hidden-text", f"{counted(self._inline.hidden, 'piece')} of hidden text left out.")
        if self._inline.deleted:
            notice(
                "tracked-changes",
                f"{counted(self._inline.deleted, 'tracked deletion')} left out; tracked insertions are in the text.",
            )

    def finish(self) -> Document:
        """The document."""
        return self._assembler.finish(properties(self._package.core, self._writer.title))

    def _new_stories(self, starts: frozenset[Element] = frozenset()) -> Stories:
        """A walker with counters of its own: lists in headers and notes do not go on counting in the body."""
        return Stories(self._budget, self._styles, self._numbering.anew(), self._inline, starts)

    def _tell_unread(self) -> None:
        unread = list(self._package.not_read)
        # those that are in the file become documents of their own
        unread += ["a linked object, whose file lies elsewhere"] * max(0, self._inline.objects - self._package.objects)
        for what in dict.fromkeys(unread):
            count = unread.count(what)
            times = f" ({count} times)" if count > 1 else ""
            self._assembler.notice("part-not-read", f"The file holds {what}{times}, which is not read.")
        for notice in notices(self._package.large):
            self._assembler.notice(notice.code, notice.message)
        if self._package.pictures and not self._body_length and not self._package.large.parts:
            count = self._package.pictures
            pictures = "a picture" if count == 1 else f"{count} pictures"
            self._assembler.notice(
                "part-not-read", f"The document holds nothing but {pictures}, perhaps a scan; their text is not read."
            )

    def _add_notes(self, notes: list[Note]) -> None:
        for note in notes:
            # once each: further references show a mark, and not the text again
            entry = self._note_entries.pop((note.part, note.id), None)
            if entry is not None:
                text = "\n".join(flat_text(piece) for piece in self._note_stories.walk(entry, BlockKind.NOTE))
                mark = f"[{note.mark}] " if note.mark else ""
                self._assembler.add(BlockKind.NOTE, mark + text.lstrip())

    def _running_parts(self, part: str) -> Iterator[Element]:
        """Header or footer parts in the order of the sections that show them (17.10)."""
        even = switch(self._package.single.get("settings"), "evenAndOddHeaders")
        current: dict[str, Element] = {}
        for section in self._package.body.iter(SECTION):
            for reference in section.iterchildren(f"{WORD}{part}Reference"):
                root = self._package.related.get(reference.get(RELATIONSHIP + "id", ""))
                if root is not None:
                    current[reference.get(WORD + "type", "default")] = root
            shown = ["first"] if switch(section, "titlePg") else []
            yield from (current[type_] for type_ in (*shown, "default", *["even"] * bool(even)) if type_ in current)
