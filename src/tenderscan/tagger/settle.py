"""From what the components found to what a reader is shown: no overlaps, no repeats, known names again."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest

from tenderscan.document import BlockKind, Document, Span
from tenderscan.record import Clause, Finding, Label, Organisation
from tenderscan.tagger.authorities import is_authority
from tenderscan.tagger.company_numbers import number_about
from tenderscan.tagger.layout import RUNNING
from tenderscan.tagger.mentions import mentions
from tenderscan.tagger.taken import Taken
from tenderscan.tagger.work import Work

_DEFINING = frozenset(
    {
        "organisation/supplier",
        "organisation/contractor",
        "organisation/provider",
        "organisation/buyer",
        "organisation/client",
    }
)
"""Rules by which an agreement says who a party is."""
_PARTY = "organisation/party"
"""The rule of a party whose role is not said."""
_PAYER = "organisation/payer"
_FORM = re.compile(r"(?: (?:limited|ltd|llp|plc|inc|incorporated|llc|corp|corporation|company|co|lp|pvt|cic|na))+$")
_FAR_MORE = 3
"""How many times as often a party must pay for the other's payments not to count."""
Mention = tuple[Span, str]
"""Where a known name stands, and the name."""
_KNOWN = 0.5
"""What a plain mention of a known name is worth beside the finding that made it known."""
_REACH = 90
"""Characters from a name to its company number."""
_STRETCH = 3_000
"""A document without pages is cut into stretches of so many characters, one mention of a name each."""


def settle(work: Work) -> tuple[Finding, ...]:
    """The findings of a document in order of position."""
    findings = _without_repeats(work.document, _parted(work, _sure(work.found)))
    findings = _one_side(findings, work.aliases)
    named = list(mentions(work.text, {f.value.name for f in findings if isinstance(f.value, Organisation)}))
    findings += _known_names(work, findings, named)
    findings = _one_number(findings, _numbers(work, findings, named))
    return tuple(sorted(findings, key=lambda f: (f.evidence.span, f.label, f.evidence.rule)))


def _parted(work: Work, findings: list[Finding]) -> list[Finding]:
    """Names of two joined by "and" cut in two where the first is known by itself: "Tarvold and Medrick Ltd"."""
    known = {f.value.name for f in findings if isinstance(f.value, Organisation)}
    return [_part(work, f, known) if isinstance(f.value, Organisation) else f for f in findings]


def _part(work: Work, finding: Finding, known: set[str]) -> Finding:
    quote = finding.evidence.quote
    first, link, second = quote.partition(" and ")
    value = finding.value
    if not link or first not in known or len(second.split()) < 2 or not isinstance(value, Organisation):
        return finding
    span = Span(finding.evidence.span.end - len(second), finding.evidence.span.end)
    evidence = replace(finding.evidence, span=span, quote=span.of(work.text))
    return replace(finding, value=replace(value, name=" ".join(second.split())), evidence=evidence)


def _sure(found: Iterable[Finding]) -> list[Finding]:
    """Of findings of one label that overlap, the surest; then the longest."""
    kept: list[Finding] = []
    order = sorted(found, key=lambda f: (-f.evidence.score, -len(f.evidence.span), f.evidence.span.start))
    taken: dict[str, Taken] = {}
    for finding in order:
        family = "organisation" if isinstance(finding.value, Organisation) else finding.label.value
        if taken.setdefault(family, Taken()).add(finding.evidence.span):
            kept.append(finding)
    return kept


def _without_repeats(document: Document, findings: list[Finding]) -> list[Finding]:
    """A finding in a running header or footer counts once, and not at all where the body has the same."""
    if not findings:
        return []
    running = Taken()
    for block in document.blocks:
        if block.kind in RUNNING:
            running.add(block.span)

    def runs(finding: Finding) -> bool:
        return not running.free(finding.evidence.span)

    body = [finding for finding in findings if not runs(finding)]
    seen = {_same(finding) for finding in body}
    kept = list(body)
    for finding in sorted((f for f in findings if runs(f)), key=lambda f: f.evidence.span):
        if _same(finding) not in seen:
            seen.add(_same(finding))
            kept.append(finding)
    return kept


def _same(finding: Finding) -> tuple[object, ...]:
    value = finding.value
    if isinstance(value, Organisation):
        return finding.label, value.name.lower()
    if isinstance(value, Clause):
        return finding.label, value.theme, re.sub(r"\W+|\d+", " ", finding.evidence.quote.lower())
    return finding.label, value


def _one_side(findings: list[Finding], aliases: dict[str, str]) -> list[Finding]:
    """A name is a supplier or a buyer, not both: the surer finding decides, and a public body buys.

    What holds for a short name that the document defines holds for the long one, and the other way round.
    """

    def whose(value: Organisation) -> str:
        name = value.name.lower()
        return _without_form(aliases.get(name, name))

    sides: dict[str, Finding] = {}
    for finding in findings:
        if isinstance(finding.value, Organisation):
            known = sides.get(whose(finding.value))
            if known is None or _certainty(finding) > _certainty(known):
                sides[whose(finding.value)] = finding
    _payer(sides, Counter(whose(f.value) for f in findings if _pays(f) and isinstance(f.value, Organisation)))
    _other_party(sides)
    return [_on_side(f, sides[whose(f.value)]) if isinstance(f.value, Organisation) else f for f in findings]


def _without_form(name: str) -> str:
    """A name without its legal form and marks: "Greenbank Works, Ltd." and "GREENBANK WORKS LIMITED" are one."""
    bare = " ".join(re.sub(r"[^\w& ]", "", name).split())
    return _FORM.sub("", bare) or bare


def _pays(finding: Finding) -> bool:
    return finding.evidence.rule == _PAYER


def _payer(sides: dict[str, Finding], payers: Counter[str]) -> None:
    """A party whose role is not said buys, if it alone pays, or far more often than the other."""
    if not payers:
        return
    (name, most), *others = payers.most_common(2)
    if others and most < _FAR_MORE * others[0][1]:
        return
    if sides[name].label is Label.SUPPLIER and sides[name].evidence.rule not in _DEFINING:
        sides[name] = replace(sides[name], label=Label.BUYER)


def _other_party(sides: dict[str, Finding]) -> None:
    """Of two parties of whom one supplies, the other buys, where nobody else does."""
    undecided = [name for name, finding in sides.items() if finding.evidence.rule == _PARTY]
    suppliers = [f for f in sides.values() if f.label is Label.SUPPLIER and f.evidence.rule in _DEFINING]
    buyers = [f for f in sides.values() if f.label is Label.BUYER]
    if len(undecided) == 1 and suppliers and not buyers:
        sides[undecided[0]] = replace(sides[undecided[0]], label=Label.BUYER)


def _on_side(finding: Finding, decisive: Finding) -> Finding:
    """The finding with the label and role of the surest finding of its name, where the labels differ."""
    value, sure = finding.value, decisive.value
    if finding.label is decisive.label or not isinstance(value, Organisation) or not isinstance(sure, Organisation):
        return finding
    return replace(finding, label=decisive.label, value=replace(value, role=sure.role))


def _certainty(finding: Finding) -> float:
    value = finding.value
    assert isinstance(value, Organisation)
    bonus = 0.5 if finding.label is Label.BUYER and is_authority(value.name) else 0.0
    defined = 0.3 if finding.evidence.rule in _DEFINING else 0.0
    return finding.evidence.score + bonus + defined


def _one_number(findings: list[Finding], numbers: dict[str, str]) -> list[Finding]:
    """A company number that one mention of a name carries belongs to all of them."""
    return [
        replace(f, value=replace(f.value, company_number=numbers.get(f.value.name.lower())))
        if isinstance(f.value, Organisation) and not f.value.company_number
        else f
        for f in findings
    ]


def _numbers(work: Work, findings: list[Finding], named: list[Mention]) -> dict[str, str]:
    """Company numbers by name: those found with a name, and those that stand at any other mention of it."""
    values = [f.value for f in findings if isinstance(f.value, Organisation)]
    numbers = {value.name.lower(): value.company_number for value in values if value.company_number}
    missing = {value.name for value in values if value.name.lower() not in numbers}
    if not missing:
        return numbers
    for (span, name), following in zip_longest(named, named[1:]):
        limit = min(span.end + _REACH, following[0].start if following else len(work.text))
        before = Span(max(0, span.start - _REACH), span.start)
        number = name in missing and number_about(work.text, before, Span(span.end, max(span.end, limit)))
        if number:
            numbers.setdefault(name.lower(), number)
    return numbers


def _known_names(work: Work, findings: list[Finding], named: list[Mention]) -> list[Finding]:
    """The first plain mention, on each further page, of a name that a cue has made known."""
    organisations = [finding for finding in findings if isinstance(finding.value, Organisation)]
    best = _best(organisations)
    if not best:
        return []
    taken = Taken()
    for finding in organisations:
        taken.add(finding.evidence.span)
    seen = {(_name(finding), _page(work, finding.evidence.span)) for finding in organisations}
    again: list[Finding] = []
    for span, name in named:
        passage = work.passage_at(span.start)
        if passage is None or passage.kind in RUNNING or passage.kind is BlockKind.HEADING:
            continue
        if name not in best or (name, _page(work, span)) in seen or work.masked(span) or not taken.free(span):
            continue
        seen.add((name, _page(work, span)))
        again.append(_again(work, best[name], span, passage.heading))
    return again


def _best(organisations: list[Finding]) -> dict[str, Finding]:
    """The surest finding of each name, if it is sure enough to look for the name elsewhere."""
    best: dict[str, Finding] = {}
    for finding in organisations:
        known = best.get(_name(finding))
        score = finding.evidence.score
        if score >= _KNOWN and (known is None or score > known.evidence.score):
            best[_name(finding)] = finding
    return best


def _name(finding: Finding) -> str:
    return finding.value.name if isinstance(finding.value, Organisation) else ""


def _again(work: Work, known: Finding, span: Span, heading: Span | None) -> Finding:
    evidence = replace(
        known.evidence,
        span=span,
        quote=span.of(work.text),
        page=work.page_at(span.start),
        heading=" ".join(heading.of(work.text).split()) if heading else None,
        rule=f"{known.evidence.rule}/known-name",
        score=round(known.evidence.score * _KNOWN, 2),
    )
    return replace(known, evidence=evidence)


def _page(work: Work, span: Span) -> int:
    page = work.page_at(span.start)
    return page if page is not None else -1 - span.start // _STRETCH
