"""`tenderscan demo`: a guided run on the bundled sample documents."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from tenderscan.cli.console import out
from tenderscan.errors import LibraryProblem
from tenderscan.settings import bundled

_MARK = "made-by-demo.txt"
_QUERY = "apprenticeship value:>£500k"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo", epilog="Example: tenderscan demo --folder my-demo")(demo_command)


def demo_command(
    folder: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where the library of the demo is made; replaced if it is there.")
    ] = Path(".demo"),
) -> None:
    """Show the main job on the bundled sample documents: ingest, search, findings."""
    library = folder.absolute() / "library"
    _clear(library)
    packs = sorted(path for path in bundled("corpus/packs").iterdir() if path.is_dir())
    _step(1, f"Ingest {len(packs)} sample packs of an invented shared procurement service")
    _ingest(library)
    _step(2, "A quotation as it arrives: an e-mail with a ZIP, one file of it damaged")
    _submission(library)
    _step(3, "Search: documents, pages, words marked; unknown values shown")
    _search(library)
    _step(4, "The findings of one contract, each with its page, its quote and its rule")
    _findings(packs, library)
    _step(5, "Where to go next")
    _next(library)


def _ingest(library: Path) -> None:
    packs = bundled("corpus/packs")
    _run_command(packs, library)
    out().print("(One page is a scan on purpose: it is read where Tesseract is installed, and reported elsewhere.)\n")
    _run_command(packs, library, "again: only what is new is read")


def _submission(library: Path) -> None:
    from tenderscan.cli.unread import print_unread

    _run_command(bundled("corpus/submission"), library)
    _command(f"tenderscan unread --library {_short(library)}")
    print_unread(library)


def _run_command(folder: Path, library: Path, why: str = "") -> None:
    """What `tenderscan ingest` does, and its exit code aside."""
    from tenderscan.batch.results import order_for
    from tenderscan.cli.ingest import How, carry_out

    _command(f"tenderscan ingest {_short(folder)} --library {_short(library)}" + (f"   # {why}" if why else ""))
    # Exit code 3, where something was not wholly read: a demo goes on.
    with suppress(typer.Exit):
        carry_out(lambda: order_for([folder], skip=library), library, How(), as_json=False)


def _search(library: Path) -> None:
    from tenderscan.cli.search import print_results, search_library

    _command(f"tenderscan search '{_QUERY}' --limit 4 --library {_short(library)}")
    print_results(search_library(_QUERY, library, limit=4))


def _findings(packs: Sequence[Path], library: Path) -> None:
    from tenderscan import wiring
    from tenderscan.catalogue.lookup import find_document
    from tenderscan.cli.findings import print_findings

    # A PDF, because its findings have pages.
    contract = next(path for pack in packs for path in sorted(pack.glob("*.pdf")) if "contract" in path.name.lower())
    _command(f"tenderscan show '{_short(contract)}' --findings --library {_short(library)}")
    catalogue = wiring.open_library(library).catalogue
    print_findings(catalogue.record(find_document(catalogue, str(contract))), most=4)


def _clear(library: Path) -> None:
    # Only what an earlier demo made, which its mark tells: a library of the user's own is never touched.
    if (library / _MARK).is_file():
        shutil.rmtree(library)
    elif library.exists():
        raise LibraryProblem(
            f"{library} is there already and was not made by the demo.\nName another folder with --folder."
        )
    library.mkdir(parents=True)
    (library / _MARK).write_text("Made by tenderscan demo; the next demo throws this folder away.\n", encoding="utf-8")


def _step(number: int, title: str) -> None:
    console = out()
    console.print()
    console.rule(f"{number}. {title}", align="left")


def _command(line: str) -> None:
    out().print(f"$ {line}", style="bold cyan", soft_wrap=True)


def _short(path: Path) -> str:
    """Relative to the folder the user is in, where that is shorter."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _next(library: Path) -> None:
    out().print(
        "Your own files:   tenderscan ingest FOLDER --buyer 'Your Council'\n"
        "A page of one:    tenderscan show DOCUMENT --page 4\n"
        "Without library:  tenderscan extract FILE --json\n"
        "How to ask:       docs/query.md, or tenderscan search --help\n"
        f"This demo's library is {_short(library)}; delete it whenever you like.",
        soft_wrap=True,
    )
