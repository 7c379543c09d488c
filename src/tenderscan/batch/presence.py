"""How far a run is, as JSON: what `ingest --json` tells and what other terminals read."""

from collections.abc import Mapping
from typing import Any

from tenderscan.batch.results import At, Progress
from tenderscan.json_contract import JsonObject


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
    """What `progress_as_json` wrote; None where it is not that, such as before the first file."""
    try:
        return Progress(
            files=int(said["files"]),
            done=int(said["done"]),
            unchanged=int(said["unchanged"]),
            pages=int(said["pages"]),
            failed={str(code): int(number) for code, number in said["failed"].items()},
            seconds=float(said["seconds"]),
            left=None if said["left"] is None else float(said["left"]),
            workers=tuple(At(str(at["path"]), float(at["seconds"])) for at in said["workers"]),
            doing=str(said["doing"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
