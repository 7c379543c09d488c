"""PDF text that is laid out to take long: runs without a blank, and blanks and hyphens without a word."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from tenderscan.document import Document
from tenderscan.readers import pdf
from tenderscan.readers.pdf.hyphens import PERHAPS_TORN, TORN, Mender
from tenderscan.readers.pdf.page import HYPHEN
from tenderscan.readers.pdf.writer import _Written
from tenderscan.settings import Limits
from tests.build import source
from tests.build_pdf import PdfBuilder

LONG = 100_000
LINEAR = 3.5
"""Times as long as for half the length, with room for chance; quadratic would be four times."""
AT_ONCE = 0.25
"""Seconds of processor time below which nothing can be said of ratios."""


def seconds(work: Callable[[], Any]) -> float:
    """The shorter of two measurements of processor time."""
    taken = []
    for _ in range(2):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def assert_linear(work: Callable[[int], Callable[[], Any]], length: int = LONG) -> None:
    half, whole = seconds(work(length // 2)), seconds(work(length))
    assert whole < max(LINEAR * half, AT_ONCE), (half, whole)


PATTERNS = ["a", "1", "-", ".", " ", "a-", "1.", "a.", "a'", ". ", "\n", "a\n", "_", "\u00ad", "(", "A", "\u2026", "a1"]
MARKS = [f"{HYPHEN}\nx", "-\nx", "\u00ad\n", f"{TORN}\nx", f"{PERHAPS_TORN}\nx 1", f"{HYPHEN}"]


@pytest.mark.parametrize("pattern", [*PATTERNS, *(f"a{mark}" for mark in MARKS), *(f"{mark} " for mark in MARKS)])
def test_mending_takes_linear_time(pattern: str) -> None:
    def work(length: int) -> Callable[[], Any]:
        run = pattern * (length // len(pattern))
        texts = [before + run + mark + run for before in ("", "a") for mark in MARKS]

        def mend() -> None:
            mender = Mender(texts)
            for text in texts:
                mender.mend(text)

        return mend

    assert_linear(work, LONG // 20)


@pytest.mark.parametrize("pattern", ["a", "-", "a-", "1", "."])
@pytest.mark.parametrize("mark", MARKS)
def test_mending_a_run_without_blanks(pattern: str, mark: str) -> None:
    def work(length: int) -> Callable[[], Any]:
        text = f"x{mark} " + pattern * (length // len(pattern))
        return lambda: Mender([text]).mend(text)

    assert_linear(work)


def test_looking_for_covers_takes_linear_time() -> None:
    def work(length: int) -> Callable[[], Any]:
        words = ["a"] * (length // 4) + ["b"]
        return lambda: _Written("a " * length + "ab").find(words, 0)

    assert_linear(work)


def test_covers_are_found_whatever_blanks_stand_between_their_words() -> None:
    text = "first the call\noff contract, then the call off\ncontract ends"
    found = [_Written(text).find(["call", "off", "contract"], place) for place in (0, 20)]
    assert [span.of(text) for span in found if span] == ["call\noff contract", "call off\ncontract"]
    assert _Written(text).find(["call", "on"], 0) is None
    assert _Written("broken to gether").find(["broken", "together"], 0) is None


@pytest.mark.parametrize("pattern", ["a", "-", "1", ".", " ", "a-", "1.", "a "])
def test_reading_a_page_of_one_run_takes_linear_time(pattern: str) -> None:
    def build(length: int) -> bytes:
        run = pattern * (length // len(pattern))
        builder = PdfBuilder().lines(72, 80, ["The contrac-", "tor pays."])
        return builder.run(72, 200, run).run(72, 260, f"{run} x-").build()

    def work(length: int) -> Callable[[], Document]:
        content = build(length)
        return lambda: pdf.read(content, source("hostile.pdf"), Limits())

    text = work(LONG)().text
    assert "The contractor pays." in text
    assert len(text) > LONG or not pattern.strip()
    assert_linear(work)
