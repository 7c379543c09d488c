import pytest

from tenderscan.record import Record, Reference
from tenderscan.tagger.tagger import Tagger
from tests.build import assert_evidence
from tests.unit.tagger.sample import sample

FOUND = [
    ("OCID: ocds-h6vhtk-04e877", [("ocid", "ocds-h6vhtk-04e877")]),
    (
        "ocds-b5fd17-0f7e2c1a-11aa-4c2b-9d3e-0123456789ab was published",
        [("ocid", "ocds-b5fd17-0f7e2c1a-11aa-4c2b-9d3e-0123456789ab")],
    ),
    ("Published as 2025/S 000-012345.", [("fts", "2025/S 000-012345")]),
    ("Find a Tender notice 012345-2026", [("fts", "012345-2026")]),
    ("TED notice 123456-2024 and 2021/S 123-456789", [("ted", "123456-2024"), ("ted", "2021/S 123-456789")]),
    ("See 2024/OJ S 123-456789.", [("ted", "2024/OJ S 123-456789")]),
    (
        "Contracts Finder reference: 0f7e2c1a-11aa-4c2b-9d3e-0123456789ab",
        [("contracts_finder", "0f7e2c1a-11aa-4c2b-9d3e-0123456789ab")],
    ),
    ("It is in class 45112700-2.", [("cpv", "45112700-2")]),
    ("A support service - RFQ 15160001", [("tender", "15160001")]),
    ("A further competition on ESPO Framework 319-19", [("framework", "319-19")]),
    (
        "CPV codes: 45112700, 45233142-6 and 90910000",
        [("cpv", "45112700"), ("cpv", "45233142-6"), ("cpv", "90910000")],
    ),
    (
        "Main CPV code: 79315000 (Social research services), 73000000",
        [("cpv", "79315000"), ("cpv", "73000000")],
    ),
    ("Title | CPV\nRoads | 45233142", [("cpv", "45233142")]),
    ("Call-off under RM6187 and RM 1043.8, Lot 2", [("framework", "RM6187"), ("framework", "RM1043.8")]),
    ("Framework Agreement No. 921", [("framework", "921")]),
    ("Contract reference: ABC/123.", [("contract", "ABC/123")]),
    ("Contract ref | HBC-C-2025-031\nTitle | Mowing", [("contract", "HBC-C-2025-031")]),
    ("Contract No | Supplier\nC 0471 | Reed Ltd", [("contract", "C 0471")]),
    ("Tender ref T/2026/04 and ITT ref: ITT-0098", [("tender", "T/2026/04"), ("tender", "ITT-0098")]),
    ("Bid Number: GEM/2025/B/7012345", [("notice", "GEM/2025/B/7012345")]),
    ("Tender reference DN445629 on the portal", [("procontract", "DN445629")]),
    ("Purchase order number: 4500012345", [("order", "4500012345")]),
    ("itt_12345 is open", [("portal", "itt_12345")]),
    ("Lot ID: LOT-0001", [("lot", "LOT-0001")]),
    ("Our ref: PR/1182/JS", [("other", "PR/1182/JS")]),
    (
        "Code | Measure | Unit\nNT1 | Local people employed | FTE\nNT4a | Care leavers | FTE\nFM12 | Visits | hours",
        [("toms", "NT1"), ("toms", "NT4a"), ("toms", "FM12")],
    ),
    ("A contract details notice (UK7) follows the UK4 notice.", [("notice_type", "UK7"), ("notice_type", "UK4")]),
]
PORTALS = [
    ("All documents are on the portal. (SC Ref:512345)", [("notice", "512345")]),
    ("(MT Ref:212345).", [("notice", "212345")]),
    ("It closes at noon. (WA Ref: 54321)", [("notice", "54321")]),
]
NONE = [
    "See clause 12.3 and version 3.0.11.",
    "Call 0161 496 0000 on working days.",
    "ISO 9001, ISO 14001 and BS 7671:2008 apply.",
    "The Procurement Act 2023 applies.",
    "Form CAS403 is attached.",
    "The company number is 45112700.",
    "Romford RM1 3BD and Doncaster DN1 3BU",
    "Darwin is the capital of the NT 800.",
    "The car park at RE1 is full; nt1 too.",
    "Standing Order No. 83 applies.",
    "The contract number is not yet known.",
    "Contract reference: [insert reference]",
    "Contract Number: «Contract_Number_1»",
    "With reference to 2025 we write.",
    "Reference number: ABX /4071",
    "Contract No: 2",
    "The date of the tender reference 12/05/2026 is wrong.",
    "Account 99123456-7",
    "012345-2026 is on the list.",
]


@pytest.mark.parametrize(("text", "values"), [*FOUND, *PORTALS])
def test_references(tagger: Tagger, text: str, values: list[tuple[str, str]]) -> None:
    assert references(tagger, text) == values


@pytest.mark.parametrize("text", NONE)
def test_no_reference(tagger: Tagger, text: str) -> None:
    assert references(tagger, text) == []


def test_a_cue_does_not_run_on_from_the_block_before(tagger: Tagger) -> None:
    assert references(tagger, "It is a joint contract\nID: 4471-AB is no cue of one.") == []


def references(tagger: Tagger, text: str) -> list[tuple[str, str]]:
    document = sample(text)
    findings = tagger.tag(document)
    assert_evidence(Record(document, findings))
    return [(f.value.scheme, f.value.id) for f in findings if isinstance(f.value, Reference)]
