"""Structured notices as a test of the rules: their fields say what is true, the text alone is tagged."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tenderscan.document import Document, Field, Span
from tenderscan.json_contract import value_as_json, value_from_json
from tenderscan.quality.copied import name_key
from tenderscan.quality.labels import NAMES, Part, Wanted
from tenderscan.record import Label

_ROWS = frozenset({"supplier", "buyer", "money", "date", "reference"})
"""Labels of fields that are true and wanted."""
_LINE_LABEL = "label"
_CPV_LABEL = re.compile(r"\bCPV\b")
_CPV = re.compile(r"(?<!\d)\d{8}(?:-\d)?(?!\d)")
_NOUGHT = "nil"
_UNSAID = {"kind": "other", "role": "other", "vat": "unknown"}


def notice_part(document: Document, place: str) -> Part | None:
    """A structured document without what its fields state, and the fields as labels; None where it has no fields.

    What is judged are the lines of the fields and their labels, not the descriptions: what these hold, no field says.
    """
    if not document.fields:
        return None
    wanted = [*_once(_stated(document)), *_classes(document)]
    fields = {field.span for field in document.fields if len(field.span)}
    fields.update(span for one in wanted for span in one.spans)
    return Part(
        place=place,
        document=replace(document, fields=()),
        scope=tuple(sorted(fields)),
        wanted=tuple(sorted(wanted, key=lambda one: one.spans)),
        judged=_ROWS,
        once=NAMES,  # as the tagger reports them; the publisher of a hundred notices is one buyer
    )


def _once(stated: Iterable[Wanted]) -> Iterator[Wanted]:
    """The same labels, each name only once, with all its places."""
    names: dict[tuple[str, tuple[str, ...]], list[Wanted]] = {}
    for wanted in stated:
        if wanted.row in NAMES:
            names.setdefault((wanted.row, name_key(wanted.value["name"])), []).append(wanted)
        else:
            yield wanted
    for same in names.values():
        yield replace(same[0], spans=tuple(sorted(span for one in same for span in one.spans)))


def _stated(document: Document) -> Iterator[Wanted]:
    for field in document.fields:
        if field.label in _ROWS and len(field.span):
            # "nil" in an amount is the reader's word for a nought of which nobody knows what it means.
            open_ended = field.label == Label.MONEY and _NOUGHT in field.span.of(document.text)
            yield Wanted(field.label, (field.span,), _value(field), open_ended, _called(document, field.span))


def _value(field: Field) -> dict[str, object]:
    """What a field states; what it leaves open is not judged."""
    value = value_as_json(value_from_json(Label(field.label), dict(field.value)))
    keys = {"name"} if field.label in NAMES else set(value)
    return {key: one for key, one in value.items() if key in keys and one is not None and _UNSAID.get(key) != one}


def _classes(document: Document) -> Iterator[Wanted]:
    """The CPV codes on lines that a field named CPV has made, where no field of its own states them."""
    stated = {field.span.start for field in document.fields if field.label == Label.REFERENCE}
    for field in document.fields:
        if field.label == _LINE_LABEL and _CPV_LABEL.search(field.span.of(document.text)):
            end = document.text.find("\n", field.span.end)
            for code in _CPV.finditer(document.text, field.span.end, end if end >= 0 else len(document.text)):
                if code.start() not in stated:
                    span = Span(*code.span())
                    value = {"scheme": "cpv", "id": code.group()}
                    yield Wanted("reference", (span,), value, name=_called(document, span))


def _called(document: Document, span: Span) -> str:
    start = document.text.rfind("\n", 0, span.start) + 1
    return repr(document.text[max(start, span.start - 50) : span.end])
