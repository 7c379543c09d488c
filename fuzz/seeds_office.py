"""Packages to begin with: Office Open XML and OpenDocument, each with as many kinds of content as fit."""

from fuzz.mutate import unzipped, zipped
from fuzz.seeds_ole import dropped
from tests import build_docx as build

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Prices</dc:title>'
    "<dc:creator>A</dc:creator><dcterms:created>2026-01-05T10:00:00Z</dcterms:created></cp:coreProperties>"
)
_OASIS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"'
    for name, kind in {
        **{name: name for name in ("office", "style", "text", "table", "form", "chart", "presentation", "meta")},
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "number": "datastyle",
        "svg": "svg-compatible",
    }.items()
)
_OASIS += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def docx() -> list[bytes]:
    """Documents: one with lists, tables, notes and fields, one with controls, boxes and tracked changes."""
    cells = build.row(build.cell("Supplier", properties='<w:gridSpan w:val="2"/>'), "Price")
    merged = build.row(build.cell("Acorn", properties='<w:vMerge w:val="restart"/>'), build.cell(build.table(cells)))
    lists = build.numbering(build.level("%1."), build.level("%1.%2", "lowerLetter", more='<w:lvlRestart w:val="0"/>'))
    styles = (
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" '
        'w:styleId="Normal" w:default="1"><w:name w:val="Normal"/></w:style>'
    )
    notes = '<w:footnote w:id="2">' + build.p("A note") + "</w:footnote>"
    body = build.p("Schedule of prices", style="Heading1") + build.numbered("First") + build.numbered("Inner", level=1)
    body += build.p("See ", '<w:r><w:footnoteReference w:id="2"/></w:r>', build.field("PAGEREF x", "3"))
    body += build.table(cells, merged) + build.p(
        '<w:r><w:br w:type="page"/><w:t>Next</w:t><w:tab/><w:sym w:char="F0FE"/></w:r>'
    )
    body += '<w:sectPr><w:headerReference w:type="default" r:id="rId9"/></w:sectPr>'
    header = build.relationship("rId9", "header", "header1.xml")
    parts = {"styles": styles, "numbering": lists, "footnotes": notes, "comments": "", "header1": build.p("Head")}
    box = '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>'
    box += build.r("\u2612") + "</w:sdtContent></w:sdt>"
    other = (
        build.p(box, " Yes")
        + build.p(build.box(build.p("Boxed")))
        + build.p('<w:ins w:id="1">' + build.r("new") + "</w:ins>")
    )
    other += build.p('<w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del>', build.r("hid", "<w:vanish/>"))
    other += "<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath><w:hyperlink>" + build.r("link") + "</w:hyperlink></w:p>"
    other += '<w:altChunk r:id="rId7"/>' + build.p('<w:r><w:object><o:OLEObject r:id="rId8"/></w:object></w:r>')
    links = build.relationship("rId7", "aFChunk", "chunk.html") + build.relationship(
        "rId8", "oleObject", "embeddings/a.bin"
    )
    files: dict[str, str | bytes] = {
        "word/chunk.html": "<p>chunk</p>",
        "word/embeddings/a.bin": dropped(),
        "docProps/core.xml": _CORE,
    }
    made = [build.docx(body, parts, relationships=header), build.docx(other, files=files, relationships=links)]
    return [zipped(unzipped(content)) for content in made]


def odt() -> list[bytes]:
    """Texts with headings, lists, tables, notes, changes, controls and frames."""
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>gone</text:p></text:deletion>'
        '</text:changed-region></text:tracked-changes><text:h text:outline-level="1">Schedule of prices</text:h>'
        '<text:p text:style-name="P1">Prices<text:s text:c="2"/>exclude<text:tab/>VAT.<text:line-break/>'
        '<text:change text:change-id="c1"/><text:span>more</text:span><text:note text:note-class="footnote">'
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>A note</text:p></text:note-body></text:note>"
        "<office:annotation><text:p>comment</text:p></office:annotation></text:p>"
        '<text:list text:style-name="L1"><text:list-item text:start-value="3"><text:p>First</text:p><text:list>'
        "<text:list-item><text:p>Inner</text:p></text:list-item></text:list></text:list-item></text:list>"
        '<table:table><table:table-column table:number-columns-repeated="2"/><table:table-header-rows><table:table-row>'
        "<table:table-cell><text:p>Supplier</text:p></table:table-cell><table:table-cell><text:p>Price</text:p>"
        '</table:table-cell></table:table-row></table:table-header-rows><table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1"><text:p>Acorn Ltd</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>in</text:p></table:table-cell></table:table-row>"
        "</table:table></table:table-cell><table:covered-table-cell/></table:table-row></table:table>"
        "<text:p><draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame><draw:control "
        'draw:control="k1"/><text:page-number>2</text:page-number><text:soft-page-break/></text:p>'
        '<text:section text:display="none"><text:p>hidden</text:p></text:section><text:table-of-content><text:index-body>'
        "<text:p>One 1</text:p></text:index-body></text:table-of-content><text:p>Signed for the Council.</text:p>"
    )
    forms = (
        '<office:forms><form:form><form:checkbox form:id="k1" form:label="Yes" form:current-state="checked"/>'
        '<form:text form:id="k2" form:current-value="v"/></form:form></office:forms>'
    )
    automatic = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard">'
        '<style:paragraph-properties fo:break-before="page"/></style:style><text:list-style style:name="L1">'
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="." text:start-value="1"/>'
        '<text:list-level-style-bullet text:level="2" text:bullet-char="-"/></text:list-style>'
    )
    return [_open_document("text", forms + body, automatic), _open_document("text", "<text:p>short</text:p>", "")]


def ods() -> list[bytes]:
    """Workbooks with repeated rows, merged cells, values of every type and a hidden sheet."""
    body = (
        '<table:table table:name="Prices"><table:table-column table:number-columns-repeated="3"/><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>Supplier</text:p></table:table-cell><table:table-cell '
        'office:value-type="float" office:value="1200.5" table:style-name="ce1"><text:p>£1,200.50</text:p>'
        '</table:table-cell><table:table-cell table:number-columns-repeated="1000"/></table:table-row><table:table-row '
        'table:number-rows-repeated="3"><table:table-cell office:value-type="date" office:date-value="2026-01-05"/>'
        '<table:table-cell office:value-type="percentage" office:value="0.2" table:formula="of:=[.A1]"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row><table:table-row '
        'table:visibility="collapse"><table:table-cell table:number-columns-spanned="2"><text:p>merged</text:p>'
        "<office:annotation><dc:creator>A</dc:creator><text:p>comment</text:p></office:annotation></table:table-cell>"
        '<table:covered-table-cell/></table:table-row><table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell/></table:table-row></table:table><table:table table:name="Hidden" table:style-name="ta2">'
        '<table:table-row><table:table-cell office:value-type="currency" office:currency="GBP" office:value="5"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT10H30M"/></table:table-row></table:table>'
    )
    automatic = (
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
        '<number:currency-style style:name="N1"><number:currency-symbol>£</number:currency-symbol><number:number '
        'number:decimal-places="2" number:grouping="true"/></number:currency-style><style:style style:name="ce1" '
        'style:family="table-cell" style:data-style-name="N1"/>'
    )
    return [_open_document("spreadsheet", body, automatic)]


def pptx() -> list[bytes]:
    """Slides with a title, a list, a table, a group, notes and a comment."""
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    namespaces = f'{drawing} xmlns:r="{_OFFICE}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    table = (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="5" name="t"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
        '<p:xfrm><a:off x="0" y="900"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblGrid><a:gridCol w="9"/><a:gridCol w="9"/>'
        f'</a:tblGrid><a:tr h="1"><a:tc>{_frame("Supplier")}</a:tc><a:tc>{_frame("Price")}</a:tc></a:tr><a:tr h="1">'
        f'<a:tc gridSpan="2">{_frame("Acorn")}</a:tc><a:tc hMerge="1">{_frame("")}</a:tc></a:tr></a:tbl></a:graphicData>'
        "</a:graphic></p:graphicFrame>"
    )
    shapes = _shape(2, "Schedule of prices", '<p:ph type="title"/>', 0) + _shape(
        3, "Prices exclude VAT.", '<p:ph idx="1"/>', 500
    )
    group = f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="g"/></p:nvGrpSpPr><p:grpSpPr/>{_shape(10, "Grouped", "", 99)}</p:grpSp>'
    tree = f'<p:nvGrpSpPr><p:cNvPr id="1" name=""/></p:nvGrpSpPr><p:grpSpPr/>{shapes}{table}{group}'
    slide = f"<p:sld {namespaces}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:sld>"
    said = _shape(2, "Say this", '<p:ph type="body"/>', 0)
    notes = f"<p:notes {namespaces}><p:cSld><p:spTree>{said}</p:spTree></p:cSld></p:notes>"
    hidden = slide.replace("<p:sld ", '<p:sld show="0" ')
    comments = f'<p:cmLst {namespaces}><p:cm authorId="0" idx="1"><p:text>comment</p:text></p:cm></p:cmLst>'
    ids = '<p:sldId id="256" r:id="rId1"/><p:sldId id="257" r:id="rId2"/>'
    main = f"<p:presentation {namespaces}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    return [
        _office(
            "ppt/presentation.xml",
            "presentationml.presentation",
            {
                "ppt/presentation.xml": main,
                "ppt/_rels/presentation.xml.rels": _relations(
                    ("slide", "slides/slide1.xml"), ("slide", "slides/slide2.xml")
                ),
                "ppt/slides/slide1.xml": slide,
                "ppt/slides/_rels/slide1.xml.rels": _relations(
                    ("notesSlide", "../notesSlides/notes1.xml"), ("comments", "../comments/comment1.xml")
                ),
                "ppt/slides/slide2.xml": hidden,
                "ppt/notesSlides/notes1.xml": notes,
                "ppt/comments/comment1.xml": comments,
            },
        )
    ]


def xlsx() -> list[bytes]:
    """Workbooks with shared texts, dates, merged cells, a formula, a comment and a hidden sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    space = f'xmlns="{main}" xmlns:r="{_OFFICE}"'
    sheet = (
        f'<worksheet {space}><dimension ref="A1:C4"/><cols><col min="3" max="3" hidden="1"/></cols><sheetData><row r="1">'
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2" hidden="1"><c r="A2" t="inlineStr"><is>'
        '<t>Acorn Ltd</t></is></c><c r="B2" s="1"><v>1200.5</v></c><c r="C2" s="2"><v>46027.5</v></c></row><row r="4">'
        '<c r="A4" t="str"><f>A1&amp;"x"</f><v>Supplierx</v></c><c r="B4" t="b"><v>1</v></c><c r="C4" t="e"><v>#REF!</v></c>'
        '</row></sheetData><mergeCells><mergeCell ref="A4:B5"/></mergeCells><headerFooter><oddHeader>&amp;LHead</oddHeader>'
        '</headerFooter><legacyDrawing r:id="rId1"/></worksheet>'
    )
    strings = f'<sst {space} count="2"><si><t>Supplier</t></si><si><r><t>Pri</t></r><r><t xml:space="preserve">ce </t></r></si></sst>'
    styles = (
        f'<styleSheet {space}><numFmts><numFmt numFmtId="164" formatCode="[$£-809]#,##0.00;[Red]-0"/></numFmts><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    comments = (
        f'<comments {space}><authors><author>A</author></authors><commentList><comment ref="B2" authorId="0"><text><t>why?'
        "</t></text></comment></commentList></comments>"
    )
    sheets = '<sheet name="Prices" sheetId="1" r:id="rId1"/><sheet name="Hid" sheetId="2" state="hidden" r:id="rId2"/>'
    names = '<definedNames><definedName name="n">Prices!$A$1</definedName></definedNames>'
    book = f'<workbook {space}><workbookPr date1904="0"/><sheets>{sheets}</sheets>{names}</workbook>'
    links = [("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml")]
    links += [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    return [
        _office(
            "xl/workbook.xml",
            "spreadsheetml.sheet",
            {
                "xl/workbook.xml": book,
                "xl/_rels/workbook.xml.rels": _relations(*links),
                "xl/worksheets/sheet1.xml": sheet,
                "xl/worksheets/_rels/sheet1.xml.rels": _relations(("comments", "../comments1.xml")),
                "xl/worksheets/sheet2.xml": f"<worksheet {space}><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>",
                "xl/sharedStrings.xml": strings,
                "xl/styles.xml": styles,
                "xl/comments1.xml": comments,
            },
        )
    ]


def _open_document(kind: str, body: str, automatic: str) -> bytes:
    content = (
        f"<office:document-content {_OASIS}><office:automatic-styles>{automatic}</office:automatic-styles><office:body>"
        f"<office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    styles = (
        f'<office:document-styles {_OASIS}><office:styles><style:style style:name="Standard" style:family="paragraph"/>'
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"/>'
        '</text:outline-style></office:styles><office:master-styles><style:master-page style:name="Standard">'
        "<style:header><text:p>Head</text:p></style:header><style:footer><text:p>Foot</text:p></style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )
    meta = (
        f"<office:document-meta {_OASIS}><office:meta><dc:title>Prices</dc:title></office:meta></office:document-meta>"
    )
    parts = {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content, "styles.xml": styles}
    return zipped({name: text.encode() for name, text in (parts | {"meta.xml": meta}).items()})


def _office(main: str, kind: str, parts: dict[str, str]) -> bytes:
    types = (
        f'<Types xmlns="{_TYPES}"><Override PartName="/{main}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
    )
    first = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relations(("officeDocument", main), ("core-properties", "core.xml")),
    }
    return zipped({name: text.encode() for name, text in (first | parts | {"core.xml": _CORE}).items()})


def _relations(*links: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def _frame(text: str) -> str:
    return f'<a:txBody><a:bodyPr/><a:p><a:pPr lvl="1"/><a:r><a:t>{text}</a:t></a:r><a:br/></a:p></a:txBody>'


def _shape(number: int, text: str, placeholder: str, top: int) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="s"/><p:cNvSpPr/><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="0" y="{top}"/><a:ext cx="9" cy="9"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}'
        "</a:t></a:r></a:p></p:txBody></p:sp>"
    )
