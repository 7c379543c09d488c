"""What a worker does with a job: open the file, read and tag what is in it, hand back a portion.

A worker writes nothing. It opens the catalogue only to ask which documents need not be made again.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace

from tenderscan.batch.job import Job, Known, Part, Portion, StepsMaker
from tenderscan.batch.lifesign import alive
from tenderscan.batch.worker_state import catalogue_in, steps_by
from tenderscan.catalogue.entries import storable
from tenderscan.document import Source
from tenderscan.index.postings import inverted
from tenderscan.ingest.done import is_done
from tenderscan.ingest.faults import internal_fault
from tenderscan.ingest.nest import Found, unpacked
from tenderscan.ingest.process import load, process
from tenderscan.ingest.steps import Failure, Steps
from tenderscan.readers import Loaded, is_archive
from tenderscan.readers.members import Member
from tenderscan.record import Record

log = logging.getLogger(__name__)

PORTION_SECONDS = 30.0
PORTION_PARTS = 200
PORTION_CHARACTERS = 8_000_000
"""A portion ends with the part that reaches one of these."""


def work(make_steps: StepsMaker, job: Job) -> Portion:
    """The next portion of a file. A bad file is a value in it, never an exception."""
    steps = steps_by(make_steps)
    alive()
    with nullcontext() if job.library is None else catalogue_in(job.library).held():
        return _portion(steps, job)


def _portion(steps: Steps, job: Job) -> Portion:
    place = storable(job.path)
    loaded = load(job.path, steps)
    if isinstance(loaded, Failure):
        # What it holds may be there all the same.
        return Portion((Part(Found(place, None, complete=False), None, loaded),), True, False, 0.0)
    sha256 = loaded.source.sha256
    job = job if job.sha256 in (None, sha256) else replace(job, start=0)
    if (known := _known(place, loaded, steps, job)) is not None:
        return known
    parts: list[Part] = []
    characters, took = 0, 0.0
    for part, seconds in _timed(_parts(place, loaded, steps, job)):
        parts.append(part)
        characters += len(part.outcome.document.text) if isinstance(part.outcome, Record) else 0
        # Without the first, whose time holds the way there, which grows with each portion.
        took += part.seconds if len(parts) == 1 else seconds
        most = job.most or PORTION_PARTS
        if len(parts) >= most or characters >= PORTION_CHARACTERS or took >= PORTION_SECONDS:
            break
    # Containers come behind what they hold, so the file itself is the last of all.
    last = parts[-1].found.place == place
    return Portion(tuple(parts), last, is_archive(loaded), took, job.start, sha256)


def _known(place: str, loaded: Loaded, steps: Steps, job: Job) -> Portion | None:
    """A portion for a file that need not be looked into: known here, or known elsewhere and holding nothing."""
    if job.library is None or job.start or not _is_done(loaded.source, steps, job):
        return None
    catalogue = catalogue_in(job.library)
    holds = catalogue.holds(loaded.source.sha256)
    # What is inside a container has to be given its place here, so a container from elsewhere is opened.
    if holds and not catalogue.is_at(loaded.source.sha256, place):
        return None
    part = Part(Found(place, None), loaded.source, Known())
    return Portion((part,), True, is_archive(loaded), 0.0, 0, loaded.source.sha256, unopened=True, holds=holds)


def _timed(parts: Iterator[Part]) -> Iterator[tuple[Part, float]]:
    """Each part with the seconds it took to come."""
    begun = time.monotonic()
    for part in parts:
        yield part, time.monotonic() - begun
        begun = time.monotonic()


def _parts(place: str, loaded: Loaded, steps: Steps, job: Job) -> Iterator[Part]:
    """Each part from the one that is wanted next."""
    with_signs = replace(steps, members=lambda container: _with_lifesigns(steps.members(container)))
    for found in unpacked(place, loaded, with_signs, start=job.start, used=job.used):
        alive()
        yield _peeked(found) if job.peek else _made(found, steps, job)


def _is_done(source: Source, steps: Steps, job: Job) -> bool:
    if job.library is None or source.sha256 in job.redo:
        return False
    return is_done(catalogue_in(job.library), source, steps.made)


def _with_lifesigns(members: Iterator[Member]) -> Iterator[Member]:
    """Getting to the parts that are wanted may take long, and is no hanging."""
    for member in members:
        alive()
        yield member


def _peeked(found: Found) -> Part:
    return Part(replace(found, loaded=None), None if found.loaded is None else found.loaded.source, None)


def _made(found: Found, steps: Steps, job: Job) -> Part:
    begun = time.monotonic()
    part = _peeked(found)
    if part.source is not None and _is_done(part.source, steps, job):
        return replace(part, outcome=Known())
    outcome = process(found, steps)
    words = None
    if isinstance(outcome, Record):
        try:
            words = inverted(outcome.document.title, outcome.document.text)
        except Exception as fault:
            # The border of the worker, as in `process`.
            log.debug("%s", found.place, exc_info=True)
            told = internal_fault(outcome.document.source.name, fault)
            outcome = Failure(found.place, outcome.document.source, told.code, told.message)
    return replace(part, outcome=outcome, inverted=words, seconds=time.monotonic() - begun)
