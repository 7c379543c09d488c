"""The program as a person or a machine calls it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tenderscan.cli.app import run


class Answer(NamedTuple):
    """What a call of the program came to."""

    code: int
    out: str
    err: str


Program = Callable[..., Answer]


@pytest.fixture
def tenderscan(capsys: pytest.CaptureFixture[str]) -> Program:
    """Call the program with these arguments."""

    def call(*arguments: str | Path) -> Answer:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def packs(repository: Path) -> list[Path]:
    found = sorted(path for path in (repository / "corpus" / "packs").iterdir() if path.is_dir())
    assert len(found) >= 6
    return found


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, packs: list[Path]) -> Path:
    """A library of the first two sample packs; tests must not write to it."""
    folder = tmp_path_factory.mktemp("library")
    for pack in packs[:2]:
        code = run(
            ["ingest", str(pack), "--pack", pack.name, "--buyer", f"Council of {pack.name}", "--library", str(folder)]
        )
        assert code in (0, 3)
    return folder
