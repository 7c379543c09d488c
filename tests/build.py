"""Builders for tests: documents and records without files."""

from collections.abc import Sequence
from decimal import Decimal

from tenderscan.document import BlockKind, Document, Properties, Source, Span
from tenderscan.readers.assemble import Assembler
from tenderscan.record import Evidence, Finding, Label, Money, Record, Value


def source(name: str = "example.pdf", sha256: str = "a" * 64) -> Source:
    return Source(name=name, sha256=sha256, size=1, media_type="application/pdf")


def document(
    *pages: str | Sequence[str], name: str = "example.pdf", sha256: str = "a" * 64, title: str | None = None
) -> Document:
    """A document of these pages; a page is one paragraph or several, a paragraph that begins with "# " is a heading."""
    assembler = Assembler(source(name, sha256))
    for number, page in enumerate(pages, start=1):
        assembler.begin_page(number)
        for paragraph in [page] if isinstance(page, str) else page:
            if paragraph.startswith("# "):
                assembler.add(BlockKind.HEADING, paragraph[2:], level=1)
            else:
                assembler.add(BlockKind.PARAGRAPH, paragraph)
    return assembler.finish(Properties(title=title))


def assert_evidence(record: Record) -> None:
    """Every finding quotes the document at its span, and its page holds the span."""
    pages = {page.number: page.span for page in record.document.pages}
    for finding in record.findings:
        evidence = finding.evidence
        assert evidence.span.of(record.document.text) == evidence.quote
        assert evidence.quote, finding
        if evidence.page is not None:
            assert pages[evidence.page].start <= evidence.span.start < pages[evidence.page].end


def finding(record_document: Document, quote: str, label: Label, value: Value, *, rule: str = "test/rule") -> Finding:
    """A finding whose quote is the first occurrence of `quote` in the document."""
    start = record_document.text.index(quote)
    span = Span(start, start + len(quote))
    page = next((page.number for page in record_document.pages if page.span.contains(span)), None)
    return Finding(label, value, Evidence(span, quote, page, None, rule, 1.0))


def pounds(amount: str, *, kind: str = "contract_value", top: str | None = None) -> Money:
    return Money(Decimal(amount), None if top is None else Decimal(top), "GBP", kind)
