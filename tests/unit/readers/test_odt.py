"""What a reader of an ODT sees: rows of XML and the lines of text they must become."""

from pathlib import Path

import pytest

from tenderscan.document import BlockKind, Document, Outcome
from tenderscan.readers import odt as reader
from tenderscan.readers import read as read_file
from tenderscan.settings import Limits
from tests.build import source
from tests.build_odt import box as text_box
from tests.build_odt import (
    bullets,
    cell,
    content,
    flat,
    h,
    item,
    list_style,
    listed,
    meta,
    numbers,
    odt,
    p,
    row,
    style,
    styles,
    table,
)


def read(content: bytes) -> Document:
    return reader.read(content, source("example.odt"), Limits())


def lines(content: bytes) -> list[str]:
    document = read(content)
    return [block.span.of(document.text) for block in document.blocks]


HIDDEN = style("Hid", "text", text='text:display="none"') + style("HidP", text='text:display="none"')
WINGDINGS = style("Wing", "text", text='fo:font-family="Wingdings"')
NOTE = (
    '<text:note text:note-class="{}"><text:note-citation>{}</text:note-citation>'
    "<text:note-body>{}</text:note-body></text:note>"
)
FORMS = """<office:forms><form:form>
<form:text form:id="c1" form:current-value="Acorn Ltd" form:value="old"/>
<form:checkbox xml:id="c2" form:label="I agree" form:current-state="checked"/>
<form:checkbox xml:id="c3" form:label="Not me"/>
<form:radio form:id="c4" form:label="Lot 1" form:current-selected="true"/>
<form:listbox form:id="c5"><form:option form:label="One" form:selected="true"/>
<form:option form:label="Two" form:current-selected="true"/></form:listbox>
<form:textarea form:id="c6" form:current-value="two&#10;lines"/>
<form:fixed-text form:id="c7" form:label="Name:"/>
<form:password form:id="c8" form:current-value="secret"/>
<form:hidden form:id="c9" form:value="never shown"/></form:form></office:forms>"""


def control(number: int) -> str:
    return f'<draw:control draw:control="c{number}" text:anchor-type="as-char"/>'


SHOWN = [
    pytest.param(p("one ", "<text:span>two</text:span> three"), "one two three", id="span"),
    pytest.param(p("a\n   b\t c"), "a b c", id="stored blanks are one blank"),
    pytest.param(p("a<text:s text:c='4'/>b<text:tab/>c<text:line-break/>d"), "a b c\nd", id="blanks by mark-up"),
    pytest.param(p("<text:a>link</text:a>"), "link", id="hyperlink"),
    pytest.param(p("con\u00adtract"), "contract", id="soft hyphen"),
    pytest.param(p("<text:bookmark text:name='x'/>a<text:reference-mark/>"), "a", id="marks"),
    pytest.param(p("<text:bookmark-ref>clause 4</text:bookmark-ref>"), "clause 4", id="reference"),
    pytest.param(p("<text:page-number>3</text:page-number>/<text:page-count>9</text:page-count>"), "3/9", id="pages"),
    pytest.param(p("<text:date>1 May</text:date>"), "1 May", id="date"),
    pytest.param(p("<text:user-field-get>RM6187</text:user-field-get>"), "RM6187", id="user field"),
    pytest.param(p("a<text:variable-set text:display='none'>9</text:variable-set>b"), "ab", id="variable not shown"),
    pytest.param(p("<text:variable-set>9</text:variable-set>"), "9", id="variable"),
    pytest.param(p("<text:placeholder>[name]</text:placeholder>"), "[name]", id="placeholder"),
    pytest.param(
        p(
            "<text:drop-down><text:label text:value='Red'/><text:label text:value='Blue' "
            "text:current-selected='true'/>Blue</text:drop-down>!"
        ),
        "Blue!",
        id="drop-down",
    ),
    pytest.param(
        p("<text:drop-down><text:label text:value='Blue' text:current-selected='true'/></text:drop-down>"),
        "Blue",
        id="drop-down without text",
    ),
    pytest.param(
        p("a<text:hidden-text text:string-value='no' text:is-hidden='true'/>b"), "ab", id="hidden by condition"
    ),
    pytest.param(
        p("a <text:hidden-text text:string-value='yes' text:is-hidden='false'/>"), "a yes", id="shown by condition"
    ),
    pytest.param(
        p("<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>above</text:ruby-text></text:ruby>"),
        "base",
        id="ruby",
    ),
    pytest.param(p("<text:span text:style-name='Wing'>o</text:span> yes"), "[ ] yes", id="box of a symbol font"),
    pytest.param(p("\u2612 Yes \u2610 No"), "[x] Yes [ ] No", id="boxes"),
    pytest.param(
        p("<loext:content-control loext:checkbox='true' loext:checked='true'>\u2612</loext:content-control> yes"),
        "[x] yes",
        id="check box control",
    ),
    pytest.param(p("<loext:content-control>filled</loext:content-control>"), "filled", id="content control"),
    pytest.param(
        p(
            "<field:fieldmark field:type='vnd.oasis.opendocument.field.FORMCHECKBOX'>"
            "<field:param field:name='Checkbox_Checked' field:value='true'/></field:fieldmark> yes"
        ),
        "[x] yes",
        id="check box from Word",
    ),
    pytest.param(
        p(
            "<field:fieldmark field:type='vnd.oasis.opendocument.field.FORMDROPDOWN'>"
            "<field:param field:name='Dropdown_ListEntry' field:value='A'/>"
            "<field:param field:name='Dropdown_ListEntry' field:value='B'/>"
            "<field:param field:name='Dropdown_SelectedEntry' field:value='1'/></field:fieldmark>"
        ),
        "B",
        id="drop-down from Word",
    ),
    pytest.param(p("<text:meta-field>kept</text:meta-field>"), "kept", id="what only holds text"),
    pytest.param(FORMS + p("By ", control(1)), "By Acorn Ltd", id="text field"),
    pytest.param(FORMS + p(control(2), control(3)), "[x] I agree [ ] Not me", id="check boxes"),
    pytest.param(FORMS + p(control(4), "and ", control(5)), "[x] Lot 1 and Two", id="radio and list"),
    pytest.param(FORMS + p(control(7), control(6)), "Name: two\nlines", id="text area"),
    pytest.param(FORMS + p("a", control(8), control(9), control(77), "b"), "ab", id="controls that show nothing"),
    pytest.param(
        "<text:section text:name='s'><text:section>" + p("inner") + "</text:section></text:section>",
        "inner",
        id="sections",
    ),
    pytest.param("<text:unheard-of>" + p("kept") + "</text:unheard-of>", "kept", id="unknown mark-up"),
    pytest.param(p(text_box(p("in a box"))), "in a box", id="text box"),
    pytest.param(
        p("<draw:custom-shape>" + p("in a shape") + "<draw:enhanced-geometry/></draw:custom-shape>"), "in a shape"
    ),
    pytest.param(text_box(p("on the page"), attributes="text:anchor-type='page'"), "on the page", id="page anchor"),
    pytest.param(
        p("<draw:frame><draw:image/><svg:title>logo</svg:title><svg:desc>a tree</svg:desc></draw:frame>caption"),
        "caption",
        id="alternative text is no text",
    ),
    pytest.param(p("<draw:a>" + text_box(p("linked")) + "</draw:a>"), "linked", id="linked frame"),
]


@pytest.mark.parametrize(("body", "expected"), SHOWN)
def test_what_is_shown(body: str, expected: str) -> None:
    assert read(odt(body, automatic=HIDDEN + WINGDINGS)).text == expected


NOT_SHOWN = [
    pytest.param(p("<text:span text:style-name='Hid'>x</text:span>"), "hidden-text", id="hidden span"),
    pytest.param(p("x", style="HidP"), "hidden-text", id="hidden paragraph"),
    pytest.param(p("x<text:hidden-paragraph text:is-hidden='true'/>"), "hidden-text", id="hidden by a field"),
    pytest.param(f"<text:section text:display='none'>{p('x')}</text:section>", "hidden-text", id="hidden section"),
    pytest.param(
        f"<text:section text:display='condition' text:is-hidden='true'>{p('x')}</text:section>",
        "hidden-text",
        id="section hidden by a condition",
    ),
    pytest.param(p(f"<office:annotation>{p('x')}</office:annotation>"), "comments-not-in-text", id="comment"),
    pytest.param(
        "<text:tracked-changes><text:changed-region><text:deletion>"
        + p("x")
        + "</text:deletion></text:changed-region></text:tracked-changes>",
        "tracked-changes",
        id="tracked deletion",
    ),
]


@pytest.mark.parametrize(("body", "code"), NOT_SHOWN)
def test_what_is_left_out_is_said(body: str, code: str) -> None:
    document = read(odt(p("before") + body, automatic=HIDDEN))
    assert (document.text, [notice.code for notice in document.notices]) == ("before", [code])
    assert document.outcome is Outcome.READ


def test_a_linked_section_without_content_is_not_read() -> None:
    document = read(odt(p("a") + "<text:section><text:section-source xlink:href='other.odt'/></text:section>"))
    assert document.outcome is Outcome.PARTLY
    assert "section of another document" in document.notices[0].message


def test_footnotes_stand_behind_their_paragraph_and_endnotes_at_the_end() -> None:
    first = NOTE.format("footnote", "1", p("At cost.") + p("Excluding VAT."))
    second = NOTE.format("endnote", "i", p("See annex."))
    document = read(odt(p(f"£5,000{first} and{second} more") + p("Last.")))
    assert [(block.kind, block.span.of(document.text)) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, "£5,000[1] and[i] more"),
        (BlockKind.NOTE, "[1] At cost.\nExcluding VAT."),
        (BlockKind.PARAGRAPH, "Last."),
        (BlockKind.NOTE, "[i] See annex."),
    ]


def test_headings_titles_and_bold_lines() -> None:
    named = (
        style("Title", attributes='style:display-name="Title"')
        + style("H2", attributes='style:default-outline-level="2"')
        + style("B", "text", text='fo:font-weight="bold"')
    )
    body = (
        p("Bid pack", style="Title")
        + h("Scope", 1)
        + p("Lots", style="H2")
        + p('<text:span text:style-name="B">Key dates</text:span>')
        + p('<text:span text:style-name="B">Key</text:span> dates')
        + h("This clause has a heading style for the sake of its number only, and ends as sentences do.", 2)
    )
    document = read(odt(body, named=named))
    assert [(block.kind.value, block.level) for block in document.blocks] == [
        *(("heading", 1), ("heading", 1), ("heading", 2), ("heading", 0), ("paragraph", 0), ("paragraph", 0))
    ]
    assert document.properties.title == "Bid pack"


def test_contents_are_paragraphs() -> None:
    entry = p('<text:span text:style-name="B">Scope</text:span><text:tab/>3')
    body = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Template"
        "</text:index-title-template></text:table-of-content-source><text:index-body><text:index-title>"
        + p("Contents")
        + f"</text:index-title>{entry}</text:index-body></text:table-of-content>"
    )
    document = read(odt(body, automatic=style("B", "text", text='fo:font-weight="bold"')))
    assert [(block.kind.value, block.span.of(document.text)) for block in document.blocks] == [
        ("paragraph", "Contents"),
        ("paragraph", "Scope 3"),
    ]


HEADER = "<style:header>{}</style:header>"
FOOTER = "<style:footer>{}</style:footer>"
FIRST = style("First", attributes='style:master-page-name="Cover"')


def master(name: str, inside: str, attributes: str = "") -> str:
    return f'<style:master-page style:name="{name}" {attributes}>{inside}</style:master-page>'


def test_headers_and_footers_of_the_master_pages_in_use_each_once() -> None:
    masters = (
        master(
            "Standard", HEADER.format(p("OFFICIAL")) + FOOTER.format(p("Page <text:page-number>2</text:page-number>"))
        )
        + master(
            "Cover",
            HEADER.format(p("OFFICIAL")) + FOOTER.format(p("Page <text:page-number>1</text:page-number>")),
            'style:next-style-name="Standard"',
        )
        + master("Unused", HEADER.format(p("never")))
        + master("Off", '<style:header style:display="false">' + p("never") + "</style:header>")
    )
    body = p("Cover", style="First") + p("Text") + p("More", style="Off")
    off = style("Off", attributes='style:master-page-name="Off"')
    content_ = odt(body, {"styles.xml": styles(masters=masters)}, automatic=FIRST + off)
    assert lines(content_) == ["OFFICIAL", "Cover", "Text", "More", "Page 1"]


def test_styles_of_headers_are_their_own() -> None:
    """Both parts have a style P1, and only that of the body is hidden."""
    masters = master(
        "Standard", HEADER.format(p("OFFICIAL", style="P1")) + "<loext:footer-first>" + p("x") + "</loext:footer-first>"
    )
    hidden = style("P1", text='text:display="none"')
    parts = {"styles.xml": styles(automatic=style("P1"), masters=masters)}
    assert lines(odt(p("gone", style="P1") + p("Text"), parts, automatic=hidden)) == ["OFFICIAL", "Text", "x"]


def test_properties() -> None:
    fields = (
        "<dc:title>Order form</dc:title><meta:initial-creator>A. Clerk</meta:initial-creator><dc:creator>B. Clerk"
        "</dc:creator><meta:creation-date>2024-02-01T10:00:00.000000000</meta:creation-date><dc:date>2024-03-01</dc:date>"
    )
    properties = read(odt(p("x"), {"meta.xml": meta(fields)})).properties
    assert (properties.title, properties.author) == ("Order form", "A. Clerk")
    assert (properties.created, properties.modified) == ("2024-02-01T10:00:00.000000000", "2024-03-01")


def test_a_title_left_by_a_program_is_none() -> None:
    parts = {"meta.xml": meta("<dc:title>Microsoft Word - Document1</dc:title><dc:creator>B. Clerk</dc:creator>")}
    properties = read(odt(h("Real title"), parts)).properties
    assert (properties.title, properties.author) == ("Real title", "B. Clerk")


def grid(document: Document, at: int = 0) -> list[list[str]]:
    return [[each.of(document.text) for each in row] for row in document.tables[at].rows]


def test_merged_cells_and_header_rows() -> None:
    body = table(
        "<table:table-header-rows>"
        + row(cell("wide", attributes='table:number-columns-spanned="2"'), "<table:covered-table-cell/>", "c")
        + "</table:table-header-rows>",
        row(cell("tall", attributes='table:number-rows-spanned="2"'), "b", "c"),
        "<table:table-row-group>" + row("<table:covered-table-cell/>", "e", "f") + "</table:table-row-group>",
    )
    assert grid(read(odt(body))) == [["wide", "", "c"], ["tall", "b", "c"], ["", "e", "f"]]


def test_repeated_cells_and_rows() -> None:
    body = table(
        row(cell("x", attributes='table:number-columns-repeated="2"'), "y"),
        row(
            "a", cell(attributes='table:number-columns-repeated="1"'), "c", attributes='table:number-rows-repeated="2"'
        ),
        row(cell(attributes='table:number-columns-repeated="1024"'), attributes='table:number-rows-repeated="1048576"'),
    )
    assert grid(read(odt(body))) == [["x", "x", "y"], ["a", "", "c"], ["a", "", "c"]]


def test_nested_tables_and_lists_in_cells() -> None:
    inner = table(row("1", "2"))
    numbered = listed("one", "two", style="L")
    body = table(row(cell(p("before"), inner, p("behind")), cell(numbered)))
    document = read(odt(body, named=list_style("L", numbers(1, attributes='style:num-suffix="."'))))
    assert grid(document) == [["before\n1\t2\nbehind", "1. one\n2. two"]]
    assert grid(document, 1) == [["1", "2"]]


def test_text_in_covered_cells_is_said() -> None:
    document = read(odt(table(row("a", f"<table:covered-table-cell>{p('under')}</table:covered-table-cell>"))))
    assert (document.text, [notice.code for notice in document.notices]) == ("a", ["hidden-text"])


def test_tables_in_shapes_have_names_of_their_own() -> None:
    inner = table(row("a", "b")).replace("table:", "loext:")
    document = read(odt(p(f"<draw:custom-shape>{inner}</draw:custom-shape>")))
    assert grid(document) == [["a", "b"]]


def test_drawings_of_a_group_in_reading_order() -> None:
    def at(text: str, x: int, y: int) -> str:
        return text_box(p(text), attributes=f'svg:x="{x}cm" svg:y="{y}cm" svg:height="1cm"')

    body = p("<draw:g>" + at("c", 1, 5) + at("b", 6, 1) + at("a", 1, 1) + "</draw:g>")
    assert lines(odt(body)) == ["a", "b", "c"]


CHART = (
    "<chart:chart><chart:title>" + p("Spend by year") + "</chart:title><table:table><table:table-row>"
    "<table:table-cell office:value-type='string'>" + p("2024") + "</table:table-cell>"
    "<table:table-cell office:value-type='float'>" + p("1.5") + "</table:table-cell></table:table-row></table:table>"
    "</chart:chart>"
)
FORMULA = (
    "<math:math xmlns:math='http://www.w3.org/1998/Math/MathML'><math:semantics><math:mrow><math:mi>x</math:mi>"
    "<math:mo>=</math:mo><math:mn>3</math:mn></math:mrow><math:annotation>x = 3</math:annotation></math:semantics>"
    "</math:math>"
)


def framed(inside: str) -> str:
    return f"<draw:frame>{inside}<draw:image xlink:href='./ObjectReplacements/Object 1'/></draw:frame>"


OBJECTS = [
    pytest.param(content(CHART, kind="chart"), "Spend by year\n2024", id="chart"),
    pytest.param(FORMULA, "x = 3", id="formula"),
    pytest.param(content(table(row("a", "b")), kind="spreadsheet"), "a\tb", id="sheet"),
    pytest.param(content(p("of its own")), "of its own", id="text"),
]


@pytest.mark.parametrize(("part", "expected"), OBJECTS)
def test_embedded_documents_are_text(part: str, expected: str) -> None:
    body = p("see ", framed("<draw:object xlink:href='./Object 1'/>"))
    document = read(odt(body, {"Object 1/content.xml": part}))
    assert document.text == f"see\n{expected}"
    assert document.notices == ()


def test_an_embedded_document_in_a_flat_file() -> None:
    inner = f"<office:document><office:body><office:text>{p('inside')}</office:text></office:body></office:document>"
    document = read(flat(p("see ", framed(f"<draw:object>{inner}</draw:object>"))))
    assert document.text == "see\ninside"


def test_embedded_files_are_members() -> None:
    body = p(framed("<draw:object-ole xlink:href='./Object 1'/>"), framed("<draw:object-ole xlink:href='Object 2'/>"))
    example = odt(
        body + p("text"), {"Object 1": b"%PDF-1.4 and so on", "Object 2": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}
    )
    document = read(example)
    assert [notice.code for notice in document.notices] == ["embedded-files"]
    assert document.outcome is Outcome.READ
    whole, broken = reader.members(example, source("example.odt"), Limits())
    assert (whole.path, whole.content, whole.problem) == ("Object 1", b"%PDF-1.4 and so on", None)
    assert broken.problem is not None
    assert "example.odt" in broken.problem.message


def test_an_object_that_is_not_there_is_said() -> None:
    document = read(odt(p("text", framed("<draw:object xlink:href='../elsewhere.ods'/>"))))
    assert document.outcome is Outcome.PARTLY


def test_a_scan_in_a_document_is_said() -> None:
    picture = p("<draw:frame><draw:image xlink:href='Pictures/1.png'/></draw:frame>")
    document = read(odt(picture, {"Pictures/1.png": b"\x89PNG"}))
    assert [notice.code for notice in document.notices] == ["part-not-read"]


def test_two_elements_of_one_id() -> None:
    """As a real statement of requirements has it, whose author copied a list."""
    both = listed("a", attributes='xml:id="list1"') * 2
    assert read(odt(both)).text == "\u2022 a\n\u2022 a"


def test_lists_are_list_items() -> None:
    document = read(
        odt(listed(item(p("a"), listed("b", style="L")), style="L"), named=list_style("L", bullets(1), bullets(2, "-")))
    )
    assert [(block.kind, block.level, block.span.of(document.text)) for block in document.blocks] == [
        (BlockKind.LIST_ITEM, 1, "\u2022 a"),
        (BlockKind.LIST_ITEM, 2, "- b"),
    ]


def test_flat_files_are_known_by_their_content(tmp_path: Path) -> None:
    path = tmp_path / "letter.xml"
    path.write_bytes(flat(p("Dear all")))
    document = read_file(path)
    assert (document.source.media_type, document.text) == ("application/vnd.oasis.opendocument.text", "Dear all")


@pytest.mark.parametrize("lot", ["L1", "L3"])
def test_real_files_with_two_elements_of_one_id(shared: Path, lot: str) -> None:
    name = f"DOS 6 FC {lot} Bid Pack - Attachment 1 Statement of Requirements.odt"
    document = read_file(shared / "a_ccs_cat_bidpacks" / name)
    assert document.outcome is Outcome.READ
    assert "«insert_Assess_model_selection conditional»" in document.text
    assert len(document.tables) > 3
