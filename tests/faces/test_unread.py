"""What could not be read: the list for people and machines, the second attempt, and limits."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.faces.conftest import Program


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A text, an archive with a text, an empty file and a file that is none, and a text with a dangerous name."""
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "notes.txt").write_text("Grounds maintenance, £1,200.00", encoding="utf-8")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("inside.txt", "street cleaning")
        archive.writestr("nothing.txt", "")
        archive.writestr("=1+1.pdf", b"%PDF-1.4\n1 0 obj\n<<")
    (folder / "pack.zip").write_bytes(stream.getvalue())
    return folder


@pytest.fixture
def library(tenderscan: Program, share: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    assert tenderscan("ingest", share, "--library", folder).code == 3
    return folder


def test_unread_as_json(tenderscan: Program, library: Path, share: Path) -> None:
    answer = tenderscan("unread", "--library", library, "--json")
    lines = {Path(line["path"]).name: line for line in map(json.loads, answer.out.splitlines())}
    assert answer.code == 0
    assert set(lines) == {"=1+1.pdf", "nothing.txt", "pack.zip"}
    assert (lines["=1+1.pdf"]["outcome"], lines["=1+1.pdf"]["reasons"][0]["code"]) == ("failed", "damaged")
    assert lines["nothing.txt"]["sha256"] is None
    assert lines["pack.zip"]["outcome"] == "partly"
    assert lines["pack.zip"]["sha256"] == lines["nothing.txt"]["parent"]
    for line in lines.values():
        assert set(line) == {
            *("path", "gone_at", "sha256", "parent", "outcome", "confidence", "pages", "pages_not_read", "reasons"),
            "can_succeed_now",
        }


def test_unread_for_people(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("unread", "--library", library)
    assert "2 not read, 1 read in part" in answer.out
    assert "pack.zip!/nothing.txt" in answer.out


def test_unread_as_a_table_without_formulas(tenderscan: Program, library: Path, tmp_path: Path) -> None:
    table = tmp_path / "unread.csv"
    assert tenderscan("unread", "--library", library, "--csv", table).code == 0
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 3
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_unread_says_when_all_is_well(tenderscan: Program, share: Path, tmp_path: Path) -> None:
    folder = tmp_path / "good"
    tenderscan("ingest", share / "notes.txt", "--library", folder)
    assert "Everything in the library was read" in tenderscan("unread", "--library", folder).err


def test_retry_does_what_a_higher_limit_allows(tenderscan: Program, share: Path, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    tenderscan("ingest", share / "notes.txt", "--library", folder, "--allow", "characters=5")
    (line,) = map(json.loads, tenderscan("unread", "--library", folder, "--json").out.splitlines())
    assert (line["reasons"][0]["code"], line["can_succeed_now"]) == ("limit-exceeded", "more is allowed")
    assert "0 of 1" in tenderscan("ingest", "--retry", "--library", folder, "--allow", "characters=5").err
    again = tenderscan("ingest", "--retry", "--library", folder)
    assert (again.code, "1 of 1" in again.err) == (0, True)
    assert tenderscan("unread", "--library", folder, "--json").out == ""
    assert "notes" in tenderscan("search", "grounds", "--library", folder).out


@pytest.mark.parametrize("words", [[], ["--retry", "notes.txt"]])
def test_either_paths_or_retry(tenderscan: Program, library: Path, words: list[str]) -> None:
    assert tenderscan("ingest", *words, "--library", library).code == 2


@pytest.mark.parametrize("allowance", ["seconds", "seconds=-1", "speed=3", "memory=much"])
def test_an_allowance_that_is_not_understood(tenderscan: Program, share: Path, allowance: str) -> None:
    answer = tenderscan("extract", share / "notes.txt", "--allow", allowance)
    assert answer.code == 2
    assert allowance in answer.err
    assert "unpacked_bytes" in answer.err


def test_a_search_that_finds_nothing_tells_what_was_not_read(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("search", "bloodworth", "--library", library)
    assert "could not be wholly read and may hold it" in answer.err


def test_an_empty_file_is_tried_again_when_it_has_bytes(tenderscan: Program, share: Path, tmp_path: Path) -> None:
    (share / "empty.txt").write_bytes(b"")
    folder = tmp_path / "empty"
    tenderscan("ingest", share / "empty.txt", "--library", folder)
    assert "0 of 1" in tenderscan("ingest", "--retry", "--library", folder).err
    (share / "empty.txt").write_text("words at last")
    assert "1 of 1" in tenderscan("ingest", "--retry", "--library", folder).err
    assert tenderscan("unread", "--library", folder, "--json").out == ""
