"""Lines of text: which line ends mean something, and which the width of a page has made.

A sentence that a program has cut into lines of 72 characters must be whole again before anything is found in it. A line
was cut where the first word of the next would not have fitted behind it.
"""

import re
from collections.abc import Iterator, Sequence

_NARROWEST, _WIDEST = 45, 160
"""Characters of the longest line of a paragraph that was cut into lines: shorter lines are addresses and forms, longer
ones are paragraphs that stand in one line each."""
_PAGE = 110
"""Characters that fit into a line of a printed page."""
BULLET = re.compile("(?:[•·●○■□▪▫►➢✓\u2022\u2023\u25aa\uf000-\uf0ff]|[-*–—+](?= )|o(?= {2,}|\t))[ \t]*")
_NUMBER = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5})[.)]|\(?[A-Z]\)|\d{1,3}(?:\.\d{1,3}){1,5}\.?)\s")
_LABEL = re.compile(r"[A-Z][\w /&'’()-]{1,40}:(?:\s|$)")
_LEADER = re.compile(r"[._]{4,}\s*\d{0,4}$|_{4,}|\.{6,}")
_DECORATION = re.compile(r"[\W_]+")
_OPEN_ADDRESS = re.compile(r"<https?://[^\s<>]*$")
"""The address of a web page that is cut in two, as mail programs write them behind links."""
_CUT_WORD = re.compile(r"[^\W\d_]-$")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Cllr|Cllrs|St|No|Nos|Co|Rev|Prof|approx|incl|e\.g|i\.e)\.$")
_ENDED = re.compile(r"[.:;?!”\"]['’)\]]?$")


def unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """The lines of one paragraph without the line ends that only the width of the page has made.

    Args:
        lines: without their ends, none of them blank.
    """
    lines = [line.strip() for line in lines]
    width = max(map(len, lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        yield from lines
        return
    parts: list[str] = []
    for line in lines:
        if parts and not _continues(parts[-1], line, width):
            yield _joined(parts)
            parts = []
        parts.append(line)
    if parts:
        yield _joined(parts)


def begins_item(line: str) -> bool:
    """Whether a line begins with a bullet or number of a list."""
    return bool(BULLET.match(line) or _NUMBER.match(line))


def double_spaced(paragraphs: Sequence[str]) -> int:
    """Width of the lines of a text that has a blank line behind each line of the page; 0 for all other texts.

    So come texts out of PDF converters: nearly all paragraphs are lines of one width, and many end in mid-sentence.
    """
    lines = [text for text in paragraphs if "\n" not in text]
    wide = sorted(len(line) for line in lines if len(line) >= _NARROWEST)
    if len(lines) < 0.9 * len(paragraphs) or len(wide) < 10:
        return 0
    unended = sum(len(line) >= _NARROWEST and not _is_ended(line) for line in lines)
    # a few lines may be longer: those of tables, and addresses of web pages
    width = wide[len(wide) * 9 // 10]
    return width if unended > 0.4 * len(wide) and width <= _WIDEST else 0


def goes_on(line: str, following: str, width: int) -> bool:
    """Whether a paragraph of a double-spaced text goes on in the following one."""
    if _is_ended(line) or begins_item(following) or _DECORATION.fullmatch(following) or len(line) > _WIDEST:
        return False
    if following[0].islower():
        return len(line) >= width // 2
    return len(line) >= max(0.8 * width, _NARROWEST)


def joined_lines(parts: Sequence[str]) -> str:
    """Lines that belong together as one."""
    return _joined(list(parts))


def _continues(line: str, following: str, width: int) -> bool:
    if _OPEN_ADDRESS.search(line):
        return True
    if begins_item(following) or _LEADER.search(line) or _LEADER.search(following):
        return False
    if _LABEL.match(following) and _is_ended(line):
        return False
    if _DECORATION.fullmatch(following) or _DECORATION.fullmatch(line):
        return False
    # lines wider than a page are mostly paragraphs that stand in one line each
    return _is_full(line, following, width) and not (width > _PAGE and _is_ended(line))


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line would not have fitted."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _is_ended(line: str) -> bool:
    """Whether a line ends as sentences do, and not with an abbreviation or within brackets."""
    if not _ENDED.search(line) or line.count("(") > line.count(")"):
        return False
    return not _ABBREVIATION.search(line)


def _joined(parts: list[str]) -> str:
    text = parts[0]
    pieces = [text]
    for line in parts[1:]:
        # "call-" and "off": whether the hyphen belongs to the word cannot be told, so it stays
        cut = _CUT_WORD.search(pieces[-1]) and line[0].isalpha() and not line.startswith(("and ", "or ", "to "))
        pieces.append(line if cut or _OPEN_ADDRESS.search(pieces[-1]) else " " + line)
    return "".join(pieces)
