"""Options that more than one command has."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenderscan.settings import absolute, default_library

if TYPE_CHECKING:
    from tenderscan.cli.app import Global

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="FOLDER",
        help="Folder of the library. Default: TENDERSCAN_LIBRARY, else a folder of your own.",
        show_default=False,
    ),
]
AllowOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow",
        metavar="NAME=NUMBER",
        help="Change a limit, such as seconds=1200 or memory=4G (docs/commands.md); may be repeated.",
        show_default=False,
    ),
]
BuyerOption = Annotated[str | None, typer.Option("--buyer", help="Council the files belong to.", show_default=False)]
PackOption = Annotated[
    str | None,
    typer.Option(
        "--pack", help="Procurement the files belong to. Default: their folder or archive.", show_default=False
    ),
]
WaitOption = Annotated[
    float | None,
    typer.Option(
        "--wait", min=0, metavar="SECONDS", help="How long to wait for another writer. Default: 10.", show_default=False
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, metavar="N", help="Processes that read files. Default: one a core.", show_default=False
    ),
]
ExportOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--export",
        metavar="FILE",
        help="Write tables to this file, by its ending: .csv, .xlsx, .json or .jsonl; may be repeated.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON for machines (docs/json.md).")]


def library_folder(context: typer.Context, named: Path | None) -> Path:
    """The library a command works on: its own option, the global one, the environment, the default."""
    given: Global | None = context.find_root().obj
    folder = named or (given.library if given else None) or default_library()
    return absolute(folder)
