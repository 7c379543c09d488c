"""A labelled sample: passages of documents, one a line, each with all its labels (format: `docs/quality.md`)."""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from tenderscan.errors import UsageError
from tenderscan.quality.labels import NAMES, ROWS, row_of
from tenderscan.quality.values import JUDGED
from tenderscan.quality.vocabulary import check_value, known
from tenderscan.record import Label

KINDS = ("sentence", "row")
_LABELS = tuple(str(label) for label in Label if label != Label.DOCUMENT_TYPE)
_LARGEST = sys.maxsize
"""Of an offset."""
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""Characters that no name of a file has: half of one, and the end of a C string."""
_PASSAGE_KEYS = frozenset({"file", "kind", "text", "at", "start", "end", "letters", "hard", "labels", "note"})
_LABEL_KEYS = frozenset({"label", "text", "at", "start", "end", "value", "optional", "note"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand, as a file says it.

    Attributes:
        text: the words themselves; None where offsets stand in their place.
        at: which occurrence of the words, 0-based.
        start: of a passage, offset into the document's text; of a label, how many characters of the passage that are no
            blanks stand before it. None with `text`.
        end: the same for the end.
        letters: of a passage given by offsets: how many characters that are no blanks it has, and their hash.
    """

    text: str | None
    at: int = 0
    start: int | None = None
    end: int | None = None
    letters: str | None = None


@dataclass(frozen=True, slots=True)
class GivenLabel:
    """One label of a passage, as a line has it.

    Attributes:
        label: of `Label`.
        place: inside the passage.
        value: keys that are to be judged.
        optional: neither a hit nor a miss.
    """

    label: str
    place: Place
    value: Mapping[str, Any]
    optional: bool

    @property
    def row(self) -> str:
        """The row in which it is counted."""
        return row_of(self.label, self.value.get("kind"))


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of a sample.

    Attributes:
        where: the sample's name and the line, for messages.
        file: path of the document, relative to the sample or to a folder named with it.
        kind: "sentence" or "row".
        place: in the document.
        hard: whether it was chosen because a naive rule would go wrong there.
        labels: all that stands in it.
    """

    where: str
    file: str
    kind: str
    place: Place
    hard: bool
    labels: tuple[GivenLabel, ...]


def read_sample(path: Path) -> tuple[Passage, ...]:
    """The passages of a sample, in order.

    Raises:
        UsageError: the file cannot be read, or a line says what no line may say; the message names file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise UsageError(f"{path}: cannot be read: {reason}. A sample is a file of JSON lines.") from error
    passages = tuple(
        _passage(line, f"{path.name}, line {number}") for number, line in enumerate(lines, start=1) if line.strip()
    )
    if not passages:
        raise UsageError(f"{path}: holds no passage. How a sample is written is in docs/quality.md.")
    return passages


def _passage(line: str, where: str) -> Passage:
    try:
        raw = json.loads(line, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where}: no JSON: {error.msg} at character {error.pos}.") from error
    except ValueError as error:  # a whole number of thousands of digits, or NaN
        raise UsageError(f"{where}: no JSON that can be used: a number is none or too long.") from error
    except RecursionError as error:
        raise UsageError(f"{where}: no JSON that can be used: it is nested too deeply.") from error
    if not isinstance(raw, dict):
        raise UsageError(f"{where}: an object {{…}} is needed.")
    _known(raw, _PASSAGE_KEYS, where)
    kind = _text(raw, "kind", where)
    known(kind, KINDS, "kind", where)
    labels = raw.get("labels")
    if not isinstance(labels, list):
        raise UsageError(f"{where}: field 'labels' must be a list; it is empty where the passage holds nothing.")
    return Passage(
        where=where,
        file=_text(raw, "file", where),
        kind=kind,
        place=_place(raw, where, needs_letters=True),
        hard=_flag(raw, "hard", where),
        labels=tuple(_labels(labels, where)),
    )


def _no_number(name: str) -> float:
    """What JSON itself does not know, and no label needs."""
    raise ValueError(name)


def _labels(labels: list[Any], where: str) -> Iterator[GivenLabel]:
    for number, raw in enumerate(labels, start=1):
        here = f"{where}, label {number}"
        if not isinstance(raw, dict):
            raise UsageError(f"{here}: an object {{…}} is needed.")
        _known(raw, _LABEL_KEYS, here)
        label = _text(raw, "label", here)
        known(label, _LABELS, "label", here)
        value = raw.get("value", {})
        if not isinstance(value, dict):
            raise UsageError(f"{here}: field 'value' must be an object.")
        check_value(label, value, here)
        yield GivenLabel(label, _place(raw, here, needs_letters=False), value, _flag(raw, "optional", here))


def _place(raw: Mapping[str, Any], where: str, *, needs_letters: bool) -> Place:
    """Words, or offsets; a passage given by offsets has the hash of its letters as well."""
    text, at = raw.get("text"), raw.get("at", 0)
    if text is not None:
        if not isinstance(text, str) or not text.strip():
            raise UsageError(f"{where}: field 'text' must hold the words.")
        if not _is_offset(at):
            raise UsageError(f"{where}: field 'at' must be a whole number from 0.")
        return Place(text, at)
    start, end = raw.get("start"), raw.get("end")
    if not (_is_offset(start) and _is_offset(end) and start < end):
        raise UsageError(f"{where}: either 'text' is needed, or 'start' and 'end' as whole numbers.")
    letters = raw.get("letters")
    if needs_letters and not isinstance(letters, str):
        raise UsageError(f"{where}: with 'start' and 'end' a passage needs 'letters', as --conceal writes it.")
    return Place(None, 0, start, end, letters if needs_letters else None)


def _is_offset(one: Any) -> TypeGuard[int]:
    return isinstance(one, int) and not isinstance(one, bool) and 0 <= one <= _LARGEST


def _known(raw: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
    for key in sorted(raw):
        known(key, keys, "field", where)


def _text(raw: Mapping[str, Any], key: str, where: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip() or _NO_TEXT.search(value):
        raise UsageError(f"{where}: field {key!r} must hold a text.")
    return value


def _flag(raw: Mapping[str, Any], key: str, where: str) -> bool:
    value = raw.get(key, False)
    if not isinstance(value, bool):
        raise UsageError(f"{where}: field {key!r} must be true or false.")
    return value


def judged_value(label: GivenLabel, text: str) -> dict[str, Any]:
    """The keys of a label's value that are looked at; a name is that of the label's words where none is given."""
    value = {key: one for key, one in label.value.items() if key in (*JUDGED[label.row], "kind")}
    if label.row in NAMES:
        value.setdefault("name", " ".join(text.split()))
    return value


assert set(JUDGED) == set(ROWS), "every row has keys that are judged"
