"""`tenderscan quality`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenderscan.cli.console import one_line, out, printable, say, write_json
from tenderscan.cli.options import AllowOption, JsonOption
from tenderscan.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenderscan.document import Document
    from tenderscan.ingest.steps import Steps
    from tenderscan.quality.figures import Figures


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("quality", epilog="Example: tenderscan quality sample.jsonl --misses")(quality_command)


_Sample = Annotated[
    Path, typer.Argument(metavar="FILE", help="Labelled passages, a JSON object a line.", show_default=False)
]
_Files = Annotated[
    Path | None,
    typer.Option(
        "--files",
        metavar="FOLDER",
        help="Where the documents of the sample are. Default: beside it.",
        show_default=False,
    ),
]
_Misses = Annotated[bool, typer.Option("--misses", help="List what is missed, false or wrong.")]
_Conceal = Annotated[
    Path | None,
    typer.Option(
        "--conceal",
        metavar="OUT",
        help="Write the sample with offsets in place of copied text, and measure nothing.",
        show_default=False,
    ),
]


def quality_command(
    sample: _Sample,
    files: _Files = None,
    misses: _Misses = False,
    conceal: _Conceal = None,
    allow: AllowOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how good the tags are on passages that you have labelled (docs/quality.md says how).

    Prints precision, recall and F1 of each label.
    """
    from tenderscan import wiring
    from tenderscan.quality.measure import measure
    from tenderscan.quality.placing import parts
    from tenderscan.quality.sample import read_sample
    from tenderscan.settings import allowing, default_limits

    steps = wiring.steps(allowing(allow or (), default_limits()))
    passages = read_sample(sample)
    folder = files or sample.parent
    if conceal:
        from tenderscan.quality.concealing import concealed

        _write(conceal, [json.dumps(line) for line in concealed(passages, folder, _reading(steps))])
        say(f"{len(passages)} passages written to {one_line(str(conceal))}, without copied text.")
        return
    figures = measure(parts(passages, folder, _reading(steps)), steps.tag)
    if as_json:
        write_json(_as_json(figures, misses=misses))
    else:
        _print(figures, misses=misses)


def _reading(steps: "Steps") -> "Callable[[Path], Document]":
    """How the documents of a sample are read."""
    return lambda path: steps.read(steps.load(path))


def _as_json(figures: "Figures", *, misses: bool) -> dict[str, object]:
    from tenderscan.quality import tables

    lists = {"hard_wrong": list(figures.hard_wrong), "misses": list(tables.misses(figures))} if misses else {}
    return tables.summary(figures) | lists


def _print(figures: "Figures", *, misses: bool) -> None:
    from tenderscan.quality import tables

    console = out()
    kept = tables.summary(figures)
    console.print(f"{figures.parts} passages of {figures.documents} documents; precision / recall / F1")
    console.print("Behind a + are those that are optional; the strict precision counts what answers them as false.")
    for line in tables.aligned(tables.table(kept)):
        console.print(line, soft_wrap=True)
    if kept["details"]:
        console.print(f"Right of those with the right value: {tables.details_line(kept)}", soft_wrap=True)
    if figures.hard:
        console.print(
            f"Hard passages with something found that is not there: {len(figures.hard_wrong)} of {figures.hard}"
        )
    if misses:
        for line in tables.misses(figures):
            console.print(printable(line), soft_wrap=True)


def _write(path: Path, lines: list[str]) -> None:
    try:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error
