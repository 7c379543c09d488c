"""What `money.toml` says."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tenderscan.rules.fields import Fields
from tenderscan.rules.head import Named, PhraseList, RuleHead, lists_of, read_head, read_named


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
        within: whether cues count in the sentence of the amount, its row, column and heading only, not in the sentences
            before.
        close: characters that may stand between an amount and a phrase of `after`; 0: as far as any cue reaches.
        near: characters that may stand between a phrase of `cues` and an amount; 0: as far as any cue reaches.
        gives_way: beginning of the kinds of more special rules of which one in reach decides instead; "*": every other
            rule; empty: none.
        part: whether it is the tax on an amount: a cue counts only where `tagger.money.parts` reads it so.
        beside: headings of other columns, lower-case, that make an amount of a row this kind where nothing else does.
        vat_near: whether only what stands right behind the amount says its VAT basis: a rent, a cover, a turnover.
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
    within: bool
    close: int
    near: int
    gives_way: str
    part: bool
    beside: frozenset[str]
    vat_near: bool


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


def lists(rules: MoneyRules) -> Iterator[PhraseList]:
    """The lists of phrases of this file, each with what it means."""
    for rule in rules.rules:
        yield from lists_of("ceiling" if rule.ceiling else "money", ("cues", "after", "headings", "columns"), rule)
    for period in rules.periods:
        yield PhraseList("period", "", period, period.phrases)
    for basis in rules.vat:
        yield PhraseList("vat", "", basis, basis.phrases)
    yield PhraseList("columns", "", None, rules.columns)
    yield PhraseList("not_columns", "", None, rules.not_columns)


def read_money(top: Fields) -> MoneyRules:
    """The rules of a parsed file; anything it should not say is a `RuleError`."""
    rules = MoneyRules(
        currencies=tuple(_currency(fields) for fields in top.tables("currency")),
        multipliers=tuple(_multiplier(fields) for fields in top.tables("multiplier")),
        periods=tuple(read_named(fields) for fields in top.tables("period")),
        vat=tuple(read_named(fields) for fields in top.tables("vat")),
        columns=top.phrases("columns", required=True),
        not_columns=top.phrases("not_columns", required=True),
        rules=tuple(_money_rule(fields) for fields in top.tables("rule")),
    )
    top.close()
    if not rules.currencies or not rules.multipliers:
        raise top.wrong("currency", "at least one currency and one multiplier are needed")
    return rules


def _currency(fields: Fields) -> Currency:
    currency = Currency(fields.text("code"), fields.strings("signs", required=True), fields.strings("words"))
    fields.close()
    return currency


def _multiplier(fields: Fields) -> Multiplier:
    multiplier = Multiplier(
        fields.decimal("factor"), fields.strings("words", required=True), fields.text("currency", "")
    )
    fields.close()
    return multiplier


def _money_rule(fields: Fields) -> MoneyRule:
    rule = MoneyRule(
        head=read_head(fields, "money"),
        kind=fields.text("kind"),
        cues=fields.phrases("cues"),
        after=fields.phrases("after"),
        headings=fields.phrases("headings"),
        columns=fields.phrases("columns"),
        turns=fields.pairs("turns"),
        capped=fields.text("capped", ""),
        yearly=fields.text("yearly", ""),
        documents=fields.strings("documents"),
        ceiling=fields.flag("ceiling"),
        counts_as_value=fields.flag("counts_as_value"),
        rank=fields.number("rank", 0),
        score=fields.share("score", 0.9),
        within=fields.flag("within"),
        close=fields.number("close", 0),
        near=fields.number("near", 0),
        gives_way=fields.text("gives_way", ""),
        part=fields.flag("part"),
        beside=frozenset(fields.phrases("beside")),
        vat_near=fields.flag("vat_near"),
    )
    fields.close()
    return rule
