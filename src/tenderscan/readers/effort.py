"""How long reading one file may take, and how much memory.

The readers do not carry a watch with them: `bounded` starts it, and `check`, which the assembler calls with every block
and page, raises when time is up or the process has grown too large. Loops that build nothing call `check` themselves.
What runs inside a library without coming back is not bounded here.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tenderscan.errors import MemoryExceeded, TimeExceeded
from tenderscan.settings import MEBIBYTE, Limits

_EVERY = 256
"""Calls of `check` between two looks at the memory, which cost some microseconds each."""


class _Effort:
    """What may still be spent on one file."""

    __slots__ = ("calls", "deadline", "limits", "name")

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.deadline = time.monotonic() + limits.seconds
        self.calls = 0


_CURRENT: ContextVar[_Effort | None] = ContextVar("effort", default=None)


@contextmanager
def bounded(name: str, limits: Limits) -> Iterator[None]:
    """Bound what is done inside to the seconds and memory of `limits`; inside another, the outer bound holds."""
    if _CURRENT.get() is not None:
        yield
        return
    token = _CURRENT.set(_Effort(name, limits))
    try:
        yield
    finally:
        _CURRENT.reset(token)


def seconds_left() -> float:
    """Seconds until `check` raises; infinite outside `bounded`."""
    effort = _CURRENT.get()
    return float("inf") if effort is None else effort.deadline - time.monotonic()


def check() -> None:
    """Go on where there is time and memory left; free outside `bounded`.

    Raises:
        TimeExceeded: the seconds are used up.
        MemoryExceeded: the process holds more than it may.
    """
    effort = _CURRENT.get()
    if effort is None:
        return
    if time.monotonic() > effort.deadline:
        raise TimeExceeded(
            f"{effort.name} was not read within {effort.limits.seconds:,} seconds.\n"
            "Split it, or allow more: --allow seconds=NUMBER."
        )
    effort.calls += 1
    if effort.calls % _EVERY == 0 and (held := _held()) > effort.limits.memory:
        raise MemoryExceeded(
            f"{effort.name} takes more memory than {effort.limits.memory / MEBIBYTE:,.0f} MB "
            f"({held / MEBIBYTE:,.0f} MB held).\nSplit it, or allow more: --allow memory=4G."
        )


def _held() -> int:
    """Bytes of memory that this process holds."""
    import psutil

    return int(psutil.Process().memory_info().rss)
