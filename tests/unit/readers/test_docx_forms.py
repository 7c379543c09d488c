"""Forms in DOCX: content controls, check boxes and form fields are text."""

import pytest

from tenderscan.document import Document
from tenderscan.readers import docx as reader
from tenderscan.settings import Limits
from tests.build import source
from tests.build_docx import box, cell, docx, p, r, relationship, row, table


def read(content: bytes) -> Document:
    return reader.read(content, source("form.docx"), Limits())


def control(content: str, properties: str = "") -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def check_box(sign: str, *, ticked: bool | None) -> str:
    """A check box control in a line; `sign` is what is written in it."""
    state = "" if ticked is None else f'<w14:checked w14:val="{int(ticked)}"/>'
    content = sign if sign.startswith("<") else r(sign, '<w:rFonts w:ascii="MS Gothic"/>')
    return control(content, f"<w14:checkbox>{state}</w14:checkbox>")


def form_field(data: str, instruction: str, result: str | None = None) -> str:
    """A legacy form field; some programs store a result besides the state."""
    shown = "" if result is None else f"<w:fldChar w:fldCharType='separate'/></w:r>{r(result)}<w:r>"
    return (
        f"<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{data}</w:ffData></w:fldChar></w:r>"
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r><w:r>{shown}<w:fldChar w:fldCharType='end'/></w:r>"
    )


LOTS = "<w:ddList>{}<w:listEntry w:val='Lot 1'/><w:listEntry w:val='Lot 2'/></w:ddList>"
SHOWN = [
    pytest.param(p(check_box("☒", ticked=True), r(" Yes ")), "[x] Yes", id="ticked"),
    pytest.param(p(check_box("☐", ticked=False), r("No")), "[ ] No", id="not ticked, and no blank behind it"),
    pytest.param(p(check_box("☐", ticked=None), r("No")), "[ ] No", id="no state means not ticked"),
    pytest.param(p(check_box("✓", ticked=True), r(" Yes")), "[x] Yes", id="sign of the author's own"),
    pytest.param(
        p(check_box("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", ticked=True), r(" Yes")),
        "[x] Yes",
        id="sign of a symbol font",
    ),
    pytest.param(p(r("Yes "), check_box("☒", ticked=True), r(" No "), check_box("☐", ticked=False)), "Yes [x] No [ ]"),
    pytest.param(
        p(check_box(r("☒") + r(" and a comment"), ticked=True)), "[x] and a comment", id="somebody wrote into the box"
    ),
    pytest.param(control(p("☒"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'), "[x]", id="block"),
    pytest.param(table(row(cell(p(check_box("☒", ticked=True))), "Yes")), "[x]\tYes", id="neighbouring cells"),
    pytest.param(
        table(f"<w:tr>{control(cell('X'), '<w14:checkbox><w14:checked/></w14:checkbox>')}{cell('Yes')}</w:tr>"),
        "[x]\tYes",
        id="cell",
    ),
    pytest.param(p("Met ☑ in part \U0001f5f9 not ☐"), "Met [x] in part [x] not [ ]", id="typed boxes"),
    pytest.param(p("☒Yes☐No"), "[x] Yes [ ] No", id="typed boxes without blanks"),
    pytest.param(p("done ✓ not ✗"), "done ✓ not ✗", id="ticks without a box stay"),
    pytest.param(p("before", box(p("☒ in a box"))), "before\n[x] in a box", id="text box"),
    pytest.param(p(form_field(LOTS.format("<w:result w:val='1'/>"), "FORMDROPDOWN")), "Lot 2", id="list"),
    pytest.param(p(form_field(LOTS.format("<w:result w:val='1'/>"), "FORMDROPDOWN", "Lot 2")), "Lot 2", id="twice"),
    pytest.param(p(form_field(LOTS.format("<w:default w:val='1'/>"), "FORMDROPDOWN")), "Lot 2", id="default of a list"),
    pytest.param(p(form_field("<w:textInput/>", "FORMTEXT", "Acorn Ltd")), "Acorn Ltd", id="text field"),
    pytest.param(
        p(form_field("<w:checkBox><w:default w:val='1'/></w:checkBox>", "FORMCHECKBOX", " "), "Yes"),
        "[x] Yes",
        id="box nobody touched",
    ),
    pytest.param(
        p(control(r("Lot 2"), "<w:dropDownList><w:listItem w:displayText='Lot 2' w:value='2'/></w:dropDownList>")),
        "Lot 2",
        id="drop-down",
    ),
    pytest.param(p(control(r("1 May 2026"), "<w:date w:fullDate='2026-05-01T00:00:00Z'/>")), "1 May 2026", id="date"),
    pytest.param(
        table(control(control(row("a", "b")) + control(row("c", "d")))), "a\tb\nc\td", id="repeating section of rows"
    ),
    pytest.param(control(control(p("one")) + control(p("two"))), "one\ntwo", id="repeating section"),
]


@pytest.mark.parametrize(("body", "expected"), SHOWN)
def test_shown(body: str, expected: str) -> None:
    assert read(docx(body)).text == expected


def test_state_wins_over_the_sign_in_headers_too() -> None:
    header = p(check_box("☐", ticked=True), r("Draft"))
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    assert read(docx(p("a") + section, {"header1": header})).text == "[x] Draft\na"


def test_a_hidden_box_stays_hidden() -> None:
    document = read(docx(p("a", check_box(r("☒", "<w:vanish/>"), ticked=True))))
    assert document.text == "a"
    assert [notice.code for notice in document.notices] == ["hidden-text"]


PLACEHOLDER = "<w:showingPlcHdr/>"


def test_unfilled_controls_are_counted() -> None:
    body = p(control(r("Click or tap here to enter text."), PLACEHOLDER)) + p(control(r("Acorn Ltd")))
    document = read(docx(body + p(control("", PLACEHOLDER))))
    assert document.text == "Click or tap here to enter text.\nAcorn Ltd"
    assert [(notice.code, notice.message) for notice in document.notices] == [
        ("unfilled-fields", "1 field is not filled in; the text holds their prompts.")
    ]


def bound(xpath: str, content: str = "Buyer", properties: str = PLACEHOLDER) -> bytes:
    """A document with a control that is bound to data of its own."""
    binding = f'<w:dataBinding w:xpath="{xpath}" w:storeItemID="{{ABC}}"/>'
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    return docx(
        p(control(r(content), properties + binding)),
        relationships=relationship("rId1", "customXml", "../customXml/item1.xml"),
        files={
            "customXml/item1.xml": "<form xmlns='urn:f'><party>x</party><party role='buyer'>St Helens </party></form>",
            "customXml/itemProps1.xml": '<ds:datastoreItem ds:itemID="{abc}" xmlns:ds="http://schemas.openxmlformats.org'
            '/officeDocument/2006/customXml"/>',
            "customXml/_rels/item1.xml.rels": f'<Relationships xmlns="{links}">'
            + relationship("rId1", "customXmlProps", "itemProps1.xml")
            + "</Relationships>",
        },
    )


BOUND = [
    ("/ns0:form[1]/ns0:party[2]", "St Helens"),
    ("/ns0:form/ns0:party", "x"),
    ("/ns0:form[1]/ns0:party[2]/@role", "buyer"),
    ("/ns0:form[1]/ns0:nobody[1]", "Buyer"),
    ("/ns0:form[1]/ns0:party[9]", "Buyer"),
    ("count(//*)", "Buyer"),
    ("", "Buyer"),
]


@pytest.mark.parametrize(("xpath", "expected"), BOUND)
def test_bound_control_that_was_not_filled_in(xpath: str, expected: str) -> None:
    document = read(bound(xpath))
    assert document.text == expected
    assert ("unfilled-fields" in {notice.code for notice in document.notices}) is (expected == "Buyer")


def test_content_of_a_bound_control_is_what_word_saved() -> None:
    assert read(bound("/ns0:form[1]/ns0:party[2]", "Knowsley", "")).text == "Knowsley"


def test_controls_of_an_older_kind_are_said() -> None:
    link = relationship("rId1", "control", "activeX/activeX1.xml")
    document = read(docx(p("a"), relationships=link, files={"word/activeX/activeX1.xml": "<x/>"}))
    assert [notice.message for notice in document.notices] == [
        "The file holds a form control of an older kind (ActiveX), which is not read."
    ]
