"""`tenderscan ingest`."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenderscan.cli.console import printable, say, talk, write_json
from tenderscan.cli.options import AllowOption, JsonOption, LibraryOption, library_folder

if TYPE_CHECKING:
    from tenderscan.ingest.run import Filing, Result
    from tenderscan.settings import Limits

NOT_ALL_READ = 3
"""Exit code where at least one file was read in part or not at all."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ingest", epilog="Example: tenderscan ingest tenders --buyer 'Anytown Council'")(ingest_command)


def ingest_command(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders.", show_default=False)
    ] = None,
    retry: Annotated[
        bool, typer.Option("--retry", help="Instead of PATH: what could not be read and can succeed now.")
    ] = False,
    buyer: Annotated[str | None, typer.Option(help="Council the files belong to.", show_default=False)] = None,
    pack: Annotated[
        str | None,
        typer.Option(help="Procurement the files belong to. Default: their folder or archive.", show_default=False),
    ] = None,
    allow: AllowOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read, tag, store and index files and the files inside them; what is unchanged is skipped.

    The files themselves are never changed. Exit code 3 means that some were not, or not wholly, read.
    """
    from tenderscan.cli.report import all_read, print_report, result_as_json, summary
    from tenderscan.ingest.run import Filing
    from tenderscan.settings import allowing, default_limits

    if bool(paths) == retry:
        raise typer.BadParameter("Name files or folders, or --retry without any.", param_hint="PATH")
    limits = allowing(allow or (), default_limits())
    folder, filing = library_folder(context, library), Filing(buyer or None, pack or None)
    results = []
    for result in retry_files(folder, filing, limits) if retry else ingest_files(paths or (), folder, filing, limits):
        results.append(result)
        if as_json:
            write_json(result_as_json(result))
    if as_json:
        write_json({"summary": summary(results)})
    else:
        print_report(results)
    if not all_read(results):
        raise typer.Exit(NOT_ALL_READ)


def ingest_files(
    paths: Iterable[Path], folder: Path, filing: "Filing", limits: "Limits | None" = None
) -> Iterator["Result"]:
    """Bring what is at `paths` into the library, with a progress bar on a terminal."""
    from tenderscan import wiring
    from tenderscan.ingest.discover import discover
    from tenderscan.ingest.run import ingest

    files = list(discover(paths, skip=folder))
    library = wiring.open_library(folder, create=True)
    with _progress(len(files)) as watch:
        yield from ingest(files, library, wiring.steps(limits), filing, watch=watch)


def retry_files(folder: Path, filing: "Filing", limits: "Limits | None" = None) -> Iterator["Result"]:
    """Redo what could not be read and can succeed now, with a progress bar on a terminal."""
    from tenderscan import wiring
    from tenderscan.catalogue.unread import unread
    from tenderscan.ingest.retry import retry
    from tenderscan.ingest.run import ingest

    library = wiring.open_library(folder)
    steps = wiring.steps(limits)
    chosen = retry(unread(library.catalogue), library.catalogue, steps)
    say(
        f"{len(chosen.reasons)} of {len(chosen.reasons) + len(chosen.never)} that were not wholly read can succeed now"
        + (f": {', '.join(sorted(set(chosen.reasons.values())))}." if chosen.reasons else ".")
    )
    if chosen.never:
        say(f"{len(chosen.never)} would fail as before; tenderscan unread lists them with the way out.")
    with _progress(len(chosen.files)) as watch:
        yield from ingest(chosen.files, library, steps, filing, redo=chosen.redo, watch=watch)


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
