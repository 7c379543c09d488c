"""Looking at a target's findings again, without libFuzzer: `python -m fuzz.confirm TARGET FOLDER`.

What cannot be shown a second time is thrown away where it was a matter of time; all else is made small.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from fuzz.findings import Finding, keep, kept, of_error
from fuzz.shrink import shrunk
from fuzz.watch import ALLOWED, TooSlow, timed

_SHRINKING = 40.0
"""Seconds for one finding."""
_KILLED = "killed"


def main() -> None:
    """Confirm and shrink all findings in the folder."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    os.environ |= {"TENDERSCAN_OCR": "off", "TENDERSCAN_SOFFICE": os.devnull}
    from fuzz.targets import TARGETS

    check = TARGETS[name].check()
    for killer in sorted((folder / "killers").glob("*")):
        _confirm_killer(killer, folder / "findings", check)
    for finding, path in list(kept(folder / "findings")):
        if not finding.what.startswith(_KILLED):
            _confirm(finding, path, check, name)


def _confirm_killer(killer: Path, findings: Path, check: Callable[[bytes], None]) -> None:
    """What libFuzzer wrote down as it was ended: "crash-…", "timeout-…" or "oom-…"."""
    content = killer.read_bytes()
    how = killer.name.partition("-")[0]
    killer.unlink()
    if not _kills(content, check):
        return
    small = shrunk(content, lambda smaller: _kills(smaller, check), _SHRINKING)
    keep(findings, Finding(f"{_KILLED} by {how}", f"libFuzzer wrote {killer.name}"), small)


def _confirm(finding: Finding, path: Path, check: Callable[[bytes], None], name: str) -> None:
    """Throw a finding away, or put a smaller input in its place that the reader would still be given."""
    from fuzz.work import is_claimed

    content = path.read_bytes()
    again = _finding(content, check)
    if again is None:
        path.unlink()
        path.with_suffix(".json").unlink()
        if not finding.what.startswith(TooSlow.__name__):  # it depends on what was read before
            keep(path.parent, Finding(f"not seen again: {finding.what}", finding.detail), content)
        return
    claimed = is_claimed(content, name)
    slow = again.what.startswith(TooSlow.__name__)

    def fails(smaller: bytes) -> bool:
        found = _finding(smaller, check) if not claimed or is_claimed(smaller, name) else None
        return found is not None and (found.what == again.what or (slow and found.what.startswith(TooSlow.__name__)))

    small = shrunk(content, fails, _SHRINKING)
    path.unlink()
    path.with_suffix(".json").unlink()
    keep(path.parent, _finding(small, check) or again, small)


def _finding(content: bytes, check: Callable[[bytes], None]) -> Finding | None:
    try:
        timed(check, content, ALLOWED)
    except (Exception, TooSlow) as error:  # noqa: BLE001 - whatever comes out is a finding
        return of_error(error)
    return None


def _kills(content: bytes, check: Callable[[bytes], None]) -> bool:
    """Whether a process that reads this dies or hangs; tried in a copy of this process."""
    child = os.fork()
    if not child:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(10)
        try:
            check(content)
        except BaseException:  # noqa: BLE001 - findings of the other kind
            os._exit(0)
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0


if __name__ == "__main__":
    main()
