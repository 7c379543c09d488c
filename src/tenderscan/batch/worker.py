"""What a worker does with a job: open the file, read and tag what is in it, hand back a portion.

A worker writes nothing. It opens the catalogue only to ask which documents need not be made again.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

from tenderscan.batch.job import Job, Known, MakeSteps, Part, Portion
from tenderscan.batch.lifesign import alive
from tenderscan.catalogue.entries import storable
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Document, Source
from tenderscan.index.postings import inverted
from tenderscan.ingest.done import is_done
from tenderscan.ingest.nest import Found, unpacked
from tenderscan.ingest.process import load, process
from tenderscan.ingest.steps import Failure, Steps
from tenderscan.readers import Loaded, is_archive
from tenderscan.record import Finding, Record

PORTION_SECONDS = 30.0
PORTION_PARTS = 200
PORTION_CHARACTERS = 8_000_000
"""A portion ends with the part that reaches one of these."""


def work(make_steps: MakeSteps, job: Job) -> Portion:
    """The next portion of a file. A bad file is a value in it, never an exception."""
    begun = time.monotonic()
    alive()
    steps = _steps(make_steps)
    place = storable(job.path)
    loaded = load(job.path, steps)
    if isinstance(loaded, Failure):
        return Portion((Part(Found(place, None), None, loaded),), True, False, time.monotonic() - begun)
    sha256 = loaded.source.sha256
    job = job if job.sha256 in (None, sha256) else replace(job, start=0)
    parts: list[Part] = []
    characters = 0
    for part in _parts(place, loaded, steps, job):
        parts.append(part)
        characters += len(part.outcome.document.text) if isinstance(part.outcome, Record) else 0
        took = time.monotonic() - begun
        most = job.most or PORTION_PARTS
        if len(parts) >= most or characters >= PORTION_CHARACTERS or took >= PORTION_SECONDS:
            break
    # Containers come behind what they hold, so the file itself is the last of all.
    last = parts[-1].found.place == place
    return Portion(tuple(parts), last, is_archive(loaded), time.monotonic() - begun, job.start, sha256)


@cache
def _steps(make_steps: MakeSteps) -> Steps:
    """Made once a process: they hold the pipeline."""
    steps = make_steps()

    def tag(document: Document) -> tuple[Finding, ...]:
        # The limit is one for reading; a reader may have used all of it.
        alive()
        return steps.tag(document)

    return replace(steps, tag=tag)


@cache
def _catalogue(library: Path) -> Catalogue:
    return Catalogue(library)


def _parts(place: str, loaded: Loaded, steps: Steps, job: Job) -> Iterator[Part]:
    """Each part from the one that is wanted next."""
    nest = unpacked(place, loaded, steps, used=job.used)
    for found in islice(_with_lifesigns(nest), job.start, None):
        yield _peeked(found) if job.peek else _made(found, steps, job)


def _is_done(source: Source, steps: Steps, job: Job) -> bool:
    if job.library is None or source.sha256 in job.redo:
        return False
    return is_done(_catalogue(job.library), source, steps.made)


def _with_lifesigns(nest: Iterator[Found]) -> Iterator[Found]:
    for found in nest:
        alive()
        yield found


def _peeked(found: Found) -> Part:
    return Part(replace(found, loaded=None), None if found.loaded is None else found.loaded.source, None)


def _made(found: Found, steps: Steps, job: Job) -> Part:
    begun = time.monotonic()
    part = _peeked(found)
    if part.source is not None and _is_done(part.source, steps, job):
        return replace(part, outcome=Known())
    outcome = process(found, steps)
    words = inverted(outcome.document.title, outcome.document.text) if isinstance(outcome, Record) else None
    return replace(part, outcome=outcome, inverted=words, seconds=time.monotonic() - begun)
