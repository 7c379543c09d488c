"""RTF files built by code: the words as Word writes them, so that a test shows what it is about."""

import struct

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset2 Symbol;}{\f2\fnil\fcharset2 Wingdings;}"
    r"{\f3\fnil\fcharset128 MS Mincho{\*\falt Other};}{\f4\fswiss\fcharset238 Arial CE;}}"
)
STYLES = (
    r"{\stylesheet{\s0 Normal;}{\s1\sbasedon0\outlinelevel0\b heading 1;}{\s2 heading 2;}{\s3 Title;}"
    r"{\*\cs10 \additive Default Paragraph Font;}}"
)


def rtf(body: str, *, head: str = "", info: str = "") -> bytes:
    """The bytes of an RTF; signs that are not ASCII are written as Unicode signs with a question mark behind."""
    about = rf"{{\info{info}}}" if info else ""
    whole = (
        rf"{{\rtf1\ansi\ansicpg1252\deff0\uc1{FONTS}{{\colortbl;\red255\green0\blue0;}}{STYLES}{about}{head}{body}}}"
    )
    return "".join(sign if ord(sign) < 128 else _unicode(sign) for sign in whole).encode("ascii")


def par(text: str, properties: str = "") -> str:
    """A paragraph."""
    return rf"\pard\plain {properties} {text}\par" + "\n"


def row(*cells: str, edges: tuple[int, ...] = (), left: int = 0) -> str:
    """A row of a table as Word writes it: its layout before and once more behind the cells."""
    places = edges or tuple(1000 * at for at in range(1, len(cells) + 1))
    layout = rf"\trowd\trleft{left}" + "".join(rf"\cellx{edge}" for edge in places)
    inner = "".join(rf"{{{cell}\cell}}" for cell in cells)
    return rf"{layout}\pard\plain\intbl {inner}\pard\plain\intbl{{{layout}\row}}\pard" + "\n"


def field(instruction: str, result: str = "") -> str:
    """A field."""
    return rf"{{\field{{\*\fldinst {instruction}}}{{\fldrslt {result}}}}}"


def embedded(class_name: str, data: bytes, *, kind: int = 2) -> str:
    """An object in the old form of OLE."""
    name = class_name.encode() + b"\x00"
    content = struct.pack("<III", 0x0501, kind, len(name)) + name + struct.pack("<III", 0, 0, len(data)) + data
    digits = content.hex()
    lines = "\n".join(digits[at : at + 128] for at in range(0, len(digits), 128))
    return rf"{{\object\objemb{{\*\objclass {class_name}}}{{\*\objdata {lines}}}{{\result{{\pict 00ff}}}}}}"


def packaged(name: str, content: bytes) -> bytes:
    """What the Object Packager makes of a file, without the length before it ([MS-OLEDS] 2.3.6)."""
    path = b"C:\\Temp\\" + name.encode("cp1252", "replace") + b"\x00"
    wide = b"".join(
        struct.pack("<I", len(text)) + text.encode("utf-16-le") for text in (f"C:\\Temp\\{name}", name, f"C:\\{name}")
    )
    label = name.encode("cp1252", "replace") + b"\x00"
    return (
        b"\x02\x00"
        + label
        + path
        + b"\x00\x00\x03\x00"
        + struct.pack("<I", len(path))
        + path
        + struct.pack("<I", len(content))
        + content
        + wide
    )


def _unicode(sign: str) -> str:
    units = sign.encode("utf-16-le")
    numbers = struct.unpack(f"<{len(units) // 2}h", units)
    return "".join(rf"\u{number}?" for number in numbers)
