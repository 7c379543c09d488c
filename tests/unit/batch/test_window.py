"""Files that are handed out, and those whose worker was lost: tried again, so many at a time."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tenderscan.batch.inline import Inline
from tenderscan.batch.job import Job, Known, Part, Portion
from tenderscan.batch.survey import ToOpen
from tenderscan.batch.window import Window
from tenderscan.document import Source
from tenderscan.errors import FileProblem, MemoryExceeded, TimeExceeded, WorkerDied
from tenderscan.ingest.discover import Discovered
from tenderscan.ingest.nest import Found
from tenderscan.ingest.steps import Failure, Steps

A_WHILE = 0.2
SLOW, DEAD, LARGE = TimeExceeded("Slow.\nWait."), WorkerDied("Dead.\nSave it."), MemoryExceeded("Large.\nSplit it.")


def no_steps() -> Steps:
    raise AssertionError("nothing is read here")


class Fatal(Executor):
    """Loses calls as it is told, and notes how many were running beside each."""

    def __init__(self, losses: dict[str, list[FileProblem]]) -> None:
        self.losses = losses
        self.most: dict[str, int] = {}
        self._running: set[str] = set()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(4)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return self._threads.submit(self._read, args[-1])

    def _read(self, job: Job) -> Portion:
        name = job.path.name
        with self._lock:
            self._running.add(name)
            beside = len(self._running)
            self.most |= {each: max(self.most.get(each, 0), beside) for each in self._running}
        time.sleep(A_WHILE)
        with self._lock:
            self._running.remove(name)
        if not job.peek and self.losses.get(name):
            raise self.losses[name].pop(0)
        source = Source(name, "a" * 64, 3, "text/plain")
        return Portion((Part(Found(str(job.path), None), source, Known()),), True, False, 0.0, job.start, "a" * 64)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._threads.shutdown(wait, cancel_futures=cancel_futures)


def jobs(folder: Path, names: str) -> Iterator[ToOpen]:
    for name in names.split():
        yield ToOpen(Discovered(folder / name), None, Job(folder / name))


def codes(found: Iterator[tuple[Any, Portion] | None]) -> dict[str, str]:
    """Each file that came back and its code."""
    parts = [part for one in found if one is not None for part in one[1].parts]
    told = {
        Path(part.found.place).name: part.outcome.code if isinstance(part.outcome, Failure) else "" for part in parts
    }
    assert len(told) == len(parts), "no file comes back twice"
    return told


@pytest.mark.parametrize(
    ("losses", "room", "failed", "together"),
    [
        ({"a": [SLOW, SLOW], "b": [SLOW, SLOW]}, 2, {"a": "timeout", "b": "timeout"}, 2),
        ({"a": [SLOW, SLOW], "b": [SLOW], "c": [SLOW]}, 2, {"a": "timeout"}, 2),
        ({"a": [SLOW, SLOW], "b": [SLOW, SLOW]}, 1, {"a": "timeout", "b": "timeout"}, 1),
        ({"a": [DEAD, DEAD], "b": [LARGE, LARGE]}, 2, {"a": "worker-died", "b": "memory"}, 1),
        ({"a": [DEAD], "b": [LARGE], "c": [SLOW]}, 2, {}, 1),
        ({"a": [SLOW, DEAD], "b": [DEAD, SLOW]}, 2, {"a": "worker-died", "b": "timeout"}, 1),
    ],
    ids=["side by side", "and innocent", "no room", "all by themselves", "innocent", "lost in two ways"],
)
def test_suspects_are_tried_again_each_with_the_room_it_may_have_lacked(
    losses: dict[str, list[FileProblem]], room: int, failed: dict[str, str], together: int, tmp_path: Path
) -> None:
    with Fatal({name: list(some) for name, some in losses.items()}) as executor:
        window = Window(executor, no_steps, 4, lambda: room)
        assert codes(window.portions(jobs(tmp_path, "a b c d e"))) == dict.fromkeys(set("abcde") - set(losses), "")
        executor.most.clear()
        assert codes(window.alone()) == dict.fromkeys(losses, "") | failed
        assert max(executor.most.values()) == together
        assert window.suspects == []
        assert codes(window.alone()) == {}


def test_never_more_than_the_window_is_handed_out(tmp_path: Path) -> None:
    with Fatal({}) as executor:
        window = Window(executor, no_steps, 3)
        assert len(codes(window.portions(jobs(tmp_path, "a b c d e f g")))) == 7
        assert max(executor.most.values()) == 3


def test_what_was_done_as_it_was_handed_out_comes_back_before_the_next_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def read(make_steps: object, job: Job) -> Portion:
        order.append(f"read {job.path.name}")
        return Portion((Part(Found(str(job.path), None), None, Known()),), True, False, 0.0)

    monkeypatch.setattr("tenderscan.batch.window.work", read)
    for found in Window(Inline(), no_steps, 2).portions(jobs(tmp_path, "a b c")):
        if found is not None:
            order.append(f"back {found[0].to_open.file.path.name}")
    assert order == ["read a", "back a", "read b", "back b", "read c", "back c"]
