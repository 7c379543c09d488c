"""Documents labelled by hand as quotes with pages: names, sums, days, clauses … as lists of JSON lines have them.

How such a list is to be counted is said beside it: names once a document, sums and days once a page, clauses by
overlap, on the pages that were read.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tenderscan.document import Document, Span
from tenderscan.errors import FileProblem, UsageError
from tenderscan.quality.copied import same_name
from tenderscan.quality.errata import Line, entry_hash
from tenderscan.quality.judging import completed
from tenderscan.quality.labels import NAMES, SOCIAL_VALUE, Part, Wanted
from tenderscan.quality.placing import Read

_FIELDS = {
    "suppliers": "supplier",
    "buyers": "buyer",
    "other_orgs": "organisation",
    "values": "money",
    "dates": "date",
    "social_value": SOCIAL_VALUE,
    "references": "reference",
    "terms": "term",
    "clauses": "clause",
    "weightings": "weighting",
    "commitments": "commitment",
}
"""Lists of a line, and the row each is counted in."""
_OPTIONAL = "suppliers_optional"
_NAME_FIELDS = {field: row for field, row in _FIELDS.items() if row in NAMES} | {_OPTIONAL: "supplier"}
_NOT_COMPLETE = frozenset({"organisation", "clause"})
"""Rows of which the lists name the most important only: what is found beside them is neither right nor wrong."""
_ONCE = NAMES | {"money", "date"}
_SAID_IF_THERE = frozenset({"amount_max", "vat", "period", "extensions"})
"""Keys that the lists have wherever the page states them."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\s+\d{1,2}:\d\d(?::\d\d)?$")
"""The time behind a day, which lists quote with it."""
_FIGURE = re.compile(r"(?!.*\b(?:clause|article|section|schedule|annex) )(?=.*\d)", re.IGNORECASE)
_BLANK = r"[\s\u00ad\ufffe]*"


def gold_lines(paths: Iterable[Path]) -> list[Line]:
    """The lines of lists; a document that two of them have read wholly counts in the first.

    Raises:
        UsageError: a list cannot be read.
    """
    lines: list[Line] = []
    for path in paths:
        try:
            own = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        except (OSError, ValueError) as error:
            raise UsageError(f"{path}: cannot be read: {error}.") from error
        pages = {line["file"]: {*map(str, line["pages_read"])} for line in lines}
        lines += [line for line in own if not {*map(str, line["pages_read"])} <= pages.get(line["file"], set())]
    return lines


def gold_parts(lines: Iterable[Line], folder: Path, read: Read) -> Iterator[Part]:
    """The labelled parts of the documents, each document's one after the other.

    Raises:
        UsageError: a document cannot be read.
    """
    by_file: dict[str, list[Line]] = {}
    for line in lines:
        by_file.setdefault(line["file"], []).append(line)
    for file, group in by_file.items():
        try:
            document = read(folder / file)
        except FileProblem as error:
            raise UsageError(f"{file}: {error.message}") from error
        yield from (_part(line, document) for line in group)


def _part(line: Line, document: Document) -> Part:
    scope = tuple(_scope(document, line["pages_read"]))
    judged = {_FIELDS[field] for field in _FIELDS if field in line} - _NOT_COMPLETE
    judged -= {_FIELDS[field] for field in line.get("not_complete", ())}
    return Part(
        place=line["file"].rpartition("/")[2][:60],
        document=document,
        scope=scope,
        wanted=tuple(_wanted(line, document, scope)),
        judged=frozenset(judged),
        once=_ONCE,
        never=tuple(span for text in line.get("placeholders") or () for span in occurrences(document.text, text)),
    )


def _wanted(line: Line, document: Document, scope: tuple[Span, ...]) -> Iterator[Wanted]:
    yield from _wanted_names(line, document.text, scope)
    for field, row in _FIELDS.items():
        for entry in line.get(field) or ():
            # A day without its year and a month alone are no dates here.
            if row in NAMES or (row == "date" and not _DAY.fullmatch(entry["iso"])):
                continue
            optional = any(entry.get(key) for key in ("optional", "placeholder", "example"))
            words = _TIME.sub("", entry["text"]) if row == "date" else entry["text"]
            spans = _at(document, scope, words, entry.get("page"))
            yield Wanted(row, spans, _value(row, entry), optional, _called(field, entry))


def _wanted_names(line: Line, text: str, scope: tuple[Span, ...]) -> Iterator[Wanted]:
    """Each name once, however many spellings of it are listed."""
    places = _places(line, text, scope)
    for field in _NAME_FIELDS:
        entries = {_name_of(entry): entry for entry in line.get(field) or ()}
        while entries:
            first = next(iter(entries))
            same = [name for name in entries if same_name(name, first)]
            spans = tuple(sorted({span for name in same for span in places[name]}))
            called = _called(field, entries[first])
            yield Wanted(_NAME_FIELDS[field], spans, {"name": first}, field == _OPTIONAL, called)
            entries = {name: entry for name, entry in entries.items() if name not in same}


def _places(line: Line, text: str, scope: tuple[Span, ...]) -> dict[str, tuple[Span, ...]]:
    """Where each name stands; not where it is but a piece of a longer one ("State Bank of India")."""
    names = sorted(
        {_name_of(entry) for field in _NAME_FIELDS for entry in line.get(field) or ()}, key=len, reverse=True
    )
    taken: list[Span] = []
    places: dict[str, tuple[Span, ...]] = {}
    for name in names:
        spans = [
            span
            for span in occurrences(text, name, words=True)
            if any(part.contains(span) for part in scope) and not any(other.contains(span) for other in taken)
        ]
        places[name] = tuple(spans)
        taken += spans
    return places


def _name_of(entry: Any) -> str:
    return str(entry["name"] if isinstance(entry, Mapping) else entry)


def _at(document: Document, scope: tuple[Span, ...], words: str, number: int | None) -> tuple[Span, ...]:
    """Where the words of an entry stand: on its page where it names one, else in the part."""
    spans = [span for span in occurrences(document.text, words) if any(part.overlaps(span) for part in scope)]
    page = next((page.span for page in document.pages if page.number == number), None)
    return tuple(span for span in spans if page is None or page.overlaps(span))


def _called(field: str, entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return f"{field}/{entry_hash(entry)} {entry!r}"
    told = {
        key: entry[key]
        for key in ("iso", "amount", "kind", "theme", "figure", "months", "quantity", "unit")
        if entry.get(key) is not None
    }
    page = f" page {entry['page']}" if entry.get("page") else ""
    return f"{field}/{entry_hash(entry)}{page} {str(entry.get('text', ''))[:90]!r} {told or ''}".rstrip()


def _value(row: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry as a value with the keys of the JSON contract; keys that say nothing are left out."""
    value = {key: one for key, one in entry.items() if key not in {"text", "optional", "mentions", "sub"}}
    unsaid = _SAID_IF_THERE
    if row == "money":
        value = {"amount_max" if key == "max" else key: one for key, one in value.items()}
    if row == "term" and not isinstance(value.get("extensions"), list):
        unsaid -= {"extensions"} if "extensions" in value else set()
        value.pop("extensions", None)
    # Words, and the number of a clause, in the place of a figure tell what the sentence is about.
    if row == "clause" and not _FIGURE.match(str(value.get("figure") or "")):
        value.pop("figure", None)
    return completed(row, {key: one for key, one in value.items() if one is not None}, unsaid)


def _scope(document: Document, pages: list[Any]) -> Iterator[Span]:
    """The pages that were read; "from the start to the heading "X"" cuts a document without pages in two."""
    for entry in pages:
        if isinstance(entry, int):
            yield next(page.span for page in document.pages if page.number == entry)
        elif entry == "all":
            yield Span(0, len(document.text))
        else:
            heading = re.search(r'"(.+)"', entry)
            at = [span.start for span in occurrences(document.text, heading[1])] if heading else []
            cut = at[-1] if at else len(document.text)
            yield Span(0, cut) if entry.startswith("from the start") else Span(cut, len(document.text))


def occurrences(text: str, quote: str, *, words: bool = False) -> list[Span]:
    """Where a quote stands, apart from blanks, soft hyphens and the shape of apostrophes.

    With `words` not inside of longer words.
    """
    letters = [re.escape(char) for char in re.sub(_BLANK, "", quote)]
    if not letters:
        return []
    pattern = _BLANK.join("['\u2019\u2018]" if char in "'\u2019\u2018" else char for char in letters)
    if words:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return [Span(*match.span()) for match in re.finditer(pattern, text)]
