"""Small documents as text: "# " begins a heading, "- " a list item, " | " parts the cells of a row.

A backslash at the end of a line says that the block goes on in the next.
"""

from tenderscan.document import BlockKind, Document, Properties
from tenderscan.readers.assemble import Assembler
from tests.build import source

GOES_ON = "\\\n"
_BREAK = "\N{SYMBOL FOR NEWLINE}"


def sample(text: str, name: str = "sample.pdf") -> Document:
    assembler = Assembler(source(name))
    assembler.begin_page(1)
    rows: list[list[str]] = []
    for joined in [*text.replace(GOES_ON, _BREAK).split("\n"), ""]:
        line = joined.replace(_BREAK, "\n")
        if " | " in line:
            rows.append(line.split(" | "))
            continue
        if rows:
            assembler.add_table(rows)
            rows = []
        if line.startswith("# "):
            assembler.add(BlockKind.HEADING, line[2:], level=1)
        elif line.startswith("- "):
            assembler.add(BlockKind.LIST_ITEM, line[2:], level=1)
        elif line:
            assembler.add(BlockKind.PARAGRAPH, line)
    return assembler.finish(Properties())
