"""Walking the groups of an RTF, without recursion: what is text goes to its story, in the order of the file."""

import re

from tenderscan.errors import FileDamaged
from tenderscan.readers import effort
from tenderscan.readers.budget import Budget
from tenderscan.readers.rtf.destinations import SIGNS, SYMBOLS
from tenderscan.readers.rtf.groups import begin_group
from tenderscan.readers.rtf.reading import Parsed, Reading
from tenderscan.readers.rtf.state import shape
from tenderscan.readers.rtf.tokens import Kind, Token, Tokens
from tenderscan.readers.rtf.words import WANTED, word

_BEGIN = re.compile(rb"\s*\{\\rtf(?:-?\d{1,10})? ?")
_EVERY = 4_096
"""Tokens between two looks at the time."""


def parse(content: bytes, budget: Budget) -> Parsed:
    """Read the bytes of an RTF.

    Raises:
        FileDamaged: they do not begin like one.
        LimitExceeded: it is deeper or longer than the limits allow.
    """
    begin = _BEGIN.match(content)
    if begin is None:
        raise FileDamaged(
            f"{budget.name} is damaged: it does not begin like an RTF. Fetch the file again from where it came."
        )
    reading = Reading(Tokens(content, begin.end(), WANTED), budget)
    reading.parsed.is_cut = not _walk(reading)
    reading.settle()
    while reading.depth:
        reading.close_group()
    reading.parsed.body = reading.body.finish(shape(reading.state, reading.styles))
    return reading.parsed


def _walk(reading: Reading) -> bool:
    """Take all tokens; whether the outermost group was closed."""
    begun = starred = False
    count = 0
    while token := reading.tokens.next():
        count += 1
        if count % _EVERY == 0:
            effort.check()
        if token.kind is Kind.CLOSE:
            if not reading.depth:
                return True
            reading.close_group()
        elif begun and token.kind is Kind.SYMBOL and token.value == b"*":
            starred = True
            continue
        else:
            _take(reading, token, begun=begun, starred=starred)
        begun, starred = token.kind is Kind.OPEN, False
    return False


def _take(reading: Reading, token: Token, *, begun: bool, starred: bool) -> None:
    """Do what a token asks for.

    Args:
        reading: the state.
        token: anything but the end of a group.
        begun: whether it is the first of its group, the mark for unknown groups aside.
        starred: whether that mark stands before it.
    """
    if token.kind is Kind.BYTES:
        reading.take_bytes(token.value)
    elif token.kind is Kind.OPEN:
        reading.open_group()
    elif token.kind is Kind.SYMBOL:
        _take_symbol(reading, token.value)
    elif token.value == b"u" and token.number is not None:
        reading.take_unicode(token.number)
    elif not (token.value in SIGNS and reading.skips_sign()):
        reading.settle()
        if not (begun and begin_group(reading, token.value, starred=starred)):
            word(reading, token.value, token.number)


def _take_symbol(reading: Reading, sign: bytes) -> None:
    if sign in SYMBOLS:
        if not reading.skips_sign():
            reading.settle()
            reading.write(SYMBOLS[sign])
    elif sign in (b"\n", b"\r"):
        reading.settle()
        reading.end_paragraph()
