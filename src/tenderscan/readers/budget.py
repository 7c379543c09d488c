"""How much one document may still yield.

A few kilobytes of DOCX can refer to the same text a million times, or repeat a row of cells until memory is full. What
is spent is counted where text and cells are made, so that nothing inside a table or a note escapes it.
"""

from dataclasses import dataclass

from tenderscan.errors import LimitExceeded

_MOST_CELLS = 2_000_000
"""Cells of all tables together, the empty ones that fill up a row included; each takes some hundred bytes."""


@dataclass(slots=True)
class Budget:
    """What is left for one document.

    Attributes:
        name: of the file, for messages.
        characters: of text.
        cells: of tables.
    """

    name: str
    characters: int
    cells: int = _MOST_CELLS

    def spend(self, text: str) -> str:
        """Count a piece of text, which is returned.

        Raises:
            LimitExceeded: there is no room for it.
        """
        self.characters -= len(text)
        if self.characters < 0:
            raise LimitExceeded(
                f"{self.name} holds more characters than are read from one document.\n"
                "Split it, or allow more: --allow characters=NUMBER."
            )
        return text

    def spend_cells(self, count: int) -> None:
        """Count cells of a table.

        Raises:
            LimitExceeded: there is no room for them.
        """
        self.cells -= count
        if self.cells < 0:
            raise LimitExceeded(f"{self.name} holds tables of more than {_MOST_CELLS:,} cells. Split the file.")
