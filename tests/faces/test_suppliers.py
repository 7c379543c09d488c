"""Suppliers as people and machines see them, and what they decide."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.faces.conftest import Program
from tests.unit.suppliers.build import company, put
from tests.unit.suppliers.build import library as made_in

PAID = "Northgate Grounds Ltd (company number 01234567) was awarded the contract."


@pytest.fixture
def library(tmp_path: Path) -> Path:
    catalogue = made_in(tmp_path)
    put(catalogue, "award.pdf", PAID, [company("Northgate Grounds Ltd", "01234567")])
    put(catalogue, "minutes.pdf", "NORTHGATE GROUNDS LIMITED tendered.", [company("NORTHGATE GROUNDS LIMITED")])
    put(
        catalogue,
        "other.pdf",
        "Hartwell Ltd and Hartwell plc tendered.",
        [company("Hartwell Ltd"), company("Hartwell plc")],
    )
    return tmp_path / "library"


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_the_list(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("suppliers", "--library", library)
    assert answer.code == 0
    assert "Northgate Grounds Ltd" in answer.out
    assert "01234567" in answer.out
    assert "NORTHGATE" not in answer.out
    assert "1 pair may be one supplier" in answer.err
    assert "2 more" in tenderscan("suppliers", "--limit", 1, "--library", library).err


def test_the_list_for_machines(tenderscan: Program, library: Path) -> None:
    found = lines(tenderscan("suppliers", "--json", "--library", library).out)
    assert [(one["name"], one["documents"]) for one in found] == [
        ("Northgate Grounds Ltd", 2),
        ("Hartwell Ltd", 1),
        ("Hartwell plc", 1),
    ]
    assert set(found[0]) == {"name", "identifiers", "documents", "mentions", "spellings", "merges"}
    assert set(found[0]["spellings"][0]) == {"text", "canonical", "identifiers", "registered", "documents", "mentions"}
    (merge,) = found[0]["merges"]
    assert set(merge) == {
        *("rule", "score", "first", "second", "identifiers", "decision", "first_places", "second_places"),
    }
    assert (merge["rule"], merge["first_places"][0]["pages"]) == ("same-name", [1])


@pytest.mark.parametrize(("words", "found"), [("grounds", 1), ("01234567", 1), ("hartwell", 2), ("nobody", 0)])
def test_finding(tenderscan: Program, library: Path, words: str, found: int) -> None:
    assert len(lines(tenderscan("suppliers", "--find", words, "--json", "--library", library).out)) == found


def test_one_supplier(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("suppliers", "show", "northgate grounds", "--library", library)
    assert answer.code == 0
    for words in ("company 01234567", "NORTHGATE GROUNDS LIMITED", "same name", "Anytown Council", "p. 1", "award"):
        assert words in answer.out
    (whole,) = lines(tenderscan("suppliers", "show", "1234567", "--json", "--library", library).out)
    assert set(whole) == {
        *("name", "identifiers", "documents", "mentions", "spellings", "merges"),
        *("councils", "places", "values", "uncertain"),
    }
    assert whole["councils"] == ["Anytown Council"]
    assert {place["path"] for place in whole["places"]} == {"/share/award.pdf", "/share/minutes.pdf"}


@pytest.mark.parametrize(("name", "said"), [("Nobody Ltd", "No supplier"), ("hartwell", "any of 2 suppliers")])
def test_a_name_that_is_not_one(tenderscan: Program, library: Path, name: str, said: str) -> None:
    answer = tenderscan("suppliers", "show", name, "--library", library)
    assert answer.code == 5
    assert said in answer.err


def test_uncertain_pairs_are_decided(tenderscan: Program, library: Path) -> None:
    (pair,) = lines(tenderscan("suppliers", "uncertain", "--json", "--library", library).out)
    assert (pair["rule"], [side["name"] for side in pair["sides"]]) == ("other-form", ["Hartwell Ltd", "Hartwell plc"])
    assert pair["sides"][0]["places"][0]["pages"] == [1]
    shown = tenderscan("suppliers", "uncertain", "--library", library)
    assert "another legal form" in shown.out
    assert "p. 1" in shown.out
    merged = tenderscan(
        "suppliers", "merge", "Hartwell Ltd", "Hartwell plc", "--note", "asked", "--json", "--library", library
    )
    (decision,) = lines(merged.out)
    assert (decision["decision"], decision["kind"], decision["note"], len(decision["suppliers"])) == (
        1,
        "merge",
        "asked",
        1,
    )
    assert tenderscan("suppliers", "uncertain", "--library", library).err.startswith("Nothing is uncertain")
    assert "a person decided (decision 1)" in tenderscan("suppliers", "show", "Hartwell plc", "--library", library).out
    assert tenderscan("suppliers", "split", "Hartwell Ltd", "Hartwell plc", "--library", library).code == 0
    assert len(lines(tenderscan("suppliers", "--json", "--library", library).out)) == 3
    assert tenderscan("suppliers", "uncertain", "--library", library).err.startswith("Nothing is uncertain")


def test_decisions_are_listed_and_undone(tenderscan: Program, library: Path) -> None:
    assert "Nothing was decided" in tenderscan("suppliers", "decisions", "--library", library).err
    assert tenderscan("suppliers", "undo", "--library", library).code == 5
    tenderscan("suppliers", "merge", "Hartwell Ltd", "Northgate Grounds Ltd", "--library", library)
    assert "are one supplier" in tenderscan("suppliers", "decisions", "--library", library).out
    (undone,) = lines(tenderscan("suppliers", "undo", 1, "--json", "--library", library).out)
    assert undone["undone_at"] is not None
    assert "undone" in tenderscan("suppliers", "decisions", "--library", library).out
    (listed,) = lines(tenderscan("suppliers", "decisions", "--json", "--library", library).out)
    assert listed == undone
    assert len(lines(tenderscan("suppliers", "--json", "--library", library).out)) == 3


def test_what_is_decided_already(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("suppliers", "merge", "Northgate Grounds", "01234567", "--library", library)
    assert (answer.code, "one supplier already" in answer.err) == (2, True)


def test_tables(tenderscan: Program, library: Path, tmp_path: Path) -> None:
    tables = tmp_path / "suppliers.json"
    assert tenderscan("suppliers", "--export", tables, "--library", library).code == 0
    assert list(json.loads(tables.read_text())) == ["suppliers", "spellings", "merges"]
    one = tmp_path / "one.csv"
    assert tenderscan("suppliers", "show", "01234567", "--export", one, "--library", library).code == 0
    rows = list(csv.DictReader(io.StringIO(one.read_text(encoding="utf-8-sig"))))
    assert [row["spelling"] for row in rows] == ["NORTHGATE GROUNDS LIMITED", "Northgate Grounds Ltd"]
    pairs, whole = tmp_path / "pairs.xlsx", tmp_path / "one.json"
    assert tenderscan("suppliers", "uncertain", "--export", pairs, "--library", library).code == 0
    assert pairs.stat().st_size > 1_000
    assert tenderscan("suppliers", "show", "01234567", "--export", whole, "--library", library).code == 0
    assert list(json.loads(whole.read_text())) == [
        *("documents", "suppliers", "spellings", "merges", "values", "uncertain"),
    ]
    assert tenderscan("suppliers", "decisions", "--export", tmp_path / "d.jsonl", "--library", library).code == 0
    assert tenderscan("suppliers", "--export", tmp_path / "d.doc", "--library", library).code == 2


def test_a_register(tenderscan: Program, library: Path, tmp_path: Path) -> None:
    assert "No register was read" in tenderscan("suppliers", "register", "--library", library).err
    file = tmp_path / "register.csv"
    file.write_text("CompanyName,CompanyNumber\nHARTWELL LIMITED,07654321\nNOBODY LTD,1\n", encoding="utf-8")
    answer = tenderscan("suppliers", "register", file, "--library", library)
    assert (answer.code, "2 companies read, 1 names" in answer.err) == (0, True)
    assert "HARTWELL LIMITED" in tenderscan("suppliers", "--find", "07654321", "--library", library).out
    (read,) = lines(tenderscan("suppliers", "register", "--json", "--library", library).out)
    assert (read["file"], read["rows"], read["kept"]) == ("register.csv", 2, 1)
    (forgotten,) = lines(tenderscan("suppliers", "register", "--forget", "--json", "--library", library).out)
    assert forgotten["file"] is None
    assert tenderscan("suppliers", "register", file, "--forget", "--library", library).code == 2
    assert tenderscan("suppliers", "register", tmp_path / "gone.csv", "--library", library).code == 2


def test_names_that_would_steer_a_terminal(tenderscan: Program, tmp_path: Path) -> None:
    catalogue = made_in(tmp_path)
    put(catalogue, "a.pdf", "Hart\u202ewell Ltd", [company("Hart\u202ewell Ltd")])
    answer = tenderscan("suppliers", "--library", tmp_path / "library")
    assert "\u202e" not in answer.out


def test_an_empty_library(tenderscan: Program, tmp_path: Path) -> None:
    made_in(tmp_path)
    answer = tenderscan("suppliers", "--library", tmp_path / "library")
    assert (answer.code, answer.out) == (0, "")
    assert "names no supplier" in answer.err
    assert tenderscan("suppliers", "--library", tmp_path / "none").code == 4


def test_a_decision_that_meets_nothing_is_told(tenderscan: Program, library: Path, tmp_path: Path) -> None:
    tenderscan("suppliers", "merge", "Hartwell Ltd", "Northgate Grounds Ltd", "--library", library)
    (holds,) = lines(tenderscan("suppliers", "decisions", "--json", "--library", library).out)
    assert holds["unmet"] is False
    put(made_in(tmp_path), "other.pdf", "Nobody tendered.", [])
    (holds,) = lines(tenderscan("suppliers", "decisions", "--json", "--library", library).out)
    assert holds["unmet"] is True
    assert "no document has one of the two" in tenderscan("suppliers", "decisions", "--library", library).out


def test_rows_of_a_register_that_were_skipped_are_told(tenderscan: Program, library: Path, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text("CompanyName,CompanyNumber\nHARTWELL LIMITED,07654321\nNOBODY LTD,SC12\n", encoding="utf-8")
    assert "1 rows without" in tenderscan("suppliers", "register", file, "--library", library).err
    (read,) = lines(tenderscan("suppliers", "register", "--json", "--library", library).out)
    assert (read["rows"], read["skipped"]) == (1, 1)


def test_amounts_and_cells_as_people_write_them(tenderscan: Program, tmp_path: Path) -> None:
    rows = "".join(f"{number},Elmbank Ltd,{number}00.00\n" for number in range(1, 8))
    register = tmp_path / "payments.csv"
    register.write_text(f"Number,Supplier,Amount paid (£)\n{rows}9,Hodge Ltd,9.00\n", encoding="utf-8")
    assert tenderscan("ingest", register, "--library", tmp_path / "library").code == 0
    shown = tenderscan("suppliers", "show", "Elmbank", "--library", tmp_path / "library").out
    assert "B2–B8" in shown
    assert "7 from £100.00 to £700.00, £2,800.00 in all" in shown
