"""How well a document matches: BM25, the same in every engine that lets us choose.

The title counts as text that was said several times, which is what BM25F comes to with one length for both.
"""

import math

TITLE_WEIGHT = 3
"""One word of the title is worth this many words of the text; a whole number, because engines store weights as such."""

# The usual constants (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.5).
_SATURATION = 1.2
_LENGTH_SHARE = 0.75


def rarity(documents: int, matching: int) -> float:
    """Weight of a term that `matching` of `documents` documents hold; positive even where all do."""
    return math.log(1 + (documents - matching + 0.5) / (matching + 0.5))


def bm25(occurrences: float, rare: float, length: int, average_length: float) -> float:
    """Score of one term in one document.

    Args:
        occurrences: how often it stands there, the title weighted.
        rare: `rarity` of the term.
        length: words of the document, title included.
        average_length: the same over all documents; 0 only where no document has words.
    """
    relative = length / average_length if average_length else 1.0
    return (
        rare
        * occurrences
        * (_SATURATION + 1)
        / (occurrences + _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * relative))
    )
