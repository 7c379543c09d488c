import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenderscan.document import Span
from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tenderscan.tagger.numbers.amount_patterns import PENCE, amount_patterns
from tenderscan.tagger.numbers.amounts import AmountFinder
from tenderscan.tagger.numbers.figures import plain_number
from tenderscan.tagger.numbers.words import value_of

RULES = load_rules(bundled("models") / "rules").money
FINDER = AmountFinder(RULES)
KRONE = replace(RULES.currencies[0], code="DKK", signs=("DKr",), words=("danish kroner", "złoty"))
WITH_KRONE = replace(RULES, currencies=(*RULES.currencies, KRONE))
WITH_KRONER = AmountFinder(WITH_KRONE)

# text, quote, amount, upper end, currency
FORMS = [
    ("It cost £1.2m.", "£1.2m", "1200000", None, "GBP"),
    ("It cost £1,200,000.00, no more", "£1,200,000.00", "1200000", None, "GBP"),
    ("GBP 1.2 million in all", "GBP 1.2 million", "1200000", None, "GBP"),
    ("about £10k each", "£10k", "10000", None, "GBP"),
    ("a bill of £ 40", "£ 40", "40", None, "GBP"),
    ("£2bn", "£2bn", "2000000000", None, "GBP"),
    ("£1m–£1.5m", "£1m–£1.5m", "1000000", "1500000", "GBP"),
    ("£1m to £1.5m", "£1m to £1.5m", "1000000", "1500000", "GBP"),
    ("£1-1.5m", "£1-1.5m", "1000000", "1500000", "GBP"),
    ("€35-€45k", "€35-€45k", "35000", "45000", "EUR"),
    ("between £3,000 and £5,000", "£3,000 and £5,000", "3000", "5000", "GBP"),
    ("five hundred thousand pounds", "five hundred thousand pounds", "500000", None, "GBP"),
    ("five million pounds (£5,000,000) in all", "five million pounds (£5,000,000)", "5000000", None, "GBP"),
    ("£5,000,000 (five million pounds)", "£5,000,000", "5000000", None, "GBP"),
    ("Rs.1180/- (Rs. One Thousand One Hundred Eighty Rupees only)", "Rs.1180/-", "1180", None, "INR"),
    ("Rs.2,00,000/-", "Rs.2,00,000/-", "200000", None, "INR"),
    ("29 Lakh (s)", "29 Lakh (s)", "2900000", None, "INR"),
    ("Rs 10 Crore", "Rs 10 Crore", "100000000", None, "INR"),
    ("US$5 million", "US$5 million", "5000000", None, "USD"),
    ("20,000 euros", "20,000 euros", "20000", None, "EUR"),
    ("€6, 463, 903", "€6, 463, 903", "6463903", None, "EUR"),
    ("£1 200 000 in all", "£1 200 000", "1200000", None, "GBP"),
    ("£25 000 in all", "£25 000", "25000", None, "GBP"),
    ("£50 100 copies", "£50", "50", None, "GBP"),
    ("GBP 228 275 for 5 years", "GBP 228 275", "228275", None, "GBP"),
    ("4 700 EUR", "4 700 EUR", "4700", None, "EUR"),
    ("1 200 000,50 EUR", "1 200 000,50 EUR", "1200000.50", None, "EUR"),
    ("500 000 000 GBP to 800 000 000 GBP", "500 000 000 GBP to 800 000 000 GBP", "500000000", "800000000", "GBP"),
    ("spend of 400 GBP-450K", "400 GBP-450K", "400000", "450000", "GBP"),
    ("c.£100,000 to c.£300,000", "£100,000 to c.£300,000", "100000", "300000", "GBP"),
    ("£1.2m-£1.5m", "£1.2m-£1.5m", "1200000", "1500000", "GBP"),
    ("£10 million (ten million pounds)", "£10 million", "10000000", None, "GBP"),
    ("gas at 0.34p per kWh", "0.34p", "0.0034", None, "GBP"),
    ("power at 14.5p/kWh", "14.5p", "0.145", None, "GBP"),
    ("power at 12.34p.", "12.34p", "0.1234", None, "GBP"),
    ("a credit of £-40", "£-40", "-40", None, "GBP"),
    ("……€53,000", "€53,000", "53000", None, "EUR"),
    ("12.5p per mile", "12.5p", "0.125", None, "GBP"),
    ("£500,00", "£500,00", "500", None, "GBP"),
    ("charged at 5p a\ncopy", "5p", "0.05", None, "GBP"),
    ("charged at 5p a.", "5p", "0.05", None, "GBP"),
    # letters that `re` takes for plain ones: a long s, a Turkish i
    ("500 pound\u017f in all", "500 pound\u017f", "500", None, "GBP"),
    ("£5 m\u0131llion", "£5 m\u0131llion", "5000000", None, "GBP"),
    ("F\u0130VE hundred pounds", "F\u0130VE hundred pounds", "500", None, "GBP"),
]


@pytest.mark.parametrize(("text", "quote", "amount", "upper", "currency"), FORMS)
def test_forms(text: str, quote: str, amount: str, upper: str | None, currency: str) -> None:
    assert FINDER.marks.likely(text)
    (found,) = FINDER.find(text, Span(0, len(text)))
    assert found.span.of(text) == quote
    assert found.amount == Decimal(amount)
    assert found.amount_max == (Decimal(upper) if upper else None)
    assert found.currency == currency


@pytest.mark.parametrize(
    "text",
    [
        "Postcode M16 0PU",
        "on 1 April 2026 at 12.30",
        "company number 01234567",
        "clause 12.3.4 (b)",
        "call 01744 676 789",
        "45% of 1,200 tonnes",
        "10 hrs 30",
        "reference SPP/HBC/2025/014",
        "£XX",
        "hours 10",
        "page 12p, and 720p of video",
        "A 3 £ 2 design",
        "Budget 2014 €\nHousing",
        "Draft Budget 2025 €'m",
    ],
)
def test_no_money(text: str) -> None:
    assert FINDER.find(text, Span(0, len(text))) == []


@pytest.mark.parametrize(
    "text", ["500 Danish\nkroner", "500 DKK", "DKr 500", "500 ZŁOTY", "five hundred danish\nkroner"]
)
def test_a_new_currency_is_found_however_its_words_are_parted(text: str) -> None:
    assert WITH_KRONER.marks.likely(text)
    (found,) = WITH_KRONER.find(text, Span(0, len(text)))
    assert (found.amount, found.currency) == (500, "DKK")


@pytest.mark.parametrize(
    "pattern",
    [
        PENCE,
        *(
            getattr(amount_patterns(WITH_KRONE), name)
            for name in ("worded", "local", "after_label", "in_words", "grouped", "grouped_worded")
        ),
    ],
)
def test_one_of_the_marks_stands_in_every_amount(pattern: re.Pattern[str]) -> None:
    @given(st.from_regex(pattern))
    @settings(max_examples=100, deadline=None)
    def held(text: str) -> None:
        assert WITH_KRONER.marks.likely(text)

    held()


@pytest.mark.parametrize(
    "text", ["Rs 40", "Rs. 4.5", "Rs. .50", "pay (Rs) a month: 400", "Rs. 4 lakh", "US $4", "4p each"]
)
def test_letters_beside_figures_are_marks(text: str) -> None:
    assert FINDER.marks.likely(text)
    assert FINDER.find(text, Span(0, len(text)))


@pytest.mark.parametrize(
    "text", ["Members in the last 5 years.", "In place of 7 helpers, a group a day.", "Virus, then 14"]
)
def test_letters_in_words_are_none(text: str) -> None:
    assert not FINDER.marks.likely(text)


TORN = [
    "£3,4OO,000", "£3e6", "£7½m", "£15²,000", "£3,400 000", "£650.000", "€3,000.000", "£3,400,000x", "£340,00O",
    "£340,OOO", "£3'400'000", "£7·5m", "£15,0000", "£3 400,000", "£7 trillion", "£7 hundred thousand", "£174, 300",
    "£7. 5m", "£3,400,00", "£7.3B", "£7m²", "£7-3,4OO", "3 400,000 pounds", "3'400'000 pounds", "£7 1/2 million",
    "£7_000", "£3:400:000", "£7,0 00", "£17 0,000", "£7,0O0.50", "7½ million pounds", "£900l", "£9grand", "£7 ½m",
    # a multiplier with a slip of the pen or with a word that it may not be parted from
    "£3.5milion", "£3.5mmillion", "£3.5 milion", "£3.5 bln", "£7mcontract", "£7bper annum", "£7kVA", "£7hundredor",
    "£7tnover", "£7gper annum", "£7thper annum",
    # a figure that scans read for a letter, with the next word
    "£34Oper annum", "£7Oeach", "£9lin",
    # numbers that go on behind the end of a line, or behind a comma and a blank
    "£3,400,\n000", "£3,\n400,000", "£340,\n000", "£340\n000", "£3,400\n000", "£3\n,400,000", "£3,4\n00,000",
    "3,\n400,000 pounds", "£3,400, 500", "£340, 500 excluding VAT",
    # a full stop that may part thousands, by the year
    "£340.250 per annum", "an annual rate of £340.250", "£340.000 as a unit rate", "a unit rate of £340.000",
]  # fmt: skip


@pytest.mark.parametrize("text", TORN)
def test_no_part_of_a_number_is_an_amount(text: str) -> None:
    assert FINDER.find(f"It cost {text} then.", Span(8, 8 + len(text))) == []


BESIDE = [
    ("£12,000pa", "12000"), ("£450pcm", "450"), ("£5,000Total cost", "5000"), ("£12,000\u00b9 a year", "12000"),
    ("£500 1/4/2024", "500"), ("£300,000* and", "300000"), ("£300.125 per unit", "300.125"), ("£7  million", "7000000"),
    ("£7-million", "7000000"), ("£25, 000 in all", "25000"), ("£43,165 Grand Hotel", "43165"),
    ("£86,224,86", "86224.86"),
    # what it is by, its tax or the next word, without a blank
    ("£340pd", "340"), ("£95pp", "95"), ("£65phr", "65"), ("£720day", "720"), ("£11.25psf", "11.25"),
    ("£340pcw", "340"), ("£16ppw", "16"), ("£340hr", "340"), ("£340yr", "340"), ("£3,400,000net of VAT", "3400000"),
    ("£7monthly", "7"), ("£3,400gross", "3400"), ("£340Maximum", "340"),
    ("£340each", "340"), ("£7metre", "7"), ("£340or less", "340"),
    # a multiplier and what stands behind it without a blank
    ("£3mper annum", "3000000"), ("£3.5mplus VAT", "3500000"), ("£340kper annum", "340000"),
    ("£70mover six years", "70000000"), ("£7bnover", "7000000000"), ("£3millionfrom May", "3000000"),
    ("€7Knet", "7000"), ("£7thousandper annum", "7000"), ("£7mpa", "7000000"), ("£7mp.a.", "7000000"),
    ("£3.4MEXCL VAT", "3400000"),
    ("£7 lakh", "700000"), ("£7croreper annum", "70000000"), ("£340.00 CR", "340"),
    # a number of something else behind it
    ("It is £720, 150 shifts are planned.", "720"), ("It is £340, 250 local people came.", "340"),
    ("It is £3,400,\n250 visitors came.", "3400"), ("It is £34.50, 250 visitors came.", "34.50"),
    # a unit that makes a full stop one of decimals, behind the amount and before it
    ("Diesel at £1.349 a litre", "1.349"), ("£1.349 (per litre)", "1.349"), ("£1.349 plus VAT per litre", "1.349"),
    ("Price per unit £1.349", "1.349"), ("Unit rate (ex VAT): £1.349", "1.349"), ("each £1.349", "1.349"),
    ("The rate per mile is £1.349", "1.349"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "amount"), BESIDE)
def test_what_may_stand_beside_an_amount(text: str, amount: str) -> None:
    (found,) = FINDER.find(text, Span(0, len(text)))
    assert found.amount == Decimal(amount)


@given(
    st.integers(1_000, 99_999_999),
    st.sampled_from("OolISBZ½¼²'\u2019_\u00b7\u066cxe|"),
    st.integers(1, 7),
    st.sampled_from(["£{}", "£ {}", "GBP {}", "{} pounds", "{} EUR"]),
)
@settings(max_examples=300, deadline=None)
def test_an_odd_character_in_a_number_makes_it_no_smaller(number: int, odd: str, at: int, form: str) -> None:
    figures = f"{number:,}"
    at = min(at, len(figures) - 1)
    text = form.format(figures[:at] + odd + figures[at:])
    found = FINDER.find(text, Span(0, len(text)))
    assert all(amount.amount >= number for amount in found), text


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("It was raised from £4m to £5m; prices run from £6 to £7.", ["£4m", "£5m", "£6 to £7"]),
        ("It was increased by £3,000 to £34,000.", ["£3,000", "£34,000"]),
        ("Fees were reduced by £500 to £3,400.", ["£500", "£3,400"]),
        ("an increase of £3,000 to £34,000", ["£3,000", "£34,000"]),
        ("It rose last year by a further £3,000 to £34,000.", ["£3,000", "£34,000"]),
        ("It fell by 15% from £40,000 to £34,000.", ["£40,000", "£34,000"]),
        ("Spend is up £3m to £34m.", ["£3m", "£34m"]),
        ("up to £20 to £40", ["£20 to £40"]),
        ("cut to between £20 and £30", ["£20 and £30"]),
        ("day rates differ by grade: £400 to £600", ["£400 to £600"]),
        ("fees for bids of £20 to £40", ["£20 to £40"]),
    ],
)
def test_what_has_changed_is_no_range(text: str, quotes: list[str]) -> None:
    assert [found.span.of(text) for found in FINDER.find(text, Span(0, len(text)))] == quotes


def test_two_amounts_are_no_range() -> None:
    text = "£6 and £7, £10 to 5 people"
    assert [found.span.of(text) for found in FINDER.find(text, Span(0, len(text)))] == ["£6", "£7", "£10"]


def test_a_slip_of_the_pen_is_not_sure() -> None:
    (found,) = FINDER.find("£500,00", Span(0, 7))
    assert found.certain < 0.5


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("39,500.00", "39500.00"),
        (" 650 ", "650"),
        ("(1,200)", "-1200"),
        ("-502", "-502"),
        ("502.00-", "-502.00"),
        ("(502", None),
        ("12k", "12000"),
        ("", None),
        ("n/a", None),
        ("12 May", None),
        ("1.2.3", None),
    ],
)
def test_plain_number(cell: str, number: str | None) -> None:
    assert plain_number(cell) == (Decimal(number) if number else None)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("five", 5),
        ("twenty-one", 21),
        ("one hundred and five", 105),
        ("two million three hundred thousand", 2_300_000),
        ("a few", None),
        ("", None),
    ],
)
def test_number_words(words: str, number: int | None) -> None:
    assert value_of(words) == number
