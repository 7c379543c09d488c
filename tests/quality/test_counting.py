"""How findings and labels are counted: in pairs, each once."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tenderscan.document import Document, Span
from tenderscan.quality.figures import Figures
from tenderscan.quality.judging import completed, right
from tenderscan.quality.labels import Part, Wanted
from tenderscan.quality.matching import paired
from tenderscan.quality.measure import measure
from tenderscan.quality.tables import misses, summary
from tenderscan.record import Clause, Finding, Label, Money, Organisation, Strength, Term, Value, Vat
from tests.build import document, finding, pounds

TEXT = "Northfield Ltd mows for £5 and £5. Invoices are paid in 30 days, in full. Northfield Ltd signs."


def read() -> Document:
    return document(TEXT, name="offer.pdf")


def wanted(row: str, words: str, *, at: int = 0, optional: bool = False, **value: Any) -> Wanted:
    text, start = read().text, -1
    for _ in range(at + 1):
        start = text.index(words, start + 1)
    return Wanted(row, (Span(start, start + len(words)),), value, optional, words)


def counted(labels: list[Wanted], *found: Finding, once: frozenset[str] = frozenset()) -> Figures:
    part = Part("offer.pdf", read(), (Span(0, len(TEXT)),), tuple(labels), once=once)
    return measure([part], lambda _: found)


def shares(figures: Figures, row: str, measure_: str) -> tuple[float | None, float | None]:
    got = figures.shares(row, measure_)
    return got.precision, got.recall


PAYMENT = Clause("payment", None, Strength.FIRM, "30 days")
CLAUSE = "Invoices are paid in 30 days, in full."


def test_a_finding_answers_one_label() -> None:
    labels = [wanted("clause", words, kind="payment") for words in ("Invoices are paid in 30 days", "in full")]
    figures = counted(labels, finding(read(), CLAUSE, Label.CLAUSE, PAYMENT))
    assert shares(figures, "clause", "overlap") == (1.0, 0.5)


def test_a_label_is_answered_once() -> None:
    labels = [wanted("clause", CLAUSE, kind="payment")]
    two = [finding(read(), words, Label.CLAUSE, PAYMENT) for words in ("Invoices are paid in 30 days", "in full")]
    figures = counted(labels, *two)
    assert shares(figures, "clause", "overlap") == (0.5, 1.0)
    assert [line for line in misses(figures) if line.startswith("false")]


@pytest.mark.parametrize(("second", "precision"), [(pounds("5"), 1.0), (pounds("5000"), 0.5)])
def test_what_is_said_once_more_counts_where_it_is_wrong(second: Money, precision: float) -> None:
    places = tuple(Span(at, at + 2) for at in (TEXT.index("£5"), TEXT.rindex("£5")))
    label = Wanted("money", places, {"amount": 5, "currency": "GBP"}, False, "£5")
    found = [
        replace(one, evidence=replace(one.evidence, span=place))
        for one, place in zip(
            (finding(read(), "£5", Label.MONEY, value) for value in (pounds("5"), second)), places, strict=True
        )
    ]
    assert shares(counted([label], *found), "money", "value") == (precision, 1.0)


def test_pairs_are_as_many_as_can_be_for_each_measure_apart() -> None:
    # the first finding has the value, the second the characters: each measure has its own answer
    labels = [wanted("clause", CLAUSE, kind="payment", figure="30 days")]
    value = finding(read(), "paid in 30 days", Label.CLAUSE, PAYMENT)
    exact = finding(read(), CLAUSE, Label.CLAUSE, Clause("payment", None, Strength.FIRM, "60 days"))
    figures = counted(labels, value, exact)
    assert [shares(figures, "clause", one)[1] for one in ("exact", "overlap", "value", "both")] == [1.0, 1.0, 1.0, 0.0]
    assert shares(figures, "clause", "overlap")[0] == 0.5


@pytest.mark.parametrize(
    ("edges", "known", "pairs"),
    [
        ({}, {}, {}),
        ({0: [0]}, {}, {0: 0}),
        ({0: [0, 1], 1: [0]}, {}, {0: 1, 1: 0}),
        ({0: [0], 1: [0]}, {}, {0: 0}),
        ({0: [0, 1], 1: [0, 2], 2: [0]}, {}, {0: 1, 1: 2, 2: 0}),
        ({0: [0, 1], 1: [0]}, {0: 0}, {0: 1, 1: 0}),
        ({0: [1], 1: [1, 2], 2: [2, 3], 3: [1]}, {0: 1, 1: 2}, {0: 1, 1: 2, 2: 3}),
    ],
)
def test_pairs(edges: dict[int, list[int]], known: dict[int, int], pairs: dict[int, int]) -> None:
    assert paired(edges, known) == pairs


def test_pairs_of_many_like_ones() -> None:
    size = 300
    assert len(paired({number: list(range(size)) for number in range(size)})) == size


def test_the_same_again_counts_neither_way_where_names_count_once() -> None:
    whole = Wanted(
        "supplier", (Span(0, 14), Span(TEXT.rindex("Northfield"), len(TEXT) - 7)), {"name": "Northfield Ltd"}
    )
    first = finding(read(), "Northfield Ltd", Label.SUPPLIER, Organisation("Northfield Ltd", "bidder"))
    figures = counted([whole], first, first, once=frozenset({"supplier"}))
    assert shares(figures, "supplier", "both") == (1.0, 1.0)
    assert len(figures.found("supplier")) == 1


def test_a_name_reported_elsewhere_on_the_page_is_not_exact() -> None:
    labels = [wanted("supplier", "Northfield Ltd", at=1, name="Northfield Ltd")]
    part = Part("offer.pdf", read(), (Span(TEXT.rindex("Northfield"), len(TEXT)),), tuple(labels))
    first = finding(read(), "Northfield Ltd", Label.SUPPLIER, Organisation("Northfield Ltd", "bidder"))
    figures = measure([part], lambda _: (first,))
    assert [shares(figures, "supplier", one)[1] for one in ("exact", "overlap", "value", "both")] == [
        0.0,
        1.0,
        1.0,
        0.0,
    ]
    assert summary(figures)["names_elsewhere_on_page"] == 1


def test_optional_labels_count_in_the_strict_figure_only() -> None:
    labels = [
        wanted("money", "£5", amount="5", currency="GBP"),
        wanted("clause", CLAUSE, optional=True, kind="payment"),
    ]
    figures = counted(
        labels,
        finding(read(), "£5", Label.MONEY, pounds("5")),
        finding(read(), CLAUSE, Label.CLAUSE, PAYMENT),
        finding(read(), "Northfield Ltd mows", Label.CLAUSE, PAYMENT),
    )
    row = summary(figures)["rows"]["clause"]
    assert (row["wanted"], row["optional"], row["found"], row["forgiven"]) == (0, 1, 1, 1)
    assert row["overlap"]["precision"] == 0.0
    assert figures.strict("money", "both") == 1.0
    assert figures.strict("clause", "overlap") == 0.0
    assert [line.split(" ")[0] for line in misses(figures)] == ["false", "optional"]


PLAIN = {"amount": "5", "currency": "GBP"}
YEARS = {"months": 36}


@pytest.mark.parametrize(
    ("row", "label", "value", "is_right"),
    [
        ("money", PLAIN, pounds("5"), True),
        ("money", PLAIN, pounds("5", top="6"), False),
        ("money", {**PLAIN, "amount_max": "6"}, pounds("5", top="6"), True),
        ("term", YEARS, Term("contract", months=36), True),
        ("term", YEARS, Term("contract", months=36, extensions=(12,)), False),
        ("term", YEARS, Term("contract", months=36, end="2029-03-31"), False),
        ("term", {**YEARS, "extensions": [12]}, Term("contract", months=36, extensions=(12,)), True),
        ("clause", {"kind": "payment"}, PAYMENT, True),
    ],
)
def test_what_the_text_does_not_say_is_wrong(row: str, label: dict[str, Any], value: Value, is_right: bool) -> None:
    assert right(row, completed(row, label), value) is is_right


def test_an_invented_vat_basis_is_wrong_in_its_column() -> None:
    labels = [Wanted("money", (Span(TEXT.index("£5"), TEXT.index("£5") + 2),), completed("money", PLAIN))]
    invented = Money(Decimal(5), None, "GBP", "budget", Vat.EXCLUDED, "year")
    figures = counted(labels, finding(read(), "£5", Label.MONEY, invented))
    assert shares(figures, "money", "both") == (1.0, 1.0)
    assert (figures.accuracy("money", "vat"), figures.accuracy("money", "period")) == ((0, 1), (0, 1))
    assert figures.accuracy("money", "lot") == (1, 1)
    # labels that do not say it of every part leave the rest open
    assert completed("term", YEARS, frozenset({"extensions"})) == {"extensions": None, "months": 36}
