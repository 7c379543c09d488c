"""What must not be found, or not so: rows from mistakes seen on real files, in sentences of our own."""

import pytest

from tenderscan.record import Clause, DocumentType, Money, Organisation
from tenderscan.tagger.tagger import Tagger
from tests.unit.tagger.sample import sample

ROW = "Estimated bid value | 93500"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ROW, []),  # nothing says in which currency
        (f"{ROW}\nThe deposit is Rs 500.", [("93500", "INR")]),
        (f"{ROW}\nThe deposit is a lakh, or 2 lakh.", [("93500", "INR")]),
        (f"{ROW}\nThe fee is €20.", [("93500", "EUR")]),
        (f"{ROW}\nThe fee is £20, and €5 abroad, or £3 by post.", [("93500", "GBP")]),
        (f"{ROW}\nBrindlemere Borough Council", [("93500", "GBP")]),
        (f"{ROW}\nSend it to 4 Mill Lane, ZZ9 9ZZ.", [("93500", "GBP")]),
        (f"{ROW}\nThe European Union pays.", []),
        (f"{ROW}\nGST is paid to the Tax Council of India.", []),
        (f"{ROW}\nThe fee is S$20 or A$25.", []),
        ("Part | Contract value (£000)\nNorth | 450", [("450", "GBP 450000")]),
        ("Part | Contract value (£m)\nNorth | 4.5", [("4.5", "GBP 4500000.0")]),
    ],
)
def test_currency_of_plain_numbers(tagger: Tagger, text: str, expected: list[tuple[str, str]]) -> None:
    found = {
        f.evidence.quote: f.value for f in tagger.tag(sample(text)) if isinstance(f.value, Money) and " | " in text
    }
    plain = {quote: value for quote, value in found.items() if quote[0].isdigit() and "lakh" not in quote}
    assert len(plain) == len(expected)
    for quote, says in expected:
        code, _, amount = says.partition(" ")
        assert plain[quote].currency == code
        assert str(plain[quote].amount) == (amount or quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("# Contract particulars\nPrice | £9,000 excluding VAT\nDelay damages | £45 per day", "£45"),
        ("All prices exclude VAT.\nDelay charge | £45 per day", "£45"),
        ("The price is £9,000 excluding VAT and public liability insurance is £5m.", "£5m"),
        ("Of a price excluding VAT the Supplier's total liability shall not exceed £2m.", "£2m"),
    ],
)
def test_vat_of_prices_says_nothing_of_damages(tagger: Tagger, text: str, quote: str) -> None:
    (money,) = [f.value for f in tagger.tag(sample(text)) if isinstance(f.value, Money) and f.evidence.quote == quote]
    assert money.vat == "unknown"


def sides(tagger: Tagger, text: str) -> dict[str, str]:
    return {
        f.value.name: f.value.role and f.label.value
        for f in tagger.tag(sample(text))
        if isinstance(f.value, Organisation)
    }


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        ("Work begins on notice of acceptance of tender from BRB.", "BRB", "buyer"),
        ("Work begins on acceptance of tender from Bank of Brindlemere.", "Bank of Brindlemere", "organisation"),
        ("The tender accepted by Brindlemere Leisure Ltd binds both.", "Brindlemere Leisure Ltd", "buyer"),
        ("Client: Halewood Homes Ltd\nFor and on behalf of HALEWOOD HOMES LIMITED", "HALEWOOD HOMES LIMITED", "buyer"),
        ("Halewood Homes Ltd (the “Payer”) signs. Halewood Homes Ltd tenders.", "Halewood Homes Ltd", "buyer"),
        ("THE GOODS ARE SUPPLIED BY THE DULY SIGNED RECORD OF DELIVERY AT STORE BY BRELCO",
         "DULY SIGNED RECORD OF DELIVERY AT STORE BY BRELCO", None),
        ("Awarded to: Transporter", "Transporter", None),
        ("Supplier: Bank", "Bank", None),
        ("Supplier: Bank of Brindlemere", "Bank of Brindlemere", "supplier"),
        ("The contract was awarded to Bank of Brindlemere for the Painting Work.", "Bank of Brindlemere", "supplier"),
        ("The contract was awarded to Greenbank Society for the Blind.", "Greenbank Society for the Blind", "supplier"),
        ("# Employment Agreement\nThis Agreement is made between Tarvold Ltd (“Tarvold”) and Ann Hale (the “Employee”)."
         " The Employee begins employment in May. The Employee is paid monthly.", "Tarvold Ltd", "organisation"),
        ("# Services Agreement\nThis Agreement is made between Tarvold Ltd (the “Supplier”) and Medrick Ltd. The"
         " Supplier answers for each employee and the employment of its staff.", "Tarvold Ltd", "supplier"),
    ],
)  # fmt: skip
def test_sides(tagger: Tagger, text: str, name: str, side: str | None) -> None:
    assert sides(tagger, text).get(name) == side


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dear Ms Hale\n# Contract for the provision of salt\nI am sorry to tell you that your bid was unsuccessful.",
         "award_letter"),
        ("Dear Sirs\nContract for the supply of salt\nYour bid has been deemed to be non-compliant.", "award_letter"),
        ("# Bid Pack\n# Attachment 3: Statement of Requirements\nA further competition for salt.", "specification"),
        ("# Bid Pack\nAttachment 2: How to bid\nSee the statement of requirements.", "itt"),
        ("# Bid Pack\nSalt for the winter.", "itt"),
        ("# Employment Agreement\nThis Agreement is made on 4 May 2026.", "contract"),
        ("# Non-Disclosure Agreement\nThis Agreement is made on 4 May 2026.", "contract"),
    ],
)  # fmt: skip
def test_types(tagger: Tagger, text: str, kind: str) -> None:
    assert [f.value.type for f in tagger.tag(sample(text)) if isinstance(f.value, DocumentType)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "- «Insert_Weight_Of_It» % - Social value",
        "OUR ENVIRONMENTAL POLICY [Insert details of the policy here]",
        "Effect on social value | «Insert effect»",
        "- Child Labour",
        "- (b) Forced and compulsory labour",
        "# Child Labour and Forced Labour",
        "Modern Slavery and Human Trafficking",
    ],
)
def test_no_clause(tagger: Tagger, text: str) -> None:
    assert [f for f in tagger.tag(sample(text)) if isinstance(f.value, Clause)] == []


@pytest.mark.parametrize(
    "text",
    [
        "- 20 % - Social value",
        "The Supplier shall not use child labour.",
        "[The Supplier shall recruit two apprentices in each year of the Contract, or as [Insert other] is agreed.]",
    ],
)
def test_still_a_clause(tagger: Tagger, text: str) -> None:
    assert [f for f in tagger.tag(sample(text)) if isinstance(f.value, Clause)] != []
