"""Files that kill, hang or bloat the process that reads them, and the steps that make them do so.

Faults come through the real door: a worker reads with `PoisonedSteps` as it would with any others, and what a file that
begins with `MARK` says is what happens to the process. All other files are read as always.
"""

import ctypes
import os
import random
import re
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tenderscan import wiring
from tenderscan.document import Document
from tenderscan.ingest.steps import Steps
from tenderscan.readers import Loaded
from tenderscan.settings import MEBIBYTE, Limits

MARK = b"POISON "


@dataclass(frozen=True, slots=True)
class PoisonedSteps:
    """How a worker comes by steps that obey the mark: travels by its name.

    Attributes:
        limits: for every file.
        log: file to which the name of each poisoned file is added when it is read.
        tagging: False where findings are not what is looked at: the worker starts sooner.
    """

    limits: Limits
    log: Path
    tagging: bool = True

    def __call__(self) -> Steps:
        """Make them."""
        steps = wiring.steps(self.limits)

        def read(loaded: Loaded) -> Document:
            if loaded.content.startswith(MARK):
                self._taste(loaded)
            return steps.read(loaded)

        return replace(steps, read=read) if self.tagging else replace(steps, read=read, tag=lambda _: ())

    def _taste(self, loaded: Loaded) -> None:
        kind = loaded.content[len(MARK) :].split(maxsplit=1)[0].decode()
        tasted_before = loaded.source.name in tasted(self.log)
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"{loaded.source.name}\n")
        if kind == "eat":
            _eat(self.limits.memory)
        elif kind != "once":
            _POISONS[kind]()
        elif not tasted_before:
            _kill()


def tasted(log: Path) -> list[str]:
    """Names of the poisoned files that were read, in order, each as often as it was."""
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def poison(kind: str, number: int = 0) -> bytes:
    """The bytes of a poisoned file; each `number` is another."""
    return MARK + f"{kind} {number}: this file is never read to its end.\n".encode()


def strewn(among: Sequence[Path], poisons: Mapping[str, bytes], *, seed: int = 1) -> list[Path]:
    """Put files by name beside others, at places a seed says; their paths."""
    chance = random.Random(seed)
    made = []
    for name, content in poisons.items():
        path = chance.choice(among).parent / name
        path.write_bytes(content)
        made.append(path)
    return made


def _kill() -> None:
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(9)


def _segfault() -> None:
    ctypes.string_at(0)


def _hang() -> None:
    time.sleep(86_400)


def _hang_in_c() -> None:
    """Where no other thread of the process gets its turn either."""
    re.match(r"(a+)+$", "a" * 200 + "b")


def _eat(memory: int) -> None:
    """Grow well beyond what is allowed, and no further: where the limit does nothing, the machine stays up."""
    eaten = []
    while len(eaten) * 32 * MEBIBYTE < 1.4 * memory:
        eaten.append(bytearray(b"x") * (32 * MEBIBYTE))
    time.sleep(86_400)


def _raise() -> None:
    raise ZeroDivisionError("a fault of a reader")


_POISONS: dict[str, Callable[[], None]] = {
    "kill": _kill,
    "exit": lambda: os._exit(3),
    "segfault": _segfault,
    "hang": _hang,
    "regex": _hang_in_c,
    "raise": _raise,
}
KILLERS = ("kill", "exit", "segfault")
HANGERS = ("hang", "regex")
CODES = {
    "kill": "worker-died",
    "exit": "worker-died",
    "segfault": "worker-died",
    "hang": "timeout",
    "regex": "timeout",
    "eat": "memory",
    "raise": "internal",
}
"""Under which code each ends in the ledger."""
