"""Tesseract 5, by its program: a picture goes in at standard input and a table of words comes out.

No file is written, by us or by it: BMP is what Leptonica reads from memory on every system, and costs nothing to
encode. The program runs with one thread, because several documents are read at once already.
"""

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from tenderscan.readers.ocr.port import Line, NotRecognised, Recognised, Word
from tenderscan.readers.ocr.type_size import measured

if TYPE_CHECKING:
    from PIL.Image import Image

_OLDEST = (4, 1)
"""Version 4.0 writes tables of words that are not in reading order; before it there was no neural recogniser."""
_LANGUAGE = "eng"
_ONE_COLUMN = "4"
"""Rows across the page. Left to find columns by itself, Tesseract parts the numbers of clauses from their clauses and
loses some of them; columns are found in `layout`."""
_VERSION = re.compile(r"tesseract v?(\d+)\.(\d+)(\S*)")
_WINDOWS_PLACES = (("ProgramFiles", "Tesseract-OCR"), ("LOCALAPPDATA", "Programs/Tesseract-OCR"))
_WORD_LEVEL = "5"
_COLUMNS = 12
_RULES = "|\u00a6_"
"""What ruling lines and dotted lines to write on are taken for."""
_BRIEF = 15.0
"""Seconds within which the program says its version and languages."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The installed program.

    Attributes:
        program: its path.
        version: such as "5.3.0".
    """

    program: str
    version: str
    name: str = "tesseract"

    def recognise(self, image: "Image", dots_per_inch: int, seconds: float) -> Recognised | NotRecognised:
        """See `port.Engine`."""
        picture = io.BytesIO()
        image.save(picture, "BMP")
        command = [self.program, "-", "-", "-l", _LANGUAGE, "--dpi", str(dots_per_inch), "--psm", _ONE_COLUMN, "tsv"]
        try:
            done = _run(command, seconds, picture.getvalue())
        except subprocess.TimeoutExpired:
            return NotRecognised(f"Tesseract did not finish within {seconds:.0f} seconds.")
        except OSError as error:
            return NotRecognised(f"Tesseract could not be started ({error.strerror}). Install it again.")
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            return NotRecognised(f"Tesseract failed ({said[-1] if said else done.returncode}).")
        return Recognised(tuple(_lines(done.stdout.decode("utf-8", "replace"))))


@cache
def find() -> Tesseract | None:
    """The installed program, None where there is none that can be used."""
    program = shutil.which("tesseract") or next(_windows_programs(), None)
    if not program:
        return None
    try:
        told = _run([program, "--version"], _BRIEF).stdout.decode("utf-8", "replace")
        listed = _run([program, "--list-langs"], _BRIEF).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = _VERSION.search(told)
    if not match or (int(match[1]), int(match[2])) < _OLDEST or _LANGUAGE not in listed.split():
        return None
    return Tesseract(program, f"{match[1]}.{match[2]}{match[3]}")


def _windows_programs() -> Iterator[str]:
    """Where the usual installer for Windows puts the program, which it does not add to the path."""
    for variable, folder in _WINDOWS_PLACES:
        root = os.environ.get(variable)
        program = Path(root, folder, "tesseract.exe") if root else None
        if program and program.is_file():
            yield str(program)


def _run(command: list[str], seconds: float, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end; it is killed when time is up.

    Raises:
        subprocess.TimeoutExpired: it took longer.
        OSError: it cannot be started.
    """
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}
    # on Windows no console window flashes up for each page
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.run(
        command, input=given, capture_output=True, timeout=seconds, env=environment, creationflags=flags, check=False
    )


def _lines(table: str) -> Iterator[Line]:
    """The lines in a table of words (TSV): level, page, block, paragraph, line, word, box, confidence, text."""
    rows = [row.split("\t", _COLUMNS - 1) for row in table.splitlines()]
    words = [row for row in rows if len(row) == _COLUMNS and row[0] == _WORD_LEVEL and row[11].strip()]
    for place, found in groupby(words, key=lambda row: tuple(row[1:5])):
        line = tuple(_words(found))
        if line:
            size, base = measured(line)
            yield Line(line, int(place[1]), size, base)


def _words(rows: Iterable[list[str]]) -> Iterator[Word]:
    for row in rows:
        text = row[11].strip().strip(_RULES)
        if text:
            left, top, width, height = map(int, row[6:10])
            confidence = min(max(float(row[10]) / 100, 0.0), 1.0)
            yield Word(text, left, top, left + width, top + height, confidence)
