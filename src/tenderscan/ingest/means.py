"""What was at hand when a file was read: the limits, and programs that need not be there.

Kept beside each result, so that it is known which failures can succeed now.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from tenderscan.settings import DEFAULT_LIMITS, Limits

CONVERTER, OCR = "converter", "ocr"


@dataclass(frozen=True, slots=True)
class Means:
    """Limits, and programs besides this one.

    Attributes:
        limits: in force.
        tools: name and version of the program for each purpose (`CONVERTER`, `OCR`); a purpose without one is left out.
    """

    limits: Limits = DEFAULT_LIMITS
    tools: Mapping[str, str] = field(default_factory=dict)

    def as_text(self) -> str:
        """For the catalogue."""
        return json.dumps({"limits": asdict(self.limits), "tools": dict(self.tools)}, sort_keys=True)

    def allow_more(self, name: str, earlier: str) -> bool:
        """Whether a limit is higher than it was; `earlier` is what `as_text` wrote then."""
        then = _parsed(earlier).get("limits", {}).get(name, 0)
        return int(getattr(self.limits, name, 0)) > int(then)

    def has_new(self, purpose: str, earlier: str) -> bool:
        """Whether there is a program for a purpose that was not there then, or another version of it."""
        return purpose in self.tools and self.tools[purpose] != _parsed(earlier).get("tools", {}).get(purpose)


def _parsed(text: str) -> dict[str, dict[str, str | int]]:
    """What `as_text` wrote; nothing where it is from before means were kept."""
    return json.loads(text) if text else {}
