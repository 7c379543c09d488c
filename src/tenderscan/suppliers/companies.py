"""The register of companies as names are resolved with it."""

from collections import defaultdict
from collections.abc import Iterable

from tenderscan.catalogue.supplier_decisions import Company
from tenderscan.suppliers.names import Key, parse


class Companies:
    """Numbers by name and names by number."""

    def __init__(self, entries: Iterable[Company] = ()) -> None:
        """Take these entries."""
        self._now: dict[Key, set[str]] = defaultdict(set)
        self._formerly: dict[Key, set[str]] = defaultdict(set)
        self._names: dict[str, str] = {}
        for entry in entries:
            (self._formerly if entry.former else self._now)[parse(entry.name).key].add(entry.number)
            if not entry.former:
                self._names[entry.number] = min(entry.name, self._names.get(entry.number, entry.name))

    def number_of(self, key: Key) -> str | None:
        """The number of the only company that has, or else had, this name; None where there is none or several.

        A name without a legal form is not looked up: too many companies and traders share it.
        """
        if key.form is None:
            return None
        found = self._now.get(key) or self._formerly.get(key) or set()
        return next(iter(found)) if len(found) == 1 else None

    def knows(self, number: str, key: Key) -> bool:
        """Whether a company has or had this name."""
        return number in self._now.get(key, ()) or number in self._formerly.get(key, ())

    def name_of(self, number: str) -> str | None:
        """The name that a company has now."""
        return self._names.get(number)
