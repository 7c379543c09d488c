"""What a document says of how much was read, and how far its words can be trusted."""

import pytest

from tenderscan.document import Confidence, Document, Notice, Outcome, Page, Source, Span

SOURCE = Source("a.pdf", "0" * 64, 1, "application/pdf")


def pages(*confidences: float | None) -> tuple[Page, ...]:
    return tuple(Page(number, Span(0, 4), confidence=one) for number, one in enumerate(confidences, start=1))


@pytest.mark.parametrize(
    ("confidences", "notices", "expected"),
    [
        ((), (), Confidence.GOOD),
        ((None, None), (), Confidence.GOOD),
        ((None, 0.95), (), Confidence.GOOD),
        ((0.95, 0.8), (), Confidence.FAIR),
        ((0.8, 0.3, None), (), Confidence.POOR),
        ((None, None), (Notice("text-layer-unusable", "Some words are torn.", 2),), Confidence.FAIR),
        ((None, 0.3), (Notice("text-layer-unusable", "Some words are torn.", 1),), Confidence.POOR),
    ],
)
def test_confidence_is_that_of_the_worst_page(
    confidences: tuple[float | None, ...], notices: tuple[Notice, ...], expected: Confidence
) -> None:
    assert Document(SOURCE, "text", pages(*confidences), notices=notices).confidence is expected


def test_nothing_read_has_no_confidence() -> None:
    assert Document(SOURCE, "", (Page(1, Span(0, 0), readable=False),)).confidence is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [("page-poor", Outcome.PARTLY), ("not-calculated", Outcome.PARTLY), ("recognised", Outcome.READ)],
)
def test_outcome_follows_from_the_notices(code: str, expected: Outcome) -> None:
    assert Document(SOURCE, "text", notices=(Notice(code, "A sentence."),)).outcome is expected
