"""What the fuzzer found and what was mended: the smallest inputs, each read again; and that every reader is fuzzed."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from fuzz.promises import check_document, check_problem
from fuzz.targets import TARGETS
from tenderscan.document import Document, Notice
from tenderscan.errors import FileProblem
from tenderscan.readers import READERS, effort, read
from tenderscan.settings import DEFAULT_LIMITS, Limits

FOUND = Path(__file__).parents[2] / "corpus" / "nasty" / "found"
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (FOUND / "expected.jsonl").read_text(encoding="utf-8").splitlines()
]
SECONDS = 5.0
"""Of processor time for one file; the fuzzer allows two, on a machine that has nothing else to do."""


@pytest.fixture(autouse=True)
def _no_converters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The outcome is the same on every machine."""
    monkeypatch.setenv("TENDERSCAN_OCR", "off")
    monkeypatch.setenv("TENDERSCAN_SOFFICE", str(FOUND / "none"))


def test_every_file_has_its_expectation() -> None:
    assert sorted(row["file"] for row in ROWS) == sorted(
        path.name for path in FOUND.iterdir() if path.name != "expected.jsonl"
    )


@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_found_file_has_its_outcome(row: dict[str, Any]) -> None:
    path = FOUND / row["file"]
    began = time.process_time()
    outcome, codes = _outcome(path)
    assert outcome == row["outcome"]
    assert not row["code"] or row["code"] in codes
    assert time.process_time() - began < SECONDS


def _outcome(path: Path) -> tuple[str, set[str]]:
    """What becomes of a file, and the codes of what is said about it."""
    try:
        document = read(path, limits=Limits(seconds=60))
    except FileProblem as problem:
        check_problem(problem, path.name)
        return "failed", {problem.code}
    check_document(document, DEFAULT_LIMITS)
    return document.outcome.value, {notice.code for notice in document.notices}


@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_found_file_keeps_the_promises(row: dict[str, Any]) -> None:
    """As the fuzzer looks at it: with its reader, whatever the content looks like, and the files inside it."""
    with effort.bounded(row["file"], Limits(seconds=60)):
        TARGETS[row["file"].partition("-")[0]].check()((FOUND / row["file"]).read_bytes())


def test_every_reader_is_fuzzed() -> None:
    assert set(READERS) - set(TARGETS) == set()


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_good_files(name: str) -> None:
    target = TARGETS[name]
    check = target.check()
    seeds = target.seeds()
    assert seeds
    for seed in seeds:
        check(seed)


@pytest.mark.parametrize(
    "broken",
    [
        {"text": "a\fb"},
        {"text": "\na"},
        {"text": "a"},
        {"notices": (Notice("page-not-read", "Page 3.", page=3),)},
        {"text": "\ud800"},
    ],
)
def test_a_broken_promise_is_seen(broken: dict[str, Any]) -> None:
    from tests.build import source

    with pytest.raises(AssertionError):
        check_document(Document(source(), **({"text": ""} | broken)), DEFAULT_LIMITS)
