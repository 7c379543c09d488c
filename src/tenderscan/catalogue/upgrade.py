"""Bringing a catalogue of an earlier version up to date, without reading any file again."""

import json
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy import text as sql

from tenderscan.catalogue.layout import layout_as_text
from tenderscan.catalogue.schema import (
    COMPANY,
    DOCUMENT,
    META,
    NOTICE,
    RUN,
    RUN_CHANGE,
    RUN_FILE,
    SCHEMA_VERSION,
    SUPPLIER_DECISION,
)
from tenderscan.document import Block, BlockKind, Document, Page, Source, Span, Table

_ADDED_IN_2 = (
    "ALTER TABLE document ADD COLUMN pages INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE document ADD COLUMN confidence VARCHAR(4)",
    "ALTER TABLE document ADD COLUMN made_with TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE place ADD COLUMN parent VARCHAR(64)",
    "CREATE INDEX place_parent ON place (parent)",
    "ALTER TABLE unread_path ADD COLUMN parent VARCHAR(64)",
    "ALTER TABLE unread_path ADD COLUMN made_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE unread_path ADD COLUMN made_with TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE finding ADD COLUMN cell TEXT",
)


_ADDED_IN_3 = (
    "ALTER TABLE document RENAME COLUMN made_by TO read_by",
    "ALTER TABLE document ADD COLUMN tagged_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE document ADD COLUMN tried_by TEXT",
    "ALTER TABLE document ADD COLUMN tagging_failed_by TEXT",
    "ALTER TABLE unread_path RENAME COLUMN made_by TO read_by",
    "ALTER TABLE unread_path ADD COLUMN gone_at VARCHAR(32)",
    "ALTER TABLE place ADD COLUMN file_size BIGINT",
    "ALTER TABLE place ADD COLUMN modified_ns BIGINT",
    "ALTER TABLE place ADD COLUMN gone_at VARCHAR(32)",
    # "reader 2, tagger 3, rules 1f0a": the first is what reads, the others are what tags.
    "UPDATE document SET tagged_by = substr(read_by, instr(read_by, ', ') + 2) WHERE instr(read_by, ', ')",
    "UPDATE document SET read_by = substr(read_by, 1, instr(read_by, ', ') - 1) WHERE instr(read_by, ', ')",
    "UPDATE unread_path SET read_by = substr(read_by, 1, instr(read_by, ', ') - 1) WHERE instr(read_by, ', ')",
)


def upgrade(connection: Connection, found: str) -> bool:
    """Change a catalogue of format `found` into one of today's, in one transaction; False where that cannot be done."""
    if found not in ("1", "2", "3") or SCHEMA_VERSION != 4:
        return False
    if found == "1":
        _upgrade_to_2(connection)
    if found in ("1", "2"):
        _upgrade_to_3(connection)
    for table in (SUPPLIER_DECISION, COMPANY):
        table.create(connection)
    connection.execute(update(META).where(META.c.key == "schema").values(value=str(SCHEMA_VERSION)))
    return True


def _upgrade_to_2(connection: Connection) -> None:
    for statement in _ADDED_IN_2:
        connection.execute(sql(statement))
    NOTICE.create(connection)
    for sha256 in connection.execute(select(DOCUMENT.c.sha256)).scalars().all():
        _upgrade_layout(connection, sha256)


def _upgrade_to_3(connection: Connection) -> None:
    for statement in _ADDED_IN_3:
        connection.execute(sql(statement))
    for table in (RUN, RUN_FILE, RUN_CHANGE):
        table.create(connection)


def _upgrade_layout(connection: Connection, sha256: str) -> None:
    """Write a layout as it is written today; a damaged one stays, and reading its document says so as before."""
    here = DOCUMENT.c.sha256 == sha256
    try:
        parts = json.loads(connection.execute(select(DOCUMENT.c.layout).where(here)).scalar_one())
        newer = {"layout": layout_as_text(_document(parts)), "pages": len(parts["pages"])}
        said = [
            {"sha256": sha256, "position": position, "code": code, "message": message, "page": page}
            for position, (code, message, page) in enumerate(parts["notices"])
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    connection.execute(update(DOCUMENT).where(here).values(**newer))
    if said:
        connection.execute(insert(NOTICE), said)


def _document(parts: dict[str, list[list[Any]]]) -> Document:
    """What a layout of format 1 says, as a document without its text."""
    return Document(
        Source("", "", 0, ""),
        "",
        pages=tuple(Page(number, Span(start, end), bool(readable)) for number, start, end, readable in parts["pages"]),
        blocks=tuple(Block(BlockKind(kind), Span(start, end), level) for kind, start, end, level in parts["blocks"]),
        tables=tuple(
            Table(page, Span(start, end), tuple(tuple(Span(*cell) for cell in row) for row in rows))
            for page, start, end, rows in parts["tables"]
        ),
    )
