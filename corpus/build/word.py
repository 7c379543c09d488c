"""Sets a sample as a Word file."""

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.shared import Mm, Pt, RGBColor

from corpus.build import model
from corpus.build.word_xml import Inlines, Numbering, control, element, field, freeze, slim, text_box

_FONTS = {"sans": "Arial", "serif": "Times New Roman", "embedded": "Calibri"}
_PLACEHOLDER = "Click or tap here to enter text."


def write(sample: model.Sample) -> bytes:
    """The DOCX of a sample; the same bytes each time."""
    return _Setter(sample).set()


class _Setter:
    """Turns blocks into body elements with the typography of one council."""

    def __init__(self, sample: model.Sample) -> None:
        self._sample = sample
        self._document = Document()
        slim(self._document)
        self._inlines = Inlines()
        self._numbering = Numbering(self._document)
        self._boxes = 0
        self._body: Any = self._document.element.body

    def set(self) -> bytes:
        """Set all blocks."""
        self._styles()
        self._properties()
        self._furniture()
        for block in self._sample.blocks:
            self._add(block)
        self._inlines.attach_notes(self._document)
        target = io.BytesIO()
        self._document.save(target)
        return freeze(target.getvalue())

    def _styles(self) -> None:
        look = self._sample.look
        styles = self._document.styles
        styles["Normal"].font.name = _FONTS[look.font]
        styles["Normal"].font.size = Pt(10.5)
        styles["Normal"].paragraph_format.space_after = Pt(6)
        for level in (1, 2, 3):
            style = styles[f"Heading {level}"]
            style.font.name = _FONTS[look.font]
            style.font.color.rgb = RGBColor.from_string(look.colour.upper())
            style.font.size = Pt((18, 14, 11.5)[level - 1])
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)

    def _properties(self) -> None:
        sample, properties = self._sample, self._document.core_properties
        properties.title, properties.author = sample.title, sample.author
        properties.comments, properties.last_modified_by = model.NOTICE, sample.author
        properties.created = properties.modified = datetime.fromisoformat(sample.created)
        properties.revision = 1

    def _furniture(self) -> None:
        """Letterhead on the first page, running header on the others, the notice in every footer."""
        sample, section = self._sample, self._document.sections[0]
        section.different_first_page_header_footer = True
        colour = sample.look.colour
        address = "\n".join(sample.look.address)
        name = self._inlines.xml(model.Line((model.Run(sample.letterhead),)), bold=True, colour="FFFFFF")
        where = self._inlines.xml(model.Line((model.Run(address),)))
        band = (
            "<w:tbl><w:tblPr><w:tblW w:w='9400' w:type='dxa'/></w:tblPr><w:tblGrid><w:gridCol w:w='5400'/>"
            "<w:gridCol w:w='4000'/></w:tblGrid><w:tr>"
            f"<w:tc><w:tcPr><w:tcW w:w='5400' w:type='dxa'/><w:shd w:val='clear' w:fill='{colour}'/>"
            f"<w:vAlign w:val='center'/></w:tcPr><w:p>{name}</w:p></w:tc>"
            "<w:tc><w:tcPr><w:tcW w:w='4000' w:type='dxa'/></w:tcPr><w:p><w:pPr><w:jc w:val='right'/></w:pPr>"
            f"{where}</w:p></w:tc></w:tr></w:tbl>"
        )
        first: Any = section.first_page_header._element
        first.insert(0, element(band))
        section.header.paragraphs[0].text = f"{sample.header}\t\t{sample.letterhead}"
        for footer in (section.first_page_footer, section.footer):
            paragraph: Any = footer.paragraphs[0]._p
            reference = f"{_escaped(sample.reference)}{model.DASH}Page "
            paragraph.append(element(f"<w:r><w:t xml:space='preserve'>{reference}</w:t></w:r>"))
            for code, after in (("PAGE", " of "), ("NUMPAGES", "")):
                for run in element(f"<w:p>{field(code)}</w:p>"):
                    paragraph.append(run)
                paragraph.append(element(f"<w:r><w:t xml:space='preserve'>{after}</w:t></w:r>"))
            footer.add_paragraph(model.NOTICE)

    def _append(self, xml: str) -> None:
        self._body.insert(len(self._body) - 1, element(xml))  # before the section's properties

    def _add(self, block: model.Block) -> None:
        match block:
            case model.Text():
                self._append(self._text(block))
            case model.Table():
                self._append(self._table(block, 9_400))
                self._append("<w:p><w:pPr><w:spacing w:after='0'/></w:pPr></w:p>")
            case model.Box():
                self._boxes += 1
                lines = [self._inlines.xml(line) for line in block.lines]
                self._append(text_box(lines, self._sample.look.colour, self._boxes))
            case model.Field():
                self._append(self._field(block))
            case model.PageBreak():
                self._append("<w:p><w:r><w:br w:type='page'/></w:r></w:p>")
            case model.Contents():
                listed = "".join(
                    f"<w:p><w:pPr><w:spacing w:after='40'/></w:pPr><w:r><w:t>{number}</w:t><w:tab/>"
                    f"<w:t xml:space='preserve'>{_escaped(text)}</w:t></w:r></w:p>"
                    for number, text in block.entries
                )
                self._append(control(listed, "Contents", gallery="Table of Contents"))
            case model.Scan():
                raise ValueError("a scanned page belongs in a PDF")

    def _text(self, text: model.Text) -> str:
        bold = text.kind == "clause" and text.level == 1
        properties = {
            "heading": f'<w:pStyle w:val="Heading{text.level}"/>',
            "bullet": '<w:pStyle w:val="ListBullet"/>',
            "right": '<w:jc w:val="right"/>',
        }.get(text.kind, "")
        if text.kind == "clause":
            if text.restart:
                self._numbering.restart()
            properties = ("<w:keepNext/>" if bold else "") + self._numbering.properties(text.level)
        return f"<w:p><w:pPr>{properties}</w:pPr>{self._inlines.xml(text.line, bold=bold)}</w:p>"

    def _field(self, form: model.Field) -> str:
        label = self._inlines.xml(model.Line((model.Run(f"{form.label}: "),)), bold=True)
        if form.empty:
            shown = f"<w:r><w:rPr><w:color w:val='808080'/></w:rPr><w:t>{_PLACEHOLDER}</w:t></w:r>"
        else:
            shown = self._inlines.xml(form.value)
        if len(form.label) > 24:  # long labels stand above a control of their own, as a block
            paragraph = f"<w:p>{label}</w:p>"
            self._append(paragraph)
            return control(f"<w:p>{shown}</w:p>", form.label, empty=form.empty)
        return f"<w:p>{label}{control(shown, form.label, empty=form.empty)}</w:p>"

    def _table(self, table: model.Table, room: int) -> str:
        widths = [int(room * width / sum(table.widths)) for width in table.widths]
        grid = "".join(f"<w:gridCol w:w='{width}'/>" for width in widths)
        rows = []
        for y, row in enumerate(table.rows):
            heading = y == 0 and not table.plain
            cells, x = "", 0
            for cell in row:
                cells += self._cell(cell, sum(widths[x : x + cell.span]), heading=heading)
                x += cell.span
            rows.append(f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if heading else ''}{cells}</w:tr>")
        return (
            "<w:tbl><w:tblPr><w:tblStyle w:val='TableGrid'/><w:tblW w:w='0' w:type='auto'/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _cell(self, cell: model.Cell, width: int, *, heading: bool) -> str:
        span = f"<w:gridSpan w:val='{cell.span}'/>" if cell.span > 1 else ""
        shade = f"<w:shd w:val='clear' w:fill='{self._sample.look.colour}'/>" if heading else ""
        content = ""
        if cell.inner:
            content = self._table(cell.inner, width - 300)
        runs = self._inlines.xml(cell.line, bold=heading, colour="FFFFFF" if heading else "")
        content += f"<w:p><w:pPr><w:spacing w:after='20'/></w:pPr>{runs}</w:p>"
        return f"<w:tc><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/>{span}{shade}</w:tcPr>{content}</w:tc>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
