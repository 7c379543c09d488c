"""Commitments: number, unit, measure and the rest, out of prose, lists and tables; and what is none."""

import time
from decimal import Decimal

import pytest

from tenderscan.document import BlockKind, Properties, Span
from tenderscan.readers.assemble import Assembler, Grid
from tenderscan.record import Commitment, Finding, Label, Record
from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tenderscan.tagger.commitments.promises import day_of
from tenderscan.tagger.numbers.quantities import Phrases, QuantityFinder
from tenderscan.tagger.passages.openings import folded
from tenderscan.tagger.tagger import Tagger
from tests.build import assert_evidence, source
from tests.unit.tagger.sample import sample

RULES = load_rules(bundled("models") / "rules")
FINDER = QuantityFinder(RULES.commitments)


def found(tagger: Tagger, text: str) -> list[Finding]:
    document = sample(text)
    findings = tagger.tag(document)
    assert_evidence(Record(document, findings))
    return [finding for finding in findings if finding.label is Label.COMMITMENT]


def values(tagger: Tagger, text: str) -> list[Commitment]:
    return [finding.value for finding in found(tagger, text) if isinstance(finding.value, Commitment)]


def quantities(text: str) -> list[tuple[str, str]]:
    return [(str(one.value), one.unit) for one in FINDER.find(text, Span(0, len(text)), folded(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 apprenticeships", [("12", "apprentices")]),
        ("twelve (12) new apprenticeships", [("12", "apprentices")]),
        ("twenty-five full-time equivalents", [("25", "fte")]),
        ("6 new local jobs", [("6", "people")]),
        ("10-12 weeks and 3 to 5 days", [("10", "weeks"), ("3", "days")]),
        ("99.5% of calls, 20 per cent", [("99.5", "percent"), ("20", "percent")]),
        ("41 tonnes of CO2e, 120 tCO2e", [("41", "tonnes_co2e"), ("120", "tonnes_co2e")]),
        ("1,200 hours; 1 200 people", [("1200", "hours"), ("1200", "people")]),
        ("next 5yrs, widened to 3.0m", [("5", "years"), ("3.0", "metres")]),
        ("four half-day training sessions", [("4", "sessions")]),
        ("20 school workshops", [("20", "sessions")]),
        ("6 schools", [("6", "organisations")]),
        ("3 meet-the-buyer events", [("3", "sessions")]),
        # of a range the least that binds
        ("between 5 and 10 apprentices", [("5", "apprentices")]),
        ("between five and ten work placements", [("5", "people")]),
        ("between twenty and thirty hours", [("20", "hours")]),
        ("between 5 weeks and 10 weeks", [("5", "weeks")]),
        ("between 20% and 30% of staff", [("20", "percent")]),
        ("5 or 6 jobs; five or six jobs; five to six jobs", [("5", "people")] * 3),
        ("between us and 10 apprentices", [("10", "apprentices")]),
        ("from 60% to 50%; cut from 70% of sites to 40%", [("50", "percent"), ("40", "percent")]),
        ("per 100 visits, for each 20 homes", []),
        # no quantities: clauses, dates, years, speeds, the past, amounts, what another word belongs to
        ("clause 4 days, 12.3.1 hours, 04/05/2026 weeks", []),
        ("on 12 May people, in the last 3 years, level 2 learners", []),
        ("reduced to 60km/h and £40 weeks", []),
        ("two of the people", []),
    ],
)
def test_numbers_with_their_units(text: str, expected: list[tuple[str, str]]) -> None:
    assert quantities(text) == expected


@pytest.mark.parametrize(
    ("text", "quantity", "unit", "measure"),
    [
        (
            "The Supplier shall create a minimum of twelve (12) new apprenticeships at Level 3 over the Term.",
            "12",
            "apprentices",
            "new apprenticeships at Level 3",
        ),
        ("We commit to delivering 1,500 hours of volunteering in Elmsby each year.", "1500", "hours", "volunteering"),
        ("We will deliver 10-12 weeks of work experience for pupils.", "10", "weeks", "work experience"),
        ("We will give 200 hours of expert business advice to charities.", "200", "hours", "expert business advice"),
        ("We will recruit at least 40% of our workforce from within Elmsby.", "40", "percent", "workforce"),
        ("The Provider must ensure that 98% of visits are completed on time.", "98", "percent", "visits"),
        ("System availability shall be no less than 99.95% in each month.", "99.95", "percent", "availability"),
        ("All goods carry a 24-month manufacturer's warranty.", "24", "months", "manufacturer's warranty"),
        ("Goods must be delivered within five (5) Working Days of the order.", "5", "days", "Goods delivered"),
        ("The lead time for delivery shall not exceed 6 weeks.", "6", "weeks", "lead time for delivery"),
        ("We will invest £25,000 in a community hardship fund.", "25000", "gbp", "community hardship fund"),
        ("The contractor will carry out two maintenance visits per annum.", "2", "visits", "maintenance visits"),
        ("The Seller shall visit each site at least once in six months.", "1", "visits", "visit"),
        ("The Council will build 250 affordable homes by March 2030.", "250", "homes", "affordable homes"),
        ("He referred to the delivery of nineteen housing units in Elmsby.", "19", "homes", "housing units in Elmsby"),
        ("The Supplier shall replace faulty items within 48 hours.", "48", "hours", "replace faulty items"),
        ("The Contractor shall divert 90% of waste from landfill.", "90", "percent", "waste"),
        ("For a period of 3 years the Owner shall provide office space.", "3", "years", "office space"),
        ("- Guarantee for five years.", "5", "years", "Guarantee"),
        ("Response time: 2 hours.", "2", "hours", "Response time"),
    ],
)
def test_number_unit_and_measure_of_prose(tagger: Tagger, text: str, quantity: str, unit: str, measure: str) -> None:
    (value,) = values(tagger, text)
    assert (value.quantity, value.unit, value.measure) == (Decimal(quantity), unit, measure)


@pytest.mark.parametrize(
    "text",
    [
        "Payment shall be made within 30 days of receipt of a valid invoice.",
        "Tenders must remain open for acceptance for 90 days.",
        "Either party may terminate on 3 months' notice.",
        "The Supplier must have at least three years' experience of similar contracts.",
        "The response must not exceed 4 pages.",
        "Social value carries 20% of the marks.",
        "In 2024 we employed 40 apprentices.",
        "Last year we delivered 300 hours of volunteering.",
        "The contract is for 3 years with an option to extend for two further periods of 12 months.",
        "The Supplier shall maintain records for six years.",
        "The Supplier shall notify the Council within 24 hours of a data breach.",
        "The Supplier must hold insurance for 6 years after expiry.",
        "Interest shall accrue at 4% above the base rate.",
        "The Supplier's liability shall be limited to 125% of the charges.",
        "The Council has 63 councillors and employs 5,000 people.",
        "The standstill period will last 8 working days.",
        "The working day shall be 8 hours.",
        "The panel will comprise three members of staff.",
        "The Supplier shall give the Buyer 10 Working Days to approve the plan.",
        "Invoices shall be submitted within 7 days of delivery.",
        "The Supplier shall remedy the breach within 20 Working Days.",
        "The Supplier shall employ «number» apprentices and [insert number] trainees.",
        "26.2 Meetings shall be held as the parties require.",
        "# Social value\n- We employ 46 people, of whom 38 live in the borough.",
        "Item | Description | Unit | Qty | Rate\n1 | Excavation by hours | hours | 40 | £12.00",
        # what was done elsewhere
        "On our previous contract with Ardley Council we recruited 6 apprentices.",
        "Under an earlier framework we agreed to provide 300 hours of volunteering.",
        "For a similar client the team pledged to plant 400 trees.",
        "We previously committed to 12 apprenticeships.",
        "At Ardley we have given 300 hours of volunteering and will report on it.",
        "In 2023 we committed to and delivered 40 apprenticeships.",
        "# Case study\n- 6 apprentices recruited in Ardley",
        "# Case study: Ardley parks\nThe team agreed to provide 300 hours of volunteering.",
        "# 4. Achievements to date\n- 12 apprenticeships for local people",
        "# Experience\nOur team provides up to 300 hours of volunteering a year.",
        "# Relevant experience\nWe offer 6 work placements a year.",
        # what is not promised
        "We will not create 5 jobs.",
        "The Supplier shall not employ 3 apprentices.",
        "The Supplier is not obliged to provide 40 hours of training.",
        "We cannot commit to 5 apprentices.",
        "We do not guarantee 40 hours of volunteering.",
        "The Contractor will never be required to provide 20 work placements.",
        "We won't be able to commit to 12 apprenticeships.",
    ],
)
def test_what_is_no_commitment(tagger: Tagger, text: str) -> None:
    assert values(tagger, text) == []


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("The Supplier shall employ 2 apprentices.", "firm"),
        ("The Supplier shall employ up to 5 apprentices.", "conditional"),
        ("The Supplier will employ 2 apprentices subject to demand.", "conditional"),
        ("We aim to plant 500 trees.", "aspirational"),
        ("The Supplier shall aim to employ 2 apprentices.", "aspirational"),
        ("We aim to be kind and will plant 20 trees.", "firm"),
    ],
)
def test_strength(tagger: Tagger, text: str, strength: str) -> None:
    (value,) = values(tagger, text)
    assert value.strength.value == strength


def test_who_by_when_for_each_of_what_and_worth(tagger: Tagger) -> None:
    (first,) = values(tagger, "The Contractor shall recruit 6 local residents each year by 31 March 2027.")
    assert (first.who, first.by, first.per, first.theme) == ("supplier", "2027-03-31", "year", "jobs")
    (second,) = values(tagger, "We pledge 2 FTE roles for care leavers, worth £38,000 in social value.")
    assert (second.amount, second.currency, second.quantity) == (Decimal(38000), "GBP", Decimal(2))
    (third,) = values(tagger, "The Council will build 250 homes.")
    assert (third.who, third.by, third.amount, third.code) == ("buyer", None, None, None)


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("We will give a response within 3 hours and resolution within 9 hours.", ["response", "resolution"]),
        (
            "We will respond to floods within 3 hours, to leaks within 9 hours and to all other calls within 4 days.",
            ["respond to floods", "leaks", "other calls"],
        ),
        ("We will respond within 3 hours and attend within 9 hours.", ["respond", "attend"]),
    ],
)
def test_each_item_of_a_list_has_a_measure_of_its_own(tagger: Tagger, text: str, measures: list[str]) -> None:
    assert [value.measure for value in values(tagger, text)] == measures


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("Each year we will employ 3 apprentices and host 4 work placements.", ["year", "year"]),
        ("In every contract year, the Supplier shall plant 40 trees.", ["year"]),
        ("Every month we will give 20 hours of volunteering.", ["month"]),
        ("We will employ 3 apprentices every year and plant 40 trees.", ["year", None]),
        ("We will plant 40 trees in every park.", [None]),
    ],
)
def test_the_period_that_a_sentence_begins_with(tagger: Tagger, text: str, each: list[str | None]) -> None:
    assert [value.per for value in values(tagger, text)] == each


def test_two_in_one_sentence_share_it(tagger: Tagger) -> None:
    text = "The Supplier will employ 3 apprentices and plant 40 trees in the first year."
    one, other = found(tagger, text)
    assert [one.evidence.quote, other.evidence.quote] == [
        "The Supplier will employ 3 apprentices",
        "and plant 40 trees in the first year.",
    ]
    assert [value.unit for value in values(tagger, text)] == ["apprentices", "trees"]


def test_a_list_that_is_led_in_binds(tagger: Tagger) -> None:
    text = "During the whole of the contract period the Supplier shall:\n- host 3 careers fairs\n- keep the site tidy"
    (value,) = values(tagger, text)
    assert (value.quantity, value.unit, value.measure) == (Decimal(3), "sessions", "careers fairs")


@pytest.mark.parametrize(
    ("text", "quantity", "unit", "code"),
    [
        ("- NT15: 90 hours of business advice for VCSEs (£8,100 proxy)", "90", "hours", "NT15"),
        ("NT10 \u2013 up to 3 apprentices", "3", "people", "NT10"),
        ("- (NT18) 40% of spend with local suppliers", "40", "percent", "NT18"),
        ("- 25 hours of volunteering by staff [NT29]", "25", "hours", "NT29"),
        ("- FM31 - 12 tonnes of CO2e saved a year", "12", "tonnes_co2e", "FM31"),
        ("NT10: 2 apprentices. NT29: 60 hours of volunteering.", "2 60", "people hours", "NT10 NT29"),
    ],
)
def test_a_line_that_the_code_of_a_measure_opens_or_closes(
    tagger: Tagger, text: str, quantity: str, unit: str, code: str
) -> None:
    found = values(tagger, text)
    assert " ".join(str(one.quantity) for one in found) == quantity
    assert " ".join(one.code or "" for one in found) == code
    assert " ".join(one.unit or "" for one in found).replace("apprentices", "people") == unit


@pytest.mark.parametrize(
    "text",
    [
        "- NT15: 90 hours of business advice delivered in 2024",
        "- NT29: we gave 60 hours of volunteering last year",
        "- See NT29 for 60 hours of volunteering.",
        "- 60 hours of volunteering fall under NT29 of the list.",
    ],
)
def test_a_code_beside_a_number_that_nobody_promises(tagger: Tagger, text: str) -> None:
    assert values(tagger, text) == []


TABLE = """# Social value commitments
TOM | Measure | Unit | Target | £ value | When
NT1 | Local people employed | FTE | 4 | £112,000 | 31 March 2027
NT 29 | Staff volunteering for local projects | hours | 1,200 | £20,316 | Year 2
NT22 | Suppliers with ethical employment policies | % | up to 80% | - | 31/03/2028"""


def test_a_table_of_measures_with_codes(tagger: Tagger) -> None:
    local, hours, share = values(tagger, TABLE)
    assert (local.code, local.measure, local.quantity, local.unit) == (
        "NT1",
        "Local people employed",
        Decimal(4),
        "fte",
    )
    assert (local.amount, local.by, local.strength.value) == (Decimal(112000), "2027-03-31", "firm")
    assert (hours.code, hours.quantity, hours.unit, hours.by) == ("NT29", Decimal(1200), "hours", "Year 2")
    assert (share.quantity, share.unit, share.strength.value, share.by) == (
        Decimal(80),
        "percent",
        "conditional",
        "2028-03-31",
    )
    assert share.amount is None


def test_a_table_whose_measures_hold_the_quantities(tagger: Tagger) -> None:
    text = "No. | Theme | Commitment | By\nAB1 | Jobs | 6 full-time jobs for residents | 31 October 2026"
    (value,) = values(tagger, text)
    assert (value.code, value.quantity, value.unit, value.by) == ("AB1", Decimal(6), "people", "2026-10-31")


def test_a_table_of_service_levels(tagger: Tagger) -> None:
    text = "No. | Indicator | Target | Deduction\n1 | Calls answered in time | 95% | £100 per month"
    (value,) = values(tagger, text)
    assert (value.measure, value.quantity, value.unit, value.per) == (
        "Calls answered in time",
        Decimal(95),
        "percent",
        None,
    )


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("The Supplier shall not exceed a response time of 4 hours.", "4"),
        ("The Supplier will employ not less than 3 apprentices.", "3"),
        ("Availability shall not fall below 99%.", "99"),
        ("Building on our previous contract we will recruit 6 apprentices.", "6"),
        ("# Experience\nWe will bring that to Elmsby and will create 5 jobs.", "5"),
        ("# Work experience\nWe offer 6 work placements a year.", "6"),
        ("In 2024 we trained 40 people and will train 20 people this year.", "20"),
        ("We planted 300 trees and we will plant 200 trees.", "200"),
        ("We currently employ 46 people and will recruit 4 people.", "4"),
        ("We will cut our carbon footprint from 60 tonnes to 40 tonnes CO2e.", "40"),
    ],
)
def test_promises_beside_history_and_not(tagger: Tagger, text: str, quantity: str) -> None:
    (value,) = values(tagger, text)
    assert value.quantity == Decimal(quantity)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("We will create one apprenticeship for every £1m of contract value.", "£1m of contract value"),
        ("The Supplier shall provide 1 apprenticeship per £500,000 of spend.", "£500,000 of spend"),
        ("We will offer two work placements for each 50 homes built.", "50 homes built"),
        ("We will give 4 hours of mentoring for each apprentice.", "apprentice"),
        ("We will give 40 hours of volunteering per year.", "year"),
        ("We will give 40 hours of volunteering.", None),
    ],
)
def test_for_each_of_what(tagger: Tagger, text: str, per: str | None) -> None:
    (value,) = values(tagger, text)
    assert value.per == per


ROWS = """No. | Theme | Commitment | By
AB7 | Social | 60 hours with the Ardley youth club | 31 March 2028
AB8 | Jobs | 30 new carers recruited from within the borough | 31 May 2027
AB9 | Growth | 40% of contract spend with firms in the district | 2 February 2027
AB10 | Social | befriending for 120 people who live alone | each year
AB11 | Social | 34 cooking lessons a year | each year
AB12 | Environment | 12 window boxes for the high street | May 2027
AB13 | Growth | £310,000 a year with growers nearby | each year
AB14 | Growth | invoices of growers paid within 10 days | from start
AB15 | Environment | depot run on renewable electricity | 3 May 2027
AB16 | Growth | all surplus above 3% given back | each year
AB17 | Jobs | «number» apprentices | each year"""


def test_every_row_below_a_heading_that_says_commitment(tagger: Tagger) -> None:
    assert [
        (one.code, f"{one.quantity:.0f}", one.unit, one.measure) for one in sorted(values(tagger, ROWS), key=by_code)
    ] == [
        ("AB7", "60", "hours", "Ardley youth club"),
        ("AB8", "30", "people", "new carers"),
        ("AB9", "40", "percent", "contract spend with firms in the district"),
        ("AB10", "120", "people", "befriending for 120 people who live alone"),
        ("AB11", "34", "sessions", "cooking lessons"),
        ("AB12", "12", "items", "window boxes for the high street"),
        ("AB13", "310000", "gbp", "growers nearby"),
    ]


def by_code(value: Commitment) -> int:
    return int((value.code or "0").strip("AB"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TOM | Measure | Unit | Target | Actual\nNT1 | Local people employed | FTE | 4 | 3", [("4", "fte")]),
        ("TOM | Measure | Unit | Actual | Target\nNT1 | Local people employed | FTE | 3 | 4", [("4", "fte")]),
        ("Measure | Target | Achieved to date\nVolunteering hours | 300 | 120 hours", [("300", "hours")]),
        ("Commitment | Delivered\n6 apprentices at Level 2 | 4 apprentices", [("6", "apprentices")]),
        ("Ref | Commitment | Target | By when\nSV2 | Hours of volunteering | 300 | Year 2", [("300", "hours")]),
        ("Promise no. | Our pledge | How many | Delivered by\n1 | Local jobs | twelve | May 2027", [("12", "people")]),
        (
            "Indicator | Target\nVacant posts | below 22%\nCalls answered | at least 95%",
            [("22", "percent"), ("95", "percent")],
        ),
        # a report is none
        ("Measure | Achieved\nLocal jobs created | 10", []),
        ("Measure | Actual | Status\nVolunteering hours | 300 | green", []),
    ],
)
def test_targets_beside_what_was_done(tagger: Tagger, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(value.quantity), value.unit) for value in values(tagger, text)] == expected


def test_a_table_within_a_cell(tagger: Tagger) -> None:
    assembler = Assembler(source("bid.docx"))
    inner = (
        ["Commitment", "By"],
        ["6 apprentice cooks at level 2", "31 December 2027"],
        ["34 cooking lessons", "each year"],
    )
    assembler.add(BlockKind.HEADING, "Commitments", level=1)
    assembler.add_table([["Theme", "What is promised"], ["Jobs", (Grid(inner),)]])
    document = assembler.finish(Properties())
    findings = tagger.tag(document)
    assert_evidence(Record(document, findings))
    assert [
        (value.quantity, value.unit, value.by) for one in findings if isinstance(value := one.value, Commitment)
    ] == [(Decimal(6), "apprentices", "2027-12-31"), (Decimal(34), "sessions", "each year")]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by 31 March 2027", "2027-03-31"),
        ("1st May 2026", "2026-05-01"),
        ("31/12/2026", "2026-12-31"),
        ("31/02/2026", "31/02/2026"),
        ("by the end of 2026", "end of 2026"),
        ("within 30 days of award", "within 30 days of award"),
    ],
)
def test_days(words: str, day: str) -> None:
    assert day_of(words) == day


@pytest.mark.parametrize("text", ["up to", "we give up to five", "up too", "cup to", ""])
def test_phrases_are_found_as_whole_words(text: str) -> None:
    phrases = Phrases(["up to", "up"])
    assert (phrases.search(text) is None) == (phrases.pattern.search(text) is None)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "12,",
        "1 000 ",
        " 100",
        "5-",
        "five ",
        "4 (four) ",
        "3 x",
        "1 to 2 ",
        "9%",
        "one hundred and ",
        "7 a-",
        "(1 ",
        "between 5 and ",
        "between five and ",
        "from 5% to ",
        "5 or ",
    ],
)
def test_linear_time(piece: str) -> None:
    """Ten times the text takes no more than some thirty times as long; squared it would be a hundred."""

    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begun = time.process_time()
        list(FINDER.find(text, Span(0, len(text)), folded(text)))
        return time.process_time() - begun

    short = min(seconds(20_000) for _ in range(3))
    assert seconds(200_000) < 30 * max(short, 0.01)


def test_every_unit_of_a_rule_is_known_by_its_words() -> None:
    assert RULES.commitments.unit_named("hrs") == "hours"
    assert RULES.commitments.unit_named("Full-time equivalent") == "fte"
    assert RULES.commitments.unit_named("fathoms") is None
