"""What a worker process keeps from one call to the next: its steps, which hold the pipeline, and the catalogue."""

import gc
from dataclasses import replace
from functools import cache
from multiprocessing import parent_process
from pathlib import Path

from tenderscan.batch.job import StepsMaker
from tenderscan.batch.lifesign import alive
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Document
from tenderscan.ingest.steps import Steps
from tenderscan.record import Finding


@cache
def steps_by(make_steps: StepsMaker) -> Steps:
    """The steps, made once a process."""
    steps = make_steps()
    if parent_process() is not None:
        gc.freeze()  # what has been loaded stays for ever: nothing of it is garbage

    def tag(document: Document) -> tuple[Finding, ...]:
        # The limit is one for reading; a reader may have used all of it.
        alive()
        return steps.tag(document)

    return replace(steps, tag=tag)


@cache
def catalogue_in(library: Path) -> Catalogue:
    """The catalogue of a library, opened once a process."""
    return Catalogue(library)
