from decimal import Decimal

import pytest

from tenderscan.document import Span
from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tenderscan.tagger.numbers.amounts import AmountFinder
from tenderscan.tagger.numbers.figures import read_figures
from tenderscan.tagger.numbers.words import value_of, whole_number

FINDER = AmountFinder(load_rules(bundled("models") / "rules").money)


@pytest.mark.parametrize(
    ("figures", "number", "certain"),
    [
        ("1200000", "1200000", 1.0),
        ("1,200,000.50", "1200000.50", 1.0),
        ("3,40,000", "340000", 1.0),
        ("6, 463, 903", "6463903", 1.0),
        (".75", "0.75", 1.0),
        ("3.250.000", "3250000", 0.8),
        ("3.250.000,75", "3250000.75", 0.8),
        ("0,4417", "0.4417", 0.8),
        ("0,441", "0.441", 0.8),
        ("7,2209", "7.2209", 0.8),
        ("700,00", "700.00", 0.4),
        ("100,0000", "100.0000", 0.4),
        ("1.2.3", None, 0.0),
        ("1234,567", None, 0.0),
        ("12,34.50", None, 0.0),
        ("9" * 30, None, 0.0),
    ],
)
def test_read_figures(figures: str, number: str | None, certain: float) -> None:
    assert read_figures(figures) == (Decimal(number) if number else None, certain)


def amounts(text: str) -> list[tuple[str, str, str]]:
    return [(a.span.of(text), f"{a.amount:f}", a.currency) for a in FINDER.find(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a fee of USD$3.250.000 in all", [("USD$3.250.000", "3250000", "USD")]),
        ("tariff (USD$0,4417) a barrel", [("USD$0,4417", "0.4417", "USD")]),
        ("tariff of € 7,2209.", [("€ 7,2209", "7.2209", "EUR")]),
        # words and figures: one value, and the figures where they disagree
        ("Three millions two hundred fifty thousand dollars of the States (USD$3.250.000)",
         [("Three millions two hundred fifty thousand dollars of the States (USD$3.250.000)", "3250000", "USD")]),
        ("seven hundred pounds (£750) is due", [("seven hundred pounds (£750)", "750", "GBP")]),
        ("£750 (seven hundred pounds) is due", [("£750", "750", "GBP")]),
        ("Nil point four four dollars of the Union (USD 0.44)",
         [("Nil point four four dollars of the Union (USD 0.44)", "0.44", "USD")]),
        ("six thousand pounds and forty pence (£6,000.40)",
         [("six thousand pounds and forty pence (£6,000.40)", "6000.40", "GBP")]),
        ("six thousand pounds and forty-two pence", [("six thousand pounds and forty-two pence", "6000.42", "GBP")]),
        ("ten pounds a day (£300 in all)", [("ten pounds", "10", "GBP"), ("£300", "300", "GBP")]),
        ("up to c.100 000 GBP", [("100 000 GBP", "100000", "GBP")]),
        ("seven hundred pounds, and £750", [("seven hundred pounds", "700", "GBP"), ("£750", "750", "GBP")]),
        # digits read out, decimals in words and cut-off numbers
        ("four four one seven dollars", []),
        ("Nil point four four dollars", []),
        ("[***] million pounds", []),
        ("half a million pounds", []),
        ("a million pounds", [("million pounds", "1000000", "GBP")]),
        # units to round to, and the noughts of thousands
        ("Round up to the nearest £25.", []),
        ("Rates to the nearest whole £1", []),
        ("to the nearest pound, or the nearest ten pounds", []),
        ("shown in units of £1,000", []),
        ("All in £000s, then £000", []),
        # too little to be shown, other dollars, pesos
        ("par value $.0002", []),
        ("A$500 and S$ 20", []),
        ("forty Chilean pesos ($40.000)", []),
        ("USD $ 500 or US $500", [("USD $ 500", "500", "USD"), ("US $500", "500", "USD")]),
        ("3 lakh(s) of plates", [("3 lakh(s)", "300000", "INR")]),
    ],
)  # fmt: skip
def test_amounts(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("six two five", None),
        ("twenty thirty", None),
        ("five thousand million", None),
        ("twenty-five hundred", 2_500),
        ("two hundred and five thousand", 205_000),
        ("three millions two hundred fifty thousand", 3_250_000),
        ("zero", 0),
    ],
)
def test_number_words(words: str, number: int | None) -> None:
    assert value_of(words) == number


@pytest.mark.parametrize(
    ("text", "phrase", "whole"),
    [
        ("pays five pounds", "five", True),
        ("nil point five pounds", "five", False),
        ("some million pounds", "million", False),
        ("a million pounds", "million", True),
        ("half a million pounds", "million", False),
    ],
)
def test_whole_number(text: str, phrase: str, whole: bool) -> None:
    assert whole_number(text, text.index(phrase), phrase) is whole
