"""Ending a command cleanly however it is asked to."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""Signals that ask for an end like Ctrl-C: of a service manager, a closed terminal, Windows."""


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let the signals that end a program do what Ctrl-C does, which stores what is finished."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    numbers = [number for name in _ENDING if (number := getattr(signal, name, None)) is not None]
    # One that is ignored stays so: nohup asks for that.
    before = {number: signal.signal(number, end) for number in numbers if signal.getsignal(number) is signal.SIG_DFL}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
