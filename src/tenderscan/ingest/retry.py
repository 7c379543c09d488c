"""Which of the files that could not be read may succeed now, and which never will as they are."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from tenderscan.catalogue.entries import on_disk, storable
from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.unread import Unread
from tenderscan.document import Outcome
from tenderscan.errors import ConverterMissing, FileEmpty, FileUnreadable, PathMissing, Unfinished
from tenderscan.ingest.discover import Discovered, discover
from tenderscan.ingest.done import container_of
from tenderscan.ingest.means import CONVERTER, OCR
from tenderscan.ingest.steps import Steps

_PICTURED = frozenset({"page-without-text", "page-poor", "text-layer-unusable"})
"""Codes of what text recognition, or a better one, may cure."""
_UNHAD = frozenset({PathMissing.code, FileUnreadable.code, FileEmpty.code, Unfinished.code})
"""Codes of files whose bytes could not be had; they may be there by now."""
_ALLOWANCE = re.compile(r"--allow (\w+)=")
"""What a message names that a higher limit would cure. Messages of limits that cannot be raised name nothing."""


@dataclass(frozen=True, slots=True)
class Retry:
    """What a second attempt is made of.

    Attributes:
        files: to be ingested again.
        redo: by path of a file, hashes of the documents to be made anew, their containers among them.
        roots: folders among what was not there, wholly looked through.
        reasons: what has changed for each place that is tried again, in plain words.
        never: places that are not tried again: nothing has changed for them.
    """

    files: tuple[Discovered, ...]
    redo: dict[str, frozenset[str]]
    roots: tuple[Path, ...]
    reasons: dict[str, str]
    never: tuple[Unread, ...]


def retry(entries: Iterable[Unread], catalogue: Catalogue, steps: Steps) -> Retry:
    """Choose among `entries` what can succeed now."""
    reasons: dict[str, str] = {}
    redo: dict[str, set[str]] = defaultdict(set)
    files: dict[Path, Discovered] = {}
    never: list[Unread] = []
    roots: list[Path] = []
    for entry in entries:
        reason = chance(entry, steps)
        file = _file(entry)
        if reason is None or file is None:
            never.append(entry)
            continue
        reasons[entry.path] = reason
        found_files = list(discover([file]))
        roots += [file] if file.is_dir() else []
        for found in found_files:
            # What was filed stays filed; only a path that is new to the library is given a pack by its folder.
            filed = catalogue.is_known(storable(found.path))
            files.setdefault(found.path, replace(found, pack=None, loose=False) if filed else found)
        hashes = {known for known in (entry.sha256, entry.parent) if known}
        for found_file in found_files:
            redo[storable(found_file.path)] |= hashes.union(*(catalogue.containers(sha256) for sha256 in hashes))
    by_file = {path: frozenset(hashes) for path, hashes in redo.items()}
    return Retry(tuple(files.values()), by_file, tuple(roots), reasons, tuple(never))


def chance(entry: Unread, steps: Steps) -> str | None:
    """Why reading may succeed now, in plain words; None where it would fail as before, or the file is gone."""
    return None if _file(entry) is None else _what_changed(entry, steps)


def _what_changed(entry: Unread, steps: Steps) -> str | None:
    codes = {reason.code for reason in entry.reasons}
    means, earlier = steps.means, entry.made.means
    if _is_newer(entry, steps):
        return "the program is newer"
    named = {name for reason in entry.reasons for name in _ALLOWANCE.findall(reason.message)}
    if any(means.allow_more(name, earlier) for name in named):
        return "more is allowed"
    if ConverterMissing.code in codes and means.has_new(CONVERTER, earlier):
        return f"{means.tools[CONVERTER]} is there"
    if codes & _PICTURED and means.has_new(OCR, earlier):
        return f"{means.tools[OCR]} is there"
    if entry.parent is None and codes & _UNHAD and not _is_empty(on_disk(entry.path)):
        return "the file is there again"
    return None


def _is_newer(entry: Unread, steps: Steps) -> bool:
    """Whether other versions are at work; a fault in tagging fails a document too, but cannot make one partly read."""
    failed = entry.sha256 is not None and entry.outcome is Outcome.FAILED
    return entry.made.read_by != steps.read_by or (failed and entry.made.tagged_by != steps.tagged_by)


def _file(entry: Unread) -> Path | None:
    """The file on disk in which an entry lies; None where it is no longer there."""
    return container_of(entry.path, inside=entry.parent is not None)


def _is_empty(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size == 0
    except OSError:
        return False
