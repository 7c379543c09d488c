"""PDF files to begin with, drawn without compression."""

import io

from reportlab.pdfgen.canvas import Canvas


def drawn() -> bytes:
    """Two pages: columns, a ruled table, a picture, a turned line, a bookmark."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(300, 400), pageCompression=0, invariant=1)
    canvas.setTitle("Prices")
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(20, 370, "Schedule of prices")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(20, 350, "Prices exclude VAT. A long line that is bro-")
    canvas.drawString(20, 338, "ken, (a) first (b) second")
    for y in (200, 220, 240):
        canvas.line(20, y, 220, y)
    for x in (20, 120, 220):
        canvas.line(x, 200, x, 240)
    for x, y, text in ((24, 226, "Supplier"), (124, 226, "Price"), (24, 206, "Acorn Ltd"), (124, 206, "1,200.00")):
        canvas.drawString(x, y, text)
    canvas.bookmarkPage("one")
    canvas.addOutlineEntry("One", "one")
    canvas.drawString(140, 20, "Page 1 of 2")
    canvas.showPage()
    canvas.setPageRotation(90)
    canvas.rotate(30)
    canvas.drawString(100, 100, "DRAFT")
    canvas.drawString(140, 20, "Page 2 of 2")
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def filled() -> bytes:
    """A form with filled fields."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(300, 400), pageCompression=0, invariant=1)
    canvas.drawString(20, 370, "Form of tender")
    form = canvas.acroForm
    form.textfield(name="supplier", value="Acorn Ltd", x=20, y=330, width=100, height=20, tooltip="Supplier")
    form.checkbox(name="vat", checked=True, x=20, y=300, size=12, tooltip="VAT")
    form.choice(name="lot", value="Lot 1", options=["Lot 1", "Lot 2"], x=20, y=270, width=80, height=20)
    for x, value in ((20, "a"), (60, "b")):
        form.radio(name="yes", value=value, selected=value == "a", x=x, y=240, size=12)
    canvas.linkURL("http://example.org", (20, 20, 60, 40))
    canvas.showPage()
    canvas.save()
    return stream.getvalue()
