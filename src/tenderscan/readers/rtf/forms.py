"""Fields of RTF, and what the form fields among them show (pages 83 and 86)."""

from dataclasses import dataclass, field

from tenderscan.readers.ballot_boxes import EMPTY_BOX, TICKED_BOX
from tenderscan.readers.docx.fields import button_text

_CHECK_BOX, _LIST = 1, 2
_UNDEFINED = 25
"""Result of a form field that nobody has touched: the default holds."""


@dataclass(slots=True)
class Field:
    """A field that is open.

    Attributes:
        instruction: pieces of its instruction.
        form: kind of form field, None for other fields.
        result: number of the chosen entry, or whether a box is ticked.
        default: the same before anybody touched it.
        entries: of a list.
        shows_form: whether the form field has been written, so that its result must not be.
        has_result: whether a result was found.
    """

    instruction: list[str] = field(default_factory=list)
    form: int | None = None
    result: int = _UNDEFINED
    default: int = 0
    entries: list[list[str]] = field(default_factory=list)
    shows_form: bool = False
    has_result: bool = False

    def shown(self) -> str:
        """What the field shows by itself, whatever its result says."""
        chosen = self.default if self.result == _UNDEFINED else self.result
        if self.form == _CHECK_BOX:
            return TICKED_BOX if chosen == 1 else EMPTY_BOX
        if self.form == _LIST and 0 <= chosen < len(self.entries):
            return "".join(self.entries[chosen]).strip()
        return ""

    def button(self) -> str:
        """The words of a button to click on."""
        return button_text("".join(self.instruction))
