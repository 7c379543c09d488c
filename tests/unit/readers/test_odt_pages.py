"""Pages of an ODT: marks that add up to the pages the saving program counted, or none."""

from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from tenderscan.document import Document
from tenderscan.readers import odt as reader
from tenderscan.readers import read as read_file
from tenderscan.settings import Limits
from tenderscan.text import forms
from tests.build import source
from tests.build_odt import cell, content, meta, odt, p, row, style, table

SOFT = "<text:soft-page-break/>"
AUTOMATIC = (
    style("Before", layout='fo:break-before="page"')
    + style("After", layout='fo:break-after="page"')
    + style("Master", attributes='style:master-page-name="Landscape"')
    + '<style:style style:name="T" style:family="table"><style:table-properties fo:break-before="page"/></style:style>'
)


def read(body: str, counted: int | None, *, soft: bool = True) -> Document:
    main = content(body, automatic=AUTOMATIC, attributes='text:use-soft-page-breaks="true"' if soft else "")
    count = "" if counted is None else f'<meta:document-statistic meta:page-count="{counted}"/>'
    return reader.read(odt("", {"content.xml": main, "meta.xml": meta(count)}), source("pages.odt"), Limits())


MARKS = [
    pytest.param(p("a") + SOFT + p("b"), ["a", "b"], id="between paragraphs"),
    pytest.param(p("a") + p(f"b{SOFT}c"), ["a\nb", "c"], id="within a paragraph"),
    pytest.param(p("a") + p(f"{SOFT}b"), ["a", "b"], id="at the beginning of a paragraph"),
    pytest.param(p("a") + p("b", style="Before") + p(f"c{SOFT}"), ["a", "b\nc", ""], id="page break before"),
    pytest.param(p("a", style="After") + p("b"), ["a", "b"], id="page break behind"),
    pytest.param(p("a", style="Master") + p("b", style="Master"), ["a", "b"], id="master page"),
    pytest.param(p("a") + SOFT + p("b", style="Before"), ["a", "b"], id="two marks for one page"),
    pytest.param(p("a") + p(style="Before") + p("b", style="Before"), ["a", "", "b"], id="an empty page"),
    pytest.param(p(f"a{SOFT}b") + p("c", style="Before"), ["a", "b", "c"], id="a paragraph that fills a page"),
    pytest.param(
        p("a") + table(row("b"), attributes='table:style-name="T"') + p("c"), ["a", "b\nc"], id="break before a table"
    ),
    pytest.param(table(row("a"), SOFT, row("b")), ["a", "b"], id="between rows"),
    pytest.param(table(row("a"), SOFT, row(cell(table(row("b"))))), ["a", "b"], id="before a row of tables"),
    pytest.param(
        table(row(cell(p(f"a{SOFT}b")), cell(p(f"c{SOFT}d")))), ["a", "b\tc\nd".replace("\n", "")], id="in a row"
    ),
    pytest.param(table(row(cell(p("a", style="Before")))) + SOFT + p("b"), ["a", "b"], id="no breaks in cells"),
    pytest.param(
        p("a", f"<draw:frame><draw:text-box>{p('x', style='Before')}</draw:text-box></draw:frame>") + SOFT + p("b"),
        ["a\nx", "b"],
        id="no breaks in boxes",
    ),
]


@pytest.mark.parametrize(("body", "expected"), MARKS)
def test_marks(body: str, expected: list[str]) -> None:
    document = read(body, len(expected))
    assert [page.span.of(document.text).strip("\n") for page in document.pages] == expected


@pytest.mark.parametrize(("counted", "soft"), [(None, True), (1, True), (3, True), (2, False)])
def test_marks_that_do_not_add_up_are_not_believed(counted: int | None, soft: bool) -> None:
    document = read(p("a") + SOFT + p("b"), counted, soft=soft)
    assert (document.pages, document.text) == ((), "a\nb")


def long_words(text: str) -> Counter[str]:
    return Counter(word for word in forms(text) if word.isalpha() and len(word) > 2)


@pytest.mark.parametrize(
    "name",
    ["GC FC L4 Bid Pack - Attachment 2 Template v1.0 (older)", "MCF3 DA Proposal Pack Attachment 2 v1.0 (older)"],
)
def test_pages_are_those_of_the_printed_document(shared: Path, name: str) -> None:
    document = read_file(shared / "a_ccs_cat_bidpacks" / f"{name}.odt")
    pdf = pypdfium2.PdfDocument(shared / "a_ccs_cat_bidpacks_pdf" / f"{name}.pdf")
    printed = [long_words(page.get_textpage().get_text_bounded()) for page in pdf]
    pdf.close()
    assert len(document.pages) == len(printed)
    for page, words in zip(document.pages, printed, strict=True):
        ours = long_words(page.span.of(document.text))
        assert sum((ours & words).values()) >= 0.8 * sum(ours.values()), page.number
