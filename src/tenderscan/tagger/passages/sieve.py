"""Which passages cannot hold a phrase, told from their words alone, so that only the others are cut into tokens.

A sieve lets through every text in which spaCy would find one of its phrases, and a few others. The reason: our
tokenizer cuts a word only beside a character that is no letter, digit or underscore, so a token is made of whole runs
of these, and the runs of a phrase stand one behind the other in every text that holds it. Only the special cases of
English cut a run in two ("cannot"); such pieces are left out of account, and of a phrase of nothing else a token is
looked for as it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tenderscan.tagger.passages.openings import folded

_RUN = re.compile(r"\w")
_DOTTED = "\u0130".lower()
"""What spaCy makes of the Turkish capital I: two characters, of which a folded text has the first alone."""
# Bytes, as those are cut at blanks several times as quickly as text is by a pattern. What Latin-1 does not have parts
# runs, in texts and in phrases alike.
_BLANKED = bytes(code if _RUN.match(chr(code)) else 32 for code in range(256))


class Scanned(NamedTuple):
    """A text made ready for looking through; all offsets are those of the text itself.

    Attributes:
        lower: the text, folded.
        runs: its letters, digits and underscores, with blanks between, in Latin-1.
    """

    lower: str
    runs: bytes


def scanned(text: str) -> Scanned:
    """A text made ready for looking through."""
    lower = folded(text)
    # A question mark stands for what Latin-1 does not have, and becomes a blank like all marks.
    return Scanned(lower, lower.encode("latin-1", "replace").translate(_BLANKED))


class Sieve:
    """Tells the texts that may hold one of some phrases from those that cannot."""

    def __init__(self, phrases: Iterable[Sequence[str]], split: frozenset[bytes]) -> None:
        """Build from phrases.

        Args:
            phrases: each as its tokens.
            split: pieces of runs that special cases of the tokenizer make (`split_runs`).
        """
        marks: set[str] = set()
        whole: dict[bytes, set[bytes]] = {}
        parted: dict[bytes, set[tuple[bytes, ...]]] = {}
        for tokens in phrases:
            stretches = _stretches(tokens, split)
            if not stretches:
                marks.add(_mark(tokens))  # "£", "must"
                continue
            # Looked up by its longest run, which is likely to be the rarest.
            key = max(b"".join(stretches).split(), key=len)
            if len(stretches) == 1:
                whole.setdefault(key, set()).add(stretches[0])
            else:
                parted.setdefault(key, set()).add(stretches)
        self._marks = tuple(marks)
        self._keys = frozenset((*whole, *parted))
        self._whole = {key: _weakest(several) for key, several in whole.items()}
        self._parted = {key: tuple(several) for key, several in parted.items()}

    def passes(self, text: Scanned, start: int, end: int) -> bool:
        """Whether a stretch of a text may hold a phrase; where it does hold one, always."""
        runs = text.runs[start:end].split()
        keys = self._keys.intersection(runs)
        if keys:
            order = b" %b " % b" ".join(runs)
            for key in keys:
                for stretch in self._whole.get(key, ()):
                    if stretch in order:
                        return True
                if key in self._parted and any(all(one in order for one in each) for each in self._parted[key]):
                    return True
        for mark in self._marks:  # noqa: SIM110  # asked for every passage, and `any` takes twice as long
            if text.lower.find(mark, start, end) >= 0:
                return True
        return False


def _stretches(tokens: Sequence[str], split: frozenset[bytes]) -> tuple[bytes, ...]:
    """The runs of a phrase in their order, parted where one may be a piece of a longer run, or written in two ways."""
    stretches: list[list[bytes]] = [[]]
    for token in tokens:
        for run in scanned(token).runs.split() if _DOTTED not in token else (b"",):
            if not run or run in split:
                stretches.append([])
            else:
                stretches[-1].append(run)
    return tuple(b" %b " % b" ".join(stretch) for stretch in stretches if stretch)


def _mark(tokens: Sequence[str]) -> str:
    """What stands in every folded text that holds a phrase, however it is cut."""
    return max((folded(part) for token in tokens for part in token.split(_DOTTED)), key=len)


def _weakest(several: Iterable[bytes]) -> tuple[bytes, ...]:
    """Stretches without those that hold another: what holds "the contractor" holds "contractor" as well."""
    kept: list[bytes] = []
    for stretch in sorted(several, key=len):
        if not any(weaker in stretch for weaker in kept):
            kept.append(stretch)
    return tuple(kept)


def split_runs(special_cases: Mapping[str, Sequence[Mapping[Any, str]]], orth: Any) -> frozenset[bytes]:
    """Runs of tokens that are no whole runs of the text: those in which a special case cuts, as "can" of "cannot".

    Args:
        special_cases: of the tokenizer: a text and the attributes of the tokens it is cut into.
        orth: key of the attribute that holds a token's text.
    """
    return frozenset(
        run
        for text, tokens in special_cases.items()
        for token in tokens
        for run in set(scanned(token[orth]).runs.split()).difference(scanned(text).runs.split())
    )
