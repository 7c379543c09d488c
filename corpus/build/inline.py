"""The markup inside a paragraph.

    **bold**   {+inserted+}   {-deleted-}   {=in a content control=}   text^[footnote]^
    {{£1.2m|m contract_value excl}}     money, with its kind, VAT basis and, after "per", its period
    {{£XX|n}}                           looks like a value and is none
    {{ten jobs|s jobs firm}}            social value, with theme and strength
    {{1 May 2025|d start}}              a date and its role

Marks may be nested; they leave no trace in the built file and become its expected findings.
"""

import re
from dataclasses import dataclass, field, replace

from corpus.build.model import Line, Mark, Run

_TOKEN = re.compile(
    r"(?P<open>\{\{)"
    r"|\|(?P<tag>[mnsd])(?: (?P<args>[^{}|]*))?\}\}"
    r"|(?P<bold>\*\*)"
    r"|(?P<on>\{[+=-])|(?P<off>[+=-]\})"
    r"|(?P<note>\^\[)|(?P<noted>\]\^)"
)
_CHANGES = {"{+": "ins", "{-": "del"}


@dataclass(slots=True)
class _State:
    """Where the scanner is: what is switched on, and the marks still open."""

    runs: list[Run] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    bold: bool = False
    change: str = ""
    control: bool = False

    def add(self, text: str) -> None:
        """Append text in the present appearance."""
        if text:
            self.runs.append(Run(text, self.bold, self.change, self.control))

    def close(self, tag: str, args: str) -> None:
        """Close the innermost mark."""
        start = self.open.pop()
        quote = Line(tuple(self.runs[start:])).text
        if tag in "mn":
            self.runs[start:] = [replace(run, marked=True) for run in self.runs[start:]]
        self.marks.append(Mark(tag, quote, tuple(args.split())))


def parse(source: str) -> Line:
    """Read the markup of one paragraph.

    Raises:
        ValueError: a mark or a footnote is not closed.
    """
    state = _State()
    position = 0
    while position < len(source):
        match = _TOKEN.search(source, position)
        if match is None:
            state.add(source[position:])
            break
        state.add(source[position : match.start()])
        position = match.end()
        if match["note"]:
            end = source.index("]^", position)
            note = parse(source[position:end])
            state.runs.append(Run("", note=note.runs))
            state.marks.extend(note.marks)
            position = end + 2
        else:
            _switch(state, match)
    if state.open:
        raise ValueError(f"a mark is not closed: {source}")
    return Line(tuple(state.runs), tuple(state.marks))


def _switch(state: _State, match: re.Match[str]) -> None:
    if match["open"]:
        state.open.append(len(state.runs))
    elif match["tag"]:
        state.close(match["tag"], match["args"] or "")
    elif match["bold"]:
        state.bold = not state.bold
    elif match["on"] == "{=" or match["off"] == "=}":
        state.control = match["on"] is not None
    elif match["on"] or match["off"]:
        state.change = _CHANGES.get(match["on"] or "", "")
    else:
        raise ValueError(f"unexpected {match.group()!r} in {match.string}")
