"""Acronyms of the organisations found: "CWC" where the document names the Central Warehousing Corporation."""

import re
from dataclasses import replace

from tenderscan.document import Span
from tenderscan.record import Finding, Organisation
from tenderscan.tagger.organisations.sides import by_column
from tenderscan.tagger.work import Work

_WORD = re.compile(r"[^\W\d_][\w\u2019']*")
_BRACKET = re.compile(r"\(([A-Za-z]{3,8})\)\s*$")
_RUN = re.compile(r"\w+")
_BODY = re.compile(
    r"\b(?:council|corporation|authority|trust|board|bank|university|college|office|department|ministry|ltd|limited|company"
    r"|association|agency|commission|institute|centre|facility|service|police)\b",
    re.IGNORECASE,
)
_FEW = 40
"""Of more acronyms, as in a list of companies, one pass over the text tells first which stand in it at all."""
_FREE_BEFORE = re.compile(r"(?<![\w/.-])")
_FREE_BEHIND = re.compile(r"(?![\w/-]|\.\w)")
_SHORTEST = 3
_SMALL = frozenset({"of", "for", "and", "the", "in", "on", "at", "to"})
_SCORE = 0.7
"""What an acronym is worth beside the full name."""


def tag_acronyms(work: Work) -> None:
    """Add the first mention of each acronym, on the side of the organisation that it stands for."""
    best: dict[str, Finding] = {}
    for finding in work.found:
        if isinstance(finding.value, Organisation) and not by_column(finding):
            for acronym in acronyms(finding.value.name):
                if acronym not in best or finding.evidence.score > best[acronym].evidence.score:
                    best[acronym] = finding
    written = frozenset(_RUN.findall(work.text)) if len(best) > _FEW else None
    known = {f.value.name for f in work.found if isinstance(f.value, Organisation)}
    for acronym, finding in best.items():
        assert isinstance(finding.value, Organisation)
        work.aliases.setdefault(acronym.lower(), finding.value.name.lower())
        may_stand = written is None or acronym in written or not acronym.isalpha()
        span = _first_mention(work.text, acronym) if may_stand else None
        passage = work.passage_at(span.start) if span else None
        if span is None or passage is None or acronym in known or work.masked(span):
            continue
        evidence = finding.evidence
        value = replace(finding.value, name=acronym)
        work.add(finding.label, value, span, evidence.rule, evidence.score * _SCORE, passage)
    _drop_doubled(work, best)


def _first_mention(text: str, acronym: str) -> Span | None:
    """Where an acronym first stands by itself, and not in a code, an address or a longer word."""
    at = text.find(acronym)
    while at >= 0:
        end = at + len(acronym)
        if _of_another(text, at, acronym):
            return None
        if _FREE_BEFORE.match(text, at) and _FREE_BEHIND.match(text, end):
            return Span(at, end)
        at = text.find(acronym, at + 1)
    return None


def _of_another(text: str, at: int, acronym: str) -> bool:
    """Whether an acronym in brackets is of something else, which stands before it: "Full Business Case (FBC)"."""
    if not text.startswith("(", at - 1) or at < len("(") + 1:
        return False
    before = _WORD.findall(text, max(0, at - 20 * len(acronym)), at)[-len(acronym) :]
    initials = "".join(word[0] for word in before).upper()
    return initials == acronym and not _BODY.search(" ".join(before))


def acronyms(name: str) -> set[str]:
    """What a name may be shortened to: its capitals, the first letters of all its words, what stands in brackets."""
    bracket = _BRACKET.search(name)
    words = _WORD.findall(name[: bracket.start()] if bracket else name)
    short = {bracket.group(1).upper()} if bracket else set()
    if len(words) >= _SHORTEST:
        short.add("".join(word[0] for word in words if word[0].isupper()))
        short.add("".join(word[0].upper() for word in words))
        short.add("".join(word[0].upper() for word in words if word.lower() not in _SMALL))
    return {acronym for acronym in short if len(acronym) >= _SHORTEST}


def _drop_doubled(work: Work, known: dict[str, Finding]) -> None:
    """Take out names that are an acronym and its last word again: "HBC Council"."""
    work.found = [
        finding
        for finding in work.found
        if not (isinstance(finding.value, Organisation) and _doubled(finding.value.name, known))
    ]


def _doubled(name: str, known: dict[str, Finding]) -> bool:
    words = name.split()
    return len(words) == 2 and words[0] in known and words[1].lower() in {"council", "board", "trust"}
