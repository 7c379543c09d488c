"""Whether a value found is right for a label, and says nothing that the text does not."""

from collections.abc import Mapping
from typing import Any

from tenderscan.json_contract import value_as_json
from tenderscan.quality.values import RIGHT, is_right
from tenderscan.record import Value

_UNSAID: Mapping[str, Mapping[str, Any]] = {
    "money": {"amount_max": None, "vat": "unknown", "period": None, "lot": None, "year": None},
    "term": {"months": None, "days": None, "extensions": None, "start": None, "end": None},
}
"""What a label says that lacks the key: that the text is silent. Who is paid a sum is a label of its own."""


def completed(row: str, value: Mapping[str, Any], keys: frozenset[str] | None = None) -> dict[str, Any]:
    """The value of a label with what it leaves out, of labels that say all that the text says.

    Args:
        row: in which the label is counted.
        value: as the labeller gave it.
        keys: those of which the labels say whether they are there; None for all.
    """
    unsaid = {key: one for key, one in _UNSAID.get(row, {}).items() if keys is None or key in keys}
    return {**unsaid, **value}


def right(row: str, wanted: Mapping[str, Any], value: Value) -> bool:
    """Whether a value is right in all that makes it so, and has no part that the label says is not there."""
    return is_right(row, wanted, value) and not _invents(row, wanted, value)


def _invents(row: str, wanted: Mapping[str, Any], value: Value) -> bool:
    if row not in _UNSAID:
        return False
    found = value_as_json(value)
    return any(found.get(key) for key in RIGHT[row] if key in wanted and wanted[key] is None)
