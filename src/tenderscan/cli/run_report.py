"""A run that brought files in, for `tenderscan runs`: on the terminal, as JSON, as tables."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from tenderscan.cli.console import one_line, out
from tenderscan.moments import british, duration
from tenderscan.tables import Cell, Column, Kind, Table

if TYPE_CHECKING:
    from tenderscan.batch.report import Report
    from tenderscan.catalogue.runs import Run, RunFile
    from tenderscan.catalogue.store import Catalogue

MAIN = "Files"
"""The table that CSV and JSON lines hold."""

_FILE_COLUMNS = (
    *(Column("outcome"), Column("path"), Column("codes"), Column("message"), Column("media_type")),
    *(Column("size", Kind.WHOLE), Column("pages", Kind.WHOLE), Column("findings", Kind.WHOLE)),
    *(Column("seconds", Kind.NUMBER), Column("sha256"), Column("parent")),
)


def write_run(catalogue: "Catalogue", run: "Run") -> None:
    """The report and its files as one JSON object on a line of its own, written piece by piece."""
    from tenderscan.batch.report import report_of
    from tenderscan.catalogue.runs import run_files
    from tenderscan.cli.report import file_as_json, report_as_json

    head = json.dumps(report_as_json(report_of(catalogue, run)), ensure_ascii=False)
    typer.echo(f'{head[:-1]}, "results": [', nl=False)
    with catalogue.read() as connection:
        for number, file in enumerate(run_files(connection, run.number)):
            typer.echo(f"{', ' if number else ''}{json.dumps(file_as_json(file), ensure_ascii=False)}", nl=False)
    typer.echo("]}")


def print_run(catalogue: "Catalogue", run: "Run") -> None:
    """The report for people."""
    from tenderscan.batch.report import report_of
    from tenderscan.cli.report import print_counts, print_formats, print_reasons

    print_heading(run)
    report = report_of(catalogue, run)
    print_counts(report)
    print_formats(report)
    print_reasons(report.reasons, all_in=f"tenderscan runs show {run.number} --export FILE")


def print_heading(run: "Run") -> None:
    """Which run, when, how it ended, and what was asked."""
    console = out()
    took = "" if run.seconds is None else f", {duration(run.seconds)}"
    console.print(f"Run {run.number}: {run.kind}, {british(run.started_at)}{took}, {run.state.value}", style="bold")
    if asked := asked_in_words(run):
        console.print(one_line(asked), style="dim", soft_wrap=True)
    console.print()


def asked_in_words(run: "Run") -> str:
    """What the user asked for: "paths /share/tenders, buyer Anytown Council"."""
    said = {name: value for name, value in run.asked.items() if value not in (None, False, 0, [], "")}
    words = {name: ", ".join(map(str, value)) if isinstance(value, list) else value for name, value in said.items()}
    return "; ".join(name if value is True else f"{name} {value}" for name, value in words.items())


def tables_of(catalogue: "Catalogue", run: "Run") -> list[Table]:
    """Sheets of the report."""
    from tenderscan.batch.report import report_of

    report = report_of(catalogue, run)
    return [
        Table("Summary", (Column("what"), Column("value")), _summary_rows(report)),
        Table(MAIN, _FILE_COLUMNS, _all_files(catalogue, run)),
        _reasons(report),
        Table("Slowest", _FILE_COLUMNS, map(_row, report.slowest)),
        Table("Biggest", _FILE_COLUMNS, map(_row, report.biggest)),
        _formats(report),
    ]


def _summary_rows(report: "Report") -> Iterator[Sequence[Cell]]:
    from tenderscan.cli.report import rounded

    run = report.run
    yield from (("Run", run.number), ("Kind", run.kind), ("State", run.state.value))
    yield from (("Started", run.started_at), ("Ended", run.ended_at), ("Seconds", rounded(run.seconds)))
    yield from (("Workers", run.workers), ("Asked for", asked_in_words(run)), ("Files", report.files))
    for outcome, count in report.outcomes.items():
        yield f"{outcome.value.capitalize()}", count.files
        yield f"{outcome.value.capitalize()}, known already", count.known
    yield from (("Inside others", report.inside), ("Moved", report.moved), ("Vanished", report.vanished))
    yield from (("Pruned", report.pruned), ("New pages", report.pages), ("New findings", report.findings))
    yield "Files a second", rounded(report.files_a_second)
    yield "Pages a second", rounded(report.pages_a_second)
    yield from (("Read by", run.made.read_by), ("Tagged by", run.made.tagged_by))


def _all_files(catalogue: "Catalogue", run: "Run") -> Iterator[Sequence[Cell]]:
    from tenderscan.catalogue.runs import run_files

    with catalogue.read() as connection:
        for file in run_files(connection, run.number):
            yield _row(file)


def _reasons(report: "Report") -> Table:
    from tenderscan.cli.report import format_name, reason_of

    columns = (
        *(Column("code"), Column("outcome"), Column("format"), Column("files", Kind.WHOLE)),
        *(Column("files_with_this_code", Kind.WHOLE), Column("known_already", Kind.WHOLE)),
        *(Column("example"), Column("reason")),
    )
    rows: Iterable[Sequence[Cell]] = (
        (
            *(reason.code, reason.outcome.value, format_name(media_type), files, reason.files, reason.known),
            *((reason.first[0].path, reason_of(reason.first[0], reason.code)) if reason.first else (None, None)),
        )
        for reason in report.reasons
        for media_type, files in reason.formats
    )
    return Table("Reasons", columns, rows)


def _formats(report: "Report") -> Table:
    from tenderscan.cli.report import format_name

    numbers = ("files", "read", "partly", "failed", "known_already", "pages")
    columns = (Column("format"), *(Column(name, Kind.WHOLE) for name in numbers), Column("seconds", Kind.NUMBER))
    rows: Iterable[Sequence[Cell]] = (
        (format_name(one.media_type), one.files, *one.outcomes.values(), one.known, one.pages, round(one.seconds, 3))
        for one in report.formats
    )
    return Table("Formats", columns, rows)


def _row(file: "RunFile") -> tuple[Cell, ...]:
    return (
        *(file.outcome.value, file.path, " ".join(file.codes) or None, file.message, file.media_type),
        *(file.size, file.pages, file.findings, round(file.seconds, 3), file.sha256, file.parent),
    )
