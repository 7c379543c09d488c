"""PDF files, written object by object."""

import hashlib
import io
import zlib
from collections.abc import Sequence
from functools import partial

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from corpus.nasty.model import ANY, FAILED, PARTLY, READ, READABLE, SENTENCE, Case, Fate

GOOD = Fate(READ, says=SENTENCE)
STOPPED = Fate(ANY, "limit-exceeded|damaged|timeout|memory")
_SHOWN = SENTENCE.replace("£", "\\243").replace("(", "\\(").replace(")", "\\)")
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def stream(content: bytes, *, packed: bytes | None = None, more: bytes = b"") -> bytes:
    """A stream object; `packed` are its data where they are deflated."""
    data = content if packed is None else packed
    kind = b"" if packed is None else b"/Filter/FlateDecode"
    return b"<</Length %d%s%s>>stream\n" % (len(data), kind, more) + data + b"\nendstream"


def pdf(objects: Sequence[bytes], *, trailer: bytes = b"", wrong: bool = False) -> bytes:
    """A file of these objects, numbered from 1, the first of which is the catalogue; `wrong` offsets lead nowhere."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, 1):
        places.append(7 if wrong else len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, at)
    return bytes(out)


def shown(text: str = _SHOWN) -> bytes:
    """Commands that show a line of text."""
    return f"BT /F1 11 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")


def one_page(content: bytes, *, font: bytes = _FONT, page: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """A file of one page; `content` is the stream object of its commands, objects of `more` begin with number 6."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>%s>>"
            % page,
            content,
            font,
            *more,
        ]
    )


def _pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
    pages = [page % (count + 4 + number) for number in range(count)]
    contents = [stream(shown(f"Page {number + 1}.  {_SHOWN}")) for number in range(count)]
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, _FONT, *pages, *contents])


def _loop() -> bytes:
    """A page tree whose second branch is its root."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 3>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            stream(shown()),
            _FONT,
            b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 6 0 R]/Count 2>>",
        ]
    )


def _deep(levels: int) -> bytes:
    """A page tree in which each branch has one branch."""
    branches = [
        b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (number + 1, number + 3) for number in range(levels)
    ]
    last = levels + 2
    page = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>>>>>"
    return pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", *branches, page % (last - 1, last + 1, last + 2), stream(shown()), _FONT]
    )


def _xref_loop() -> bytes:
    """A cross-reference table whose predecessor is itself."""
    whole = one_page(stream(shown()))
    at = whole.rindex(b"xref\n0 ")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % at)


def _no_unicode_map() -> bytes:
    """A font of two-byte codes without any hint at what they mean, as in files that must not be copied from."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Secret/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/ABCDEF+Secret/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0"
        b">>/DW 500/FontDescriptor 6 0 R>>]>>"
    )
    described = (
        b"<</Type/FontDescriptor/FontName/ABCDEF+Secret/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800"
    )
    codes = "".join(f"{ord(letter) + 0xE000:04x}" for letter in SENTENCE * 5)
    commands = f"BT /F1 11 Tf 72 720 Td <{codes}> Tj ET".encode()
    return one_page(stream(commands), font=font, more=[described + b"/Descent -200/CapHeight 700/StemV 80>>"])


def _mapped(text: str) -> bytes:
    """Text in a font whose codes mean what its Unicode map says."""
    letters = sorted(set(text))
    codes = {letter: code for code, letter in enumerate(letters, 1)}
    rows = "\n".join(f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    unicode_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 "
        f"begincodespacerange <0000> <ffff> endcodespacerange {len(codes)} beginbfchar\n{rows}\nendbfchar endcmap end "
        "end"
    )
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/Mapped/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/Mapped/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/DW 600/FontDescriptor 7 0 R>>]>>"
    )
    described = (
        b"<</Type/FontDescriptor/FontName/Mapped/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200"
        b"/CapHeight 700/StemV 80>>"
    )
    lines = text.split("\n")
    commands = "BT /F1 14 Tf 72 720 Td 20 TL " + " ".join(
        "<" + "".join(f"{codes[letter]:04x}" for letter in line) + "> Tj T*" for line in lines
    )
    return one_page(stream(f"{commands} ET".encode()), font=font, more=[stream(unicode_map.encode()), described])


def _turned() -> bytes:
    """Four pages, each turned a quarter further, one of them by a number that is none of the four."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>/Rotate %d>>"
    pages = [page % turn for turn in (0, 90, 180, 270, 45)]
    tree = b"<</Type/Pages/Kids[5 0 R 6 0 R 7 0 R 8 0 R 9 0 R]/Count 5>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, stream(shown()), _FONT, *pages])


def _deflated_zeros(size: int) -> bytes:
    """A gibibyte and more in a zlib stream."""
    packer = zlib.compressobj(9)
    blanks = b" " * (1 << 20)
    first = packer.compress(blanks) + packer.flush(zlib.Z_FULL_FLUSH)
    again = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = again.compress(blanks) + again.flush(zlib.Z_FULL_FLUSH)
    return first + block * ((size >> 20) - 1) + b"\x03\x00" + b"\x00" * 4


def _object_stream_bomb() -> bytes:
    """The catalogue lies in an object stream that unpacks to a quarter of a gibibyte."""
    bomb = _deflated_zeros(1 << 28)
    objects = [
        b"<</Type/ObjStm/N 1/First 10/Length %d/Filter/FlateDecode>>stream\n" % len(bomb) + bomb + b"\nendstream",
    ]
    whole = pdf(objects)
    return whole.replace(b"/Root 1 0 R", b"/Root 9 0 R")


def _with_actions() -> bytes:
    """Programs and pages that would be opened with the file."""
    catalogue = (
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(cmd.exe)/Win<</F(cmd.exe)/P(/k calc)>>>>/AA<</WC<</S"
        b"/JavaScript/JS(app.alert\\(1\\))>>>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(this.submitForm"
        b"\\('http://127.0.0.1:9'\\))>>]>>>>>>"
    )
    return one_page(stream(shown())).replace(b"<</Type/Catalog/Pages 2 0 R>>", catalogue)


def _form_loop() -> bytes:
    """A form that draws itself, in a page that draws the form."""
    form = stream(
        b"/X1 Do " + shown("looped"),
        more=b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X1 6 0 R>>>>",
    )
    page = b"/Resources<</Font<</F1 5 0 R>>/XObject<</X1 6 0 R>>>>"
    whole = one_page(stream(shown() + b" /X1 Do"), more=[form])
    return whole.replace(b"/Resources<</Font<</F1 5 0 R>>>>", page)


def _locked(user: str, owner: str) -> bytes:
    """A page under passwords; an empty one for the user opens by itself."""
    out = io.BytesIO()
    lock = StandardEncryption(user, ownerPassword=owner, canCopy=0, canModify=0, strength=128)
    canvas = Canvas(out, invariant=1, encrypt=lock)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 720, SENTENCE)
    canvas.save()
    return out.getvalue()


def _image(width: int, height: int) -> bytes:
    """A picture whose size is claimed and whose data are missing."""
    picture = stream(
        b"\x00" * 10,
        more=b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray"
        % (width, height),
    )
    whole = one_page(stream(b"q 500 0 0 700 50 50 cm /X1 Do Q"), more=[picture])
    return whole.replace(b"/Resources<<", b"/Resources<</XObject<</X1 6 0 R>>")


def cases() -> list[Case]:
    """All of them."""
    return [*_structure(), *_text(), *_content()]


def _structure() -> list[Case]:
    plain = stream(shown())
    return [
        Case("pdf-of-5000-pages.pdf", "As many pages as are read.", partial(_pages, 5000), GOOD),
        Case("pdf-of-5001-pages.pdf", "One more.", partial(_pages, 5001), Fate(FAILED, "limit-exceeded")),
        Case("pdf-with-a-loop-in-its-page-tree.pdf", "A branch of the tree is its root.", _loop, Fate(ANY, "damaged")),
        Case("pdf-with-a-page-tree-20000-deep.pdf", "Each branch has one branch.", partial(_deep, 20_000), STOPPED),
        Case(
            "pdf-with-a-loop-in-its-cross-references.pdf",
            "The table's predecessor is itself.",
            _xref_loop,
            Fate(ANY, "damaged"),
        ),
        Case(
            "pdf-with-wrong-offsets.pdf",
            "All cross-references lead to the same wrong place.",
            lambda: pdf(
                [
                    b"<</Type/Catalog/Pages 2 0 R>>",
                    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
                    plain,
                    _FONT,
                ],
                wrong=True,
            ),
            Fate(READABLE, says=SENTENCE),
        ),
        Case(
            "pdf-that-claims-a-billion-pages.pdf",
            "The page tree says so, and has one.",
            lambda: one_page(plain).replace(b"/Count 1>>", b"/Count 1000000000>>"),
            Fate(ANY, "limit-exceeded|damaged"),
        ),
        Case(
            "pdf-behind-rubbish.pdf",
            "800 bytes stand before its beginning.",
            lambda: b"\x01rubbish" * 100 + one_page(plain),
            Fate(ANY, "damaged"),
        ),
        Case(
            "pdf-without-pages.pdf",
            "A page tree of nothing.",
            lambda: pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
            Fate(ANY, "damaged"),
        ),
        Case(
            "pdf-with-an-object-stream-bomb.pdf",
            "Its catalogue lies in 256 MB of blanks.",
            _object_stream_bomb,
            Fate(FAILED, "damaged|limit-exceeded|memory"),
        ),
        Case(
            "pdf-with-a-content-stream-bomb.pdf",
            "A page's commands unpack to 256 MB of blanks.",
            lambda: one_page(stream(b"", packed=_deflated_zeros(1 << 28))),
            STOPPED,
        ),
    ]


def _text() -> list[Case]:
    arabic, hebrew = "شركة أكورن المحدودة", "חברת אקורן"
    # A PDF shows letters where they stand, the first of a word furthest to the right.
    lines = f"{SENTENCE}\n{arabic[::-1]}\n{hebrew[::-1]}"
    return [
        Case(
            "pdf-without-unicode-map.pdf",
            "A font whose codes mean nothing to anybody.",
            _no_unicode_map,
            Fate(READABLE, ""),
        ),
        Case(
            "pdf-in-arabic-and-hebrew.pdf",
            "Text that runs from right to left.",
            partial(_mapped, lines),
            GOOD,
        ),
        Case("pdf-with-turned-pages.pdf", "Pages turned by all quarters, and by half of one.", _turned, GOOD),
        Case(
            "pdf-with-a-very-long-line.pdf",
            "One string of two megabytes.",
            lambda: one_page(stream(shown("word " * 400_000))),
            STOPPED,
        ),
        Case(
            "pdf-of-noise.pdf",
            "The header of a PDF, and noise behind it.",
            lambda: b"%PDF-1.7\n" + hashlib.shake_256(b"noise").digest(20_000),
            Fate(FAILED, "damaged"),
        ),
    ]


def _content() -> list[Case]:
    return [
        Case(
            "pdf-locked-for-readers.pdf",
            "Needs a password to be opened.",
            partial(_locked, "user", "owner"),
            Fate(FAILED, "password-protected"),
        ),
        Case(
            "pdf-locked-for-editors.pdf",
            "Opens by itself; only changing it needs a password.",
            partial(_locked, "", "owner"),
            GOOD,
        ),
        Case(
            "pdf-with-actions.pdf",
            "Launches a program and runs scripts, if one lets it.",
            _with_actions,
            Fate(READABLE, says=SENTENCE),
        ),
        Case("pdf-with-a-form-that-draws-itself.pdf", "A loop of drawing.", _form_loop, Fate(READABLE, says=SENTENCE)),
        Case(
            "pdf-with-states-saved-a-million-times.pdf",
            "q q q q …",
            lambda: one_page(stream(b"q " * 1_000_000 + shown())),
            STOPPED,
        ),
        Case(
            "pdf-with-a-picture-of-a-million-by-a-million.pdf",
            "Whose data are ten bytes.",
            partial(_image, 1_000_000, 1_000_000),
            Fate(PARTLY),
        ),
        Case(
            "pdf-with-a-page-as-large-as-a-town.pdf",
            "A page of a billion points.",
            lambda: one_page(stream(shown())).replace(b"[0 0 595 842]", b"[0 0 1000000000 1000000000]"),
            Fate(ANY, "damaged|limit-exceeded"),
        ),
    ]
