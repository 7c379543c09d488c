"""Which engine reads pictures: `TENDERSCAN_OCR`, else the best one that is there."""

import os
from collections.abc import Callable
from functools import cache

from tenderscan.readers.ocr import rapid, tesseract
from tenderscan.readers.ocr.port import Engine

VARIABLE = "TENDERSCAN_OCR"
_AUTO, _OFF = "auto", "off"
_ENGINES: dict[str, Callable[[], Engine | None]] = {"tesseract": tesseract.find, "rapidocr": rapid.find}
"""By name, the better one first: why it is the better one is measured in `docs/design.md`."""
_INSTALL = {
    "tesseract": "install Tesseract 5",
    "rapidocr": 'pip install "tenderscan[ocr]"',
}


def engine() -> Engine | None:
    """The engine that reads pictures here, None where there is none or none is wanted."""
    return _chosen(_wanted())


def version() -> str | None:
    """Name and version of the engine that reads pictures here, such as "tesseract 5.3.0"; None without one."""
    found = engine()
    return f"{found.name} {found.version}" if found else None


def way_out() -> str:
    """Why there is no engine and how to get one, as the end of a sentence that says what was not read."""
    wanted = _wanted()
    if wanted == _OFF:
        return f"text recognition is switched off ({VARIABLE}=off). Way out: unset it, then tenderscan ingest --retry."
    if wanted == _AUTO:
        return f"no text recognition is installed. Way out: {' or '.join(_INSTALL.values())}, then read it again."
    if wanted in _INSTALL:
        return f"{VARIABLE}={wanted}, but that is not installed. Way out: {_INSTALL[wanted]}, then read it again."
    return f"{VARIABLE} is {wanted!r}, which is none of {', '.join((_AUTO, *_ENGINES, _OFF))}."


def _wanted() -> str:
    return os.environ.get(VARIABLE, "").strip().lower() or _AUTO


@cache
def _chosen(wanted: str) -> Engine | None:
    names = _ENGINES if wanted == _AUTO else [name for name in _ENGINES if name == wanted]
    return next((found for found in (_ENGINES[name]() for name in names) if found), None)
