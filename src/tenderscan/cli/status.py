"""`tenderscan status`: whether a run is at work and how far it is, or how the library stands."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import typer

from tenderscan.cli.console import one_line, out, printable, write_json
from tenderscan.cli.options import JsonOption, LibraryOption, library_folder

if TYPE_CHECKING:
    from tenderscan.catalogue.runs import Run
    from tenderscan.catalogue.store import Catalogue
    from tenderscan.ingest.presence import Holder


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status", epilog="Example: tenderscan status --json")(status_command)


def status_command(context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Say whether a run is at work on the library and how far it is; otherwise how the last one ended."""
    from tenderscan import wiring
    from tenderscan.ingest.indexing import status
    from tenderscan.ingest.presence import holder

    opened = wiring.open_library(library_folder(context, library))
    at_work = holder(opened.folder)
    last, line = _last_run(opened.catalogue, at_work)
    # While a run is at work the index is behind, and the run brings it up to date.
    index = None if at_work is not None else status(opened)
    counts = opened.catalogue.counts()
    if as_json:
        write_json(
            {
                "library": str(opened.folder),
                "at_work": None if at_work is None else _holder_as_json(at_work),
                "last_run": line,
                "documents": sum(counts.values()),
                "outcomes": counts,
                "index": None if index is None else {"state": index.state, "indexed": index.indexed},
            }
        )
        return
    _print("Library", one_line(str(opened.folder)))
    if at_work is not None:
        _print_at_work(at_work)
    else:
        _print("At work", "nobody")
    if last is not None and line is not None and last.state.value != "running":
        _print("Last run", _in_words(last, line))
    _print("Documents", f"{sum(counts.values()):,}{_outcomes(counts)}")
    if index is not None:
        _print("Index", _index_in_words(index.state))


def _last_run(catalogue: "Catalogue", at_work: "Holder | None") -> "tuple[Run | None, dict[str, Any] | None]":
    from tenderscan.catalogue.runs import counted, runs
    from tenderscan.cli.report import run_as_json
    from tenderscan.cli.runs import as_it_stands

    with catalogue.read() as connection:
        for run in runs(connection, 1):
            stands = as_it_stands(run, at_work)
            return stands, run_as_json(stands, counted(connection, [run.number])[run.number])
    return None, None


def _holder_as_json(at_work: "Holder") -> dict[str, Any]:
    return {
        "kind": at_work.kind or None,
        "pid": at_work.pid,
        "host": at_work.host or None,
        "user": at_work.user or None,
        "since": None if at_work.since is None else at_work.since.isoformat(),
        "told_at": None if at_work.told_at is None else at_work.told_at.isoformat(),
        "run": at_work.run,
        "progress": dict(at_work.progress) if at_work.progress else None,
    }


def _print_at_work(at_work: "Holder") -> None:
    from tenderscan.batch.progress_json import progress_from_json
    from tenderscan.cli.progress import failures, left, name_of, rate
    from tenderscan.moments import duration, now

    _print("At work", replace(at_work, progress=None).in_words())
    progress = progress_from_json(at_work.progress or {})
    if progress is None:
        return
    # What the workers are at has gone on since it was told.
    since = 0.0 if at_work.told_at is None else max((now() - at_work.told_at).total_seconds(), 0.0)
    known = f" ({progress.unchanged:,} known already)" if progress.unchanged else ""
    _print("Files", f"{progress.done:,} of {progress.files:,}{known}, {progress.pages:,} pages")
    speed = f"{rate(progress)}, " if progress.done else ""
    _print("Speed", f"{speed}{duration(progress.seconds + since)} so far")
    if remaining := left(progress):
        _print("Time left", remaining)
    if progress.doing != "reading":
        _print("Doing", progress.doing)
    if progress.failed:
        _print("Not read", f"{failures(progress.failed)} (wholly or in part)")
    for number, at in enumerate(progress.workers):
        _print("" if number else "Workers", f"{name_of(at.place)}, for {duration(at.seconds + since)}")


def _in_words(last: "Run", line: dict[str, Any]) -> str:
    from tenderscan.moments import british, duration

    took = "" if last.seconds is None else f" in {duration(last.seconds)}"
    words = (
        f"{last.number}: {last.kind}, {british(last.started_at)}, {last.state.value}{took}: {line['files']:,} files, "
        f"{line['read']:,} read, {line['partly']:,} in part, {line['failed']:,} failed"
    )
    if last.state.value in {"killed", "stopped"}:
        words += "; the same command goes on from there"
    return words


def _outcomes(counts: dict[str, int]) -> str:
    return f" ({', '.join(f'{number:,} {name}' for name, number in sorted(counts.items()))})" if counts else ""


def _index_in_words(state: str) -> str:
    return state if state == "ready" else f"{state}; tenderscan index status says what to do"


def _print(name: str, words: str) -> None:
    out().print(f"{name:<10} {printable(words)}", soft_wrap=True)
