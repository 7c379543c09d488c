import io
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tenderscan.document import Document, Outcome, Source
from tenderscan.readers import pdf
from tenderscan.readers.pdf.flow import _FirstLook, _with_filled
from tenderscan.readers.pdf.forms import Entry, Filled
from tenderscan.readers.pdf.geometry import Box
from tenderscan.readers.pdf.layout import PageLayout, Strand
from tenderscan.readers.pdf.writer import PageRead
from tenderscan.settings import Limits

HEIGHT = 842


class FormBuilder:
    """Draws a form; coordinates are points from the top left corner."""

    def __init__(self, **options: Any) -> None:
        self._bytes = io.BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=(595, HEIGHT), invariant=True, **options)
        self.canvas.setFont("Helvetica", 11)

    def text(self, x: float, top: float, text: str) -> "FormBuilder":
        self.canvas.drawString(x, HEIGHT - top - 11, text)
        return self

    def field(
        self, x: float, top: float, name: str, value: str, *, height: float = 18, flags: str = ""
    ) -> "FormBuilder":
        self.canvas.acroForm.textfield(
            name=name,
            value=value,
            x=x,
            y=HEIGHT - top - height,
            width=200,
            height=height,
            fontSize=10,
            fieldFlags=flags,
        )
        return self

    def box(self, x: float, top: float, name: str, *, ticked: bool) -> "FormBuilder":
        self.canvas.acroForm.checkbox(name=name, checked=ticked, x=x, y=HEIGHT - top - 14, size=14)
        return self

    def radio(self, x: float, top: float, name: str, value: str, *, ticked: bool) -> "FormBuilder":
        self.canvas.acroForm.radio(name=name, value=value, selected=ticked, x=x, y=HEIGHT - top - 14, size=14)
        return self

    def choice(self, x: float, top: float, name: str, value: str, options: list[str]) -> "FormBuilder":
        self.canvas.acroForm.choice(
            name=name, value=value, options=options, x=x, y=HEIGHT - top - 18, width=120, height=18
        )
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> "FormBuilder":
        self.canvas.line(x0, HEIGHT - top, x1, HEIGHT - bottom)
        return self

    def build(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self._bytes.getvalue()


def document(content: bytes) -> Document:
    return pdf.read(content, Source("form.pdf", "0" * 64, len(content), "application/pdf"), Limits())


def lines(builder: FormBuilder) -> list[str]:
    return document(builder.build()).text.split("\n")


def test_answers_stand_beside_their_questions() -> None:
    form = FormBuilder().text(50, 50, "Company name").text(50, 90, "Price").text(50, 130, "Signed for the Council.")
    form.field(200, 47, "company", "Acorn Façade Ltd").field(200, 87, "price", "£1,200.00")
    assert lines(form) == ["Company name Acorn Façade Ltd", "Price £1,200.00", "Signed for the Council."]


def test_boxes_stand_before_their_words() -> None:
    form = FormBuilder().text(50, 50, "Insured?").text(220, 50, "Yes").text(280, 50, "No")
    form.box(200, 48, "yes", ticked=True).box(260, 48, "no", ticked=False)
    form.text(50, 90, "Size").text(220, 90, "Small").text(300, 90, "Large")
    form.radio(200, 88, "size", "small", ticked=False).radio(280, 88, "size", "large", ticked=True)
    assert lines(form) == ["Insured? [x] Yes [ ] No", "Size [ ] Small [x] Large"]


def test_a_box_with_no_words_beside_it_says_what_it_means() -> None:
    form = FormBuilder().text(50, 50, "Kind of firm").radio(300, 100, "kind", "charity", ticked=True)
    form.radio(300, 140, "kind", "company", ticked=False).box(300, 180, "agreed", ticked=True)
    assert lines(form) == ["Kind of firm", "[x] charity", "[ ] company", "[x]"]


def test_what_is_not_filled_in_is_nothing() -> None:
    form = (
        FormBuilder().text(50, 50, "Company name").field(200, 47, "company", "").choice(200, 87, "region", " ", [" "])
    )
    assert lines(form) == ["Company name"]


def test_choices_and_several_lines() -> None:
    form = FormBuilder().text(50, 50, "Region").choice(200, 47, "region", "North West", [" ", "North West", "London"])
    form.text(50, 90, "Remarks").field(200, 90, "remarks", "First line\nsecond line", height=60, flags="multiline")
    form.text(50, 200, "Signed.")
    assert lines(form) == ["Region North West", "Remarks First line second line", "Signed."]


def test_passwords_are_not_shown() -> None:
    form = FormBuilder().text(50, 50, "Portal").field(200, 47, "portal", "secret", flags="password")
    assert "secret" not in document(form.build()).text


def test_answers_in_a_table_stand_in_its_cells() -> None:
    form = FormBuilder()
    for top in (50, 80, 110):
        form.rule(50, top, 450, top)
    for x in (50, 200, 450):
        form.rule(x, 50, x, 110)
    form.text(60, 58, "Supplier").text(60, 88, "Price")
    form.field(210, 56, "supplier", "Acorn Ltd").field(210, 86, "price", "£1,200.00")
    found = document(form.build())
    (table,) = found.tables
    rows = [[cell.of(found.text) for cell in row] for row in table.rows]
    assert rows == [["Supplier", "Acorn Ltd"], ["Price", "£1,200.00"]]


def test_an_answer_that_is_printed_on_the_page_too_is_read_once() -> None:
    form = FormBuilder().text(50, 50, "Company").text(202, 50, "Acorn Ltd").field(200, 47, "company", "Acorn Ltd")
    assert document(form.build()).text.count("Acorn Ltd") == 1


def test_answers_only() -> None:
    form = FormBuilder().field(200, 47, "company", "Acorn Ltd").field(200, 87, "price", "£1,200.00")
    assert lines(form) == ["Acorn Ltd", "£1,200.00"]


def test_turned_pages() -> None:
    form = FormBuilder()
    form.canvas.setPageRotation(180)
    form.text(50, 50, "Company name").field(200, 47, "company", "Acorn Ltd")
    text = document(form.build()).text
    assert "Company name" in text
    assert "Acorn Ltd" in text


def annotated(*annotations: str) -> bytes:
    """A page with the words "Some words." and annotations as PDF dictionaries."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    content = "BT /F1 11 Tf 50 780 Td (Some words.) Tj ET"
    kids = " ".join(f"{number} 0 R" for number in range(6, 6 + len(annotations)))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
    objects += [
        f"{page}/Annots[{kids}]>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *annotations,
    ]
    body = "%PDF-1.7\n" + "".join(f"{number} 0 obj\n{each}\nendobj\n" for number, each in enumerate(objects, 1))
    return (body + f"trailer<</Root 1 0 R/Size {len(objects) + 1}>>\n").encode("latin-1")


def test_text_laid_over_the_page_is_text_and_remarks_are_told() -> None:
    content = annotated(
        "<</Type/Annot/Subtype/FreeText/Rect[50 700 300 720]/Contents<FEFF0052006500630065006900760065006400200141>>>",
        "<</Type/Annot/Subtype/Text/Rect[50 600 70 620]/Contents(Please check)>>",
        "<</Type/Annot/Subtype/Highlight/Rect[50 500 70 520]/Contents()>>",
    )
    found = document(content)
    assert found.text.split("\n") == ["Some words.", "Received Ł"]
    assert [notice.code for notice in found.notices] == ["comments-not-in-text"]
    assert found.notices[0].message.startswith("1 comment ")
    assert found.outcome is Outcome.READ


def test_hidden_text_is_not_read() -> None:
    content = annotated("<</Type/Annot/Subtype/FreeText/F 2/Rect[50 700 300 720]/Contents(Hidden)>>")
    assert "Hidden" not in document(content).text


def test_a_form_only_adobe_can_show_is_told() -> None:
    content = annotated().replace(
        b"/Pages 2 0 R>>", b"/Pages 2 0 R/NeedsRendering true/AcroForm<</Fields[]/XFA[(a)6 0 R]>>>>"
    )
    content = content.replace(b"trailer", b"6 0 obj\n<</Length 4>>stream\n<x/>\nendstream\nendobj\ntrailer")
    found = document(content)
    assert [notice.code for notice in found.notices] == ["part-not-read"]
    assert "print it to a PDF" in found.notices[0].message
    assert found.outcome is Outcome.PARTLY


def test_many_fields_do_not_take_for_ever() -> None:
    notes = (
        f"<</Type/Annot/Subtype/FreeText/Rect[50 {n % 700} 90 {n % 700 + 9}]/Contents(Entry {n})>>"
        for n in range(4_000)
    )
    found = document(annotated(*notes))
    assert all(f"Entry {number}" in found.text for number in (0, 1_999, 3_999))


@pytest.mark.parametrize("rectangle", ["0 0 0 0", "1e30 0 2e30 9", "-9 -9 -8 -8", "90 90 50 50"])
def test_odd_places(rectangle: str) -> None:
    found = document(annotated(f"<</Type/Annot/Subtype/FreeText/Rect[{rectangle}]/Contents(Odd)>>"))
    assert "Some words." in found.text


def test_forms_of_encrypted_files(tmp_path: Path) -> None:
    form = FormBuilder(encrypt=StandardEncryption("", ownerPassword="owner"))
    form.text(50, 50, "Company name")
    assert document(form.build()).text == "Company name"


def test_a_recognised_page_keeps_what_was_filled_in() -> None:
    """Fields are not drawn on the picture that text recognition sees."""
    recognised = PageRead(PageLayout(595, HEIGHT, ()), confidence=0.9)
    look = _FirstLook(PageRead(PageLayout(595, HEIGHT, ())), 0, None, Filled((Entry("Acorn Ltd", Box(9, 9, 99, 20)),)))
    (strand,) = _with_filled(recognised, look).layout.parts
    assert isinstance(strand, Strand)
    assert [line.text for line in strand.lines] == ["Acorn Ltd"]
    assert _with_filled(look.page, look) is look.page
