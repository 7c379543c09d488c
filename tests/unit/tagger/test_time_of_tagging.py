"""The components take linear time, also on texts that nobody writes."""

import time
from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from tenderscan.document import BlockKind, Document, Properties
from tenderscan.readers.assemble import Assembler
from tenderscan.tagger.tagger import Tagger
from tests.build import source

COMPONENTS = ("tenderscan_dates", "tenderscan_terms", "tenderscan_references", "tenderscan_weightings")
SEEDS = [
    "1", "1+", "-", "(", "60%", "60% a ", "(60% a 40% b) ", "Price 60%\n", "a: 60%; ", "60/40 ", "quality/price ",
    "12 months ", "contract 12 months and ", "extend by 12 months ", "two further periods of ", "thirty-", "three (3) ",
    "1/1/26-", "1.1.26 to ", "1 and 2 May 2026 ", "1 and ", "contract reference ", "CPV codes: 45112700, ", "RM1234",
    "NT1 ", "notice UK4 ", "ABC-", "a/b.c-", "weighting: 60\n",
]  # fmt: skip
_NOISE = 0.15
"""Seconds that say nothing on a machine that does other things as well."""


@pytest.mark.parametrize("seed", SEEDS)
def test_four_times_the_text_takes_no_more_than_about_four_times_as_long(tagger: Tagger, seed: str) -> None:
    short, long = (min(_seconds(tagger, _block(seed, size)) for _ in range(2)) for size in (25_000, 100_000))
    # Linear is 4, quadratic is 16.
    assert long < 9 * short + _NOISE


def _block(seed: str, size: int) -> Document:
    assembler = Assembler(source("long.pdf"))
    assembler.begin_page(1)
    assembler.add(BlockKind.PARAGRAPH, (seed * (size // len(seed) + 1))[:size])
    return assembler.finish(Properties())


def _seconds(tagger: Tagger, document: Document) -> float:
    """Processor time that the components of this family spend on a document."""
    spent = [0.0]

    def timed(component: Callable[[Doc], Doc]) -> Callable[[Doc], Doc]:
        def run(doc: Doc) -> Doc:
            begun = time.process_time()
            result = component(doc)
            spent[0] += time.process_time() - begun
            return result

        return run

    with pytest.MonkeyPatch.context() as patch:
        pipes = tagger._nlp._components
        patch.setattr(
            tagger._nlp, "_components", [(name, timed(pipe) if name in COMPONENTS else pipe) for name, pipe in pipes]
        )
        tagger.tag(document)
    return spent[0]
