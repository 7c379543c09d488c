"""The parts of a PPTX: slides in their order, and what each of them points to."""

import re
from dataclasses import dataclass

from tenderscan.errors import FileDamaged
from tenderscan.readers.office.names import RELATIONSHIP
from tenderscan.readers.packed import BROKEN, Parts
from tenderscan.readers.pptx.names import SLIDE
from tenderscan.readers.xml import Element, parse_xml

_NUMBERED = re.compile(r"ppt/slides/slide(\d{1,6})\.xml", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part that has been parsed.

    Attributes:
        root: its XML.
        targets: parts it points to, by relationship id.
        kinds: parts it points to, by the end of the relationship type.
    """

    root: Element
    targets: dict[str, str]
    kinds: dict[str, list[str]]

    def first(self, kind: str) -> str | None:
        """The part of this kind it points to."""
        return next(iter(self.kinds.get(kind, ())), None)


class Deck:
    """The parts of one presentation."""

    def __init__(self, parts: Parts, name: str) -> None:
        """Find the slides; `name` is for messages.

        Raises:
            FileDamaged: there are none to be found.
        """
        self._parts = parts
        self._kept: dict[str, Part | None] = {}
        roots = {link.type: link.target for link in parts.links("")} if _whole(parts, "") else {}
        self._core = roots.get("core-properties")
        main = roots.get("officeDocument", "ppt/presentation.xml")
        listed = self._listed(main)
        self.order_is_lost = listed is None
        self.slides: list[str | None] = self._by_number() if listed is None else listed
        if self.order_is_lost and not self.slides:
            raise FileDamaged(
                f"{name} is damaged: its list of slides is missing. Fetch the file again from where it came."
            )

    @property
    def core(self) -> Element | None:
        """Root of the core properties, None where there are none to be read."""
        part = self.kept(self._core)
        return None if part is None else part.root

    def part(self, name: str) -> Part:
        """A part, parsed anew.

        Raises:
            BROKEN: it is damaged or missing.
        """
        links = list(self._parts.links(name)) if _whole(self._parts, name) else []
        kinds: dict[str, list[str]] = {}
        for link in links:
            kinds.setdefault(link.type, []).append(link.target)
        return Part(parse_xml(self._parts.read(name)), {link.id: link.target for link in links}, kinds)

    def kept(self, name: str | None) -> Part | None:
        """A part that several others point to, parsed once; None where it is damaged or missing."""
        if name is None:
            return None
        if name not in self._kept:
            try:
                self._kept[name] = self.part(name)
            except BROKEN:
                self._kept[name] = None
        return self._kept[name]

    def _listed(self, main: str) -> list[str | None] | None:
        """Slides as the main part lists them, None for one that is missing; None where the list cannot be read."""
        part = self.kept(main)
        if part is None:
            return None
        ids = [entry.get(RELATIONSHIP + "id", "") for entry in part.root.iterfind(f"{SLIDE}sldIdLst/{SLIDE}sldId")]
        if ids and not part.targets:
            return None
        return [part.targets.get(id_) for id_ in ids]

    def _by_number(self) -> list[str | None]:
        found = {}
        for name in self._parts.names():
            numbered = _NUMBERED.fullmatch(name)
            if numbered:
                found[int(numbered.group(1))] = numbered.group()
        return [found[number] for number in sorted(found)]


def _whole(parts: Parts, name: str) -> bool:
    """Whether the relationships of a part can be read."""
    try:
        for _ in parts.links(name):
            pass
    except BROKEN:
        return False
    return True
