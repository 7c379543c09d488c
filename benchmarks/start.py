"""How long a person waits before anything happens: `--help` against importing Typer, and a cold search.

    python benchmarks/start.py [--repeats 9] [--library .demo/library]

Commands are run in turn, so that both see the same machine, and the median is quoted.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

TYPER = [sys.executable, "-c", "import typer"]
PROGRAM = [sys.executable, "-m", "tenderscan"]


def seconds(command: list[str]) -> float:
    """Wall time of one run."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--library", type=Path, default=Path(".demo/library"))
    chosen = parser.parse_args()
    commands = {"import typer": TYPER, "tenderscan --help": [*PROGRAM, "--help"]}
    if chosen.library.is_dir():
        query = ["search", "grounds maintenance apprenticeship value:>£500k", "--library", str(chosen.library)]
        commands["tenderscan search"] = [*PROGRAM, *query]
    else:
        print(f"no library at {chosen.library}: make one with `make demo`, or name one with --library")
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(chosen.repeats):
        for name, command in commands.items():
            times[name].append(seconds(command))
    for name, measured in times.items():
        ratio = statistics.median(one / base for one, base in zip(measured, times["import typer"], strict=True))
        print(f"{name:20} {statistics.median(measured):6.3f} s   {ratio:4.1f} × import typer")


if __name__ == "__main__":
    main()
