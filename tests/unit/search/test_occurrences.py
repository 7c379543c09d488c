from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenderscan.query.parse import parse
from tenderscan.query.tree import Phrase, Prefix, Word
from tenderscan.search.occurrences import Term, find, missing_words, wanted
from tenderscan.text import stem, words

# Query, text, what is found in it.
ROWS = [
    ("apprentice", "Apprentices, APPRENTICE's; apprenticeships", ["Apprentices", "APPRENTICE's"]),
    ("policy", "Policies on policy, policing", ["Policies", "policy"]),
    ("hope", "hoping for hopes, hop", ["hoping", "hopes"]),
    ("reliable", "reliability and reliable, reliant", ["reliability", "reliable"]),
    ("die", "dying dies, a day dyed", ["dying", "dies"]),
    ("tie", "tying ties to tea", ["tying", "ties"]),
    ("sky", "skies and sky, skill", ["skies", "sky"]),
    ("cafe", "the Caf\u00e9, cafeteria, cafes", ["Caf\u00e9", "cafes"]),
    ("o'brien", "O\u2019Brien and O'Brien's, O Brien", ["O\u2019Brien", "O'Brien's"]),
    ("£1,200,000", "1200000 or £1,200,000, not 200,000 or 1,200,000.50", ["1200000", "1,200,000"]),
    ("£2.5m", "up to £2.5m or £12.5m, 2.5 m", ["2.5m", "2.5 m"]),
    ("1,200,000", "only 12,00,000 here", []),
    ("2", "Lots 1,2,3 and 1,200", ["2"]),
    ('"lots 1 2"', "Lots 1,2,3", ["Lots 1,2"]),
    ("12", "SV-12, 12.3, 112, 12 and (12)", ["12", "12"]),
    ("sv-12", "SV-12, SV-123, sv-12", ["SV-12", "sv-12"]),
    ("off", "call-off, office, off", ["off", "off"]),
    ("call-off", "Call-Off, call off, call, off; recall-off, call-offs", ["Call-Off", "call off", "call, off"]),
    ('"terms and conditions"', "Terms\nand\tconditions; terms & conditions", ["Terms\nand\tconditions"]),
    ('"supplier\'s staff"', "the supplier\u2019s staff, supplier staff", ["supplier\u2019s staff", "supplier staff"]),
    ('"social value"', "Social " + "_" * 60 + " value", ["Social " + "_" * 60 + " value"]),
    ('"aims 12"', "Aims" + " ." * 300 + " 12", ["Aims" + " ." * 300 + " 12"]),
    ('"o\'brien ltd"', "O'Brien Ltd", ["O'Brien Ltd"]),
    ("appren*", "Apprentice apprenticeships reapprentice", ["Apprentice", "apprenticeships"]),
    ("sv-*", "SV-12 SV 12 sv-A1", ["SV-12"]),
    ("31/12/2026", "on 31/12/2026.", ["31/12/2026"]),
    ("istanbul", "\u0130stanbul Istanbul", ["Istanbul"]),  # lower case of \u0130 is two characters
    ("a -b", "a b", ["a"]),
    ("the contract", "the contract", ["contract"]),
    ("the", "the contract", ["the"]),
]


@pytest.mark.parametrize(("query", "text", "expected"), ROWS, ids=[query for query, _, _ in ROWS])
def test_words_are_found_where_they_stand(query: str, text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in find(text, wanted(parse(query)))] == expected


# Query, what documents hold, what of the query is missing.
MISSING = [
    ("net-zero", {"net", "zero"}, ['"net zero"']),
    ("net-zero", {"net", "zero", "net zero"}, []),
    ("net-zero", {"zero"}, ["net"]),
    ('"apprentices"', set(), ["apprentices"]),
    ("net gro* -carbon net", set(), ["net", "gro*"]),
    ("net the", {"net"}, []),
]


@pytest.mark.parametrize(("query", "held", "expected"), MISSING)
def test_what_no_document_holds_is_named(query: str, held: set[str], expected: list[str]) -> None:
    def holds(term: Term) -> bool:
        return (" ".join(term.forms) if isinstance(term, Phrase) else term.form) in held

    assert list(missing_words(parse(query), holds)) == expected


PIECES = [
    "tender",
    "Tenders",
    "tendering",
    "SV-12",
    "sv-1",
    "12",
    "12.3",
    "1,200",
    "o'brien",
    "O\u2019Brien's",
    "caf\u00e9",
]
SEPARATORS = ["_" * 60, " . . " * 30, " ", "\n", "-", "/", ", ", "'", ".", "_", ""]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SEPARATORS)), max_size=12).map(
    lambda pairs: "".join(piece + separator for piece, separator in pairs)
)
FORMS = st.sampled_from(["tender", "sv-12", "sv-1", "12", "12.3", "1200", "obrien", "cafe", "tenders"])
TERMS: st.SearchStrategy[Term] = st.one_of(
    FORMS.map(Word),
    st.sampled_from(["te", "sv", "sv-", "12", "ca"]).map(Prefix),
    st.lists(FORMS, min_size=1, max_size=3).map(lambda forms: Phrase(tuple(forms))),
)


def plainly(text: str, term: Term) -> list[tuple[int, int]]:
    """What an engine matches, from all words of the text."""
    every = list(words(text))
    match term:
        case Word(form):
            return [(word.start, word.end) for word in every if stem(word.form) == stem(form)]
        case Prefix(form):
            return [(word.start, word.end) for word in every if word.form.startswith(form)]
        case Phrase(forms):
            size = len(forms)
            return [
                (every[first].start, every[first + size - 1].end)
                for first in range(len(every) - size + 1)
                if tuple(word.form for word in every[first : first + size]) == forms
            ]


@given(text=TEXTS, terms=st.lists(TERMS, min_size=1, max_size=3))
def test_what_is_found_is_what_an_engine_matches(text: str, terms: Sequence[Term]) -> None:
    for term in terms:
        found = {(one.start, one.end) for one in find(text, [term])}
        expected = set(plainly(text, term))
        assert found <= expected
        assert bool(found) == bool(expected)
