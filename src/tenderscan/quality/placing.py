"""Finding labelled passages in the text of their documents, also after a reader has changed its offsets."""

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tenderscan.document import Document, Span
from tenderscan.errors import FileProblem, UsageError
from tenderscan.quality.judging import completed
from tenderscan.quality.labels import Part, Wanted
from tenderscan.quality.sample import Passage, Place, judged_value

_LENGTH = re.compile(r"[1-9][0-9]{0,8}")
Read = Callable[[Path], Document]

_DIGITS = 12
"""Of a passage's hash that are kept."""


def letters(text: str) -> str:
    """How many characters of a text are no blanks, and their hash: by which a passage is known again."""
    bare = "".join(text.split())
    return f"{len(bare)}:{_hash(bare)}"


def located(passages: tuple[Passage, ...], folder: Path, read: Read) -> Iterator[tuple[Passage, Document, Span]]:
    """Each passage with its document and where it stands there, document by document.

    Args:
        passages: of one sample.
        folder: that the paths in the sample are relative to.
        read: makes a document of a file.

    Raises:
        UsageError: a file cannot be read, or does not hold a passage; the message names sample and line.
    """
    by_file: dict[str, list[Passage]] = {}
    for passage in passages:
        by_file.setdefault(passage.file, []).append(passage)
    for file, group in by_file.items():
        document = _read(folder / file, group[0], read)
        for passage in group:
            yield passage, document, _span(document.text, passage)


def parts(passages: tuple[Passage, ...], folder: Path, read: Read) -> Iterator[Part]:
    """The passages as parts of documents that can be measured.

    Raises:
        UsageError: as `located`.
    """
    for passage, document, span in located(passages, folder, read):
        text = span.of(document.text)
        wanted = []
        for number, label in enumerate(passage.labels, start=1):
            inner = label_span(text, label.place, f"{passage.where}, label {number}")
            words = inner.of(text)
            value = judged_value(label, words)
            placed = Span(span.start + inner.start, span.start + inner.end)
            shown = _shown(words, value)
            wanted.append(Wanted(label.row, (placed,), completed(label.row, value), label.optional, shown))
        yield Part(
            place=f"{passage.where} ({passage.file.rpartition('/')[2]})",
            document=document,
            scope=(span,),
            wanted=tuple(wanted),
            hard=passage.hard,
        )


def label_span(passage: str, place: Place, where: str) -> Span:
    """Where a label stands in its passage.

    Raises:
        UsageError: it does not; the message begins with `where`.
    """
    if place.text is not None:
        start = _occurrence(passage, place.text, place.at)
        if start is None:
            raise UsageError(f"{where}: the passage does not hold {place.text!r}{_time(place.at)}.")
        return Span(start, start + len(place.text))
    assert place.start is not None
    assert place.end is not None
    solid = [at for at, char in enumerate(passage) if not char.isspace()]
    if place.end > len(solid):
        raise UsageError(f"{where}: 'end' is {place.end}, the passage has {len(solid)} characters that are no blanks.")
    return Span(solid[place.start], solid[place.end - 1] + 1)


def _read(path: Path, passage: Passage, read: Read) -> Document:
    try:
        return read(path)
    except FileProblem as error:
        raise UsageError(
            f"{passage.where}: {error.message}\n"
            "Files are looked for beside the sample, or in the folder named with --files."
        ) from error


def _span(text: str, passage: Passage) -> Span:
    place = passage.place
    if place.text is not None:
        start = _occurrence(text, place.text, place.at)
        if start is None:
            raise UsageError(
                f"{passage.where}: {passage.file} does not hold {_shown(place.text, {})}{_time(place.at)}.\n"
                "Copy it from the text that is read: tenderscan extract FILE --json."
            )
        return Span(start, start + len(place.text))
    assert place.start is not None
    assert place.end is not None
    assert place.letters is not None
    span = Span(place.start, place.end)
    if letters(span.of(text)) == place.letters:
        return span
    moved = found_again(text, place.start, place.letters)
    if moved is None:
        raise UsageError(f"{passage.where}: {passage.file} does not hold the passage any more; was the file changed?")
    return moved


def found_again(text: str, start: int, known: str) -> Span | None:
    """Where the passage with these letters stands that nearest to `start`; None where the text does not hold it."""
    length_text, _, digest = known.partition(":")
    if not _LENGTH.fullmatch(length_text):
        return None
    length = int(length_text)
    solid = [at for at, char in enumerate(text) if not char.isspace()]
    bare = "".join(text.split())
    nearest = sum(at < start for at in solid)
    # Blanks and headers come and go, so that the passage has mostly moved by little.
    for first in _outwards(nearest, len(bare) - length):
        if _hash(bare[first : first + length]) == digest:
            return Span(solid[first], solid[first + length - 1] + 1)
    return None


def _outwards(middle: int, last: int) -> Iterator[int]:
    """The numbers from 0 to `last`, those nearest to `middle` first."""
    for distance in range(max(middle, last - middle, 0) + 1):
        if middle - distance <= last and middle - distance >= 0:
            yield middle - distance
        if distance and 0 <= middle + distance <= last:
            yield middle + distance


def _hash(bare: str) -> str:
    return hashlib.sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _occurrence(text: str, words: str, at: int) -> int | None:
    start = -1
    for _ in range(at + 1):
        start = text.find(words, start + 1)
        if start < 0:
            return None
    return start


def _time(at: int) -> str:
    return f" {at + 1} times" if at else ""


def _shown(words: str, value: dict[str, object]) -> str:
    short = " ".join(words.split())
    told = " ".join(f"{key}={one}" for key, one in value.items() if one is not None and key != "name")
    return f"{short[:90]!r} {told}".strip()
