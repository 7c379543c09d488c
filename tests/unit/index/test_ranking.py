from tenderscan.index.ranking import bm25, rarity


def test_a_term_that_every_document_holds_still_counts() -> None:
    assert 0 < rarity(10, 10) < rarity(10, 5) < rarity(10, 1)


def test_more_occurrences_count_more_but_less_and_less() -> None:
    once, twice, thrice = (bm25(times, 1.0, 100, 100.0) for times in (1, 2, 3))
    assert once < twice < thrice
    assert thrice - twice < twice - once


def test_a_short_document_counts_more() -> None:
    assert bm25(1, 1.0, 50, 100.0) > bm25(1, 1.0, 200, 100.0)


def test_documents_without_words_do_not_divide_by_zero() -> None:
    assert bm25(1, 1.0, 0, 0.0) > 0
