"""What a rule file says, as types. They hold data and do no work."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RuleHead:
    """What every rule carries.

    Attributes:
        id: such as "money/contract-value"; comes back on the finding.
        source: the law, brief or document that the rule was taken from.
        version: counted up when the rule changes.
        description: one sentence for a reader of the finding.
        examples_fire: small documents in which the rule must fire.
        examples_not: small documents in which it must not.
    """

    id: str
    source: str
    version: int
    description: str
    examples_fire: tuple[str, ...]
    examples_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A name and the phrases that mean it: a period ("year": "per annum"), a VAT basis ("excl": "plus VAT")."""

    name: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency.

    Attributes:
        code: ISO 4217.
        signs: stand before (or behind) the number: "£", "GBP".
        words: stand behind the number: "pounds".
    """

    code: str
    signs: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Multiplier:
    """A word behind a number that multiplies it.

    Attributes:
        factor: such as 1000000.
        words: such as "million", "m".
        currency: the code the word alone implies ("lakh": "INR"); empty where it implies none.
    """

    factor: Decimal
    words: tuple[str, ...]
    currency: str


@dataclass(frozen=True, slots=True)
class MoneyRule:
    """What kind of money an amount is.

    Attributes:
        head: what every rule carries.
        kind: of `Money.kind`.
        cues: phrases before the amount, in its column heading, row label or heading.
        after: phrases behind the amount.
        headings: phrases that count in the heading above only.
        columns: phrases that count in a column heading or row label only.
        turns: kind it becomes in documents of a type, as pairs of type and kind.
        capped: kind it becomes when a ceiling ("not exceeding") stands at the amount; empty: stays.
        yearly: kind it becomes for an amount a year; empty: stays; its own kind: no rate changes it.
        documents: types of document in which an amount of which nothing else says what it is is of this kind.
        ceiling: whether the cues are the ceilings themselves.
        counts_as_value: whether the kind says what a contract is worth, so that `value:` looks at it.
        rank: of two cues equally near the higher rank decides.
        score: how sure the rule is where a cue stands right before the amount.
    """

    head: RuleHead
    kind: str
    cues: tuple[str, ...]
    after: tuple[str, ...]
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    turns: tuple[tuple[str, str], ...]
    capped: str
    yearly: str
    documents: tuple[str, ...]
    ceiling: bool
    counts_as_value: bool
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class MoneyRules:
    """`money.toml`.

    Attributes:
        currencies: the first is assumed where a document names none.
        multipliers: words such as "million".
        periods: what a rate is by.
        vat: phrases by basis, "incl" and "excl".
        columns: words in a column heading or row label that make plain numbers money.
        not_columns: words in a column heading or row label that forbid it.
        rules: kinds of money.
    """

    currencies: tuple[Currency, ...]
    multipliers: tuple[Multiplier, ...]
    periods: tuple[Named, ...]
    vat: tuple[Named, ...]
    columns: tuple[str, ...]
    not_columns: tuple[str, ...]
    rules: tuple[MoneyRule, ...]


@dataclass(frozen=True, slots=True)
class OrganisationRule:
    """What makes a name a supplier or a buyer.

    Attributes:
        head: what every rule carries.
        label: "supplier" or "buyer".
        role: of `Organisation.role`.
        after: phrases right behind which the name stands.
        before: phrases right before which the name stands.
        nouns: role words right before a name that has a legal form or stands in brackets or quotes.
        near: phrases anywhere in the sentence of a company with its legal form.
        unless: phrases in the sentence that forbid `near`.
        lists: phrases behind which a list of names follows.
        labels: labels of a form, whose value the name is.
        columns: headings of table columns that hold names.
        terms: defined terms: X ("the Supplier").
        beside: labels of which one must stand somewhere in the document's tables; empty: no matter.
        public: whether only a public body can be meant.
        score: how sure the rule is.
    """

    head: RuleHead
    label: str
    role: str
    after: tuple[str, ...]
    before: tuple[str, ...]
    nouns: tuple[str, ...]
    near: tuple[str, ...]
    unless: tuple[str, ...]
    lists: tuple[str, ...]
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    terms: tuple[str, ...]
    beside: tuple[str, ...]
    public: bool
    score: float


@dataclass(frozen=True, slots=True)
class OrganisationRules:
    """`organisations.toml`.

    Attributes:
        suffixes: legal forms that end a name ("Ltd").
        public: words that make a name a public body ("Council").
        joiners: small words that may stand inside a name ("of", "and").
        never: phrases that are never a name on their own ("the Supplier").
        endings: words with which no name ends ("Agreement", "the Company").
        openers: capitalised words that begin sentences, not names ("The", "Where").
        persons: titles in front of people, who are no organisations ("Mr", "Cllr").
        not_here: phrases that only look like one that gives a role ("successful in its application").
        rules: what gives a name its role.
    """

    suffixes: tuple[str, ...]
    public: tuple[str, ...]
    joiners: tuple[str, ...]
    never: tuple[str, ...]
    endings: tuple[str, ...]
    openers: tuple[str, ...]
    persons: tuple[str, ...]
    not_here: tuple[str, ...]
    rules: tuple[OrganisationRule, ...]


@dataclass(frozen=True, slots=True)
class ClauseRule:
    """A family of phrases of one theme.

    Attributes:
        head: what every rule carries.
        kind: of `Clause.kind`.
        theme: of `Clause.theme`.
        phrases: are a clause where they stand.
        committed: are a clause in a sentence that commits somebody.
        names: names of the theme in a table of promises: "Jobs", "Promote local skills and employment".
        codes: measure codes of the theme, as regular expression, in such a table.
        weak: everyday phrases: a clause only beside a commitment, or under a heading or cue of the kind.
        score: how sure the rule is.
    """

    head: RuleHead
    kind: str
    theme: str
    phrases: tuple[str, ...]
    committed: tuple[str, ...]
    names: tuple[str, ...]
    codes: str
    weak: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class ClauseRules:
    """`clauses.toml`.

    Attributes:
        firm: commitment verbs ("shall", "at least").
        conditional: phrases that make a commitment conditional ("subject to").
        aspirational: phrases that make it a wish ("aim to").
        promisors: who must commit for a firm commitment: "the supplier", "we".
        cues: phrases that say the text is about the kind ("social value commitment").
        not_here: phrases that only look like a theme ("local authority").
        rules: themes.
    """

    firm: tuple[str, ...]
    conditional: tuple[str, ...]
    aspirational: tuple[str, ...]
    promisors: tuple[str, ...]
    cues: tuple[str, ...]
    not_here: tuple[str, ...]
    rules: tuple[ClauseRule, ...]


@dataclass(frozen=True, slots=True)
class DateRule:
    """What a day is.

    Attributes:
        head: what every rule carries.
        role: of `CalendarDate.role`.
        cues: phrases before the date, in its row label, column heading or heading.
        rank: of two cues equally near the higher rank decides.
        score: how sure the rule is.
    """

    head: RuleHead
    role: str
    cues: tuple[str, ...]
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class DateRules:
    """`dates.toml`.

    Attributes:
        rules: roles.
    """

    rules: tuple[DateRule, ...]


@dataclass(frozen=True, slots=True)
class TypeRule:
    """What part of a procurement a document is.

    Attributes:
        head: what every rule carries.
        type: of `DocumentType.type`.
        titles: phrases in the title or a heading at the beginning.
        body: phrases anywhere on the first pages.
        weight: of a title phrase; a body phrase counts a quarter.
    """

    head: RuleHead
    type: str
    titles: tuple[str, ...]
    body: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class PlaceholderRule:
    """Text that stands for something still to be filled in.

    Attributes:
        head: what every rule carries.
        pattern: regular expression.
        needs: one of these must stand in the text before the pattern is tried at all; empty: it is always tried.
        whole: whether it must be the whole of a cell, line or name, such as a bare "Supplier Name".
    """

    head: RuleHead
    pattern: str
    needs: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """One component of the pipeline.

    Attributes:
        component: its registered name, or the name of a pipe inside a trained model.
        trained: folder under `models/trained`; empty for a component of our own.
    """

    component: str
    trained: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All rule files.

    Attributes:
        version: hash of their content; a document tagged with another version is tagged anew.
        pipeline: components in order.
        money: `money.toml`.
        organisations: `organisations.toml`.
        clauses: `clauses.toml`.
        dates: `dates.toml`.
        types: `document_types.toml`.
        placeholders: `placeholders.toml`.
    """

    version: str
    pipeline: tuple[Stage, ...]
    money: MoneyRules
    organisations: OrganisationRules
    clauses: ClauseRules
    dates: DateRules
    types: tuple[TypeRule, ...]
    placeholders: tuple[PlaceholderRule, ...]

    @property
    def value_kinds(self) -> frozenset[str]:
        """Kinds of money that say what a contract is worth."""
        return frozenset(rule.kind for rule in self.money.rules if rule.counts_as_value)

    @property
    def document_types(self) -> tuple[str, ...]:
        """Ids that `type:` may name, sorted."""
        return tuple(sorted({rule.type for rule in self.types}))

    @property
    def themes(self) -> tuple[str, ...]:
        """Ids that `theme:` may name, sorted."""
        return tuple(sorted({rule.theme for rule in self.clauses.rules}))

    def heads(self) -> tuple[RuleHead, ...]:
        """The heads of all rules, file by file."""
        files = (
            self.money.rules,
            self.organisations.rules,
            self.clauses.rules,
            self.dates.rules,
            self.types,
            self.placeholders,
        )
        return tuple(rule.head for rules in files for rule in rules)
