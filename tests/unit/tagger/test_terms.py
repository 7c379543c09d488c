import pytest

from tenderscan.document import Span
from tenderscan.record import Record, Term
from tenderscan.tagger.numbers.periods import periods, sums
from tenderscan.tagger.tagger import Tagger
from tests.build import assert_evidence
from tests.unit.tagger.sample import sample

PERIODS = [
    ("thirty-six (36) months", [("thirty-six (36) months", 36, None, 1)]),
    ("six (6) months", [("six (6) months", 6, None, 1)]),
    ("2 Year(s)", [("2 Year(s)", 24, None, 1)]),
    ("1 Month(s) 7 Day(s)", [("1 Month(s) 7 Day(s)", 1, 7, 1)]),
    ("3 years and 6 months", [("3 years and 6 months", 42, None, 1)]),
    ("12 months and 6 months", [("12 months", 12, None, 1), ("6 months", 6, None, 1)]),
    ("06 WEEKS", [("06 WEEKS", None, 42, 1)]),
    ("2.5 years", [("2.5 years", 30, None, 1)]),
    ("a 12-month", [("12-month", 12, None, 1)]),
    ("two further periods of 12 months each", [("12 months", 12, None, 2)]),
    ("2 x 12 months", [("12 months", 12, None, 2)]),
    ("up to two (2) additional one-year terms", [("one-year", 12, None, 2)]),
    ("renewed 3 times for 12 months", [("12 months", 12, None, 3)]),
    ("a further year", [("a further year", 12, None, 1)]),
    ("two further years", [("two further years", 24, None, 1)]),
    ("12 months with a maximum of six (6) such extensions", [("12 months", 12, None, 6)]),
    ("1.0 (year)", [("1.0 (year)", 12, None, 1)]),
    ("every further year", []),
    ("9-10 months", []),
    ("between 14 and 20 weeks", []),
    ("three (4) years", []),
    ("16-24-year-old people", []),
    ("Year 3 of the birthday", []),
    ("£12 months", []),
    ("three one-year extensions", [("one-year", 12, None, 3)]),
    ("two 12 month extensions", [("12 month", 12, None, 2)]),
    ("three two year terms", [("two year", 24, None, 3)]),
    ("twenty one months", [("twenty one months", 21, None, 1)]),
    ("up to 24 months in increments of 12 months", [("24 months in increments of 12 months", 12, None, 2)]),
    ("two years in 12-month increments", [("two years in 12-month increments", 12, None, 2)]),
    ("up to three years, in periods of one year each", [("three years, in periods of one year", 12, None, 3)]),
    ("extendable by one year twice", [("one year", 12, None, 2)]),
    ("6 months, on up to three separate occasions", [("6 months", 6, None, 3)]),
    ("extendable by one year twice", [("one year", 12, None, 2)]),
    ("6 months, on up to three separate occasions", [("6 months", 6, None, 3)]),
    ("up to 30 months in increments of 12 months", [("30 months in increments of 12 months", 30, None, 1)]),
]
SUMS = [
    ("3+1+1", (36, (12, 12))),
    ("5 + 2 years", (60, (24,))),
    ("36+12+12", (36, (12, 12))),
    ("24 + 12 months", (24, (12,))),
    ("3 years + 1 year + 1 year", (36, (12, 12))),
    ("36 months + 12 months", (36, (12,))),
    ("4 years (+2 +1)", (48, (24, 12))),
    ("3 years + 6 months", (36, (6,))),
    ("3 years + 2 x 12 months", (36, (12, 12))),
    ("two years + one year + one year", (24, (12, 12))),
    # The options alone, behind a period or a pair of days.
    ("+1 +1", (0, (12, 12))),
    ("+ 2 x 1 year + 6 months", (0, (12, 12, 6))),
    ("3 years + 2 x 12 months", (36, (12, 12))),
    ("two years + one year + one year", (24, (12, 12))),
    # The options alone, behind a period or a pair of days.
    ("+1 +1", (0, (12, 12))),
    ("+ 2 x 1 year + 6 months", (0, (12, 12, 6))),
]
TERMS = [
    (
        "The initial period is two years with the option to extend for a further two periods of 12 months each.",
        [Term("contract", months=24, extensions=(12, 12))],
    ),
    ("Contract period | 2 Year(s)", [Term("contract", months=24)]),
    ("Contract period | 3 Day(s)", [Term("contract", days=3)]),
    (
        "The contract was awarded to Greenbank for a period of 5 years with options to extend for a further 2 years.",
        [Term("contract", months=60, extensions=(24,))],
    ),
    (
        "The framework will comprise of an initial 3 year term and may be extended up to a maximum of a further year.",
        [Term("framework", months=36, extensions=(12,))],
    ),
    (
        "The term of the framework is 8 years; we may extend the term of the framework for up to a further 2 years.",
        [Term("framework", months=96, extensions=(24,))],
    ),
    (
        "Option to extend for up to a further year at the end of the last period: 12 months.",
        [Term("extension", months=12, extensions=(12,))],
    ),
    ("Contract term: 3+1+1", [Term("contract", months=36, extensions=(12, 12))]),
    ("Contract duration (in months): 48", [Term("contract", months=48)]),
    ("The contract will be for an initial term of 5 years.", [Term("contract", months=60)]),
    ("The contract runs from 1 April 2026 to 31 March 2029.", [Term("contract", "2026-04-01", "2029-03-31")]),
    (
        "The contract commences on 1 May 2026 for a period of 12 months.",
        [Term("contract", "2026-05-01", months=12)],
    ),
    (
        "The contract commencing on 1 April 2026 and expiring on 31 March 2029 may be extended by 24 months.",
        [Term("contract", "2026-04-01", "2029-03-31", extensions=(24,))],
    ),
    (
        "It is for three years from 1 May 2026, with options of 1+1 years.",
        [Term("contract", "2026-05-01", months=36, extensions=(12, 12))],
    ),
    (
        "A 9 month pilot contract, with the option to extend for 6 months.",
        [Term("contract", months=9, extensions=(6,))],
    ),
    (
        "This Agreement continues from 1 May 2026 until terminated by either party giving 30 days' written notice.",
        [Term("contract", "2026-05-01"), Term("notice", days=30)],
    ),
    ("The Council may end it on three months' written notice.", [Term("notice", months=3)]),
    ("There is an option to extend by 12 months.", [Term("extension", months=12, extensions=(12,))]),
    ("The framework will run for four years.", [Term("framework", months=48)]),
    ("Tenders must remain open for acceptance for 90 days.", [Term("validity", days=90)]),
    ("Rectification Period | 12 months", [Term("defects", months=12)]),
    ("Each mower comes with two years warranty.", [Term("warranty", months=24)]),
    ("They took a 125-year lease.", [Term("lease", months=1500)]),
    ("The works shall be completed within 45 days from the date of commencement.", [Term("completion", days=45)]),
    ("The mobilisation period is three months.", [Term("transition", months=3)]),
    (
        "The initial contract is for 2 years and may be extended by a further 2 years giving a maximum contract length"
        " of 4 years.",
        [Term("contract", months=24, extensions=(24,))],
    ),
    # An extension that moves the total over a threshold: the options are kept apart from the first period.
    (
        "The contract is for two years at £100,000 a year, with an option to extend by 12 months.",
        [Term("contract", months=24, extensions=(12,))],
    ),
    # How long all of it is, and then what it is made of: the first period is the one that the text names.
    (
        "The contract is for 7 years, being 4 years plus three one-year extensions.",
        [Term("contract", months=48, extensions=(12, 12, 12))],
    ),
    (
        "The maximum term is 6 years, made up of four years plus two one year extensions.",
        [Term("contract", months=48, extensions=(12, 12))],
    ),
    (
        "The contract will be for four years (two years with an option to extend for a further two years).",
        [Term("contract", months=24, extensions=(24,))],
    ),
    (
        "A maximum contract period of 5 years (3 years with options to extend for 12 months and 12 months).",
        [Term("contract", months=36, extensions=(12, 12))],
    ),
    (
        "Total contract length of up to 10 years: 7 years with a 3 year extension.",
        [Term("contract", months=84, extensions=(36,))],
    ),
    (
        "The framework is for two years, with options to extend by two periods of 12 months (four years in total).",
        [Term("framework", months=24, extensions=(12, 12))],
    ),
    # An extension within the period: what is left without it is not said.
    ("The contract period is 5 years including the two-year extension option.", [Term("contract", months=60)]),
    ("The contract runs for 60 months, of which 24 months are optional extensions.", [Term("contract", months=60)]),
    ("The agreement is for 4 years, inclusive of any extension of 12 months.", [Term("contract", months=48)]),
    (
        "The contract is for 3 years including mobilisation, with an option to extend by 2 years.",
        [Term("contract", months=36, extensions=(24,))],
    ),
    (
        "The contract is for 36 months and may be extended by up to 24 months in increments of 12 months.",
        [Term("contract", months=36, extensions=(12, 12))],
    ),
    (
        "The Council may extend the Contract for up to 24 months in increments of 12 months.",
        [Term("extension", months=12, extensions=(12, 12))],
    ),
    (
        "The contract may be extended for a period or periods of up to 24 months in total.",
        [Term("extension", months=24, extensions=(24,))],
    ),
    (
        "The contract will be let on a 3 year + 1 year + 1 year basis.",
        [Term("contract", months=36, extensions=(12, 12))],
    ),
    ("Contract duration: 3 years (+1 +1)", [Term("contract", months=36, extensions=(12, 12))]),
    (
        "Hire period: 24 months with option to extend 6 months + 6 months",
        [Term("contract", months=24, extensions=(6, 6))],
    ),
    (
        "The contract is for 3 years with options to extend of 1 year + 1 year + 1 year.",
        [Term("contract", months=36, extensions=(12, 12, 12))],
    ),
    (
        "The contract is for 36 months plus optional extensions of 12 + 12 months.",
        [Term("contract", months=36, extensions=(12, 12))],
    ),
    ("Term: 2 years, then 1 year + 1 year", [Term("contract", months=24, extensions=(12, 12))]),
    (
        "The framework is for 2 years with the option to extend for 1+1 years, to a maximum of 4 years.",
        [Term("framework", months=24, extensions=(12, 12))],
    ),
    ("Options to extend | 12 months + 12 months", [Term("extension", months=12, extensions=(12, 12))]),
    (
        "The agreement is for 5 years (3 years + 2 x 1 year extensions).",
        [Term("contract", months=36, extensions=(12, 12))],
    ),
    # A total is no option: it is named as one, or is as long as all that stands before it.
    (
        "The term is 3 years with two 1-year extensions, up to a total of 5 years.",
        [Term("contract", months=36, extensions=(12, 12))],
    ),
    (
        "The contract is for 3 years, extendable by 1 year twice, up to 5 years.",
        [Term("contract", months=36, extensions=(12, 12))],
    ),
    (
        "The lease may be extended by up to 24 months, to a maximum of 60 months.",
        [Term("extension", months=24, extensions=(24,))],
    ),
    (
        "The contract is for 2 years with the option of 2 x 12 month extensions (maximum 4 years).",
        [Term("contract", months=24, extensions=(12, 12))],
    ),
    ("The contract is for 3 years with an option to extend, for a total of 5 years.", [Term("contract", months=36)]),
    (
        "A maximum term of 7 years including all extensions: 5 years plus 2 years.",
        [Term("contract", months=60, extensions=(24,))],
    ),
    (
        "The contract is for 1 year with an option to extend by 1 year and then by 2 years.",
        [Term("contract", months=12, extensions=(12, 24))],
    ),
    (
        "The contract is for 2 years and may be extended by up to a maximum of 12 months.",
        [Term("contract", months=24, extensions=(12,))],
    ),
    # Of what parts an option is made, right behind it.
    (
        "Initial term of 2 years with options to extend for up to a further 24 months (12+12).",
        [Term("contract", months=24, extensions=(12, 12))],
    ),
    (
        "The contract is for three years with an optional 2 year extension (1+1).",
        [Term("contract", months=36, extensions=(12, 12))],
    ),
    (
        "The contract is for 2 years with an option to extend for 12 months (6+6).",
        [Term("contract", months=24, extensions=(6, 6))],
    ),
    ("Contract term: 3 years + 2 years (1+1)", [Term("contract", months=36, extensions=(12, 12))]),
    ("Contract duration: 4 years (2+1+1)", [Term("contract", months=24, extensions=(12, 12))]),
    (
        "Contract period: 1 April 2026 to 31 March 2028 (+ 2 x 1 year)",
        [Term("contract", "2026-04-01", "2028-03-31", extensions=(12, 12))],
    ),
    # What else the sentence of a sum says stays.
    (
        "Contract term: 3+1+1 years, ended by either party on 3 months' notice.",
        [Term("contract", months=36, extensions=(12, 12)), Term("notice", months=3)],
    ),
    (
        "Hire period: 24 months with option to extend 6 months + 6 months",
        [Term("contract", months=24, extensions=(6, 6))],
    ),
    (
        "The contract is for 3 years with options to extend of 1 year + 1 year + 1 year.",
        [Term("contract", months=36, extensions=(12, 12, 12))],
    ),
    (
        "The contract is for 36 months plus optional extensions of 12 + 12 months.",
        [Term("contract", months=36, extensions=(12, 12))],
    ),
    ("Term: 2 years, then 1 year + 1 year", [Term("contract", months=24, extensions=(12, 12))]),
    (
        "The framework is for 2 years with the option to extend for 1+1 years, to a maximum of 4 years.",
        [Term("framework", months=24, extensions=(12, 12))],
    ),
    ("Options to extend | 12 months + 12 months", [Term("extension", months=12, extensions=(12, 12))]),
    (
        "The agreement is for 5 years (3 years + 2 x 1 year extensions).",
        [Term("contract", months=36, extensions=(12, 12))],
    ),
    # A total is no option: it is named as one, or is as long as all that stands before it.
    (
        "The term is 3 years with two 1-year extensions, up to a total of 5 years.",
        [Term("contract", months=36, extensions=(12, 12))],
    ),
    (
        "The contract is for 3 years, extendable by 1 year twice, up to 5 years.",
        [Term("contract", months=36, extensions=(12, 12))],
    ),
    (
        "The lease may be extended by up to 24 months, to a maximum of 60 months.",
        [Term("extension", months=24, extensions=(24,))],
    ),
    (
        "The contract is for 2 years with the option of 2 x 12 month extensions (maximum 4 years).",
        [Term("contract", months=24, extensions=(12, 12))],
    ),
    ("The contract is for 3 years with an option to extend, for a total of 5 years.", [Term("contract", months=36)]),
    (
        "A maximum term of 7 years including all extensions: 5 years plus 2 years.",
        [Term("contract", months=60, extensions=(24,))],
    ),
    (
        "The contract is for 1 year with an option to extend by 1 year and then by 2 years.",
        [Term("contract", months=12, extensions=(12, 24))],
    ),
    (
        "The contract is for 2 years and may be extended by up to a maximum of 12 months.",
        [Term("contract", months=24, extensions=(12,))],
    ),
    # Of what parts an option is made, right behind it.
    (
        "Initial term of 2 years with options to extend for up to a further 24 months (12+12).",
        [Term("contract", months=24, extensions=(12, 12))],
    ),
    (
        "The contract is for three years with an optional 2 year extension (1+1).",
        [Term("contract", months=36, extensions=(12, 12))],
    ),
    (
        "The contract is for 2 years with an option to extend for 12 months (6+6).",
        [Term("contract", months=24, extensions=(6, 6))],
    ),
    ("Contract term: 3 years + 2 years (1+1)", [Term("contract", months=36, extensions=(12, 12))]),
    ("Contract duration: 4 years (2+1+1)", [Term("contract", months=24, extensions=(12, 12))]),
    (
        "Contract period: 1 April 2026 to 31 March 2028 (+ 2 x 1 year)",
        [Term("contract", "2026-04-01", "2028-03-31", extensions=(12, 12))],
    ),
    # What else the sentence of a sum says stays.
    (
        "Contract term: 3+1+1 years, ended by either party on 3 months' notice.",
        [Term("contract", months=36, extensions=(12, 12)), Term("notice", months=3)],
    ),
    ("The offer must remain open for a period of 90 days.", [Term("validity", days=90)]),
    ("Duration in months: 36", [Term("contract", months=36)]),
    (
        "Renewals: 48 months, plus 12 months, plus 12 months if all agree",
        [Term("contract", months=48, extensions=(12, 12))],
    ),
    (
        "The list will remain open for applications for its whole life (4+2 years).",
        [Term("framework", months=48, extensions=(24,))],
    ),
    (
        "During the term of this Agreement and for a period of two (2) years thereafter neither may hire staff.",
        [Term("survival", months=24)],
    ),
]
NONE = [
    "We have ten years' experience of such contracts.",
    "Young people aged 16 years and over may apply.",
    "Invoices are paid within 30 days of receipt.",
    "Payment is due 30 days from the date of the invoice.",
    # Payment days, however they are counted, are the figure of a payment clause.
    "The Council will pay within 30 days of the end of the month of invoice.",
    "Payment terms | 30 days",
    "The office is open 5 days a week.",
    "In the last three years we built two schools.",
    "It was founded 25 years ago.",
    "Remedy the breach within 30 days of notice.",
    "The contract duration can be increased up to 25 percent.",
    "Average turnover of the last 3 years | 10",
    "Contract period | [insert] years",
    "The contract will be for XX years.",
    "An extension of time of six weeks was granted.",
    "The plans were on display for a period of six weeks.",
    "The strategy has a vision for the next 25 years.",
    "North: 400,000 GBP a year x 3 years + 1 year",
    "The answer to a proposal under this contract shall not exceed a term of three months.",
    "If the breach is not put right by the other party within 90 (ninety) days of its notice, it may sue.",
]


@pytest.mark.parametrize(("text", "found"), PERIODS)
def test_periods(text: str, found: list[tuple[str, int | None, int | None, int]]) -> None:
    read = periods(text, text.lower(), Span(0, len(text)))
    assert [(one.span.of(text), one.months, one.days, one.times) for one in read] == found


@pytest.mark.parametrize(("text", "value"), SUMS)
def test_sums(text: str, value: tuple[int, tuple[int, ...]]) -> None:
    (one,) = sums(text, Span(0, len(text)))
    assert (one.months, one.extensions, one.span.of(text)) == (*value, text)


@pytest.mark.parametrize("text", ["£3+1", "+44 20 5550", "(+44)", "+1 year", "1+1%", "Level 2+", "4.5+1", "5+ years"])
def test_no_sum(text: str) -> None:
    assert list(sums(text, Span(0, len(text)))) == []


@pytest.mark.parametrize(("text", "values"), TERMS)
def test_terms(tagger: Tagger, text: str, values: list[Term]) -> None:
    assert terms(tagger, text) == values


@pytest.mark.parametrize("text", NONE)
def test_no_term(tagger: Tagger, text: str) -> None:
    assert terms(tagger, text) == []


def test_quotes_are_the_sentence_the_row_or_the_part_of_the_sentence(tagger: Tagger) -> None:
    document = sample(
        "It rained. The contract period is two years, and it may be ended on one month's notice.\n"
        "Warranty | 24 months\nColour | green"
    )
    quotes = [f.evidence.quote for f in tagger.tag(document) if isinstance(f.value, Term)]
    assert quotes == [
        "The contract period is two years,",
        "and it may be ended on one month's notice.",
        "Warranty\t24 months",
    ]


def test_a_row_with_the_number_of_the_row_before_its_label(tagger: Tagger) -> None:
    assert terms(tagger, "02 | Time for completion | 45 days\n03 | Colour | green") == [Term("completion", days=45)]


def test_a_term_beside_a_field_still_to_be_filled_in_leaves_it_out(tagger: Tagger) -> None:
    (finding,) = [
        f
        for f in tagger.tag(sample("The contract period is 2 years and the price is [insert price]."))
        if isinstance(f.value, Term)
    ]
    assert "[" not in finding.evidence.quote
    assert finding.value.months == 24


def terms(tagger: Tagger, text: str) -> list[Term]:
    document = sample(text)
    findings = tagger.tag(document)
    assert_evidence(Record(document, findings))
    return [f.value for f in findings if isinstance(f.value, Term)]
