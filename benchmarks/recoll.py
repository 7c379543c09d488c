"""Recoll's indexer as a yardstick: it extracts and indexes, and nothing else."""

import re
import shutil
import subprocess
from pathlib import Path

from benchmarks.watched import Watched, watch

MISSING = "recollindex is not installed (Debian: apt-get install recollcmd)"


def is_there() -> bool:
    """Whether Recoll can be run here."""
    return shutil.which("recollindex") is not None and shutil.which("recollq") is not None


def index(files: Path, folder: Path) -> Watched:
    """Index everything below `files` into an empty database in `folder`, with Recoll's own number of threads.

    The dictionary for spelling is left out: we make none.

    Raises:
        RuntimeError: Recoll failed, or left files out.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings = {"topdirs": _quoted(files), "dbdir": str(folder / "db"), "noaspell": "1", "loglevel": "2"}
    settings["logfilename"] = str(folder / "log")
    text = "".join(f"{name} = {value}\n" for name, value in settings.items())
    (folder / "recoll.conf").write_text(text, encoding="utf-8")
    done = watch(["recollindex", "-c", str(folder), "-z"])
    wanted, found = sum(1 for path in files.rglob("*") if path.is_file()), _documents(folder)
    if done.code or found < wanted:
        raise RuntimeError(f"recollindex ended with {done.code} and {found} of {wanted} files\n{done.out}")
    return done


def _quoted(path: Path) -> str:
    return f'"{path}"'


def _documents(folder: Path) -> int:
    """Files that are in the database."""
    command = ["recollq", "-c", str(folder), "-n", "1", "mime:application/pdf"]
    found = re.search(
        r"^(\d+) results", subprocess.run(command, capture_output=True, text=True, check=False).stdout, re.M
    )
    return int(found[1]) if found else 0
