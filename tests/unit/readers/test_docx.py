"""What a reader of a DOCX sees: rows of XML and the lines of text they must become."""

import pytest

from tenderscan.document import BlockKind, Document
from tenderscan.readers import docx as reader
from tenderscan.settings import Limits
from tests.build import source
from tests.build_docx import box, cell, docx, field, p, r, relationship, row, table


def read(content: bytes) -> Document:
    return reader.read(content, source("example.docx"), Limits())


def lines(content: bytes) -> list[str]:
    document = read(content)
    return [block.span.of(document.text) for block in document.blocks]


SHOWN = [
    pytest.param(p(r("one "), r("two")), "one two", id="runs"),
    pytest.param(p("<w:r><w:t> a </w:t></w:r>", r("b")), "ab", id="blanks count only where preserved"),
    pytest.param(
        p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/></w:r>", "d"), "a b\nc\nd", id="tab"
    ),
    pytest.param(p("<w:r><w:t>call</w:t><w:noBreakHyphen/><w:t>off</w:t></w:r>"), "call-off", id="no-break hyphen"),
    pytest.param(p("<w:r><w:t>con</w:t><w:softHyphen/><w:t>tract</w:t></w:r>"), "contract", id="soft hyphen"),
    pytest.param(p(f"<w:hyperlink r:id='x'>{r('link')}</w:hyperlink>"), "link", id="hyperlink"),
    pytest.param(p(f"<w:smartTag>{r('Leeds')}</w:smartTag>"), "Leeds", id="smart tag"),
    pytest.param(
        p("a ", f"<w:ins>{r('new ')}</w:ins><w:del><w:r><w:delText>old </w:delText></w:r></w:del>", "b"), "a new b"
    ),
    pytest.param(p(f"<w:moveTo>{r('here')}</w:moveTo><w:moveFrom>{r('there')}</w:moveFrom>"), "here", id="moved"),
    pytest.param(p(f"<w:sdt><w:sdtPr/><w:sdtContent>{r('filled')}</w:sdtContent></w:sdt>"), "filled", id="run control"),
    pytest.param(f"<w:sdt><w:sdtContent>{p('block')}</w:sdtContent></w:sdt>", "block", id="block control"),
    pytest.param(f"<w:customXml>{p('wrapped')}</w:customXml>", "wrapped", id="custom XML"),
    pytest.param(p("<w:fldSimple w:instr='DATE'>" + r("1 May") + "</w:fldSimple>"), "1 May", id="simple field"),
    pytest.param(p(field("REF x", "clause 4")), "clause 4", id="field"),
    pytest.param(p(field(f"IF {field('MERGEFIELD', 'inner')}", "outer")), "outer", id="nested instruction"),
    pytest.param(p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "kept"), "kept", id="field without end"),
    pytest.param(p("<w:r><w:fldChar w:fldCharType='end'/></w:r>", "kept"), "kept", id="end without field"),
    pytest.param(
        p(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>MACROBUTTON None [Type name]</w:instrText>"
            "</w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
        ),
        "[Type name]",
        id="button field",
    ),
    pytest.param(
        p(
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/><w:checked/>"
            "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
            " yes",
        ),
        "[x] yes",
        id="form check box",
    ),
    pytest.param(
        p(
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/>"
            "<w:listEntry w:val='Lot 1'/><w:listEntry w:val='Lot 2'/></w:ddList></w:ffData>"
            "</w:fldChar><w:fldChar w:fldCharType='end'/></w:r>"
        ),
        "Lot 2",
        id="form list",
    ),
    pytest.param(p("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", " met"), "[x] met", id="symbol"),
    pytest.param(p(r("\uf0b7", "<w:rFonts w:ascii='Symbol'/>"), r(" x")), "\u2022 x", id="private sign"),
    pytest.param(p(r("o", "<w:rFonts w:ascii='Wingdings'/>"), r(" x")), "[ ] x", id="letter of a symbol font"),
    pytest.param(p("a", r("secret", "<w:vanish/>"), "b"), "ab", id="hidden"),
    pytest.param(p("a", r("shown", "<w:vanish w:val='0'/>")), "ashown", id="hidden switched off"),
    pytest.param(p("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"), "x=2", id="formula"),
    pytest.param(p("a") + "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + r("b ") + "</w:p>" + p("c"), "a\nb c"),
    pytest.param("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + r("last") + "</w:p>", "last", id="deleted last end"),
    pytest.param(p("<w:r><w:ruby><w:rubyBase>" + r("base") + "</w:rubyBase></w:ruby></w:r>"), "base", id="ruby"),
]


@pytest.mark.parametrize(("body", "expected"), SHOWN)
def test_shown(body: str, expected: str) -> None:
    assert "\n".join(lines(docx(body))) == expected


def test_text_box_is_read_once_and_behind_its_paragraph() -> None:
    document = read(docx(p("before", box(p("in"), p("the box"))) + p("after")))
    assert [(block.kind, block.span.of(document.text)) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, "before"),
        (BlockKind.TEXT_BOX, "in"),
        (BlockKind.TEXT_BOX, "the box"),
        (BlockKind.PARAGRAPH, "after"),
    ]


def test_boxes_of_a_group_are_read_from_the_top() -> None:
    def shape(top: int, left: int, text: str) -> str:
        place = f"position:absolute;left:{left};top:{top};width:50;height:40"
        inner = f"<v:textbox><w:txbxContent>{p(text)}</w:txbxContent></v:textbox>"
        return f"<v:shape style='{place}'>{inner}</v:shape>"

    group = shape(100, 0, "third") + shape(4, 90, "second") + shape(0, 0, "first")
    assert lines(docx(p(f"<w:r><w:pict><v:group>{group}</v:group></w:pict></w:r>"))) == ["first", "second", "third"]


def test_lettering_diagram_and_chart() -> None:
    parts = {
        "diagramData": '<?xml version="1.0"?><dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/'
        'diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r>'
        "<a:t>Mobilise</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt type='pres'/></dgm:ptLst></dgm:dataModel>",
        "chart": '<?xml version="1.0"?><c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:title><a:p><a:r><a:t>Spend</a:t></a:r></a:p>'
        "</c:title><c:cat><c:pt><c:v>2024</c:v></c:pt></c:cat></c:chartSpace>",
    }
    body = p(
        "<w:r><w:pict><v:shape><v:textpath string='DRAFT'/></v:shape></w:pict></w:r>"
        "<w:r><w:drawing><dgm:relIds r:dm='diagramData'/></w:drawing></w:r>"
        "<w:r><w:drawing><c:chart r:id='chart'/></w:drawing></w:r>"
    )
    assert lines(docx(body, parts)) == ["DRAFT", "Mobilise", "Spend\n2024"]


def test_notes_stand_behind_what_refers_to_them() -> None:
    note = '<w:footnote w:id="{0}">' + p("<w:r><w:footnoteRef/></w:r>", " {1}") + "</w:footnote>"
    parts = {
        "footnotes": note.format(0, "separator") + note.format(7, "Excluding VAT."),
        "endnotes": f'<w:endnote w:id="2">{p(" At the end.")}</w:endnote>',
    }
    end = "<w:r><w:endnoteReference w:id='2'/></w:r>"
    body = p("£5,000", "<w:r><w:footnoteReference w:id='7'/></w:r>", " a year", end) + p("Next")
    document = read(docx(body, parts))
    assert [(block.kind, block.span.of(document.text)) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, "£5,000[1] a year[i]"),
        (BlockKind.NOTE, "[1] Excluding VAT."),
        (BlockKind.PARAGRAPH, "Next"),
        (BlockKind.NOTE, "[i] At the end."),
    ]


def test_note_in_a_table_stands_behind_the_table() -> None:
    parts = {"footnotes": f'<w:footnote w:id="1">{p("Note.")}</w:footnote>'}
    reference = "<w:r><w:footnoteReference w:id='1'/></w:r>"
    assert lines(docx(table(row(cell(p("a", reference)), "b")), parts)) == ["a[1]\tb", "[1] Note."]


def section(*references: str, more: str = "") -> str:
    inner = "".join(
        f'<w:{kind}Reference w:type="{type_}" r:id="{id_}"/>'
        for kind, type_, id_ in (each.split() for each in references)
    )
    return f"<w:sectPr>{inner}{more}</w:sectPr>"


def test_headers_and_footers_once_each() -> None:
    parts = {
        "header1": p("Council"),
        "header2": p("First page"),
        "header3": p("Never shown"),
        "footer1": table(row("Page", "1")),
    }
    first = section("header default header1", "header even header3", "footer default footer1")
    last = section("header first header2", more="<w:titlePg/>")
    body = p("one") + f"<w:p><w:pPr>{first}</w:pPr></w:p>" + p("two") + last
    document = read(docx(body, parts))
    assert [(block.kind.value, block.span.of(document.text)) for block in document.blocks] == [
        ("header", "Council"),
        ("header", "First page"),
        ("paragraph", "one"),
        ("paragraph", "two"),
        ("footer", "Page 1"),
    ]


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H1"/></w:style>
<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="heading 3"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="character" w:styleId="Hid"><w:name w:val="Hid"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Fat"><w:name w:val="Fat"/><w:rPr><w:b/></w:rPr></w:style>
"""
BOLD = "<w:b/>"
SENTENCE = "The Supplier shall keep records of all that it does under this Contract for six years after it has ended."
KINDS = [
    (p("Scope", style="H1"), "heading", 1),
    (p("Scope", style="Mine"), "heading", 1),
    (p("Scope", style="H3"), "heading", 3),
    (p("Scope", properties='<w:outlineLvl w:val="1"/>'), "heading", 2),
    (p("Scope", style="H1", properties='<w:outlineLvl w:val="9"/>'), "paragraph", 0),
    (p("The tender", style="Title"), "heading", 1),
    (p(SENTENCE, style="H1"), "paragraph", 0),
    (p(r("Payment terms", BOLD)), "heading", 0),
    (p("Payment terms", style="Fat"), "heading", 0),
    (p(r("Payment", BOLD), r(" terms")), "paragraph", 0),
    (p(r("Note:", BOLD)), "paragraph", 0),
    (p(r("12345", BOLD)), "paragraph", 0),
    (p("Plain", style="Loop"), "paragraph", 0),
]


@pytest.mark.parametrize(("body", "kind", "level"), KINDS)
def test_kind_and_level(body: str, kind: str, level: int) -> None:
    block = read(docx(body, {"styles": STYLES})).blocks[0]
    assert (block.kind.value, block.level) == (kind, level)


def test_hidden_by_style() -> None:
    assert lines(docx(p("a", r("b", '<w:rStyle w:val="Hid"/>')), {"styles": STYLES})) == ["a"]


NOTICES = [
    (p("a", r("b", "<w:vanish/>")), "", {"hidden-text"}),
    (p("a", "<w:del><w:r><w:delText>b</w:delText></w:r></w:del>"), "", {"tracked-changes"}),
    (p("a"), relationship("x", "aFChunk", "chunk.html"), set()),  # a member
    (p("a"), relationship("x", "package", "chunk.html"), set()),  # a member
    (p("a"), relationship("x", "subDocument", "chunk.html"), {"part-not-read"}),
    (p(), relationship("x", "image", "chunk.html"), {"part-not-read"}),
    (p("a"), relationship("x", "image", "chunk.html"), set()),
]


@pytest.mark.parametrize(("body", "relationships", "expected"), NOTICES)
def test_notices(body: str, relationships: str, expected: set[str]) -> None:
    document = read(docx(body, relationships=relationships, files={"word/chunk.html": "<p>x</p>"}))
    assert {notice.code for notice in document.notices} == expected


def test_a_scan_with_a_header_is_said() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    links = "".join(relationship(f"i{at}", "image", f"media/{at}.png") for at in (1, 2))
    files = {f"word/media/{at}.png": b"x" for at in (1, 2)}
    document = read(docx(p() + section, {"header1": p("Council")}, relationships=links, files=files))
    assert document.text == "Council"
    assert [notice.message for notice in document.notices] == [
        "The document holds nothing but 2 pictures, perhaps a scan; their text is not read."
    ]


def test_comments_are_counted_and_left_out() -> None:
    document = read(docx(p("a"), {"comments": f'<w:comment w:id="0">{p("check this")}</w:comment>'}))
    assert document.text == "a"
    assert [(notice.code, notice.message) for notice in document.notices] == [
        ("comments-not-in-text", "1 comment is in the margin left out of the text.")
    ]


def core(title: str) -> dict[str, str]:
    return {
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{title}</dc:title><dc:creator>A. Officer</dc:creator>"
        "<dcterms:created>2024-03-01T09:30:00Z</dcterms:created><dcterms:modified>soon</dcterms:modified>"
        "</cp:coreProperties>"
    }


TITLES = [
    ("Grounds maintenance", "Grounds maintenance"),
    ("", "The tender"),
    ("Word Document", "The tender"),
    ("Microsoft Word - draft 3.doc", "The tender"),
    ("Q12526", "The tender"),
    ("1", "The tender"),
    ("template.dotx", "The tender"),
]


@pytest.mark.parametrize(("stored", "expected"), TITLES)
def test_title(stored: str, expected: str) -> None:
    body = p(r("Cover", BOLD)) + p("The tender", style="Title")
    assert read(docx(body, {"styles": STYLES}, files=core(stored))).properties.title == expected


def test_author_and_dates() -> None:
    properties = read(docx(p("a"), files=core("x"))).properties
    assert (properties.author, properties.created, properties.modified) == ("A. Officer", "2024-03-01T09:30:00Z", None)


def test_no_properties() -> None:
    document = read(docx(p("a")))
    assert (document.properties.title, document.properties.author) == (None, None)
    assert document.title == "example"
