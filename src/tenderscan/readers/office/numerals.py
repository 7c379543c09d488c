"""Numbers as lists write them: 4, iv, d, 4th, four (ECMA-376 part 1, 17.18.59)."""

from collections.abc import Callable

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
# fmt: off
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
# fmt: on
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_MOST_DIGITS = 20
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def numeral(count: int, style: str) -> str:
    """`count` in the number format `style`; in plain digits where the format is not one of those used in English."""
    if style in ("none", "bullet"):
        return ""
    if ", " in style:  # a custom format is written as its own first numbers: "001, 002, 003, ..."
        return str(count).zfill(min(len(style.split(",")[0]), _MOST_DIGITS))
    write = _FORMATS.get(style)
    return write(count) if write and 0 < count < 4000 else str(count)


def _letters(count: int) -> str:
    """A … z, aa, bb … zz, aaa: Word doubles the letter where a spreadsheet would write ab."""
    turns, at = divmod(count - 1, 26)
    return chr(ord("a") + at) * (turns + 1)


def _roman(count: int) -> str:
    written = ""
    for figure, sign in _ROMAN:
        times, count = divmod(count, figure)
        written += sign * times
    return written


def _ordinal(count: int) -> str:
    ending = "th" if 10 <= count % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def _cardinal_text(count: int) -> str:
    return _spelt(count).capitalize()


def _ordinal_text(count: int) -> str:
    head, dash, last = _spelt(count).rpartition("-")
    if not dash:
        head, dash, last = _spelt(count).rpartition(" ")
    last = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return (head + dash + last).capitalize()


def _spelt(count: int) -> str:
    if count < 20:
        return _SMALL[count]
    if count < 100:
        return _TENS[count // 10] + (f"-{_SMALL[count % 10]}" if count % 10 else "")
    unit, name = (100, "hundred") if count < 1000 else (1000, "thousand")
    rest = count % unit
    return f"{_spelt(count // unit)} {name}" + (f" {_spelt(rest)}" if rest else "")


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "ordinal": _ordinal,
    "cardinalText": _cardinal_text,
    "ordinalText": _ordinal_text,
    "decimalEnclosedCircle": lambda count: chr(0x2460 + count - 1) if count <= 20 else f"({count})",
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "numberInDash": lambda count: f"- {count} -",
}
