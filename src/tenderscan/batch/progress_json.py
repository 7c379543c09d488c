"""How far a run is, as JSON: what `ingest --json` tells and what other terminals read."""

import math
from collections.abc import Mapping
from typing import Any

from tenderscan.batch.results import At, Progress
from tenderscan.json_contract import JsonObject

_MOST = 2**53
"""No number of ours is larger."""


def progress_as_json(progress: Progress) -> JsonObject:
    """For `Presence.update` and for machines."""
    return {
        "doing": progress.doing,
        "files": progress.files,
        "done": progress.done,
        "unchanged": progress.unchanged,
        "pages": progress.pages,
        "failed": dict(progress.failed),
        "seconds": round(progress.seconds, 1),
        "left": None if progress.left is None else round(progress.left, 1),
        "workers": [{"path": at.place, "seconds": round(at.seconds, 1)} for at in progress.workers],
    }


def progress_from_json(said: Mapping[str, Any]) -> Progress | None:
    """What `progress_as_json` wrote; None where it is not that, such as before the first file.

    Others may have written it: numbers that are no such numbers would fail whoever shows them.
    """
    try:
        return Progress(
            files=_whole(said["files"]),
            done=_whole(said["done"]),
            unchanged=_whole(said["unchanged"]),
            pages=_whole(said["pages"]),
            failed={str(code): _whole(number) for code, number in said["failed"].items()},
            seconds=_seconds(said["seconds"]),
            left=None if said["left"] is None else _seconds(said["left"]),
            workers=tuple(At(str(at["path"]), _seconds(at["seconds"])) for at in said["workers"]),
            doing=str(said["doing"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return None


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value < _MOST:
        raise ValueError(value)
    return value


def _seconds(value: Any) -> float:
    seconds = float(value)
    if not math.isfinite(seconds) or not 0 <= seconds < _MOST:
        raise ValueError(value)
    return seconds
