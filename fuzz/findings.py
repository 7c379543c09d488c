"""Findings of the fuzzer: told apart by what went wrong where, the smallest input of each kept in a folder."""

import hashlib
import json
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

_OURS = "tenderscan"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault.

    Attributes:
        what: kind of fault and its place, the same for all inputs that lead there.
        detail: the traceback or what else a person needs.
    """

    what: str
    detail: str

    @property
    def name(self) -> str:
        """Name of its files, without ending."""
        return hashlib.sha256(self.what.encode()).hexdigest()[:12]


def of_error(error: BaseException) -> Finding:
    """The finding that an exception is, named after where our own code was."""
    frames = traceback.extract_tb(error.__traceback__)
    inner = frames[-1]
    ours = next((frame for frame in reversed(frames) if f"/{_OURS}/" in frame.filename.replace("\\", "/")), inner)
    place = ours.filename.replace("\\", "/").rpartition(f"/{_OURS}/")[2]
    # a broken promise is told by what it says (its figures aside), any other fault by where it came from
    said = str(error).partition(":")[0].strip("0123456789 ") if isinstance(error, AssertionError) else ""
    where = said or f"{place}:{ours.name}: {ours.line}"
    detail = "".join(traceback.format_exception(error, limit=-12))
    return Finding(f"{type(error).__name__} {where}", detail)


def keep(folder: Path, finding: Finding, content: bytes) -> bool:
    """Write down a finding, unless a smaller input of it is there already; True where it is new."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{finding.name}.bin"
    new = not path.exists()
    if new or path.stat().st_size > len(content):
        path.write_bytes(content)
        (folder / f"{finding.name}.json").write_text(json.dumps(asdict(finding), indent=1), encoding="utf-8")
    return new


def kept(folder: Path) -> Iterator[tuple[Finding, Path]]:
    """Findings in a folder with their inputs."""
    for path in sorted(folder.glob("*.json")):
        yield Finding(**json.loads(path.read_text(encoding="utf-8"))), path.with_suffix(".bin")
