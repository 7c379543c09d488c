"""Writing what a structured notice states as a document: headings, and lines of a label and what is stated for it.

Each statement of weight (who buys, who sells, what it costs, when) also becomes a field of the document, at the place
where the text shows it. So does each label, since only the writer knows where the labels end.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from tenderscan.document import BlockKind, Document, FieldValue, Properties, Source, Span
from tenderscan.readers import effort
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.budget import Budget
from tenderscan.readers.notices.registers import COMPANIES, is_nobody
from tenderscan.readers.notices.stated import amount_of, currency_of, day_of, shown_amount
from tenderscan.settings import Limits
from tenderscan.text import normalise

_ENTITY = re.compile(r"&#?\w{1,31};")
_TAG = re.compile(r"</?(?:p|br|div|li|ul|ol|strong|b|i|em|span|u|h\d)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_MOST_SAID = 5
"""Notices about fields that were not understood; the rest is counted."""
_LONGEST_LABEL = 120
_ONE_LOT = re.compile(r"[\w.-]{1,20}")
"""A number of a lot, and not of several."""
LABEL = "label"
"""Label of the field that holds the label of a line: it states nothing itself, and no rule is to find a thing in it."""
OTHER = "other"
"""Kind of an amount and role of a day that count for nothing in particular."""


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money as stated.

    Attributes:
        amount: as written, or the lower end of a range.
        top: upper end of a range, None for a single amount.
        currency: ISO 4217 code as written, None where the file has none.
        vat: "incl", "excl" or "unknown".
    """

    amount: str
    top: str | None = None
    currency: str | None = None
    vat: str = "unknown"


class Labelled:
    """Collects headings and labelled lines; what is empty is left out."""

    def __init__(self, source: Source, limits: Limits) -> None:
        """Begin an empty document for `source`."""
        self._assembler = Assembler(source)
        self._budget = Budget(source.name, limits.characters)
        self._unclear: Counter[str] = Counter()
        self._named: dict[str, set[str]] = {}
        self._typed = False
        self._lots: list[tuple[int, str | None]] = []

    def heading(self, text: str, level: int, lot: str = "") -> None:
        """A heading on a line of its own; `level` 1 is the outermost.

        Amounts below it belong to `lot`, as the file numbers it, or to that of the heading above.
        """
        while self._lots and self._lots[-1][0] >= level:
            self._lots.pop()
        above = self._lots[-1][1] if self._lots else None
        self._lots.append((level, lot if _ONE_LOT.fullmatch(lot) else None if lot else above))
        self._assembler.add(BlockKind.HEADING, self._budget.spend(_one_line(text)), level=level)

    def line(self, label: str, text: str) -> Span | None:
        """A line "label: text"; further lines of the text become paragraphs.

        Returns:
            Where the first line of the text stands; None where it is empty.
        """
        first, *others = _clean(text).split("\n")
        if not first:
            return None
        label = _one_line(label)[:_LONGEST_LABEL].rstrip(" :")
        whole = self._paragraph(f"{label}: {first}" if label else first)
        if whole and label:
            self._assembler.field(LABEL, {}, Span(whole.start, max(whole.start, whole.end - len(f": {first}"))), "")
        for other in others:
            effort.check()
            self._paragraph(other)
        return Span(whole.end - len(first), whole.end) if whole else None

    def money(self, label: str, stated: Sum, kind: str, path: str) -> None:
        """A line with an amount, and the field; an amount of nothing is said to be nil, and is no field."""
        currency = currency_of(stated.currency)
        amount = amount_of(stated.amount)
        top = amount_of(stated.top) if stated.top else None
        if currency is None or amount is None or (stated.top and top is None):
            raw = f"{stated.amount} to {stated.top}" if stated.top else stated.amount
            if self.line(label, f"{raw} {stated.currency or ''}"):
                self._unclear[path] += 1
            return
        amounts = sorted({amount, top if top is not None else amount})
        span = self.line(label, " to ".join(shown_amount(each, currency) for each in amounts))
        if span and any(amounts):
            lot = self._lots[-1][1] if self._lots else None
            of_lot: dict[str, str | None] = {"lot": lot} if lot else {}
            self._assembler.field("money", _money(amounts, currency, kind, stated.vat) | of_lot, span, path)

    def date(self, label: str, raw: str, role: str, path: str) -> None:
        """A line with a day and, where stated, the time; the field is the day.

        Days that count for nothing have the role "other": the file says what they are, so that nothing is to be guessed
        from the words of the line.
        """
        day = day_of(raw)
        if day is None:
            if self.line(label, raw):
                self._unclear[path] += 1
            return
        span = self.line(label, f"{day.shown}, {day.time}" if day.time else day.shown)
        if span:
            place = Span(span.start, span.start + len(day.shown))
            self._assembler.field("date", {"iso": day.iso, "role": role}, place, path)

    def organisation(self, label: str, name: str, party: "Party", path: str) -> None:
        """A line with a name, and the field, unless the party is `known` and this section has named it on its side."""
        span = self.line(label, name)
        shown = _clean(name).split("\n")[0]
        if is_nobody(shown):
            return
        sides = self._named.setdefault(shown.lower(), set())
        if span and not (party.known and party.label in sides):
            self._assembler.field(party.label, _organisation(shown, party), span, path)
        sides.add(party.label)

    def document_type(self, label: str, text: str, path: str) -> None:
        """A line that says what kind of notice this is; the document is one, which needs saying but once."""
        span = self.line(label, text)
        if span and not self._typed:
            self._assembler.field("document_type", {"type": "notice"}, span, path)
            self._typed = True

    def begin_section(self) -> None:
        """Another notice begins, which may name the same organisations."""
        self._named.clear()

    def notice(self, code: str, message: str) -> None:
        """Tell whoever uses the document something about it."""
        self._assembler.notice(code, message)

    def finish(self, properties: Properties) -> Document:
        """The document; the writer is used up."""
        said = self._unclear.most_common(_MOST_SAID)
        for path, count in said:
            times = f" ({count:,} times)" if count > 1 else ""
            message = f"What {path} states is no value of its kind{times}; it stands in the text only."
            self.notice("field-not-understood", message)
        if left := sum(self._unclear.values()) - sum(count for _, count in said):
            self.notice("field-not-understood", f"{left:,} more fields state no value of their kind.")
        return self._assembler.finish(properties)

    def _paragraph(self, text: str) -> Span | None:
        return self._assembler.add(BlockKind.PARAGRAPH, self._budget.spend(text))


@dataclass(frozen=True, slots=True)
class Party:
    """What an organisation is in a notice.

    Attributes:
        label: "supplier" or "buyer".
        role: as in `record.Organisation`, such as "awarded".
        identifiers: registers and the numbers in them, as `registers.identifier_of` gives them.
        known: this is but a list of names, most of which the file states elsewhere, where they count.
        postcode: as Royal Mail writes it, None where the file has none.
        flags: "sme", "vcse", where the file says so.
    """

    label: str
    role: str
    identifiers: tuple[tuple[str, str], ...] = ()
    known: bool = False
    postcode: str | None = None
    flags: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """A text of the file on one line, without the marks of web pages."""
    return _one_line(_clean(text))


def _organisation(name: str, party: Party) -> dict[str, FieldValue]:
    """The value of a field that names an organisation: what the file does not have is left out."""
    numbers = sorted(set(party.identifiers))
    company = next((number for scheme, number in numbers if scheme == COMPANIES), None)
    value: dict[str, FieldValue] = {"name": name, "company_number": company, "role": party.role}
    if any(scheme != COMPANIES for scheme, _ in numbers):
        value["identifiers"] = tuple({"scheme": scheme, "id": number} for scheme, number in numbers)
    if party.postcode:
        value["postcode"] = party.postcode
    if party.flags:
        value["flags"] = tuple(sorted(set(party.flags)))
    return value


def _money(amounts: list[Decimal], currency: str, kind: str, vat: str) -> dict[str, str | None]:
    return {
        "amount": f"{amounts[0]:f}",
        "amount_max": f"{amounts[1]:f}" if len(amounts) > 1 else None,
        "currency": currency,
        "kind": kind,
        "vat": vat,
        "period": None,
    }


def _clean(text: str) -> str:
    """Normalised, with one line a paragraph; what a web form has left in it, such as "&amp;" and "<br>", resolved."""
    if "<" in text:
        text = _TAG.sub("\n", text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    return normalise(text.replace("\f", " ").replace("\t", " "))


def _one_line(text: str) -> str:
    return normalise(text.replace("\n", " ").replace("\f", " ").replace("\t", " "))
