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
        "- «Insert_Weight_Of_It» % - Price",
        "- «Insert_Social_Value_Weight» % - «Insert_Title»",
        "«Insert_Share_Of_It» % of social value",
        "Criterion | Weighting\nSocial value | N/A\nPrice | 100%",
        "Social value | «Insert name of the lead»",
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


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("- «Insert_Weight_Of_It» % - Social value", "Social value"),
        ("- [Insert the percentage here]% for social value (conditional)", "social value (conditional)"),
        ("- Social Value: «Insert_Weight_Of_It»%", "Social Value"),
        ("Social Value Weight% | «Insert_Weight_Of_It»", "Social Value Weight%"),
        ("2 | Community benefits | «Insert_Question_Here» | «Insert_Weight_Of_It» %", "Community benefits"),
        ("Criterion | Weighting\nSocial value | TBC\nPrice | XX%", "Social value"),
        ("Evaluation criteria:\n- «Insert_Weight_Of_It» % - Sustainability", "Sustainability"),
    ],
)
def test_a_criterion_whose_weight_is_a_field_is_a_mention(tagger: Tagger, text: str, quote: str) -> None:
    found = [f for f in tagger.tag(sample(text)) if isinstance(f.value, Clause)]
    assert [(f.evidence.quote, f.value.theme, f.value.strength) for f in found if isinstance(f.value, Clause)] == [
        (quote, "general", "mention")
    ]


MINUTES = "MINUTES of the Meeting of the Council\nMinutes of the previous meeting were agreed.\n"


@pytest.mark.parametrize(
    "text",
    [
        "I will ask at the next meeting whether a sustainability audit was made of the Harvest Fair 2024.",
        "Strand 3 supports the sustainability of fairs.",
        "He stated that more electric vehicles should be seen in the town.",
        "Members stressed the importance of the food bank to the town.",
        "In proposing the motion, Councillor Hale highlighted its social and economic benefits.",
        "We will ask for an update on the number of rough sleepers.",
        "The Minister shall set energy reduction targets under section 9 of the Bill.",
    ],
)
def test_what_is_told_in_minutes_is_no_clause(tagger: Tagger, text: str) -> None:
    assert [f for f in tagger.tag(sample(MINUTES + text)) if isinstance(f.value, Clause)] == []


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("He stated that a social clause was part of the contract.", "general"),
        ("Members stressed the importance of local employment under the contract.", "jobs"),
        ("He explained that the body is required to cut its carbon emissions.", "environment"),
        ("It was proposed to cut carbon emissions by 40%.", "environment"),
    ],
)
def test_what_binds_or_buys_in_minutes_is_a_clause(tagger: Tagger, text: str, theme: str) -> None:
    found = [f.value for f in tagger.tag(sample(MINUTES + text)) if isinstance(f.value, Clause)]
    assert [clause.theme for clause in found] == [theme]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a document shortens means the same further on.
        ("We report Biodiversity Net Gain (BNG) yearly.\nThe Contractor shall keep a plan of BNG.", ["environment"]),
        ("Living walls add greenhouse gases (“GG”).\nThe Supplier shall measure its GGs each year.", ["environment"]),
        ("The Net Zero Group (NZP) met.\nThe Contractor shall report to NZP.", []),
        # What is bought is the job itself.
        ("We wish to procure a firm to:\n— run a minimum of 8 electric buses on the ring road.", []),
        ("The Contractor shall:\n— run a minimum of 8 electric buses on the ring road.", ["environment"]),
        # Whom it is good for is no theme of its own.
        ("The Supplier shall bring social value to the local community.", ["general"]),
    ],
)
def test_theme(tagger: Tagger, text: str, expected: list[str]) -> None:
    last = text.rpartition("\n")[2]
    found = [f for f in tagger.tag(sample(text)) if isinstance(f.value, Clause) and f.evidence.quote in last]
    assert [f.value.theme for f in found if isinstance(f.value, Clause)] == expected
