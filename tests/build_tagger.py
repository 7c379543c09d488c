"""A tagger for tests that finds words; a module of its own, so that a worker process is quick to import it."""

import os
import time
from dataclasses import dataclass, replace

from tenderscan import wiring
from tenderscan.document import Document, Span
from tenderscan.ingest.steps import Steps
from tenderscan.record import Clause, Evidence, Finding, Label, Strength


@dataclass(frozen=True, slots=True)
class Words:
    """A tagger that finds words as clauses; "FAULT", "KILL" and "HANG" do to it what they say where it has a fault."""

    words: tuple[str, ...]
    faulty: bool = False

    def __call__(self) -> Steps:
        return replace(wiring.steps(), tag=self.tag, tagged_by=f"words {' '.join(self.words)}")

    def tag(self, document: Document) -> tuple[Finding, ...]:
        text = document.text
        if self.faulty and "FAULT" in text:
            raise ZeroDivisionError("a fault")
        if self.faulty and "KILL" in text:
            os._exit(9)
        while self.faulty and "HANG" in text:
            time.sleep(1)
        spans = [Span(text.index(word), text.index(word) + len(word)) for word in self.words if word in text]
        value = Clause("social_value", "jobs", Strength.FIRM)
        evidence = [Evidence(span, span.of(text), None, None, "clause/jobs", 0.9) for span in sorted(spans)]
        return tuple(Finding(Label.CLAUSE, value, one) for one in evidence)
