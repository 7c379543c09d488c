"""`tenderscan search`."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tenderscan.cli.console import no_longer_there, one_line, out, printable, say, write_json
from tenderscan.cli.options import JsonOption, LibraryOption, library_folder

if TYPE_CHECKING:
    from rich.text import Text

    from tenderscan.search import Hit, Passage, Results


def register(app: typer.Typer) -> None:
    """Add the command."""
    example = "Example: tenderscan search 'grounds maintenance apprenticeship value:>£500k'"
    app.command("search", epilog=example)(search_command)


def with_minus_words(arguments: Sequence[str]) -> list[str]:
    """Arguments in which "-draft" behind `search` is a word of the query rather than an option.

    A blank in front keeps the option parser off it; `search_command` takes it away again. Two dashes are always an
    option, so that a mistyped one is told and not searched for.
    """
    if "search" not in arguments:
        return list(arguments)
    behind = list(arguments).index("search") + 1
    words = [f" {one}" if re.match(r"-[^-]", one) and one != "-h" else one for one in arguments[behind:]]
    return [*arguments[:behind], *words]


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
    results = search_library(" ".join(part.strip() for part in query), library_folder(context, library), limit=limit)
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
    if results.not_indexed:
        say(
            f"{documents(results.not_indexed)} of the library are not in the index yet and cannot be found.\n"
            "Wait for the ingest to finish, or run it again; tenderscan index status tells more.",
            style="yellow",
        )
    if not results.hits:
        say("Nothing matches.")
        for word in results.missing_words:
            say(f"No document holds: {word}")
        if results.not_wholly_read:
            say(f"{documents(results.not_wholly_read)} could not be wholly read and may hold it: tenderscan unread")
        return
    console.print(_headline(results))
    for position, hit in enumerate(results.hits, start=1):
        _print_hit(position, hit)


def documents(number: int) -> str:
    """A number of documents in words."""
    return f"{number} document{'' if number == 1 else 's'}"


def _headline(results: "Results") -> str:
    """How many match for certain, how many may, and how many of them are shown."""
    certain = results.total - results.uncertain
    parts = [f"{documents(certain)} match{'es' if certain == 1 else ''}"]
    if results.uncertain:
        fields = " or ".join(results.unknown)
        leave = " ".join(f"-{field}:unknown" for field in results.unknown)
        parts.append(f"; {results.uncertain} more may: their {fields} is not known ({leave} leaves them out)")
    if len(results.hits) < results.total:
        parts.append(f"; the best {len(results.hits)} shown")
    return "".join(parts)


def _print_hit(position: int, hit: "Hit") -> None:
    console = out()
    console.print()
    console.print(f"{position}. {one_line(hit.title)}", style="bold", soft_wrap=True)
    unknown = "".join(f" · {field} not known" for field in hit.unknown)
    buyer = f" · {one_line(hit.buyer)}" if hit.buyer else ""
    gone = no_longer_there(hit.gone_at)
    console.print(f"   {one_line(hit.path)}{gone}{buyer} · {hit.sha256[:12]}{unknown}", style="dim", soft_wrap=True)
    for passage in hit.passages:
        console.print(_marked(passage, coloured=console.is_terminal and not console.no_color), soft_wrap=True)


def _marked(passage: "Passage", *, coloured: bool) -> "Text":
    """The passage on one line, its words marked: by colour, or by asterisks where there is none."""
    from rich.text import Text

    place = passage.cell or (f"p. {passage.page}" if passage.page else "")
    text = Text(f"   {one_line(place)}  " if place else "   ", style="cyan")
    position = 0
    for start, end in passage.marks:
        text.append(_flat(passage.text[position:start]), style="default")
        word = _flat(passage.text[start:end])
        text.append(word if coloured else f"*{word}*", style="bold yellow")
        position = end
    return text.append(_flat(passage.text[position:]), style="default")


def _flat(text: str) -> str:
    """One line; the cells of a table row are told apart."""
    return printable(text.replace("\n", " ").replace("\t", " | "))


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
                "gone_at": hit.gone_at,
                "score": round(hit.score, 4),
                "unknown": list(hit.unknown),
                "passages": [
                    {
                        "page": passage.page,
                        "cell": passage.cell,
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
        "not_indexed": results.not_indexed,
        "not_wholly_read": results.not_wholly_read,
    }
