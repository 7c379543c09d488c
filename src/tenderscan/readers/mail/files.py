"""The files that came with a message, one after the other."""

from collections.abc import Callable, Iterator

from tenderscan.document import Source
from tenderscan.errors import FileProblem, LimitExceeded
from tenderscan.readers import effort
from tenderscan.readers.mail.letter import Letter
from tenderscan.readers.members import Member
from tenderscan.settings import Limits


def attached(letter: Letter, source: Source, limits: Limits) -> Iterator[Member]:
    """The attachments of a message; what cannot be unpacked comes with its problem.

    Raises:
        LimitExceeded: there are more or larger ones than the limits allow.
    """
    return limited((_member(attachment.name, attachment.load) for attachment in letter.attachments), source, limits)


def limited(members: Iterator[Member], source: Source, limits: Limits) -> Iterator[Member]:
    """The members, as long as they are within the limits.

    Raises:
        LimitExceeded: there are more or larger ones than the limits allow.
    """
    unpacked = 0
    for count, member in enumerate(members, start=1):
        effort.check()
        unpacked += len(member.content)
        if count > limits.members or unpacked > limits.unpacked_bytes:
            raise LimitExceeded(f"{source.name} holds more attachments than are read. Save them as files of their own.")
        yield member


def _member(name: str, load: Callable[[], bytes]) -> Member:
    try:
        return Member(name, load())
    except FileProblem as problem:
        return Member(name, problem=problem)
