from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenderscan.errors import QueryError
from tenderscan.query.filters import Vocabulary
from tenderscan.query.parse import MAX_DEPTH, MAX_LENGTH, MAX_TERMS, parse
from tenderscan.query.tree import And, DateRange, Named, Node, Not, Or, Phrase, Prefix, Unknown, ValueRange, Word

VOCABULARY = Vocabulary(types=("itt", "award_letter", "contract"), themes=("jobs", "growth"))


def pounds(low: str | None, high: str | None, *, low_included: bool = True, high_included: bool = True) -> ValueRange:
    return ValueRange(Decimal(low) if low else None, Decimal(high) if high else None, low_included, high_included)


def days(low: str | None, high: str | None) -> DateRange:
    return DateRange(date.fromisoformat(low) if low else None, date.fromisoformat(high) if high else None)


A, B, C = Word("a"), Word("b"), Word("c")

TREES: list[tuple[str, Node]] = [
    # words
    ("apprentice", Word("apprentice")),
    ("Apprentice's", Word("apprentice")),
    ("don\u2019t", Word("dont")),
    ("caf\u00e9", Word("cafe")),
    ("\u00a32,500,000", Word("2500000")),
    ("31/12/2026", Word("31/12/2026")),
    ("12.3", Word("12.3")),
    ("cafe\u0301", Word("cafe")),  # as macOS writes it
    ("ap\u00adprentice", Word("apprentice")),  # a soft hyphen pasted along
    ("sv-12", Word("sv-12")),
    ("45112700-2", Word("45112700-2")),
    ("(12)", Word("12")),
    ("or", Word("or")),
    ("not", Word("not")),
    # compounds are phrases
    ("call-off", Phrase(("call", "off"))),
    ("call\u2011off", Phrase(("call", "off"))),
    ("10:30", Phrase(("10", "30"))),
    ("and/or", Phrase(("and", "or"))),
    # all, any, not
    ("a b", And((A, B))),
    ("a AND b", And((A, B))),
    ("a OR b", Or((A, B))),
    ("a b OR c", Or((And((A, B)), C))),
    ("a (b OR c)", And((A, Or((B, C))))),
    ("a\u00a0b\tc\n", And((A, B, C))),
    ("-a", Not(A)),
    ("\u2013a", Not(A)),
    ("NOT a", Not(A)),
    ("a -b", And((A, Not(B)))),
    ("a NOT b", And((A, Not(B)))),
    ("-(a OR b)", Not(Or((A, B)))),
    ('-"a b"', Not(Phrase(("a", "b")))),
    ("((a))", A),
    ("3(a)", And((Word("3"), A))),
    ("a >5", And((A, Word("5")))),  # a sign means nothing where no filter is meant
    # phrases
    ('"Terms & conditions"', Phrase(("terms", "conditions"))),
    ("\u201cterms and conditions\u201d", Phrase(("terms", "and", "conditions"))),
    ('"apprentices"', Phrase(("apprentices",))),
    ('"supplier:acme OR -b"', Phrase(("supplier", "acme", "or", "b"))),
    ('a"b"', And((A, Phrase(("b",))))),
    # beginnings
    ("apprent*", Prefix("apprent")),
    ("SV-*", Prefix("sv-")),
    ("sv-1*", Prefix("sv-1")),
    ("4511*", Prefix("4511")),
    ("\u00a3500k*", Prefix("500k")),
    ("-caf\u00e9*", Not(Prefix("cafe"))),
    # names
    ("supplier:Acme", Named("supplier", ("acme",))),
    ('supplier:"Acme Ltd"', Named("supplier", ("acme", "ltd"))),
    ("SUPPLIER:acme", Named("supplier", ("acme",))),
    ("supplier:Smith&Sons", Named("supplier", ("smith", "sons"))),
    ("-buyer:harrowmere", Not(Named("buyer", ("harrowmere",)))),
    ("type:itt", Named("type", ("itt",))),
    ('type:"Award letter"', Named("type", ("award_letter",))),
    ("type:award-letter", Named("type", ("award_letter",))),
    ("theme:jobs", Named("theme", ("jobs",))),
    ("(theme:jobs OR theme:growth)", Or((Named("theme", ("jobs",)), Named("theme", ("growth",))))),
    # unknown
    ("value:unknown", Unknown("value")),
    ("-date:Unknown", Not(Unknown("date"))),
    ("supplier:unknown", Unknown("supplier")),
    ('supplier:"unknown"', Named("supplier", ("unknown",))),
    # money
    ("value:>\u00a32.5m", pounds("2500000", None, low_included=False)),
    ("value:>=500k", pounds("500000", None)),
    ("value:<\u00a31,200,000.50", pounds(None, "1200000.50", high_included=False)),
    ("value:<=1bn", pounds(None, "1000000000")),
    ("value:\u00a31m..\u00a32m", pounds("1000000", "2000000")),
    ("value:\u00a31.5m..", pounds("1500000", None)),
    ("value:..250K", pounds(None, "250000")),
    ("value:1,200,000", pounds("1200000", "1200000")),
    ("value:=1200000", pounds("1200000", "1200000")),
    ('value:>"\u00a31.2 million"', pounds("1200000", None, low_included=False)),
    ('value:"GBP 1.2 million".."GBP 3 million"', pounds("1200000", "3000000")),
    ("value:1m..1m", pounds("1000000", "1000000")),
    ("value:0", pounds("0", "0")),
    # days
    ("date:31/12/2026", days("2026-12-31", "2026-12-31")),
    ("date:1.4.2026", days("2026-04-01", "2026-04-01")),
    ("date:2026-04-01", days("2026-04-01", "2026-04-01")),
    ("date:29/02/2028", days("2028-02-29", "2028-02-29")),
    ("date:2026", days("2026-01-01", "2026-12-31")),
    ("date:04/2026", days("2026-04-01", "2026-04-30")),
    ("date:2026-04", days("2026-04-01", "2026-04-30")),
    ('date:"April 2026"', days("2026-04-01", "2026-04-30")),
    ('date:"1st April 2026"', days("2026-04-01", "2026-04-01")),
    ('date:"30 Sept. 2026"', days("2026-09-30", "2026-09-30")),
    ("date:>1/4/2026", days("2026-04-02", None)),
    ("date:>=1/4/2026", days("2026-04-01", None)),
    ("date:<2026", days(None, "2025-12-31")),
    ("date:<=2026", days(None, "2026-12-31")),
    ("date:>04/2026", days("2026-05-01", None)),
    ("date:2025-04-01..31/03/2026", days("2025-04-01", "2026-03-31")),
    ("date:2024..2025", days("2024-01-01", "2025-12-31")),
    ('date:>"1 April 2026"', days("2026-04-02", None)),
    ("date:2019/20", days("2019-04-01", "2020-03-31")),
    ("date:2019/2020", days("2019-04-01", "2020-03-31")),
    ("date:1999/00", days("1999-04-01", "2000-03-31")),
    ("date:>2019/20", days("2020-04-01", None)),
    ("date:2019/20..2021/22", days("2019-04-01", "2022-03-31")),
    ("date:..2025", days(None, "2025-12-31")),
]


@pytest.mark.parametrize(("query", "tree"), TREES, ids=[query for query, _ in TREES])
def test_a_query_means_this(query: str, tree: Node) -> None:
    assert parse(query, VOCABULARY) == tree


# Query, 1-based column, and words of the message.
ERRORS = [
    ("", 1, "nothing to search for"),
    ("  ", 1, "nothing to search for"),
    ("a &", 3, "no letter or digit"),
    ("a - b", 3, "dash stands by itself"),
    ("a -", 3, "dash stands by itself"),
    ("--a", 2, "left out twice"),
    ("NOT -a", 5, "left out twice"),
    ('a "b c', 3, "never closed"),
    ('""', 1, "holds no word"),
    ('"&"', 1, "holds no word"),
    ("a (b", 3, "never closed"),
    ("a (b OR (c)", 3, "never closed"),
    ("((((", 4, "the query ends behind this bracket"),
    ("a (", 3, "Write a word and a ) behind it"),
    ("(a -(", 5, "the query ends behind this bracket"),
    ("a)", 2, "never opened"),
    (")", 1, "never opened"),
    ("a ()", 3, "nothing stands between"),
    ("a OR", 3, "OR has nothing behind it"),
    ("(a OR) b", 4, "OR has nothing behind it"),
    ("OR a", 1, "OR has nothing before it"),
    ("a OR OR b", 6, "OR stands where a word should"),
    ("a OR AND b", 6, "AND stands where a word should"),
    ("(OR a)", 2, "OR stands where a word should"),
    ("AND", 1, "AND has nothing before it"),
    ("a AND", 3, "AND has nothing behind it"),
    ("a NOT", 3, "NOT has nothing behind it"),
    ("-OR", 2, "OR stands where a word should"),
    ("*", 1, "star stands by itself"),
    ("a*", 1, "too short"),
    ("ap*ent", 3, "only stand at the end"),
    ("*ent", 1, "only stand at the end"),
    ("call-off*", 1, "Write call off*"),
    ("&*", 1, "not the beginning of a word"),
    ('"social val*"', 12, "no meaning in a phrase"),
    ("b suppler:acme", 3, "Did you mean supplier:?"),
    ("http://a", 1, 'no field "http"'),
    ("supplier:", 10, "has no value"),
    ("supplier: acme", 10, "has no value"),
    ('supplier:""', 1, "has no value"),
    ("supplier:&", 1, "holds no word"),
    ("supplier:acme*", 1, "cannot take *"),
    ("supplier:>acme", 1, "cannot take >"),
    ("supplier:(a OR b)", 10, "repeat the field"),
    ("type:itts", 1, "Did you mean type:itt?"),
    ("type:zzz", 1, "award_letter, contract, itt"),
    ("a theme:job", 3, "Did you mean theme:jobs?"),
    ("value:lots", 1, "not an amount"),
    ("value:12,34", 1, "not an amount"),
    ("value:-5", 1, "not an amount"),
    ("value:\u20ac5m", 1, "not an amount"),
    ("value:>", 1, "amount is missing"),
    ("value:..", 1, "neither a lower nor an upper end"),
    ("value:2m..1m", 1, "runs backwards"),
    ("a value > \u00a3500k", 3, "Write value:>\u00a3500k,"),
    ("Value >= 500k b", 1, "Write value:>=500k,"),
    ("value >500k", 1, "Write value:>500k,"),
    ("a value>500k", 3, "Write value:>500k,"),
    ("value >", 1, "Write value:>\u00a3500k,"),
    ("date <= 1/4/2026", 1, "Write date:<=1/4/2026,"),
    ("date:2019/21", 1, "is 2019/20"),
    ("date:2019/2", 1, "not a date"),
    ("date:31/02/2026", 1, "February 2026 has no day 31"),
    ("date:29/02/2026", 1, "no day 29"),
    ("date:4/31/2026", 1, "names no month"),
    ("date:1/4/26", 1, "four digits"),
    ("date:0000", 1, "not between"),
    ("date:soon", 1, "not a date"),
    ('date:"Smarch 2026"', 1, "not a month"),
    ("date:..", 1, "neither a lower nor an upper end"),
    ("date:2026..2025", 1, "runs backwards"),
    ("a " * MAX_TERMS + "b", 2 * MAX_TERMS + 1, f"more than {MAX_TERMS}"),
    ("a" * (MAX_LENGTH + 1), MAX_LENGTH + 1, "too long"),
    ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), MAX_DEPTH + 1, f"more than {MAX_DEPTH} deep"),
]


@pytest.mark.parametrize(("query", "column", "words"), ERRORS, ids=[query[:20] for query, _, _ in ERRORS])
def test_a_mistake_names_its_column_and_the_way_out(query: str, column: int, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, VOCABULARY)
    assert caught.value.message.startswith(f"column {column}: ")
    assert words in caught.value.message
    assert caught.value.message.count("\n") == 1


def test_the_limits_themselves_are_allowed() -> None:
    assert parse("a " * MAX_TERMS) == And((A,) * MAX_TERMS)
    assert parse("a" * MAX_LENGTH) == Word("a" * MAX_LENGTH)
    assert parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == A


def test_without_a_vocabulary_any_id_will_do() -> None:
    assert parse("type:whatever") == Named("type", ("whatever",))


SIGNS = st.sampled_from(['"', "(", ")", " ", " ", "-", "*", ">", "<=", "..", "&", "\u201c", "'", "\u00ad"])
PIECES = st.sampled_from(
    ["a", "call-off", "OR", "AND", "NOT", "value:", "date:", "supplier:", "type:", "x:", "unknown"]
)
VALUES = st.sampled_from(["1", "31/12/2026", "\u00a32.5m", "\u00df", "2026", "e\u0301"])
QUERIES = st.one_of(st.text(max_size=60), st.lists(SIGNS | PIECES | VALUES, max_size=20).map("".join))


@given(query=QUERIES)
def test_any_text_is_either_understood_or_refused_with_a_column(query: str) -> None:
    try:
        tree = parse(query, VOCABULARY)
    except QueryError as error:
        column = int(error.message.removeprefix("column ").split(":")[0])
        assert 1 <= column <= len(query) + 1
    else:
        assert holds_something(tree)


def holds_something(node: Node) -> bool:
    """No leaf is empty: an empty word or phrase would silently match nothing."""
    match node:
        case And(parts) | Or(parts):
            return len(parts) > 1 and all(holds_something(part) for part in parts)
        case Not(part):
            return holds_something(part)
        case Word(form) | Prefix(form):
            return bool(form)
        case Phrase(forms):
            return bool(forms) and all(forms)
        case Named(words=words):
            return bool(words) and all(words)
        case _:
            return True
