"""Every file of a folder, and every file inside it, is read or ends as a named failure: no traceback, no hang, no rest.

    python benchmarks/read_all.py [FOLDER] [--seconds N] [--json FILE] [--markdown]

Each file is read in a process of its own with a time limit, so that seconds and peak memory are its own and a file that
kills its process costs only itself. Files inside it (members of archives, attachments) are read in the same process and
counted with it. Peak memory is that of the whole process, the interpreter and the libraries with it; programs it starts
(text recognition) are counted beside it and the larger figure is kept. The process gets a temporary folder of its own,
which must be empty when it ends. Ends with 1 where a file ended in anything but "read", "partly" or a named failure,
took longer or more memory than the mark, or left a temporary file.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tenderscan.document import NOT_READ

MARK = 1_000
"""Peak memory of one process, in MB."""
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "dev"
ABOUT = ("SOURCES.md", "README.md")
"""Files about the files, and all that lies beside the folders."""


def read_one(path: Path) -> dict[str, Any]:
    """Read one file in this process; what it and the files in it came to."""
    from tenderscan import readers
    from tenderscan.ingest.means import Means
    from tenderscan.ingest.process import process_file
    from tenderscan.ingest.steps import Failure, Steps

    steps = Steps(
        load=readers.load,
        read=readers.read_loaded,
        tag=lambda _: (),
        read_by="",
        tagged_by="",
        members=readers.members,
        means=Means(),
    )
    started = time.perf_counter()
    files = []
    for found, made in process_file(path, steps):
        if isinstance(made, Failure):
            files.append({"place": found.place, "outcome": "failed", "code": made.code, "message": made.message})
            continue
        document = made.document
        codes = sorted({notice.code for notice in document.notices})
        files.append(
            {"place": found.place, "outcome": document.outcome.value, "code": " ".join(codes)}
            | {"pages": len(document.pages), "tables": len(document.tables), "characters": len(document.text)}
            | {"confidence": document.confidence, "media_type": document.source.media_type}
        )
    whole = files.pop()
    return whole | {"inside": files, "seconds": round(time.perf_counter() - started, 3), "megabytes": peak_megabytes()}


def peak_megabytes() -> int | None:
    """Largest memory of this process or of one it started; None where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // unit


def read_apart(path: Path, seconds: float) -> dict[str, Any]:
    """Read one file in a process of its own, with a temporary folder of its own."""
    command = [sys.executable, __file__, "--one", str(path)]
    with tempfile.TemporaryDirectory() as folder:
        own = {**os.environ, "TMPDIR": folder, "TEMP": folder, "TMP": folder}
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False, env=own)
        except subprocess.TimeoutExpired:
            return {"outcome": "HANGS", "code": f"more than {seconds:g} s"}
        left = [entry.name for entry in Path(folder).iterdir()]
    if left:
        return {"outcome": "LEFT FILES", "code": ", ".join(left)}
    try:
        return dict(json.loads(done.stdout))
    except ValueError:
        last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        return {"outcome": "TRACEBACK", "code": last[0][:120]}


def show(path: Path, result: dict[str, Any]) -> None:
    """Print the line of one file, and of each file in it that was not wholly read."""
    figures = f"{result.get('seconds', 0):7.2f} s {result.get('megabytes') or 0:5} MB {result.get('pages', ''):>5}"
    inside = f" +{len(result['inside'])} inside" if result.get("inside") else ""
    print(f"{result['outcome']:9} {figures}  {path.parent.name}/{path.name[:70]}{inside}  {result['code']}", flush=True)
    for one in result.get("inside", ()):
        if one["outcome"] != "read":
            print(f"          {one['outcome']:9} {one['place'].partition('!/')[2]}  {one['code']}")


def table(results: dict[str, dict[str, Any]]) -> Iterable[str]:
    """Folder by outcome, as Markdown; files inside files are counted apart."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    codes: dict[str, Counter[str]] = defaultdict(Counter)
    slowest: dict[str, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for name, result in results.items():
        folder = name.rpartition("/")[0] or "."
        rows[folder][result["outcome"]] += 1
        rows[folder]["inside"] += len(result.get("inside", ()))
        slow, large = slowest[folder]
        slowest[folder] = (max(slow, result.get("seconds", 0)), max(large, result.get("megabytes") or 0))
        for one in (result, *result.get("inside", ())):
            if one["outcome"] != "read":
                codes[folder].update(
                    code for code in one["code"].split() if one["outcome"] == "failed" or code in NOT_READ
                )
    yield "| folder | files | read | partly | failed | inside them | codes | slowest, s | most memory, MB |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for folder in sorted(rows):
        row = rows[folder]
        files = sum(number for outcome, number in row.items() if outcome != "inside")
        said = ", ".join(f"{code} {number}" for code, number in sorted(codes[folder].items()))
        slow, large = slowest[folder]
        counts = f"{files} | {row['read']} | {row['partly']} | {row['failed']} | {row['inside']}"
        yield f"| {folder} | {counts} | {said} | {slow:.1f} | {large} |"


def main() -> int:
    """Read all files and sum up."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--seconds", type=float, default=60, help="time limit for one file")
    parser.add_argument("--json", type=Path, help="write the results to this file")
    parser.add_argument("--markdown", action="store_true", help="print the table by folder only")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(read_one(options.one)))
        return 0
    files = sorted(path for path in options.folder.rglob("*") if path.is_file() and path.name not in ABOUT)
    if options.folder == SHARED:
        files = [path for path in files if path.parent != SHARED]
    results: dict[str, dict[str, Any]] = {}
    for path in files:
        results[path.relative_to(options.folder).as_posix()] = result = read_apart(path, options.seconds)
        if not options.markdown:
            show(path, result)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print("\n".join(table(results)))
    outcomes = Counter(result["outcome"] for result in results.values())
    peak = max((result.get("megabytes") or 0 for result in results.values()), default=0)
    seconds = sum(result.get("seconds", 0) for result in results.values())
    print(f"\n{len(files)} files in {seconds:.1f} s: {dict(outcomes)}; peak memory {peak} MB (mark: {MARK})")
    bad = sum(outcomes[outcome] for outcome in ("HANGS", "TRACEBACK", "LEFT FILES"))
    return 1 if bad or peak > MARK or not files else 0


if __name__ == "__main__":
    sys.exit(main())
