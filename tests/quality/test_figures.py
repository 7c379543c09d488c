"""The tags are as good as published: nothing may fall by more than a point.

`python -m benchmarks.quality --misses` prints what is missed and what is false; `make quality` publishes new figures.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tenderscan.quality.figures import MEASURES
from tenderscan.quality.labels import ROWS
from tenderscan.quality.tables import SHARES, misses, summary
from tests.quality.conftest import Measured
from tests.quality.sets import SETS

POINT = 0.01
_ROUNDING = 0.0001
FEW = 5
"""Details of fewer than that are not held: one of them more or less is worth too many points."""


def falls(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """What is worse by more than a point."""
    for row, kept in before["rows"].items():
        for measure in MEASURES:
            for share in SHARES:
                was = kept[measure][share]
                got = now["rows"].get(row, {}).get(measure, {}).get(share)
                if _fell(was, got):
                    yield f"{row}, {measure}: {share} was {was}, is {got}"
            was, got = kept["strict"][measure], now["rows"].get(row, {}).get("strict", {}).get(measure)
            if _fell(was, got):
                yield f"{row}, {measure}: strict precision was {was}, is {got}"
    for detail, kept in before["details"].items():
        was, got = kept["accuracy"], now["details"].get(detail, {}).get("accuracy")
        if kept["of"] >= FEW and _fell(was, got):
            yield f"{detail}: accuracy was {was}, is {got}"


def _fell(was: float | None, got: float | None) -> bool:
    return was is not None and (got is None or got < was - POINT - _ROUNDING)


@pytest.mark.parametrize("name", SETS)
def test_no_label_falls_by_more_than_a_point(
    name: str, measured: Measured, kept: Callable[[str], dict[str, Any]]
) -> None:
    figures = measured(name)
    fallen = list(falls(kept(name), summary(figures)))
    rows = {words.split(",")[0].split(" ")[0] for words in fallen}
    assert fallen == [], "\n".join(line for line in misses(figures) if rows & set(re.split(r"[ :]", line)[:2]))


@pytest.mark.parametrize("name", SETS)
def test_nothing_is_found_in_fields_still_to_be_filled_in(name: str, measured: Measured) -> None:
    assert measured(name).violations == ()


@pytest.mark.parametrize(
    ("name", "details"),
    [
        ("real", ("money kind", "money vat", "money period", "date role", "commitment strength", "weighting level")),
        (
            "passages",
            (
                *("money kind", "money vat", "money period", "money lot", "money year", "date role", "term role"),
                *("social_value strength", "clause strength", "commitment strength", "weighting level"),
            ),
        ),
    ],
)
def test_every_label_kind_theme_and_role_is_held(
    name: str, details: tuple[str, ...], kept: Callable[[str], dict[str, Any]]
) -> None:
    figures = kept(name)
    # the theme makes a clause of social value right, and is held as its value
    assert set(figures["rows"]) == set(ROWS)
    assert [one for one in details if figures["details"].get(one, {"of": 0})["of"] < FEW] == []


def test_a_fall_is_seen() -> None:
    def with_recall(recall: float | None) -> dict[str, Any]:
        shares = {"precision": None, "recall": recall, "f1": None}
        row = dict.fromkeys(MEASURES, shares) | {"strict": dict.fromkeys(MEASURES)}
        return {"rows": {"money": row}, "details": {}}

    def with_strict(share: float | None) -> dict[str, Any]:
        row = dict.fromkeys(MEASURES, dict.fromkeys(SHARES)) | {"strict": dict.fromkeys(MEASURES, share)}
        return {"rows": {"money": row}, "details": {}}

    def with_roles(share: float, of: int) -> dict[str, Any]:
        return {"rows": {}, "details": {"date role": {"right": 0, "of": of, "accuracy": share}}}

    assert list(falls(with_recall(0.9), with_recall(0.89))) == []
    assert len(list(falls(with_recall(0.9), with_recall(0.88)))) == len(MEASURES)
    assert len(list(falls(with_recall(0.9), {"rows": {}, "details": {}}))) == len(MEASURES)
    assert len(list(falls(with_strict(0.9), with_strict(0.88)))) == len(MEASURES)
    assert list(falls(with_roles(0.9, FEW), with_roles(0.88, FEW))) == ["date role: accuracy was 0.9, is 0.88"]
    assert list(falls(with_roles(0.9, FEW), {"rows": {}, "details": {}})) == ["date role: accuracy was 0.9, is None"]
    assert list(falls(with_roles(0.9, FEW - 1), with_roles(0.1, FEW - 1))) == []
