"""The labelled sets, each read and measured once a session."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tenderscan.document import Document
from tenderscan.quality.figures import Figures
from tenderscan.quality.measure import measure
from tenderscan.record import Finding
from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tenderscan.tagger.tagger import Tagger
from tests.quality.sets import OF_REAL_FILES, REPOSITORY, parts_of

Measured = Callable[[str], Figures]


@pytest.fixture(scope="session")
def measured(request: pytest.FixtureRequest) -> Measured:
    """What a set comes to; those of real files are skipped where there are none."""
    tagger = Tagger(load_rules(bundled("models") / "rules"))
    at_hand: dict[tuple[str, bool], tuple[Finding, ...]] = {}

    def tag(document: Document) -> tuple[Finding, ...]:
        # the sets share documents, notices without their fields apart
        key = document.source.sha256, bool(document.fields)
        if key not in at_hand:
            at_hand[key] = tagger.tag(document)
        return at_hand[key]

    @cache
    def figures(name: str) -> Figures:
        folder: Path = request.getfixturevalue("shared") if name in OF_REAL_FILES else REPOSITORY
        return measure(parts_of(name, folder), tag)

    return figures


@pytest.fixture(scope="session")
def kept() -> Callable[[str], dict[str, Any]]:
    """The published figures of a set."""

    def read(name: str) -> dict[str, Any]:
        path = REPOSITORY / "models" / "metrics" / f"{name}.json"
        assert path.is_file(), f"{path.name} is missing: run make quality"
        return dict(json.loads(path.read_text(encoding="utf-8")))

    return read
