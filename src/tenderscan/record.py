"""What the tagger finds in a document: typed values, each with its evidence."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tenderscan.document import Document, Span


class Label(StrEnum):
    """What a finding is about."""

    SUPPLIER = "supplier"
    BUYER = "buyer"
    ORGANISATION = "organisation"
    MONEY = "money"
    DATE = "date"
    TERM = "term"
    REFERENCE = "reference"
    CLAUSE = "clause"
    COMMITMENT = "commitment"
    WEIGHTING = "weighting"
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
        lot: the lot it belongs to, as the text names it ("2", "North"); None where it names none.
        supplier: the supplier it belongs to, by name; None where text and table name none.
        year: the year it belongs to, as the text names it ("2025/26", "Year 1"); None where it names none.
    """

    amount: Decimal
    amount_max: Decimal | None
    currency: str
    kind: str
    vat: Vat = Vat.UNKNOWN
    period: str | None = None
    lot: str | None = None
    supplier: str | None = None
    year: str | None = None


COMPANY = "GB-COH"
"""Scheme of Companies House, as org-id.guide names it."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number under which a register holds an organisation.

    Attributes:
        scheme: as org-id.guide names it: "GB-COH" (company), "GB-CHC", "GB-SC", "GB-NIC" (charities), "GB-VAT" …
        id: as the register writes it; a company number has eight characters, upper case, zero-padded.
    """

    scheme: str
    id: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """A supplier, a buyer, or an organisation without such a role.

    Attributes:
        name: as the text has it, blanks folded.
        role: what the cue says, such as "contractor", "tenderer", "awarded", "client"; "mentioned" without one.
        identifiers: numbers that the document gives it, in order of scheme.
        canonical: the fullest name that the document gives it, where this one is short, an acronym or a variant.
        postcode: as Royal Mail writes it ("M32 0TH"); None where the document gives none.
        flags: what the document states of it, sorted: "sme", "vcse".
    """

    name: str
    role: str
    identifiers: tuple[Identifier, ...] = ()
    canonical: str | None = None
    postcode: str | None = None
    flags: tuple[str, ...] = ()

    @property
    def company_number(self) -> str | None:
        """The number at Companies House."""
        return next((one.id for one in self.identifiers if one.scheme == COMPANY), None)


class Strength(StrEnum):
    """How binding the wording of a clause is."""

    FIRM = "firm"
    CONDITIONAL = "conditional"
    ASPIRATIONAL = "aspirational"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of an agreement, an invitation or an offer.

    Attributes:
        kind: "social_value", or a kind of `models/rules/contract_clauses.toml`: "payment", "termination", "liability" …
        theme: of social value: "jobs", "growth", "social", "environment", "innovation" or "general"; else None.
        strength: how binding.
        figure: the key figure as a unit and a number or word: "30 days", "GBP 5000000.00", "10 percent"; None without.
    """

    kind: str
    theme: str | None
    strength: Strength
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What somebody promises, counted.

    Attributes:
        who: "supplier", "buyer", or the promiser's words, lower-case; None where the text is silent.
        measure: what is promised, in the text's words, such as "apprentices".
        quantity: how many; None where only an amount of money is given.
        unit: from `models/rules/commitments.toml`, such as "people", "hours", "weeks", "tonnes_co2e", "percent".
        amount: what the text says it is worth, a claimed proxy value included; never spend.
        currency: ISO 4217 code of `amount`.
        by: until or from when, in the text's words, or YYYY-MM-DD where it is a day; None where it is silent.
        per: "year", "month" … or the words, as "£1m of contract value", that each has the quantity; None for all.
        strength: how binding; a ceiling ("up to 5 apprentices") is conditional.
        theme: of social value; None where it is another promise.
        code: measure code as the text has it, such as "NT1", without blanks.
    """

    who: str | None
    measure: str
    quantity: Decimal | None
    unit: str
    amount: Decimal | None = None
    currency: str | None = None
    by: str | None = None
    per: str | None = None
    strength: Strength = Strength.FIRM
    theme: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Weighting:
    """An award criterion and what it counts.

    Attributes:
        criterion: its name.
        percent: of its level, 0 to 100.
        level: 1 for the criteria themselves, 2 for those below one of them …
        parent: the criterion one level up; None on level 1 and where the text does not say.
        adds_up: whether the weightings beside it, itself included, make 100 (± 0.5); None where that cannot be told.
    """

    criterion: str
    percent: Decimal
    level: int
    parent: str | None = None
    adds_up: bool | None = None


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
class Term:
    """A period: how long a contract runs, how it can be extended, how long a notice is.

    Attributes:
        role: from `models/rules/terms.toml`: "contract", "extension", "notice", "framework", "warranty" … or "other".
        start: YYYY-MM-DD, None where the text names no day.
        end: YYYY-MM-DD of the last day, None where the text names no day.
        months: its length without extensions; None where it is not one of whole months.
        days: its length where it is shorter than a month or counted in days.
        extensions: months of each option, in order: (12, 12) of "3+1+1"; empty without.
    """

    role: str
    start: str | None = None
    end: str | None = None
    months: int | None = None
    days: int | None = None
    extensions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """An identifier of a procurement, a notice, a contract, a class or a measure.

    Attributes:
        scheme: from `models/rules/references.toml`: "ocid", "fts", "contracts_finder", "ted", "cpv", "contract",
            "framework", "lot", "toms" …
        id: in the scheme's own form: "45112700-2", "NT18".
    """

    scheme: str
    id: str


@dataclass(frozen=True, slots=True)
class DocumentType:
    """What part of a procurement a document is.

    Attributes:
        type: id from `models/rules/document_types.toml`, such as "itt" or "contract".
    """

    type: str


Value = Organisation | Money | CalendarDate | Term | Reference | Clause | Commitment | Weighting | DocumentType


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
