"""Pages of a DOCX: believed only where Word's marks add up to the pages it counted."""

import pytest

from tenderscan.document import Document
from tenderscan.readers import docx as reader
from tenderscan.settings import Limits
from tests.build import source
from tests.build_docx import cell, docx, p, row, table

RENDERED = "<w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r>"
HARD = '<w:r><w:br w:type="page"/></w:r>'
BEFORE = "<w:pageBreakBefore/>"
SECTION = "<w:sectPr>{}</w:sectPr>"


def read(body: str, pages: int | None) -> Document:
    counted = {} if pages is None else {"docProps/app.xml": f"<Properties><Pages>{pages}</Pages></Properties>"}
    return reader.read(docx(body, files=counted), source("a.docx"), Limits())


def texts(document: Document) -> list[str]:
    return [page.span.of(document.text).strip("\n") for page in document.pages]


MARKED = [
    pytest.param(p("one") + p(RENDERED.format("two")), ["one", "two"], id="rendered"),
    pytest.param(p("one", " end ", RENDERED.format("two")), ["one end ", "two"], id="inside a paragraph"),
    pytest.param(p("one", HARD) + p(RENDERED.format("two")), ["one", "two"], id="hard and rendered are one"),
    pytest.param(
        p("one") + p("two", properties=BEFORE) + p(RENDERED.format("three")), ["one", "two", "three"], id="break before"
    ),
    pytest.param(
        p("one", properties=SECTION.format("")) + p(RENDERED.format("two")) + SECTION.format(""),
        ["one", "two"],
        id="section and rendered are one",
    ),
    pytest.param(
        p("one", properties=SECTION.format(""))
        + p("still one")
        + p(RENDERED.format("two"))
        + SECTION.format('<w:type w:val="continuous"/>'),
        ["one\nstill one", "two"],
        id="continuous section",
    ),
    pytest.param(
        p("one") + table(row(cell(p(RENDERED.format("a"))), cell(p(RENDERED.format("b"))))),
        ["one", "a\tb"],
        id="one mark for each cell of a row",
    ),
    pytest.param(
        p("one") + table(row("a", cell(p("b"), p(RENDERED.format("c"))))) + p("d"),
        ["one\na\tb", "c\nd"],
        id="row over a page end",
    ),
    pytest.param(p("one") + p(HARD) + p("two") + p(RENDERED.format("three")), ["one", "two", "three"], id="hard alone"),
]


@pytest.mark.parametrize(("body", "expected"), MARKED)
def test_marked(body: str, expected: list[str]) -> None:
    document = read(body, len(expected))
    assert texts(document) == expected
    assert [page.number for page in document.pages] == list(range(1, len(expected) + 1))


@pytest.mark.parametrize(("body", "expected"), MARKED)
@pytest.mark.parametrize("off", [-1, 1])
def test_marks_that_do_not_add_up_are_not_believed(body: str, expected: list[str], off: int) -> None:
    assert read(body, len(expected) + off).pages == ()


@pytest.mark.parametrize("pages", [None, 1, 2])
def test_without_a_rendered_break_nothing_is_believed(pages: int | None) -> None:
    assert read(p("one", HARD) + p("two"), pages).pages == ()


def test_tables_know_their_page() -> None:
    document = read(p("one") + table(row(cell(p(RENDERED.format("a"))), "b")), 2)
    assert [table.page for table in document.tables] == [2]


def test_a_table_over_several_pages_is_on_that_of_its_first_cell() -> None:
    turned = row(cell(p("c", "<w:r><w:lastRenderedPageBreak/></w:r>", "d")), "e")
    document = read(p("a") + table(row("b", "b"), turned, row("f", "f")), pages=2)
    assert [page.number for page in document.pages] == [1, 2]
    assert [each.page for each in document.tables] == [1]
