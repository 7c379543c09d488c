"""The lines of a strand joined into paragraphs, headings and list items.

A paragraph ends where the eye sees it end: a gap wider than between its lines, another type size, a list mark, a line
that breaks off although the next word would have fitted, an indent.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from tenderscan.document import BlockKind
from tenderscan.readers.pdf.layout import BULLETS, PageLayout, Strand, TextLine
from tenderscan.readers.pdf.page import HYPHEN

_BULLET_MARK = re.compile(rf"[{BULLETS}\uf000-\uf0ff](?=\s|\w|$)|[-\u2013\u2014*o](?=\s)")
_NUMBER_MARK = re.compile(
    r"""(?:\d{1,3}(?:\.\d{1,3})+\.?          # 2.4, 2.4.1.
    |\d{1,3}[.)]                            # 2. 2)
    |\(?(?:[a-z]{1,2}|[ivxl]{1,5}|\d{1,2})\) # (a) aa) (iv) (2)
    |\(?[A-Z]\)                             # (A) A)
    |[A-H]\.(?=\s+[A-Z][a-z])               # A. Scope; later letters are initials of people
    |(?:[a-z]|[ivx]{2,5})\.(?=\s+["\u201c]?[A-Z]) # a. Notices, iv. Costs
    )(?=\s)""",
    re.VERBOSE,
)
_CAPTIONED = re.compile(
    r"(?:schedule|appendix|annex|annexe|part|section|attachment|lot|chapter|article|stage)\s+(?:\d+|[A-Z]|[ivxl]+)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;:,!?][\"'\u2019\u201d)]*$")
_ITEM_END = re.compile(r"(?:[.;:,!?][\"'\u2019\u201d)]*|\b(?:and|or))$")
_STOP = re.compile(r"[.;:!?][\"'\u2019\u201d)\]]*$")
_LONGEST_MARK = 7
"""Characters of the longest mark, "(xviii)": each holds a point or a bracket."""
_LAST_OF_SENTENCE = frozenset(".;:,!?\"'\u2019\u201d)]")
_LONGEST_OPEN_END = 6
"""Characters of the longest of the words below, and one before it."""
_OPEN_END = re.compile(
    r"(?:\b(?:a|an|and|as|at|by|for|from|in|is|its|of|on|or|shall|that|the|their|this|to|which|with)|[,&])$"
)
"""Words that end no sentence and no title."""
_LABEL = re.compile(r"[A-Z][\w' /]{1,24}:(?:\s|$)")
_BRACKET = re.compile(r"[()\[\]\u00ab\u00bb]")
_OPENING = {")": "(", "]": "[", "\u00bb": "\u00ab"}
_ADDRESS = re.compile(r"(?:www\.|https?:)|\S+@|[a-z][\w.-]*\.(?:com|org|net|gov|co)\b")
_DEPTH = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_SAME_SIZE = 0.12
"""Part of its height by which a line may be higher or lower than the one before and still be of its size."""
_OTHER_SIZE = 0.35
"""The same where the words tell that a sentence goes on."""
_PITCH_SLACK = 0.28
"""Line heights by which lines of one paragraph may stand further apart than usual."""
_WIDEST_PITCH = 2.2
_LONGEST_HEADING = 160
_LARGER = 1.13
"""Times the running text's height from which a line is set larger."""
_LARGEST_STEP = 40.0
"""Points by which a line may begin further in or out although it goes on with the sentence before."""
_MOST_OF_LINE = 0.7
"""Part of the column's width from which a line without a full stop is one that was wrapped early."""
_LONG_LINE = 40
_SHORT_LABEL = 30


@dataclass(frozen=True, slots=True)
class Style:
    """How the running text of a document is set.

    Attributes:
        height: of its line box, in points.
        pitch: distance from line to line within a paragraph, in line heights.
        bold: whether running text is bold.
    """

    height: float
    pitch: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of one block.

    Attributes:
        kind: what it is.
        text: with line breaks where its lines ended.
        height: of its line box, in points.
        level: of a numbered heading or list item, 0 where unknown.
    """

    kind: BlockKind
    text: str
    height: float
    level: int = 0


def style_of(pages: Iterable[PageLayout]) -> Style:
    """The style that most characters outside of tables have."""
    heights: Counter[float] = Counter()
    weights: Counter[bool] = Counter()
    pitches: list[float] = []
    for page in pages:
        for part in page.parts:
            if isinstance(part, Strand):
                _count(part, heights, weights, pitches)
    height = heights.most_common(1)[0][0] if heights else 12.0
    pitches.sort()
    # the smaller distances are those within paragraphs
    pitch = pitches[len(pitches) // 4] if pitches else 1.0
    return Style(height, min(max(pitch, 0.9), 2.1), weights[True] > weights[False])


def _count(strand: Strand, heights: Counter[float], weights: Counter[bool], pitches: list[float]) -> None:
    before: TextLine | None = None
    for line in filter(attrgetter("upright"), strand.lines):
        length, height = len(line.text), line.height
        heights[round(height * 2) / 2] += length
        weights[line.bold] += length
        if before and length > 30 and height > 0:
            pitch = (line.top - before.top) / height
            if 0.7 < pitch < 2.3:
                pitches.append(pitch)
        before = line


def paragraphs(strand: Strand, right: float, style: Style) -> list[Paragraph]:
    """The paragraphs of a strand.

    Args:
        strand: lines in reading order.
        right: right margin of the page's text.
        style: of the document's running text.
    """
    groups: list[list[TextLine]] = []
    for run in _runs(strand.lines):
        edge = _right_edge(run, right)
        groups.append([run[0]])
        for line in run[1:]:
            if _belongs(groups[-1], line, edge, style):
                groups[-1].append(line)
            else:
                groups.append([line])
    return [_paragraph(group, style) for group in groups]


def _runs(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines of nearly one type size; a line that ends in a hyphen takes the next along."""
    runs = [[lines[0]]]
    height_before = lines[0].height
    for before, line in pairwise(lines):
        height = line.height
        same_size = abs(height_before - height) <= _SAME_SIZE * height
        if same_size or before.text.endswith(HYPHEN) or _is_same_text(before, line):
            runs[-1].append(line)
        else:
            runs.append([line])
        height_before = height
    return runs


def _is_same_text(before: TextLine, line: TextLine) -> bool:
    """Whether a line goes on with the sentence before it although the type at its beginning has another size."""
    return (
        abs(before.height - line.height) <= _OTHER_SIZE * line.height
        and not before.bold
        and not line.bold
        and (line.text[0].islower() or _closes_bracket([before], line))
        and not _stops(before.text)
        and not _mark(line.text)
    )


def right_margins(page: PageLayout) -> list[float]:
    """For each part of a page, how far right its text could go: to the margin, or to what stands beside it."""
    margin = max((part.box.x1 for part in page.parts if isinstance(part, Strand)), default=page.width)
    boxes = [part.box for part in page.parts]
    margins = []
    for _, top, x1, bottom in boxes:
        beside = [left for left, upper, _, lower in boxes if left >= x1 and upper < bottom and lower > top]
        margins.append(min(beside) - 6 if beside else margin)
    return margins


def _right_edge(lines: Sequence[TextLine], right: float) -> float:
    """Where the column ends: where many of its own lines do, else where the page's text does."""
    ends = [line.x1 for line in lines]
    own = max(ends)
    if len(lines) < 4:
        return max(own, right)
    near = own - 0.12 * (own - min([line.x0 for line in lines]))
    reach = sum([end >= near for end in ends])
    return own if reach >= 0.4 * len(lines) else max(own, right)


def _belongs(group: Sequence[TextLine], line: TextLine, edge: float, style: Style) -> bool:
    """Whether a line goes on with the paragraph above it."""
    before = group[-1]
    if not line.upright:
        return True
    if before.text.endswith(HYPHEN):
        return not _mark(line.text)
    height = max(line.height, 1.0)
    pitch = (line.top - before.top) / height
    if pitch > style.pitch + _PITCH_SLACK:
        # a passage set wider than the rest of the document
        goes_on = line.text[:1].islower() and not _stops(before.text) and not _mark(line.text)
        return goes_on and pitch <= _WIDEST_PITCH and not _is_short(before, line, edge)
    if _mark(line.text) and _marks_here(group, line, edge):
        return False
    short, step = _is_short(before, line, edge), _is_indented(group, line)
    if not short and not step:
        return True
    if _runs_on(group, line):
        return not step or abs(line.x0 - before.x0) <= _LARGEST_STEP
    if not short or before.bold != line.bold:
        return False
    return (
        _is_centred_pair(before, line, edge)
        or _is_heading_pair(group, line, edge, style)
        or _is_ragged(group, line, edge)
    )


def _runs_on(group: Sequence[TextLine], line: TextLine) -> bool:
    """Whether the words of two lines tell that they are of one sentence, however short the first is."""
    before = group[-1].text
    if _stops(before) or _has_leader(before) or _ADDRESS.match(line.text):
        return False
    if _closes_bracket(group, line):
        return True
    begins_small = line.text[0].islower()
    if group[-1].bold != line.bold or before.isupper():
        # a label or heading and what it is about
        return False
    if begins_small or before.endswith(",") or len(before) <= _SHORT_LABEL:
        return begins_small
    return bool(_OPEN_END.search(before, len(before) - _LONGEST_OPEN_END))


def _closes_bracket(group: Sequence[TextLine], line: TextLine) -> bool:
    """Whether a line begins with the rest of a bracket: "[Insert" and "name]"."""
    bracket = _BRACKET.search(line.text)
    opening = _OPENING.get(bracket.group()) if bracket else None
    if not bracket or not opening:
        return False
    text = "".join(other.text for other in group)
    return text.count(opening) > text.count(bracket.group())


def _is_heading_pair(group: Sequence[TextLine], line: TextLine, edge: float, style: Style) -> bool:
    """Whether a line goes on with the heading above it."""
    before = group[-1]
    if (
        len(group) > 2
        or abs(before.height - line.height) > 0.04 * line.height
        or abs(before.x0 - line.x0) > 4
        or before.text.isupper() != line.text.isupper()
        or _ends_sentence(before.text)
        or _CAPTIONED.match(line.text)
        or _mark(line.text)
        or sum(len(other.text) for other in group) + len(line.text) > _LONGEST_HEADING
    ):
        return False
    larger = line.height > _LARGER * style.height
    # short lines below each other are several headings or, in the size of the text, labels
    filled = (before.x1 - before.x0) / max(edge - before.x0, 1.0)
    return (larger and filled > 0.35) or (before.bold and not style.bold and filled > 0.5)


def _is_ragged(group: Sequence[TextLine], line: TextLine, edge: float) -> bool:
    """Whether a line was wrapped early, as before words that are kept together."""
    before = group[-1]
    if len(before.text) < _LONG_LINE or not (before.text[-1].isalpha() or before.text[-1] == ","):
        return False
    if _LABEL.match(line.text):
        return False
    aligned = abs(before.x0 - line.x0) < 3 or (len(group) == 1 and bool(_mark(before.text)) and line.x0 > before.x0)
    return aligned and before.x1 - before.x0 > _MOST_OF_LINE * (edge - before.x0)


def _mark(text: str) -> re.Match[str] | None:
    # most lines begin like neither, which is told without the patterns
    if not text[:1].isalnum() or text[0] == "o":
        found = _BULLET_MARK.match(text)
        if found:
            return found
    begin = text[:_LONGEST_MARK]
    return _NUMBER_MARK.match(text) if "." in begin or ")" in begin else None


def _has_leader(text: str) -> bool:
    """Whether there are the dots that lead to a page number."""
    return "...." in text or ". . . . " in text or "\u2026\u2026" in text


def _ends_sentence(text: str) -> bool:
    return text[-1:] in _LAST_OF_SENTENCE and bool(_SENTENCE_END.search(text))


def _stops(text: str) -> bool:
    return text[-1:] in _LAST_OF_SENTENCE and bool(_STOP.search(text))


def _marks_here(group: Sequence[TextLine], line: TextLine, edge: float) -> bool:
    """Whether the mark that a line begins with is one, and not a number that happened to come first on the line."""
    if _BULLET_MARK.match(line.text):
        return True
    if _is_short(group[-1], line, edge):
        return True
    body = group[1] if len(group) > 1 else group[0]
    if body.x0 > line.x0 + 4 or _ITEM_END.search(group[-1].text):
        return True
    # among the lines of an item that do not hang, "(90)" may be a number of its sentence
    return len(group) == 1 and bool(_mark(group[0].text))


def _is_short(before: TextLine, line: TextLine, edge: float) -> bool:
    """Whether the first word of a line would have fitted on the line before it."""
    words = line.text.split(None, 1)
    if not words:
        return False
    size = (line.x1 - line.x0) * (len(words[0]) + 1) / len(line.text)
    return before.x1 + size < edge - 0.35 * line.height


def _is_centred_pair(before: TextLine, line: TextLine, edge: float) -> bool:
    """Whether two short lines have one middle and one weight, as the lines of a centred title."""
    same_middle = abs((before.x0 + before.x1) - (line.x0 + line.x1)) < 4
    return same_middle and before.bold and line.bold and abs(before.x0 - line.x0) > 4 and edge - line.x1 > 20


def _is_indented(group: Sequence[TextLine], line: TextLine) -> bool:
    """Whether a line begins further in than the paragraph's, or further out than its hanging lines."""
    body = group[1:] or group
    step = line.x0 - min([other.x0 for other in body])
    if len(group) == 1:
        # the second line of a paragraph may hang, or follow an indented first line
        return step > 4 and not _mark(group[0].text) and _ends_sentence(group[0].text)
    return step > 8 or step < -8


def _paragraph(group: Sequence[TextLine], style: Style) -> Paragraph:
    text = "\n".join(line.text for line in group)
    height = group[0].height
    if _is_heading(group, text, style):
        return Paragraph(BlockKind.HEADING, text, height, _depth(text) or 1)
    if _mark(text):
        return Paragraph(BlockKind.LIST_ITEM, text, height, _depth(text))
    return Paragraph(BlockKind.PARAGRAPH, text, height)


def _is_heading(group: Sequence[TextLine], text: str, style: Style) -> bool:
    if (
        not group[0].upright
        or len(group) > 3
        or len(text) > _LONGEST_HEADING
        or not any(map(str.isalpha, text))
        or _has_leader(text)
    ):
        return False
    if len(text) < _SHORT_LABEL and (text.count("[") != text.count("]") or text.count("(") > text.count(")")):
        # "[Insert" and what else is marked in a form
        return False
    ends_like_text = not text.endswith(":") and _ends_sentence(text)
    if ends_like_text or _BULLET_MARK.match(text):
        return False
    larger = min([line.height for line in group]) > _LARGER * style.height
    bold = not style.bold and all(line.bold for line in group)
    captioned = bool(_CAPTIONED.match(text)) and len(text) < 90
    capitals = text.isupper() and len(text) > 5
    return larger or bold or (len(group) <= 2 and (captioned or capitals) and len(text.split()) < 14)


def _depth(text: str) -> int:
    """Depth of a decimal numbering such as "2.4.1": 3; 0 without one."""
    number = _DEPTH.match(text)
    return number.group().count(".") + 1 if number and _NUMBER_MARK.match(text) else 0
