"""What a text recognition engine takes and gives; each engine is a module beside this one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was recognised.

    Attributes:
        text: its characters, without blanks.
        x0: left end in pixels of the picture that was given; all four are from its top left corner.
        top: of its letters, or of its line where the engine knows no more.
        x1: right end.
        bottom: like `top`.
        confidence: 0 to 1, how sure the engine is.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand beside each other, left to right.

    Attributes:
        words: never empty.
        group: number of the block of text that the engine puts the line in; lines of one group follow each other.
        type_size: in pixels, from the tops of the tall letters to the feet of the deep ones.
        base: where the line of writing lies, in pixels from the top.
    """

    words: tuple[Word, ...]
    group: int
    type_size: float
    base: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """What an engine made of a picture.

    Attributes:
        lines: in the engine's reading order; empty where it found no text.
    """

    lines: tuple[Line, ...]

    @property
    def characters(self) -> int:
        """Number of characters of all words."""
        return sum(len(word.text) for line in self.lines for word in line.words)

    @property
    def confidence(self) -> float:
        """0 to 1: mean of the words' confidence, each weighted with its length; 0 where there are none."""
        words = [word for line in self.lines for word in line.words]
        weight = sum(len(word.text) for word in words)
        return sum(word.confidence * len(word.text) for word in words) / weight if weight else 0.0


@dataclass(frozen=True, slots=True)
class NotRecognised:
    """An engine gave up on a picture.

    Attributes:
        reason: half a sentence that ends the sentence "Page 3 is a picture and was not read: ...".
    """

    reason: str


class Engine(Protocol):
    """A program or library that reads text from a picture."""

    @property
    def name(self) -> str:
        """One word: "tesseract"."""

    @property
    def version(self) -> str:
        """Of the engine, such as "5.3.0"."""

    def recognise(self, image: "Image", dots_per_inch: int, seconds: float) -> Recognised | NotRecognised:
        """Read an upright picture.

        Args:
            image: grey (mode "L").
            dots_per_inch: of the picture, as far as it is known; a hint.
            seconds: after which the engine is to give up.
        """
