"""Who wrote a document: the council in its title or running header, the bidder on its letterhead."""

import re
from collections.abc import Iterable

from tenderscan.document import BlockKind, Span
from tenderscan.record import Label, Organisation
from tenderscan.rules import OrganisationRule
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.organisations.authorities import (
    ISSUER_WORDS,
    LOCAL,
    broken_names,
    is_authority,
    may_issue,
    names_tax,
    without_address,
    without_title,
)
from tenderscan.tagger.organisations.names import Name
from tenderscan.tagger.organisations.plausible import proper
from tenderscan.tagger.organisations.sightings import Sighting, add
from tenderscan.tagger.passages.layout import RUNNING, Passage
from tenderscan.tagger.passages.openings import Opened, holds
from tenderscan.tagger.work import Work

_BY_BUYER = frozenset({"itt", "specification", "clarification_log"})
"""Types of document that the buyer writes; letters and reports of the buyer open with the names of others."""
_BY_COUNCIL = frozenset({"minutes", "evaluation_report", "waiver", "clarification_log"})
"""Types of document that a public body writes about itself."""
_MINUTES = "minutes"
_DEPARTMENT = "organisation/bid-department"
"""The rule that takes the department of a form for the buyer."""
_MEETING_OF = re.compile(r"\b(?:meetings?|minutes|proceedings|committee|district|council) of (?:the )?$", re.IGNORECASE)
_LEAD = 40
_OWNERS = 120
_OWNED = re.compile(
    r"\b(?:joint venture|consortium) (?:between|of|with)\b[^.;\n]*$|\b(?:owned|established|set up|funded) by\b[^.;\n]*$"
    r"|\bsubsidiary of\b[^.;\n]*$"
)
"""Before the name of a council this makes it the owner of somebody who is written about."""
_LOCAL = Opened(LOCAL)
_FIRST_PAGE = 2_500
"""Characters in which a document says who wrote it."""


def tag_authors(work: Work) -> None:
    """Public bodies in titles, headings, running headers and on the first page: whoever wrote the document.

    Each name counts once; where it stands again is a known name (`settle`). Where the first page names nobody and no
    buyer was found, it is the council that the document names most often.
    """
    rule = work.grammar.organisation_rule("public-body")
    seen: set[str] = set()
    first = [passage for passage in work.passages if passage.kind in RUNNING or passage.span.start < _FIRST_PAGE]
    _authors_in(work, first, seen)
    _broken(work, rule)
    public = any(
        finding.label is Label.BUYER and isinstance(finding.value, Organisation) and is_authority(finding.value.name)
        for finding in work.found
    )
    # Headings further on name who is written about as well, where it is known who writes.
    _authors_in(
        work, [passage for passage in work.passages if passage.kind is BlockKind.HEADING], seen, bodies=not public
    )
    _body_before_department(work)
    if not any(finding.label is Label.BUYER for finding in work.found):
        _most_named(work, rule)


def _authors_in(work: Work, passages: Iterable[Passage], seen: set[str], *, bodies: bool = True) -> None:
    """The authors that some passages name, each once.

    Args:
        work: the document.
        passages: titles and those of the first page.
        seen: names that were found; grows.
        bodies: whether public bodies count.
    """
    rule = work.grammar.organisation_rule("public-body")
    issued = type_of(work) in _BY_BUYER
    letterhead = work.grammar.organisation_rule("issuer" if issued else "letterhead")
    for passage in passages:
        title = passage.kind in RUNNING or passage.kind is BlockKind.HEADING
        here = issued and passage.span.start < _FIRST_PAGE
        if passage.cells or not _may_count(work, passage, issued=here):
            continue
        for found in work.grammar.names.find(work.text, passage.span):
            name = without_title(work, without_address(work.text, found))
            text = " ".join(name.span.of(work.text).split())
            if text.lower() in seen:
                continue
            alone = _stands_alone(work, name, title=title)
            if alone and ((name.legal and not name.public) or (issued and _issues(work, name, text))):
                seen.add(text.lower())
                add(work, Sighting(name, letterhead, 1.0), passage)
            elif bodies and _writes(work, name, text, title=title):
                seen.add(text.lower())
                add(work, Sighting(name, rule, 1.0 if title else 0.85), passage)


def _writes(work: Work, name: Name, text: str, *, title: bool) -> bool:
    """Whether a public body may have written the document that names it so.

    Ministries are named on many first pages that they did not write.
    """
    before = work.text[max(0, name.span.start - _OWNERS) : name.span.start]
    local = name.public and is_authority(text) and (title or (LOCAL.search(text) and not _OWNED.search(before)))
    if local and not title and type_of(work) == _MINUTES:  # they name other councils in their first sentences
        local = _MEETING_OF.search(work.text[max(0, name.span.start - _LEAD) : name.span.start]) is not None
    return bool(local) and not names_tax(work.text, name)


def _broken(work: Work, rule: OrganisationRule) -> None:
    """Councils on the first page whose names go on in the next line or block."""
    for name in broken_names(work.text, Span(0, min(len(work.text), _FIRST_PAGE))):
        passage = work.passage_at(name.span.start)
        if passage:
            add(work, Sighting(name, rule, 1.0), passage)


def _body_before_department(work: Work) -> None:
    """Where a form names a body, its department is no buyer besides."""
    if any(f.label is Label.BUYER and f.evidence.rule != _DEPARTMENT for f in work.found):
        work.found = [finding for finding in work.found if finding.evidence.rule != _DEPARTMENT]


def _may_count(work: Work, passage: Passage, *, issued: bool) -> bool:
    """Whether a passage may hold a name that counts: legal, public or, where `issued`, that of an issuer."""
    names, span = work.grammar.names, passage.span
    return (
        holds(work.lower, span, names.public_words)
        or (issued and holds(work.lower, span, ISSUER_WORDS))
        or names.legal_form.search(work.text, span.start, span.end) is not None
    )


def _issues(work: Work, name: Name, text: str) -> bool:
    """Whether a name is that of a body and no heading in capitals."""
    return name.span.start < _FIRST_PAGE and not is_authority(text) and may_issue(text) and proper(work, name)


def _stands_alone(work: Work, name: Name, *, title: bool) -> bool:
    """Whether a company's name begins a title or running header, or is a whole line."""
    begins = name.span.start == 0 or work.text[name.span.start - 1] in "\n\t"
    ends = name.span.end == len(work.text) or work.text[name.span.end] in "\n\t"
    return begins and (ends or title)


def _most_named(work: Work, rule: OrganisationRule) -> None:
    """The council named most often, if it is named more than once or alone in minutes or a report of the buyer."""
    named: dict[str, list[Name]] = {}
    for match in _LOCAL.finditer(work.text, 0, len(work.text), work.lower):
        passage = work.passage_at(match.start())
        if passage is None or passage.cells:
            continue  # many are named in registers and tables
        for name in work.grammar.names.find(work.text, Span(max(passage.span.start, match.start() - 80), match.end())):
            text = " ".join(name.span.of(work.text).split())
            if name.span.end == match.end() and is_authority(text):
                named.setdefault(text, []).append(name)
    best = max(named.values(), key=len, default=[])
    if len(best) > 1 or (len(named) == 1 and type_of(work) in _BY_COUNCIL):
        passage = work.passage_at(best[0].span.start)
        if passage:
            add(work, Sighting(best[0], rule, 0.8), passage)
