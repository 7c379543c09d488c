"""A part that is lost twice is a failure; everything around it is read."""

from collections.abc import Generator
from pathlib import Path

import pytest

from tenderscan.batch.job import Job, Known, Part, Portion
from tenderscan.batch.quarantine import stepped
from tenderscan.document import Source
from tenderscan.errors import FileProblem, MemoryExceeded, TimeExceeded, WorkerDied
from tenderscan.ingest.nest import Found
from tenderscan.ingest.steps import Failure


class Archive:
    """Stands for a worker that reads an archive of five files; some of them are fatal to read, or even to look at."""

    def __init__(self, path: Path, deadly: dict[int, FileProblem], untouchable: frozenset[int] = frozenset()) -> None:
        self.places = [*(f"{path}!/{number}.txt" for number in range(5)), str(path)]
        self.deadly, self.untouchable = deadly, untouchable

    def call(self, job: Job) -> Generator[None, None, Portion | FileProblem]:
        yield
        wanted = range(len(self.places))[job.start :][: job.most]
        for number in wanted:
            if number in self.untouchable or (number in self.deadly and not job.peek):
                return self.deadly.get(number, WorkerDied("It died.\nSave it anew."))
        parts = tuple(self.part(number) for number in wanted)
        return Portion(parts, wanted[-1] == 5, True, 1.0, job.start, "a" * 64)

    def part(self, number: int) -> Part:
        source = Source(f"{number}.txt", f"{number}" * 64, 3, "text/plain")
        return Part(Found(self.places[number], None), source, Known())


def outcomes(archive: Archive, job: Job) -> list[tuple[str, str]]:
    parts = [part for portion in stepped(job, archive.call) if portion is not None for part in portion.parts]
    return [
        (part.found.place.rpartition("/")[2], part.outcome.code if isinstance(part.outcome, Failure) else "")
        for part in parts
    ]


@pytest.mark.parametrize(
    ("deadly", "codes"),
    [
        ({}, {}),
        ({0: WorkerDied("Died.\nWay out.")}, {"0.txt": "worker-died"}),
        ({2: TimeExceeded("Too long.\nWay out.")}, {"2.txt": "timeout"}),
        (
            {1: MemoryExceeded("Too much.\nWay out."), 4: WorkerDied("Died.\n")},
            {"1.txt": "memory", "4.txt": "worker-died"},
        ),
        ({5: WorkerDied("Died.\nWay out.")}, {"bid.zip": "worker-died"}),
    ],
)
def test_only_what_is_lost_twice_is_blamed(
    deadly: dict[int, FileProblem], codes: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "bid.zip"
    found = outcomes(Archive(path, deadly), Job(path))
    assert [name for name, _ in found] == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "bid.zip"]
    assert {name: code for name, code in found if code} == codes


def test_where_even_a_look_is_lost_the_file_is_blamed_and_what_it_holds_stays(tmp_path: Path) -> None:
    path = tmp_path / "bid.zip"
    path.write_bytes(b"whatever")
    archive = Archive(path, {}, frozenset({2}))
    assert outcomes(archive, Job(path)) == [("0.txt", ""), ("1.txt", ""), ("bid.zip", "worker-died")]
    *_, last = [portion for portion in stepped(Job(path), archive.call) if portion is not None]
    (part,) = last.parts
    assert part.source is not None
    assert (part.source.size, part.found.complete, last.last) == (8, False, True)


def test_a_failure_names_file_reason_and_way_out(tmp_path: Path) -> None:
    path = tmp_path / "bid.zip"
    archive = Archive(path, {3: TimeExceeded("It took more than 5 seconds.\nAllow more: --allow seconds=NUMBER.")})
    portions = [portion for portion in stepped(Job(path, start=3), archive.call) if portion is not None]
    (failure,) = [part.outcome for portion in portions for part in portion.parts if isinstance(part.outcome, Failure)]
    assert failure.message == (
        "3.txt was tried twice: it took more than 5 seconds.\nAllow more: --allow seconds=NUMBER."
    )
