"""`tenderscan ingest`."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenderscan.cli.console import printable, talk, write_json
from tenderscan.cli.options import JsonOption, LibraryOption, library_folder

if TYPE_CHECKING:
    from tenderscan.ingest.run import Filing, Result

NOT_ALL_READ = 3
"""Exit code where at least one file was read in part or not at all."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ingest", epilog="Example: tenderscan ingest tenders --buyer 'Anytown Council'")(ingest_command)


def ingest_command(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files or folders.", show_default=False)],
    buyer: Annotated[str | None, typer.Option(help="Council the files belong to.", show_default=False)] = None,
    pack: Annotated[str | None, typer.Option(help="Procurement the files belong to.", show_default=False)] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read, tag, store and index files; what is unchanged is skipped.

    The files themselves are never changed. Exit code 3 means that some were not, or not wholly, read.
    """
    from tenderscan.cli.report import all_read, print_report, result_as_json, summary
    from tenderscan.ingest.run import Filing

    results = []
    for result in ingest_files(paths, library_folder(context, library), Filing(buyer or None, pack or None)):
        results.append(result)
        if as_json:
            write_json(result_as_json(result))
    if as_json:
        write_json({"summary": summary(results)})
    else:
        print_report(results)
    if not all_read(results):
        raise typer.Exit(NOT_ALL_READ)


def ingest_files(paths: Iterable[Path], folder: Path, filing: "Filing") -> Iterator["Result"]:
    """Bring what is at `paths` into the library, with a progress bar on a terminal."""
    from tenderscan import wiring
    from tenderscan.ingest.discover import discover
    from tenderscan.ingest.run import ingest

    files = list(discover(paths, skip=folder))
    library = wiring.open_library(folder, create=True)
    with _progress(len(files)) as watch:
        yield from ingest(files, library, wiring.steps(), filing, watch=watch)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Path], None]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = talk()
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.fields[file]}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total, file="")
        started = False

        def watch(path: Path) -> None:
            nonlocal started
            # The file before this one is done.
            bar.update(task, advance=int(started), file=printable(path.name))
            started = True

        yield watch
