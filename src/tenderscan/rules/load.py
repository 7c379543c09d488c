"""Reading the rule files of a folder and checking them."""

import hashlib
import re
import tomllib
from pathlib import Path

from tenderscan.errors import RuleError
from tenderscan.rules.fields import Fields
from tenderscan.rules.schema import (
    ClauseRule,
    ClauseRules,
    Currency,
    DateRule,
    DateRules,
    MoneyRule,
    MoneyRules,
    Multiplier,
    Named,
    OrganisationRule,
    OrganisationRules,
    PlaceholderRule,
    RuleHead,
    Rules,
    Stage,
    TypeRule,
)

FILES = ("money", "organisations", "clauses", "dates", "document_types", "placeholders")
_LABELS = frozenset({"supplier", "buyer"})
_THEMES = frozenset({"jobs", "growth", "social", "environment", "innovation", "general"})
_CLAUSE_KINDS = frozenset({"social_value"})
_RULE_ID = re.compile(r"[a-z_]+/[a-z0-9]+(-[a-z0-9]+)*")


def load_rules(folder: Path) -> Rules:
    """The rules of a folder such as `models/rules`; `pipeline.toml` stands in the folder above it.

    Raises:
        RuleError: a file is missing, is no TOML, or says something that no rule may say.
    """
    raw = {name: _read(folder / f"{name}.toml") for name in FILES}
    pipeline = _read(folder.parent / "pipeline.toml")
    tops = {name: Fields(_parse(folder / f"{name}.toml", text), f"{name}.toml", "file") for name, text in raw.items()}
    rules = Rules(
        version=_version([*raw.values(), pipeline]),
        pipeline=_pipeline(Fields(_parse(folder.parent / "pipeline.toml", pipeline), "pipeline.toml", "file")),
        money=_money(tops["money"]),
        organisations=_organisations(tops["organisations"]),
        clauses=_clauses(tops["clauses"]),
        dates=_dates(tops["dates"]),
        types=_types(tops["document_types"]),
        placeholders=_placeholders(tops["placeholders"]),
    )
    _no_doubles(rules)
    return rules


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path.name}: cannot be read from {path.parent}: is the folder of rules complete?") from error


def _parse(path: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name}: not TOML: {error}") from error


def _version(texts: list[str]) -> str:
    """A hash that is the same whatever the line ends of the checkout are (`read_text` has folded them)."""
    return hashlib.sha256("\x00".join(texts).encode()).hexdigest()[:12]


def _no_doubles(rules: Rules) -> None:
    seen: set[str] = set()
    for head in rules.heads():
        if head.id in seen:
            raise RuleError(f"rule {head.id}, field 'id': stands twice")
        seen.add(head.id)


def _head(fields: Fields, prefix: str) -> RuleHead:
    head = RuleHead(
        id=fields.text("id"),
        source=fields.text("source"),
        version=fields.number("version", 0),
        description=fields.text("description"),
        examples_fire=fields.strings("examples_fire", required=True),
        examples_not=fields.strings("examples_not", required=True),
    )
    if not _RULE_ID.fullmatch(head.id) or not head.id.startswith(f"{prefix}/"):
        raise fields.wrong("id", f"{head.id!r} is not of the form {prefix}/some-name")
    if head.version < 1:
        raise fields.wrong("version", "a whole number from 1 is needed")
    return head


def _named(fields: Fields) -> Named:
    named = Named(fields.text("name"), fields.phrases("phrases", required=True))
    fields.close()
    return named


def _money(top: Fields) -> MoneyRules:
    rules = MoneyRules(
        currencies=tuple(_currency(fields) for fields in top.tables("currency")),
        multipliers=tuple(_multiplier(fields) for fields in top.tables("multiplier")),
        periods=tuple(_named(fields) for fields in top.tables("period")),
        vat=tuple(_named(fields) for fields in top.tables("vat")),
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
        head=_head(fields, "money"),
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
    )
    fields.close()
    return rule


def _organisations(top: Fields) -> OrganisationRules:
    rules = OrganisationRules(
        suffixes=top.strings("suffixes", required=True),
        public=top.strings("public", required=True),
        joiners=top.strings("joiners", required=True),
        never=top.phrases("never", required=True),
        endings=top.phrases("endings", required=True),
        openers=top.strings("openers", required=True),
        persons=top.strings("persons", required=True),
        not_here=top.phrases("not_here"),
        rules=tuple(_organisation_rule(fields) for fields in top.tables("rule")),
    )
    top.close()
    return rules


def _organisation_rule(fields: Fields) -> OrganisationRule:
    rule = OrganisationRule(
        head=_head(fields, "organisation"),
        label=fields.choice("label", _LABELS),
        role=fields.text("role"),
        after=fields.phrases("after"),
        before=fields.phrases("before"),
        nouns=fields.phrases("nouns"),
        near=fields.phrases("near"),
        unless=fields.phrases("unless"),
        lists=fields.phrases("lists"),
        labels=fields.phrases("labels"),
        columns=fields.phrases("columns"),
        terms=fields.phrases("terms"),
        beside=fields.phrases("beside"),
        public=fields.flag("public"),
        score=fields.share("score", 0.8),
    )
    fields.close()
    return rule


def _clauses(top: Fields) -> ClauseRules:
    rules = ClauseRules(
        firm=top.phrases("firm", required=True),
        conditional=top.phrases("conditional", required=True),
        aspirational=top.phrases("aspirational", required=True),
        promisors=top.phrases("promisors", required=True),
        cues=top.phrases("cues", required=True),
        not_here=top.phrases("not_here"),
        rules=tuple(_clause_rule(fields) for fields in top.tables("rule")),
    )
    top.close()
    return rules


def _clause_rule(fields: Fields) -> ClauseRule:
    rule = ClauseRule(
        head=_head(fields, "clause"),
        kind=fields.choice("kind", _CLAUSE_KINDS),
        theme=fields.choice("theme", _THEMES),
        phrases=fields.phrases("phrases"),
        committed=fields.phrases("committed"),
        names=fields.phrases("names"),
        codes=fields.pattern("codes"),
        weak=fields.phrases("weak"),
        score=fields.share("score", 0.8),
    )
    fields.close()
    return rule


def _dates(top: Fields) -> DateRules:
    rules = DateRules(tuple(_date_rule(fields) for fields in top.tables("rule")))
    top.close()
    return rules


def _date_rule(fields: Fields) -> DateRule:
    rule = DateRule(
        head=_head(fields, "date"),
        role=fields.text("role"),
        cues=fields.phrases("cues"),
        rank=fields.number("rank", 0),
        score=fields.share("score", 0.8),
    )
    fields.close()
    return rule


def _types(top: Fields) -> tuple[TypeRule, ...]:
    rules = tuple(_type_rule(fields) for fields in top.tables("rule"))
    top.close()
    return rules


def _type_rule(fields: Fields) -> TypeRule:
    rule = TypeRule(
        head=_head(fields, "document_type"),
        type=fields.text("type"),
        titles=fields.phrases("titles", required=True),
        body=fields.phrases("body"),
        weight=fields.share("weight", 0.8),
    )
    fields.close()
    return rule


def _placeholders(top: Fields) -> tuple[PlaceholderRule, ...]:
    rules = tuple(_placeholder_rule(fields) for fields in top.tables("rule"))
    top.close()
    return rules


def _placeholder_rule(fields: Fields) -> PlaceholderRule:
    rule = PlaceholderRule(
        head=_head(fields, "placeholder"),
        pattern=fields.pattern("pattern"),
        needs=fields.strings("needs"),
        whole=fields.flag("whole"),
    )
    fields.close()
    if not rule.pattern:
        raise fields.wrong("pattern", "a regular expression is needed")
    return rule


def _pipeline(top: Fields) -> tuple[Stage, ...]:
    stages = []
    for fields in top.tables("stage"):
        stages.append(Stage(fields.text("component"), fields.text("trained", "")))
        fields.close()
    top.close()
    if not stages:
        raise top.wrong("stage", "at least one component is needed")
    return tuple(stages)
