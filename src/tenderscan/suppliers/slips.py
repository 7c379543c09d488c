"""Whether one word may be another with a slip of the pen, and how sure that is."""

from enum import Enum

from rapidfuzz.distance import OSA

from tenderscan.suppliers.words import Meaning, vocabulary


class Slip(Enum):
    """What may have happened between two words."""

    PLURAL = "plural"
    """ "Service" and "Services"."""
    SURE = "sure"
    """ "Enviromental", "Servcies"."""
    PERHAPS = "perhaps"
    """ "Smith" and "Smyth"; "Landmark" and "Landmarc": one letter in a word of no list, however long."""
    NONE = "none"


_SHORTEST = 5
"""Letters of a word in which a slip is thought of at all: "JCB" and "JSB" are two firms."""
_LISTED = 6
"""Letters of a listed word of which another word may be a slip."""
_SWAPPED = 7
"""Letters of a word in which two that changed places are a slip: "Marian" and "Marina" are two names."""
_LONG = 8
"""Letters of a word of which the first may be a slip."""
_TWO_SLIPS = 9
"""Letters of a word in which two slips are thought of."""


def slip_between(one: str, other: str) -> Slip:
    """What may have happened between two folded words that differ; the same whichever comes first."""
    known = vocabulary()
    shorter, longer = sorted((one, other), key=lambda word: (len(word), word))
    if len(shorter) < _SHORTEST - 1 or not (one + other).isalpha():
        return Slip.NONE
    if longer in (f"{shorter}s", f"{shorter}es") and Meaning.TRADE in (known.meaning(shorter), known.meaning(longer)):
        return Slip.PLURAL
    if len(shorter) < _SHORTEST or (known.is_known(one) and known.is_known(other)):
        return Slip.NONE
    distance = OSA.distance(one, other, score_cutoff=2)
    if distance == 1:
        return _one_slip(shorter, longer)
    if distance > 2 or len(shorter) < _TWO_SLIPS or one[0] != other[0]:
        return Slip.NONE
    # "Costuction": inside a listed word; "accounting" and "accountant" differ at the end.
    inside = one[-2:] == other[-2:] and Meaning.TRADE in (known.meaning(one), known.meaning(other))
    return Slip.SURE if inside else Slip.PERHAPS


def _one_slip(shorter: str, longer: str) -> Slip:
    """How sure a slip of one letter, or of two that changed places, is."""
    known = vocabulary()
    if shorter[0] != longer[0]:
        return Slip.PERHAPS if len(shorter) >= _LONG else Slip.NONE
    if Meaning.TRADE in (known.meaning(shorter), known.meaning(longer)):
        # "Medica" and "Optica" are names, made of "medical" and "optical".
        return Slip.SURE if len(shorter) >= _LISTED and shorter[-1] == longer[-1] else Slip.PERHAPS
    if known.is_known(shorter) or known.is_known(longer):
        return Slip.PERHAPS  # A place: Stretford and Stratford.
    if sorted(shorter) == sorted(longer):
        return Slip.SURE if len(shorter) >= _SWAPPED else Slip.PERHAPS
    return Slip.PERHAPS
