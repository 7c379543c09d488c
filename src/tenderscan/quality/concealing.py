"""A sample without copied text: quotes become offsets, names become hashes, so that it may be passed on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tenderscan.document import Span
from tenderscan.quality.copied import conceal_name, conceal_words, new_salt, same_name
from tenderscan.quality.placing import Read, label_span, letters, located
from tenderscan.quality.sample import GivenLabel, Passage, judged_value

_COPIED = {
    **dict.fromkeys(("name", "supplier", "lot", "who"), conceal_name),
    **dict.fromkeys(("measure", "criterion", "parent"), conceal_words),
}
"""Keys whose values are words of the document."""
_PLAIN = frozenset({"supplier", "buyer"})
"""Words under those keys that are none of the document's."""


def concealed(passages: tuple[Passage, ...], folder: Path, read: Read) -> Iterator[dict[str, Any]]:
    """The lines of the same sample without copied text, document by document.

    A sample that was concealed before comes out with the offsets that its passages have now, and its own hashes.

    Raises:
        UsageError: as `placing.located`.
    """
    salt = new_salt()
    for passage, document, span in located(passages, folder, read):
        text = span.of(document.text)
        yield {
            "file": passage.file,
            "kind": passage.kind,
            "start": span.start,
            "end": span.end,
            "letters": letters(text),
            "hard": passage.hard,
            "labels": [
                _label(label, label_span(text, label.place, f"{passage.where}, label {number}"), text, salt)
                for number, label in enumerate(passage.labels, start=1)
            ],
        }


def _label(label: GivenLabel, span: Span, passage: str, salt: str) -> dict[str, Any]:
    start, end = (len("".join(passage[:edge].split())) for edge in (span.start, span.end))
    line: dict[str, Any] = {"label": label.label, "start": start, "end": end}
    value = {key: _value(key, one, salt) for key, one in judged_value(label, span.of(passage)).items()}
    if "name" in value and same_name(value["name"], span.of(passage)):
        del value["name"]  # the words at the label's place say it
    line |= {"value": value} if value else {}
    line |= {"optional": True} if label.optional else {}
    return line


def _value(key: str, value: Any, salt: str) -> Any:
    if key not in _COPIED or not isinstance(value, str) or value in _PLAIN:
        return value
    # The number of a lot says nothing by itself.
    return value if key == "lot" and len(value) <= 2 else _COPIED[key](value, salt)
