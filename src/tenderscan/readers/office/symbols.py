"""Signs of symbol fonts as Unicode: in Wingdings the letter "o" is an empty box."""


def _table(pairs: str) -> dict[int, str]:
    """A table from hexadecimal places in the font, each followed by the sign that stands there."""
    entries = pairs.split()
    return {int(place, 16): sign for place, sign in zip(entries[::2], entries[1::2], strict=True)}


_WINGDINGS = _table(
    """
    21 ✏  28 ☎  2A ✉  4A ☺  4C ☹  6C ●  6E ■  6F ☐  70 ☐  71 ☐  72 ☐  76 ❖  78 ☒  9F •  A1 ○  A7 ▪  A8 ☐
    D8 ➢  DF ←  E0 →  E1 ↑  E2 ↓  E8 ➔  F0 ⇨  FB ✗  FC ✓  FD ☒  FE ☑
    """
)
_WINGDINGS_2 = _table(
    """
    2A ☐  30 ☐  35 ☐  4F ✗  50 ✓  51 ☒  52 ☑  53 ☒  54 ☒  97 ●  A3 ☐
    """
)
_WEBDINGS = _table(
    """
    34 →  61 ✓  63 ☐  67 ■  72 ✗
    """
)
# Greek letters at the places of the Latin ones, A to Z and a to z.
_GREEK = {0x41: "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", 0x61: "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"}
_SYMBOL = (
    {first + at: sign for first, letters in _GREEK.items() for at, sign in enumerate(letters)}
    | {0xB4: "\u00d7"}
    | _table(
        """
    A0 €  A3 ≤  A5 ∞  AB ↔  AC ←  AE →  B0 °  B1 ±  B3 ≥  B7 •  B8 ÷  B9 ≠  BB ≈  D2 ®
    D3 ©  D4 ™  D6 √  E2 ®  E3 ©  E4 ™  E5 ∑
    """
    )
)
_FONTS: dict[str, dict[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": {},
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
# Signs of a symbol font are stored at this place of the private use area (17.3.3.30), or as plain letters.
_PRIVATE = range(0xF020, 0xF100)
UNKNOWN = "\u2022"
"""Stands for a sign that is only an ornament: a bullet, which is no word and no money."""


def is_symbol_font(font: str | None) -> bool:
    """Whether letters in this font are pictures."""
    return font is not None and font.lower() in _FONTS


def symbol(code: int, font: str | None) -> str:
    """The sign at `code` of `font`."""
    table = _FONTS.get((font or "").lower())
    if code in _PRIVATE:
        code -= 0xF000
        if table is None:
            # The font was lost on the way; nearly all such signs are bullets and boxes of these two.
            return _WINGDINGS.get(code) or _SYMBOL.get(code) or UNKNOWN
    if table is None:
        return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""
    if code in table:
        return table[code]
    # The figures and punctuation of Symbol are the ordinary ones; Wingdings has none.
    return chr(code) if code <= 0x20 or (table is _SYMBOL and code < 0x41) else UNKNOWN


def unfold(text: str, font: str | None) -> str:
    """`text` of a run in `font` with the signs of symbol fonts replaced."""
    if is_symbol_font(font):
        return "".join(symbol(ord(sign), font) for sign in text)
    if any(ord(sign) in _PRIVATE for sign in text):
        return "".join(symbol(ord(sign), font) if ord(sign) in _PRIVATE else sign for sign in text)
    return text
