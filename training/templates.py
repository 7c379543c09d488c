"""Templates of sentences with slots, and what can be made of them. Pure functions of a template and a random number."""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Fillers = Mapping[str, list[str]]
"""Texts by the name of the slot that they can fill."""

_SLOT = re.compile(r"\{(?P<role>[SBON])(?P<number>\d?)(?P<kind>[cpba]?)(?::(?P<name>[^}]+))?\}|\{(?P<word>[a-z]+)\}")
_CHOICE = re.compile(r"\(([^()|]*(?:\|[^()|]*)+)\)")
_KINDS = {"c": "company", "p": "plain", "b": "body", "a": "short"}
_MIXES: Mapping[str, tuple[tuple[str, int], ...]] = {
    "S": (("company", 11), ("plain", 6), ("short", 1), ("body", 2)),
    "B": (("body", 14), ("body_short", 3), ("company", 2), ("plain", 1)),
    "O": (("other_body", 9), ("company", 5), ("body", 4), ("plain", 2)),
    "N": (("trap", 4), ("person", 1)),
}
"""Which names may stand in the slot of a role, and how often: not only companies sell, nor only councils buy."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence.

    Attributes:
        start: its first character.
        end: behind its last character.
        role: of the slot that it fills: "S", "B", "O" or "N".
    """

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a template came to.

    Attributes:
        text: the sentence.
        names: that fill its slots, in order.
    """

    text: str
    names: tuple[Named, ...]


def expand(template: str, fillers: Fillers, *, times: int, seed: str) -> Iterator[Sentence]:
    """Up to so many different sentences of a template; the same for the same seed."""
    # Drawing is to be repeatable, not secret.
    draw = random.Random(f"{seed} {template}")
    seen: set[str] = set()
    for _ in range(times):
        made = _filled(_CHOICE.sub(lambda found: draw.choice(found[1].split("|")), template), fillers, draw)
        if made.text not in seen:
            seen.add(made.text)
            yield made


def _filled(template: str, fillers: Fillers, draw: random.Random) -> Sentence:
    """A template with its slots filled; one name fills all the slots of one sign."""
    text, names, position = "", [], 0
    chosen: dict[str, str] = {}
    for slot in _SLOT.finditer(template):
        text += template[position : slot.start()]
        position = slot.end()
        if slot["word"]:
            text += draw.choice(fillers[slot["word"]])
            continue
        sign = slot["role"] + slot["number"]
        if sign not in chosen:
            chosen[sign] = slot["name"] or _name(slot["role"], slot["kind"], fillers, draw, set(chosen.values()))
        name = chosen[sign]
        article = "the " if name.startswith("the ") else ""
        text += ("The " if article and not text else article) + name.removeprefix("the ")
        names.append(Named(len(text) - len(name.removeprefix("the ")), len(text), slot["role"]))
    text += template[position:]
    return Sentence(text[:1].upper() + text[1:], tuple(names))


def _name(role: str, kind: str, fillers: Fillers, draw: random.Random, taken: set[str]) -> str:
    lists, shares = zip(*_MIXES[role], strict=True)
    chosen = _KINDS[kind] if kind else draw.choices(lists, shares)[0]
    if role == "O" and kind == "b":
        chosen = "other_body"
    return draw.choice([name for name in fillers[chosen] if name not in taken])
