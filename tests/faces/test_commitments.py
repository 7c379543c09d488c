"""`tenderscan commitments` as a person and a machine call it."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.faces.conftest import Program

BID = """# Social Value Response

Name of tenderer: Hartwell Grounds Ltd

We will create 4 apprenticeships at Level 3 by 31 March 2027.

We will give 300 hours of volunteering each year.

We will plant 500 trees.
"""
CONTRACT = """# Contract

The Supplier shall create 3 apprenticeships at Level 3.

The Supplier shall give 300 hours of volunteering each year.

The Supplier shall attend 4 review meetings each year.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bid, its contract, a paper without a promise, and a file that cannot be read."""
    from tenderscan.cli.app import run

    folder = tmp_path_factory.mktemp("commitments")
    pack = folder / "Grounds"
    pack.mkdir()
    (pack / "bid.md").write_text(BID, encoding="utf-8")
    (pack / "contract.md").write_text(CONTRACT, encoding="utf-8")
    (pack / "letter.txt").write_text("Thank you for the tender.", encoding="utf-8")
    (pack / "broken.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<<")
    assert run(["ingest", str(pack), "--pack", "Grounds", "--library", str(folder / "library")]) == 3
    return folder / "library"


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_list_for_people(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("commitments", "--library", library)
    assert answer.code == 0
    assert "4 apprentices: apprenticeships at Level 3" in answer.out
    assert "by 2027-03-31" in answer.out
    assert "worth —" in answer.out
    assert "6 commitments in 2 of 3 documents." in answer.err


def test_list_for_machines(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("commitments", "--library", library, "--document", "bid.md", "--json")
    found = lines(answer.out)
    assert [set(line) >= {"path", "sha256", "title", "pack", "label", "text", "page", "value"} for line in found] == [
        True,
        True,
        True,
    ]
    assert [line["value"]["unit"] for line in found] == ["apprentices", "hours", "trees"]
    assert {line["label"] for line in found} == {"commitment"}


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (("--pack", "grounds"), 6),
        (("--theme", "jobs"), 2),
        (("--document", "contract.md", "--theme", "social"), 1),
        (("--document", "letter.txt"), 0),
    ],
)
def test_chosen(tenderscan: Program, library: Path, options: tuple[str, ...], number: int) -> None:
    answer = tenderscan("commitments", "--library", library, "--json", *options)
    assert (answer.code, len(lines(answer.out))) == (0, number)


def test_nothing_found_is_said(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("commitments", "--library", library, "--document", "letter.txt")
    assert (answer.code, answer.out) == (0, "")
    assert "No commitment was found in 1 document." in answer.err


def test_compare_for_people(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("commitments", "--library", library, "--compare", "bid.md", "contract.md")
    assert answer.code == 0
    assert "1 dropped · 1 less · 0 weakened · 0 unclear · 0 not judged · 1 kept · 0 more · 1 added" in answer.out
    assert (
        "LESS  4 apprentices: apprenticeships at Level 3  3 instead of 4, no date instead of 2027-03-31" in answer.out
    )
    assert "Warning" not in answer.err
    assert answer.out.index("DROPPED") < answer.out.index("LESS") < answer.out.index("ADDED")
    for quote in ("We will plant 500 trees.", "The Supplier shall create 3 apprenticeships at Level 3."):
        assert quote in answer.out
    assert "contract: —" in answer.out


def test_compare_for_machines(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("commitments", "--library", library, "--compare", "bid.md", "contract.md", "--json")
    found = lines(answer.out)
    assert [line["outcome"] for line in found] == ["less", "kept", "dropped", "added"]
    assert all(set(line) == {"outcome", "why", "bid", "contract"} for line in found)
    assert (found[2]["contract"], found[3]["bid"]) == ([], [])


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".json", ".jsonl"])
@pytest.mark.parametrize("compare", [(), ("--compare", "bid.md", "contract.md")])
def test_exports(tenderscan: Program, library: Path, tmp_path: Path, ending: str, compare: tuple[str, ...]) -> None:
    path = tmp_path / f"commitments{ending}"
    answer = tenderscan("commitments", "--library", library, *compare, "--export", path)
    assert (answer.code, answer.out) == (0, "")
    assert "lines written" in answer.err
    if ending == ".csv":
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
        assert [row["bid_quantity" if compare else "quantity"] for row in rows][:3] == ["4", "300", "500"]
    assert path.stat().st_size > 100


def test_wrong_usage(tenderscan: Program, library: Path, tmp_path: Path) -> None:
    both = tenderscan("commitments", "--library", library, "--compare", "bid.md", "contract.md", "--pack", "x")
    assert (both.code, "names its two documents itself" in both.err) == (2, True)
    theme = tenderscan("commitments", "--library", library, "--theme", "sport")
    assert (theme.code, "Themes are" in theme.err) == (2, True)
    assert tenderscan("commitments", "--library", library, "--export", tmp_path / "x.doc").code == 2
    assert tenderscan("commitments", "--library", library, "--document", "no such paper").code == 5
    assert tenderscan("commitments", "--library", tmp_path / "nothing").code == 4


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--pack", "Ground"), "No pack of the library is called “Ground”.\nDo you mean “Grounds”?"),
        (("--pack", "Elsewhere"), "Packs are named when files are ingested"),
        (("--supplier", "Hartwel Grounds"), "Do you mean “Hartwell Grounds Ltd”?"),
        (("--supplier", "Zzyzx"), "tenderscan suppliers lists them."),
    ],
)
def test_unknown_names_are_said(tenderscan: Program, library: Path, options: tuple[str, ...], words: str) -> None:
    answer = tenderscan("commitments", "--library", library, *options)
    assert (answer.code, answer.out) == (5, "")
    assert " ".join(words.split()) in " ".join(answer.err.split())


def test_warnings_of_a_comparison(tenderscan: Program, library: Path) -> None:
    empty = tenderscan("commitments", "--library", library, "--compare", "bid.md", "letter.txt")
    assert (empty.code, "No commitment was found in the contract" in " ".join(empty.err.split())) == (0, True)
    swapped = tenderscan("commitments", "--library", library, "--compare", "contract.md", "bid.md", "--json")
    assert "was named as the contract and looks like a bid" in " ".join(swapped.err.split())
    assert all(json.loads(line) for line in swapped.out.splitlines())
    same = tenderscan("commitments", "--library", library, "--compare", "bid.md", "bid.md")
    assert (same.code, "are the same document" in same.err) == (2, True)


def test_a_document_that_could_not_be_read(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("commitments", "--library", library, "--document", "broken.pdf")
    assert (answer.code, "could not be read, damaged" in answer.err) == (3, True)
    compared = tenderscan("commitments", "--library", library, "--compare", "bid.md", "broken.pdf")
    assert (compared.code, compared.out) == (3, "")
