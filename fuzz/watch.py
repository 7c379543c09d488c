"""Bounds for one input: processor time and memory."""

import resource
import signal
from collections.abc import Callable

ALLOWED = 2.0
"""Seconds of processor time for an input of at most 64 KiB."""
_MOST_GROWTH = 384 * 1024
"""Kibibytes by which one input may raise the most memory the process ever held."""


class TooSlow(BaseException):
    """An input takes too long; not an `Exception`, so that no reader takes it for a fault in the file."""


class TooMuchMemory(Exception):
    """An input takes more memory than its size and the limits can account for."""


def timed(check: Callable[[bytes], None], content: bytes, seconds: float) -> None:
    """Run the check within its bounds.

    Raises:
        TooSlow: it took more processor time; other programs on the machine do not count.
        TooMuchMemory: it took too much memory.
    """
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    signal.signal(signal.SIGPROF, _slow)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        check(content)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before > _MOST_GROWTH:
        raise TooMuchMemory("one input takes much memory")


def _slow(_: int, __: object) -> None:
    raise TooSlow("an input takes too long")
