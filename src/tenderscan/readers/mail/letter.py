"""A message as it is read: what stands at its head, its texts, and what is attached."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """One text of a message, as the ways in which it says the same.

    Attributes:
        plain: as plain text, None where there is none.
        html: as a web page, None where there is none.
        rtf: as rich text, None where there is none.
    """

    plain: str | None = None
    html: str | None = None
    rtf: bytes | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message.

    Attributes:
        name: without a folder; unique among the attachments of its message.
        load: its bytes, decoded when they are asked for.
        in_text: whether it is a picture that stands in the text, such as a pasted scan.
    """

    name: str
    load: Callable[[], bytes]
    in_text: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One message.

    Attributes:
        subject: decoded; empty where there is none.
        sender: name and address.
        sent: ISO 8601, None where the message does not say.
        headers: name and decoded value of the lines at its head, in the order they are shown.
        bodies: its texts in order; mostly one.
        attachments: in order.
        notices: code and message of what the reader of it must know.
    """

    subject: str = ""
    sender: str = ""
    sent: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    bodies: tuple[Body, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notices: tuple[tuple[str, str], ...] = ()


ENCRYPTED = (
    "part-not-read",
    "The message is encrypted: only its head could be read. Open it with the recipient's key and save it without.",
)
"""Notice for a message of which nobody but its recipient can read more."""
WINMAIL = (
    "part-not-read",
    "The file winmail.dat, in which Outlook packs a message for other Outlooks, is not read. Ask for it as an ordinary "
    "e-mail.",
)
"""Notice for an attachment in Outlook's own packing (TNEF)."""
PICTURES = "inline-pictures"
"""Code of the notice for small pictures in the text of a message; larger ones are handed out like attachments."""


def pictures(count: int) -> tuple[str, str]:
    """Notice for small pictures in the text of a message."""
    are = (
        "1 picture in the text of the message is" if count == 1 else f"{count} pictures in the text of the message are"
    )
    return PICTURES, f"{are} as small as a logo and not read; larger ones are."
