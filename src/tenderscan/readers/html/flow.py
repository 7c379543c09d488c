"""From the bytes of a web page to an assembled document."""

import re
from collections.abc import Iterator

from tenderscan.document import BlockKind, Document, Properties, Source
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.ballot_boxes import boxes_as_text
from tenderscan.readers.budget import Budget
from tenderscan.readers.encoding.decoding import decode, remarks
from tenderscan.readers.html.parse import bare_text, declared_encoding, parse_html
from tenderscan.readers.html.walk import Seen, Walker
from tenderscan.readers.pieces import Piece, Rows, add_pieces
from tenderscan.settings import Limits
from tenderscan.text import normalise

_LONGEST_TITLE = 300
_AUTHOR = ("author", "dcterms.creator", "dc.creator", "article:author")
_CREATED = ("dcterms.created", "dcterms.issued", "dc.date", "article:published_time", "date", "dcterms.date", "created")
_MODIFIED = ("dcterms.modified", "article:modified_time", "last-modified", "modified")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?")


def read_html(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in `content`."""
    decoded = decode(content, declared_encoding(content))
    assembler = Assembler(source)
    budget = Budget(source.name, limits.characters)
    page = Page(decoded.text, budget)
    add_pieces(assembler, page.pieces())
    for code, message in remarks(decoded):
        assembler.notice(code, message)
    page.tell(assembler)
    return assembler.finish(page.properties())


class Page:
    """One web page, from its text to its pieces; an e-mail's body is such a page too."""

    def __init__(self, text: str, budget: Budget) -> None:
        """Parse the page.

        Args:
            text: the decoded page.
            budget: what the document may still yield.
        """
        self._text = text
        self._budget = budget
        self._root = parse_html(text, budget.name)
        self._walker = Walker(budget)

    @property
    def seen(self) -> Seen:
        """What is not in the text of the pieces handed out so far."""
        return self._walker.seen

    def pieces(self) -> Iterator[Piece | Rows]:
        """Paragraphs, lists and tables in reading order."""
        if self._root is not None:
            yield from self._walker.walk(self._root)
            return
        for line in bare_text(self._text).splitlines():
            yield Piece(BlockKind.PARAGRAPH, boxes_as_text(self._budget.spend(line)))

    def tell(self, assembler: Assembler) -> None:
        """Say what is not in the text, once the pieces have been added."""
        seen = self.seen
        if self._root is None and assembler.length:
            assembler.notice(
                "structure-lost", "Its elements lie too deep in each other: read without headings, lists and tables."
            )
        if seen.hidden:
            assembler.notice("hidden-text", f"{_many(seen.hidden, 'piece')} of hidden text left out.")
        if seen.frames:
            assembler.notice(
                "part-not-read",
                f"The page shows {'another file' if seen.frames == 1 else f'{seen.frames} other files'} inside itself, "
                "which is not read.",
            )
        if seen.pictures and not assembler.length:
            assembler.notice("part-not-read", "The page holds nothing but pictures; their text is not read.")

    def properties(self) -> Properties:
        """What the page says about itself; its first heading is its title where it has none, once it has been read."""
        root = self._root
        if root is None:
            return Properties()
        stated: dict[str, str] = {}
        for meta in root.iter("meta"):
            name = (meta.get("name") or meta.get("property") or meta.get("http-equiv") or "").strip().lower()
            stated.setdefault(name, _one_line(meta.get("content")))
        titles = [_one_line("".join(title.itertext())) for title in root.iter("title")]
        headings = [_one_line(heading) for heading in self.seen.headings]
        return Properties(
            title=next((title for title in titles[:1] + headings if 0 < len(title) <= _LONGEST_TITLE), None),
            author=next((stated[name] for name in _AUTHOR if stated.get(name)), None),
            created=_date(stated, _CREATED),
            modified=_date(stated, _MODIFIED),
        )


def _date(stated: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((stated[name] for name in names if _DATE.fullmatch(stated.get(name, ""))), None)


def _one_line(text: str | None) -> str:
    return normalise(text or "").replace("\n", " ")


def _many(count: int, what: str) -> str:
    return f"1 {what} is" if count == 1 else f"{count} {what}s are"
