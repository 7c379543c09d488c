"""What the tagger finds in a document: typed values, each with its evidence."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tenderscan.document import Document, Span


class Label(StrEnum):
    """What a finding is about."""

    SUPPLIER = "supplier"
    BUYER = "buyer"
    MONEY = "money"
    CLAUSE = "clause"
    DATE = "date"
    DOCUMENT_TYPE = "document_type"


class Vat(StrEnum):
    """Whether an amount includes value added tax."""

    INCLUDED = "incl"
    EXCLUDED = "excl"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money.

    Attributes:
        amount: the amount, or the lower end of a range.
        amount_max: upper end of a range, None for a single amount.
        currency: ISO 4217 code, such as "GBP".
        kind: from `models/rules/money.toml`, such as "contract_value"; "other" where nothing says what it is.
        vat: basis as the text states it.
        period: "year", "month", "week", "day", "hour", "unit" … for a rate; None for a total.
    """

    amount: Decimal
    amount_max: Decimal | None
    currency: str
    kind: str
    vat: Vat = Vat.UNKNOWN
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A supplier or a buyer.

    Attributes:
        name: as the text has it, blanks folded.
        role: what the cue says, such as "contractor", "tenderer", "awarded", "client".
        company_number: eight characters, upper case, zero-padded; None where the text gives none.
    """

    name: str
    role: str
    company_number: str | None = None


class Strength(StrEnum):
    """How binding the wording of a clause is."""

    FIRM = "firm"
    CONDITIONAL = "conditional"
    ASPIRATIONAL = "aspirational"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of an agreement or an offer.

    Attributes:
        kind: "social_value".
        theme: "jobs", "growth", "social", "environment", "innovation" or "general".
        strength: how binding.
    """

    kind: str
    theme: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A day.

    Attributes:
        iso: YYYY-MM-DD.
        role: what the text says the day is, such as "deadline", "start", "end", "award"; "other" where it is silent.
    """

    iso: str
    role: str


@dataclass(frozen=True, slots=True)
class DocumentType:
    """What part of a procurement a document is.

    Attributes:
        type: id from `models/rules/document_types.toml`, such as "itt" or "contract".
    """

    type: str


Value = Money | Organisation | Clause | CalendarDate | DocumentType


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a finding stands and what found it.

    Attributes:
        span: characters of the document; `quote == document.text[span.start:span.end]`.
        quote: the characters themselves.
        page: 1-based; None where the format has no pages.
        heading: text of the nearest heading above; None where there is none.
        rule: id of the rule or model that fired, such as "money/contract-value".
        score: 0 to 1, how sure the rule is.
        cell: reference of the spreadsheet cell, such as "Prices!B7"; None in all other documents.
    """

    span: Span
    quote: str
    page: int | None
    heading: str | None
    rule: str
    score: float
    cell: str | None = None

    @property
    def source(self) -> str:
        """Is "structured" where a field of a structured document states it, "text" where it was read out of text."""
        return "structured" if self.rule.startswith(STRUCTURED) else "text"


STRUCTURED = "structured/"
"""What the rule of a finding begins with that a field of a structured document states."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A typed value with its evidence."""

    label: Label
    value: Value
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Record:
    """A document with what was found in it, in order of position."""

    document: Document
    findings: tuple[Finding, ...] = ()
