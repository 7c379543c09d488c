"""`tenderscan index status | rebuild | verify`."""

import typer

from tenderscan.cli.console import out, say, write_json
from tenderscan.cli.options import JsonOption, LibraryOption, library_folder
from tenderscan.errors import LibraryProblem

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
    """Say whether the index is usable and complete."""
    from tenderscan import wiring
    from tenderscan.ingest.indexing import status

    opened = wiring.open_library(library_folder(context, library))
    found = status(opened)
    counts = opened.catalogue.counts()
    if as_json:
        stamp = None if found.stamp is None else {"schema": found.stamp.schema, "analyser": found.stamp.analyser}
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
        return
    console = out()
    console.print(f"Library    {opened.folder}", soft_wrap=True)
    console.print(
        f"Documents  {sum(counts.values())} ({', '.join(f'{n} {name}' for name, n in sorted(counts.items()))})"
    )
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
        out().print("\n".join(problems), soft_wrap=True)
    else:
        out().print("All is well: every quote stands in its text, every document in the index.")
    if problems:
        raise typer.Exit(LibraryProblem.exit_code)
