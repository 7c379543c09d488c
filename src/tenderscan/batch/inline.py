"""Workers without processes: calls run where they are submitted. For small jobs, tests, and as the plain reference."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Inline(Executor):
    """Runs each call in this process, within `submit`; the future it hands back is done.

    There is no limit from outside: a call that hangs hangs the run, and one that ends the process ends it.
    """

    def __init__(self) -> None:
        """Ready at once."""
        self._closed = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run the call. Ctrl-C is raised here, as it is nothing that the call did.

        Raises:
            RuntimeError: after `shutdown`.
        """
        if self._closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        try:
            result = fn(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the border of the worker: it belongs to the future
            future.set_exception(error)
        else:
            future.set_result(result)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; none is running."""
        self._closed = True
