"""Pages, blocks, tables and notices of a document as one JSON text, and back."""

import json
from typing import Any

from tenderscan.document import Block, BlockKind, Document, Notice, Page, Properties, Source, Span, Table


def layout_as_text(document: Document) -> str:
    """Compact JSON: spans are pairs of numbers."""
    return json.dumps(
        {
            "pages": [[page.number, *_pair(page.span), int(page.readable)] for page in document.pages],
            "blocks": [[block.kind.value, *_pair(block.span), block.level] for block in document.blocks],
            "tables": [
                [table.page, *_pair(table.span), [[_pair(cell) for cell in row] for row in table.rows]]
                for table in document.tables
            ],
            "notices": [[notice.code, notice.message, notice.page] for notice in document.notices],
        },
        separators=(",", ":"),
        ensure_ascii=False,
    )


def document_from(source: Source, text: str, properties: Properties, layout: str) -> Document:
    """The document whose layout `layout_as_text` wrote."""
    parts: dict[str, list[list[Any]]] = json.loads(layout)
    return Document(
        source=source,
        text=text,
        pages=tuple(Page(number, Span(start, end), bool(ok)) for number, start, end, ok in parts["pages"]),
        blocks=tuple(Block(BlockKind(kind), Span(start, end), level) for kind, start, end, level in parts["blocks"]),
        tables=tuple(
            Table(page, Span(start, end), tuple(tuple(Span(*cell) for cell in row) for row in rows))
            for page, start, end, rows in parts["tables"]
        ),
        properties=properties,
        notices=tuple(Notice(*notice) for notice in parts["notices"]),
    )


def notices_from(layout: str) -> tuple[Notice, ...]:
    """Only the notices of a stored layout."""
    return tuple(Notice(*notice) for notice in json.loads(layout)["notices"])


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
