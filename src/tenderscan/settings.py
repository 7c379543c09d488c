"""Settings: limits and places, with their defaults."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from importlib.resources import files
from pathlib import Path

from platformdirs import user_data_path

from tenderscan.errors import UsageError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader refuses to go beyond, because a document may be hostile.

    Attributes:
        bytes: size of a file.
        seconds: for reading one file; each file inside another has its own.
        nest_seconds: for one file with everything inside it.
        memory: bytes the process may hold while it reads one file.
        pages: of one document.
        characters: of one document's text.
        expanded_bytes: of all parts of a packed file (DOCX) that are read, unpacked; pictures are not. As a tree in
            memory XML takes ten to twenty times its size, so 150 MiB may become 3 GB; a long contract has a few MiB.
        expansion_ratio: unpacked to packed size of one part.
        members: files inside one file, those of nested archives included.
        depth: how deep archives, e-mails and attachments may lie in each other.
        unpacked_bytes: of all members of one file together.
        pixels: of one picture or of one page drawn for text recognition.
    """

    bytes: int = 200 * MEBIBYTE
    seconds: int = 600
    nest_seconds: int = 7_200
    memory: int = 2_048 * MEBIBYTE
    pages: int = 5_000
    characters: int = 50_000_000
    expanded_bytes: int = 150 * MEBIBYTE
    expansion_ratio: int = 200
    members: int = 10_000
    depth: int = 8
    unpacked_bytes: int = 2_048 * MEBIBYTE
    pixels: int = 100_000_000


DEFAULT_LIMITS = Limits()
_UNITS = {"": 1, "k": 1024, "m": MEBIBYTE, "g": 1024 * MEBIBYTE}
_ALLOWANCE = re.compile(r"\s*([a-z_]+)\s*=\s*(\d{1,15})\s*([kmg]?)b?\s*", re.IGNORECASE)


def allowing(allowances: Iterable[str], limits: Limits = DEFAULT_LIMITS) -> Limits:
    """Limits changed by words such as "seconds=1200" or "memory=4G"; K, M and G stand for 1,024 and its powers.

    Raises:
        UsageError: a word names no limit or no whole number.
    """
    changed: dict[str, int] = {}
    known = [field.name for field in fields(Limits)]
    for allowance in allowances:
        match = _ALLOWANCE.fullmatch(allowance)
        if match is None or match[1].lower() not in known:
            raise UsageError(
                f"“{allowance}” is no limit with a whole number. Write NAME=NUMBER, such as memory=4G.\n"
                f"Names are: {', '.join(known)}."
            )
        changed[match[1].lower()] = int(match[2]) * _UNITS[match[3].lower()]
    return replace(limits, **changed)


def default_limits() -> Limits:
    """The limits of this machine: the program's own, changed by the words in `TENDERSCAN_ALLOW`.

    Raises:
        UsageError: the variable holds something else.
    """
    return allowing(word for word in re.split(r"[\s,;]+", os.environ.get("TENDERSCAN_ALLOW", "")) if word)


def absolute(path: Path | str) -> Path:
    """The path from the root, ".." folded and links left as they are, so that one file has one path."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps "..", Path.resolve follows links


def default_library() -> Path:
    """The library folder: `TENDERSCAN_LIBRARY`, else a folder of the user's own."""
    named = os.environ.get("TENDERSCAN_LIBRARY")
    return Path(named) if named else user_data_path("tenderscan", appauthor=False) / "library"


def bundled(folder: str) -> Path:
    """A folder that ships with the program: "models" or "corpus/packs".

    An installed wheel carries it inside the package, a source checkout at its top.
    """
    packaged = Path(str(files("tenderscan"))) / folder
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / folder
