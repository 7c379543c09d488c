"""A quotation as it arrives: an e-mail with a ZIP, and in it what officers get, some of which cannot be read.

One small procurement of Ottermarsh City Council, invented like everything in the corpus.
"""

import json
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

from corpus.build.model import NOTICE
from corpus.build.scan import scan
from tests.build_odt import cell as odt_cell
from tests.build_odt import h, meta, odt, p
from tests.build_odt import row as odt_row
from tests.build_odt import table as odt_table
from tests.build_rtf import par, rtf
from tests.build_sheets import SheetXml, packed, rows, xlsx

FOLDER = "submission"
MAIL = "Quotation - Swingbolt Play Safety.eml"
ARCHIVE = "Swingbolt quotation.zip"
BIDDER = "Swingbolt Play Safety Ltd"
COUNCIL = "Ottermarsh City Council"


def build_submission(target: Path) -> None:
    """Write the files below `target`."""
    folder = target / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {MAIL: _mail(), "Contracts register.csv": _register(), "Award notice.json": _notice()}.items():
        (folder / name).write_bytes(content)


def _archive() -> Mapping[str, bytes]:
    return {
        "1 Form of quotation.odt": _form(),
        "2 Prices.xlsx": _prices(),
        "3 Social value.rtf": _social_value(),
        "4 Insurance certificate (scan).jpg": _certificate(),
        "5 Accounts (cut off).pdf": _accounts(),
    }


def _mail() -> bytes:
    message = EmailMessage()
    message["From"] = Address("Tess Aldercott", "bids", "swingbolt.example")
    message["To"] = Address("Procurement", "quotes", "ottermarsh.example")
    message["Date"] = "Mon, 09 Mar 2026 10:42:00 +0000"
    message["Subject"] = "Quotation OCC-PLAY-2026-04: inspection of playgrounds"
    message["Message-ID"] = "<20260309.1042@swingbolt.example>"
    message.set_content(
        "Dear Procurement,\n\n"
        "please find attached the quotation of Swingbolt Play Safety Ltd (company number 99350218) for the\n"
        "inspection of 64 playgrounds. Our price is £48,640.00 a year, excluding VAT. It is open for acceptance until\n"
        "30 June 2026.\n\nYours faithfully\nTess Aldercott\n\n" + NOTICE + "\n"
    )
    message.add_attachment(packed(_archive()), maintype="application", subtype="zip", filename=ARCHIVE)
    # The library draws a boundary by chance; the same bytes every time need the same one.
    message.set_boundary("=_swingbolt_2026_03_09")
    return message.as_bytes()


def _form() -> bytes:
    body = (
        h("Form of quotation")
        + p(f"To: {COUNCIL}")
        + p("Reference: OCC-PLAY-2026-04, inspection of playgrounds")
        + p(f"We, {BIDDER}, offer to carry out the services for an annual price of £48,640.00, excluding VAT.")
        + h("Details of the tenderer")
        + odt_table(
            odt_row(odt_cell(p("Name")), odt_cell(p(BIDDER))),
            odt_row(odt_cell(p("Company number")), odt_cell(p("99350218"))),
            odt_row(odt_cell(p("Registered office")), odt_cell(p("4 Ropewalk Mews, Ottermarsh ZZ4 7RM"))),
        )
        + p("The services begin on 1 May 2026 and end on 30 April 2028.")
        + p(NOTICE)
    )
    return odt(body, {"meta.xml": meta("<dc:title>Form of quotation OCC-PLAY-2026-04</dc:title>")})


def _prices() -> bytes:
    cells = [
        *(("A1", "Item"), ("B1", "Number"), ("C1", "Unit price"), ("D1", "Annual price")),
        *(("A2", "Routine inspection"), ("B2", 3328), ("C2", 12.5), ("D2", 41600)),
        *(("A3", "Annual main inspection"), ("B3", 64), ("C3", 110), ("D3", 7040)),
        *(("A4", "Total, excluding VAT"), ("D4", 48640)),
    ]
    pounds = {f"{column}{row}": 1 for column in "CD" for row in (2, 3, 4)}
    margins = rows([("A1", "Margin on routine inspections"), ("B1", 0.18)], {"B1": 3})
    note = rows([("A1", NOTICE)])
    return xlsx(
        SheetXml("Prices", rows(cells, pounds)), SheetXml("Margins", margins, state="hidden"), SheetXml("Note", note)
    )


def _social_value() -> bytes:
    return rtf(
        par("Social value", r"\s1")
        + par("We will employ two apprentices from Ottermarsh for the whole of the contract term.")
        + par("We will inspect the playgrounds of four primary schools free of charge each year.")
        + par(NOTICE)
    )


def _certificate() -> bytes:
    return scan(
        [
            "~CERTIFICATE OF INSURANCE",
            "",
            f"Insured: {BIDDER}",
            "Public liability: £10,000,000 for any one claim",
            "Employers' liability: £10,000,000",
            "Valid from 1 January 2026 to 31 December 2026",
            "",
            "_",
        ]
    ).getvalue()


def _accounts() -> bytes:
    """The first bytes of a PDF: nothing of it can be salvaged."""
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0"


def _register() -> bytes:
    lines = (
        "Reference;Title;Supplier;Annual value (£);Start;End",
        "OCC-PLAY-2023-02;Inspection of playgrounds;Turnstile Surveys LLP;44,800.00;01/05/2023;30/04/2026",
        "OCC-EDU-0619;School catering;Puddlecote Kitchens Ltd;1,204,000.00;01/09/2024;31/08/2027",
        f"{NOTICE};;;;;",
    )
    return "\r\n".join(lines).encode("cp1252")


def _notice() -> bytes:
    supplier = {"id": "GB-COH-99350218", "name": BIDDER}
    release = {
        "ocid": "ocds-zzzzzz-occ-play-2026-04",
        "id": "1",
        "date": "2026-04-10T09:00:00Z",
        "tag": ["award"],
        "language": "en",
        "initiationType": "tender",
        "buyer": {"id": "OCC", "name": COUNCIL},
        "parties": [
            {"id": "OCC", "name": COUNCIL, "roles": ["buyer"]},
            {**supplier, "identifier": {"scheme": "GB-COH", "id": "99350218"}, "roles": ["supplier"]},
        ],
        "tender": {"id": "OCC-PLAY-2026-04", "title": "Inspection of playgrounds", "description": NOTICE},
        "awards": [
            {
                "id": "1",
                "title": "Inspection of playgrounds",
                "date": "2026-04-08T00:00:00Z",
                "value": {"amount": 97280, "currency": "GBP"},
                "suppliers": [supplier],
                "contractPeriod": {"startDate": "2026-05-01T00:00:00Z", "endDate": "2028-04-30T00:00:00Z"},
            }
        ],
    }
    package = {
        "uri": "https://ottermarsh.example/notices/1.json",
        "publishedDate": "2026-04-10T09:00:00Z",
        "publisher": {"name": COUNCIL},
        "version": "1.1",
        "releases": [release],
    }
    return json.dumps(package, indent=1, ensure_ascii=False).encode()
