"""A message as a document: its subject, the lines at its head, its texts."""

from tenderscan.document import BlockKind, Document, Properties, Source
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.budget import Budget
from tenderscan.readers.mail.body import add_body
from tenderscan.readers.mail.letter import PICTURES, Letter
from tenderscan.settings import Limits
from tenderscan.text import normalise

_MOST_NAMES = 100
"""Attachments that are named in the text; all of them are handed out."""


def letter_document(letter: Letter, source: Source, limits: Limits) -> Document:
    """The document that a message is."""
    assembler = Assembler(source)
    budget = Budget(source.name, limits.characters)
    assembler.add(BlockKind.HEADING, budget.spend(letter.subject), level=1)
    for name, value in letter.headers:
        assembler.add(BlockKind.PARAGRAPH, budget.spend(f"{name}: {one_line(value)}"))
    names = [attachment.name for attachment in letter.attachments if not attachment.in_text]
    if names:
        more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
        shown = ", ".join(names[:_MOST_NAMES])
        assembler.add(BlockKind.PARAGRAPH, budget.spend(f"Attachments: {shown}{more}"))
    head = assembler.length
    for body in letter.bodies:
        add_body(assembler, body, source, budget, limits)
    if assembler.length == head and PICTURES in dict(letter.notices):
        assembler.notice("part-not-read", "The text of the message is nothing but small pictures, which are not read.")
    for code, message in dict.fromkeys(letter.notices):
        assembler.notice(code, message)
    return assembler.finish(
        Properties(title=one_line(letter.subject) or None, author=one_line(letter.sender) or None, created=letter.sent)
    )


def one_line(text: str) -> str:
    """Normalised text without line ends."""
    return normalise(text.replace("\f", " ")).replace("\n", " ")
