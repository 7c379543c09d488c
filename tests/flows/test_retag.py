"""Tagging stored texts again: what other rules tagged and no more, every change told, and none of it lost by a kill."""

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tenderscan import wiring
from tenderscan.batch import retag as retagging
from tenderscan.batch.inline import Inline
from tenderscan.batch.pool import LocalPool
from tenderscan.batch.results import Progress, order_for
from tenderscan.batch.retag import Outstanding, Retagged, compare, outstanding, retag, stale
from tenderscan.batch.run import Workers, ingest
from tenderscan.catalogue.changes import ChangeKind, EnteredChange, changes_of
from tenderscan.catalogue.runs import FileOutcome, Run, RunState, run_files, runs
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Document
from tenderscan.errors import LibraryLocked, TimeExceeded, WorkerDied
from tenderscan.index.memory import MemoryEngine
from tenderscan.ingest.indexing import status, verify
from tenderscan.ingest.library import Library
from tenderscan.ingest.steps import Steps
from tenderscan.record import DocumentType, Finding, Label, Money, Organisation
from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tenderscan.tagger.tagger import Tagger
from tests.build_tagger import Words

CUES = (
    ("clauses.toml", '"(traineeship|traineeships)"', '"(sabbatical|sabbaticals)"'),
    ("money.toml", '"award value", "awarded value"', '"award value", "awarded value", "size of the pot is"'),
)


@dataclass(frozen=True, slots=True)
class RulesIn:
    """The program with the rules of another folder."""

    models: Path

    def __call__(self) -> Steps:
        tagger = tagger_of(self.models)
        return replace(wiring.steps(), tag=tagger.tag, tagged_by=f"rules {tagger.rules.version}")


@cache
def tagger_of(models: Path) -> Tagger:
    return Tagger(load_rules(models / "rules"))


OLD, NEW = Words(("apprentice",)), Words(("apprentice", "jobs"))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "library"
    return Library(folder, Catalogue(folder, create=True), MemoryEngine(), lock_seconds=0.2)


@pytest.fixture
def other_rules(tmp_path: Path) -> RulesIn:
    """The rules that ship, with changed cues."""
    models = tmp_path / "models"
    shutil.copytree(bundled("models") / "rules", models / "rules")
    shutil.copy(bundled("models") / "pipeline.toml", models)
    for name, before, after in CUES:
        path = models / "rules" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1
        path.write_text(text.replace(before, after), encoding="utf-8")
    return RulesIn(models)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"Contract {number}: an apprentice, and jobs for {number} people.")
    return folder


def workers(make_steps: Callable[[], Steps], executor: Executor | None = None, number: int = 1) -> Workers:
    return Workers(executor or Inline(), make_steps, number)


def fill(library: Library, make_steps: Callable[[], Steps], *paths: Path) -> None:
    order = order_for(paths, skip=library.folder)
    assert all(result.code is None for result in ingest(order, library, workers(make_steps)))


def again(library: Library, make_steps: Callable[[], Steps], **options: Any) -> list[Retagged]:
    return list(retag(library, workers(make_steps), **options))


def kept(library: Library, run: int) -> list[EnteredChange]:
    with library.catalogue.read() as connection:
        return list(changes_of(connection, run))


def last_run(library: Library) -> Run:
    with library.catalogue.read() as connection:
        return runs(connection, 1)[0]


def told(change: EnteredChange) -> tuple[str, str, str | None, str | None]:
    quotes = [None if side is None else side.quote for side in (change.before, change.after)]
    return Path(change.path).name, change.kind.value, quotes[0], quotes[1]


def found_in(library: Library) -> dict[str, tuple[Finding, ...]]:
    return {sha256: library.catalogue.record(sha256).findings for sha256 in library.catalogue.all_ids()}


def tagged_by(library: Library) -> list[str]:
    stored = [library.catalogue.stored(sha256) for sha256 in sorted(library.catalogue.all_ids())]
    return [one.made.tagged_by for one in stored if one is not None]


def test_exactly_what_a_changed_cue_makes_is_told(library: Library, other_rules: RulesIn, tmp_path: Path) -> None:
    folder = tmp_path / "tenders"
    folder.mkdir()
    texts = {
        "lost.txt": "The Supplier shall offer two traineeships in every year of the term.",
        "gained.txt": "The Supplier shall offer two sabbaticals in every year of the term.",
        "altered.txt": "For this lot the size of the pot is £5,000.",
        "same.txt": "The Supplier shall employ two apprentices. The award value is £7,000.",
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
    fill(library, wiring.steps, folder)
    assert stale(library.catalogue, wiring.steps()) == 0
    assert stale(library.catalogue, other_rules()) == 4

    results = again(library, other_rules)
    assert {Path(one.tagged.path).name for one in results} == set(texts)
    changes = kept(library, results[0].run or 0)
    assert [told(change) for change in changes] == [
        ("altered.txt", "altered", "£5,000", "£5,000"),
        ("gained.txt", "gained", None, texts["gained.txt"]),
        ("lost.txt", "lost", texts["lost.txt"], None),
    ]
    (before, after) = (changes[0].before, changes[0].after)
    assert before is not None
    assert after is not None
    assert (before.rule, after.rule) == ("money/amount", "money/contract-value")
    assert [side.value.kind for side in (before, after) if isinstance(side.value, Money)] == ["other", "contract_value"]
    assert {change.rule for change in changes} == {"money/contract-value", "clause/jobs"}
    # What is stored now is what reading with the new rules finds.
    for sha256, findings in found_in(library).items():
        assert findings == other_rules().tag(library.catalogue.document(sha256))
    run = last_run(library)
    assert (run.kind, run.state, sum(run.unchanged.values())) == ("retag", RunState.FINISHED, 1)
    assert run.made.tagged_by == other_rules().tagged_by
    # And back again: what was gained is lost.
    back = again(library, wiring.steps)
    assert [told(one)[1] for one in kept(library, back[0].run or 0)] == ["altered", "lost", "gained"]


def test_a_second_call_finds_nothing_to_do_and_enters_no_run(library: Library, share: Path) -> None:
    fill(library, OLD, share)
    assert outstanding(library.catalogue, OLD()) == Outstanding(0, (), OLD().tagged_by)
    assert outstanding(library.catalogue, NEW()) == Outstanding(12, (OLD().tagged_by,), NEW().tagged_by)
    assert len(again(library, NEW)) == 12
    run = last_run(library).number
    assert again(library, NEW) == []
    assert last_run(library).number == run
    assert outstanding(library.catalogue, NEW()).documents == 0
    assert outstanding(library.catalogue, NEW(), everything=True).documents == 12


def test_comparing_tells_the_same_and_stores_nothing(library: Library, share: Path) -> None:
    fill(library, OLD, share)
    before = (found_in(library), tagged_by(library), last_run(library))
    compared = list(compare(library, workers(NEW)))
    assert (found_in(library), tagged_by(library), last_run(library)) == before
    assert {one.run for one in compared} == {None}
    stored = again(library, NEW)
    assert {one.tagged.changes for one in compared} == {one.tagged.changes for one in stored}
    assert [told(change)[1] for change in kept(library, last_run(library).number)] == ["gained"] * 12


def test_nothing_changes_where_the_versions_are_the_same(library: Library, repository: Path) -> None:
    """What is stored of a document is all that its tagging depends on: every format of the packs, and a submission."""
    fill_whatever(library, repository / "corpus" / "packs", repository / "corpus" / "submission")
    assert_all_the_same(library, at_least=60)


@pytest.mark.parametrize(
    "folder",
    ["b_ocds_fictional_barnet", "b_ted_xml_uk_ie", "b_lancashire_councils", "a_ccs_cat_bidpacks", "d_unstructured"],
)
def test_nothing_changes_in_real_files_of_several_formats(
    library: Library, shared: Path, folder: str, tmp_path: Path
) -> None:
    files = sorted(path for path in (shared / folder).rglob("*") if path.is_file() and path.stat().st_size < 100_000)
    if not files:
        pytest.skip(f"no {folder} among the real files")
    one_of_a_kind: dict[str, list[Path]] = {}
    for path in files:
        one_of_a_kind.setdefault(path.suffix.lower(), []).append(path)
    fill_whatever(library, *(path for paths in one_of_a_kind.values() for path in paths[:2]))
    assert_all_the_same(library, at_least=3)


def fill_whatever(library: Library, *paths: Path) -> None:
    list(ingest(order_for(paths, skip=library.folder), library, workers(wiring.steps)))


def assert_all_the_same(library: Library, *, at_least: int) -> None:
    before = found_in(library)
    results = again(library, wiring.steps, everything=True)
    assert len(results) >= at_least
    assert [one.tagged for one in results if one.tagged.changes or one.tagged.code] == []
    # Not only without a change that is worth telling: the very same.
    assert [one.tagged.path for one in results if one.tagged.findings is not None] == []
    assert found_in(library) == before


@pytest.mark.parametrize("name", ["Invitation to Tender.csv", "Invitation to Tender.txt"])
def test_a_document_without_a_title_has_none_when_it_is_tagged_again(
    library: Library, tmp_path: Path, name: str
) -> None:
    """The catalogue has the file's name for its title, which would count for its type a second time."""
    path = tmp_path / name
    path.write_text("Invitation to tender,for grounds\nSpecification,of the works\nContract,of the works\n")
    fill(library, wiring.steps, path)
    (sha256,) = library.catalogue.all_ids()
    document = library.catalogue.document(sha256)
    assert (document.properties.title, document.title) == (None, "Invitation to Tender")
    assert any(isinstance(finding.value, DocumentType) for finding in library.catalogue.record(sha256).findings)
    assert_all_the_same(library, at_least=1)


def test_a_title_that_equals_the_name_of_the_file_stays_a_title(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "Invitation to Tender.html"
    path.write_text(
        "<title>Invitation to Tender</title><h1>Invitation to Tender</h1><p>Contract for grounds works.</p>"
    )
    fill(library, wiring.steps, path)
    (sha256,) = library.catalogue.all_ids()
    assert library.catalogue.document(sha256).properties.title == "Invitation to Tender"
    assert_all_the_same(library, at_least=1)


def test_a_fault_in_one_document_is_told_and_its_findings_stay(library: Library, share: Path) -> None:
    (share / "fault.txt").write_text("FAULT of an apprentice with jobs")
    fill(library, OLD, share)
    results = again(library, replace(NEW, faulty=True))
    (failed,) = [one for one in results if one.tagged.code]
    assert (Path(failed.tagged.path).name, failed.tagged.code) == ("fault.txt", "internal")
    assert "ZeroDivisionError" in (failed.tagged.message or "")
    assert [finding.evidence.quote for finding in found_in(library)[failed.sha256]] == ["apprentice"]
    with library.catalogue.read() as connection:
        files = {Path(file.path).name: file for file in run_files(connection, last_run(library).number)}
    assert len(files) == 13
    assert (files["fault.txt"].outcome, files["fault.txt"].codes) == (FileOutcome.FAILED, ("internal",))
    assert (files["00.txt"].outcome, files["00.txt"].findings) == (FileOutcome.READ, 1)
    # The same versions would fail again, and need not; whoever reads the document is told.
    assert again(library, NEW) == []
    assert notices(library, failed.sha256) == [("not-tagged", failed.tagged.message)]
    assert outstanding(library.catalogue, OLD()).documents == 12
    (mended,) = [one for one in again(library, NEW, everything=True) if one.tagged.changes]
    assert (mended.sha256, [told(one)[1] for one in mended.tagged.changes]) == (failed.sha256, ["gained"])
    assert notices(library, failed.sha256) == []


def notices(library: Library, sha256: str) -> list[tuple[str, str]]:
    return [(notice.code, notice.message) for notice in library.catalogue.document(sha256).notices]


def test_what_cannot_be_tagged_is_tried_by_other_versions_and_when_its_file_is_read(
    library: Library, share: Path
) -> None:
    (share / "fault.txt").write_text("FAULT of an apprentice with jobs")
    fill(library, OLD, share)
    again(library, replace(NEW, faulty=True))
    newer = Words(("apprentice", "jobs", "people"))
    assert stale(library.catalogue, NEW()) == 0
    assert stale(library.catalogue, newer()) == 13
    (failed,) = [one for one in again(library, replace(newer, faulty=True)) if one.tagged.code]
    assert [code for code, _ in notices(library, failed.sha256)] == ["not-tagged"], "told once"
    # Versions that tried before the last ones may try again, and what they manage ends the matter.
    assert failed.sha256 in {one.sha256 for one in again(library, NEW)}
    assert (notices(library, failed.sha256), stale(library.catalogue, newer())) == ([], 13)
    again(library, replace(newer, faulty=True))
    read = library.catalogue.record(failed.sha256)
    with library.catalogue.write() as writer:
        writer.put_record(replace(read, document=replace(read.document, notices=())), OLD().made)
    assert (notices(library, failed.sha256), stale(library.catalogue, newer())) == ([], 1)


class Losing(Executor):
    """An executor that loses the workers of some documents, so many times each."""

    def __init__(self, losses: dict[str, list[Exception]]) -> None:
        self.losses = losses
        self.inner = ThreadPoolExecutor(2)
        self.running = self.most = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.running += 1
        self.most = max(self.most, self.running)
        losses = self.losses.get(args[1].sha256, [])
        if losses:
            future: Future[Any] = Future()
            future.set_exception(losses.pop(0))
        else:
            future = self.inner.submit(fn, *args, **kwargs)
        future.add_done_callback(self._done)
        return future

    def _done(self, _future: Future[Any]) -> None:
        self.running -= 1

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.inner.shutdown(wait=wait, cancel_futures=cancel_futures)


def test_a_document_that_costs_a_worker_twice_is_told_and_an_innocent_one_is_not(library: Library, share: Path) -> None:
    fill(library, OLD, share)
    killer, hanger, innocent, *_ = sorted(library.catalogue.all_ids())
    losses: dict[str, list[Exception]] = {
        killer: [WorkerDied("It died."), WorkerDied("It died.")],
        hanger: [TimeExceeded("It hung."), TimeExceeded("It hung.")],
        innocent: [WorkerDied("Something beside it died.")],
    }
    with Losing(losses) as executor:
        results = list(retag(library, workers(NEW, executor, 2)))
    assert {one.sha256: one.tagged.code for one in results if one.tagged.code} == {
        killer: "worker-died",
        hanger: "timeout",
    }
    messages = {one.sha256: one.tagged.message or "" for one in results}
    assert "its process died twice" in messages[killer]
    assert "--allow seconds=" in messages[hanger]
    assert len(results) == 12
    assert executor.most <= 4
    assert {len(findings) for sha256, findings in found_in(library).items() if sha256 in (killer, hanger)} == {1}
    assert {len(findings) for sha256, findings in found_in(library).items() if sha256 not in (killer, hanger)} == {2}
    # Neither costs a worker again, nor the time in which it hung.
    assert again(library, NEW) == []
    assert {code for sha256 in (killer, hanger) for code, _ in notices(library, sha256)} == {"not-tagged"}


@pytest.mark.parametrize(("word", "code", "seconds"), [("KILL", "worker-died", 60), ("HANG", "timeout", 8)])
def test_a_real_worker_that_dies_or_hangs_takes_only_its_document(
    library: Library, share: Path, word: str, code: str, seconds: int
) -> None:
    (share / "bad.txt").write_text(f"{word} the apprentice and the jobs")
    fill(library, OLD, share)
    with LocalPool(2, seconds=seconds, memory=2**31) as executor:
        results = list(retag(library, workers(replace(NEW, faulty=True), executor, 2)))
    assert {Path(one.tagged.path).name: one.tagged.code for one in results if one.tagged.code} == {"bad.txt": code}
    assert len(kept(library, last_run(library).number)) == 12
    assert stale(library.catalogue, NEW()) == 0


def test_neither_the_index_nor_what_was_read_is_touched(share: Path, tmp_path: Path) -> None:
    library = wiring.open_library(tmp_path / "searched", create=True)
    fill(library, OLD, share)
    before = snapshot(library.folder / "index")
    texts = {sha256: library.catalogue.document(sha256) for sha256 in library.catalogue.all_ids()}
    again(library, NEW)
    assert snapshot(library.folder / "index") == before
    assert {sha256: library.catalogue.document(sha256) for sha256 in texts} == texts
    assert (status(library).state, verify(library), list(library.catalogue.pending())) == ("ready", [], [])


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_earlier_versions_are_tagged_too_and_failed_documents_are_not(library: Library, share: Path) -> None:
    (share / "bad.pdf").write_bytes(b"%PDF-1.4\nnothing")
    list(ingest(order_for([share], skip=library.folder), library, workers(OLD)))
    (share / "00.txt").write_text("another text with an apprentice")
    list(ingest(order_for([share], skip=library.folder), library, workers(OLD)))
    assert outstanding(library.catalogue, NEW()).documents == 13
    assert len(again(library, NEW)) == 13


def test_another_writer_is_waited_for_and_named(library: Library, share: Path) -> None:
    fill(library, OLD, share)
    with library.writing("ingest"), pytest.raises(LibraryLocked):
        again(library, NEW)
    assert stale(library.catalogue, NEW()) == 12


@pytest.fixture
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retagging, "GROUP", 5)


@pytest.mark.usefixtures("small_groups")
def test_a_run_that_is_stopped_keeps_what_was_done_and_the_next_goes_on(library: Library, share: Path) -> None:
    fill(library, OLD, share)
    with closing(retag(library, workers(NEW))) as results:
        next(results)
    first = last_run(library)
    assert (first.state, len(kept(library, first.number))) == (RunState.STOPPED, 5)
    assert stale(library.catalogue, NEW()) == 7
    again(library, NEW)
    second = last_run(library)
    assert (second.state, len(kept(library, second.number))) == (RunState.FINISHED, 7)
    assert stale(library.catalogue, NEW()) == 0


@pytest.mark.usefixtures("small_groups")
def test_ctrl_c_in_the_middle_of_a_group_stores_it(library: Library, share: Path) -> None:
    fill(library, OLD, share)
    seen: list[int] = []

    def tag(document: Document) -> tuple[Finding, ...]:
        seen.append(1)
        if len(seen) == 4:
            raise KeyboardInterrupt
        return NEW.tag(document)

    with pytest.raises(KeyboardInterrupt):
        again(library, lambda: replace(NEW(), tag=tag))
    assert (last_run(library).state, stale(library.catalogue, NEW())) == (RunState.STOPPED, 9)
    assert len(kept(library, last_run(library).number)) == 3


KILLED = """
import sys, time
from pathlib import Path
from tenderscan import wiring
from tenderscan.batch import retag as retagging
from tests.flows.test_retag import NEW, workers
retagging.GROUP = 5
for one in retagging.retag(wiring.open_library(Path(sys.argv[1])), workers(NEW)):
    print(one.sha256, flush=True)
    time.sleep(0.05)
"""


def test_a_run_that_is_killed_goes_on_with_all_changes_of_both_parts(
    library: Library, share: Path, repository: Path
) -> None:
    for number in range(12, 40):
        (share / f"{number:02}.txt").write_text(f"Contract {number}: an apprentice, and jobs for {number} people.")
    fill(library, OLD, share)
    undisturbed = {change for one in compare(library, workers(NEW)) for change in one.tagged.changes}
    command = [sys.executable, "-c", KILLED, str(library.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=repository) as process:
        assert process.stdout is not None
        seen = [process.stdout.readline() for _ in range(12)]
        process.kill()
    assert all(seen)
    first = last_run(library)
    assert (first.state, first.ended_at) == (RunState.RUNNING, None)
    done = 40 - stale(library.catalogue, NEW())
    assert 12 <= done < 40
    assert len(kept(library, first.number)) == done

    again(library, NEW)
    second = last_run(library)
    parts = [kept(library, run.number) for run in (first, second)]
    assert [len(part) for part in parts] == [done, 40 - done]
    assert set(parts[0]) | set(parts[1]) == undisturbed
    assert (stale(library.catalogue, NEW()), library.catalogue.broken_parts()) == (0, [])
    with library.catalogue.read() as connection:
        assert [run.state for run in runs(connection, 2)] == [RunState.FINISHED, RunState.KILLED]


def test_a_document_that_is_taken_out_meanwhile_is_passed_over(library: Library, share: Path) -> None:
    fill(library, OLD, share)
    results = compare(library, workers(NEW))
    next(results)
    with library.catalogue.write() as writer:
        writer.prune([str(share / f"{number:02}.txt") for number in range(12)])
    assert list(results) == []


def test_progress_is_told(library: Library, share: Path) -> None:
    fill(library, OLD, share)
    seen: list[Progress] = []
    again(library, NEW, watch=seen.append)
    assert (seen[-1].files, seen[-1].done, seen[-1].doing) == (12, 12, "tagging")
    assert [progress.done for progress in seen] == sorted(progress.done for progress in seen)


def test_values_of_every_kind_are_kept_and_told_again(library: Library, repository: Path) -> None:
    """All findings of a pack gained, then all of them lost."""
    pack = repository / "corpus" / "packs" / "harrowmere-grounds"
    list(ingest(order_for([pack], skip=library.folder), library, workers(Words(()))))
    gained = Counter(one for result in again(library, wiring.steps) for one in result.tagged.changes)
    stored = kept(library, last_run(library).number)
    assert Counter(stored) == gained
    assert len(stored) > 50
    assert {change.kind for change in stored} == {ChangeKind.GAINED}
    assert {change.label for change in stored} == set(Label)
    assert any(isinstance(change.after.value, Organisation) for change in stored if change.after)
    findings = sorted((f for found in found_in(library).values() for f in found), key=str)
    assert len(findings) == len(stored)
    again(library, Words(()))
    assert {change.kind for change in kept(library, last_run(library).number)} == {ChangeKind.LOST}
