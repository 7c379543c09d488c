"""The PPTX reader: a page for each slide, what stands on it in reading order, and the speaker's notes.

The parts are read one by one rather than with python-pptx, which needs all of them whole (one broken slide loses the
deck), loads every picture and film, and knows nothing of diagrams: `deck` finds the parts, `outline` knows what a text
inherits from its layout and master, `paragraphs` reads texts, `shapes` walks a slide, `flow` orders the steps.
"""

from collections.abc import Iterator

from tenderscan.document import Document, Source
from tenderscan.readers.members import Member
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of a PPTX.

    Raises:
        FileDamaged: the container is broken, or none of its slides can be found.
        LimitExceeded: it is larger or deeper than the limits allow.
    """
    # lxml is loaded only where there is a PPTX to read.
    from tenderscan.readers.pptx.flow import read_pptx

    return read_pptx(content, source, limits)


def members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """Files embedded in a PPTX.

    Raises:
        FileProblem: the package cannot be opened, or holds more than the limits allow.
    """
    from tenderscan.readers.embedded import office_members

    return office_members(content, source, limits)
