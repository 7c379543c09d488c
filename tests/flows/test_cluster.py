"""The batch on a local Dask cluster: the same library as without it, and what kills or hangs a worker is caught."""

import copyreg
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generated import mixed
from benchmarks.same_library import compare
from tenderscan import wiring
from tenderscan.batch.inline import Inline
from tenderscan.batch.results import Result, order_for
from tenderscan.batch.run import Workers, ingest
from tenderscan.document import Outcome
from tenderscan.settings import Limits
from tests.flows.poison import PoisonedSteps, poison, strewn, tasted

# Importing it changes how every error of this process is pickled, which is what other tests look at.
_ours = copyreg.dispatch_table.copy()
distributed = pytest.importorskip("distributed", reason="no cluster: pip install 'tenderscan[cluster]'")
_theirs = copyreg.dispatch_table.copy()
copyreg.dispatch_table.clear()
copyreg.dispatch_table.update(_ours)

# Dask's own: event loops and sockets of its threads that are closed by the collector when the cluster is long gone.
LIMITS = Limits(seconds=3)


@pytest.fixture(autouse=True)
def _pickled_their_way() -> Iterator[None]:
    copyreg.dispatch_table.update(_theirs)
    yield
    copyreg.dispatch_table.clear()
    copyreg.dispatch_table.update(_ours)


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing calls anywhere but this machine, on which the parts of the cluster speak to each other."""
    connect = socket.socket.connect

    def only_here(here: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        assert host in {"127.0.0.1", "::1", "localhost"}, f"a connection to {address} was tried"
        connect(here, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@contextmanager
def cluster() -> Iterator[Any]:
    """A client of two workers on this machine, each a process with one thread."""
    import dask
    from distributed import Client, LocalCluster

    quiet = {"distributed.scheduler.allowed-failures": 0, "distributed.admin.low-level-log-length": 0}
    with (
        dask.config.set(quiet),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            host="127.0.0.1",
            silence_logs=50,
        ) as here,
        Client(here) as client,
    ):
        yield client


def run(share: Path, folder: Path, workers: Workers) -> dict[str, Result]:
    """Each file and what became of it."""
    library = wiring.open_library(folder, create=True)
    try:
        results = list(ingest(order_for([share], skip=folder), library, workers))
        return {os.path.relpath(result.place, share): result for result in results}
    finally:
        library.engine.close()


def test_a_batch_on_a_cluster_makes_the_same_library_and_quarantines_what_kills_or_hangs_a_worker(
    tmp_path: Path,
) -> None:
    from tenderscan.batch.cluster import ClusterExecutor

    share, log = tmp_path / "share", tmp_path / "tasted.log"
    mixed(40, share)
    steps = PoisonedSteps(LIMITS, log, tagging=False)
    with cluster() as client:
        executor = ClusterExecutor(client, seconds=LIMITS.seconds)
        workers = Workers(executor, steps, 2)
        on_cluster = run(share, tmp_path / "cluster", workers)
        here = run(share, tmp_path / "here", Workers(Inline(), steps, 1))
        assert {place: _told(result) for place, result in on_cluster.items()} == {
            place: _told(result) for place, result in here.items()
        }
        found = compare(tmp_path / "cluster", tmp_path / "here")
        assert found.differences == ()
        assert found.counted["document"] > 35

        strewn([share / "x"], {f"{kind}.txt": poison(kind) for kind in ("kill", "regex")})
        poisoned = run(share, tmp_path / "cluster", workers)
        executor.shutdown()
    codes = {place: result.code for place, result in poisoned.items() if not result.unchanged}
    assert codes == {"kill.txt": "worker-died", "regex.txt": "timeout"}
    assert {place for place, result in poisoned.items() if result.unchanged} == set(on_cluster)
    assert tasted(log).count("kill.txt") == tasted(log).count("regex.txt") == 2


def _told(result: Result) -> tuple[Any, ...]:
    return (replace(result, seconds=0.0), result.outcome is Outcome.READ)
