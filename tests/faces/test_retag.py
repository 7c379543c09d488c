"""`tenderscan retag`, and what `tenderscan runs show` tells of it."""

import csv
import gc
import io
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy.exc import OperationalError

from tenderscan.batch.retag import Retagged
from tenderscan.batch.run import Workers
from tenderscan.catalogue.changes import EnteredChange
from tenderscan.ingest.library import Library
from tests.faces.conftest import Program

PACK = "harrowmere-grounds"


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A library of some documents, tagged by the rules at hand; tests copy it."""
    from tenderscan.cli.app import run

    folder = tmp_path_factory.mktemp("tagged")
    pack = sorted((repository / "corpus" / "packs" / PACK).iterdir())[:4]
    assert run(["ingest", *map(str, pack), "--library", str(folder), "--workers", "1"]) == 0
    return folder


@pytest.fixture
def library(tagged: Path, tmp_path: Path) -> Path:
    """The library as other rules would have left it: one finding more, one less, one with another value, one surer."""
    folder = tmp_path / "library"
    shutil.copytree(tagged, folder)
    with rows(folder) as database:
        money = database.execute(
            "SELECT sha256, position, value, start FROM finding WHERE label = 'money' ORDER BY sha256, position LIMIT 2"
        ).fetchall()
        (first, second) = money
        value = json.loads(first[2]) | {"amount": "1.00"}
        database.execute(
            "UPDATE finding SET value = ? WHERE sha256 = ? AND position = ?", (json.dumps(value), *first[:2])
        )
        database.execute("UPDATE finding SET score = 0.123 WHERE sha256 = ? AND position = ?", second[:2])
        lost = "FROM finding WHERE label = 'document_type' ORDER BY sha256 LIMIT 1"
        (sha256, position) = database.execute(f"SELECT sha256, position {lost}").fetchone()
        database.execute("DELETE FROM finding WHERE sha256 = ? AND position = ?", (sha256, position))
        (sha256, text) = database.execute("SELECT sha256, text FROM document ORDER BY sha256 LIMIT 1").fetchone()
        database.execute(
            "INSERT INTO finding (sha256, position, label, start, end, quote, rule, score, value, day)"
            " VALUES (?, 9999, 'date', 0, 5, ?, 'date/of-old', 0.5, ?, '2026-01-31')",
            (sha256, text[:5], json.dumps({"iso": "2026-01-31", "role": "other"})),
        )
        database.execute("UPDATE document SET tagged_by = 'tagger 0, rules of old'")
    return folder


@contextmanager
def rows(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as database:
        yield database
        database.commit()


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


EXPECTED = {"gained": 1, "lost": 1, "altered": 1, "rescored": 1}


def test_retag_for_people(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("retag", "--library", library, "--workers", "1")
    assert answer.code == 0
    assert "4 documents tagged again" in answer.out
    assert "before by tagger 0, rules of old" in answer.out
    assert "£1.00 " in answer.out
    assert " → £" in answer.out
    assert "date/of-old" in answer.out
    assert "31/01/2026\n" in answer.out
    assert "sure 12.3% → " in answer.out
    number = 2
    assert f"tenderscan runs show {number}" in answer.err

    shown = tenderscan("runs", "show", number, "--library", library)
    assert shown.code == 0
    assert f"Run {number}: retag" in shown.out
    # What the command told, told again.
    told = answer.out[answer.out.index("4 documents tagged") :]
    assert told in shown.out
    again = tenderscan("retag", "--library", library)
    assert (again.code, again.out) == (0, "")
    assert "Nothing to do" in again.err


def test_retag_as_json(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("retag", "--library", library, "--workers", "1", "--json")
    assert answer.code == 0
    events = lines(answer.out)
    changes = [event for event in events if event["event"] == "change"]
    assert sorted(change["change"] for change in changes) == sorted(EXPECTED)
    altered = next(change for change in changes if change["change"] == "altered")
    assert set(altered) == {"event", "change", "label", "path", "sha256", "page", "cell", "before", "after"}
    assert set(altered["before"]) == {"rule", "text", "start", "end", "value", "score"}
    assert altered["before"]["value"]["amount"] == "1.00"
    assert altered["after"]["value"]["amount"] != "1.00"
    assert [change["before"] for change in changes if change["change"] == "gained"] == [None]
    summary = events[-1]["summary"]
    assert (summary["documents"], summary["failed"], summary["changes"]) == (4, 0, EXPECTED)
    assert summary["tagged_before"] == ["tagger 0, rules of old"]
    assert summary["labels"]["date"] == {"gained": 0, "lost": 1, "altered": 0, "rescored": 0}
    assert summary["rules"]["date/of-old"]["lost"] == 1
    (shown,) = lines(tenderscan("runs", "show", summary["run"], "--library", library, "--json").out)
    assert shown["kind"] == "retag"
    assert {name: shown[name] for name in summary} == summary
    kept = [{name: value for name, value in change.items() if name != "event"} for change in changes]
    assert sorted(shown["results"], key=str) == sorted(kept, key=str)


def test_a_dry_run_tells_the_same_and_stores_nothing(tenderscan: Program, library: Path, tmp_path: Path) -> None:
    table = tmp_path / "dry.csv"
    dry = tenderscan("retag", "--dry-run", "--library", library, "--workers", "1", "--export", table)
    assert dry.code == 0
    assert "Nothing was stored" in dry.err
    with rows(library) as database:
        assert database.execute("SELECT COUNT(*) FROM run").fetchone() == (1,)
        assert database.execute("SELECT DISTINCT tagged_by FROM document").fetchall() == [("tagger 0, rules of old",)]
    real = tenderscan("retag", "--library", library, "--workers", "1")
    assert real.out == dry.out
    assert len(list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))) == 4


@pytest.mark.parametrize("when", ["at once", "later"])
def test_every_change_is_exported(tenderscan: Program, library: Path, tmp_path: Path, when: str) -> None:
    files = [tmp_path / f"changes{ending}" for ending in (".csv", ".xlsx", ".json")]
    export = [word for file in files for word in ("--export", file)]
    if when == "at once":
        assert tenderscan("retag", "--library", library, "--workers", "1", *export).code == 0
    else:
        tenderscan("retag", "--library", library, "--workers", "1")
        assert tenderscan("runs", "show", "--library", library, *export).code == 0
    in_csv = list(csv.DictReader(io.StringIO(files[0].read_text(encoding="utf-8-sig"))))
    assert sorted(row["change"] for row in in_csv) == sorted(EXPECTED)
    altered = next(row for row in in_csv if row["change"] == "altered")
    assert altered["value_before"].startswith("£1.00")
    assert altered["value_after"].startswith("£")
    assert altered["quote_before"] == altered["quote_after"]
    book = openpyxl.load_workbook(files[1], read_only=True)
    try:
        assert book.sheetnames == ["Changes", "By rule", "By label", "Not tagged"]
        assert len(list(book["Changes"].iter_rows())) == 5
    finally:
        book.close()
    in_json = json.loads(files[2].read_text(encoding="utf-8"))
    assert [row["change"] for row in in_json["changes"]] == [row["change"] for row in in_csv]
    assert {row["label"]: row["lost"] for row in in_json["by_label"]}["date"] == 1


def test_all_tags_also_what_the_same_rules_tagged(tenderscan: Program, tagged: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(tagged, folder)
    answer = tenderscan("retag", "--all", "--library", folder, "--workers", "1")
    assert "4 documents tagged again, 0 changed" in answer.out
    assert "No finding was gained, lost or altered." in answer.out


def test_a_document_that_cannot_be_tagged_is_named(tenderscan: Program, library: Path) -> None:
    with rows(library) as database:
        (sha256, name) = database.execute("SELECT sha256, name FROM document ORDER BY name LIMIT 1").fetchone()
        database.execute("UPDATE document SET layout = '{' WHERE sha256 = ?", (sha256,))
    answer = tenderscan("retag", "--library", library, "--workers", "1", "--json")
    assert answer.code == 3
    (error,) = lines(answer.out)[-1]["summary"]["errors"]
    assert (error["sha256"], error["code"]) == (sha256, "library-damaged")
    shown = tenderscan("runs", "show", "--library", library)
    assert "1 failed" in shown.out
    assert name in shown.out


def test_a_dry_run_keeps_no_more_in_memory_than_it_shows(
    tenderscan: Program, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of many documents changes a lot; what is told at the end is all of it, by path."""
    from tenderscan.batch import retag

    most = 0

    def compare(opened: Library, workers: Workers, **_: object) -> Iterator[Retagged]:
        nonlocal most
        (one, *_rest) = [one for one in compared(opened, workers) if one.tagged.changes]
        change = one.tagged.changes[0]
        for number in reversed(range(60)):
            path = f"/share/{number:02}.txt"
            changes = tuple(replace(change, path=path, page=page) for page in range(50))
            yield replace(one, tagged=replace(one.tagged, path=path, changes=changes))
            del changes
            gc.collect()
            most = max(most, sum(isinstance(thing, EnteredChange) for thing in gc.get_objects()))

    compared = retag.compare
    monkeypatch.setattr(retag, "compare", compare)
    table = tmp_path / "dry.csv"
    answer = tenderscan("retag", "--dry-run", "--library", library, "--workers", "1", "--export", table)
    assert "60 documents tagged again, 60 changed" in answer.out
    rows_of = [row["path"] for row in csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig")))]
    assert rows_of == [f"/share/{number:02}.txt" for number in range(60) for _ in range(50)]
    assert "/share/00.txt, p. 1" in answer.out
    assert "… and 2,997 more" in answer.out
    assert most < 300


def test_a_disk_without_room_for_a_dry_run_is_told(
    tenderscan: Program, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tenderscan.catalogue import changes

    monkeypatch.setattr(changes, "enter_changes", _full)
    answer = tenderscan("retag", "--dry-run", "--library", library, "--workers", "1")
    assert (answer.code, "database or disk is full" in answer.err) == (2, True)


def _full(*_: object) -> None:
    raise OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))


def test_nothing_steers_the_terminal(tenderscan: Program, library: Path) -> None:
    with rows(library) as database:
        database.execute("UPDATE finding SET rule = 'date/' || char(27) || '[31mred' WHERE rule = 'date/of-old'")
        database.execute("UPDATE finding SET quote = char(27) || quote WHERE position = 9999")
    answer = tenderscan("retag", "--library", library, "--workers", "1")
    assert "[31mred" in answer.out
    assert "\x1b" not in answer.out


def test_wrong_calls(tenderscan: Program, library: Path, tmp_path: Path) -> None:
    answer = tenderscan("retag", "--library", library, "--export", tmp_path / "changes.pdf")
    assert (answer.code, ".xlsx" in answer.err) == (2, True)
    assert tenderscan("retag", "--library", tmp_path / "nowhere").code == 4
    assert tenderscan("retag", "--library", library, "--workers", "0").code == 2
    with rows(library) as database:
        assert database.execute("SELECT COUNT(*) FROM run").fetchone() == (1,)
