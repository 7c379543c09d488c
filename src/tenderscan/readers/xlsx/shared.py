"""What the sheets of an XLSX share: texts, and the number formats of its cell styles."""

import re

from tenderscan.readers.assemble import tidied
from tenderscan.readers.budget import Budget
from tenderscan.readers.sheets.number_format import BUILT_IN, GENERAL
from tenderscan.readers.sheets.streaming import elements, local
from tenderscan.readers.sheets.style import Style, style
from tenderscan.readers.xlsx.book import Book
from tenderscan.readers.xml import Element, parse_xml

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How characters are written that XML cannot hold (22.9.2.19): _x000D_ is a line end."""


def shared_texts(content: bytes, budget: Budget) -> list[str]:
    """Texts that cells refer to by their place (18.4.9)."""
    # What is referred to is counted with each cell; this bounds what is held at all.
    counted = Budget(budget.name, budget.characters)
    return [counted.spend(tidied(rich_text(entry))) for entry in elements(content, "{*}si")]


def rich_text(entry: Element) -> str:
    """Text of a shared or inline string; how it is pronounced (phonetic runs) is left out."""
    texts: list[str] = []
    for child in entry:
        name = local(child)
        if name == "t":
            texts.append(child.text or "")
        elif name == "r":
            texts += [part.text or "" for part in child if local(part) == "t"]
    return unescaped("".join(texts))


def unescaped(text: str) -> str:
    """Text with its escaped characters."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def styles(content: bytes, book: Book) -> list[Style]:
    """Cell styles by their place (18.8.10)."""
    root = parse_xml(content)
    codes = dict(BUILT_IN)
    formats = root.find("{*}numFmts")
    for entry in () if formats is None else formats:
        if entry.get("numFmtId", "").isdecimal():
            codes[int(entry.get("numFmtId"))] = entry.get("formatCode") or GENERAL
    found = root.find("{*}cellXfs")
    result: list[Style] = []
    made: dict[str, Style] = {}
    for entry in () if found is None else found:
        number = entry.get("numFmtId", "0")
        code = codes.get(int(number), GENERAL) if number.isdecimal() else GENERAL
        if code not in made:
            made[code] = style(code, from_1904=book.from_1904)
        result.append(made[code])
    return result
