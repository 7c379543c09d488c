"""Mailboxes that keep one message after the other in one file (mbox, RFC 4155)."""

import re
from collections.abc import Iterator

# "From sender date", behind a blank line and before a head.
_BEGINNING = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{8,200}\r?\n(?=[\w-]{1,60}: )")


def messages(content: bytes) -> Iterator[bytes]:
    """The messages of a mailbox; none where this is none, or keeps but one."""
    if not content.startswith(b"From "):
        return
    starts = [(match.start(), match.end()) for match in _BEGINNING.finditer(content)]
    if len(starts) < 2:
        return
    ends = [start for start, _ in starts[1:]] + [len(content)]
    for (_, begin), end in zip(starts, ends, strict=True):
        yield content[begin:end]
