"""Complex fields: which runs are the instruction, and which the result a reader sees (ECMA-376 part 1, 17.16)."""

import re
from dataclasses import dataclass, field
from itertools import islice

from tenderscan.readers.ballot_boxes import EMPTY_BOX, TICKED_BOX
from tenderscan.readers.docx.names import DELETED, FIELD_CHARACTER, VAL, WORD, switch, value
from tenderscan.readers.office.names import number
from tenderscan.readers.xml import Element

_TYPE = WORD + "fldCharType"
# MACROBUTTON NoMacro [Click here and type a name]: the text is part of the instruction and there is no result.
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.+)", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class _Open:
    """A field that has begun and not ended."""

    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    is_shown: bool = False
    """Whether a form field has been written, so that its result must not be: some programs store it twice."""


class Fields:
    """The fields that are open at a point of a story; a field may run over several paragraphs."""

    def __init__(self, story: Element) -> None:
        """Begin a story: the body, a header, a note or a text box."""
        self._open: list[_Open] = []
        self._ignored = _unmatched(story)
        self._instructions = 0

    @property
    def showing(self) -> bool:
        """Whether text here is seen: it stands in the instruction of no field."""
        return not self._instructions

    def character(self, character: Element) -> str:
        """Pass a `w:fldChar`; text is returned where the field shows some that stands in no run."""
        kind = character.get(_TYPE)
        if character in self._ignored:
            return ""
        if kind == "begin":
            shown = _form(character) if self.showing else ""
            self._open.append(_Open(is_shown=bool(shown)))
            self._instructions += 1
            return shown
        if kind == "separate" and self._open and not self._open[-1].in_result:
            self._open[-1].in_result = True
            self._instructions -= not self._open[-1].is_shown
        elif kind == "end" and self._open:
            return self._end(self._open.pop())
        return ""

    def _end(self, ended: _Open) -> str:
        if ended.in_result and not ended.is_shown:
            return ""
        self._instructions -= 1
        return button_text("".join(ended.instruction)) if self.showing and not ended.is_shown else ""

    def instruction(self, text: str) -> None:
        """Pass a piece of an instruction."""
        if self._open:
            self._open[-1].instruction.append(text)


def button_text(instruction: str) -> str:
    """What a field shows that has no result: the words of a button to click on, "" for others."""
    button = _BUTTON.match(instruction)
    return button.group(1).strip() if button else ""


def _unmatched(story: Element) -> frozenset[Element]:
    """Field characters without a partner: one lost end must not hide the rest of the document."""
    begun: list[list[Element]] = []
    alone: list[Element] = []
    for character in story.iter(FIELD_CHARACTER):
        if any(around.tag in DELETED for around in islice(character.iterancestors(), 2)):
            continue
        kind = character.get(_TYPE)
        if kind == "begin":
            begun.append([character])
        elif not begun:
            alone.append(character)
        elif kind == "end":
            begun.pop()
        else:
            begun[-1].append(character)
    return frozenset(alone + [character for entry in begun for character in entry])


def _form(character: Element) -> str:
    """What a legacy form field shows (17.16.7): a check box or the chosen entry of a list."""
    data = character.find(WORD + "ffData")
    if data is None:
        return ""
    box = data.find(WORD + "checkBox")
    if box is not None:
        checked = switch(box, "checked")
        return TICKED_BOX if (switch(box, "default") if checked is None else checked) else EMPTY_BOX
    choices = data.find(WORD + "ddList")
    if choices is None:
        return ""
    entries = [entry.get(VAL, "") for entry in choices.findall(WORD + "listEntry")]
    at = number(value(choices, "result")) or number(value(choices, "default")) or 0
    return entries[at] if 0 <= at < len(entries) else ""
