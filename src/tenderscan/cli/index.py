"""`tenderscan index status | rebuild | verify`."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from tenderscan.cli.console import one_line, out, printable, say, write_json
from tenderscan.cli.options import JsonOption, LibraryOption, library_folder
from tenderscan.errors import LibraryProblem

if TYPE_CHECKING:
    from tenderscan.ingest.indexing import IndexStatus

app = typer.Typer(help="Look after the search index.", no_args_is_help=True)

_STATES = {
    "ready": "ready",
    "behind": "behind the catalogue; the next ingest, or tenderscan index rebuild, brings it up to date",
    "missing": "missing; make it with: tenderscan index rebuild",
    "outdated": "made by an older version; make it anew with: tenderscan index rebuild",
    "damaged": "damaged; make it anew with: tenderscan index rebuild",
}


@app.command("status", epilog="Example: tenderscan index status --json")
def status_command(context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Say whether the index opens and is complete; exit code 4 where it cannot be used."""
    from tenderscan import wiring
    from tenderscan.ingest.indexing import status

    opened = wiring.open_library(library_folder(context, library))
    found = status(opened)
    counts = opened.catalogue.counts()
    if as_json:
        stamp = None if found.stamp is None else asdict(found.stamp)
        write_json(
            {
                "library": str(opened.folder),
                "state": found.state,
                "documents": found.documents,
                "indexed": found.indexed,
                "stamp": stamp,
                "outcomes": counts,
            }
        )
    else:
        _print_status(str(opened.folder), found, counts)
    if found.state not in {"ready", "behind"}:
        raise typer.Exit(LibraryProblem.exit_code)


def _print_status(folder: str, found: "IndexStatus", counts: dict[str, int]) -> None:
    console = out()
    outcomes = ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))
    console.print(f"Library    {one_line(folder)}", soft_wrap=True)
    console.print(f"Documents  {sum(counts.values())}{f' ({outcomes})' if outcomes else ''}")
    console.print(f"Index      {_STATES[found.state]}", soft_wrap=True)
    if found.indexed is not None:
        console.print(f"           {found.indexed} of {found.documents} searchable documents")


@app.command("rebuild", epilog="Example: tenderscan index rebuild")
def rebuild_command(context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Throw the index away and make it anew from the catalogue."""
    from tenderscan import wiring
    from tenderscan.ingest.indexing import rebuild

    opened = wiring.open_library(library_folder(context, library))
    with opened.writing():
        number = rebuild(opened)
    if as_json:
        write_json({"indexed": number})
    else:
        say(f"The index was made anew with {number} documents.")


@app.command("verify", epilog="Example: tenderscan index verify")
def verify_command(context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Compare catalogue, texts, quotes and index with each other; exit code 4 where they disagree."""
    from tenderscan import wiring
    from tenderscan.ingest.indexing import verify

    problems = verify(wiring.open_library(library_folder(context, library)))
    if as_json:
        write_json({"problems": problems})
    elif problems:
        out().print(printable("\n".join(problems)), soft_wrap=True)
    else:
        out().print("All is well: every quote stands in its text, every document in the index.")
    if problems:
        raise typer.Exit(LibraryProblem.exit_code)
