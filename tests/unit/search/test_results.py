import pytest

from tenderscan.document import Span
from tenderscan.errors import QueryError
from tenderscan.index.engine import Entry
from tenderscan.query.filters import Vocabulary
from tenderscan.search import Results, search
from tests.build import document
from tests.unit.search.shelf import PlainShelf, engine_of

DOCUMENTS = {
    "big": document("Grounds maintenance. Contract value £2,000,000.", name="big.pdf", title="Big"),
    "small": document("Grounds maintenance. Contract value £90,000.", name="small.pdf", title="Small"),
    "blank": document("Grounds maintenance, grounds, grounds.", name="blank.pdf", title="Blank"),
    "other": document("Catering services.", name="other.pdf", title="Catering"),
    "empty": document(name="empty.pdf", title="Scanned letter"),
}
SHELF = PlainShelf(
    documents=DOCUMENTS,
    values={"big": 2_000_000, "small": 90_000, "other": 5_000_000},
    suppliers={"big": "hollins ltd"},
    places={"big": Span(36, 46)},
)


def ask(query: str, shelf: PlainShelf = SHELF, **options: int) -> Results:
    return search(query, engine=engine_of(shelf), shelf=shelf, **options)


# Query → ids that certainly match, ids that may.
LOGIC = [
    ("grounds", {"big", "small", "blank"}, set()),
    ("value:>£1m", {"big", "other"}, {"blank", "empty"}),
    ("grounds value:>£1m", {"big"}, {"blank"}),
    ("-value:>£1m", {"small"}, {"blank", "empty"}),
    ("grounds -value:>£1m", {"small"}, {"blank"}),
    ("grounds value:>£1m -value:unknown", {"big"}, set()),
    ("value:unknown", {"blank", "empty"}, set()),
    ("-value:unknown", {"big", "small", "other"}, set()),
    ("grounds OR value:>£1m", {"big", "small", "blank", "other"}, {"empty"}),
    ("value:>£1m OR -value:>£1m", {"big", "small", "other"}, {"blank", "empty"}),
    ("-(grounds value:>£1m)", {"small", "other", "empty"}, {"blank"}),
    ("-(-value:>£1m)", {"big", "other"}, {"blank", "empty"}),
    # Only value and date show their blanks.
    ("supplier:hollins", {"big"}, set()),
    ("-supplier:hollins", {"small", "blank", "other", "empty"}, set()),
    ("supplier:unknown value:>£1m", {"other"}, {"blank", "empty"}),
]


@pytest.mark.parametrize(("query", "certain", "possible"), LOGIC, ids=[query for query, _, _ in LOGIC])
def test_blanks_are_shown_behind_and_counted(query: str, certain: set[str], possible: set[str]) -> None:
    results = ask(query)
    assert {hit.sha256 for hit in results.hits if not hit.unknown} == certain
    assert {hit.sha256 for hit in results.hits if hit.unknown == ("value",)} == possible
    assert [bool(hit.unknown) for hit in results.hits] == sorted(bool(hit.unknown) for hit in results.hits)
    assert results.total == len(certain) + len(possible)
    assert results.unknown == ({"value": len(possible)} if possible else {})


def test_a_doubtful_hit_stands_behind_even_with_the_better_score() -> None:
    hits = ask("grounds value:>£1m").hits
    assert [hit.sha256 for hit in hits] == ["big", "blank"]
    assert hits[0].score < hits[1].score


def test_only_what_is_shown_is_loaded() -> None:
    shelf = PlainShelf(documents=DOCUMENTS)
    results = ask("grounds", shelf, limit=2)
    assert results.total == 3
    assert len(results.hits) == len(shelf.loaded) == 2


def test_a_hit_carries_what_people_need() -> None:
    (hit,) = ask("catering").hits
    assert (hit.title, hit.path, hit.buyer) == ("Catering", "packs/other.pdf", "Harrowmere Council")
    assert [(passage.page, passage.text, passage.marks) for passage in hit.passages] == [
        (1, "Catering services.", ((0, 8),))
    ]


def test_documents_the_catalogue_does_not_know_are_left_out() -> None:
    engine = engine_of(SHELF)
    with engine.write() as writer:
        writer.put(Entry("stale", "", "catering"))
    assert [hit.sha256 for hit in search("catering", engine=engine, shelf=SHELF).hits] == ["other"]


def test_a_filter_alone_shows_the_value() -> None:
    passages = next(hit for hit in ask("value:>£1m").hits if hit.sha256 == "big").passages
    assert [[passage.text[start:end] for start, end in passage.marks] for passage in passages] == [["£2,000,000"]]


def test_without_evidence_the_first_lines_are_shown() -> None:
    passages = next(hit for hit in ask("value:unknown").hits if hit.sha256 == "blank").passages
    assert [(passage.text, passage.marks) for passage in passages] == [("Grounds maintenance, grounds, grounds.", ())]


def test_a_word_of_the_title_shows_the_first_lines() -> None:
    (hit,) = ask("small").hits
    assert hit.passages[0].text.startswith("Grounds maintenance.")
    assert hit.passages[0].marks == ()


def test_a_document_without_text_has_no_passages() -> None:
    (hit,) = ask("scanned").hits
    assert hit.passages == ()


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("grounds zeppelin", ("zeppelin",)),
        ("grounds catering", ()),
        ("zeppelin OR airship*", ("zeppelin", "airship*")),
        ('"grounds zeppelin"', ("zeppelin",)),
        ('"maintenance grounds catering"', ('"maintenance grounds catering"',)),
        ("zeppelin -airship", ("zeppelin",)),
        ("grounds", ()),
    ],
)
def test_words_that_stand_nowhere_are_named(query: str, missing: tuple[str, ...]) -> None:
    assert ask(query).missing_words == missing


def test_a_wrong_query_is_an_error() -> None:
    with pytest.raises(QueryError, match="column 1"):
        search("type:itts", engine=engine_of(SHELF), shelf=SHELF, vocabulary=Vocabulary(types=("itt",), themes=()))
