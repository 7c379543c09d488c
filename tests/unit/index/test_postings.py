import pickle
import sys
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tenderscan.index.engine import Inverted
from tenderscan.index.packed import NotPacked, pack, unpack
from tenderscan.index.postings import inverted, together, unpack_sequence
from tenderscan.text import stem, stemmer_mark, words

# Letters, digits and all that may stand in a word, or just not.
TEXTS = st.one_of(st.text(max_size=60), st.text("abA1290.,/-_'\u2019\u0301\u00e9\ufdfa\uff9e\u0663 \n", max_size=60))


def forms(document: Inverted) -> list[str]:
    return document.forms.decode("utf-8").split("\n") if len(document.weights) > 1 else []


@given(title=TEXTS, text=TEXTS)
@example(
    title="1,200,000.50", text="1,2,300 1,200,30 lots 1,2,3 a-a-a-1 SV-12 45112700-2 don't 31/12/2026 snake_case-9"
)
@example(title="\uff9e", text="")
@example(title="", text="3.\u0664 3..4 a--b x'y'z O\u2019Neil\u2019s \u0660,\u0661\u0662\u0663")
def test_words_are_those_of_the_text(title: str, text: str) -> None:
    document = inverted(title, text)
    lines = forms(document)
    in_title, in_text = unpack_sequence(document.sequence)
    assert [lines[line - 1] for line in in_title] == [word.form for word in words(title)]
    assert [lines[line - 1] for line in in_text] == [word.form for word in words(text)]
    assert len(set(lines)) == len(lines)
    assert document.length == len(in_title) + len(in_text)
    weights = Counter([lines[line - 1] for line in in_title] * 3 + [lines[line - 1] for line in in_text])
    assert list(unpack(document.weights)) == [weights[form] for form in lines]
    assert document.stems.decode("utf-8").split("\n")[: len(lines)] == [stem(form) for form in lines]


def test_no_word_holds_a_line_break() -> None:
    """Words are stored a line each."""
    everything = " ".join(map(chr, (n for n in range(sys.maxunicode + 1) if chr(n).isalnum())))
    assert not any("\n" in word.form for word in words(everything))


def test_a_document_goes_from_process_to_process_as_a_few_bytes() -> None:
    document = inverted("Award letter", "letter to Hollins " * 100)
    handed = pickle.dumps(document)
    assert pickle.loads(handed) == document
    assert len(handed) < 700


def test_stems_gather_their_forms() -> None:
    document = inverted("tender", "tenders tendering")
    assert (document.forms, document.stems) == (b"tender\ntenders\ntendering", b"tender\ntender\ntender")
    assert list(unpack(document.weights)) == [3, 1, 1]


def test_a_document_says_what_made_its_stems(monkeypatch: pytest.MonkeyPatch) -> None:
    assert inverted("a", "b").stemmer == stemmer_mark()
    monkeypatch.setattr("tenderscan.text.stem", lambda form: {"internal": "intern"}.get(form, stem(form)))
    assert stemmer_mark.__wrapped__() != stemmer_mark()


# Title, text, phrase → how often, the title weighted.
PHRASES = [
    ("", "a b a b", "a b", 2),
    ("a b", "a b", "a b", 4),
    ("a", "b", "a b", 0),  # not from the title into the text
    ("", "a a a", "a a", 2),
    ("b a", "c", "a b", 0),
    ("a " * 300, "b", "a a", 3 * 299),
    ("", " ".join(f"w{n}" for n in range(70_000)), "w69998 w69999", 1),
    # In two bytes each, these are 1, 257, 1: half of one and half of the next look like 257 too.
    ("", " ".join(f"w{n}" for n in range(257)) + " w0 w256 w0 w256", "w256 w256", 0),
    ("", " ".join(f"w{n}" for n in range(257)) + " w0 w256 w0 w256", "w0 w256", 2),
]


@pytest.mark.parametrize(("title", "text", "phrase", "weight"), PHRASES)
def test_phrases_are_counted_in_the_sequence(title: str, text: str, phrase: str, weight: int) -> None:
    document = inverted(title, text)
    lines = forms(document)
    assert together(document.sequence, [lines.index(word) + 1 for word in phrase.split()]) == weight


@given(
    text=st.lists(st.sampled_from([f"w{n}" for n in (0, 1, 2, 255, 256, 257, 258)]), max_size=40),
    phrase=st.lists(st.sampled_from(["w0", "w1", "w255", "w256", "w257"]), min_size=1, max_size=3),
)
def test_phrases_are_found_where_they_stand(text: list[str], phrase: list[str]) -> None:
    everything = [f"w{n}" for n in range(300)] + text
    document = inverted("", " ".join(everything))
    lines = forms(document)
    size = len(phrase)
    expected = sum(everything[at : at + size] == phrase for at in range(len(everything)))
    assert together(document.sequence, [lines.index(word) + 1 for word in phrase]) == expected


@pytest.mark.parametrize("sequence", [b"", b"X\0\0", b"H\0", b"B", b"B\5\0", b"B\1\1\1"])
def test_what_is_no_sequence_is_refused(sequence: bytes) -> None:
    with pytest.raises(NotPacked):
        unpack_sequence(sequence)


def test_a_line_that_the_document_cannot_have_is_refused() -> None:
    with pytest.raises(NotPacked, match="does not have"):
        together(pack([0, 0, 1, 2]), [1, 300])
