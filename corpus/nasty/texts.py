"""Text, tables of values, web pages, JSON: odd encodings, endless depth; and files under a wrong name."""

import json
from functools import partial

from corpus.nasty.model import ANY, FAILED, READ, READABLE, SENTENCE, Case, Fate
from corpus.nasty.packages import SAID, docx
from corpus.nasty.pdfs import one_page, shown, stream

GOOD = Fate(READ, says=SENTENCE)
NAMED_WRONGLY = Fate(READ, "name-mismatch", SENTENCE)
DEEP = Fate(ANY, "limit-exceeded|damaged")
_TABLE = "Supplier,Price,Note\r\n" + "".join(f'"Acorn {n}","£{n},200.00","Größe, naïve – fine"\r\n' for n in range(40))


def _html(body: str, charset: str = "utf-8") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>Prices</title></head><body>{body}</body></html>'
    )


def _program() -> bytes:
    """The beginning of a program of Windows."""
    head = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8" + bytes(43) + b"\x80\x00\x00\x00"
    stub = b"\x0e\x1f\xba\x0e\x00\xb4\x09\xcd\x21\xb8\x01\x4c\xcd\x21This program cannot be run in DOS mode.\r\r\n$"
    return (head + stub).ljust(128, b"\x00") + b"PE\x00\x00" + bytes(range(256)) * 8


def cases() -> list[Case]:
    """All of them."""
    return [*_encodings(), *_depths(), *_values(), *_names()]


def _encodings() -> list[Case]:
    text = f"{SENTENCE}\r\nGrößenordnung – “quoted”, naïve café.\r\n" * 20
    said = Fate(READABLE, says=SENTENCE)
    return [
        Case("text-in-utf-16-without-mark.txt", "Every second byte is zero.", lambda: text.encode("utf-16-le"), said),
        Case("text-in-utf-16-big-without-mark.txt", "The other way round.", lambda: text.encode("utf-16-be"), said),
        Case("text-in-utf-32.txt", "Four bytes a letter, with a mark.", lambda: text.encode("utf-32"), Fate(ANY)),
        Case(
            "text-in-cp437.txt",
            "As DOS wrote it.",
            lambda: text.replace("–", "-").replace("“", '"').replace("”", '"').encode("cp437"),
            Fate(READ, says="Acorn Ltd"),
        ),
        Case("text-in-cp1252.txt", "As Windows writes it.", lambda: text.encode("cp1252"), GOOD),
        Case(
            "text-in-two-encodings.txt",
            "One half UTF-8, one half Latin-1.",
            lambda: text.encode() + SENTENCE.encode("latin-1"),
            Fate(READ, says=SENTENCE),
        ),
        Case(
            "text-with-lone-surrogates.txt",
            "Halves of characters, written as if they were UTF-8.",
            lambda: (text + "\ud800 \udfff" + text).encode("utf-8", "surrogatepass"),
            said,
        ),
        Case(
            "text-gone-through-the-wrong-encoding.txt",
            "UTF-8 read as cp1252 and written again: £ for £.",
            lambda: text.encode().decode("cp1252", "replace").encode(),
            Fate(READ, says="Acorn Ltd"),
        ),
        Case(
            "text-with-a-nul-in-it.txt",
            "Text, a NUL, and more text.",
            lambda: (SENTENCE + "\x00" + SENTENCE).encode(),
            Fate(ANY),
        ),
        Case(
            "page-that-lies-about-its-charset.html",
            "Says UTF-8 and is Latin-1.",
            lambda: _html(f"<p>{SENTENCE}</p>").encode("latin-1"),
            GOOD,
        ),
        Case(
            "page-that-says-it-is-latin-1.html",
            "Says Latin-1 and is UTF-8 with a mark.",
            lambda: b"\xef\xbb\xbf" + _html(f"<p>{SENTENCE}</p>", "iso-8859-1").encode(),
            GOOD,
        ),
        Case(
            "table-in-utf-16.csv",
            "Tabs, a mark, two bytes a letter: what Excel calls Unicode text.",
            lambda: _TABLE.replace(",", "\t").encode("utf-16"),
            Fate(READ, says="Größe"),
        ),
    ]


def _depths() -> list[Case]:
    release = '{"uri":"x","releases":[{"ocid":"ocds-1","tender":'
    return [
        Case(
            "json-100000-deep.json",
            "A hundred thousand lists in each other.",
            lambda: b"[" * 100_000 + b"]" * 100_000,
            DEEP,
        ),
        Case(
            "ocds-100000-deep.json",
            "A release with a tender of endless depth.",
            lambda: (release + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}]}").encode(),
            DEEP,
        ),
        Case(
            "json-with-a-number-of-a-million-digits.json",
            "One number.",
            lambda: b'{"a":' + b"9" * 1_000_000 + b"}",
            DEEP,
        ),
        Case(
            "json-with-lone-surrogates.json",
            "Halves of characters, escaped.",
            lambda: json.dumps({"note": "x\ud800y", "\udfff": SENTENCE}).encode(),
            Fate(READABLE),
        ),
        Case(
            "json-with-200000-keys.json",
            "All of them the same.",
            lambda: ("{" + ",".join(['"key":1'] * 200_000) + "}").encode(),
            Fate(ANY, "limit-exceeded|timeout"),
        ),
        Case(
            "ocds-cut-in-half.json",
            "A package that breaks off.",
            lambda: (release + '{"title":"Works"').encode(),
            Fate(ANY, "damaged"),
        ),
        Case(
            "xml-100000-deep.xml",
            "A hundred thousand elements in each other.",
            lambda: ('<?xml version="1.0"?>' + "<a>" * 100_000 + "</a>" * 100_000).encode(),
            DEEP,
        ),
        Case(
            "page-with-100000-divs.html",
            "In each other.",
            lambda: _html(f"<p>{SENTENCE}</p>" + "<div>" * 100_000 + "innermost").encode(),
            DEEP,
        ),
        Case(
            "page-with-tables-2000-deep.html",
            "Tables in tables.",
            lambda: _html(f"<p>{SENTENCE}</p>" + "<table><tr><td>" * 2000 + "innermost").encode(),
            DEEP,
        ),
        Case(
            "page-with-a-cell-over-everything.html",
            "colspan and rowspan of a billion.",
            lambda: _html(
                f'<p>{SENTENCE}</p><table><tr><td colspan="1000000000" rowspan="1000000000">x</td></tr>'
                "<tr><td>y</td></tr></table>"
            ).encode(),
            DEEP,
        ),
        Case(
            "page-with-scripts-and-remote-parts.html",
            "Everything a browser would fetch or run.",
            lambda: _html(
                f'<p>{SENTENCE}</p><script src="http://127.0.0.1:9/x.js"></script><iframe src="file:///etc/passwd"></iframe>'
                '<img src="http://127.0.0.1:9/p.png" onerror="x()"><link rel="stylesheet" href="http://127.0.0.1:9/x.css">'
                "<script>document.write('written')</script>"
            ).encode(),
            Fate(READABLE, says=SENTENCE),
        ),
        Case(
            "markdown-of-quotes-in-quotes.md",
            "Ten thousand marks of quotation.",
            lambda: (f"# Prices\n\n{SENTENCE}\n\n" + ">" * 10_000 + " innermost\n" + "[" * 10_000 + "\n").encode(),
            GOOD,
        ),
    ]


def _values() -> list[Case]:
    return [
        Case(
            "table-with-a-field-of-10-megabytes.csv",
            "One field.",
            lambda: (f'{_TABLE}"{"word " * 2_000_000}",1,x\r\n').encode(),
            Fate(ANY, "limit-exceeded"),
        ),
        Case(
            "table-with-formulas.csv",
            "Formulas that would fetch and run; they are text.",
            lambda: (_TABLE + '"=HYPERLINK(""http://127.0.0.1:9"",""x"")",@SUM(A1),=cmd|\' /c calc\'!A1\r\n').encode(),
            Fate(READ, says="=HYPERLINK("),
        ),
        Case(
            "table-whose-quote-never-closes.csv",
            "A quotation mark in the second of forty rows.",
            lambda: _TABLE.replace('Acorn 1"', "Acorn 1", 1).encode(),
            Fate(READABLE, says="Acorn 39"),
        ),
        Case(
            "table-with-20000-columns.csv",
            "Wider than any sheet.",
            lambda: ("\r\n".join(",".join(str(n) for n in range(20_000)) for _ in range(5))).encode(),
            Fate(ANY, "limit-exceeded"),
        ),
        Case("table-of-commas.csv", "A megabyte of commas.", lambda: b"," * 1_000_000, Fate(ANY, "limit-exceeded")),
        Case(
            "table-of-rows-of-all-widths.csv",
            "Rows of one field to five hundred.",
            lambda: "\n".join(",".join(["x"] * n) for n in range(1, 500)).encode(),
            Fate(READABLE),
        ),
    ]


def _names() -> list[Case]:
    page = one_page(stream(shown()))
    wrong = Fate(FAILED, "wrong-type")
    return [
        Case("nothing.pdf", "No bytes.", lambda: b"", Fate(FAILED, "empty")),
        Case("nothing.docx", "No bytes.", lambda: b"", Fate(FAILED, "empty")),
        Case("one-byte.docx", "One byte.", lambda: b"P", Fate(ANY, "wrong-type|damaged")),
        Case("one-byte.pdf", "One byte.", lambda: b"%", Fate(ANY, "wrong-type|damaged")),
        Case(
            "zeros.docx",
            "A document whose bytes are all zero, as after a failed download.",
            partial(bytes, 20_000),
            wrong,
        ),
        Case("pdf-as-docx.docx", "A PDF that says it is a document.", lambda: page, NAMED_WRONGLY),
        Case("docx-as-pdf.pdf", "A document that says it is a PDF.", lambda: docx(SAID), NAMED_WRONGLY),
        Case("docx-as-zip.zip", "A document that says it is an archive.", lambda: docx(SAID), NAMED_WRONGLY),
        Case(
            "page-as-xls.xls",
            "A web page that says it is a workbook, as many programs export it.",
            lambda: _html(f"<table><tr><td>{SENTENCE}</td></tr></table>").encode(),
            NAMED_WRONGLY,
        ),
        Case(
            "table-as-xls.xls",
            "Values between commas that say they are a workbook.",
            lambda: _TABLE.encode(),
            Fate(READ, "name-mismatch", "Acorn 39"),
        ),
        Case("program-as-pdf.pdf", "A program that says it is a PDF.", _program, wrong),
        Case("program.exe", "A program.", _program, Fate(FAILED, "unsupported-format")),
        Case(
            "rtf-as-doc.doc",
            "Rich text that says it is an older document, as many programs write it.",
            lambda: b"{\\rtf1\\ansi " + SENTENCE.encode("cp1252").replace(b"\xa3", b"\\'a3") + b"}",
            NAMED_WRONGLY,
        ),
        Case("no-ending", "A PDF without an ending.", lambda: page, GOOD),
    ]
