"""What every search engine must do; a class for each engine inherits `EngineContract`."""

import pickle
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenderscan.errors import IndexMissing, LibraryLocked
from tenderscan.index.engine import Engine, Entry, Ranked
from tenderscan.index.memory import MemoryEngine
from tenderscan.index.postings import inverted
from tenderscan.query.parse import parse
from tenderscan.query.tree import And, Ids, Node, Not, Or, Phrase, Prefix, Word
from tenderscan.text import ANALYSER_VERSION, stemmer_mark

DOCUMENTS = (
    Entry("a1", "Grounds maintenance contract", "The Contractor shall recruit two apprentices. Call-off under RM6263."),
    Entry("b2", "Award letter", "Grounds maintenance was awarded to Hollins Ltd for £1,200,000 on 31/12/2026."),
    Entry(
        "c3", "Specification", "Maintenance of the grounds. Call the duty officer; off peak. Apprenticeships, SV-12."
    ),
    Entry(
        "d4", "Catering", "The supplier\u2019s caf\u00e9 serves meals at \u00a32.5m a year. Terms and conditions apply."
    ),
    Entry("e5", "", ""),
)

# Text → ids that match, in any order.
QUERIES = [
    ("grounds", {"a1", "b2", "c3"}),
    ("grounds maintenance", {"a1", "b2", "c3"}),
    ('"grounds maintenance"', {"a1", "b2"}),
    ('"maintenance contract"', {"a1"}),
    ('"contract the"', set()),  # not from the title into the text
    ("contracts", {"a1"}),  # stemmed
    ('"contracts"', set()),  # a phrase is exact
    ("CONTRACTOR", {"a1"}),
    ("call-off", {"a1"}),
    ("call off", {"a1", "c3"}),
    ("sv-12", {"c3"}),
    ("sv-1*", {"c3"}),
    ("RM6263", {"a1"}),
    ("apprent*", {"a1", "c3"}),
    ("£1,200,000", {"b2"}),
    ("1200000", {"b2"}),
    ("31/12/2026", {"b2"}),
    ("£2.5m", {"d4"}),
    ("supplier's", {"d4"}),
    ("cafe", {"d4"}),
    ("caf\u00e9", {"d4"}),
    ("-grounds", {"d4", "e5"}),
    ("grounds -awarded", {"a1", "c3"}),
    ("-(grounds OR catering)", {"e5"}),
    ("awarded OR catering", {"b2", "d4"}),
    ("(awarded OR apprentices) -letter", {"a1"}),
    ("nowhere", set()),
    ("-nowhere", {"a1", "b2", "c3", "d4", "e5"}),
    ("nowhere OR grounds", {"a1", "b2", "c3"}),
    ('"terms and conditions"', {"d4"}),
    ('"conditions and terms"', set()),
    ('"the the"', set()),
    ('"grounds grounds"', set()),
    ('"a"', {"d4"}),
]

# A small vocabulary, so that words meet; some share stems, beginnings and codes.
VOCABULARY = [
    "tender",
    "tenders",
    "tendering",
    "sv-1",
    "sv-12",
    "caf\u00e9",
    "the",
    "31/12/2026",
    "contract",
    "contractor",
    "con_tract",
    "\ufdfa",  # folds to several words with blanks between them
    "\uff9e",  # folds to nothing
]
TEXTS = st.lists(st.sampled_from(VOCABULARY), max_size=8).map(" ".join)
ENTRIES = st.lists(st.tuples(TEXTS, TEXTS), max_size=6).map(
    lambda pairs: [Entry(f"id{number}", title, text) for number, (title, text) in enumerate(pairs)]
)
FORMS = st.sampled_from(
    ["tender", "tenders", "tendering", "sv-1", "sv-12", "cafe", "the", "31/12/2026", "contract", "no"]
)
LEAVES: st.SearchStrategy[Node] = st.one_of(
    FORMS.map(Word),
    st.lists(FORMS, max_size=3).map(lambda forms: Phrase(tuple(forms))),
    st.sampled_from(["te", "tender", "sv", "sv-", "con", "zz", "31/"]).map(Prefix),
    st.frozensets(st.sampled_from([f"id{number}" for number in range(7)])).map(Ids),
)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.lists(parts, max_size=3).map(lambda nodes: And(tuple(nodes))),
        st.lists(parts, max_size=3).map(lambda nodes: Or(tuple(nodes))),
        parts.map(Not),
    ),
    max_leaves=6,
)


def fill(engine: Engine, *entries: Entry) -> Engine:
    with engine.write() as writer:
        for entry in entries:
            writer.put(entry)
    return engine


def stopped_write(engine: Engine, entry: Entry, *, remove: str) -> None:
    with engine.write() as writer:
        writer.put(entry)
        writer.remove([remove])
        raise RuntimeError("stop")


def found(engine: Engine, query: str) -> set[str]:
    return {hit.id for hit in engine.search(parse(query))}


def rounded(hits: list[Ranked]) -> list[tuple[str, float]]:
    return sorted((hit.id, round(hit.score, 5)) for hit in hits)


def inverted_elsewhere(entry: Entry) -> Entry:
    """As from a worker process."""
    words = inverted(entry.title, entry.text)
    return replace(entry, inverted=pickle.loads(pickle.dumps(words)))


class EngineContract:
    """The tests; a subclass gives the fixture `make`, which returns a new, empty engine at each call."""

    @pytest.fixture
    def make(self) -> Callable[[], Engine]:
        raise NotImplementedError

    @pytest.mark.parametrize(("query", "expected"), QUERIES)
    def test_a_query_finds_exactly_these(self, make: Callable[[], Engine], query: str, expected: set[str]) -> None:
        assert found(fill(make(), *DOCUMENTS), query) == expected

    @pytest.mark.parametrize(("query", "expected"), QUERIES)
    def test_a_query_finds_the_same_in_what_was_inverted_elsewhere(
        self, make: Callable[[], Engine], query: str, expected: set[str]
    ) -> None:
        engine, other = fill(make(), *DOCUMENTS), fill(make(), *map(inverted_elsewhere, DOCUMENTS))
        assert found(other, query) == expected
        assert other.search(parse(query)) == engine.search(parse(query))

    def test_the_title_counts_more_than_the_text(self, make: Callable[[], Engine]) -> None:
        engine = fill(
            make(), Entry("text", "other words here", "lighting"), Entry("title", "lighting", "other words here")
        )
        assert [hit.id for hit in engine.search(Word("lighting"))] == ["title", "text"]

    def test_more_often_and_rarer_ranks_first(self, make: Callable[[], Engine]) -> None:
        engine = fill(
            make(),
            Entry("often", "", "tree tree tree road road"),
            Entry("once", "", "tree road road road road"),
            Entry("none", "", "road road road road road"),
        )
        assert [hit.id for hit in engine.search(parse("tree OR road"))] == ["often", "once", "none"]

    def test_ties_are_broken_by_id(self, make: Callable[[], Engine]) -> None:
        engine = fill(make(), *(Entry(id, "", "same words") for id in ("c", "a", "b")))
        assert [hit.id for hit in engine.search(Word("same"))] == ["a", "b", "c"]

    def test_ids_are_a_filter_without_a_score(self, make: Callable[[], Engine]) -> None:
        engine = fill(make(), *DOCUMENTS)
        chosen = And((Word("grounds"), Ids(frozenset({"b2", "unknown"}))))
        assert [hit.id for hit in engine.search(chosen)] == ["b2"]
        assert engine.search(Ids(frozenset({"e5"}))) == [Ranked("e5", 0.0)]

    @pytest.mark.parametrize(("tree", "every"), [(Phrase(()), True), (And(()), True), (Or(()), False)])
    def test_where_nothing_is_asked_for_all_or_none_match(
        self, make: Callable[[], Engine], tree: Node, every: bool
    ) -> None:
        engine = fill(make(), *DOCUMENTS)
        assert engine.search(tree) == [Ranked(entry.id, 0.0) for entry in DOCUMENTS if every]

    def test_words_of_another_stemmer_are_not_taken(self, make: Callable[[], Engine]) -> None:
        """A worker process on another machine may have another release of it."""
        entry = inverted_elsewhere(DOCUMENTS[0])
        assert entry.inverted is not None
        others = replace(entry.inverted, stems=entry.inverted.stems.replace(b"contract", b"contr"), stemmer=7)
        engine = fill(make(), replace(entry, inverted=others))
        assert found(engine, "contracts") == {"a1"}

    def test_a_filter_never_reaches_the_engine(self, make: Callable[[], Engine]) -> None:
        with pytest.raises(TypeError, match="filter"):
            fill(make(), *DOCUMENTS).search(parse("value:>1m"))

    def test_put_replaces(self, make: Callable[[], Engine]) -> None:
        engine = fill(make(), Entry("x", "old", "first"), Entry("x", "old", "second"), Entry("y", "", "second"))
        assert found(engine, "first") == set()
        assert found(engine, "second") == {"x", "y"}
        fill(engine, Entry("x", "new", "third"))
        assert found(engine, "second") == {"y"}
        assert found(engine, "third") == {"x"}
        assert engine.ids() == {"x", "y"}

    def test_remove(self, make: Callable[[], Engine]) -> None:
        engine = fill(make(), *DOCUMENTS)
        with engine.write() as writer:
            writer.put(Entry("f6", "Late", "grounds"))
            writer.remove(["a1", "f6", "not there"])
        assert found(engine, "grounds") == {"b2", "c3"}
        assert engine.ids() == {"b2", "c3", "d4", "e5"}
        fill(engine, DOCUMENTS[0])
        assert found(engine, "grounds") == {"a1", "b2", "c3"}

    def test_rarity_forgets_what_was_removed(self, make: Callable[[], Engine]) -> None:
        engine = fill(make(), *DOCUMENTS, Entry("z9", "", "meals meals"))
        with engine.write() as writer:
            writer.remove(["z9"])
        assert rounded(engine.search(Word("meals"))) == rounded(fill(make(), *DOCUMENTS).search(Word("meals")))

    def test_an_error_discards_everything(self, make: Callable[[], Engine]) -> None:
        engine = fill(make(), *DOCUMENTS)
        with pytest.raises(RuntimeError, match="stop"):
            stopped_write(engine, Entry("f6", "", "grounds"), remove="a1")
        assert engine.ids() == {entry.id for entry in DOCUMENTS}
        assert found(engine, "grounds") == {"a1", "b2", "c3"}
        fill(engine, Entry("f6", "", "grounds"))  # and the lock was given back
        assert found(engine, "grounds") == {"a1", "b2", "c3", "f6"}

    def test_an_error_in_the_first_write_leaves_no_index(self, make: Callable[[], Engine]) -> None:
        engine = make()
        with pytest.raises(RuntimeError, match="stop"):
            stopped_write(engine, DOCUMENTS[0], remove="nothing")
        assert engine.stamp() is None
        assert fill(engine, DOCUMENTS[1]).ids() == {"b2"}

    def test_before_the_first_write_the_index_is_missing(self, make: Callable[[], Engine]) -> None:
        engine = make()
        assert engine.stamp() is None
        with pytest.raises(IndexMissing):
            engine.search(Word("grounds"))
        with pytest.raises(IndexMissing):
            engine.ids()

    def test_an_empty_index_is_an_index(self, make: Callable[[], Engine]) -> None:
        engine = fill(make())
        stamp = engine.stamp()
        assert stamp is not None
        assert (stamp.analyser, stamp.stemmer) == (ANALYSER_VERSION, stemmer_mark())
        assert engine.ids() == frozenset()
        for query in ("grounds", '"grounds maintenance"', "gr*", "-grounds"):
            assert found(engine, query) == set()

    def test_clear(self, make: Callable[[], Engine]) -> None:
        engine = make()
        engine.clear()
        fill(engine, *DOCUMENTS)
        assert found(engine, "grounds")
        engine.clear()
        assert engine.stamp() is None
        with pytest.raises(IndexMissing):
            engine.search(Word("grounds"))
        assert fill(engine, DOCUMENTS[0]).ids() == {"a1"}

    def test_a_sound_index_passes_its_check(self, make: Callable[[], Engine]) -> None:
        engine = make()
        with pytest.raises(IndexMissing):
            engine.check()
        fill(engine)
        engine.check()
        fill(engine, *DOCUMENTS)
        engine.check()
        fill(engine, Entry("b2", "Replaced", "with fewer words, twice: words"))
        with engine.write() as writer:
            writer.remove(["c3"])  # and words that no other document holds
        engine.check()

    def test_a_closed_engine_opens_again(self, make: Callable[[], Engine]) -> None:
        engine = fill(make(), *DOCUMENTS)
        before = found(engine, "grounds")
        engine.close()
        assert found(engine, "grounds") == before != set()

    def test_a_second_writer_is_refused(self, make: Callable[[], Engine]) -> None:
        engine = fill(make(), *DOCUMENTS)
        with engine.write() as writer:
            writer.put(Entry("f6", "", "grounds"))
            with pytest.raises(LibraryLocked), engine.write():
                pass
            assert found(engine, "grounds") == {"a1", "b2", "c3"}  # a reader sees the state before
        assert found(engine, "grounds") == {"a1", "b2", "c3", "f6"}

    # Every example makes its own engines, and what breaks one engine is worth trying on the next.
    @settings(
        max_examples=80,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(entries=ENTRIES, tree=TREES, cut=st.integers(0, 6), removed=st.sets(st.sampled_from(["id0", "id3"])))
    def test_every_tree_finds_what_the_plain_engine_finds(
        self, make: Callable[[], Engine], entries: list[Entry], tree: Node, cut: int, removed: set[str]
    ) -> None:
        engine, plain = make(), MemoryEngine()
        for other in (engine, plain):
            fill(other, *entries[:cut])
            fill(other, *map(inverted_elsewhere, entries[cut:]))
            with other.write() as writer:
                writer.remove(removed)
        engine.check()
        assert engine.ids() == plain.ids()
        assert rounded(engine.search(tree)) == rounded(plain.search(tree))
