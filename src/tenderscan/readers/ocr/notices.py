"""What is to be said of pages that are pictures."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from tenderscan.document import Notice
from tenderscan.readers.ocr.port import Engine

POOR = 0.75
"""Confidence below which words are likely to be wrong; `docs/formats.md` has the measurements."""


def without_text(page: int, reason: str) -> Notice:
    """The notice for a page that was not recognised.

    Args:
        page: 1-based.
        reason: the rest of the sentence, with the way out.
    """
    return Notice("page-without-text", f"Page {page} is a picture without text and was not read: {reason}", page)


def too_many_pixels(pixels: int, allowed: int) -> str:
    """The reason for a page that is too large a picture."""
    return f"it has {pixels:,} pixels, allowed are {allowed:,}. Way out: allow more (--allow pixels=NUMBER)."


def poor(page: int, confidence: float) -> Notice | None:
    """The notice for a page whose words are likely to be wrong; None where they are not."""
    if confidence >= POOR:
        return None
    return Notice(
        "page-poor",
        f"Page {page} was recognised poorly (confidence {confidence:.0%}): words of it are likely to be wrong. "
        "Look at the page itself, or scan it again at 300 dpi.",
        page,
    )


def summary(engine: Engine, recognised: Sequence[int], empty: Sequence[int]) -> list[Notice]:
    """The notices about the whole document: which pages were read from their picture, and on which nothing was found.

    Args:
        engine: that read them.
        recognised: numbers of the pages with text.
        empty: numbers of the pages on which the engine saw none.
    """
    notices = []
    if recognised:
        text = f"{listed(recognised)} read from the picture by {engine.name} {engine.version}; words may be wrong."
        notices.append(Notice("recognised", text))
    if empty:
        notices.append(Notice("no-text-found", f"{listed(empty)} looked at by {engine.name}, which found no text."))
    return notices


def listed(pages: Iterable[int]) -> str:
    """Page numbers, in order, with a verb: "Page 3 was", "Pages 1-4 and 7 were"."""
    runs = []
    for _, found in groupby(enumerate(sorted(pages)), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in found]
        runs.append(str(run[0]) if len(run) == 1 else f"{run[0]}\u2013{run[-1]}")
    text = " and ".join(filter(None, [", ".join(runs[:-1]), runs[-1]]))
    return f"Page {text} was" if runs == [text] and text.isdigit() else f"Pages {text} were"
