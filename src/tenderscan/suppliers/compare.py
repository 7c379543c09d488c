"""Whether two names are the same supplier: surely, perhaps, or not.

Two thresholds: from `SURE` two names may be merged, below `PERHAPS` they are apart, between them a person decides. The
score alone never merges: "Acme North" and "Acme South" are more alike than many a slip of the pen. So the words are
laid side by side, and what differs is judged by what it means (`words.Meaning`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from rapidfuzz.distance import OSA, Levenshtein

from tenderscan.suppliers.names import Key
from tenderscan.suppliers.slips import Slip, slip_between
from tenderscan.suppliers.words import Meaning, vocabulary

SURE = 90.0
PERHAPS = 80.0


class Verdict(Enum):
    """What a comparison comes to."""

    SAME = "same"
    UNCERTAIN = "uncertain"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing two names came to.

    Attributes:
        verdict: same, uncertain or apart.
        rule: what decided, such as "typing-slip"; one of the rules in `docs/suppliers.md`.
        score: 0 to 100, how alike the words are; 100 where they are the same words.
        guard: words that tell the two apart whatever else is alike: a place, a number, a word of a group.
    """

    verdict: Verdict
    rule: str
    score: float
    guard: bool = False


_SAME, _UNCERTAIN, _APART = Verdict.SAME, Verdict.UNCERTAIN, Verdict.APART
SMALL = frozenset({"and", "of", "the", "for", "in", "at", "on", "de", "la"})
"""Words that name nothing."""
_GUARDS = frozenset({Meaning.NUMBER, Meaning.DIRECTION, Meaning.PLACE, Meaning.GROUP, Meaning.TITLE})
_ONE_WORD = 5
"""Letters of a single word that is believed to name one supplier without more."""
_NO_INITIALS = 3
"""Letters of a word that is more than somebody's initials."""
_MANY = 3
"""Words that together name one supplier though each of them is common."""
_LETTERS = 7
"""Letters of a name in which blanks are looked over."""
_CUT_OFF = 18
"""Letters of a name from which a list may have cut it off."""


def compare(one: Key, other: Key) -> Comparison:
    """Judge two names; the same whichever comes first."""
    if one == other:
        return Comparison(_SAME, "same-name", 100.0)
    if one.tail != other.tail:
        return _different_tails(one, other)
    if one.words == other.words:
        return _different_forms(one, other)
    if one.compact == other.compact:
        return _same_letters(one, other)
    return _different_words(one, other)


def score(one: Key, other: Key) -> float:
    """How alike the words of two names are, 0 to 100; "and" is not counted."""
    return 100 * OSA.normalized_similarity(_spoken(one), _spoken(other))


def share_a_word(one: Key, other: Key) -> bool:
    """Whether two names have a word in common that names something, or are alike as a whole."""
    common = {*one.words} & {*other.words} - SMALL - {"company"}
    return bool(common) or one.compact == other.compact or score(one, other) >= PERHAPS


def _spoken(key: Key) -> str:
    return " ".join(word for word in key.words if word != "and")


def _different_tails(one: Key, other: Key) -> Comparison:
    """What stands behind the legal form: "Acme Ltd 01", "Acme Ltd (North)"."""
    known = vocabulary()
    if one.tail and other.tail:
        return Comparison(_APART, "other-words", score(one, other), guard=True)
    bare = compare(Key(one.words, one.form), Key(other.words, other.form))
    if bare.verdict is _APART:
        return bare
    words = {*one.tail} ^ {*other.tail}
    meanings = {known.meaning(word) for word in words}
    if meanings & (_GUARDS - {Meaning.NUMBER}):
        return Comparison(_APART, "other-words", bare.score, guard=True)
    return Comparison(_UNCERTAIN, "words-behind", min(bare.score, 95.0))


def _different_forms(one: Key, other: Key) -> Comparison:
    if one.form is None or other.form is None:
        if _says_enough(one):
            return Comparison(_SAME, "form-left-out", 100.0)
        return Comparison(_UNCERTAIN, "form-left-out", 100.0)
    return Comparison(_UNCERTAIN, "other-form", 100.0)


def _says_enough(key: Key) -> bool:
    """Whether the words name one supplier without a legal form: not "Direct", "ABC" or "Care Services"."""
    plain = [word for word in _plain(key) if len(word) >= _NO_INITIALS]
    if len(key.words) > 1:
        return bool(plain) or len([word for word in key.words if word not in SMALL]) >= _MANY
    return bool(plain) and len(plain[0]) >= _ONE_WORD


def _plain(key: Key) -> list[str]:
    """The words that are no list's."""
    known = vocabulary()
    return [word for word in key.words if known.meaning(word) is Meaning.PLAIN and word not in SMALL]


def _same_letters(one: Key, other: Key) -> Comparison:
    """The same letters, blanks elsewhere: "Green Bank" and "Greenbank"; numbers must not run together."""
    if _numbers(one) != _numbers(other):
        return Comparison(_APART, "other-words", score(one, other), guard=True)
    forms = _different_forms(one, other) if one.form != other.form else Comparison(_SAME, "blanks", 100.0)
    enough = len(one.compact) >= _LETTERS
    return Comparison(forms.verdict if enough else _UNCERTAIN, "blanks", 99.0)


def _numbers(key: Key) -> list[str]:
    known = vocabulary()
    return [word for word in key.words if known.meaning(word) is Meaning.NUMBER]


def _different_words(one: Key, other: Key) -> Comparison:
    shorter, longer = sorted((one, other), key=lambda key: (len(key.words), len(key.joined), key.joined))
    likeness = score(one, other)
    if longer.words[: len(shorter.words)] == shorter.words:
        return _words_more(shorter, longer, likeness)
    if _cut_off(shorter, longer):
        return Comparison(_UNCERTAIN, "cut-off", max(likeness, PERHAPS))
    if sorted(one.words) == sorted(other.words):
        return _other_order(one, other)
    if likeness < PERHAPS:
        return Comparison(_APART, "unlike", likeness)
    return _aligned(one, other, likeness)


def _other_order(one: Key, other: Key) -> Comparison:
    return Comparison(_UNCERTAIN if _forms_fit(one, other) else _APART, "word-order", 95.0)


def _words_more(shorter: Key, longer: Key, likeness: float) -> Comparison:
    """One name is the beginning of the other: a short name, a sister company, or "UK" that was left out."""
    if _form_cut_off(shorter, longer):
        return Comparison(_UNCERTAIN, "cut-off", max(likeness, PERHAPS))
    meanings = {_meaning(longer, at) for at in range(len(shorter.words), len(longer.words))}
    if meanings & _GUARDS:
        return Comparison(_APART, "other-words", likeness, guard=True)
    if meanings == {Meaning.SOFT} and _forms_fit(shorter, longer):
        return Comparison(_UNCERTAIN, "soft-words", max(likeness, PERHAPS))
    if shorter.form is None and _says_enough(shorter):
        return Comparison(_UNCERTAIN, "short-name", max(likeness, PERHAPS))
    return Comparison(_APART, "other-words", likeness)


def _form_cut_off(shorter: Key, longer: Key) -> bool:
    """Whether a list may have cut a name off inside its legal form: "Acme Construction L"."""
    if shorter.form is None or longer.form is not None or len(longer.words) != len(shorter.words) + 1:
        return False
    whole = "limited" if shorter.form == "ltd" else shorter.form
    return whole.startswith(longer.words[-1]) or shorter.form.startswith(longer.words[-1])


def _cut_off(shorter: Key, longer: Key) -> bool:
    """Whether a list may have cut the shorter name off inside a word: "Association Of Local Counc"."""
    if shorter.form is not None or len(shorter.joined) < _CUT_OFF or len(shorter.words) < 2:
        return False
    return longer.joined.startswith(shorter.joined) and longer.joined[len(shorter.joined)] != " "


def _aligned(one: Key, other: Key, likeness: float) -> Comparison:
    """Judge each place at which the words differ."""
    slips: list[Slip] = []
    soft = False
    for left, right in _differences(one, other):
        words = [word for word in (left, right) if word is not None]
        meanings = {meaning for _, meaning in words}
        slip = slip_between(left[0], right[0]) if left and right else Slip.NONE
        if slip is not Slip.NONE:
            slips.append(slip)
        elif meanings == {Meaning.SOFT} or (len(words) == 1 and words[0][0] in SMALL):
            soft = True
        else:
            return Comparison(_APART, "other-words", likeness, guard=bool(meanings & _GUARDS))
    if soft:
        verdict = _UNCERTAIN if not slips and _forms_fit(one, other) else _APART
        return Comparison(verdict, "soft-words", likeness)
    return _judged(one, other, slips, likeness)


_Word = tuple[str, Meaning]


def _differences(one: Key, other: Key) -> Iterator[tuple[_Word | None, _Word | None]]:
    """Pairs of words that stand at the same place and differ; None where the other name has a word more."""
    for change in Levenshtein.opcodes(one.words, other.words):
        if change.tag != "equal":
            left = [(one.words[at], _meaning(one, at)) for at in range(change.src_start, change.src_end)]
            right = [(other.words[at], _meaning(other, at)) for at in range(change.dest_start, change.dest_end)]
            yield from zip_longest(left, right)


def _meaning(key: Key, at: int) -> Meaning:
    """What the word at a place says; "V" is a number only at the end."""
    known, word = vocabulary(), key.words[at]
    if 0 < at == len(key.words) - 1 and word in known.roman_at_end:
        return Meaning.NUMBER
    return known.meaning(word)


def _judged(one: Key, other: Key, slips: list[Slip], likeness: float) -> Comparison:
    """Judge names that differ in slips only."""
    same = [word for word in one.words if word in other.words and word not in SMALL]
    if set(slips) == {Slip.PLURAL}:
        enough = bool(_plain(one)) and _forms_fit(one, other)
        return Comparison(_SAME if enough and same else _UNCERTAIN, "plural", likeness)
    doubtful = slips.count(Slip.PERHAPS)
    if len(slips) > _MOST_SLIPS or doubtful > 1:
        return Comparison(_APART, "unlike", likeness)
    if not _forms_fit(one, other):
        return Comparison(_APART if doubtful else _UNCERTAIN, "typing-slip", likeness)
    # One letter in a word of no list may be what tells two coined names apart, however long: "Landmark", "Landmarc".
    return Comparison(_SAME if not doubtful and likeness >= SURE else _UNCERTAIN, "typing-slip", likeness)


_MOST_SLIPS = 2


def _forms_fit(one: Key, other: Key) -> bool:
    return one.form == other.form or None in (one.form, other.form)
