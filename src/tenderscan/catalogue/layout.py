"""Pages, blocks, tables and fields of a document as one JSON text, and back."""

import json
from array import array
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Any

from tenderscan.document import (
    Block,
    BlockKind,
    CellRows,
    Document,
    Field,
    Notice,
    Page,
    Properties,
    Source,
    Span,
    Table,
)

NO_LAYOUT = '{"pages":[],"blocks":[],"tables":[],"fields":[]}'
"""The layout of a document that was not read."""


def layout_as_text(document: Document) -> str:
    """Compact JSON: spans are pairs of numbers."""
    return json.dumps(
        {
            "pages": [
                [page.number, *_pair(page.span), int(page.readable), page.label, page.confidence]
                for page in document.pages
            ],
            "blocks": [[block.kind.value, *_pair(block.span), block.level] for block in document.blocks],
            "tables": [
                [table.page, *_pair(table.span), *_steps(CellRows.of(table.rows)), table.cell]
                for table in document.tables
            ],
            "fields": [
                [field.label, [list(pair) for pair in field.value], *_pair(field.span), field.path]
                for field in document.fields
            ],
            "titled": bool(document.properties.title),
        },
        separators=(",", ":"),
        ensure_ascii=False,
    )


def document_from(
    source: Source, text: str, properties: Properties, layout: str, notices: tuple[Notice, ...]
) -> Document:
    """The document whose layout `layout_as_text` wrote."""
    parts: dict[str, Any] = json.loads(layout)
    document = Document(
        source=source,
        text=text,
        pages=tuple(
            Page(number, Span(start, end), bool(ok), label, confidence)
            for number, start, end, ok, label, confidence in parts["pages"]
        ),
        blocks=tuple(Block(BlockKind(kind), Span(start, end), level) for kind, start, end, level in parts["blocks"]),
        tables=tuple(
            Table(page, Span(start, end), CellRows(array("I", accumulate(steps)), width), cell)
            for page, start, end, width, steps, cell in parts["tables"]
        ),
        properties=properties,
        notices=notices,
        fields=tuple(
            Field(label, tuple((key, content) for key, content in value), Span(start, end), path)
            for label, value, start, end, path in parts["fields"]
        ),
    )
    # The catalogue has a title for every document, in place of one that it lacks its file name; what is found may
    # depend on whether it has one. Layouts of before that was kept do not say.
    if parts.get("titled") or properties.title != Document(source, "").title:
        return document
    return replace(document, properties=replace(properties, title=None))


def _steps(rows: CellRows) -> tuple[int, list[int]]:
    """Cells in a row, and the start of the first cell followed by the steps from edge to edge: small numbers."""
    return rows.width, [*rows.edges[:1], *(after - before for before, after in pairwise(rows.edges))]


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
