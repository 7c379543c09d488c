"""Boxes that people tick, as text that can be searched and read aloud."""

import re

EMPTY_BOX, TICKED_BOX = "\u2610", "\u2612"
"""Ballot boxes: the signs that Word's own check boxes show."""
_BOX = re.compile("(\\w?)([\u2610-\u2612\U0001f5f5\U0001f5f9\u2b1a\U0001f78f])[\ufe0e\ufe0f]?(?=(\\w?))")
_EMPTY = frozenset("\u2610\u2b1a\U0001f78f")


def boxes_as_text(text: str) -> str:
    """Ballot boxes as "[x]" and "[ ]", parted from a word they stand against: "[x] Yes [ ] No".

    A tick and a cross without a box stay as they are: they may mean yes and no, or be ornaments.
    """
    return text if text.isascii() else _BOX.sub(_box, text)


def _box(match: re.Match[str]) -> str:
    before, sign, behind = match.groups()
    return f"{before}{' ' * bool(before)}{'[ ]' if sign in _EMPTY else '[x]'}{' ' * bool(behind)}"
