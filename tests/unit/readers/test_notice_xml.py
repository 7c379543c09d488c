import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tenderscan.document import Document, Source
from tenderscan.errors import FileDamaged
from tenderscan.readers import notice_xml, read
from tenderscan.settings import Limits
from tests.build_notices import address, eforms, organisation, reference, ted


def document(content: bytes) -> Document:
    return notice_xml.read(content, Source("notice.xml", "0" * 64, len(content), "text/xml"), Limits())


def fields(content: bytes, label: str) -> list[tuple[Any, ...]]:
    found = document(content)
    return [
        (field.span.of(found.text), *(value for _, value in field.value))
        for field in found.fields
        if field.label == label
    ]


CODED = (
    "<REF_OJS><DATE_PUB>20260103</DATE_PUB></REF_OJS><NOTICE_DATA><NO_DOC_OJS>2026/S 001-000149</NO_DOC_OJS>"
    '<ORIGINAL_CPV CODE="45000000">Construction work</ORIGINAL_CPV></NOTICE_DATA>'
    '<CODIF_DATA><TD_DOCUMENT_TYPE CODE="7">Contract award notice</TD_DOCUMENT_TYPE></CODIF_DATA>'
)
FORM = (
    f"<CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY>{address('Brindle Council')}</ADDRESS_CONTRACTING_BODY>"
    f"<ADDRESS_FURTHER_INFO>{address('A Solicitor LLP')}</ADDRESS_FURTHER_INFO>"
    '<CA_TYPE VALUE="REGIONAL_AUTHORITY"/></CONTRACTING_BODY>'
    "<OBJECT_CONTRACT><TITLE><P>School extensions</P></TITLE>"
    '<CPV_MAIN><CPV_CODE CODE="45000000"/></CPV_MAIN><VAL_TOTAL CURRENCY="GBP">28500000.00</VAL_TOTAL>'
    "<NO_LOT_DIVISION/><OBJECT_DESCR><SHORT_DESCR><P>First.</P><P>The 1<FT>st</FT> of two.</P></SHORT_DESCR>"
    '<VAL_OBJECT CURRENCY="GBP">5</VAL_OBJECT><DURATION TYPE="MONTH">36</DURATION></OBJECT_DESCR></OBJECT_CONTRACT>'
    "<PROCEDURE><DATE_RECEIPT_TENDERS>2026-02-01</DATE_RECEIPT_TENDERS>"
    "<TIME_RECEIPT_TENDERS>16:00</TIME_RECEIPT_TENDERS></PROCEDURE>"
    '<AWARD_CONTRACT ITEM="1"><LOT_NO>2</LOT_NO><TITLE><P>Roofs</P></TITLE><AWARDED_CONTRACT>'
    "<DATE_CONCLUSION_CONTRACT>2026-01-02</DATE_CONCLUSION_CONTRACT><CONTRACTORS><CONTRACTOR>"
    f"<ADDRESS_CONTRACTOR>{address('Acorn Ltd', number='6160534')}</ADDRESS_CONTRACTOR><SME/></CONTRACTOR>"
    "</CONTRACTORS>"
    '<VAL_RANGE_TOTAL CURRENCY="EUR"><LOW>1</LOW><HIGH>2</HIGH></VAL_RANGE_TOTAL></AWARDED_CONTRACT></AWARD_CONTRACT>'
)


def test_a_form_of_ted_is_read_section_by_section() -> None:
    found = document(ted(FORM, coded=CODED))
    headings = [block.span.of(found.text) for block in found.blocks if block.kind == "heading"]
    assert headings == [
        "School extensions (2026/S 001-000149)", "Section I: Contracting authority", "Section II: Object",
        "Description", "Section IV: Procedure", "Section V: Award of contract 1: lot 2, Roofs",
    ]  # fmt: skip
    for line in (
        "Kind of notice: Contract award notice", "Published: 03/01/2026", "Buyer: Brindle Council",
        "Further information: official name: A Solicitor LLP", "Type of contracting authority: Regional authority",
        "Main CPV code: 45000000 (Construction work)", "Total value (excluding VAT): £28,500,000.00",
        "Divided into lots: no", "Short description: First.", "The 1st of two.", "Duration: 36 months",
        "Time limit for tenders or requests to participate: 01/02/2026, 16:00", "Supplier: Acorn Ltd",
        "Small or medium-sized firm: yes", "Lowest and highest offer (excluding VAT): €1.00 to €2.00",
    ):  # fmt: skip
        assert line in found.text.split("\n"), line
    assert found.properties.title == "School extensions"


def test_fields_of_ted() -> None:
    content = ted(FORM, coded=CODED)
    assert fields(content, "buyer") == [("Brindle Council", "Brindle Council", None, "buyer")]
    assert fields(content, "supplier") == [("Acorn Ltd", "Acorn Ltd", "06160534", "awarded", ("sme",))]
    assert [found[1:6] for found in fields(content, "money")] == [
        ("28500000.00", None, "GBP", "contract_value", "excl"),
        ("5", None, "GBP", "lot_value", "excl"),
        ("1", "2", "EUR", "bid_price", "excl"),
    ]
    assert fields(content, "date") == [
        ("03/01/2026", "2026-01-03", "publication"),
        ("01/02/2026", "2026-02-01", "deadline"),
        ("02/01/2026", "2026-01-02", "award"),
    ]
    assert fields(content, "document_type") == [("Contract award notice", "notice")]


def test_older_forms_say_days_and_vat_in_elements() -> None:
    form = (
        "<AWARD_OF_CONTRACT_DEFENCE><CONTRACT_AWARD_DATE><DAY>09</DAY><MONTH>03</MONTH><YEAR>2021</YEAR>"
        "</CONTRACT_AWARD_DATE><ECONOMIC_OPERATOR_NAME_ADDRESS><ORGANISATION>"
        f"{address('Acorn Ltd')}</ORGANISATION></ECONOMIC_OPERATOR_NAME_ADDRESS><CONTRACT_VALUE_INFORMATION>"
        '<COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY="GBP"><VALUE_COST FMTVAL="36304000">36 304 000</VALUE_COST>'
        "<INCLUDING_VAT/></COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE></CONTRACT_VALUE_INFORMATION>"
        "</AWARD_OF_CONTRACT_DEFENCE>"
    )
    content = ted(f"<FD_CONTRACT_AWARD>{form}</FD_CONTRACT_AWARD>")
    assert fields(content, "date") == [("09/03/2021", "2021-03-09", "award")]
    assert fields(content, "supplier")[0][0] == "Acorn Ltd"
    assert fields(content, "money")[0][:6] == ("£36,304,000.00", "36304000", None, "GBP", "contract_value", "incl")
    assert "Section V: Award of contract" in document(content).text


def priced(inside: str) -> bytes:
    """An award in a form of 2008 whose price is stated by `inside`."""
    name = "COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE"
    value = f'<CONTRACT_VALUE_INFORMATION><{name} CURRENCY="GBP">{inside}</{name}></CONTRACT_VALUE_INFORMATION>'
    return ted(f"<FD_CONTRACT_AWARD><AWARD_OF_CONTRACT>{value}</AWARD_OF_CONTRACT></FD_CONTRACT_AWARD>")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<VALUE_COST FMTVAL="1200000.00">1 200 000,00</VALUE_COST>'
         '<INCLUDING_VAT><VAT_PRCT FMTVAL="20.00">20,00</VAT_PRCT></INCLUDING_VAT>',
         ("£1,200,000.00", "1200000.00", None, "GBP", "contract_value", "incl")),
        ("<RANGE_VALUE_COST><LOW_VALUE>5</LOW_VALUE><HIGH_VALUE>9</HIGH_VALUE></RANGE_VALUE_COST>"
         "<INCLUDING_VAT><VAT_PRCT>20.00</VAT_PRCT></INCLUDING_VAT>",
         ("£5.00 to £9.00", "5", "9", "GBP", "contract_value", "incl")),
    ],
)  # fmt: skip
def test_the_rate_of_vat_is_no_amount(inside: str, expected: tuple[str | None, ...]) -> None:
    assert [found[:6] for found in fields(priced(inside), "money")] == [expected]
    assert "VAT rate (%): 20.00" in document(priced(inside)).text.split("\n")


VALUES = (
    '<OBJECT_CONTRACT><VAL_ESTIMATED_TOTAL CURRENCY="GBP">9</VAL_ESTIMATED_TOTAL>'
    '<VAL_TOTAL CURRENCY="GBP">8</VAL_TOTAL><OBJECT_DESCR><LOT_NO>1</LOT_NO>'
    '<VAL_OBJECT CURRENCY="GBP">7</VAL_OBJECT></OBJECT_DESCR></OBJECT_CONTRACT>'
    '<AWARD_CONTRACT><AWARDED_CONTRACT><VALUES><VAL_TOTAL CURRENCY="GBP">6</VAL_TOTAL>'
    '<VAL_RANGE_TOTAL CURRENCY="GBP"><LOW>1</LOW><HIGH>2</HIGH></VAL_RANGE_TOTAL></VALUES></AWARDED_CONTRACT>'
    "</AWARD_CONTRACT>"
)
CEILED = ["framework_value", "framework_value", "lot_value", "framework_value", "bid_price"]


@pytest.mark.parametrize(
    ("procedure", "kinds"),
    [
        ("<FRAMEWORK><SEVERAL_OPERATORS/></FRAMEWORK>", CEILED),
        ("<DPS/>", CEILED),
        ("<CONCLUSION_FRAMEWORK_AGREEMENT/>", CEILED),
        ('<NOTICE_INVOLVES_DESC VALUE="CONCLUSION_FRAMEWORK_AGREEMENT"/>', CEILED),
        ('<CONCLUSION_FRAMEWORK_AGREEMENT VALUE="NO"/>',
         ["estimated_value", "contract_value", "lot_value", "contract_value", "bid_price"]),
        # contracts under a system that another procurement has set up
        ("<CONTRACTS_DPS/>", ["estimated_value", "contract_value", "lot_value", "contract_value", "bid_price"]),
    ],
)  # fmt: skip
def test_values_of_a_framework_are_ceilings(procedure: str, kinds: list[str]) -> None:
    content = ted(f"{VALUES}<PROCEDURE>{procedure}</PROCEDURE>")
    assert [found[4] for found in fields(content, "money")] == kinds


def test_an_amount_of_ted_belongs_to_the_lot_above_it() -> None:
    lots = "".join(
        f'<OBJECT_DESCR><LOT_NO>{lot}</LOT_NO><VAL_OBJECT CURRENCY="GBP">{amount}</VAL_OBJECT></OBJECT_DESCR>'
        for lot, amount in (("1", 7), ("2B", 8), ("3, 4", 9))
    )
    total = '<VAL_TOTAL CURRENCY="GBP">24</VAL_TOTAL>'
    award = (
        '<AWARD_CONTRACT ITEM="1"><LOT_NO>2B</LOT_NO><AWARDED_CONTRACT><VALUES><VAL_TOTAL CURRENCY="GBP">6</VAL_TOTAL>'
        "</VALUES></AWARDED_CONTRACT></AWARD_CONTRACT>"
    )
    content = ted(f"<OBJECT_CONTRACT>{total}{lots}</OBJECT_CONTRACT>{award}")
    values = [dict(field.value) for field in document(content).fields if field.label == "money"]
    # several lots together are no lot
    assert {value["amount"]: value.get("lot") for value in values} == {
        "24": None,
        "7": "1",
        "8": "2B",
        "9": None,
        "6": "2B",
    }


def test_of_several_languages_english_is_read() -> None:
    def form(category: str, language: str, text: str) -> str:
        inside = f"<OBJECT_CONTRACT><SHORT_DESCR><P>{text}</P></SHORT_DESCR></OBJECT_CONTRACT>"
        return f'<F02_2014 CATEGORY="{category}" LG="{language}">{inside}</F02_2014>'

    welsh = "<OBJECT_CONTRACT><SHORT_DESCR><P>Cymraeg</P></SHORT_DESCR></OBJECT_CONTRACT>"
    both = ted(welsh, language="CY", more_forms=form("TRANSLATION", "EN", "English") + form("TRANSLATION", "FR", "Non"))
    assert [word in document(both).text for word in ("Cymraeg", "English", "Non")] == [False, True, False]
    one = ted(welsh, language="CY", more_forms=form("TRANSLATION", "FR", "Non"))
    assert [word in document(one).text for word in ("Cymraeg", "Non")] == [True, False]


RESULT = (
    "<efac:LotResult><cbc:ID>RES-1</cbc:ID><efac:LotTender><cbc:ID>TEN-1</cbc:ID></efac:LotTender>"
    "<efac:LotTender><cbc:ID>TEN-2</cbc:ID></efac:LotTender></efac:LotResult>"
    + "".join(
        f"<efac:LotTender><cbc:ID>TEN-{number}</cbc:ID><cac:LegalMonetaryTotal>"
        f'<cbc:PayableAmount currencyID="GBP">{number}000</cbc:PayableAmount></cac:LegalMonetaryTotal>'
        f"<efac:TenderingParty><cbc:ID>TPA-{number}</cbc:ID></efac:TenderingParty></efac:LotTender>"
        for number in (1, 2)
    )
    + "<efac:SettledContract><cbc:ID>CON-1</cbc:ID><cbc:IssueDate>2026-02-28Z</cbc:IssueDate>"
    "<efac:LotTender><cbc:ID>TEN-1</cbc:ID></efac:LotTender></efac:SettledContract>"
    + "".join(
        f"<efac:TenderingParty><cbc:ID>TPA-{number}</cbc:ID><efac:Tenderer>"
        f'<cbc:ID schemeName="organization">ORG-{number}</cbc:ID></efac:Tenderer></efac:TenderingParty>'
        for number in (1, 2)
    )
)
BODY = (
    f"<cac:ContractingParty><cac:Party>{reference('ORG-3')}<cac:ServiceProviderParty><cac:Party>{reference('ORG-2')}"
    "</cac:Party></cac:ServiceProviderParty></cac:Party></cac:ContractingParty>"
    '<cac:ProcurementProject><cbc:Name languageID="FRA">Toits</cbc:Name><cbc:Name languageID="ENG">Roofs</cbc:Name>'
    '<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount currencyID="GBP">9000'
    "</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal></cac:ProcurementProject>"
    "<cac:ProcurementProjectLot><cbc:ID>LOT-1</cbc:ID><cac:TenderingProcess><cac:TenderSubmissionDeadlinePeriod>"
    "<cbc:EndDate>2026-04-12+01:00</cbc:EndDate><cbc:EndTime>12:00:00+01:00</cbc:EndTime>"
    "</cac:TenderSubmissionDeadlinePeriod></cac:TenderingProcess></cac:ProcurementProjectLot>"
    "<cac:TenderResult><cbc:AwardDate>2000-01-01Z</cbc:AwardDate></cac:TenderResult>"
)
ORGANISATIONS = (
    organisation("ORG-1", "Acorn LLP", company="OC303525")
    + organisation("ORG-2", "Beech GmbH", company="12345678", country="DEU")
    + organisation("ORG-3", "Brindle Council")
)


def test_eforms() -> None:
    content = eforms(BODY, result=RESULT, organisations=ORGANISATIONS)
    found = document(content)
    for line in (
        "Roofs (notice-1)", "Kind of notice: Contract award notice (can-standard)", "Buyer: Brindle Council",
        "Estimated value: £9,000.00", "Deadline for tenders, end: 12/04/2026, 12:00", "Supplier: Acorn LLP",
        "Tenderer: Beech GmbH", "Service provider party: Beech GmbH (ORG-2)",
    ):  # fmt: skip
        assert line in found.text.split("\n"), line
    assert "Toits" not in found.text
    assert "2000" not in "".join(dict(field.value)["iso"] or "" for field in found.fields if field.label == "date")
    assert fields(content, "buyer") == [("Brindle Council", "Brindle Council", None, "buyer")]
    assert fields(content, "supplier") == [
        ("Acorn LLP", "Acorn LLP", "OC303525", "awarded"),
        ("Beech GmbH", "Beech GmbH", None, "tenderer"),
    ]
    assert [(found[1], found[4]) for found in fields(content, "money")] == [
        ("9000", "estimated_value"), ("1000", "contract_value"), ("2000", "bid_price"),
    ]  # fmt: skip
    assert [found[1:] for found in fields(content, "date")] == [
        ("2026-03-02", "publication"), ("2026-04-12", "deadline"), ("2026-02-28", "signature"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        # a contract names the tender that won, whose bidder has made another
        ("<efac:SettledContract><cbc:ID>CON-1</cbc:ID><efac:LotTender><cbc:ID>TEN-2</cbc:ID></efac:LotTender>"
         "</efac:SettledContract>", ["bid_price", "contract_value"]),
        ("<efac:LotResult><cbc:TenderResultCode>selec-w</cbc:TenderResultCode><efac:LotTender><cbc:ID>TEN-1</cbc:ID>"
         "</efac:LotTender></efac:LotResult>", ["contract_value", "bid_price"]),
        ("", ["bid_price", "bid_price"]),
    ],
)  # fmt: skip
def test_of_two_tenders_of_a_winner_one_has_won(contract: str, expected: list[str]) -> None:
    tenders = "".join(
        f"<efac:LotTender><cbc:ID>TEN-{number}</cbc:ID><cac:LegalMonetaryTotal>"
        f'<cbc:PayableAmount currencyID="GBP">{number}000</cbc:PayableAmount></cac:LegalMonetaryTotal>'
        "<efac:TenderingParty><cbc:ID>TPA-1</cbc:ID></efac:TenderingParty></efac:LotTender>"
        for number in (1, 2)
    )
    party = (
        "<efac:TenderingParty><cbc:ID>TPA-1</cbc:ID><efac:Tenderer>"
        '<cbc:ID schemeName="organization">ORG-1</cbc:ID></efac:Tenderer></efac:TenderingParty>'
    )
    content = eforms("", result=contract + tenders + party, organisations=ORGANISATIONS)
    assert [found[4] for found in fields(content, "money")] == expected
    (supplier,) = fields(content, "supplier")
    assert supplier[3] == ("awarded" if "contract_value" in expected else "tenderer")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<TED_EXPORT>",
        b"<a>" * 400 + b"</a>" * 400,
        b"\x00\x01",
        ted("&unknown;"),
    ],
)
def test_what_is_no_xml_is_a_named_failure(content: bytes) -> None:
    with pytest.raises(FileDamaged, match=r"notice\.xml"):
        document(content)


def test_entities_are_not_resolved() -> None:
    content = (
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY f "lol">]>'
        + ted("<OBJECT_CONTRACT><SHORT_DESCR><P>Start &e;&f; end</P></SHORT_DESCR></OBJECT_CONTRACT>").partition(b"?>")[
            2
        ]
    )
    text = document(content).text
    assert "root:" not in text
    assert "Start" in text


@pytest.mark.parametrize("content", [b"<TED_EXPORT/>", b"<ContractNotice/>", b"<x><y>1</y></x>"])
def test_a_notice_with_nothing_in_it(content: bytes) -> None:
    assert document(content).text


def test_an_amount_that_is_none_stays_text() -> None:
    found = document(ted('<OBJECT_CONTRACT><VAL_TOTAL CURRENCY="GBP">n/a</VAL_TOTAL></OBJECT_CONTRACT>'))
    assert "Total value (excluding VAT): n/a GBP" in found.text
    assert [notice.code for notice in found.notices] == ["field-not-understood"]


def _count(root: Any, parents: set[str], name: str) -> int:
    """Elements of a name inside one of the parents, by local names; of those that name somebody."""
    return sum(
        etree.QName(each).localname == name
        and any(etree.QName(above).localname in parents for above in each.iterancestors())
        and each.text != "N/A"
        for each in root.iter(etree.Element)
    )


def test_every_supplier_buyer_and_value_of_real_notices(shared: Path) -> None:
    suppliers = values = buyers = 0
    for path in sorted((shared / "b_ted_xml_uk_ie").glob("*.xml")):
        found = read(path)
        root = etree.fromstring(path.read_bytes())
        forms = [each for each in root.iter(etree.Element) if each.get("CATEGORY")]
        form = next((each for each in forms if each.get("LG") == "EN"), forms[0])
        labels = [field.label for field in found.fields]
        won = _count(form, {"CONTRACTOR", "WINNER", "ECONOMIC_OPERATOR_NAME_ADDRESS"}, "OFFICIALNAME")
        assert labels.count("supplier") == won, path.name
        bodies = {"ADDRESS_CONTRACTING_BODY", "ADDRESS_CONTRACTING_BODY_ADDITIONAL"}
        asked = _count(form, bodies, "OFFICIALNAME") or 1
        assert labels.count("buyer") == asked, path.name
        priced = (each for each in form.iter(etree.Element) if each.get("CURRENCY"))
        stated = [each for each in priced if re.search("[1-9]", "".join(each.itertext()))]
        assert labels.count("money") == len(stated), path.name
        assert not found.notices
        suppliers, values, buyers = suppliers + won, values + len(stated), buyers + asked
    assert min(suppliers, values, buyers) > 100
