"""A document for people: where it is, what could not be read of it, and its text by page."""

from collections.abc import Sequence

from tenderscan.catalogue.entries import Place
from tenderscan.cli.console import no_longer_there, one_line, out, printable
from tenderscan.document import Block, BlockKind, Document, Page, Span

_STYLES = {BlockKind.HEADING: "bold", BlockKind.HEADER: "dim", BlockKind.FOOTER: "dim", BlockKind.NOTE: "italic"}


def print_head(document: Document, places: Sequence[Place]) -> None:
    """Title, places, identity and warnings."""
    console = out()
    console.print(one_line(document.title), style="bold")
    for place in places:
        filed = " · ".join(part for part in (place.buyer, place.pack) if part)
        where = f"{place.path}{no_longer_there(place.gone_at)}{'  (' + filed + ')' if filed else ''}"
        console.print(one_line(where), style="dim", soft_wrap=True)
    console.print(f"sha256 {document.source.sha256[:12]} · {document.outcome.value}", style="dim")
    for notice in document.notices:
        console.print(f"{notice.code}: {printable(notice.message)}", style="yellow", soft_wrap=True)


def print_text(document: Document, *, only: int | None = None) -> None:
    """The text by page; one page where `only` names it."""
    whole = Page(0, Span(0, len(document.text)))
    for page in document.pages or (whole,):
        if only is not None and page.number != only:
            continue
        if page.number:
            out().rule(_page_title(page))
        for block in document.blocks:
            if page.span.start <= block.span.start < page.span.end or (only is None and not document.pages):
                _print_block(document, block)


def _page_title(page: Page) -> str:
    """Number, name, and how far the words can be trusted where they were recognised from a picture."""
    name = f": {one_line(page.label)}" if page.label else ""
    trust = f" (recognised from the picture, confidence {page.trust})" if page.confidence is not None else ""
    return f"page {page.number}{name}" + (trust if page.readable else " (not read: no text in it)")


def _print_block(document: Document, block: Block) -> None:
    text = printable(block.span.of(document.text).replace("\t", " | "))
    if block.kind is BlockKind.LIST_ITEM:
        text = "  " * max(block.level, 1) + text
    if block.kind is BlockKind.HEADING:
        out().print()
    out().print(text, style=_STYLES.get(block.kind), soft_wrap=True)
