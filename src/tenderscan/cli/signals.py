"""Ending a command cleanly however it is asked to."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Signals that ask for an end: Ctrl-C, a service manager, a closed terminal, Windows."""
_ONE_WISH_SECONDS = 2.0
"""What comes so soon after the first is the same wish: a terminal and a supervisor may both tell of it, and what was
finished is being stored. Whoever asks later means it."""


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let the signals that end a program do what Ctrl-C does, which stores what is finished."""
    first = float("-inf")

    def end(_number: int, _frame: FrameType | None) -> None:
        nonlocal first
        now = time.monotonic()
        if now - first > _ONE_WISH_SECONDS:
            first = now
            raise KeyboardInterrupt

    numbers = [number for name in _ENDING if (number := getattr(signal, name, None)) is not None]
    # One that is ignored stays so: nohup asks for that.
    ours = (signal.SIG_DFL, signal.default_int_handler)
    before = {number: signal.signal(number, end) for number in numbers if signal.getsignal(number) in ours}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
