"""The tagger takes linear time, also on texts that nobody writes."""

import time

import pytest

from tenderscan.document import BlockKind, Document, Properties
from tenderscan.readers.assemble import Assembler
from tenderscan.tagger.tagger import Tagger
from tests.build import source

SEEDS = [
    "1", "1+", "-", "(", "60%", "60% a ", "(60% a 40% b) ", "Price 60%\n", "a: 60%; ", "60/40 ", "quality/price ",
    "12 months ", "contract 12 months and ", "extend by 12 months ", "two further periods of ", "thirty-", "three (3) ",
    "1/1/26-", "1.1.26 to ", "1 and 2 May 2026 ", "1 and ", "contract reference ", "CPV codes: 45112700, ", "RM1234",
    "NT1 ", "notice UK4 ", "ABC-", "a/b.c-", "weighting: 60\n",
]  # fmt: skip
UNBROKEN = ["a", "A", "£1,234", "«X", "[Insert", "A.b.", "SupplierLtdCouncil", "“the”", "12months", "www.a.", "a@b."]
"""What a text without any blank may be made of."""
ENDLESS = [
    "contract value £1 ", "£5 per day ", "start date 1 May 2026 ", "term of 12 months ", "award of £1 to Acme Ltd and ",
    "the Supplier shall pay within 30 days ", "we will recruit 2 apprentices and ", "liability is capped at £1 and ",
    "social value of local people and ", "£1 plus VAT ",
    "Acme Ltd and the Supplier ", "Acme Ltd, ", "the Council and ", "Acme Ltd (the “Supplier”) ",
    "awarded to Acme Ltd and ", "from 1 May 2026 to 2 June 2027, ",
]  # fmt: skip
"""What a sentence without an end may be made of: phrases that say what a value is."""
COLUMNS = [
    ("Contract value {} (£)", "1000"), ("Price (£)", "£5.00"), ("Total {}", "1000"),
    ("Date of award {}", "1 May 2026"),
    ("Supplier {}", "Acme Ltd"), ("Weighting {}", "60%"), ("Apprentices {}", "12"), ("Term {}", "12 months"),
]  # fmt: skip
"""Heads and cells of which a row may have thousands."""
_LINEAR, _NOISE = 8, 0.1
"""Four times the text takes 4 times as long where time is linear, 16 times where it is quadratic; and seconds that say
nothing on a machine that does other things as well."""


@pytest.mark.parametrize("seed", UNBROKEN)
def test_a_page_without_a_blank(tagger: Tagger, seed: str) -> None:
    _assert_linear(tagger, _block(seed, 25_000), _block(seed, 100_000))


@pytest.mark.parametrize("seed", [*SEEDS, *ENDLESS])
def test_one_endless_sentence(tagger: Tagger, seed: str) -> None:
    _assert_linear(tagger, _block(seed, 25_000), _block(seed, 100_000))


@pytest.mark.parametrize(("head", "cell"), COLUMNS)
def test_a_row_of_two_thousand_columns(tagger: Tagger, head: str, cell: str) -> None:
    _assert_linear(tagger, _row(head, cell, 500), _row(head, cell, 2_000))


def test_a_register_of_two_thousand_columns(tagger: Tagger) -> None:
    heads, cells = ["Supplier name", "Payment date"], ["Acme Ltd", "01/04/2026"]
    short, long = (_table([[*heads, *["Amount"] * more], [*cells, *["5.00"] * more]]) for more in (498, 1_998))
    _assert_linear(tagger, short, long)


def _assert_linear(tagger: Tagger, short: Document, long: Document) -> None:
    """Compare the processor time of all the tagger does; the better of two runs where one says too much."""
    begun = _seconds(tagger, short)
    taken = _seconds(tagger, long)
    if taken >= _LINEAR * begun + _NOISE:
        begun, taken = min(begun, _seconds(tagger, short)), min(taken, _seconds(tagger, long))
    assert taken < _LINEAR * begun + _NOISE


def _block(seed: str, size: int) -> Document:
    assembler = Assembler(source("long.pdf"))
    assembler.begin_page(1)
    assembler.add(BlockKind.PARAGRAPH, (seed * (size // len(seed) + 1))[:size])
    return assembler.finish(Properties())


def _row(head: str, cell: str, columns: int) -> Document:
    return _table([[head.format(number) for number in range(columns)], [cell] * columns])


def _table(rows: list[list[str]]) -> Document:
    assembler = Assembler(source("wide.csv"))
    assembler.begin_page(1)
    assembler.add_table(rows)
    return assembler.finish(Properties())


def _seconds(tagger: Tagger, document: Document) -> float:
    begun = time.process_time()
    tagger.tag(document)
    return time.process_time() - begun
