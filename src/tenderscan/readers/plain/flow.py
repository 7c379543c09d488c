"""From the bytes of a text file to an assembled document."""

import re
from collections.abc import Iterator

from tenderscan.document import Document, Properties, Source
from tenderscan.readers.assemble import PAGE_BREAK, Assembler
from tenderscan.readers.budget import Budget
from tenderscan.readers.encoding.decoding import decode, remarks
from tenderscan.readers.media_types import JSON, MARKDOWN, XML
from tenderscan.readers.pieces import Piece, Rows, add_pieces
from tenderscan.readers.plain.leaves import json_pieces, xml_pieces
from tenderscan.readers.plain.paragraphs import plain_pieces
from tenderscan.settings import Limits

_ENTITY = re.compile(rb"<!ENTITY\s")
_NAMES = {JSON: "JSON", XML: "XML"}


def read_plain(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in `content`."""
    assembler = Assembler(source)
    budget = Budget(source.name, limits.characters)
    if source.media_type == XML:
        pieces = xml_pieces(content, budget)
        if pieces is not None:
            add_pieces(assembler, pieces)
            if _ENTITY.search(content):
                assembler.notice(
                    "part-not-read", "The file defines abbreviations of its own (entities), which are not resolved."
                )
            return assembler.finish(Properties())
    decoded = decode(content)
    properties = Properties()
    if source.media_type == MARKDOWN:
        # markdown-it is loaded only where there is Markdown
        from tenderscan.readers.plain.markdown import Markdown

        markdown = Markdown(decoded.text, budget)
        add_pieces(assembler, markdown.pieces())
        properties = markdown.properties()
        if markdown.is_flat:
            assembler.notice(
                "structure-lost", "Its lists and quotations lie too deep in each other; read as plain text."
            )
    else:
        add_pieces(assembler, _text_pieces(decoded.text, source, budget, assembler))
    for code, message in remarks(decoded):
        assembler.notice(code, message)
    return assembler.finish(properties)


def _text_pieces(text: str, source: Source, budget: Budget, assembler: Assembler) -> Iterator[Piece | Rows]:
    if source.media_type == JSON and (pieces := json_pieces(text, budget)) is not None:
        return pieces
    if source.media_type in _NAMES:
        assembler.notice("structure-lost", f"This is no whole {_NAMES[source.media_type]}; read as plain text.")
    if PAGE_BREAK in text.strip(PAGE_BREAK + "\r\n "):
        assembler.begin_page(1)
        text = text.strip(PAGE_BREAK)
    return plain_pieces(text, budget)
