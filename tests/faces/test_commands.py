"""Each command, on the sample packs and on bad input: what it prints, and the exit code."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from tenderscan import __version__, wiring
from tests.faces.conftest import Program


def test_version(tenderscan: Program) -> None:
    assert tenderscan("--version") == (0, f"tenderscan {__version__}\n", "")


def test_help_lists_every_command(tenderscan: Program) -> None:
    answer = tenderscan("--help")
    assert answer.code == 0
    for command in ("ingest", "search", "show", "extract", "index", "demo"):
        assert f" {command} " in answer.out


def test_the_module_runs_like_the_program() -> None:
    done = subprocess.run([sys.executable, "-m", "tenderscan", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"tenderscan {__version__}"


def test_ingest_ends_in_a_table_and_a_second_run_skips(tenderscan: Program, packs: list[Path], tmp_path: Path) -> None:
    files = [path for path in sorted(packs[0].iterdir()) if path.suffix == ".docx"][:3]
    assert len(files) == 3
    first = tenderscan("ingest", *files, "--library", tmp_path)
    assert (first.code, first.out.split()[:1]) == (0, ["Ingested"])
    assert ["read", "3", "0"] in [line.split() for line in first.out.splitlines()]
    second = tenderscan("ingest", *files, "--library", tmp_path)
    assert ["read", "3", "3"] in [line.split() for line in second.out.splitlines()]


def test_ingest_json_is_one_line_a_file_and_a_summary(tenderscan: Program, packs: list[Path], tmp_path: Path) -> None:
    file = next(packs[0].glob("*.docx"))
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\ncut off")
    answer = tenderscan("ingest", file, bad, "--library", tmp_path / "library", "--json")
    assert answer.code == 3
    events = [json.loads(line) for line in answer.out.splitlines()]
    files = {event["path"]: event for event in events if event["event"] == "file"}
    assert (files[str(file)]["outcome"], files[str(file)]["error"]) == ("read", None)
    assert (files[str(bad)]["outcome"], files[str(bad)]["error"]["code"]) == ("failed", "damaged")
    assert events[-1]["event"] == "summary"
    counts = {"files": 2, "read": 1, "partly": 0, "failed": 1, "unchanged": 0}
    assert {key: events[-1]["summary"][key] for key in counts} == counts


def test_search_shows_page_and_marked_words(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("search", "social value apprenticeship", "--library", library)
    assert answer.code == 0
    assert "match" in answer.out.splitlines()[0]
    assert " p. " in answer.out
    assert "apprentice" in answer.out.lower()


def test_the_library_may_be_named_before_the_command_or_in_the_environment(
    tenderscan: Program, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = tenderscan("search", "contract", "--library", library)
    assert tenderscan("--library", library, "search", "contract") == after
    monkeypatch.setenv("TENDERSCAN_LIBRARY", str(library))
    assert tenderscan("search", "contract") == after


def test_blanks_are_shown_and_can_be_left_out(tenderscan: Program, library: Path) -> None:
    shown = json.loads(tenderscan("search", "value:>£1", "--library", library, "--limit", "99", "--json").out)
    assert shown["unknown"]["value"] > 0
    flags = [bool(hit["unknown"]) for hit in shown["hits"]]
    assert flags == sorted(flags), "documents of unknown value stand behind the others"
    only = json.loads(
        tenderscan("search", "value:>£1 -value:unknown", "--library", library, "--limit", "99", "--json").out
    )
    assert only["total"] == shown["total"] - shown["unknown"]["value"] > 0


def test_a_query_may_begin_with_a_minus(tenderscan: Program, library: Path) -> None:
    some = json.loads(tenderscan("search", "-apprenticeship contract", "--library", library, "--json").out)
    everything = json.loads(tenderscan("search", "contract", "--library", library, "--json").out)
    assert 0 < some["total"] < everything["total"]


def test_a_mistyped_option_is_told_and_not_searched_for(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("search", "contract", "--limt", "3", "--library", library)
    assert (answer.code, answer.out) == (2, "")
    assert "--limt" in answer.err


def test_a_search_tells_that_the_index_is_behind(tenderscan: Program, own_library: Path) -> None:
    opened = wiring.open_library(own_library)
    with opened.engine.write() as writer:
        writer.remove(sorted(opened.engine.ids())[:3])
    answer = tenderscan("search", "zyzzyva", "--library", own_library)
    assert "3 documents of the library are not in the index" in answer.err
    assert "No document holds" not in answer.err


def test_no_hit_names_the_word_that_stands_nowhere(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("search", "contract zyzzyva", "--library", library)
    assert (answer.code, answer.out) == (0, "")
    assert "zyzzyva" in answer.err


@pytest.mark.parametrize("query", ['"open', "value:>lots", "colour:red", "(a", "date:31/02/2026"])
def test_a_wrong_query_is_an_error_with_its_column(tenderscan: Program, library: Path, query: str) -> None:
    answer = tenderscan("search", query, "--library", library)
    assert (answer.code, answer.out) == (2, "")
    assert "column" in answer.err.lower()


def test_show_by_path_hash_and_title_is_the_same(tenderscan: Program, library: Path) -> None:
    hit = json.loads(tenderscan("search", "award", "--library", library, "--json").out)["hits"][0]
    by_path = tenderscan("show", hit["path"], "--library", library)
    assert by_path.code == 0
    assert tenderscan("show", hit["sha256"][:12], "--library", library) == by_path
    assert hit["title"] in by_path.out


def test_show_findings_have_page_and_quote(tenderscan: Program, library: Path, packs: list[Path]) -> None:
    contract = next(path for path in sorted(packs[0].iterdir()) if "contract" in path.name.lower())
    people = tenderscan("show", contract, "--findings", "--library", library)
    assert people.code == 0
    assert "Suppliers (" in people.out
    assert "Money (" in people.out
    machine = json.loads(tenderscan("show", contract, "--findings", "--json", "--library", library).out)
    assert "text" not in machine
    assert machine["findings"]


def test_show_one_page(tenderscan: Program, library: Path, packs: list[Path]) -> None:
    document = next(path for path in sorted(packs[0].glob("*.pdf")))
    whole = json.loads(tenderscan("show", document, "--json", "--library", library).out)
    answer = tenderscan("show", document, "--page", "1", "--library", library)
    assert "page 1" in answer.out
    assert "page 2" not in answer.out
    beyond = tenderscan("show", document, "--page", "999", "--library", library)
    assert (beyond.code, "page-not-found" in beyond.err) == (5, True)
    first = whole["pages"][0]
    assert whole["text"][first["start"] : first["end"]].split()[0] in answer.out


def test_show_page_of_a_word_file_says_that_it_has_none(tenderscan: Program, library: Path, packs: list[Path]) -> None:
    answer = tenderscan("show", next(packs[0].glob("*.docx")), "--page", "1", "--library", library)
    assert (answer.code, "page-not-found" in answer.err) == (5, True)


def test_show_what_is_not_there(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("show", "no such thing", "--library", library)
    assert (answer.code, answer.out, "document-not-found" in answer.err) == (5, "", True)


def test_extract_needs_no_library(
    tenderscan: Program, packs: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TENDERSCAN_LIBRARY", str(tmp_path / "never"))
    answer = tenderscan("extract", next(packs[0].glob("*.docx")))
    assert answer.code == 0
    assert "Suppliers" in answer.out
    assert not (tmp_path / "never").exists()


BAD_FILES = {
    "empty.pdf": (b"", "empty"),
    "cut.pdf": (b"%PDF-1.4\n1 0 obj\n<<", "damaged"),
    "program.pdf": (b"\x7fELF" + b"\0" * 64, "wrong-type"),
    "archive.rar": (b"Rar!\x1a\x07\x01\x00" + b"\0" * 64, "unsupported-format"),
    "cut.docx": (b"PK\x03\x04\x14\x00\x06\x00", "damaged"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "damaged"),
    "sheet.xlsx": (b"PK\x03\x04\x14\x00\x06\x00", "damaged"),
    "text.odt": (b"PK\x03\x04\x14\x00\x06\x00", "damaged"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_files_have_their_own_code_and_name_the_file(tenderscan: Program, tmp_path: Path, name: str) -> None:
    content, code = BAD_FILES[name]
    (tmp_path / name).write_bytes(content)
    answer = tenderscan("extract", tmp_path / name, "--json")
    failure = json.loads(answer.out)
    assert (answer.code, failure["outcome"], failure["error"]["code"]) == (3, "failed", code)
    assert name in failure["error"]["message"]
    assert len(failure["error"]["message"].splitlines()) <= 2
    assert "Traceback" not in answer.err


def test_a_missing_path_is_told(tenderscan: Program, tmp_path: Path) -> None:
    answer = tenderscan("ingest", tmp_path / "nowhere", "--library", tmp_path / "library")
    assert answer.code == 3
    assert "path-missing" in answer.out
    assert "nowhere" in answer.out


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything")
def test_an_unreadable_file_is_told(tenderscan: Program, tmp_path: Path) -> None:
    path = tmp_path / "secret.pdf"
    path.write_bytes(b"%PDF-1.7")
    path.chmod(0)
    answer = tenderscan("extract", path, "--json")
    assert json.loads(answer.out)["error"]["code"] == "unreadable"


def test_no_library(tenderscan: Program, tmp_path: Path) -> None:
    for command in (["search", "x"], ["show", "x"], ["index", "status"], ["index", "rebuild"], ["index", "verify"]):
        answer = tenderscan(*command, "--library", tmp_path / "nowhere")
        assert (answer.code, answer.out, "library-missing" in answer.err) == (4, "", True), command
    assert not (tmp_path / "nowhere").exists()


def test_a_locked_library(
    tenderscan: Program, tmp_path: Path, packs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenderscan.ingest.library.LOCK_SECONDS", 0.1)
    with FileLock(tmp_path / "writing.lock"):
        answer = tenderscan("ingest", next(packs[0].glob("*.docx")), "--library", tmp_path)
    assert (answer.code, "library-locked" in answer.err) == (4, True)


def test_a_damaged_library(tenderscan: Program, tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"no database" * 100)
    answer = tenderscan("search", "x", "--library", tmp_path)
    assert (answer.code, "library-damaged" in answer.err) == (4, True)
    assert (tmp_path / "catalogue.sqlite").read_bytes() == b"no database" * 100


@pytest.fixture
def own_library(library: Path, tmp_path: Path) -> Path:
    """A copy that a test may break."""
    return Path(shutil.copytree(library, tmp_path / "own"))


def test_a_catalogue_of_another_version(tenderscan: Program, own_library: Path) -> None:
    with sqlite3.connect(own_library / "catalogue.sqlite") as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
    connection.close()
    answer = tenderscan("search", "x", "--library", own_library)
    assert (answer.code, "library-version" in answer.err) == (4, True)


def test_an_index_older_than_the_program_is_told_and_rebuilt(tenderscan: Program, own_library: Path) -> None:
    stamp = own_library / "index" / "stamp.json"
    made_with = json.loads(stamp.read_text(encoding="utf-8"))
    stamp.write_text(json.dumps(made_with | {"analyser": made_with["analyser"] - 1}), encoding="utf-8")
    answer = tenderscan("search", "contract", "--library", own_library)
    assert (answer.code, "index-outdated" in answer.err, "index rebuild" in answer.err) == (4, True, True)
    assert tenderscan("index", "verify", "--library", own_library).code == 4
    assert tenderscan("index", "rebuild", "--library", own_library).code == 0
    assert tenderscan("index", "verify", "--library", own_library).code == 0
    assert tenderscan("search", "contract", "--library", own_library).code == 0


def test_a_damaged_index_is_told_and_rebuilt(tenderscan: Program, own_library: Path) -> None:
    before = tenderscan("search", "contract", "--library", own_library, "--json").out
    for file in (own_library / "index").iterdir():
        if file.suffix in {".doc", ".trm", ".toc"}:
            file.write_bytes(file.read_bytes()[:20])
    answer = tenderscan("search", "contract", "--library", own_library)
    assert (answer.code, "index-damaged" in answer.err) == (4, True)
    assert tenderscan("index", "rebuild", "--library", own_library).code == 0
    assert tenderscan("search", "contract", "--library", own_library, "--json").out == before


def test_a_damaged_index_is_made_anew_by_the_next_ingest(
    tenderscan: Program, own_library: Path, packs: list[Path]
) -> None:
    for file in (own_library / "index").iterdir():
        if file.suffix in {".doc", ".trm", ".toc"}:
            file.write_bytes(file.read_bytes()[:20])
    tenderscan("ingest", packs[0], "--library", own_library)
    assert tenderscan("index", "verify", "--library", own_library).code == 0


def test_a_lost_index_is_told_and_rebuilt(tenderscan: Program, own_library: Path) -> None:
    shutil.rmtree(own_library / "index")
    answer = tenderscan("search", "contract", "--library", own_library)
    assert (answer.code, "index-missing" in answer.err) == (4, True)
    lost = tenderscan("index", "status", "--json", "--library", own_library)
    assert (lost.code, json.loads(lost.out)["state"]) == (4, "missing")
    assert tenderscan("index", "rebuild", "--library", own_library).code == 0
    status = json.loads(tenderscan("index", "status", "--json", "--library", own_library).out)
    assert status["state"] == "ready"
    assert status["indexed"] == status["documents"] > 0


def test_nothing_in_a_file_name_steers_the_terminal(tenderscan: Program, tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b[2J[red].pdf"
    try:
        path.write_bytes(b"")
    except OSError:
        pytest.skip("this system does not allow such a name")
    answer = tenderscan("ingest", path, "--library", tmp_path / "library")
    assert "\x1b" not in answer.out + answer.err
    assert "[red].pdf" in answer.out


def test_the_demo_runs_twice_and_leaves_other_folders_alone(
    tenderscan: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".demo").mkdir()
    (tmp_path / ".demo" / "mine.txt").write_text("mine")
    first = tenderscan("demo")
    assert first.code == 0
    for part in ("1. Ingest", "3. Search", "4. The findings", "5. Where to go next", " p. ", "Suppliers ("):
        assert part in first.out
    assert tenderscan("demo").code == 0
    assert (tmp_path / ".demo" / "mine.txt").read_text() == "mine"


def test_the_demo_never_replaces_a_library_of_the_users_own(
    tenderscan: Program, own_library: Path, tmp_path: Path
) -> None:
    shutil.move(own_library, tmp_path / "project" / "library")
    answer = tenderscan("demo", "--folder", tmp_path / "project")
    assert (answer.code, "not made by the demo" in answer.err) == (4, True)
    assert json.loads(tenderscan("index", "status", "--json", "--library", tmp_path / "project" / "library").out)[
        "documents"
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to a whole console, not to one program")
def test_ctrl_c_says_that_what_was_done_is_kept(packs: list[Path], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tenderscan", "ingest", *map(str, packs), "--library", str(tmp_path / "library")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        deadline = time.monotonic() + 30
        while not (tmp_path / "library" / "writing.lock").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1.5)
        program.send_signal(signal.SIGINT)
        _, err = program.communicate(timeout=60)
    assert program.returncode == 130
    assert "What was finished is kept" in err
    assert "Traceback" not in err
