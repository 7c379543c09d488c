"""Short forms that a document gives to the phrases of a theme: "Biodiversity Net Gain (BNG)" is "BNG" further on."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from tenderscan.document import Span
from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.passages.cues import CueIndex
from tenderscan.tagger.work import Work

_GIVEN = re.compile(r"\w?\s{0,3}[(\[]\W?(?P<short>[A-Z]{2,6})s?\W?[)\]]")
"""Right behind a phrase: (BNG), ("PPPs")."""
_SOMEWHERE = re.compile(r"[(\[]\W?[A-Z]{2,6}s?\W?[)\]]")
_INITIAL = re.compile(r"\b[^\W\d_]")


class ShortForms:
    """Where the short forms of a section stand, as cues of the phrases they were given to."""

    def __init__(self, given: dict[str, Cue], text: str, span: Span) -> None:
        """Find all of them in a section, behind the place where each is given."""
        self._cues: list[Cue] = []
        if given:
            either = re.compile(rf"\b(?P<short>{'|'.join(map(re.escape, given))})s?\b")
            for match in either.finditer(text, span.start, span.end):
                cue = given[match["short"]]
                if match.start() > cue.end:
                    self._cues.append(Cue(*match.span(), cue.group, cue.rule))

    def beside(self, cues: Sequence[Cue], span: Span) -> Sequence[Cue]:
        """The cues of a passage and those of its short forms, in order."""
        if not self._cues:
            return cues
        first, behind = (bisect_left(self._cues, at, key=attrgetter("start")) for at in (span.start, span.end))
        return sorted([*cues, *self._cues[first:behind]], key=attrgetter("start")) if first < behind else cues


def short_forms(work: Work, cues: CueIndex) -> ShortForms:
    """The short forms that a section gives to phrases that are a clause where they stand."""
    given: dict[str, Cue] = {}
    span = work.section_span
    if not _SOMEWHERE.search(work.text, span.start, span.end):
        return ShortForms(given, work.text, span)
    for passage in work.section:
        for cue in cues.of(passage):
            match = _GIVEN.match(work.text, cue.end) if cue.group == "phrases" else None
            if match and match["short"].lower() == "".join(_INITIAL.findall(work.text[cue.start : cue.end])).lower():
                given.setdefault(match["short"], cue)
    return ShortForms(given, work.text, span)
