"""Settings: limits and places, with their defaults."""

import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from platformdirs import user_data_path

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader refuses to go beyond, because a document may be hostile.

    Attributes:
        bytes: size of a file.
        pages: of one document.
        characters: of one document's text.
        expanded_bytes: of all parts of a packed file (DOCX) that are read, unpacked; pictures are not. As a tree in
            memory XML takes ten to twenty times its size, so 150 MiB may become 3 GB; a long contract has a few MiB.
        expansion_ratio: unpacked to packed size of one part.
    """

    bytes: int = 200 * MEBIBYTE
    pages: int = 5_000
    characters: int = 50_000_000
    expanded_bytes: int = 150 * MEBIBYTE
    expansion_ratio: int = 200


DEFAULT_LIMITS = Limits()


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
