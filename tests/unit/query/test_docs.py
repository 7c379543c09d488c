"""Every query in docs/query.md is run: good ones are understood, wrong ones fail at the column that is given."""

import re
from pathlib import Path

import pytest

from tenderscan.errors import QueryError
from tenderscan.query.filters import Vocabulary
from tenderscan.query.parse import parse
from tenderscan.query.tree import And

PAGE = Path(__file__).resolve().parents[3] / "docs" / "query.md"
VOCABULARY = Vocabulary(
    types=("itt", "specification", "contract", "award_letter"),
    themes=("jobs", "growth", "social", "environment", "innovation", "general"),
)
GOOD_ROW = re.compile(r"^\| `([^`]+)` \| [^|]+ \|$", re.MULTILINE)
WRONG_ROW = re.compile(r"^\| `([^`]+)` \| (\d+) \| [^|]+ \|$", re.MULTILINE)
TEXT = PAGE.read_text(encoding="utf-8")
GOOD = GOOD_ROW.findall(TEXT)
WRONG = [(query, int(column)) for query, column in WRONG_ROW.findall(TEXT)]


def test_the_page_is_read_as_a_whole() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| `")]
    assert len(rows) == len(GOOD) + len(WRONG)
    assert len(GOOD) > 40
    assert len(WRONG) > 5


@pytest.mark.parametrize("query", GOOD)
def test_a_documented_query_is_understood(query: str) -> None:
    parse(query, VOCABULARY)


@pytest.mark.parametrize(("query", "column"), WRONG)
def test_a_documented_mistake_is_one(query: str, column: int) -> None:
    with pytest.raises(QueryError, match=f"^column {column}: "):
        parse(query, VOCABULARY)


@pytest.mark.parametrize("operator", ['"', " OR ", " AND ", " NOT ", "-", "(", "*"])
def test_every_operator_is_documented(operator: str) -> None:
    assert any(operator in query for query in GOOD)


@pytest.mark.parametrize("field", ["supplier", "buyer", "type", "theme", "value", "date"])
def test_every_field_is_documented_with_its_unknown(field: str) -> None:
    assert any(f"{field}:" in query for query in GOOD)
    assert f"`{field}`" in TEXT or f"`{field}:unknown`" in TEXT
    parse(f"{field}:unknown")


def test_what_the_page_calls_the_same_is_the_same() -> None:
    assert parse("grounds AND maintenance") == parse("grounds maintenance")
    assert parse("maintenance NOT grounds") == parse("maintenance -grounds")
    assert parse("date:1/4/2025..31/3/2026") == parse("date:2025-04-01..2026-03-31")
    assert parse("date:1/4/2025..31/3/2026") == parse("date:2025/26") == parse("date:2025/2026")
    assert isinstance(parse("grounds (maintenance OR landscaping)"), And)
