"""Sets a sample as PDF."""

import io
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

import reportlab
from reportlab import rl_config
from reportlab.lib.colors import HexColor, black, grey, white
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, FrameBreak, KeepTogether, NextPageTemplate, PageBreak, Paragraph, Spacer
from reportlab.platypus import Table as RuledTable

from corpus.build import model
from corpus.build.pdf_page import DottedPage, FullPageImage, NotedParagraph, SampleTemplate, canvas_maker
from corpus.build.scan import scan

rl_config.useA85 = 0  # binary streams: a fifth smaller
_FONTS = {
    "sans": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "serif": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "embedded": ("Vera", "VeraBd", "VeraIt"),
}


def write(sample: model.Sample) -> bytes:
    """The PDF of a sample; the same bytes each time."""
    first = _Setter(sample, {})
    data = first.set()
    if any(isinstance(block, model.Contents) for block in sample.blocks):
        data = _Setter(sample, first.heading_pages).set()  # now that the pages of the headings are known
    return data


def _fonts(name: str) -> tuple[str, str, str]:
    fonts = _FONTS[name]
    if name == "embedded":
        folder = Path(reportlab.__file__).parent / "fonts"
        for font in fonts:
            pdfmetrics.registerFont(TTFont(font, folder / f"{font}.ttf"))
        pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="VeraIt", boldItalic="VeraBd")
    return fonts


class _Setter:
    """Turns blocks into flowables with the typography of one council."""

    def __init__(self, sample: model.Sample, pages: Mapping[str, int]) -> None:
        self._sample = sample
        self._pages = pages
        self._fonts = _fonts(sample.look.font)
        self._colour = HexColor(f"#{sample.look.colour}")
        self._size = {"serif": 11.5, "sans": 10.8, "embedded": 9.6}[sample.look.font]
        if sample.layout == "columns":
            self._size -= 0.6
        notes = any(isinstance(block, model.Text) and block.line.notes for block in sample.blocks)
        self._target = io.BytesIO()
        self._template = SampleTemplate(self._target, sample, self._fonts, notes=notes)
        self._room = self._template.pageTemplates[1].frames[0]._width

    def set(self) -> bytes:
        """Set all blocks."""
        story: list[Flowable] = []
        for number, block in enumerate(self._sample.blocks):
            if self._sample.layout == "columns" and number and len(story) == 2:
                story.append(FrameBreak())
            story.extend(self._flowables(block))
        self._template.build(story, canvasmaker=canvas_maker(self._sample, self._fonts))
        return self._target.getvalue()

    @property
    def heading_pages(self) -> Mapping[str, int]:
        """Number and text of a clause heading → page it was set on."""
        return self._template.heading_pages

    def _flowables(self, block: model.Block) -> Iterator[Flowable]:
        match block:
            case model.Text():
                yield self._text(block)
            case model.Table():
                ruled = self._table(block, self._room)
                ruled.spaceBefore, ruled.spaceAfter = 3, 9
                yield ruled
            case model.Box():
                yield self._box([Paragraph(_markup(line), self._style(space=4)) for line in block.lines])
                yield Spacer(1, 9)
            case model.Field():
                yield self._field(block)
            case model.Scan():
                yield NextPageTemplate("scan")
                yield PageBreak()
                yield FullPageImage(ImageReader(scan(block.lines)))
                yield NextPageTemplate("later")
                yield PageBreak()
            case model.PageBreak():
                yield PageBreak()
            case model.Contents():
                yield self._contents(block)

    def _style(self, *, size: float = 0, left: float = 0, first: float = 0, space: float = 6) -> ParagraphStyle:
        points = self._size + size
        return ParagraphStyle(
            "text",
            fontName=self._fonts[0],
            fontSize=points,
            leading=points * 1.32,
            leftIndent=left,
            bulletIndent=first,
            bulletFontName=self._fonts[0],
            bulletFontSize=points,
            spaceAfter=space,
        )

    def _text(self, text: model.Text) -> Flowable:
        if text.kind == "heading":
            return self._heading(_markup(text.line), text.level)
        style, bullet = self._style(), None
        if text.kind == "clause":
            return self._clause(text)
        if text.kind == "bullet":
            style, bullet = self._style(left=6 * mm + 12, first=12, space=3), "•"
        elif text.kind == "right":
            style.alignment = TA_RIGHT
        if text.line.notes:
            return self._noted(text.line, style)
        return Paragraph(_markup(text.line), style, bulletText=bullet)

    def _heading(self, markup: str, level: int) -> Paragraph:
        style = self._style(size=(9, 3.5, 1)[min(level, 3) - 1], space=(14, 6, 4)[min(level, 3) - 1])
        style.fontName, style.textColor = self._fonts[1], self._colour
        style.spaceBefore, style.keepWithNext = 8, 1
        return Paragraph(markup, style)

    def _clause(self, text: model.Text) -> Flowable:
        left, first = ((11 * mm, 0.0), (11 * mm, 0.0), (20 * mm, 11 * mm), (29 * mm, 20 * mm))[text.level - 1]
        style = self._style(left=left, first=first)
        if text.level == 2:
            style.spaceBefore = 2
        if text.level == 1:
            style.fontName = style.bulletFontName = self._fonts[1]
            style.spaceBefore, style.keepWithNext = 8, 1
        if text.line.notes:
            return self._noted(text.line, style, number=text.number)
        paragraph = Paragraph(_markup(text.line), style, bulletText=text.number)
        paragraph.clause = f"{text.number} {text.line.text}" if text.level == 1 else ""
        return paragraph

    def _noted(self, line: model.Line, style: ParagraphStyle, number: str = "") -> Flowable:
        notes = []
        markup = ""
        for run in line.runs:
            if run.note:
                self._template.noted += 1
                mark = f"<super>{self._template.noted}</super>"
                notes.append(f"{mark} {_markup(model.Line(run.note))}")
                markup += mark
            else:
                markup += _markup(model.Line((run,)))
        if number:
            markup = f"<bullet>{number}</bullet>{markup}"
        return NotedParagraph(markup, style, notes, self._template)

    def _contents(self, contents: model.Contents) -> Flowable:
        style = self._style(space=0)
        rows = [
            [
                Paragraph(number, style),
                Paragraph(escape(text), style),
                DottedPage(self._pages.get(f"{number} {text}", 0), self._fonts[0]),
            ]
            for number, text in contents.entries
        ]
        return RuledTable(rows, colWidths=[12 * mm, self._room * 0.66, self._room * 0.34 - 12 * mm])

    def _box(self, content: Sequence[Flowable]) -> Flowable:
        frame = RuledTable([[list(content)]], colWidths=[self._room * 0.86])
        frame.setStyle(
            [("BOX", (0, 0), (-1, -1), 1, self._colour), ("BACKGROUND", (0, 0), (-1, -1), HexColor("#f3f5f7"))]
        )
        return KeepTogether(frame)

    def _field(self, field: model.Field) -> Flowable:
        style = self._style(space=0)
        value = "………………………………………" if field.empty else _markup(field.value)
        row = [Paragraph(escape(field.label), style), Paragraph(value, style)]
        table = RuledTable([row], colWidths=[self._room * 0.38, self._room * 0.62])
        table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, grey), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
        return table

    def _table(self, table: model.Table, room: float) -> Flowable:
        widths = [room * width / sum(table.widths) for width in table.widths]
        rows: list[list[object]] = []
        commands: list[tuple[object, ...]] = []
        for y, row in enumerate(table.rows):
            cells: list[object] = []
            for cell in row:
                x = len(cells)
                width = sum(widths[x : x + cell.span]) - 9
                heading = y == 0 and not table.plain
                cells.append(self._cell(cell, width, heading=heading))
                cells.extend([""] * (cell.span - 1))
                if cell.span > 1:
                    commands.append(("SPAN", (x, y), (x + cell.span - 1, y)))
            rows.append(cells)
        ruled = RuledTable(rows, colWidths=widths, repeatRows=0 if table.plain else 1)
        commands += [
            ("GRID", (0, 0), (-1, -1), 0.5, black),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ]
        if not table.plain:
            commands.append(("BACKGROUND", (0, 0), (-1, 0), self._colour))
        ruled.setStyle(commands)
        return ruled

    def _cell(self, cell: model.Cell, width: float, *, heading: bool) -> Flowable:
        if cell.inner:
            return self._table(cell.inner, width)
        style = self._style(size=-1, space=0)
        if heading:
            style.fontName, style.textColor = self._fonts[1], white
        return Paragraph(_markup(cell.line), style)


def _markup(line: model.Line) -> str:
    """The line in reportlab's own markup."""
    parts = []
    for run in line.runs:
        if run.change == "del":
            continue
        text = escape(run.text, quote=False).replace("\n", "<br/>")
        parts.append(f"<b>{text}</b>" if run.bold else text)
    return "".join(parts)
