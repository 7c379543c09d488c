"""What stands between the values of a table, found by trying.

With the right delimiter most rows have equally many values, and these are numbers, dates and words. A wrong one may cut
as evenly, such as the comma in "12,50;13,20", but then leaves another delimiter among its values.
"""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
"""The likeliest first."""
_SAMPLE = 65_536
_ROWS = 300
_NOTHING_BUT = 0.01
"""Score of a delimiter that has no values about it."""
_DECLARED = re.compile(r"\A\ufeff?\s*\"?sep=([^\w\s\"\\\\]|\t)\"?[ \t]*(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
"""A first line by which Excel is told the delimiter."""
ESCAPED_QUOTE = "\x02"
"""Stands for a quote written as \\", until the values are cut."""
# A quote written as \" inside a value, which is not the end of a value that ends with a backslash.
_BACKSLASHED = re.compile(r"\\\"(?![,;|\t\r\n]|\Z)")
_ESCAPES = re.compile(r"(?<!\\)(\\++)\"")
_SINGLE = re.compile(r"(?<!\\)(?:\\\\)*\\(?![\\\"])")
"""A backslash that is neither doubled nor before a quote."""
_VALUE = re.compile(r"[-+(]?[£€$]?\s?\d[\d,.]*\)?%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?|\s*")


@dataclass(frozen=True, slots=True)
class Dialect:
    r"""How a table of values is written.

    Attributes:
        delimiter: between the values; "" where each line is one value.
        backslashes: whether quotes inside a value are written as \"; else they are doubled.
        skip: characters at the beginning that are no values.
    """

    delimiter: str
    backslashes: bool = False
    skip: int = 0


def find_dialect(text: str, *, tabs: bool = False) -> Dialect:
    """How the table in `text` is written; `tabs` where its name says that tabs part its values."""
    declared = _DECLARED.match(text)
    backslashes = _BACKSLASHED.search(text, 0, _SAMPLE) is not None
    if declared:
        return Dialect(declared[1], backslashes, declared.end())
    sample = _whole_lines(text)
    scores = {delimiter: _score(sample, delimiter, backslashes) for delimiter in DELIMITERS}
    if tabs:
        scores["\t"] *= 2
    best = max(scores, key=lambda delimiter: scores[delimiter])  # the first of equals
    return Dialect(best if scores[best] > 0 else "", backslashes)


def table_delimiter(text: str) -> str:
    """What stands between the values where `text` is plainly a table of them, "" where it may be any text."""
    dialect = find_dialect(text)
    if not dialect.delimiter or dialect.skip:
        return dialect.delimiter  # declared, or none
    rows = _rows(_whole_lines(text), dialect.delimiter, dialect.backslashes)
    if len(rows) == 1 and dialect.delimiter != "\t":
        return ""  # a sentence may have commas too
    agreeing = max(Counter(len(row) for row in rows if len(row) > 1).values(), default=0)
    return dialect.delimiter if agreeing * 2 > len(rows) else ""


def without_backslashes(text: str, delimiter: str) -> str:
    r"""The text with `ESCAPED_QUOTE` for each \" inside a value; every other backslash stays, as those of a path do.

    A \" before a delimiter or line end closes a value that ends with a backslash, unless what follows, up to the next
    delimiter, has a quote that nothing opened. Doubled backslashes become single ones where none is single.
    """
    cut = re.escape(delimiter)
    unopened = rf"[ ]*[^{cut}\r\n\" ][^{cut}\r\n\"]*\""
    closing = re.compile(rf"[ ]*(?:\Z|(?:{cut}|[\r\n]+)(?!{unopened}))")

    def replaced(match: re.Match[str]) -> str:
        before = match[1]
        is_closing = closing.match(text, match.end()) is not None
        # of two backslashes before a closing quote the first escapes the second
        return match[0] if is_closing else before[:-1] + ESCAPED_QUOTE

    text = text.replace(ESCAPED_QUOTE, "")
    doubled = _SINGLE.search(text) is None
    text = _ESCAPES.sub(replaced, text)
    return text.replace("\\\\", "\\") if doubled else text


def _whole_lines(text: str) -> str:
    """The beginning, without the line that is cut at its end."""
    if len(text) <= _SAMPLE:
        return text
    sample = text[:_SAMPLE]
    return sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample


def _score(sample: str, delimiter: str, backslashes: bool) -> float:
    """How well rows agree in width, times how many of their values are no worse cut than by another delimiter."""
    if delimiter not in sample:
        return 0.0
    rows = _rows(sample, delimiter, backslashes)
    if not rows:
        return _NOTHING_BUT
    widths = Counter(len(row) for row in rows)
    if max(widths) < 2:
        return 0.0
    # Titles above the table and rows without their last values are narrower; few rows are wider than the table.
    width, agreeing = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]))
    even = agreeing / len(rows)
    values = [value for row in rows if len(row) == width for value in row]
    others = [other for other in DELIMITERS if other not in {delimiter, ","}]
    clean = sum(bool(_VALUE.fullmatch(value)) or not any(other in value for other in others) for value in values)
    typed = sum(bool(_VALUE.fullmatch(value)) for value in values)
    filled = 1 - 1 / (width + 1)
    return even * (clean / len(values)) ** 2 * filled * (0.6 + 0.4 * typed / len(values))


def _rows(sample: str, delimiter: str, backslashes: bool) -> list[list[str]]:
    if backslashes:
        sample = without_backslashes(sample, delimiter)
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    found: list[list[str]] = []
    for row in reader:
        if any(value.strip() for value in row):
            found.append([value.strip() for value in row])
        if len(found) == _ROWS:
            break
    return found
