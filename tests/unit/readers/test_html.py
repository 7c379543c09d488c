"""What a person sees of a web page: rows of markup and the blocks it becomes."""

import time

import pytest

from tenderscan.document import Document, Source
from tenderscan.readers import html
from tenderscan.readers.media_types import HTML
from tenderscan.settings import Limits


def read(page: str | bytes) -> Document:
    content = page.encode() if isinstance(page, str) else page
    return html.read(content, Source("page.html", "0" * 64, len(content), HTML), Limits())


def blocks(document: Document) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, block.span.of(document.text)) for block in document.blocks]


def cells(document: Document) -> list[list[list[str]]]:
    return [[[cell.of(document.text) for cell in row] for row in table.rows] for table in document.tables]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One<p>two <b>bold</b>er", [("paragraph", 0, "One"), ("paragraph", 0, "two bolder")]),
        ("<div>One<div>two</div>three</div>", [("paragraph", 0, each) for each in ("One", "two", "three")]),
        ("<p>a\n  b<br>c</p>", [("paragraph", 0, "a b\nc")]),
        ("<pre>a\n  b</pre>", [("paragraph", 0, "a\nb")]),
        ("<h2>Lot <i>1</i></h2>text", [("heading", 2, "Lot 1"), ("paragraph", 0, "text")]),
        ("<div role=heading aria-level=3>Lot</div>", [("heading", 3, "Lot")]),
        ("<p>&pound;1,200 &ndash; &#163;5 &amp; &nbsp; x", [("paragraph", 0, "£1,200 – £5 & x")]),
        ("<ul><li>a<ol type=a start=2><li>b<li>c</ol><li>d</ul>", [
            ("list_item", 1, "• a"), ("list_item", 2, "b. b"), ("list_item", 2, "c. c"), ("list_item", 1, "• d"),
        ]),
        ("<ol type=I><li value=4>x<li><p>y<p>z</ol>", [
            ("list_item", 1, "IV. x"), ("list_item", 1, "V. y"), ("paragraph", 0, "z"),
        ]),
        ("<ul style='list-style-type: none'><li>x</ul>", [("list_item", 1, "x")]),
        ("<dl><dt>Term<dd>Meaning</dl>", [("paragraph", 0, "Term"), ("paragraph", 0, "Meaning")]),
        ("<p>Yes <input type=checkbox checked> No <input type=radio>", [("paragraph", 0, "Yes [x] No [ ]")]),
        ("Name: <input value='Acorn Ltd'><input type=hidden value=x><input type=submit value=Go>", [
            ("paragraph", 0, "Name: Acorn Ltd"),
        ]),
        ("<select><option>a<option selected>b</select><textarea>one\ntwo</textarea>", [("paragraph", 0, "b one\ntwo")]),
        ("<select><option>a<option>b</select>", [("paragraph", 0, "a")]),
        ("<select multiple><option>a<option>b</select>c", [("paragraph", 0, "c")]),
        ("<p>a<script>b</script><style>c</style><!-- d -->e<img alt=f>", [("paragraph", 0, "ae")]),
        ("<q>Fair</q> <a href='x'>link</a>", [("paragraph", 0, "“Fair” link")]),
        ("<table role=presentation><tr><td>a<td>b</table>", [("paragraph", 0, "a"), ("paragraph", 0, "b")]),
        ("<table><tr><td><h1>Page</h1><td>menu<tr><td>x<td>y</table>", [
            ("heading", 1, "Page"), ("paragraph", 0, "menu"), ("paragraph", 0, "x"), ("paragraph", 0, "y"),
        ]),
        ("<table><tr><td>only<tr><td>one column</table>", [("paragraph", 0, "only"), ("paragraph", 0, "one column")]),
        ("<details><summary>More</summary>inside</details>", [("paragraph", 0, "More"), ("paragraph", 0, "inside")]),
        ("plain text", [("paragraph", 0, "plain text")]),
        ("<p>a\fb</p>", [("paragraph", 0, "a b")]),
        ("<p>☒Yes ☐ No", [("paragraph", 0, "[x] Yes [ ] No")]),
        ("<pre>☑ Yes\n☐ No</pre>", [("paragraph", 0, "[x] Yes\n[ ] No")]),
        ("<p><span>&#9746;</span>Yes", [("paragraph", 0, "[x] Yes")]),
    ],
)  # fmt: skip
def test_blocks(markup: str, expected: list[tuple[str, int, str]]) -> None:
    assert blocks(read(markup)) == expected


@pytest.mark.parametrize(
    ("prolog", "left"),
    [
        ("<!DOCTYPE html>", ""),
        ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://www.w3.org/[x].dtd">', ""),
        ('<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY l1 "&l0;&l0;">]>', ""),
        ('<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE x PUBLIC "-//x" "y" [ <!ENTITY a "]>"> ]  >', ""),
        ("<!DOCTYPE x [<!-- it's ]> --><?php ]> ?><!ENTITY % p SYSTEM 'x'> %p; ]>", ""),
        ('<!DOCTYPE x [<!ENTITY a "never ends>', None),
        ("<!DOCTYPE x [" + "<!ENTITY a 'b'>" * 20_000, None),
        ("<!DOCTYPE x [" + "<!-- -" * 50_000, None),
    ],
)
def test_declarations_of_entities_are_no_text(prolog: str, left: str | None) -> None:
    began = time.process_time()
    text = read(f"{prolog}<html><body><p>Prices</p></body></html>").text
    assert time.process_time() - began < 2
    assert left is None or text == f"{left}Prices"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", [["a", "b"], ["1", "2"]]),
        ("<table><thead><tr><td>a<td>b<tbody><tr><td>1<td>2</table>", [["a", "b"], ["1", "2"]]),
        ("<table><tr><td colspan=2>a<td>b<tr><td>1<td>2<td>3</table>", [["a", "", "b"], ["1", "2", "3"]]),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>2</table>", [["a", "b"], ["", "2"]]),
        ("<table><tr><td rowspan=0>a<td>b<tr><td>2<tr><td>3</table>", [["a", "b"], ["", "2"], ["", "3"]]),
        ("<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>2<tr><td>3<td>4<td>5</table>", [
            ["a", "", "b"], ["", "", "2"], ["3", "4", "5"],
        ]),
        ("<table><tr><td>a<td>&nbsp;<td>b<tr><td>1<td> <td>2</table>", [["a", "b"], ["1", "2"]]),
        ("<table><tr><td>a<td>b<tr style='display:none'><td>x<td>y<tr><td>1<td>2</table>", [["a", "b"], ["1", "2"]]),
        ("<table><tr><th>Local?<th>Fair?<tr><td>☒ Yes<td><p>☐No</table>", [["Local?", "Fair?"], ["[x] Yes", "[ ] No"]]),
        ("<table><tr><th>a<th>b<tr><td><p>1<p>one<td>2</table>", [["a", "b"], ["1\none", "2"]]),
        ("<table><tr><th colspan=99999999999>a<th rowspan=-1>b<tr><td>1<td>2</table>", [["a", "b"], ["1", "2"]]),
    ],
)  # fmt: skip
def test_tables(markup: str, expected: list[list[str]]) -> None:
    assert cells(read(markup)) == [expected]


def test_nested_table_lies_in_its_cell() -> None:
    inner = "<table><tr><th>c<th>d<tr><td>3<td>4</table>"
    document = read(f"<table><tr><th>a<th>b<tr><td>1<td>{inner}</table>")
    assert cells(document) == [[["a", "b"], ["1", "c\td\n3\t4"]], [["c", "d"], ["3", "4"]]]


def test_caption_and_stray_text_of_a_table_are_not_lost() -> None:
    document = read("<table><caption>Prices</caption><tr><td>a<td>b<tr>stray<td>1<td>2</table>")
    assert document.text.splitlines() == ["Prices", "stray", "a\tb", "1\t2"]


@pytest.mark.parametrize(
    ("markup", "codes"),
    [
        ("<p hidden>x</p>y", ["hidden-text"]),
        ("<p style='color:red; display : NONE'>x</p>y", ["hidden-text"]),
        ("<noscript>x</noscript>y", ["hidden-text"]),
        ("<template>x</template>y", ["hidden-text"]),
        ("<p hidden></p>y", []),
        ("<table><tr><td>a<td>b<tr style='display:none'><td>x<td>2<tr><td>1<td>2</table>", ["hidden-text"]),
        ("<table><tr><th>a<th>b<tr><td>1<td>2<td hidden>x</table>", ["hidden-text"]),
        ("<table><thead hidden><tr><th>x<th>x</thead><tr><td>1<td>2<tr><td>3<td>4</table>", ["hidden-text"]),
        ("<table><caption hidden>x</caption><tr><td>1<td>2<tr><td>3<td>4</table>", ["hidden-text"]),
        ("<table><tr><td>1<td>2<td hidden><tr><td>3<td>4</table>", []),
        ("<iframe src='https://example.com/'></iframe>y", ["part-not-read"]),
        ("<img src=scan.png>", ["part-not-read"]),
        ("<img src=scan.png>y", []),
    ],
)
def test_what_is_left_out_is_said(markup: str, codes: list[str]) -> None:
    document = read(markup)
    assert [notice.code for notice in document.notices] == codes
    assert "x" not in document.text


def test_properties() -> None:
    document = read(
        "<title>Tender\n notice</title><meta name=author content='Ann Lee'><meta name='DCTERMS.issued' "
        "content='2025-03-03'><meta property='article:modified_time' content='2025-03-04T10:00:00Z'><h1>Other</h1>"
    )
    properties = document.properties
    assert (properties.title, properties.author) == ("Tender notice", "Ann Lee")
    assert (properties.created, properties.modified) == ("2025-03-03", "2025-03-04T10:00:00Z")
    assert read("<h2>x</h2><h1>Main</h1>").properties.title == "x"


@pytest.mark.parametrize(
    "page",
    [
        "<meta charset=windows-1252><p>£5 – “fair”".encode("cp1252"),
        "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'><p>£5 – “fair”".encode("cp1252"),
        "<?xml version='1.0' encoding='iso-8859-1'?><html><p>£5 – “fair”".encode("cp1252"),
        "<p>£5 – “fair”".encode("utf-16"),
        "<meta charset=utf-16><p>£5 – “fair”".encode(),
    ],
)
def test_encoding(page: bytes) -> None:
    document = read(page)
    assert document.text == "£5 – “fair”"
    assert document.notices == ()


def test_elements_too_deep_for_a_tree_are_read_as_lines() -> None:
    document = read("<div>" * 100_000 + "deep <b>down</b></div><p>&pound;5<script>x</script><!-- y -->")
    assert document.text.splitlines() == ["deep down", "£5"]
    assert [notice.code for notice in document.notices] == ["structure-lost"]


def test_an_unended_comment_hides_the_rest_in_linear_time() -> None:
    assert read("<div>" * 5_000 + "a" + "<!--" * 200_000).text == "a"


def test_a_thousand_nested_tables() -> None:
    document = read("<table><tr><th>a<th>b<td>" * 600 + "end")
    assert document.text.count("a") == 600
    assert "end" in document.text
