"""Fixtures of the tests of the index."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tenderscan.index.whoosh import WhooshEngine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path / "library" / "index", lock_seconds=0.2)
    yield engine
    engine.close()
