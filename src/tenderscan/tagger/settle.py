"""From what the components found to what a reader is shown: no overlaps, no repeats, known names again."""

import re
from collections.abc import Iterable
from dataclasses import replace

from tenderscan.document import BlockKind, Document, Span
from tenderscan.record import Clause, Finding, Organisation
from tenderscan.tagger.organisations.agreements import as_parties, sells
from tenderscan.tagger.organisations.canonical import canonical_names, trading_names
from tenderscan.tagger.organisations.deeds import deeds_in
from tenderscan.tagger.organisations.mentioned import Named
from tenderscan.tagger.organisations.mentions import mentions
from tenderscan.tagger.organisations.particulars import Particulars, particulars
from tenderscan.tagger.organisations.sides import by_column, on_one_side
from tenderscan.tagger.passages.layout import RUNNING
from tenderscan.tagger.passages.taken import Taken
from tenderscan.tagger.structured import stated_findings
from tenderscan.tagger.work import Work

Mention = tuple[Span, str]
"""Where a known name stands, and the name."""
_KNOWN = 0.5
"""What a plain mention of a known name is worth beside the finding that made it known."""
_PUBLIC = "organisation/stated"
"""What stands for the rule of a name that a field states, where the text names it again."""
_SHORTEST = 2
"""Letters of an acronym that is too short to be looked for."""


def settle(work: Work) -> tuple[Finding, ...]:
    """The findings of a document in order of position."""
    findings = _without_repeats(work.document, _parted(work, _sure(work.found)))
    stated = [finding for finding in stated_findings(work) if isinstance(finding.value, Organisation)]
    sold = sells(work)
    findings = findings if sold else as_parties(work, findings)
    findings = on_one_side(findings, work.aliases, stated, deeds_in(work, findings) if sold else None)
    wanted = {f.value.name for f in findings if isinstance(f.value, Organisation)}
    wanted |= {f.value.name for f in stated if isinstance(f.value, Organisation) and _searchable(f.value.name)}
    named = list(mentions(work.text, wanted))
    findings += _known_names(work, findings, stated, named)
    findings = _described(work, findings, named)
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
    """Of findings of one family that overlap, the surest; then the longest."""
    kept: list[Finding] = []
    order = sorted(found, key=lambda f: (-f.evidence.score, -len(f.evidence.span), f.evidence.span.start))
    taken: dict[str, Taken] = {}
    for finding in order:
        if taken.setdefault(_family(finding), Taken()).add(finding.evidence.span):
            kept.append(finding)
    return kept


def _family(finding: Finding) -> str:
    """What a finding competes with where they overlap: organisations in all roles; clauses of the same kind."""
    value = finding.value
    if isinstance(value, Organisation):
        return "organisation"
    return f"{finding.label.value}/{value.kind}" if isinstance(value, Clause) else finding.label.value


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
        return finding.label, value.kind, value.theme, re.sub(r"\W+|\d+", " ", finding.evidence.quote.lower())
    return finding.label, value


def _described(work: Work, findings: list[Finding], named: list[Mention]) -> list[Finding]:
    """Each organisation with its fullest name, and with what the document says of it under any of its names."""
    sides = {f.value.name: f.label for f in findings if isinstance(f.value, Organisation)}
    if not sides:
        return findings
    placed = [Named(span, name, sides[name]) for span, name in named if name in sides]
    full = canonical_names(sides, {**trading_names(work, placed), **work.aliases})
    said: dict[str, Particulars] = {}
    for name, known in particulars(work, placed).items():
        said.setdefault(full[name], Particulars()).join(known)
    return [_with(f, full, said) if isinstance(f.value, Organisation) else f for f in findings]


def _with(finding: Finding, full: dict[str, str], said: dict[str, Particulars]) -> Finding:
    value = finding.value
    assert isinstance(value, Organisation)
    name = full[value.name]
    known = said.get(name, Particulars())
    described = replace(
        value,
        canonical=None if name == value.name else name,
        identifiers=tuple(known.identifiers[scheme] for scheme in sorted(known.identifiers)) or value.identifiers,
        postcode=known.postcode or value.postcode,
        flags=tuple(sorted({*known.flags, *value.flags})),
    )
    return finding if described == value else replace(finding, value=described)


def _searchable(name: str) -> bool:
    """Whether a name that a field states can be looked for in the text: "Key" and "Portfolio" mean other things too."""
    return " " in name or (name.isupper() and len(name) > _SHORTEST)


def _known_names(work: Work, findings: list[Finding], stated: list[Finding], named: list[Mention]) -> list[Finding]:
    """The first plain mention, in each further block, of a name that a cue or a field has made known."""
    organisations = [finding for finding in findings if isinstance(finding.value, Organisation)]
    # What stands in the column of a register is known there alone: "PCC" is a department's name in the next cell.
    best = _best([*(finding for finding in organisations if not by_column(finding)), *stated])
    if not best:
        return []
    taken = Taken()
    for finding in (*organisations, *stated):
        taken.add(finding.evidence.span)
    seen = {(_name(finding), _block(work, finding.evidence.span)) for finding in organisations}
    again: list[Finding] = []
    for span, name in named:
        passage = work.passage_at(span.start)
        if passage is None or passage.kind in RUNNING or passage.kind is BlockKind.HEADING:
            continue
        if name not in best or (name, passage.index) in seen or work.masked(span) or not taken.free(span):
            continue
        seen.add((name, passage.index))
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
        rule=f"{_PUBLIC if known.evidence.source == 'structured' else known.evidence.rule}/known-name",
        score=round(known.evidence.score * _KNOWN, 2),
    )
    return replace(known, evidence=evidence)


def _block(work: Work, span: Span) -> int | None:
    passage = work.passage_at(span.start)
    return passage.index if passage else None
