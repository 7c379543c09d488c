"""Taking fields out of a table of a rule file, each with its check; what is wrong is named."""

import re
from decimal import Decimal
from typing import Any

from tenderscan.errors import RuleError
from tenderscan.rules.phrases import expand


class Fields:
    """One table of a rule file. Take what belongs there, then `close` it: what is left over is an error."""

    def __init__(self, table: dict[str, Any], file: str, where: str) -> None:
        """Begin with a parsed table; `where` is the rule or table as messages name it."""
        self._table = dict(table)
        self._file = file
        self.where = where

    def wrong(self, key: str, what: str) -> RuleError:
        """The error to raise about a field."""
        return RuleError(f"{self._file}: {self.where}, field {key!r}: {what}")

    def text(self, key: str, default: str | None = None) -> str:
        """A string; required and not empty unless there is a default."""
        value = self._table.pop(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(key, "a text is needed")
        return value

    def number(self, key: str, default: int) -> int:
        """A whole number."""
        value = self._table.pop(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(key, "a whole number is needed")
        return value

    def decimal(self, key: str) -> Decimal:
        """A number, exactly."""
        value = self._table.pop(key, None)
        if not isinstance(value, int | str) or isinstance(value, bool):
            raise self.wrong(key, "a whole number, or a number in quotes, is needed")
        try:
            return Decimal(value)
        except ArithmeticError as error:
            raise self.wrong(key, "not a number") from error

    def share(self, key: str, default: float) -> float:
        """A number from 0 to 1."""
        value = self._table.pop(key, default)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self.wrong(key, "a number from 0 to 1 is needed")
        return float(value)

    def flag(self, key: str) -> bool:
        """True or false; false where it is missing."""
        value = self._table.pop(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false is needed")
        return value

    def choice(self, key: str, allowed: frozenset[str]) -> str:
        """One of some words."""
        value = self.text(key)
        if value not in allowed:
            raise self.wrong(key, f"{value!r} is none of {', '.join(sorted(allowed))}")
        return value

    def pattern(self, key: str) -> str:
        """A regular expression; empty where it is missing."""
        value = self.text(key, "")
        try:
            re.compile(value)
        except re.error as error:
            raise self.wrong(key, f"not a regular expression: {error}") from error
        return value

    def strings(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts, as they stand."""
        value = self._table.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(key, "a list of texts is needed")
        if required and not value:
            raise self.wrong(key, "at least one text is needed")
        return tuple(value)

    def phrases(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of phrases with their alternatives expanded, lower-case."""
        found: dict[str, None] = {}
        for pattern in self.strings(key, required=required):
            try:
                found.update(dict.fromkeys(phrase.lower() for phrase in expand(pattern)))
            except ValueError as error:
                raise self.wrong(key, str(error)) from error
        return tuple(found)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A list of texts of two names with a colon between, such as "minutes: budget"."""
        found = []
        for text in self.strings(key):
            left, colon, right = text.partition(":")
            if not (left.strip() and colon and right.strip()):
                raise self.wrong(key, f"{text!r} is not of the form 'name: name'")
            found.append((left.strip(), right.strip()))
        return tuple(found)

    def tables(self, key: str) -> tuple["Fields", ...]:
        """A list of tables, each named in messages by its id, name or position."""
        value = self._table.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, f"tables are needed: [[{key}]]")
        return tuple(
            Fields(item, self._file, f"{key} {item.get('id') or item.get('name') or position}")
            for position, item in enumerate(value, start=1)
        )

    def close(self) -> None:
        """Say that nothing else belongs here.

        Raises:
            RuleError: a field is left that no rule of this file has.
        """
        for key in self._table:
            raise self.wrong(key, "not a field of this file: is it misspelt?")
