"""What the fuzzer begins with: small files that go through as much of each reader as can be.

Each is made by code. Packages are not compressed, so that what is inside can be seen and changed.
"""

import gzip
import io
import json
import tarfile
import zipfile
from email.message import EmailMessage

from fuzz.mutate import unzipped, zipped
from fuzz.seeds_office import docx, ods, odt, pptx, xlsx
from fuzz.seeds_ole import legacy

_PROSE = "Schedule of prices\n\nPrices exclude VAT. Naïve café — £1,200.00 “quoted” ’tis.\n\n1. First\n2. Second\n"


def texts() -> list[bytes]:
    """Texts in many encodings, behind a byte that chooses what is declared."""
    encodings = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman", "cp850")
    made = [_PROSE.replace("—", "-").replace("’", "'").encode(each, "replace") for each in encodings]
    made += ["Цена без НДС. ".encode("cp1251") * 20, "価格は税抜きです。".encode("shift_jis") * 10]
    made += ["Â£1,200 â€™tis cafÃ©".encode()]
    return [bytes([number % 7]) + content for number, content in enumerate(made)]


def plain() -> list[bytes]:
    """Texts, Markdown, JSON and XML."""
    markdown = (
        "# Schedule of prices\n\nPrices *exclude* VAT.\n\n| Supplier | Price |\n|---|---:|\n| Acorn Ltd | £1,200.00 |\n\n"
        "- one\n  - two\n    1. three\n\n> quoted\n\n```\ncode\n```\n\nTitle\n=====\n\n[link](http://example.org) ![p](x)\n"
        "<b>bold</b> &amp; \\* escaped\n\n---\n\nSigned for the Council.\n"
    )
    spaced = "Item          Price     Total\nBench         10.00     20.00\nBin            5.00      5.00\n\f\nPage 2\n"
    made = [_PROSE.encode(), markdown.encode(), spaced.encode(), _PROSE.encode("cp1252", "replace")]
    made += [json.dumps({"a": [1, 2.5, None, {"b": "c"}], "d": {"e": [True, {"f": "g"}]}}).encode()]
    made += [b'<?xml version="1.0"?><a x="1"><b>text</b><b>more</b><!-- no --><c><d>deep</d> tail</c></a>']
    return made


def delimited() -> list[bytes]:
    """Tables of values with several delimiters, quotes and encodings."""
    rows = (
        ("Supplier", "Price", "Date"),
        ("Acorn, Ltd", "£1,200.00", "31/12/2026"),
        ('Oak "and" Sons', "3", ""),
        ("two\nlines", "-1", "x"),
    )
    made = []
    for delimiter in ",;\t|":
        lines = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
        made.append("\r\n".join(lines).encode())
        made.append("\n".join(delimiter.join(cell.split("\n")[0] for cell in row) for row in rows).encode("cp1252"))
    made.append(b"sep=;\na;b\n1;2\n")
    made.append(b"Title of the table\n\na,b,c\n1,2,3\n4,5,6\n\nTotal,,9\n")
    return made


def html() -> list[bytes]:
    """Web pages with what the reader looks for."""
    page = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Prices</title><style>p{}</style>'
        '<meta name="author" content="A"><script>var x = "<p>no</p>";</script></head><body><h1>Schedule of prices</h1>'
        "<p>Prices <b>exclude</b> VAT.<br>Second&nbsp;line &pound;5</p><ul><li>one<ol start=3><li>two</ol></li></ul>"
        '<table><caption>c</caption><thead><tr><th>Supplier<th rowspan="2">Price</tr></thead><tr><td colspan=2>Acorn'
        "<table><tr><td>in</td></tr></table></td></tr><tr><td>x</table><pre>a  b\n c</pre><dl><dt>t<dd>d</dl>"
        "<details><summary>s</summary>d</details><select><option selected>o</select><input type=checkbox checked> yes"
        '<input value="v"><textarea>t</textarea><img alt="picture" src="x"><p hidden>h</p><div style="display:none">n'
        '</div><iframe src="http://example.org"></iframe><a href="#x">link</a><sup>2</sup><hr><blockquote>q'
        "</blockquote></body></html>"
    )
    return [page.encode(), page.replace("utf-8", "iso-8859-1").encode("cp1252"), b"<p>one<p>two", b"<html><table><td>x"]


def rtf() -> list[bytes]:
    """Rich text with what the reader looks for."""
    head = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Cyr;}}"
    head += rb"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}}"
    head += rb"{\info{\title Prices}{\author A}{\creatim\yr2026\mo1\dy2}}"
    body = rb"\pard\s1 Schedule of prices\par\pard Prices \b exclude\b0  VAT. \'a31,200 \u8364? {\uc2\u8217 ab}\par"
    body += rb"\trowd\cellx1000\cellx2000\pard\intbl Supplier\cell Price\cell\row"
    body += rb"\trowd\clvmgf\cellx1000\clmgf\cellx2000\intbl Acorn Ltd\cell \'a31,200.00\cell\row"
    lists = rb"{\*\listtable{\list{\listlevel\levelnfc0{\leveltext\'02\'00.;}{\levelnumbers\'01;}}\listid1}}"
    lists += rb"{\*\listoverridetable{\listoverride\listid1\ls1}}\pard\ls1\ilvl0{\listtext 1.\tab}First\par"
    more = rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}{\footnote note}{\header head\par}{\footer foot\par}"
    more += rb"{\*\annotation c}{\v hidden}{\deleted gone}\page Signed\line for\tab us\~x\_y\-z{\*\shppict{\pict 00ff}}"
    more += rb"{\object\objemb{\*\objdata 0105000002000000}{\result r}}{\f1 \'c0\'c1}\bin4 abcd{\shp{\*\shpinst{\shptxt t\par}}}"
    nested = rb"\trowd\cellx3000\intbl\itap2 in\nestcell{\*\nesttableprops\trowd\cellx900\nestrow}\itap1 out\cell\row"
    return [head + body + b"}", head + lists + body + more + b"}", head + nested + b"\\par}", rb"{\rtf1 a}"]


def emails() -> list[bytes]:
    """Messages with parts of every kind."""
    message = EmailMessage()
    message["From"], message["To"] = "Ann Ärger <a@example.org>", "b@example.org, c@example.org"
    message["Subject"], message["Date"] = "Schedule of prices – £1,200", "Mon, 05 Jan 2026 10:00:00 +0000"
    message.set_content(_PROSE)
    message.add_alternative("<p>Schedule <b>of</b> prices</p>", subtype="html")
    message.add_attachment(b"a,b\n1,2\n", maintype="text", subtype="csv", filename="prices £.csv")
    inner = EmailMessage()
    inner["Subject"] = "Inner"
    inner.set_content("inner text")
    message.add_attachment(inner)
    raw = (
        b"From: a@example.org\nTo: b@example.org\nSubject: =?utf-8?B?wqMx?= =?iso-8859-1?Q?caf=E9?=\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="x"\n\npreamble\n--x\nContent-Type: text/plain; charset=cp1252\n'
        b"Content-Transfer-Encoding: quoted-printable\n\ncaf=E9=\n more\n--x\nContent-Type: application/pdf; name*0=a;"
        b" name*1=b.pdf\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\nJVBERi0=\n--x\n"
        b"Content-Type: message/rfc822\n\nSubject: in\n\nbody\n--x--\nepilogue\n"
    )
    mbox = b"From a@example.org Mon Jan  5 10:00:00 2026\nSubject: one\nTo: b\n\nbody\n\n>From quoted\n"
    return [message.as_bytes(), raw, mbox, b"Subject: plain\nFrom: a@b\n\nhello\n"]


def notices() -> list[bytes]:
    """Procurement notices as XML, of TED's own schema and of eForms."""
    ted = (
        '<?xml version="1.0"?><TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication" '
        'xmlns:n2021="http://publications.europa.eu/resource/schema/ted/2021/nuts" DOC_ID="000001-2026"><CODED_DATA_SECTION>'
        '<NOTICE_DATA><NO_DOC_OJS>2026/S 1-1</NO_DOC_OJS><ORIGINAL_CPV CODE="45000000">Works</ORIGINAL_CPV></NOTICE_DATA>'
        "<CODIF_DATA><DS_DATE_DISPATCH>20260105</DS_DATE_DISPATCH></CODIF_DATA></CODED_DATA_SECTION><FORM_SECTION>"
        '<F03_2014 LG="EN" CATEGORY="ORIGINAL" FORM="F03"><CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY><OFFICIALNAME>A'
        "</OFFICIALNAME><TOWN>B</TOWN></ADDRESS_CONTRACTING_BODY></CONTRACTING_BODY><OBJECT_CONTRACT><TITLE><P>T</P>"
        '</TITLE><CPV_MAIN><CPV_CODE CODE="45000000"/></CPV_MAIN><VAL_TOTAL CURRENCY="GBP">1200</VAL_TOTAL>'
        '<OBJECT_DESCR ITEM="1"><LOT_NO>1</LOT_NO><SHORT_DESCR><P>S</P></SHORT_DESCR><AC><AC_QUALITY><AC_CRITERION>Q'
        '</AC_CRITERION><AC_WEIGHTING>60</AC_WEIGHTING></AC_QUALITY></AC><DURATION TYPE="MONTH">12</DURATION>'
        '</OBJECT_DESCR></OBJECT_CONTRACT><AWARD_CONTRACT ITEM="1"><AWARDED_CONTRACT><DATE_CONCLUSION_CONTRACT>2026-01-05'
        "</DATE_CONCLUSION_CONTRACT><CONTRACTORS><CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Acorn Ltd</OFFICIALNAME>"
        '</ADDRESS_CONTRACTOR></CONTRACTOR></CONTRACTORS><VALUES><VAL_TOTAL CURRENCY="GBP">1200.50</VAL_TOTAL></VALUES>'
        "</AWARDED_CONTRACT></AWARD_CONTRACT></F03_2014></FORM_SECTION></TED_EXPORT>"
    )
    ubl = "urn:oasis:names:specification:ubl:schema:xsd:"
    eforms = (
        f'<?xml version="1.0"?><ContractNotice xmlns="{ubl}ContractNotice-2" xmlns:cbc="{ubl}CommonBasicComponents-2" '
        f'xmlns:cac="{ubl}CommonAggregateComponents-2"><cbc:ID>1</cbc:ID><cbc:IssueDate>2026-01-05Z</cbc:IssueDate>'
        "<cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID>ORG-1</cbc:ID></cac:PartyIdentification>"
        "<cac:PartyName><cbc:Name>A</cbc:Name></cac:PartyName></cac:Party></cac:ContractingParty><cac:ProcurementProject>"
        '<cbc:Name languageID="ENG">T</cbc:Name><cbc:Description>D</cbc:Description><cac:RequestedTenderTotal>'
        '<cbc:EstimatedOverallContractAmount currencyID="GBP">1200</cbc:EstimatedOverallContractAmount>'
        "</cac:RequestedTenderTotal><cac:MainCommodityClassification><cbc:ItemClassificationCode>45000000"
        "</cbc:ItemClassificationCode></cac:MainCommodityClassification></cac:ProcurementProject>"
        '<cac:ProcurementProjectLot><cbc:ID schemeName="Lot">LOT-0001</cbc:ID></cac:ProcurementProjectLot>'
        "</ContractNotice>"
    )
    return [ted.encode(), eforms.encode(), b"<TED_EXPORT/>"]


def ocds() -> list[bytes]:
    """Packages of releases and records."""
    value = {"amount": 1200.5, "currency": "GBP"}
    release = {
        "ocid": "ocds-1",
        "id": "1",
        "date": "2026-01-05T00:00:00Z",
        "tag": ["award"],
        "buyer": {"id": "b", "name": "A Council"},
        "parties": [{"id": "s", "name": "Acorn Ltd", "roles": ["supplier"], "address": {"locality": "B"}}],
        "planning": {"budget": {"amount": value, "description": "d"}},
        "tender": {
            "id": "t",
            "title": "Prices",
            "description": "Prices exclude VAT.",
            "status": "complete",
            "value": value,
            "minValue": value,
            "tenderPeriod": {"startDate": "2026-01-01", "endDate": "2026-02-01T12:00:00+00:00"},
            "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "45000000", "description": "Works"}}],
            "lots": [{"id": "1", "title": "Lot 1", "value": value}],
            "documents": [{"id": "1", "title": "d", "url": "http://example.org"}],
        },
        "awards": [{"id": "a", "status": "active", "date": "2026-03-01", "value": value, "suppliers": [{"id": "s"}]}],
        "contracts": [{"id": "c", "awardID": "a", "value": value, "period": {"durationInDays": 365}, "title": "C"}],
        "language": "en",
    }
    record = {"ocid": "ocds-1", "releases": [release], "compiledRelease": release}
    package = {"uri": "u", "version": "1.1", "publisher": {"name": "P"}, "publishedDate": "2026-01-05"}
    made = (package | {"releases": [release]}, package | {"records": [record]}, release, [release, release])
    return [json.dumps(each).encode() for each in made]


def pictures() -> list[bytes]:
    """Pictures of all kinds, some with several frames."""
    from PIL import Image

    image = Image.new("RGB", (24, 16), (200, 100, 0))
    made = []
    for kind, options in (
        ("PNG", {}),
        ("JPEG", {}),
        ("BMP", {}),
        ("GIF", {"save_all": True, "append_images": [Image.new("RGB", (24, 16))]}),
        ("WEBP", {}),
        ("TIFF", {"save_all": True, "append_images": [Image.new("L", (8, 8))]}),
        ("TIFF", {"compression": "tiff_lzw", "dpi": (300, 300)}),
    ):
        stream = io.BytesIO()
        image.save(stream, kind, **options)
        made.append(stream.getvalue())
    return made


def pdf() -> list[bytes]:
    """PDF files without compression: text, a ruled table, a form, a picture, marks."""
    from fuzz.seeds_pdf import drawn, filled

    return [drawn(), filled(), b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[2 0 R]>>endobj"]


def archives() -> list[bytes]:
    """ZIP, tar, 7-Zip and what is packed with gzip, bzip2 and xz, in each other too."""
    import bz2
    import lzma

    import py7zr

    inner = zipped({"inner.txt": b"inner"})
    parts = {"a.txt": _PROSE.encode(), "folder/b.csv": b"a,b\n1,2\n", "c.zip": inner, "../out.txt": b"out"}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    seven = io.BytesIO()
    with py7zr.SevenZipFile(seven, "w") as target:
        target.writestr("text", "a.txt")
    tar = _tar({name: content for name, content in parts.items() if not name.startswith("..")})
    made = [zipped(parts), packed.getvalue(), inner, seven.getvalue(), tar, gzip.compress(tar, mtime=0)]
    return [*made, gzip.compress(b"text", mtime=0), bz2.compress(tar), lzma.compress(b"text")]


def everything() -> list[bytes]:
    """The first seed of each kind, for what tells the kinds apart."""
    kinds = (plain, delimited, html, rtf, emails, notices, ocds, pictures, pdf, archives, docx, odt, ods, xlsx, pptx)
    return [content for made in (*kinds, legacy) for content in made()[:1]] + [zipped(unzipped(docx()[0]))]


def _tar(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in parts.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return stream.getvalue()
