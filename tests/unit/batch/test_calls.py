"""Calls whose executor loses them."""

from concurrent.futures import Executor, Future
from typing import Any

import pytest

from tenderscan.batch.calls import Calls
from tenderscan.errors import FileProblem, MemoryExceeded, TimeExceeded, WorkerDied


class Losing(Executor):
    """Loses every call with the same problem."""

    def __init__(self, loss: Exception) -> None:
        self.loss = loss

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(self.loss)
        return future


LOSSES = [WorkerDied("Dead."), TimeExceeded("Slow."), MemoryExceeded("Large."), FileProblem("Another.")]


@pytest.mark.parametrize("loss", LOSSES)
def test_any_problem_of_a_file_is_what_came_of_its_call(loss: FileProblem) -> None:
    calls: Calls[str, None] = Calls(Losing(loss))
    calls.hand_out("a.pdf", print)
    assert list(calls.finished()) == [("a.pdf", loss)]


def test_a_mistake_of_the_program_is_not_hidden() -> None:
    calls: Calls[str, None] = Calls(Losing(ZeroDivisionError()))
    calls.hand_out("a.pdf", print)
    with pytest.raises(ZeroDivisionError):
        list(calls.finished())
