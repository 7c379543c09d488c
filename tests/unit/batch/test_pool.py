"""Worker processes that die, hang and swell lose the call they work on, and nothing else."""

import os
import pickle
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, wait
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from tenderscan.batch import kin
from tenderscan.batch.inline import Inline
from tenderscan.batch.lane import Lane
from tenderscan.batch.lifesign import alive
from tenderscan.batch.pool import LocalPool
from tenderscan.batch.worker_process import Bounds, GoneError, WorkerProcess
from tenderscan.errors import FileDamaged, MemoryExceeded, TimeExceeded, WorkerDied
from tests.conftest import REPOSITORY
from tests.unit.batch import calls

MUCH = 4096 * calls.MEBIBYTE
LONG = 60.0
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and sessions are POSIX")


@pytest.fixture(scope="module")
def pool() -> Iterator[LocalPool]:
    """For calls that leave their worker alone, or die of themselves."""
    with LocalPool(1, seconds=LONG, memory=MUCH) as pool:
        yield pool


@pytest.fixture(scope="module")
def hasty() -> Iterator[LocalPool]:
    """Half a second without a sign of life is too long."""
    with LocalPool(1, seconds=0.5, memory=MUCH, grace=0.1) as pool:
        yield pool


def numbers(marks: Path, word: str) -> list[int]:
    """Numbers of processes that have left a mark."""
    lines = marks.read_text(encoding="utf-8").split("\n") if marks.exists() else []
    return [int(line.split()[1]) for line in lines if line.startswith(word) and len(line.split()) == 2]


def until(condition: Callable[[], bool], seconds: float = 30.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def is_gone(number: int) -> bool:
    try:
        return psutil.Process(number).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def script(tmp_path: Path, *lines: str) -> list[str]:
    """A program that uses a pool, as a user's own script would."""
    path = tmp_path / "script.py"
    path.write_text(
        f"import sys, tempfile, time\nsys.path.insert(0, {str(REPOSITORY)!r})\n"
        f"tempfile.tempdir = {str(tmp_path)!r}\n"
        "from tenderscan.batch.pool import LocalPool\n"
        "from tests.unit.batch import calls\n" + "\n".join(lines) + "\n",
        encoding="utf-8",
    )
    return [sys.executable, str(path)]


@pytest.mark.parametrize("make", [Inline, lambda: LocalPool(2, seconds=LONG, memory=MUCH)], ids=["inline", "local"])
def test_every_executor_does_what_the_port_promises(make: Callable[[], Executor]) -> None:
    with make() as executor:
        futures = [executor.submit(calls.echo, value) for value in range(20)]
        assert [future.result(timeout=LONG) for future in futures] == list(range(20))
        assert list(executor.map(calls.echo, "abc")) == ["a", "b", "c"]
        with pytest.raises(FileDamaged) as caught:
            executor.submit(calls.damaged).result(timeout=LONG)
        assert caught.value.message == "a.pdf is damaged.\nFetch it again."
    executor.shutdown()
    executor.shutdown(cancel_futures=True)
    with pytest.raises(RuntimeError, match="after shutdown"):
        executor.submit(calls.echo, 1)


def test_a_sign_of_life_means_nothing_outside_a_worker() -> None:
    alive()
    assert Inline().submit(calls.with_lifesigns, 2, 0.0).result() == "all read"


@pytest.mark.parametrize(
    ("call", "arguments", "told"),
    [
        (calls.leave_at_once, (7,), "it ended itself with exit code 7"),
        (calls.leave, (3,), "it ended itself with exit code 3"),
        (calls.leave, (0,), "it ended itself with exit code 0"),
        pytest.param(calls.kill_itself, (9,), "killed from outside, often by the system", marks=POSIX),
        pytest.param(calls.kill_itself, (15,), "signal 15, SIGTERM", marks=POSIX),
        pytest.param(calls.kill_itself, (6,), "a library gave up: signal 6, SIGABRT", marks=POSIX),
        (calls.segfault, (), "a fault in a library: "),
    ],
)
def test_a_worker_that_dies_loses_its_call_and_says_how(
    pool: LocalPool, call: Callable[..., object], arguments: tuple[int, ...], told: str
) -> None:
    with pytest.raises(WorkerDied) as caught:
        pool.submit(call, *arguments).result(timeout=LONG)
    assert told in caught.value.message
    assert caught.value.message.count("\n") == 1
    assert pool.submit(calls.echo, "next").result(timeout=LONG) == "next"


@pytest.mark.parametrize("call", [lambda: (calls.nap, 60.0), lambda: (calls.busy_regex,)], ids=["sleeps", "spins in C"])
def test_a_call_that_hangs_is_ended(hasty: LocalPool, call: Callable[[], tuple[Callable[..., object], ...]]) -> None:
    began = time.monotonic()
    with pytest.raises(TimeExceeded) as caught:
        hasty.submit(*call()).result(timeout=LONG)
    assert time.monotonic() - began < 30
    assert "no sign of life for 0.5 seconds" in caught.value.message
    assert caught.value.message.endswith("--allow seconds=NUMBER.")
    assert hasty.submit(calls.echo, "next").result(timeout=LONG) == "next"


def test_signs_of_life_keep_a_long_call_alive() -> None:
    with LocalPool(1, seconds=1.0, memory=MUCH, grace=0.5) as pool:
        assert pool.submit(calls.with_lifesigns, 25, 0.1).result(timeout=LONG) == "all read"


def test_a_machine_that_was_asleep_blames_nobody() -> None:
    worker = WorkerProcess(Bounds(0.3, 0.0, MUCH, 0, 100))
    answers: list[bytes] = []
    assert worker.is_ready()
    asked = threading.Thread(target=lambda: answers.append(worker.ask(pickle.dumps((calls.nap, (1.0,), {})))))
    asked.start()
    time.sleep(0.7)
    worker.look(pause=3600.0, family=None)
    asked.join()
    assert worker.loss is None
    assert pickle.loads(answers[0]) == (True, "rested")
    refused: list[GoneError] = []

    def ask_again() -> None:
        try:
            worker.ask(pickle.dumps((calls.nap, (60.0,), {})))
        except GoneError as gone:
            refused.append(gone)

    asked = threading.Thread(target=ask_again)
    asked.start()
    time.sleep(0.7)
    worker.look(pause=0.0, family=None)
    asked.join()
    assert [gone.begun for gone in refused] == [True]
    assert isinstance(worker.bury(), TimeExceeded)


@pytest.mark.parametrize("call", [calls.hog, calls.hog_through_a_child])
def test_a_worker_that_takes_too_much_memory_is_ended(call: Callable[[int], None]) -> None:
    with LocalPool(1, seconds=LONG, memory=256 * calls.MEBIBYTE) as pool:
        with pytest.raises(MemoryExceeded) as caught:
            pool.submit(call, 800 * calls.MEBIBYTE).result(timeout=LONG)
        assert "more memory than 256 MB" in caught.value.message
        assert caught.value.message.endswith("--allow memory=4G.")
        assert pool.submit(calls.echo, "next").result(timeout=LONG) == "next"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts what is reserved")
def test_more_than_a_worker_may_ever_have_is_refused_at_once() -> None:
    with LocalPool(1, seconds=LONG, memory=256 * calls.MEBIBYTE) as pool:
        before = pool.submit(calls.number).result(timeout=LONG)
        with pytest.raises(MemoryExceeded, match="more memory than 256 MB and was stopped"):
            pool.submit(calls.reserve, 3 * 1024 * calls.MEBIBYTE).result(timeout=LONG)
        assert pool.submit(calls.number).result(timeout=LONG) != before


@POSIX
def test_a_call_that_its_worker_never_took_is_given_to_another() -> None:
    with LocalPool(1, seconds=LONG, memory=MUCH) as pool:
        first = pool.submit(calls.number).result(timeout=LONG)
        psutil.Process(first).suspend()
        future = pool.submit(calls.number)
        assert until(future.running)
        time.sleep(0.2)
        psutil.Process(first).kill()
        assert future.result(timeout=LONG) != first


def test_where_a_worker_was_lost_the_next_comes_up_before_it_is_wanted() -> None:
    before = set(kin.descendants(os.getpid()))
    with LocalPool(1, seconds=LONG, memory=MUCH) as pool:
        with pytest.raises(WorkerDied):
            pool.submit(calls.leave_at_once, 1).result(timeout=LONG)
        assert until(lambda: bool({p for p in kin.descendants(os.getpid()) if p.is_running()} - before))
        # What its predecessor was asked for is imported by then, though nobody has asked this one for anything yet.
        asked = f"{calls.__name__!r} in __import__('sys').modules"
        assert pool.submit(eval, asked).result(timeout=LONG) is True


def test_while_a_lost_worker_is_replaced_others_are_asked() -> None:
    with LocalPool(2, seconds=LONG, memory=MUCH) as pool:
        both = {future.result(timeout=LONG) for future in [pool.submit(calls.slow_number, 1.0) for _ in range(2)]}
        assert len(both) == 2
        with pytest.raises(WorkerDied):
            pool.submit(calls.leave_at_once, 1).result(timeout=LONG)
        assert pool.submit(calls.number).result(timeout=LONG) in both


def test_a_pool_that_is_shut_down_takes_along_a_worker_that_is_coming_up() -> None:
    before = set(kin.descendants(os.getpid()))
    began = time.monotonic()
    with LocalPool(1, seconds=LONG, memory=MUCH) as pool, pytest.raises(WorkerDied):
        pool.submit(calls.leave_at_once, 1).result(timeout=LONG)
    assert time.monotonic() - began < 20
    assert {p for p in kin.descendants(os.getpid()) if p.is_running()} <= before


@pytest.mark.parametrize(
    ("workers", "cores", "available", "room"),
    [(4, 8, 10, 4), (4, 2, 10, 2), (4, 8, 3, 3), (4, 8, 0, 1), (1, 8, 10, 1)],
    ids=["as many as workers", "a core each", "all its memory each", "one always", "one worker"],
)
def test_room_is_for_those_that_have_a_core_and_all_the_memory_they_may_take(
    workers: int, cores: int, available: int, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenderscan.batch.pool.cores", lambda: cores)
    memory = SimpleNamespace(available=available * calls.MEBIBYTE + 1)
    monkeypatch.setattr("tenderscan.batch.pool.psutil.virtual_memory", lambda: memory)
    with LocalPool(workers, seconds=LONG, memory=calls.MEBIBYTE) as pool:
        assert pool.room() == room


@pytest.mark.parametrize(("seconds", "beyond"), [(600.0, 30.0), (20.0, 2.0), (4.0, 1.0)])
def test_few_seconds_are_gone_beyond_by_little(seconds: float, beyond: float, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Bounds] = []

    def lane(bounds: Bounds) -> Lane:
        made.append(bounds)
        return Lane(bounds)

    monkeypatch.setattr("tenderscan.batch.pool.Lane", lane)
    with LocalPool(1, seconds=seconds, memory=MUCH):
        assert [bounds.seconds_grace for bounds in made] == [beyond]


def test_errors_keep_their_type_and_say_where_they_were_raised(pool: LocalPool) -> None:
    worker = pool.submit(calls.number).result(timeout=LONG)
    error = pool.submit(calls.damaged).exception(timeout=LONG)
    assert isinstance(error, FileDamaged)
    assert "in damaged" in "".join(error.__notes__)
    with pytest.raises(RuntimeError, match="OddError: salt and vinegar"):
        pool.submit(calls.odd).result(timeout=LONG)
    with pytest.raises(TypeError, match="pickle"):
        pool.submit(calls.unpicklable).result(timeout=LONG)
    with pytest.raises((pickle.PicklingError, TypeError, AttributeError)):
        pool.submit(calls.echo, threading.Lock()).result(timeout=LONG)
    assert pool.submit(calls.number).result(timeout=LONG) == worker


def test_large_arguments_and_results_arrive(pool: LocalPool) -> None:
    value = random.Random(1).randbytes(8 * calls.MEBIBYTE)
    assert pool.submit(calls.echo, value).result(timeout=LONG) == value


def test_a_future_runs_exactly_while_a_worker_has_its_call(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    with LocalPool(1, seconds=LONG, memory=MUCH) as pool:
        first = pool.submit(calls.begin_and_nap, str(marks), 1.0)
        second = pool.submit(calls.echo, 2)
        assert until(lambda: bool(numbers(marks, "begun")))
        assert (first.running(), second.running()) == (True, False)
        assert second.cancel()
        first.result(timeout=LONG)
        assert not first.running()


def test_workers_are_replaced_after_so_many_calls_or_when_they_keep_too_much() -> None:
    with LocalPool(1, seconds=LONG, memory=MUCH, calls=3) as pool:
        seen = [pool.submit(calls.number).result(timeout=LONG) for _ in range(6)]
    assert seen[0] == seen[1] == seen[2] != seen[3] == seen[4] == seen[5]
    with LocalPool(1, seconds=LONG, memory=calls.MEBIBYTE) as pool:  # what Python alone takes is more than half
        assert len({pool.submit(calls.number).result(timeout=LONG) for _ in range(3)}) == 3


def test_temporary_files_go_with_their_worker(pool: LocalPool) -> None:
    left = Path(pool.submit(calls.scratch).result(timeout=LONG))
    assert left.exists()
    with pytest.raises(WorkerDied):
        pool.submit(calls.leave_at_once, 1).result(timeout=LONG)
    assert not left.parent.exists()


@POSIX
def test_programs_that_a_worker_started_end_with_it(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    with LocalPool(1, seconds=3.0, memory=MUCH, grace=0.1) as pool:
        with pytest.raises(TimeExceeded):
            pool.submit(calls.child_and_nap, str(marks), 60.0).result(timeout=LONG)
        with pytest.raises(WorkerDied):
            pool.submit(calls.child_and_die, str(marks)).result(timeout=LONG)
    children = numbers(marks, "child")
    assert len(children) == 2
    assert until(lambda: all(map(is_gone, children)))


def test_shutdown_that_cancels_waits_for_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    pool = LocalPool(2, seconds=LONG, memory=MUCH)
    running = [pool.submit(calls.begin_and_nap, str(marks), 60.0) for _ in range(2)]
    waiting = pool.submit(calls.echo, 1)
    assert until(lambda: len(numbers(marks, "begun")) == 2)
    began = time.monotonic()
    pool.shutdown(cancel_futures=True)
    assert time.monotonic() - began < 20
    assert waiting.cancelled()
    assert all(isinstance(future.exception(timeout=1), CancelledError) for future in running)
    assert all(map(is_gone, numbers(marks, "begun")))
    pool.shutdown()


def test_shutdown_waits_for_what_is_outstanding() -> None:
    pool = LocalPool(1, seconds=LONG, memory=MUCH)
    futures = [pool.submit(calls.nap, 0.2) for _ in range(3)]
    pool.shutdown(wait=False)
    assert not futures[-1].done()
    pool.shutdown()
    assert [future.result(timeout=0) for future in futures] == ["rested"] * 3


def test_killing_workers_at_random_loses_the_calls_they_had_and_nothing_else(tmp_path: Path) -> None:
    """Results are large, so that many die while they send one."""
    marks, dice, kills = tmp_path / "marks", random.Random(4), 0
    with LocalPool(2, seconds=LONG, memory=MUCH) as pool:
        futures: list[Future[tuple[int, bytes]]] = []
        while kills < 12:
            futures += [pool.submit(calls.counted, str(marks), len(futures) + k, 3_000_000) for k in range(2)]
            wait(futures[:-2], timeout=LONG)
            time.sleep(dice.uniform(0.0, 0.03))
            workers = [p.pid for p in kin.descendants(os.getpid()) if p.pid in numbers(marks, "call")]
            if workers:
                psutil.Process(dice.choice(workers)).kill()
                kills += 1
        outcomes = [future.exception(timeout=LONG) for future in futures]
    lost = [k for k, error in enumerate(outcomes) if error is not None]
    assert all(isinstance(outcomes[k], WorkerDied) for k in lost)
    assert len(lost) <= kills
    assert [futures[k].result()[0] for k in range(len(futures)) if k not in lost] == [
        k for k in range(len(futures)) if k not in lost
    ]
    assert [len(numbers(marks, f"call-{k} ")) for k in range(len(futures))] == [1] * len(futures)


def test_workers_say_nothing_on_the_terminal(tmp_path: Path) -> None:
    command = script(
        tmp_path,
        "if __name__ == '__main__':",
        "    with LocalPool(1, seconds=60, memory=1 << 32) as pool:",
        "        assert pool.submit(calls.talk).result() == 'said'",
    )
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONG, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_a_pool_that_nobody_shuts_down_ends_with_the_program(tmp_path: Path) -> None:
    command = script(
        tmp_path,
        "if __name__ == '__main__':",
        "    print(LocalPool(1, seconds=60, memory=1 << 32).submit(calls.scratch).result())",
    )
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONG, check=True)
    assert done.stderr == ""
    assert not Path(done.stdout.strip()).parent.exists()


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    command = script(tmp_path, "print(LocalPool(1, seconds=60, memory=1 << 32).submit(calls.number).result())")
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONG, check=False)
    assert done.returncode != 0
    assert "if __name__ == '__main__':" in done.stderr
    assert "No worker process can be started" in done.stderr


@POSIX
def test_workers_do_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    """Neither one that sleeps beside a program it started, nor one that spins in C and cannot even notice."""
    marks = tmp_path / "marks"
    command = script(
        tmp_path,
        "if __name__ == '__main__':",
        "    pool = LocalPool(2, seconds=1.0, memory=1 << 32, grace=0.5)",
        f"    pool.submit(calls.begun_regex, {str(marks)!r})",
        f"    pool.submit(calls.child_and_nap, {str(marks)!r}, 600)",
        "    time.sleep(600)",
    )
    with subprocess.Popen(command) as parent:
        assert until(lambda: len(numbers(marks, "begun")) == 2)
        parent.kill()
    assert until(lambda: all(map(is_gone, [*numbers(marks, "begun"), *numbers(marks, "child")])))


@POSIX
def test_ctrl_c_is_the_parents_business(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    command = script(
        tmp_path,
        "if __name__ == '__main__':",
        "    try:",
        "        with LocalPool(2, seconds=600, memory=1 << 32) as pool:",
        f"            pool.submit(calls.child_and_nap, {str(marks)!r}, 600)",
        f"            pool.submit(calls.child_and_nap, {str(marks)!r}, 600).result()",
        "    except KeyboardInterrupt:",
        "        print('stopped')",
    )
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as parent:
        assert until(lambda: len(numbers(marks, "begun")) == 2)
        os.killpg(parent.pid, signal.SIGINT)
        assert parent.communicate(timeout=LONG) == ("stopped\n", "")
    assert parent.returncode == 0
    assert until(lambda: all(map(is_gone, [*numbers(marks, "begun"), *numbers(marks, "child")])))
