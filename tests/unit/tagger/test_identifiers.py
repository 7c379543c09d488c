import time

import pytest

from tenderscan.tagger.organisations.identifiers import charity_number, stated_in, vat_number


def stated(text: str) -> list[tuple[str, str]]:
    return [(one.identifier.scheme, one.identifier.id) for one in stated_in(text, text.lower())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acorn Ltd (company number 345678)", [("GB-COH", "00345678")]),
        ("registered in England and Wales under number 01234567", [("GB-COH", "01234567")]),
        ("Company Reg. No: SC 012345", [("GB-COH", "SC012345")]),
        ("Company number\t1234567", [("GB-COH", "01234567")]),
        ("under number OC312345", [("GB-COH", "OC312345")]),
        ("Registered charity no. 1234567", [("GB-CHC", "1234567")]),
        ("Charity registration number 1234567", [("GB-CHC", "1234567")]),
        ("is a registered charity (1122334)", [("GB-CHC", "1122334")]),
        # the words beside it say whether SC012345 is a company or a charity
        ("Scottish Charity No. SC012345", [("GB-SC", "SC012345")]),
        ("a charity registered in Scotland (SC012345)", [("GB-SC", "SC012345")]),
        ("Registered in Scotland No SC012345", [("GB-COH", "SC012345")]),
        ("charity and company limited by guarantee, company number SC123456, charity number SC012345",
         [("GB-COH", "SC123456"), ("GB-SC", "SC012345")]),
        ("registered in Northern Ireland, charity NIC101010", [("GB-NIC", "NIC101010")]),
        ("Company No. 7654321 Charity No. 1098765", [("GB-COH", "07654321"), ("GB-CHC", "1098765")]),
        ("VAT Reg No: GB 999 9999 73", [("GB-VAT", "GB999999973")]),
        ("VAT No. 123 4567 82", [("GB-VAT", "GB123456782")]),
        ("UKPRN: 10001234", [("GB-UKPRN", "10001234")]),
        ("PPON: PABC-1234-DEFG", [("GB-PPON", "PABC-1234-DEFG")]),
        # no numbers of registers
        ("VAT number 123 4567 89", []),
        ("The VAT rate of 20% on 123456789", []),
        ("Registered Office: 12345 Long Road", []),
        ("a company of 1998 with 200,000 members", []),
    ],
)  # fmt: skip
def test_numbers_as_papers_write_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("GB999999973", "GB999999973"), ("999 9999 73", "GB999999973"), ("GB 999 9999 73 001", "GB999999973001"),
        ("XI999999973", "XI999999973"), ("GB100000034", "GB100000034"), ("GBGD001", "GBGD001"), ("HA 501", "GBHA501"),
        ("GB999999974", None), ("12345678", None),
    ],
)  # fmt: skip
def test_vat_numbers_have_check_digits(raw: str, number: str | None) -> None:
    assert vat_number(raw) == number


@pytest.mark.parametrize(
    ("raw", "scheme"),
    [("1234567", "GB-CHC"), ("223456", "GB-CHC"), ("SC012345", "GB-SC"), ("NIC101010", "GB-NIC"), ("0123456", None)],
)
def test_charities_by_country(raw: str, scheme: str | None) -> None:
    found = charity_number(raw)
    assert (found.scheme if found else None) == scheme


@pytest.mark.parametrize("piece", ["company ", "charity", "vat 1", "registered number ", "1", "under company no "])
def test_time_is_linear(piece: str) -> None:
    took = []
    for length in (100_000, 800_000):
        text = piece * (length // len(piece))
        begun = time.process_time()
        stated_in(text, text.lower())
        took.append(time.process_time() - begun)
    assert took[1] < 8 * took[0] * 4 + 0.2
