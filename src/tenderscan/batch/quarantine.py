"""Files whose worker was lost: each part is tried again alone, and what is lost again is a failure in the ledger.

So a file that kills its worker is found out, costs nobody else anything, and does not come back on every run.
"""

import hashlib
import stat
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from pathlib import Path

from tenderscan.batch.job import Job, Part, Portion
from tenderscan.catalogue.entries import storable
from tenderscan.document import Source
from tenderscan.errors import FileProblem
from tenderscan.ingest.nest import Found
from tenderscan.ingest.steps import Failure

Call = Callable[[Job], Generator[None, None, Portion | FileProblem]]
"""One call of a worker with nothing beside it: what came of it, or how it was lost; None every now and then."""
_UNKNOWN_TYPE = "application/octet-stream"
_BLOCK = 1 << 20


def following(job: Job, portion: Portion) -> Job:
    """The job behind a portion that was not the last."""
    if portion.sha256 != job.sha256:  # the first portion, or another file lies at the path by now
        job = replace(job, start=portion.start, sha256=portion.sha256)
    return replace(job, start=job.start + len(portion.parts), used=job.used + portion.seconds)


def stepped(job: Job, call: Call) -> Iterator[Portion | None]:
    """The rest of a file part by part, what is lost again as a failure; None every now and then."""
    job = replace(job, most=1)
    while True:
        outcome = yield from call(job)
        if isinstance(outcome, FileProblem) and job.most is None:
            job = replace(job, most=1)
            continue
        portion = (yield from _blamed(job, outcome, call)) if isinstance(outcome, FileProblem) else outcome
        yield portion
        if portion.last:
            return
        job = following(job, portion)
        if isinstance(outcome, FileProblem):
            # The one is found; what is behind it need not be suspected.
            job = replace(job, most=None)


def _blamed(job: Job, loss: FileProblem, call: Call) -> Generator[None, None, Portion]:
    """The part that was lost twice, as a failure; where even a look at it is lost, the whole file."""
    place = storable(job.path)
    peeked = yield from call(replace(job, peek=True))
    if isinstance(peeked, Portion):
        (part,) = peeked.parts
        name = part.found.place if part.source is None else part.source.name
        failure = Failure(part.found.place, part.source, loss.code, _told(name, loss))
        return replace(peeked, parts=(replace(part, outcome=failure),))
    hashed = _hashed(job.path)
    source = None if hashed is None else Source(storable(job.path.name), *hashed, _UNKNOWN_TYPE)
    # What it holds may be there all the same: nothing is said to be gone from it.
    found = Found(place, None, complete=False)
    failure = Failure(place, source, peeked.code, _told(storable(job.path.name), peeked))
    return Portion((Part(found, source, failure),), True, False, 0.0, job.start, job.sha256)


def _told(name: str, loss: FileProblem) -> str:
    """Why a file is in quarantine, and the way out; the pool says how its worker was lost."""
    how, _, way_out = loss.message.partition("\n")
    return f"{name} was tried twice: {how[:1].lower()}{how[1:]}\n{way_out}"


def _hashed(path: Path) -> tuple[str, int] | None:
    """Sha256 and size of a file's bytes, None where they cannot be had."""
    digest, size = hashlib.sha256(), 0
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never end
            return None
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
                size += len(block)
    except OSError:
        return None
    return digest.hexdigest(), size
