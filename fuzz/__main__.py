"""The runner: every target for a bounded time, one after the other, each in a process of its own; then one table."""

import argparse
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fuzz.findings import Finding, kept

_ROOT = Path(__file__).resolve().parents[1]
_FOLDER = _ROOT / "build" / "fuzz"
_OPTIONS = ("-max_len=65536", "-len_control=0", "-timeout=25", "-rss_limit_mb=1536", "-print_final_stats=1")
_STATUS = re.compile(r"^#(\d+)\s.*?cov: (\d+)(?: ft: (\d+))?", re.MULTILINE)
_MOST_STARTS = 5
"""Times a target is started anew within its time after an input has killed it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one target.

    Attributes:
        target: its name.
        executions: inputs that were tried.
        seconds: they took.
        edges: places in the code that were reached.
        features: combinations of them, as libFuzzer counts.
        findings: faults with their smallest inputs.
        note: why there is less than expected; empty where all went well.
    """

    target: str
    executions: int = 0
    seconds: float = 0
    edges: int = 0
    features: int = 0
    findings: tuple[tuple[Finding, Path], ...] = ()
    note: str = ""


def main() -> int:
    """Run what the command line asks for; 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Fuzz the readers. Linux only.")
    parser.add_argument("--seconds", type=int, default=20, help="for each target; default: 20")
    parser.add_argument("--target", action="append", default=[], metavar="NAME", help="only this one; can be repeated")
    parser.add_argument("--fresh", action="store_true", help="forget the inputs and findings of earlier runs")
    asked = parser.parse_args()
    if find_spec("atheris") is None:
        parser.error("atheris is not installed: it runs on Linux, see docs/fuzzing.md")
    from fuzz.targets import TARGETS

    unknown = set(asked.target) - set(TARGETS)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    outcomes = [_run(name, asked.seconds, fresh=asked.fresh) for name in asked.target or TARGETS]
    sys.stdout.write(_table(outcomes))
    for outcome in outcomes:
        for finding, path in outcome.findings:
            sys.stdout.write(f"\n{outcome.target}: {finding.what}\n{path.relative_to(_ROOT)}\n{finding.detail}\n")
    return 1 if any(outcome.findings or outcome.note for outcome in outcomes) else 0


def _run(name: str, seconds: int, *, fresh: bool) -> Outcome:
    """One target for its time."""
    folder = _FOLDER / name
    shutil.rmtree(folder if fresh else folder / "findings", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    sys.stderr.write(f"{name} …\n")
    began = time.monotonic()
    executions = edges = features = killers = 0
    note = ""
    for _ in range(_MOST_STARTS):
        left = seconds - (time.monotonic() - began)
        if left < 1:
            break
        done = _python("fuzz.one_target", name, folder, *_OPTIONS, f"-max_total_time={int(left)}")
        said = done.stderr
        (folder / "log.txt").write_text(said, encoding="utf-8")
        states = _STATUS.findall(said)
        if not states:
            return Outcome(name, note=_last_line(said))
        executions += int(states[-1][0])
        edges, features = (max(before, int(now)) for before, now in zip((edges, features), states[-1][1:], strict=True))
        killed = len(list((folder / "killers").glob("*")))
        if done.returncode == 0 or killed == killers:
            note = _last_line(said) if done.returncode else ""
            break
        killers = killed
    took = time.monotonic() - began
    confirmed = _python("fuzz.confirm", name, folder)
    note = note or (_last_line(confirmed.stderr) if confirmed.returncode else "")
    return Outcome(name, executions, took, edges, features, tuple(kept(folder / "findings")), note)


def _python(module: str, name: str, folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", module, name, str(folder), *options]
    return subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, errors="replace", check=False)


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["nothing was said"])[-1][:120]


def _table(outcomes: Sequence[Outcome]) -> str:
    rows: list[tuple[str, ...]] = [("target", "executions", "per second", "edges", "features", "findings")]
    for outcome in outcomes:
        figures = (
            outcome.executions,
            round(outcome.executions / max(outcome.seconds, 1)),
            outcome.edges,
            outcome.features,
        )
        found = str(len(outcome.findings)) + (f" ({outcome.note})" if outcome.note else "")
        rows.append((outcome.target, *(f"{figure:,}" for figure in figures), found))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:5], widths[1:], strict=True)),
                row[5],
            ]
        )
        for row in rows
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
