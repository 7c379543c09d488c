"""Files in OLE containers to begin with ([MS-CFB]): messages, workbooks and documents of before 2007."""

import struct

from fuzz.ole import CUTOFF, Tree, container


def legacy() -> list[bytes]:
    """DOC and PPT, as far as they are looked at before they are converted."""
    word = struct.pack("<HHHHHH", 0xA5EC, 193, 0, 0x0409, 0, 0) + bytes(500)
    user = struct.pack("<HHIII", 0, 0x0FF6, 20, 20, 0xE391C05F)
    made = [container({"WordDocument": word, "1Table": bytes(64)})]
    return [*made, container({"PowerPoint Document": bytes(64), "Current User": user})]


def messages() -> list[bytes]:
    """Outlook messages ([MS-OXMSG]): plain, with a recipient and two attachments, one of them a message."""
    inner = _message("Inner", "inner text", top=False)
    attached: Tree = {
        "__properties_version1.0": bytes(8) + _property(0x3705, 3, 1),
        "__substg1.0_3707001F": "prices.csv".encode("utf-16-le"),
        "__substg1.0_37010102": b"a,b\n1,2\n",
    }
    embedded: Tree = {"__properties_version1.0": bytes(8) + _property(0x3705, 3, 5), "__substg1.0_3701000D": inner}
    recipient: Tree = {
        "__properties_version1.0": bytes(8) + _property(0x0C15, 3, 1),
        "__substg1.0_3001001F": "Bob".encode("utf-16-le"),
        "__substg1.0_39FE001F": "b@example.org".encode("utf-16-le"),
    }
    html: dict[str, bytes | Tree] = {
        "__substg1.0_10130102": b"<html><body><p>Prices <b>exclude</b> VAT</p></body></html>"
    }
    # compressed rich text that is not compressed ([MS-OXRTFCP] 2.1.3.1.5)
    rtf = rb"{\rtf1\ansi\fromhtml1 {\*\htmltag <p>}Prices\par}"
    packed: dict[str, bytes | Tree] = {
        "__substg1.0_10090102": struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf
    }
    parts: dict[str, bytes | Tree] = {
        "__recip_version1.0_#00000000": recipient,
        "__attach_version1.0_#00000000": attached,
        "__attach_version1.0_#00000001": embedded,
        "__nameid_version1.0": {"__substg1.0_00020102": b"", "__substg1.0_00030102": b"", "__substg1.0_00040102": b""},
    }
    nothing: dict[str, bytes | Tree] = {}
    return [
        container(_message("Prices", "Prices exclude VAT.") | more) for more in (nothing, parts, html, packed | parts)
    ]


def workbooks() -> list[bytes]:
    """Workbooks in BIFF8 ([MS-XLS]) with texts, numbers, dates, a formula and a hidden sheet."""
    strings = struct.pack("<II", 2, 2) + _text("Supplier") + _text("Prïce")
    sheets = [
        _record(0x0200, struct.pack("<IIHHH", 0, 3, 0, 3, 0))  # what is used
        + _record(0x00FD, struct.pack("<HHHI", 0, 0, 0, 0))  # shared texts
        + _record(0x00FD, struct.pack("<HHHI", 0, 1, 0, 1))
        + _record(0x0203, struct.pack("<HHHd", 1, 1, 1, 1200.5))  # a number
        + _record(0x027E, struct.pack("<HHHI", 1, 2, 2, (46027 << 2) | 2))  # a short number
        + _record(0x0204, struct.pack("<HHH", 1, 0, 0) + _text("Acorn Ltd"))
        + _record(0x0205, struct.pack("<HHHBB", 2, 0, 0, 1, 0))  # true
        + _record(0x0006, struct.pack("<HHHdHIH", 2, 1, 0, 7.0, 0, 0, 3) + b"\x1e\x07\x00")  # a formula
        + _record(0x00E5, struct.pack("<HHHHH", 1, 2, 2, 0, 1)),  # merged cells
        _record(0x0203, struct.pack("<HHHd", 0, 0, 0, 5.0)),
    ]
    formats = _record(0x041E, struct.pack("<H", 164) + _text("#,##0.00"))
    formats += b"".join(_record(0x00E0, struct.pack("<HH", 0, number) + bytes(16)) for number in (0, 164, 14))
    head = _record(0x0809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + _record(0x0042, b"\xb0\x04") + formats
    tail = _record(0x00FC, strings) + _record(0x000A, b"")
    names = ("Prices", "Hidden")
    bound = [
        struct.pack("<IBBB", 0, number, 0, len(name)) + b"\x00" + name.encode() for number, name in enumerate(names)
    ]
    at = len(head) + sum(len(entry) + 4 for entry in bound) + len(tail)
    body = b""
    for number, sheet in enumerate(sheets):
        bound[number] = struct.pack("<I", at + len(body)) + bound[number][4:]
        body += _record(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + sheet + _record(0x000A, b"")
    book = head + b"".join(_record(0x0085, entry) for entry in bound) + tail + body
    return [
        container({"Workbook": book.ljust(CUTOFF, b"\x00")}),
        container({"Workbook": book, "\x05SummaryInformation": _summary()}),
    ]


def dropped() -> bytes:
    """A file that was dropped into a page ([MS-OLEDS] 2.3.6)."""
    inner = b"\x02\x00prices.csv\x00C:\\prices.csv\x00\x00\x00\x03\x00"
    inner += struct.pack("<I", 5) + b"C:\\x\x00" + struct.pack("<I", 8) + b"a,b\n1,2\n"
    inner += b"".join(struct.pack("<I", len(name)) + name.encode("utf-16-le") for name in ("C:\\x", "prices.csv", "p"))
    return container({"\x01Ole10Native": struct.pack("<I", len(inner)) + inner, "\x03ObjInfo": bytes(6)})


def _message(subject: str, body: str, *, top: bool = True) -> dict[str, bytes | Tree]:
    properties = _property(0x340D, 3, 0x40000) + _property(0x0039, 0x40, 0x01DC7E2C00000000)
    counts = struct.pack("<8xIIII", 1, 2, 1, 2) + (bytes(8) if top else b"")
    texts = {0x001A: "IPM.Note", 0x0037: subject, 0x1000: body, 0x0C1A: "Ann", 0x0C1F: "a@example.org", 0x0E04: "Bob"}
    texts[0x007D] = "From: a@example.org\r\nMessage-ID: <1@x>\r\n"
    streams: dict[str, bytes | Tree] = {
        f"__substg1.0_{tag:04X}001F": text.encode("utf-16-le") for tag, text in texts.items()
    }
    for tag, text in texts.items():
        properties += _property(tag, 0x1F, 2 * len(text) + 2)
    return streams | {"__properties_version1.0": counts + properties}


def _summary() -> bytes:
    """A set of summary properties ([MS-OLEPS] 2.17): code page, title, and when it was made."""
    values: tuple[bytes, ...] = (b"\x02\x00\x00\x00\xe4\x04\x00\x00", b"\x1e\x00\x00\x00\x08\x00\x00\x00Prices\x00\x00")
    values += (b"\x40\x00\x00\x00" + struct.pack("<Q", 0x01DC7E2C00000000),)
    places, at = b"", 8 + 8 * len(values)
    for number, value in zip((1, 2, 12), values, strict=True):
        places += struct.pack("<II", number, at)
        at += len(value)
    head = struct.pack("<HHI16xI16xI", 0xFFFE, 0, 0, 1, 48)
    return head + struct.pack("<II", at, len(values)) + places + b"".join(values)


def _property(tag: int, kind: int, value: int) -> bytes:
    return struct.pack("<HHIQ", kind, tag, 6, value)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
