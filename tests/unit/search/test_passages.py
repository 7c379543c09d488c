import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenderscan.document import Block, BlockKind, Document, Page, Span
from tenderscan.query.parse import parse
from tenderscan.search.cutting import WIDTH
from tenderscan.search.occurrences import wanted
from tenderscan.search.passages import Passage, around, opening, passages
from tenderscan.text import words
from tests.build import document, source

FILLER = "The quick brown fox jumps over the lazy dog near the river bank. " * 8


def ask(document: Document, query: str, **options: int) -> tuple[Passage, ...]:
    return passages(document, wanted(parse(query)), **options)


def marked(passage: Passage) -> list[str]:
    return [passage.text[start:end] for start, end in passage.marks]


def seconds(work: Callable[[], object]) -> float:
    """The lesser of two runs, in processor time, which other programs do not add to."""
    times = []
    for _ in range(2):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def assert_sound(document: Document, passage: Passage) -> None:
    assert passage.text == passage.span.of(document.text)
    assert passage.text.strip()
    holding = [page for page in document.pages if page.span.contains(passage.span)]
    assert [page.number for page in holding][:1] == ([passage.page] if passage.page else [])
    ends = 0
    for start, end in passage.marks:
        assert ends <= start < end <= len(passage.text)
        ends = end


def test_a_passage_names_its_page_and_marks_its_words() -> None:
    (passage,) = ask(document("Nothing here.", "We recruit two apprentices a year."), "apprentice")
    assert (passage.page, passage.text, marked(passage)) == (2, "We recruit two apprentices a year.", ["apprentices"])


def test_without_pages_there_is_no_number() -> None:
    plain = Document(source(), "We recruit two apprentices.")
    (passage,) = ask(plain, "apprentice")
    assert (passage.page, passage.span) == (None, Span(0, 27))


def test_more_words_of_the_query_come_first() -> None:
    pages = document("Social events.", "Value for money.", "Our social value offer.")
    assert [passage.page for passage in ask(pages, "social value")] == [3, 1, 2]


def test_words_close_together_come_first() -> None:
    far = f"social {'word ' * 30}value"
    assert [passage.page for passage in ask(document(far, "social value"), "social value")] == [2, 1]


def test_a_rare_word_comes_before_a_frequent_one() -> None:
    pages = document(*["The contract."] * 5, "An apprentice.")
    assert ask(pages, "contract OR apprentice", limit=1)[0].page == 6


def test_a_heading_comes_first_and_brings_what_follows() -> None:
    pages = document("Apprentices are mentioned in passing here, among other things, as is the habit of such texts.",
                     ["# Apprentices", "Two a year will be taken on by the contractor."])  # fmt: skip
    first = ask(pages, "apprentices")[0]
    assert (first.page, first.text) == (2, "Apprentices\nTwo a year will be taken on by the contractor.")


def test_a_table_of_contents_comes_last() -> None:
    pages = document("Social value ........ 12", "Our offer has social words and some value in it.")
    assert [passage.page for passage in ask(pages, "social value")] == [2, 1]


def test_the_same_text_is_shown_once() -> None:
    pages = document(*["Apprentices: see  Annex 3."] * 4, "An apprentice is taken on.")
    assert [passage.page for passage in ask(pages, "apprentice")] == [1, 5]


def test_running_headers_come_last() -> None:
    text = "Grounds contract\nThe grounds are kept."
    blocks = (Block(BlockKind.HEADER, Span(0, 16)), Block(BlockKind.PARAGRAPH, Span(17, 38)))
    page = Document(source(), text, pages=(Page(1, Span(0, 38)),), blocks=blocks)
    assert [passage.text for passage in ask(page, "grounds", limit=1)] == ["The grounds are kept."]


def test_a_passage_does_not_run_into_the_footer() -> None:
    text = "We award it.\nAward letter\nPage 1"
    blocks = tuple(
        Block(kind, Span(start, end))
        for kind, start, end in ((BlockKind.PARAGRAPH, 0, 12), (BlockKind.FOOTER, 13, 25), (BlockKind.FOOTER, 26, 32))
    )
    page = Document(source(), text, pages=(Page(1, Span(0, 32)),), blocks=blocks)
    assert [passage.text for passage in ask(page, "award")] == ["We award it."]
    assert [passage.text for passage in ask(page, "award letter")] == ["We award it.", "Award letter"]


def test_a_later_passage_brings_what_the_first_lacks() -> None:
    pages = document("grounds maintenance", "grounds maintenance works", "one apprentice")
    assert {passage.page for passage in ask(pages, "grounds maintenance apprentice", limit=2)} == {1, 3}


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    (passage,) = ask(document(FILLER + "Two apprentices are taken on. " + FILLER), "apprentices")
    assert passage.text.startswith("Two apprentices are taken on. The quick")
    assert passage.text.endswith("bank.")
    assert WIDTH / 2 < len(passage.text) <= WIDTH


def test_text_without_sentences_is_cut_between_words() -> None:
    (passage,) = ask(document("word " * 200 + "apprentices " + "word " * 200), "apprentices")
    assert set(passage.text.split()) == {"word", "apprentices"}
    assert len(passage.text) <= WIDTH + 60


def test_text_without_blanks_is_cut_anywhere() -> None:
    (passage,) = ask(document("-" * 3000 + "apprentices" + "-" * 3000), "apprentices")
    assert marked(passage) == ["apprentices"]
    assert len(passage.text) <= WIDTH + 60


def test_a_phrase_over_a_page_break_is_marked_on_the_first_page() -> None:
    pages = document("Our social", "value offer")
    (passage,) = ask(pages, '"social value"')
    assert (passage.page, marked(passage)) == (1, ["social"])


def test_a_row_of_a_table_stays_together() -> None:
    text = "Supplier\tPrice\nHollins Ltd\t£1,200,000\nTarn Ltd\t£1,300,000"
    rows = [(0, 14), (15, 37), (38, 57)]
    blocks = tuple(Block(BlockKind.ROW, Span(start, min(end, len(text)))) for start, end in rows)
    page = Document(source(), text, pages=(Page(1, Span(0, len(text))),), blocks=blocks)
    (passage,) = ask(page, "hollins")
    assert passage.text.startswith("Hollins Ltd\t£1,200,000")


@pytest.mark.parametrize("query", ["absent", "-quick", "value:>1m"])
def test_nothing_to_look_for_gives_no_passages(query: str) -> None:
    assert ask(document(FILLER), query) == ()


def test_around_a_place_that_is_known() -> None:
    page = document(FILLER + "The value is £2m in all. " + FILLER)
    start = page.text.index("£2m")
    (passage,) = around(page, [Span(start, start + 3), Span(start, start + 2), Span(5, 5)])
    assert marked(passage) == ["£2m"]
    assert_sound(page, passage)


def test_the_opening_passes_over_running_headers() -> None:
    text = "Page header\nDear Sir or Madam"
    blocks = (Block(BlockKind.HEADER, Span(0, 11)), Block(BlockKind.PARAGRAPH, Span(12, 29)))
    page = Document(source(), text, pages=(Page(1, Span(0, 29)),), blocks=blocks)
    assert [passage.text for passage in opening(page)] == ["Dear Sir or Madam"]


@pytest.mark.parametrize("empty", [document(), document(" ", "\n")], ids=["no pages", "blank pages"])
def test_a_document_without_text_has_no_opening(empty: Document) -> None:
    assert opening(empty) == ()


def test_a_long_document_is_quick() -> None:
    paragraphs = [FILLER[: 300 + number % 100] + f"Contract {number} has social value." for number in range(2500)]
    pages = document(*(paragraphs[number : number + 6] for number in range(0, 2500, 6)))
    assert len(pages.text) > 900_000
    query = 'contract "social value" river'
    assert len(ask(pages, query)) == 3
    # Measured at a quarter; more than the whole means that somebody cuts the whole text into words.
    assert seconds(lambda: ask(pages, query)) < seconds(lambda: list(words(pages.text)))


@pytest.mark.parametrize(
    "unit",
    [
        "1,",
        "a-",
        "a'",
        "social.",
        "social value ",
        "((",
        "1",
        "social" + "." * 500,
        "social" + "_" * 40_000,
        "social 's's's ",
        "social social value ... ",
        "1,200,",
    ],
    ids=lambda unit: unit[:20],
)
def test_an_awkward_text_takes_time_in_proportion(unit: str) -> None:
    short, long = (Document(source(), unit * (size // len(unit)) + " end") for size in (80_000, 320_000))
    query = '1 a "social value" "social social social value" soc* end'
    # Four times the text: linear is 4, quadratic is 16. What takes next to no time cannot be told from noise.
    assert seconds(lambda: ask(long, query)) < 9 * max(seconds(lambda: ask(short, query)), 0.01)


@pytest.mark.parametrize("gap", [" " * 3, "_" * 60, " . " * 40, "." * 5_000, "\u2026" * 300], ids=len)
def test_a_phrase_across_a_gap_is_marked(gap: str) -> None:
    plain = Document(source(), f"Read this first. Social value{gap}weighting is ten. {FILLER}")
    (passage,) = ask(plain, '"value weighting"')
    assert_sound(plain, passage)
    assert passage.marks
    assert passage.text[slice(*passage.marks[0])].startswith("value")


WORDS = st.sampled_from(["tender", "value", "social", "1,200", "x" * 300, "-", ".", "the", "Hollins.", "\u00e9t\u00e9"])
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)
PAGES = st.lists(st.lists(PARAGRAPHS, min_size=1, max_size=3), max_size=4)
QUERIES = st.sampled_from(
    ["tender", "social value", '"social value" OR hollins', "1200", "the", "ten* été", "-tender value"]
)


@given(pages=PAGES, query=QUERIES, spans=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=3))
def test_passages_are_always_sound(pages: list[list[str]], query: str, spans: list[tuple[int, int]]) -> None:
    made = document(*pages)
    size = len(made.text)
    places = [Span(min(pair), max(pair)) for pair in spans if max(pair) <= size]
    for passage in (*ask(made, query), *around(made, places), *opening(made)):
        assert_sound(made, passage)
    assert all(passage.marks for passage in ask(made, query))
