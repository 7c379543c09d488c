"""Who wrote a document: the council in its title or running header, the bidder on its letterhead."""

from tenderscan.document import BlockKind, Span
from tenderscan.record import Label
from tenderscan.rules import OrganisationRule
from tenderscan.tagger.authorities import ISSUER_WORDS, LOCAL, is_authority, may_issue, without_title
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.layout import RUNNING, Passage
from tenderscan.tagger.names import Name
from tenderscan.tagger.openings import Opened, holds
from tenderscan.tagger.organisations import Sighting, add, proper
from tenderscan.tagger.work import Work

_BY_BUYER = frozenset({"itt", "specification", "clarification_log"})
"""Types of document that the buyer writes; letters and reports of the buyer open with the names of others."""
_LOCAL = Opened(LOCAL)
_FIRST_PAGE = 2_500
"""Characters in which a document says who wrote it."""


def tag_authors(work: Work) -> None:
    """Public bodies in titles, headings, running headers and on the first page: whoever wrote the document.

    Each name counts once; where it stands again is a known name (`settle`). Where the first page names nobody and no
    buyer was found, it is the council that the document names most often.
    """
    rule = work.grammar.organisation_rule("public-body")
    issued = type_of(work) in _BY_BUYER
    letterhead = work.grammar.organisation_rule("issuer" if issued else "letterhead")
    seen: set[str] = set()
    for passage in work.passages:
        title = passage.kind in RUNNING or passage.kind is BlockKind.HEADING
        first_page = passage.span.start < _FIRST_PAGE
        if passage.cells or not (title or first_page):
            continue
        if not _may_count(work, passage, issued=issued and first_page):
            continue
        for found in work.grammar.names.find(work.text, passage.span):
            name = without_title(work, found)
            text = " ".join(name.span.of(work.text).split())
            if text.lower() in seen:
                continue
            alone = _stands_alone(work, name, title=title)
            if alone and ((name.legal and not name.public) or (issued and _issues(work, name, text))):
                seen.add(text.lower())
                add(work, Sighting(name, letterhead, 1.0), passage)
            # Ministries are named on many first pages that they did not write.
            elif name.public and is_authority(text) and (title or LOCAL.search(text)):
                seen.add(text.lower())
                add(work, Sighting(name, rule, 1.0 if title else 0.85), passage)
    if not any(finding.label is Label.BUYER for finding in work.found):
        _most_named(work, rule)


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
    """The council named most often, if it is named more than once."""
    named: dict[str, list[Name]] = {}
    for match in _LOCAL.finditer(work.text, 0, len(work.text), work.lower):
        passage = work.passage_at(match.start())
        if passage is None:
            continue
        for name in work.grammar.names.find(work.text, Span(max(passage.span.start, match.start() - 80), match.end())):
            text = " ".join(name.span.of(work.text).split())
            if name.span.end == match.end() and is_authority(text):
                named.setdefault(text, []).append(name)
    best = max(named.values(), key=len, default=[])
    if len(best) > 1:
        passage = work.passage_at(best[0].span.start)
        if passage:
            add(work, Sighting(best[0], rule, 0.8), passage)
