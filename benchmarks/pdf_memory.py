"""Peak memory of reading PDF files, each in a process of its own.

    python benchmarks/pdf_memory.py [PATH…] [--limit MIB]

Default: every PDF of the development data, limit 400 MiB. The figure is the peak of the whole process, interpreter and
libraries included.
"""

import argparse
import ctypes
import hashlib
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
_MEBIBYTE = 1024 * 1024


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of the Windows API."""

    _fields_ = (
        ("cb", ctypes.c_uint32),
        ("PageFaultCount", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in ("PeakWorkingSetSize", "WorkingSetSize", "a", "b", "c", "d", "e", "f")),
    )


def main() -> int:
    """Measure each file and print the largest; exit code 1 where one is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=400)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(_peak_of_reading(options.one))
        return 0
    folders = options.paths or [REPOSITORY.parent / "shared" / "data" / "dev"]
    files = [file for path in folders for file in (path.glob("**/*.[pP][dD][fF]") if path.is_dir() else [path])]
    if not files:
        print("no PDF files: name some, or put the development files beside the repository", file=sys.stderr)
        return 2
    peaks = sorted(((_measured(file), file.name) for file in files), reverse=True)
    print(f"{len(peaks)} files; largest peaks, MiB:")
    for peak, name in peaks[:10]:
        print(f"{peak / _MEBIBYTE:8.1f}  {name}")
    return int(peaks[0][0] > options.limit * _MEBIBYTE)


def _measured(file: Path) -> int:
    command = [sys.executable, __file__, "--one", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return int(done.stdout.split()[-1])


def _peak_of_reading(file: Path) -> int:
    from tenderscan.document import Source
    from tenderscan.errors import TenderscanError
    from tenderscan.readers import pdf
    from tenderscan.settings import Limits

    content = file.read_bytes()
    source = Source(file.name, hashlib.sha256(content).hexdigest(), len(content), "application/pdf")
    try:
        pdf.read(content, source, Limits())
    except TenderscanError as error:
        print(error.message, file=sys.stderr)
    return _peak()


def _peak() -> int:
    """Largest memory this process has held, in bytes."""
    if sys.platform == "win32":
        counters = _Counters(cb=ctypes.sizeof(_Counters))
        process = ctypes.windll.kernel32.GetCurrentProcess()
        ctypes.windll.psapi.GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb)
        return int(counters.PeakWorkingSetSize)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    sys.exit(main())
