"""What the components learn from: the sentences in `models/training`, as lists of words with a label."""

import re
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.tagger.clauses.sentence_words import sentence_words
from tenderscan.tagger.organisations.names import Name
from tenderscan.tagger.organisations.roles_words import role_words
from training.templates import Fillers, Sentence, expand

MODELS = Path(__file__).resolve().parents[1] / "models"
DATA = MODELS / "training"
_ROLES = {"S": "supplier", "B": "buyer", "O": "organisation", "N": "none"}
# Names are found without the rules, so that another word in a rule is no reason to train anew.
_LEGAL = re.compile(r"(?:Ltd|Limited|plc|LLP|CIC|Co\.)$")
_PUBLIC = re.compile(
    r"\b(?:Council|Authority|Trust|NHS|University|College|Coleg|School|Ministry|Department|Police|Office|Agency|Board"
    r"|Association|Commissioner|Homes|Housing|Partnership|Directorate|Borough|Institute|Committee|Foundation)\b"
)
# Of the first word of a sentence the capital says nothing, and of one alone little: "the Supplier", "Lot 2".
_CAPITALS = re.compile(r"(?<=[^.] )[A-Z]\w+(?: [A-Z]\w+)+")
_HELD_OUT = 6
"""Of so many templates one is held out."""


class Example(NamedTuple):
    """A list of words with its label.

    Attributes:
        words: as the component sees them.
        label: what it is to say of them.
        held_out: whether it is of a template that nothing is learned from.
        text: the sentence, for people.
    """

    words: list[str]
    label: str
    held_out: bool
    text: str


def examples(component: str, *, times: int) -> list[Example]:
    """All examples of a component, each template filled up to so many times."""
    made = {"roles": _role_examples, "clauses": _clause_examples}
    return list(made[component](times))


def _role_examples(times: int) -> Iterator[Example]:
    """Each name of each sentence; capitals that fill no slot are no organisation."""
    for _, template, sentence in _sentences("roles", times):
        text = sentence.text
        slots = [(_name(text, one.start, one.end), _ROLES[one.role]) for one in sentence.names]
        others = [_name(text, *found.span()) for found in _CAPITALS.finditer(text)]
        free = [one for one in others if not any(one.span.overlaps(name.span) for name, _ in slots)]
        every = sorted([*slots, *((one, "none") for one in free)], key=lambda one: one[0].span)
        names = [name for name, _ in every]
        for at, (_, label) in enumerate(every):
            words = role_words(text, Span(0, len(text)), names, at)
            yield Example(words, label, _held_out(template), text)


def _name(text: str, start: int, end: int) -> Name:
    name = text[start:end]
    return Name(Span(start, end), legal=bool(_LEGAL.search(name)), public=bool(_PUBLIC.search(name)))


def _clause_examples(times: int) -> Iterator[Example]:
    for kind, template, sentence in _sentences("clauses", times):
        yield Example(sentence_words(sentence.text), kind, _held_out(template), sentence.text)


def _sentences(component: str, times: int) -> Iterator[tuple[str, str, Sentence]]:
    """The name of its table, the template, and a sentence made of it."""
    lists = _read("fillers")
    fillers: Fillers = {**lists["names"], **lists["words"]}
    for table, rows in _read(component).items():
        for template in rows["lines"]:
            for sentence in expand(template, fillers, times=times, seed=component):
                yield table, template, sentence


def _read(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _held_out(template: str) -> bool:
    """Decided by the template itself, so that a new one moves none of the others to the other side."""
    return sha256(template.encode()).digest()[0] % _HELD_OUT == 0
