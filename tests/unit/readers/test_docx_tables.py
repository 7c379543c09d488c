"""Tables of a DOCX: merged cells, nested tables, rows in wrappers."""

import pytest

from tenderscan.document import Document
from tenderscan.errors import LimitExceeded
from tenderscan.readers import docx as reader
from tenderscan.readers.docx.story import MAX_NESTING
from tenderscan.settings import Limits
from tests.build import source
from tests.build_docx import box, cell, docx, p, row, table


def read(body: str) -> Document:
    return reader.read(docx(body), source("example.docx"), Limits())


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


GRIDS = [
    pytest.param(
        table(row("Supplier", "Price"), row("Acorn", "£1")), [["Supplier", "Price"], ["Acorn", "£1"]], id="plain"
    ),
    pytest.param(
        table(row(cell("wide", properties=span(2)), "c"), row("a", "b", "d")), [["wide", "", "c"], ["a", "b", "d"]]
    ),
    pytest.param(
        table(row(cell("a", properties=span(3)), "b"), row(cell("c", properties=span(3)), "d")),
        [["a", "b"], ["c", "d"]],
        id="columns in which nothing begins are left out",
    ),
    pytest.param(
        table(
            row(cell("down", properties='<w:vMerge w:val="restart"/>'), "b"),
            row(cell("hidden", properties="<w:vMerge/>"), "c"),
        ),
        [["down", "b"], ["", "c"]],
        id="merged down",
    ),
    pytest.param(
        table(row("a", "b"), row("c", properties='<w:gridBefore w:val="1"/>')),
        [["a", "b"], ["", "c"]],
        id="indented row",
    ),
    pytest.param(table(row("a", "b"), row("c")), [["a", "b"], ["c", ""]], id="short row"),
    pytest.param(table(row("a"), row(""), row("b")), [["a"], ["b"]], id="row without text"),
    pytest.param(table(row("a"), row("gone", properties="<w:del/>")), [["a"]], id="deleted row"),
    pytest.param(table(row("a", cell("gone", properties="<w:cellDel/>"))), [["a", ""]], id="deleted cell"),
    pytest.param(
        table(f"<w:sdt><w:sdtContent>{row('a', 'b')}</w:sdtContent></w:sdt>"), [["a", "b"]], id="row in a control"
    ),
    pytest.param(
        table(f"<w:tr><w:sdt><w:sdtContent>{cell('a')}</w:sdtContent></w:sdt>{cell('b')}</w:tr>"), [["a", "b"]]
    ),
    pytest.param(table(row(cell("one", "two"), "b")), [["one\ntwo", "b"]], id="paragraphs of a cell"),
    pytest.param(table(row(cell(p("a", box(p("boxed")))), "b")), [["a\nboxed", "b"]], id="text box in a cell"),
]


@pytest.mark.parametrize(("body", "expected"), GRIDS)
def test_grid(body: str, expected: list[list[str]]) -> None:
    document = read(body)
    assert [[each.of(document.text) for each in line] for line in document.tables[0].rows] == expected


def test_nested_table_lies_inside_the_outer_cell() -> None:
    inner = table(row("Year 1", "£10"), row("Year 2", "£20"))
    document = read(table(row("Price", cell(p("as follows"), inner, p("per annum")))))
    outer, nested = document.tables
    assert document.text == "Price\tas follows\nYear 1\t£10\nYear 2\t£20\nper annum"
    assert outer.rows[0][1].of(document.text) == "as follows\nYear 1\t£10\nYear 2\t£20\nper annum"
    assert outer.rows[0][1].contains(nested.span)
    assert [[each.of(document.text) for each in line] for line in nested.rows] == [["Year 1", "£10"], ["Year 2", "£20"]]
    assert [block.kind.value for block in document.blocks] == ["row"]


def test_table_in_a_text_box_is_a_table() -> None:
    document = read(p("a", box(table(row("x", "y")))))
    assert document.text == "a\nx\ty"
    assert len(document.tables) == 1


def deep(levels: int) -> str:
    body = p("bottom")
    for _ in range(levels):
        body = table(row(cell(body)))
    return body


def test_deep_nesting_is_read_up_to_a_limit() -> None:
    assert read(deep(MAX_NESTING)).text == "bottom"
    with pytest.raises(LimitExceeded, match=r"example\.docx"):
        read(deep(MAX_NESTING + 1))
