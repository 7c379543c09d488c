"""Numbers in cells as the person at the screen sees them, in Britain."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import takewhile
from math import floor, isfinite

from tenderscan.readers.assemble import tidied
from tenderscan.readers.sheets.calendar import date_shower
from tenderscan.readers.sheets.format_code import Part, Section, Token, sections

GENERAL = "General"
# Formats that a workbook names by number only (18.8.30). Those of money and dates follow the country that Excel is set
# to, which is not written in the file: an officer here sees pounds, and the day first.
BUILT_IN: dict[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    **dict.fromkeys((5, 6), '"£"#,##0;-"£"#,##0'),
    **dict.fromkeys((7, 8), '"£"#,##0.00;-"£"#,##0.00'),
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy hh:mm",
    **dict.fromkeys((37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
    41: '#,##0;-#,##0;"-"',
    42: '"£"#,##0;-"£"#,##0;"£-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '"£"#,##0.00;-"£"#,##0.00;"£-"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    48: "##0.0E+0",
    49: "@",
}
_BLANKS = re.compile(r" {2,}")
_MOST_DECIMALS = 30
_NOT_ZERO = re.compile("[1-9]")
# What people put into the place of a minus: a sign or bracket before the digits, a sign behind them, or a word.
_NEGATIVE = re.compile(
    r"\D*[-\u2212\u2013(]|.*[-\u2212\u2013]$|.*\b(?:CR|DR|credit|debit|minus|negative|loss|deficit|under|below|down)\b",
    re.IGNORECASE | re.DOTALL,
)
Show = Callable[[float], str]


@lru_cache(maxsize=4096)
def shower(code: str, *, from_1904: bool = False) -> Show:
    """What makes text of numbers in cells of this format; "" for a format that shows nothing.

    Args:
        code: of the format, such as "#,##0.00".
        from_1904: whether the workbook counts its days from 1904.
    """
    found = sections(code)
    showers = [_section(section, from_1904) for section in found]
    dates = [section.is_date for section in found]
    has_digits = [bool(section.parts & {Part.DIGIT, Part.GENERAL, Part.TEXT}) for section in found]
    conditional = any(section.condition for section in found)

    def show(number: float) -> str:
        if not isfinite(number):
            return str(number)
        at = _chosen(found, number) if conditional else _by_sign(len(found), number)
        if at is None:
            return general(number)
        if dates[at]:
            return showers[at](number)
        text = showers[at](abs(number))
        if number >= 0 or not has_digits[at]:
            return text
        # The first section leaves the minus to the program; another says itself how negative numbers look.
        return with_minus(text) if at or conditional else _minus(text)

    if code == GENERAL:
        return general
    # the literal text in it may hold no-break spaces and line ends, which a text of ours has not
    return show if code.isascii() and code.isprintable() else lambda number: tidied(show(number))


def with_minus(text: str) -> str:
    """What is shown of a negative number, with a minus where nothing in it says so.

    Many formats have red for the minus, as in "#,##0.00;[Red]#,##0.00", and a text has no colours.
    """
    return text if _NEGATIVE.match(text) else _minus(text)


def _minus(text: str) -> str:
    """A minus before what is not rounded to zero."""
    return f"-{text}" if _NOT_ZERO.search(text) else text


def hides(code: str) -> bool:
    """Whether the format shows nothing of any number, as ";;;" does."""
    found = sections(code)
    return len(found) >= 2 and not any(section.tokens for section in found[:3])


def general(number: float) -> str:
    """A number without a format: no ".0", no binary noise, no exponent where it can be done without."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < 1e15):
        return str(int(number))
    text = f"{number:.15g}"
    if "e" in text and 1e-10 < abs(number) < 1e21:
        return f"{Decimal(text):f}"
    return text.replace("e", "E")


def text_shower(code: str) -> Callable[[str], str] | None:
    """What puts text into cells of this format, None where it stands there as it is."""
    if "@" not in code:
        return None
    found = sections(code)
    section = next((each for each in found if Part.TEXT in each.parts), None)
    if section is None or len(section.tokens) == 1:
        return None
    tokens = section.tokens
    return lambda text: _joined([text if token.part is Part.TEXT else token.text for token in tokens])


def _chosen(found: tuple[Section, ...], number: float) -> int | None:
    """Which section a number is shown by, where some have conditions; None where none is for it."""
    for at, section in enumerate(found[:3]):
        if section.condition is None or _holds(section.condition, number):
            return at
    return None


def _by_sign(count: int, number: float) -> int:
    """Which of so many sections a number is shown by."""
    if number < 0 and count > 1:
        return 1
    return 2 if number == 0 and count > 2 else 0


def _holds(condition: tuple[str, float], number: float) -> bool:
    sign, other = condition
    if sign in {"=", "<>"}:
        return (number == other) is (sign == "=")
    return ("=" in sign and number == other) or (number < other if sign[0] == "<" else number > other)


def _section(section: Section, from_1904: bool) -> Show:
    if section.is_date:
        return date_shower(section.tokens, from_1904=from_1904)
    if section.parts & {Part.GENERAL, Part.TEXT}:
        return lambda number: _joined(
            [token.text if token.part is Part.LITERAL else general(number) for token in section.tokens]
        )
    if Part.DIGIT not in section.parts:
        literal = _joined([token.text for token in section.tokens if token.part in {Part.LITERAL, Part.PERCENT}])
        return lambda _: literal
    if "/" in section.literal and Part.POINT not in section.parts:
        return general  # a fraction such as "# ?/?": 12.5 is as plain as 12 1/2
    return _digits(section.tokens)


def _digits(tokens: tuple[Token, ...]) -> Show:
    """Shower of a section with places for digits."""
    places = [at for at, token in enumerate(tokens) if token.part is Part.DIGIT]
    first, last = places[0], places[-1]
    if tokens[first - 1 : first] == (Token(Part.POINT, "."),):
        first -= 1
    core = tokens[first : last + 1]
    point = next((at for at, token in enumerate(core) if token.part is Part.POINT), len(core))
    whole, rest = core[:point], core[point:]
    behind = tokens[last + 1 :]
    # commas behind the last place, or right before the point, stand for thousands left out
    scale = _leading_commas(behind) + (_leading_commas(whole[::-1]) if rest else 0)
    percent = sum(token.part is Part.PERCENT for token in tokens)
    power = 100**percent / 1000 ** min(scale, 5)
    before_text = _joined([token.text for token in tokens[:first] if token.part in {Part.LITERAL, Part.PERCENT}], "")
    behind_text = _joined([token.text for token in behind if token.part in {Part.LITERAL, Part.PERCENT}], "")
    body = _body(whole, rest)
    return lambda number: _joined([before_text, body(number * power if power != 1 else number), behind_text])


def _leading_commas(tokens: tuple[Token, ...]) -> int:
    return sum(1 for _ in takewhile(lambda token: token.part is Part.COMMA, tokens))


def _body(whole: tuple[Token, ...], rest: tuple[Token, ...]) -> Show:
    """Shower of the digits: `whole` stand before the point, `rest` begin with it."""
    exponent = next((at for at, token in enumerate(rest or whole) if token.part is Part.EXPONENT), None)
    fraction = "".join(token.text for token in rest[:exponent] if token.part is Part.DIGIT)[:_MOST_DECIMALS]
    if exponent is not None:
        return lambda number: f"{number:.{len(fraction)}E}"
    filled = "".join(token.text for token in whole if token.part is Part.DIGIT)
    least = len(filled) - filled.find("0") if "0" in filled else 0
    grouped = "," if any(token.part is Part.COMMA for token in whole) and least <= 1 else ""
    mask = whole if any(token.part is Part.LITERAL for token in whole) else None
    optional = len(fraction) - len(fraction.rstrip("#?"))

    def show(number: float) -> str:
        text = _rounded(number, len(fraction), grouped)
        units, _, decimals = text.partition(".")
        if optional:
            kept = decimals[: len(decimals) - optional]
            decimals = kept + decimals[len(kept) :].rstrip("0")
        units = "" if units == "0" and least == 0 else units.rjust(least, "0")
        if mask is not None:
            units = _masked(mask, units)
        return f"{units}.{decimals}" if decimals else units

    return show


def _rounded(number: float, decimals: int, grouped: str) -> str:
    """Half is rounded up, as Excel and people do, and as binary fractions do not."""
    if abs(number) >= 1e15:
        return f"{Decimal(repr(number)):{grouped}.{decimals}f}"
    moved = number * 10.0**decimals
    if decimals < 15 and abs(moved - floor(moved) - 0.5) < 1e-6:
        exact = Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        return f"{exact:{grouped}f}"
    return f"{number:{grouped}.{decimals}f}"


def _masked(mask: tuple[Token, ...], units: str) -> str:
    """Digits filled from the right into places with literal text between them, such as "000-000"."""
    left = list(units)
    found: list[str] = []
    for token in reversed(mask):
        if token.part is Part.DIGIT:
            found.append(left.pop() if left else "")
        elif token.part is Part.LITERAL and left:
            found.append(token.text)
    return "".join([*left, *reversed(found)])


def _joined(parts: list[str], strip: str = " ") -> str:
    text = "".join(parts)
    return _BLANKS.sub(" ", text).strip(strip) if " " in text else text
