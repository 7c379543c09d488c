"""Letters of award and outcome: the supplier is the addressee."""

import re

from tenderscan.document import BlockKind, Span
from tenderscan.tagger.organisations.sightings import Sighting, add
from tenderscan.tagger.work import Work

_DEAR = re.compile(r"^\s*(?:Dear\b|To whom)", re.MULTILINE)
_OUTCOME = re.compile(
    r"(?:pleased|glad|happy) to (?:inform|confirm|advise|notify)|"
    r"(?:has|have) been (?:un)?successful|(?:was|were) (?:un)?successful|"
    r"(?:intention|intends|decided) to award|accept(?:s|ed|ance of)? your (?:tender|bid|quotation|offer)|"
    r"(?:your|the) (?:tender|bid|submission|quotation)\b[^.]{0,80}\b(?:successful|unsuccessful|accepted|rejected)|"
    r"standstill",
    re.IGNORECASE,
)
_LOST = re.compile(r"unsuccessful|not been successful|regret", re.IGNORECASE)
_READ_ON = 1_500
_ADDRESS_LINES = 12


def tag_addressee(work: Work) -> None:
    """Find whom a letter on the outcome of a tender is written to."""
    dear = _DEAR.search(work.text, 0, min(len(work.text), 4_000))
    if not dear:
        return
    body = work.text[dear.start() : dear.start() + _READ_ON]
    if not _OUTCOME.search(body):
        return
    rule = work.grammar.organisation_rule("addressee")
    role = "tenderer" if _LOST.search(body) else rule.role
    for passage in reversed([p for p in work.passages if p.span.start < dear.start()][-_ADDRESS_LINES:]):
        if passage.kind in {BlockKind.HEADER, BlockKind.FOOTER}:
            continue
        for line in re.finditer(r"[^\n\t]+", passage.span.of(work.text)):
            span = Span(passage.span.start + line.start(), passage.span.start + line.end())
            name = work.grammar.names.whole(work.text, span)
            if name and name.legal and not name.public:
                add(work, Sighting(name, rule, 1.0), passage, role)
                return
