"""Every nasty file ends as its expectation says: read, partly, or failed with a code; soon, and without a traceback."""

import itertools
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.nasty.build import EXPECTED, cases, expected
from tenderscan.document import Document
from tenderscan.errors import FileProblem
from tenderscan.ingest.means import Means
from tenderscan.ingest.nest import Found, unpacked
from tenderscan.ingest.steps import Steps
from tenderscan.readers import Loaded, load, members, read_loaded
from tenderscan.settings import Limits

FOLDER = Path(__file__).resolve().parents[2] / "corpus" / "nasty"
OUTCOMES = FOLDER / "outcomes.json"
"""What became of each file when somebody last looked: nothing may come to be read less without being noticed."""
ROWS = [json.loads(line) for line in (FOLDER / EXPECTED).read_text(encoding="utf-8").splitlines()]
CASES = {case.name: case for case in cases()}
LIMITS = Limits(seconds=120)
LONGEST = 20
"""Seconds of work on one file with all that is in it; a sheet of a million rows takes ten, the others below five."""
SECRET = ("root:x:0", "root:!:")
"""What /etc/passwd would look like."""

Fate = tuple[str, frozenset[str], str]
"""Outcome, codes, and text."""


def fate(found: Found) -> Fate:
    """What became of a file."""
    if found.loaded is None or found.loaded.problem:
        problem = found.problem or (found.loaded and found.loaded.problem)
        assert problem is not None
        return "failed", told(problem), ""
    try:
        document = read_loaded(found.loaded, limits=LIMITS)
    except FileProblem as problem:
        return "failed", told(problem), ""
    check(document)
    assert not any("fault in tenderscan" in notice.message for notice in found.lacking), found.lacking
    document = replace(document, notices=(*document.notices, *found.lacking))
    return document.outcome.value, frozenset(notice.code for notice in document.notices), document.text


def told(problem: FileProblem) -> frozenset[str]:
    """The code of a failure, whose message must be fit to be read."""
    lines = problem.message.splitlines()
    assert 1 <= len(lines) <= 2, problem.message
    assert problem.code not in ("file", "internal"), problem.message
    problem.message.encode()
    return frozenset({problem.code})


def check(document: Document) -> None:
    """What holds for every document."""
    text = document.text
    text.encode()
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(text)
        end = block.span.end
    assert not any(secret in text for secret in SECRET)
    assert all(page.span.end <= len(text) for page in document.pages)


def walk(loaded: Loaded, name: str) -> Iterator[tuple[str, Fate]]:
    """Path and fate of a file and of all files in it."""
    steps = Steps(
        load=lambda path: load(path, limits=LIMITS),
        read=lambda loaded: read_loaded(loaded, limits=LIMITS),
        tag=lambda document: (),
        read_by="",
        tagged_by="",
        members=lambda loaded: members(loaded, limits=LIMITS),
        means=Means(limits=LIMITS),
    )
    for found in unpacked(name, loaded, steps):
        yield found.place, fate(found)


def agrees(wanted: dict[str, str], got: Fate) -> bool:
    outcome, codes, text = got
    if outcome not in wanted["outcome"].split("|"):
        return False
    if outcome != "failed" and wanted.get("says", "") not in text:
        return False
    # Where a file may be read or not, the code is that of the failure.
    matters = "|" not in wanted["outcome"] or outcome == "failed"
    return not (matters and "code" in wanted) or bool(codes & set(wanted["code"].split("|")))


def differences(row: dict[str, Any], fates: dict[str, Fate]) -> list[str]:
    """Where a file or something in it did not end as expected."""
    name, named = row["file"], row.get("members", {})
    wanted = {name: row, **{f"{name}!/{path}": fate for path, fate in named.items()}}
    if "others" in row:
        wanted |= dict.fromkeys(fates.keys() - wanted.keys(), row["others"])
    return [
        f"{place}: {shown(fates.get(place))} instead of {fate['outcome']} {fate.get('code', '')} {fate.get('says', '')}"
        for place, fate in wanted.items()
        if place not in fates or not agrees(fate, fates[place])
    ]


def counted(fates: dict[str, Fate]) -> dict[str, int]:
    """How often each outcome with its codes occurs among a file and all files in it."""
    return dict(sorted(Counter(" ".join((outcome, *sorted(codes))) for outcome, codes, _ in fates.values()).items()))


def shown(got: Fate | None) -> str:
    return f"{got[0]} {sorted(got[1])} {got[2][:60]!r}" if got else "missing"


@pytest.fixture(autouse=True)
def _no_converters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The outcome is the same on every machine."""
    monkeypatch.setenv("TENDERSCAN_OCR", "off")
    monkeypatch.setenv("TENDERSCAN_SOFFICE", str(FOLDER / "none"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_nasty_file(row: dict[str, Any], tmp_path: Path, golden: Callable[[Path, Any, str], None]) -> None:
    path = tmp_path / Path(row["file"]).name
    path.write_bytes(CASES[row["file"]].build())
    began = time.process_time()
    try:
        loaded = load(path, limits=LIMITS)
    except FileProblem as problem:
        fates: dict[str, Fate] = {row["file"]: ("failed", told(problem), "")}
    else:
        fates = dict(walk(loaded, row["file"]))
    assert time.process_time() - began < LONGEST
    assert differences(row, fates) == []
    golden(OUTCOMES, counted(fates), row["file"])
    assert list(tmp_path.iterdir()) == [path]


def test_expectations_are_those_of_the_builder() -> None:
    assert (FOLDER / EXPECTED).read_text(encoding="utf-8") == expected()
    assert len(ROWS) >= 60


def test_two_builds_have_the_same_bytes() -> None:
    # Each theme builds in its own way; the large ones are left out, for the time they take.
    for case in itertools.islice(CASES.values(), 0, None, 3):
        content = case.build()
        if len(content) < 200_000:
            assert case.build() == content, case.name
