"""Every PDF and DOCX of a folder is read or ends as a named failure: none with a traceback, none hangs.

    python benchmarks/read_all.py [FOLDER] [--seconds N] [--json FILE]

Each file is read in a process of its own with a time limit, so that seconds and peak memory are its own and a file that
kills its process costs only itself. Peak memory is that of the whole process, the interpreter and the libraries with
it. Ends with 1 where a file ended in anything but "read", "partly" or a named failure, or took more memory than the
mark.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

MARK = 400
"""Peak memory of one process, in MB."""
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "dev"
SUFFIXES = (".pdf", ".docx")


def read_one(path: Path) -> dict[str, Any]:
    """Read one file in this process; what it came to."""
    from tenderscan.errors import FileProblem
    from tenderscan.readers import read

    started = time.perf_counter()
    result: dict[str, Any]
    try:
        document = read(path)
    except FileProblem as problem:
        result = {"outcome": "failed", "code": problem.code, "message": problem.message}
    else:
        codes = sorted({notice.code for notice in document.notices})
        result = {"outcome": document.outcome.value, "code": " ".join(codes)}
        result |= {"pages": len(document.pages), "tables": len(document.tables), "characters": len(document.text)}
    return result | {"seconds": round(time.perf_counter() - started, 3), "megabytes": peak_megabytes()}


def peak_megabytes() -> int | None:
    """Largest memory of this process so far; None where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def read_apart(path: Path, seconds: float) -> dict[str, Any]:
    """Read one file in a process of its own."""
    command = [sys.executable, __file__, "--one", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return {"outcome": "HANGS", "code": f"more than {seconds:g} s"}
    try:
        return dict(json.loads(done.stdout))
    except ValueError:
        last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        return {"outcome": "TRACEBACK", "code": last[0][:120]}


def show(path: Path, result: dict[str, Any]) -> None:
    """Print the line of one file."""
    figures = f"{result.get('seconds', 0):7.2f} s {result.get('megabytes') or 0:5} MB {result.get('pages', ''):>5}"
    print(f"{result['outcome']:9} {figures}  {path.parent.name}/{path.name[:70]}  {result['code']}", flush=True)


def main() -> int:
    """Read all files and sum up."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--seconds", type=float, default=60, help="time limit for one file")
    parser.add_argument("--json", type=Path, help="write the results to this file")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(read_one(options.one)))
        return 0
    files = sorted(path for path in options.folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    results: dict[str, dict[str, Any]] = {}
    for path in files:
        results[path.relative_to(options.folder).as_posix()] = result = read_apart(path, options.seconds)
        show(path, result)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    outcomes = Counter(result["outcome"] for result in results.values())
    peak = max((result.get("megabytes") or 0 for result in results.values()), default=0)
    seconds = sum(result.get("seconds", 0) for result in results.values())
    print(f"{len(files)} files in {seconds:.1f} s: {dict(outcomes)}; peak memory {peak} MB (mark: {MARK})")
    bad = outcomes["HANGS"] + outcomes["TRACEBACK"]
    return 1 if bad or peak > MARK or not files else 0


if __name__ == "__main__":
    sys.exit(main())
