"""What happens inside a worker process: it takes calls from its pipe and sends back what came of each.

It shares nothing with anybody but the two ends of that pipe: no lock, no memory, no queue. So its death, at whatever
moment, leaves nothing behind that another process waits for.
"""

import contextlib
import faulthandler
import gc
import multiprocessing
import os
import pickle
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from tenderscan.batch import lifesign

SIGN = b""
"""Sent when the worker is ready, when it has taken a call, and for every sign of life in it."""
NO_MEMORY = b"no memory"
"""Sent in the place of an answer; no answer looks like it, because each is a pickle."""
COLLECT_EVERY = 50_000
"""Objects made between two looks of the garbage collector: an eighth of a worker's time went into looking."""
_SELDOM_SECONDS = 0.05
"""Signs of life are not sent more often: there may be thousands of small files in one."""
_OOM_SCORE = "500"
"""Where memory runs out, Linux ends the process with the most points: rather a worker than the run."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a worker keeps to.

    Attributes:
        scratch: folder it makes for its temporary files; it is removed when the worker is gone.
        seconds: after which without a sign of life it ends itself, should nobody else do so.
        memory: bytes it may reserve.
        module: imported before the first call comes, because that is likely to need it; may be empty.
    """

    scratch: str
    seconds: float
    memory: int
    module: str = ""


def serve(pipe: Connection, terms: Terms) -> None:
    """Take calls and answer them until the other end of the pipe is closed."""
    _settle_in(terms)
    voice = _Voice(pipe, terms.seconds)
    lifesign.told_by(voice.alive)
    with contextlib.suppress(EOFError, OSError):
        voice.send(SIGN)
        _warm_up(terms.module)
        while True:
            call = pipe.recv_bytes()
            voice.begin()
            answer = _answered(call, voice.alive)
            voice.send(answer)
            voice.rest()
            del call, answer
    _leave(terms.scratch)


def _warm_up(module: str) -> None:
    if module:
        # What is wrong with it is told by the call that needs it.
        with contextlib.suppress(Exception):
            import_module(module)


class _Voice:
    """The sending end, which may be used by any thread of the worker, and the clock of the last resort.

    Should the worker hang inside a library that holds Python's lock while whoever started it is killed, none of its
    threads can notice; faulthandler's clock needs no lock.
    """

    def __init__(self, pipe: Connection, seconds: float) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()
        self._seconds = seconds
        self._said = self._set = 0.0
        self._nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process

    def send(self, message: bytes) -> None:
        with self._lock:
            self._pipe.send_bytes(message)

    def begin(self) -> None:
        self.send(SIGN)
        self._said = self._set = time.monotonic()
        self._set_clock()

    def alive(self) -> None:
        now = time.monotonic()
        if now - self._said < _SELDOM_SECONDS:
            return
        self._said = now
        self.send(SIGN)
        if now - self._set > self._seconds / 20:  # to set it costs a thread
            self._set = now
            self._set_clock()

    def rest(self) -> None:
        faulthandler.cancel_dump_traceback_later()

    def _set_clock(self) -> None:
        faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._nowhere)


def _answered(call: bytes, alive: Callable[[], None]) -> bytes:
    """What came of a call: a pickle of True and the result, or of False and the error.

    An exit is no error of the call: it ends the process, as it was meant to.
    """
    try:
        function, args, kwargs = pickle.loads(call)
        alive()  # where modules were imported for it, that was no time of the call's
        return pickle.dumps((True, function(*args, **kwargs)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return NO_MEMORY
    except Exception as error:  # noqa: BLE001 - the border of the worker: it belongs to the future
        return _packed(error)


def _packed(error: Exception) -> bytes:
    """The error, with where it happened as a note; its name and words, where it does not survive the journey."""
    where = "".join(traceback.format_exception(error))
    try:
        error.add_note(f"In the worker:\n{where}")
        packed = pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
        pickle.loads(packed)
    except Exception:  # noqa: BLE001 - a foreign class may raise anything when it is packed or unpacked
        told = RuntimeError("".join(traceback.format_exception_only(error)).strip())
        told.add_note(f"In the worker:\n{where}")
        return pickle.dumps((False, told), pickle.HIGHEST_PROTOCOL)
    return packed


def _settle_in(terms: Terms) -> None:
    """Leave the terminal, find the scratch folder, accept the bounds, and watch over whoever started this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business; programs started here inherit it
    warnings.simplefilter("ignore")
    gc.set_threshold(COLLECT_EVERY)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # C libraries write there as well
        os.dup2(nowhere, descriptor)
    if sys.platform != "win32":
        _settle_in_posix(terms)
    threading.Thread(target=_end_with_parent, args=(terms.scratch,), daemon=True).start()
    with contextlib.suppress(OSError):  # a full disk: what needs no temporary files can be read all the same
        Path(terms.scratch).mkdir(mode=0o700)
        os.environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), terms.scratch)
        tempfile.tempdir = terms.scratch


if sys.platform != "win32":

    def _settle_in_posix(terms: Terms) -> None:
        import resource

        os.setsid()  # a group of its own, by which all that it started can be ended
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        if sys.platform == "linux":
            # Elsewhere this counts something else, or nothing. It is for what grows faster than the pool looks.
            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            most = terms.memory if hard == resource.RLIM_INFINITY else min(terms.memory, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
            with contextlib.suppress(OSError):
                Path("/proc/self/oom_score_adj").write_text(_OOM_SCORE, encoding="ascii")


def _end_with_parent(scratch: str) -> None:
    """When the parent is gone, however it ended, go as well."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        _leave(scratch)


def _leave(scratch: str) -> None:
    """Leave neither programs nor files, and go; at once, because libraries in C are known to crash at a tidy exit."""
    from tenderscan.batch import kin

    kin.kill_all(kin.descendants(os.getpid()))
    shutil.rmtree(scratch, ignore_errors=True)
    os._exit(0)
