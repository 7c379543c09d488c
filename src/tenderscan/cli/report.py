"""What a run came to, for people and machines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table

from tenderscan.cli.console import one_line, out, printable, say
from tenderscan.document import Outcome
from tenderscan.json_contract import notice_as_json
from tenderscan.moments import duration

if TYPE_CHECKING:
    from tenderscan.batch.report import Reason, Report
    from tenderscan.batch.results import Result
    from tenderscan.catalogue.runs import FileOutcome, Run, RunFile

SLOW_SECONDS = 10.0
"""From which a file is named at the end of a run for its time."""


def result_as_json(result: "Result") -> dict[str, Any]:
    """One file for machines."""
    return {
        "path": result.place,
        "sha256": result.sha256,
        "parent": result.parent,
        "media_type": result.media_type,
        "size": result.size,
        "outcome": result.outcome.value,
        "unchanged": result.unchanged,
        "pages": result.pages,
        "findings": result.findings,
        "seconds": round(result.seconds, 3),
        "warnings": [notice_as_json(notice) for notice in result.notices],
        "error": None if result.code is None else {"code": result.code, "message": result.message},
    }


def run_as_json(run: "Run", counts: "dict[FileOutcome, int]") -> dict[str, Any]:
    """One run for machines; `counts` are its files without the unchanged."""
    from tenderscan.catalogue.runs import FileOutcome

    known = {outcome: _known(run, outcome) for outcome in FileOutcome}
    numbers = {outcome.value: counts.get(outcome, 0) + known[outcome] for outcome in FileOutcome}
    return {
        "run": run.number,
        "kind": run.kind,
        "state": run.state.value,
        "started_at": run.started_at.isoformat(),
        "ended_at": None if run.ended_at is None else run.ended_at.isoformat(),
        "seconds": None if run.seconds is None else round(run.seconds, 3),
        "workers": run.workers,
        "asked": run.asked,
        "files": sum(numbers[name] for name in ("read", "partly", "failed")),
        **numbers,
        "unchanged": sum(known.values()),
    }


def report_as_json(report: "Report") -> dict[str, Any]:
    """A report for machines, without the list of its files."""
    counts = {outcome: count.files - count.known for outcome, count in report.outcomes.items()}
    return {
        **run_as_json(report.run, counts),
        "moved": report.moved,
        "vanished": report.vanished,
        "pruned": report.pruned,
        "pages": report.pages,
        "findings": report.findings,
        "files_a_second": rounded(report.files_a_second),
        "pages_a_second": rounded(report.pages_a_second),
        "reasons": [
            {
                "code": reason.code,
                "outcome": reason.outcome.value,
                "files": reason.files,
                "unchanged": reason.known,
                "media_types": {media_type or "unknown": files for media_type, files in reason.formats},
                "first": [file.path for file in reason.first],
            }
            for reason in report.reasons
        ],
        "media_types": {
            one.media_type or "unknown": {
                **{outcome.value: number for outcome, number in one.outcomes.items()},
                "unchanged": one.known,
                "pages": one.pages,
                "seconds": round(one.seconds, 3),
            }
            for one in report.formats
        },
        "slowest": [file_as_json(file) for file in report.slowest],
        "biggest": [file_as_json(file) for file in report.biggest],
    }


def file_as_json(file: "RunFile") -> dict[str, Any]:
    """What a run did to one file, for machines."""
    return {
        "path": file.path,
        "sha256": file.sha256,
        "parent": file.parent,
        "media_type": file.media_type,
        "size": file.size,
        "outcome": file.outcome.value,
        "codes": list(file.codes),
        "message": file.message,
        "pages": file.pages,
        "findings": file.findings,
        "seconds": round(file.seconds, 3),
    }


def _known(run: "Run", outcome: "FileOutcome") -> int:
    return sum(files for tally, files in run.unchanged.items() if tally.outcome == outcome)


def rounded(number: float | None) -> float | None:
    """To a thousandth."""
    return None if number is None else round(number, 3)


def print_counts(report: "Report") -> None:
    """Outcomes, and what is no longer where it was."""
    console = out()
    table = plain_table("Ingested", "Outcome", "Files", "Known already")
    names = {Outcome.READ: "read", Outcome.PARTLY: "partly read", Outcome.FAILED: "failed"}
    for outcome, count in report.outcomes.items():
        table.add_row(names[Outcome(outcome.value)], f"{count.files:,}", f"{count.known:,}")
    console.print(table)
    if report.pages or report.files > report.unchanged:
        console.print(f"New pages: {report.pages:,}, new findings: {report.findings:,}{_speed(report)}", soft_wrap=True)
    _print_gone(report)


def print_report(report: "Report") -> None:
    """What a run ends in: outcomes, what took long, what was not read and why, and the way out."""
    print_counts(report)
    _print_slow([file for file in report.slowest if file.seconds > SLOW_SECONDS])
    if report.reasons:
        print_reasons(report.reasons, all_in="tenderscan unread")
        say(
            "\nWhat was read is kept. After mending a file, run the same command again: it reads only what is new.\n"
            "After installing a program or allowing more: tenderscan ingest --retry"
        )


def print_formats(report: "Report") -> None:
    """What the end of a run leaves out: formats, slowest and biggest files."""
    console = out()
    table = plain_table(
        "\nFormats", "Format", "Files", "Read", "Partly", "Failed", "Known already", "New pages", "Time"
    )
    for one in report.formats:
        numbers = (one.files, *one.outcomes.values(), one.known, one.pages)
        table.add_row(format_name(one.media_type), *(f"{number:,}" for number in numbers), duration(one.seconds))
    if report.formats:
        console.print(table)
    for title, files in (("Slowest", report.slowest), ("Biggest", report.biggest)):
        # Lines rather than a table, so that no path is broken in two.
        lines = [f"\n{title}", f"{'Time':>10}  {'Size':>10}  {'Pages':>6}  File"] if files else []
        for file in files:
            pages = f"{file.pages:,}" if file.pages else ""
            lines.append(f"{duration(file.seconds):>10}  {size_in_words(file.size):>10}  {pages:>6}  {file.path}")
        for line in lines:
            console.print(printable(line), soft_wrap=True)


def plain_table(title: str | None, *headings: str, left: Sequence[str] = (), apart: int = 2) -> Table:
    """A table without lines; the first column, or instead those in `left`, hold words, the others numbers."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, padding=(0, apart, 0, 0))
    for heading in headings:
        words = heading in left or (not left and heading == headings[0])
        table.add_column(heading, justify="left" if words else "right", no_wrap=not words, overflow="fold")
    return table


def format_name(media_type: str | None) -> str:
    """What people call a format: "PDF"; the media type itself where it is none of ours."""
    from tenderscan.readers import media_types

    if not media_type:
        return "not known"
    special = {media_types.PLAIN: "text", media_types.SEVEN_ZIP: "7z", media_types.MARKDOWN: "Markdown"}
    special[media_types.NOTICE] = "notice XML"
    ours = {value: name for name, value in vars(media_types).items() if name.isupper()}
    return special.get(media_type) or ours.get(media_type) or printable(media_type)


def size_in_words(size: int | None) -> str:
    """For people, as in "3.4 MB"; empty where it is not known."""
    if size is None:
        return ""
    if size < 1_000_000:
        return f"{max(size / 1000, 0.1):.1f} kB"
    return f"{size / 1_000_000:,.1f} MB"


def reason_of(file: "RunFile", code: str) -> str:
    """What a file's message says of one of its codes; the file's name is left out, because its path stands beside."""
    lines = (file.message or "").split("\n")
    message = lines[file.codes.index(code)] if len(lines) == len(file.codes) else " ".join(lines)
    for name in (file.path, file.path.replace("\\", "/").rpartition("/")[2]):
        message = message.replace(name, "the file")
    return message[:1].upper() + message[1:]


def _speed(report: "Report") -> str:
    if not report.run.seconds or report.files_a_second is None or report.pages_a_second is None:
        return ""
    who = f"{report.run.workers} worker{'' if report.run.workers == 1 else 's'}"
    rates = f"{report.files_a_second:.1f} files and {report.pages_a_second:.1f} pages a second"
    return f", in {duration(report.run.seconds)} with {who} ({rates})"


def _print_gone(report: "Report") -> None:
    console = out()
    kept = "kept in the library; ingest --prune takes them out"
    if report.run.asked.get("prune"):
        kept = "kept in the library, because their folder is empty now: is the share connected?"
    for number, words, outcome in (
        (report.moved, "at another path now", "moved"),
        (report.vanished, f"no longer there, and {kept}", "vanished"),
        (report.pruned, "taken out of the library", "pruned"),
    ):
        if not number:
            continue
        console.print(f"\n{number:,} {'file' if number == 1 else 'files'} {words}:", soft_wrap=True)
        places = [file for file in report.gone if file.outcome == outcome]
        for file in places:
            now_at = f" → {file.message}" if file.message and outcome != "vanished" else ""
            console.print(f"  {one_line(file.path + now_at)}", soft_wrap=True)
        if number > len(places):
            console.print(
                f"  and {number - len(places):,} more: tenderscan runs show {report.run.number} --export FILE"
            )


def _print_slow(files: "Sequence[RunFile]") -> None:
    console = out()
    if files:
        console.print("\nTook longest:", style="bold")
    for file in files:
        pages = f", {file.pages:,} pages" if file.pages else ""
        words = f"  {duration(file.seconds)}: {file.path} ({format_name(file.media_type)}{pages})"
        console.print(one_line(words), soft_wrap=True)


def print_reasons(reasons: "Sequence[Reason]", *, all_in: str) -> None:
    """Why files were not wholly read, the first few of each reason; `all_in` is the command that lists the others."""
    if reasons:
        out().print("\nNot wholly read:", style="bold")
    for reason in reasons:
        _print_reason(reason, all_in)


def _print_reason(reason: "Reason", all_in: str) -> None:
    console = out()
    formats = ", ".join(f"{format_name(media_type)} {files:,}" for media_type, files in reason.formats if media_type)
    known = f"{reason.known:,} known already" if reason.known else ""
    about = "; ".join(part for part in (formats, known) if part)
    style = "red" if reason.outcome == Outcome.FAILED.value else "yellow"
    number = f"{reason.files:,} file{'' if reason.files == 1 else 's'}"
    console.print(f"  {reason.code}: {number}{f' ({about})' if about else ''}", style=style, soft_wrap=True)
    together: dict[str, list[str]] = {}
    for file in reason.first:
        together.setdefault(reason_of(file, reason.code), []).append(file.path)
    for message, paths in together.items():
        console.print(f"    {printable(message)}", style=style, soft_wrap=True)
        for path in paths:
            console.print(f"      {one_line(path)}", soft_wrap=True)
    if more := reason.files - reason.known - len(reason.first):
        console.print(f"    and {more:,} more: {all_in}")
    elif reason.known == reason.files:
        console.print("    listed by: tenderscan unread")
