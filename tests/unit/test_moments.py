"""Moments as they are stored and shown."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tenderscan.moments import british, british_time, duration, parsed, roughly, stored

SUMMER = datetime(2026, 7, 1, 13, 5, 7, 250_000, tzinfo=UTC)
WINTER = datetime(2026, 12, 1, 13, 5, tzinfo=UTC)


@pytest.fixture
def _london(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system does not let a program choose its time zone")
    monkeypatch.setenv("TZ", "GMT0BST,M3.5.0/1,M10.5.0")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-07-01T13:05:07.250+00:00", SUMMER),
        ("2026-07-01T15:05:07.250+02:00", SUMMER),
        ("2026-07-01T13:05:07.250", SUMMER),
    ],
)
def test_a_moment_is_read_with_or_without_its_zone(text: str, moment: datetime) -> None:
    assert parsed(text) == moment


def test_a_moment_is_stored_in_utc() -> None:
    assert stored(SUMMER.astimezone(timezone(timedelta(hours=5)))) == "2026-07-01T13:05:07.250+00:00"
    assert len(stored(SUMMER)) <= 32, "what a column holds"


@pytest.mark.usefixtures("_london")
def test_people_see_their_own_time_as_the_british_write_it() -> None:
    assert os.environ["TZ"].startswith("GMT0BST")
    assert british(SUMMER) == "01/07/2026 14:05"
    assert british(WINTER) == "01/12/2026 13:05"
    assert british_time(SUMMER, SUMMER + timedelta(hours=3)) == "14:05"
    assert british_time(SUMMER, SUMMER + timedelta(hours=10)) == "01/07/2026 14:05", "it is the 2nd in London by then"


@pytest.mark.parametrize(
    ("seconds", "exact", "rough"),
    [
        (-3, "0.0 s", "1 s"),
        (0.04, "0.0 s", "1 s"),
        (3.44, "3.4 s", "3 s"),
        (9.99, "10 s", "10 s"),
        (59.4, "59 s", "59 s"),
        (59.7, "1 min 0 s", "1 min"),
        (200, "3 min 20 s", "3 min"),
        (3599.9, "1 h 0 min", "1 h 0 min"),
        (7500, "2 h 5 min", "2 h 5 min"),
    ],
)
def test_durations(seconds: float, exact: str, rough: str) -> None:
    assert (duration(seconds), roughly(seconds)) == (exact, rough)
