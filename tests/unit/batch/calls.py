"""What the tests have worker processes do; a worker imports it by name."""

import ctypes
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from pathlib import Path

from tenderscan.batch.lifesign import alive
from tenderscan.errors import FileDamaged

MEBIBYTE = 1024 * 1024


def echo(value: object) -> object:
    return value


def number() -> int:
    return os.getpid()


def slow_number(seconds: float) -> int:
    time.sleep(seconds)
    return number()


def nap(seconds: float) -> str:
    time.sleep(seconds)
    return "rested"


def begin_and_nap(marks: str, seconds: float) -> None:
    mark(marks, "begun")
    time.sleep(seconds)


def busy_regex() -> None:
    """Hangs in C and holds Python's lock."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def leave_at_once(code: int) -> None:
    os._exit(code)


def leave(code: int) -> None:
    sys.exit(code)


def kill_itself(which: int) -> None:
    os.kill(os.getpid(), which)
    time.sleep(60)


def segfault() -> None:
    ctypes.string_at(0)


def hog(most: int) -> None:
    """Take memory bit by bit, and use it."""
    kept = []
    while len(kept) * 10 * MEBIBYTE < most:
        kept.append(b"x" * (10 * MEBIBYTE))
        time.sleep(0.02)
    time.sleep(60)


def hog_through_a_child(most: int) -> None:
    program = f"import time; kept = b'x' * {most}; time.sleep(60)"
    subprocess.run([sys.executable, "-c", program], check=True)


def reserve(most: int) -> int:
    return len(bytes(most))


def damaged() -> None:
    raise FileDamaged("a.pdf is damaged.\nFetch it again.")


class OddError(Exception):
    """Does not survive pickling."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} and {two}")


def odd() -> None:
    raise OddError("salt", "vinegar")


def unpicklable() -> object:
    return threading.Lock()


def with_lifesigns(times: int, gap: float) -> str:
    for _ in range(times):
        alive()
        time.sleep(gap)
    return "all read"


def talk() -> str:
    sys.stdout.write("to stdout\n")
    sys.stderr.write("to stderr\n")
    os.write(1, b"to 1\n")
    os.write(2, b"to 2\n")
    warnings.warn("to whoever listens", stacklevel=1)
    return "said"


def scratch() -> str:
    """Leave a temporary file, and say where."""
    handle, path = tempfile.mkstemp()
    os.close(handle)
    return path


def mark(marks: str, line: str) -> None:
    with Path(marks).open("a", encoding="utf-8") as stream:
        stream.write(f"{line} {os.getpid()}\n")


def child_and_nap(marks: str, seconds: float) -> None:
    child = subprocess.Popen([sys.executable, "-c", f"import time; time.sleep({seconds})"])
    with Path(marks).open("a", encoding="utf-8") as stream:
        stream.write(f"child {child.pid}\nbegun {os.getpid()}\n")
    time.sleep(seconds)


def child_and_die(marks: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    with Path(marks).open("a", encoding="utf-8") as stream:
        stream.write(f"child {child.pid}\n")
    os.kill(os.getpid(), signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)


def begun_regex(marks: str) -> None:
    mark(marks, "begun")
    busy_regex()


def counted(marks: str, which: int, size: int) -> tuple[int, bytes]:
    """One of many calls: leaves a mark when it begins, and hands back much."""
    mark(marks, f"call-{which}")
    return which, bytes(size)
