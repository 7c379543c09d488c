"""What may be promised, but was not read as a promise."""

import pytest

from tenderscan.catalogue.commitments import Papers, Promise
from tenderscan.commitments.unjudged import RULE, unread_sentences
from tenderscan.document import Span
from tenderscan.record import Evidence
from tests.build import document
from tests.unit.commitments.build import vow

PAPERS = Papers("a" * 64, "Bid", "/share/bid.pdf", None, wholly_read=True)


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("We will use 12 electric vans from the first day.", ["We will use 12 electric vans from the first day."]),
        (
            "Our team commits to 30% of new staff from two wards.",
            ["Our team commits to 30% of new staff from two wards."],
        ),
        (
            "Dear Sir. The Contractor shall spend £5,000 on tools. Yours.",
            ["The Contractor shall spend £5,000 on tools."],
        ),
        ("We’ll fit panels to 3 depots; they last.", ["We’ll fit panels to 3 depots; they last."]),
        # no number, no promise, a number that counts nothing
        ("We will use electric vans.", []),
        ("The depot has 12 electric vans.", []),
        ("We will comply with clause 4.", []),
        ("# We will use 12 electric vans", []),
    ],
)
def test_sentences_that_were_not_read(text: str, unread: list[str]) -> None:
    made = document([text])
    found = list(unread_sentences(PAPERS, made, []))
    assert [one.value.measure for one in found] == unread
    assert all(one.evidence.rule == RULE and one.evidence.page == 1 for one in found)
    assert all(one.evidence.span.of(made.text) == one.evidence.quote for one in found)


def test_a_sentence_of_which_a_commitment_was_made_is_read() -> None:
    made = document(["We will plant 40 trees. We will lend 3 vans."])
    start = made.text.index("40 trees")
    evidence = Evidence(Span(start, start + 8), "40 trees", 1, None, "commitment/trees", 0.9)
    read = [Promise(PAPERS, vow("40", "trees", "trees"), evidence)]
    assert [one.value.measure for one in unread_sentences(PAPERS, made, read)] == ["We will lend 3 vans."]
