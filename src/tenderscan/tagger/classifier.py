"""A trained model as the components use it: a list of words goes in, the likeliest label comes out.

A model is a folder `models/trained/<name>` that spaCy can load by itself, with a pipe `textcat`. `models/README.md`
says what each was trained on, and with which command.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import spacy
from spacy.tokens import Doc

from tenderscan.errors import RuleError

if TYPE_CHECKING:
    from spacy.language import Language

PIPE = "textcat"
"""Name of the pipe that a component's folder holds."""
THRESHOLDS = "thresholds"
"""Key of the folder's `meta.json`: from which probability on each label is believed."""
WORDS = "words"
"""Key of the folder's `meta.json`: the words that it has learned."""
_UNKNOWN = "?"
"""Stands for any other word, so that spaCy does not come to keep all the words of all documents."""
NOT_KEPT = ("vocab", "tokenizer")
"""Parts of a pipeline that a folder does without: the component is given its words as they are."""
_AGAIN = "`make train` makes it anew, and a fresh installation of tenderscan brings it"
_NEVER = 2.0
_AT_ONCE = 256
"""Lists of words that are looked at together."""


class Guess(NamedTuple):
    """What a component takes a list of words for.

    Attributes:
        label: the likeliest.
        probability: of that label.
    """

    label: str
    probability: float


class Classifier:
    """A trained model, loaded once and used for all documents.

    Attributes:
        thresholds: from which probability on a label is believed; one that is missing never is.
    """

    def __init__(self, nlp: "Language") -> None:
        """Begin with a pipeline that has the pipe."""
        self._pipe: Any = nlp.get_pipe(PIPE)
        self._vocab = nlp.vocab
        self._words = frozenset(nlp.meta.get(WORDS, ()))
        self.thresholds: dict[str, float] = dict(nlp.meta.get(THRESHOLDS, {}))

    def least(self, label: str) -> float:
        """From which probability on a label is believed."""
        return self.thresholds.get(label, _NEVER)

    def guess(self, texts: Sequence[Sequence[str]]) -> list[Guess]:
        """The likeliest label of each list of words."""
        guesses: list[Guess] = []
        for at in range(0, len(texts), _AT_ONCE):
            docs = [self._doc(words) for words in texts[at : at + _AT_ONCE]]
            for row in self._pipe.predict(docs):
                best = int(row.argmax())
                guesses.append(Guess(self._pipe.labels[best], float(row[best])))
        return guesses

    def _doc(self, words: Sequence[str]) -> Doc:
        return Doc(self._vocab, words=[word if word in self._words else _UNKNOWN for word in words] or [_UNKNOWN])


def load_classifier(folder: Path) -> Classifier:
    """The trained model of a folder.

    Raises:
        RuleError: the folder is missing or damaged.
    """
    if not folder.is_dir():
        raise RuleError(f"no trained model in {folder}: {_AGAIN}")
    try:
        nlp = spacy.load(folder, exclude=NOT_KEPT)
    except Exception as error:  # a border: of a damaged file spaCy, thinc, msgpack and numpy raise what they like
        raise RuleError(f"the trained model in {folder} is damaged: {_AGAIN}") from error
    if PIPE not in nlp.pipe_names or not {THRESHOLDS, WORDS} <= nlp.meta.keys():
        raise RuleError(f"the trained model in {folder} is none of tenderscan's: {_AGAIN}")
    return Classifier(nlp)
