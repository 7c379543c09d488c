"""What an RTF says about itself in a group of its own (page 24)."""

from dataclasses import dataclass, field

from tenderscan.document import Properties
from tenderscan.readers.core_properties import checked
from tenderscan.text import normalise


@dataclass(slots=True)
class About:
    """The file's own statements.

    Attributes:
        texts: by the control word of the group, such as b"title".
        times: parts of points in time by the control word of the group, such as b"creatim".
        pages: number of pages the saving program counted.
    """

    texts: dict[bytes, list[str]] = field(default_factory=dict)
    times: dict[bytes, dict[bytes, int]] = field(default_factory=dict)
    pages: int | None = None

    def properties(self, heading: str | None) -> Properties:
        """Title, author and dates; `heading` is the title as it stands in the text."""
        said = Properties(
            title=self._text(b"title"),
            author=self._text(b"author"),
            created=self._time(b"creatim"),
            modified=self._time(b"revtim"),
        )
        return checked(said, heading)

    def _text(self, word: bytes) -> str | None:
        return normalise("".join(self.texts.get(word, ()))).replace("\n", " ") or None

    def _time(self, word: bytes) -> str | None:
        """ISO 8601, in local time as the file has it."""
        parts = self.times.get(word, {})
        year, month, day = (parts.get(name, 0) for name in (b"yr", b"mo", b"dy"))
        if not (1000 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 31):
            return None
        hour, minute = parts.get(b"hr", 0), parts.get(b"min", 0)
        if not (0 <= hour < 24 and 0 <= minute < 60):
            return f"{year:04}-{month:02}-{day:02}"
        return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"
