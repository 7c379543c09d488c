"""Speaking to people: results on stdout, talk on stderr, colour only on a terminal."""

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from tenderscan.moments import british, parsed

if TYPE_CHECKING:
    from rich.console import Console

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BREAKING = re.compile(r"[\t\n\u2028\u2029]")


def printable(text: str) -> str:
    """`text` without characters that would steer a terminal; file names and documents come from strangers."""
    return _UNPRINTABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """`text` as `printable` has it and without line breaks and tabs: for paths and names, which could forge lines."""
    return _BREAKING.sub("\ufffd", printable(text))


def out() -> "Console":
    """Console for results."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, soft_wrap=False)


def talk() -> "Console":
    """Console for everything that is not the result."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def say(message: str, *, style: str | None = None) -> None:
    """One message to a person, on stderr."""
    talk().print(printable(message), style=style, soft_wrap=True)


def write_json(value: dict[str, Any]) -> None:
    """One JSON object on a line of its own, on stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def no_longer_there(gone_at: str | None) -> str:
    """To be said behind a path at which there is nothing any more; empty while there is."""
    return "" if gone_at is None else f" (no longer there, noticed {british(parsed(gone_at))})"


def page_ranges(pages: Sequence[int]) -> str:
    """Page numbers, neighbours together: "1–3, 7"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
