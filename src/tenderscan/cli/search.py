"""`tenderscan search`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tenderscan.cli.console import out, printable, say, write_json
from tenderscan.cli.options import JsonOption, LibraryOption, library_folder

if TYPE_CHECKING:
    from rich.text import Text

    from tenderscan.search import Hit, Passage, Results


def register(app: typer.Typer) -> None:
    """Add the command."""
    example = "Example: tenderscan search 'grounds maintenance apprenticeship value:>£500k'"
    app.command("search", epilog=example)(search_command)


def search_command(
    context: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(metavar="QUERY", help='Words, "phrases", OR, -not, supplier: buyer: type: theme: value: date:'),
    ],
    limit: Annotated[int, typer.Option(min=1, help="Documents shown.")] = 10,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find documents; each with its best passages, page numbers and the words marked.

    All words must stand in a document. Filters: value:>£500k, value:£1m..£2m, date:>31/12/2026, supplier:"Acme Ltd".
    A document whose value or date is not known is shown behind the others and marked; -value:unknown leaves it out.
    """
    results = search_library(" ".join(query), library_folder(context, library), limit=limit)
    if as_json:
        write_json(_as_json(results))
    else:
        print_results(results)


def search_library(query: str, folder: Path, *, limit: int) -> "Results":
    """The answer of the library in `folder`."""
    from tenderscan import wiring
    from tenderscan.search import search

    opened = wiring.open_library(folder)
    return search(query, engine=opened.engine, shelf=wiring.shelf(opened), limit=limit, vocabulary=wiring.vocabulary())


def print_results(results: "Results") -> None:
    """Ranked documents for people."""
    console = out()
    if not results.hits:
        say("Nothing matches.")
        for word in results.missing_words:
            say(f"No document holds the word “{word}”.")
        return
    shown = f", the best {len(results.hits)} shown" if len(results.hits) < results.total else ""
    console.print(f"{results.total} document{'s' * (results.total != 1)} match{'es' * (results.total == 1)}{shown}")
    for field, number in results.unknown.items():
        console.print(f"of {number} the {field} is not known; -{field}:unknown leaves them out", style="yellow")
    for position, hit in enumerate(results.hits, start=1):
        _print_hit(position, hit)


def _print_hit(position: int, hit: "Hit") -> None:
    console = out()
    console.print()
    console.print(f"{position}. {printable(hit.title)}", style="bold", soft_wrap=True)
    unknown = "".join(f" · {field} not known" for field in hit.unknown)
    buyer = f" · {printable(hit.buyer)}" if hit.buyer else ""
    console.print(f"   {printable(hit.path)}{buyer} · {hit.sha256[:12]}{unknown}", style="dim", soft_wrap=True)
    for passage in hit.passages:
        console.print(_marked(passage, coloured=console.is_terminal and not console.no_color), soft_wrap=True)


def _marked(passage: "Passage", *, coloured: bool) -> "Text":
    """The passage on one line, its words marked: by colour, or by asterisks where there is none."""
    from rich.text import Text

    # Every character is replaced by one character, so that the marks stay where they are.
    flat = printable(passage.text).replace("\n", " ").replace("\t", " ")
    text = Text(f"   p. {passage.page}  " if passage.page else "   ", style="cyan")
    position = 0
    for start, end in passage.marks:
        text.append(flat[position:start], style="default")
        text.append(flat[start:end] if coloured else f"*{flat[start:end]}*", style="bold yellow")
        position = end
    return text.append(flat[position:], style="default")


def _as_json(results: "Results") -> dict[str, Any]:
    return {
        "query": results.query,
        "total": results.total,
        "hits": [
            {
                "sha256": hit.sha256,
                "title": hit.title,
                "path": hit.path,
                "buyer": hit.buyer,
                "score": round(hit.score, 4),
                "unknown": list(hit.unknown),
                "passages": [
                    {
                        "page": passage.page,
                        "text": passage.text,
                        "start": passage.span.start,
                        "end": passage.span.end,
                        "marks": [[start, end] for start, end in passage.marks],
                    }
                    for passage in hit.passages
                ],
            }
            for hit in results.hits
        ],
        "unknown": dict(results.unknown),
        "missing_words": list(results.missing_words),
    }
