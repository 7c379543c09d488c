"""The markup of a document, line by line.

    # Heading, ## Subheading        not numbered
    + CLAUSE HEADING                numbered 1. 2. 3.
    ++ Clause, +++ Sub-clause       numbered 1.1, (a); "++ [#cap] …" can be referred to as {ref:cap}
    - Bullet                        > Line set to the right
    || 3 5 2  (or "||plain 3 5")    a table with relative widths, followed by rows "| a | b | c |";
                                    a cell "<" belongs to the cell on its left, "<<name>>" is a nested table
    @nested name                    rows of a nested table follow a "||" line
    @box … @end, @scan … @end       text box; scanned page (line by line)
    @field Label: value             form field; "@field Label:" is one left empty
    @page, @restart, @contents      page break; numbering begins anew; table of contents
    @if flag … @else … @fi          kept where the pack has the flag; @include name; @roster name
    $fact                           replaced by the pack's fact

Other lines are paragraphs, which a blank line ends.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from corpus.build.inline import parse as parse_inline
from corpus.build.model import Block, Box, Cell, Contents, Field, Line, PageBreak, Scan, Table, Text
from corpus.build.rosters import ROSTERS

CONTENT = Path(__file__).parent / "content"
_FACT = re.compile(r"\$([a-z][a-z0-9_]*)")
_LABEL = re.compile(r"\[#(\w+)\] ")
_REFERENCE = re.compile(r"\{ref:(\w+)\}")
_START = re.compile(r"(#+|\++|-|>|\|\|(?:plain)?|\||@\w+)(?: (.*))?$")


def read(name: str, facts: Mapping[str, str], flags: frozenset[str]) -> tuple[Block, ...]:
    """The blocks of `content/<name>.markup` for a pack with these facts and flags."""
    lines = list(_lines(name, facts, flags))
    groups = list(_groups(lines))
    labels = _labels(groups)
    resolved = [
        (mark, [_REFERENCE.sub(lambda match: labels[match[1]], line) for line in content]) for mark, content in groups
    ]
    blocks = tuple(_Parser(resolved).blocks())
    return tuple(
        Contents(tuple(_entries(blocks[position:]))) if isinstance(block, Contents) else block
        for position, block in enumerate(blocks)
    )


def _entries(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """The clause headings as far as the next restart of the numbering."""
    begun = False
    for block in blocks:
        if isinstance(block, Text) and block.kind == "clause" and block.level == 1:
            if block.restart and begun:
                return
            begun = True
            yield block.number, block.line.text


def _lines(name: str, facts: Mapping[str, str], flags: frozenset[str]) -> Iterator[str]:
    """The lines of a file after conditions, inclusions, rosters and facts."""
    keep = [True]
    for raw in (CONTENT / f"{name}.markup").read_text(encoding="utf-8").splitlines():
        word, _, rest = raw.partition(" ")
        if word == "@if":
            keep.append(rest.strip() in flags)
        elif word == "@else":
            keep[-1] = not keep[-1]
        elif word == "@fi":
            keep.pop()
        elif not all(keep):
            continue
        elif word == "@include":
            yield from _lines(_fill(rest.strip(), facts), facts, flags)
        elif word == "@roster":
            yield from ROSTERS[rest.strip()]()
        else:
            yield _fill(raw, facts)


def _fill(raw: str, facts: Mapping[str, str]) -> str:
    """Replace `$fact`, also inside facts."""
    while _FACT.search(raw):
        raw = _FACT.sub(lambda match: facts[match[1]], raw)
    return raw


def _groups(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Paragraphs with the mark they begin with; "@box" and "@scan" hold all lines up to "@end"."""
    group: tuple[str, list[str]] | None = None
    raw = False
    for line in lines:
        match = _START.match(line)
        if raw and line.strip() != "@end":
            assert group is not None
            group[1].append(line)
        elif not line.strip() or line.strip() == "@end":
            if group:
                yield group
            group, raw = None, False
        elif match:
            if group:
                yield group
            group = (match[1], [match[2] or ""])
            raw = match[1] in {"@box", "@scan"}
        elif group:
            group[1].append(line.strip())
        else:
            group = ("", [line.strip()])
    if group:
        yield group


class _Counter:
    """Numbers clauses: 1. / 1.1 / (a) / (i)."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def next(self, level: int) -> tuple[str, str]:
        """The number as printed, and in full as a reference has it."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        first, second, third, fourth = self._counts
        full = str(first) + (f".{second}" if level > 1 else "")
        letter = f"({chr(96 + third)})" if level > 2 else ""
        roman = f"({['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii'][fourth]})" if level > 3 else ""
        shown = {1: f"{first}.", 2: full, 3: letter, 4: roman}[level]
        return shown, full + letter + roman


def _labels(groups: list[tuple[str, list[str]]]) -> dict[str, str]:
    counter = _Counter()
    labels = {}
    for mark, content in groups:
        if mark == "@restart":
            counter = _Counter()
        if mark.startswith("+"):
            full = counter.next(len(mark))[1]
            if match := _LABEL.match(content[0]):
                labels[match[1]] = full
    return labels


class _Parser:
    """Turns groups into blocks, keeping the clause counter and the tables set aside for nesting."""

    def __init__(self, groups: list[tuple[str, list[str]]]) -> None:
        self._groups = groups
        self._counter = _Counter()
        self._restart = False
        self._nested: dict[str, Table] = {}
        self._special: dict[str, Callable[[list[str]], Block]] = {
            "@box": lambda content: Box(tuple(map(parse_inline, _paragraphs(content)))),
            "@scan": lambda content: Scan(tuple(content[1:])),
            "@page": lambda _content: PageBreak(),
            "@contents": lambda _content: Contents(()),
            "@field": self._field,
        }

    def blocks(self) -> Iterator[Block]:
        """All blocks in order."""
        position = 0
        while position < len(self._groups):
            mark, content = self._groups[position]
            position += 1
            if mark in {"||", "||plain", "@nested"}:
                name = content[0] if mark == "@nested" else None
                if name:
                    mark, content = self._groups[position]
                    position += 1
                end = position
                while end < len(self._groups) and self._groups[end][0] == "|":
                    end += 1
                rows = [row for _, (row, *_) in self._groups[position:end]]
                table = self._table(rows, content[0], plain=mark == "||plain")
                position = end
                if name:
                    self._nested[name] = table
                else:
                    yield table
            elif mark == "@restart":
                self._counter, self._restart = _Counter(), True
            elif mark in self._special:
                yield self._special[mark](content)
            else:
                yield self._text(mark, " ".join(content))

    def _text(self, mark: str, source: str) -> Text:
        line = parse_inline(_LABEL.sub("", source, count=1).replace("<br>", "\n"))
        if mark.startswith("+"):
            restart, self._restart = self._restart, False
            return Text("clause", line, len(mark), self._counter.next(len(mark))[0], restart)
        kind = {"#": "heading", "-": "bullet", ">": "right", "": "para"}[mark[:1]]
        return Text(kind, line, len(mark) or 1)

    def _field(self, content: list[str]) -> Field:
        label, _, value = " ".join(content).partition(":")
        return Field(label.strip(), parse_inline(value.strip()), empty=not value.strip())

    def _table(self, rows: list[str], widths: str, *, plain: bool) -> Table:
        parsed = tuple(self._row(row) for row in rows)
        numbers = tuple(float(width) for width in widths.split())
        for row in parsed:
            if sum(cell.span for cell in row) != len(numbers):
                raise ValueError(f"a row has not {len(numbers)} cells: {' | '.join(c.line.text for c in row)}")
        return Table(parsed, numbers, plain)

    def _row(self, row: str) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for source in re.split(r"(?<= )\|(?= )", f" {row.strip().removesuffix('|')} "):
            content = source.strip()
            if content == "<":
                cells[-1] = replace(cells[-1], span=cells[-1].span + 1)
            elif content.startswith("<<"):
                cells.append(Cell(Line(), inner=self._nested[content.strip("<>")]))
            else:
                cells.append(Cell(parse_inline(content.replace("<br>", "\n"))))
        return tuple(cells)


def _paragraphs(content: list[str]) -> list[str]:
    """Lines of a box: a blank line ends a paragraph."""
    joined = "\n".join(content).strip()
    return [" ".join(part.split("\n")) for part in re.split(r"\n\s*\n", joined) if part.strip()]
