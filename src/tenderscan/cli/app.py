"""The program: its commands, its global options, and the one place where errors become messages and exit codes."""

import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tenderscan import __version__
from tenderscan.cli import (
    commitments,
    demo,
    extract,
    index,
    ingest,
    quality,
    retag,
    runs,
    search,
    show,
    status,
    suppliers,
    unread,
    watch,
)
from tenderscan.cli.console import say
from tenderscan.errors import InternalFault, TenderscanError

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it; Typer ends with it."""

app = typer.Typer(
    name="tenderscan",
    help="Search, prove and count what stands in tender and contract documents.",
    epilog="Begin with: tenderscan demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (ingest, watch, retag, status, search, show, commitments, unread, extract, quality, demo):
    command.register(app)
app.add_typer(runs.app, name="runs")
app.add_typer(suppliers.app, name="suppliers")
app.add_typer(index.app, name="index")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tenderscan {__version__}")
        raise typer.Exit


@app.callback()
def _global_options(
    context: typer.Context,
    library: Annotated[
        Path | None,
        typer.Option("--library", help="Folder of the library, for any command.", show_default=False),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show where an error came from.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    context.obj = Global(library)
    # Imported here, like everything that --help does not need.
    from tenderscan.cli.log import set_up_log

    set_up_log(verbose=verbose)


@dataclass(frozen=True, slots=True)
class Global:
    """Options given before the command.

    Attributes:
        library: folder named by `--library`, None where none was.
    """

    library: Path | None


def run(arguments: Sequence[str]) -> int:
    """Run the program; the exit code."""
    _speak_utf8()
    try:
        app(args=search.with_minus_words(arguments), prog_name="tenderscan")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if code == INTERRUPTED:
            say("Stopped. What was finished is kept; the same command goes on from there.")
        return code
    except TenderscanError as error:
        say(f"Error ({error.code}): {error.message}", style="red")
        _trace(arguments, error)
        return error.exit_code
    except Exception as fault:  # noqa: BLE001 - the border to people: a fault of ours is told, not dumped
        say(f"Error ({InternalFault.code}): a fault in tenderscan ({type(fault).__name__}: {fault}).", style="red")
        say("Please report it; -v before the command shows where it happened.")
        _trace(arguments, fault)
        return TenderscanError.exit_code
    return 0


def _trace(arguments: Sequence[str], error: BaseException) -> None:
    if {"-v", "--verbose"} & set(arguments):
        import traceback

        traceback.print_exception(error)


def _speak_utf8() -> None:
    # A pipe on Windows has the encoding of the locale, in which not every document can be written.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
