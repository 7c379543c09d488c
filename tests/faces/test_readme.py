"""The examples of the README are run word by word, on the bundled samples."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.faces.conftest import Program

_EXAMPLE = re.compile(r"^(?:    |\$ )tenderscan (?P<words>.*?)(?:\s+#.*)?$", re.MULTILINE)

_WHOLLY_READ_OR_NOT = {0, 3}
"""A page that is a scan on purpose is not read where Tesseract is not installed."""


def examples(repository: Path) -> list[list[str]]:
    text = (repository / "README.md").read_text(encoding="utf-8")
    return [shlex.split(match["words"]) for match in _EXAMPLE.finditer(text)]


def test_every_example_of_the_readme_runs_and_finds_something(
    tenderscan: Program, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = examples(repository)
    assert len(lines) > 12
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TENDERSCAN_LIBRARY", str(tmp_path / "library"))
    for pack in {word for line in lines for word in line if word.startswith("corpus/")}:
        place = repository / pack
        (shutil.copytree if place.is_dir() else _copied)(place, tmp_path / pack)
    first = next(line for line in lines if line[0] == "ingest")
    lines.remove(first)
    assert tenderscan(*first).code in _WHOLLY_READ_OR_NOT
    # What "make demo" leaves there holds these documents too.
    shutil.copytree(tmp_path / "library", tmp_path / ".demo" / "library")
    for line in lines:
        answer = tenderscan(*line)
        assert answer.code in (_WHOLLY_READ_OR_NOT if line[0] in ("ingest", "watch") else {0}), (line, answer.err)
        assert "No supplier" not in answer.err, line
        if line[0] in ("search", "show", "extract", "commitments", "status"):
            assert len(answer.out.splitlines()) > 2 or answer.out.startswith("{"), line


def _copied(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return shutil.copy2(source, target)
