"""How large a line is set, told from the boxes of its words.

The box of "name" is half as high as that of "Body" in the same type, so boxes alone would make every other line a
heading. Which letters reach up and which reach down is known, and so is by how much in common type.
"""

from collections.abc import Sequence
from statistics import median

from tenderscan.readers.ocr.port import Word

_X_HEIGHT, _CAP_HEIGHT, _DESCENT = 0.52, 0.72, 0.21
"""Of common type faces, for a type size of 1."""
_TALL = frozenset("bdfhijkltß§&@#£$€%!?()[]{}|/\\'\"‘’“”")
_DEEP = frozenset("gjpqyQ,;()[]{}|/\\§@")
_UNTOLD = frozenset("-–—_.=~^*+<>•·:°«»")
"""Characters whose height says nothing about the type."""


def measured(words: Sequence[Word]) -> tuple[float, float]:
    """Type size and base line, in pixels, of words whose boxes are drawn tightly around their letters."""
    told = [word for word in words if not _UNTOLD.issuperset(word.text)] or list(words)
    sizes, bases = [], []
    for word in told:
        tall = any(sign in _TALL or sign.isupper() or sign.isdigit() for sign in word.text)
        deep = any(sign in _DEEP for sign in word.text)
        rise, fall = _CAP_HEIGHT if tall else _X_HEIGHT, _DESCENT if deep else 0.0
        size = (word.bottom - word.top) / (rise + fall)
        sizes += [size] * len(word.text)
        bases += [word.bottom - fall * size] * len(word.text)
    return max(median(sizes), 1.0), median(bases)
