"""Where pages and blocks lie in a document, asked many times by offset."""

from bisect import bisect_right

from tenderscan.document import Block, BlockKind, Document, Page, Span

RUNNING = frozenset({BlockKind.HEADER, BlockKind.FOOTER})
"""Kinds of blocks that repeat on every page."""


class Layout:
    """Pages and blocks of one document by offset."""

    def __init__(self, document: Document) -> None:
        """Index the pages and blocks of `document`."""
        self.text = document.text
        self.cell = document.cell_at
        self._pages = document.pages
        self._page_starts = [page.span.start for page in document.pages]
        self._blocks = document.blocks
        self._block_starts = [block.span.start for block in document.blocks]
        self._running = [block.span for block in document.blocks if block.kind in RUNNING]
        self._running_starts = [span.start for span in self._running]

    def page(self, offset: int) -> Page | None:
        """The page that holds the character at `offset`, None where the document has no pages."""
        index = bisect_right(self._page_starts, offset) - 1
        return self._pages[index] if index >= 0 else None

    def page_span(self, offset: int) -> Span:
        """The characters of that page, or the whole text where there are no pages."""
        page = self.page(offset)
        return page.span if page and page.span.start <= offset < page.span.end else Span(0, len(self.text))

    def is_running(self, offset: int) -> bool:
        """Whether the character at `offset` stands in a running header or footer."""
        index = bisect_right(self._running_starts, offset) - 1
        return index >= 0 and offset < self._running[index].end

    def stretch_end(self, offset: int) -> int:
        """Where the text that is read in one go from `offset` ends: at the next header or footer, or the page's end."""
        index = bisect_right(self._running_starts, offset)
        end = self._running_starts[index] if index < len(self._running) else len(self.text)
        if self.is_running(offset):
            end = min(end, self._running[index - 1].end)
        return min(end, self.page_span(offset).end)

    def block(self, offset: int) -> Block | None:
        """The block that holds the character at `offset`."""
        block = self._at(bisect_right(self._block_starts, offset) - 1)
        return block if block and offset < block.span.end else None

    def blocks_from(self, offset: int, end: int) -> list[Block]:
        """The block that holds `offset` and those behind it that begin before `end`."""
        first = max(bisect_right(self._block_starts, offset) - 1, 0)
        return list(self._blocks[first : bisect_right(self._block_starts, end - 1)])

    def body_starts(self) -> list[int]:
        """Where the first block of the body begins on each page; where there are no blocks, the start of the text."""
        seen: dict[int, int] = {}
        for block in self._blocks:
            if block.kind not in RUNNING and len(block.span):
                seen.setdefault(self.page_span(block.span.start).start, block.span.start)
        return list(seen.values()) or [0]

    def _at(self, index: int) -> Block | None:
        return self._blocks[index] if 0 <= index < len(self._blocks) else None
