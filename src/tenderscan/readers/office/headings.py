"""What counts as a heading: in Word files by style, level or look."""

_LONGEST = 160
_LONGEST_BOLD = 100
_WORDS = 12


def heading_level(text: str, level: int | None, *, title: bool, bold: bool) -> int | None:
    """Level of a heading, 0 for one that only looks like it, None for other text.

    Many contracts give whole clauses a heading style for the sake of its numbers; a sentence is not a heading.

    Args:
        text: of the paragraph, without its number.
        level: that its style or outline says, 0 or None for body text.
        title: whether it has the style of the document's title.
        bold: whether all of it is bold.
    """
    text = text.strip()
    words = len(text.split())
    if not any(sign.isalpha() for sign in text) or "\n" in text:
        return None
    sentence = text.endswith((".", ";", ",")) and words > _WORDS
    if title:
        level = level or 1
    if level:
        return None if sentence or len(text) > _LONGEST else level
    short = len(text) <= _LONGEST_BOLD and words <= _WORDS
    return 0 if bold and short and not text.endswith((".", ";", ",", ":")) else None
