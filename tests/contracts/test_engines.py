"""Every engine against the one contract."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tenderscan.index.engine import Engine
from tenderscan.index.memory import MemoryEngine
from tenderscan.index.whoosh import WhooshEngine
from tests.contracts.engine_contract import EngineContract


class TestMemory(EngineContract):
    @pytest.fixture
    def make(self) -> Callable[[], Engine]:
        return MemoryEngine


class TestWhoosh(EngineContract):
    @pytest.fixture
    def make(self, tmp_path: Path) -> Iterator[Callable[[], Engine]]:
        numbers = count()
        made: list[WhooshEngine] = []

        def make_one() -> Engine:
            made.append(WhooshEngine(tmp_path / f"index{next(numbers)}", lock_seconds=0.1))
            return made[-1]

        yield make_one
        for engine in made:
            engine.close()
