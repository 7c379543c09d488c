"""JSON and XML of no particular kind, as text that a person can search: a line for each value, with its place."""

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tenderscan.document import BlockKind
from tenderscan.readers import effort
from tenderscan.readers.budget import Budget
from tenderscan.readers.pieces import Piece, Rows
from tenderscan.readers.plain.paragraphs import plain_pieces
from tenderscan.readers.xml import Element, local_name, parse_xml
from tenderscan.settings import MEBIBYTE

_LARGEST = 64 * MEBIBYTE
"""Above this size nothing is parsed: as objects in memory JSON and XML take ten times their size."""
_MOST_TAGS = 3_000_000
_STEPS = 12
"""Steps of a path that are shown, the innermost ones."""
_LONG_VALUE = 400


class _Members(list[tuple[str, Any]]):
    """The members of a JSON object in order, those with the same name too."""


def json_pieces(text: str, budget: Budget) -> Iterator[Piece | Rows] | None:
    """The values in a JSON text or in JSON lines; None where it is broken or too large."""
    if len(text) > _LARGEST:
        return None
    try:
        value = _parsed(text)
    except (ValueError, RecursionError):
        return None
    return _json_leaves(value, budget)


def xml_pieces(content: bytes, budget: Budget) -> Iterator[Piece | Rows] | None:
    """The texts and attributes in an XML file; None where it is broken or too large."""
    if len(content) > _LARGEST or content.count(b"<") > _MOST_TAGS:
        return None
    try:
        root = parse_xml(content)
    except (etree.LxmlError, ValueError):
        return None
    return _xml_leaves(root, budget)


def _parsed(text: str) -> Any:
    # numbers as they are written, and not as a computer rounds them
    options: dict[str, Any] = {
        "object_pairs_hook": _Members,
        "parse_int": str,
        "parse_float": str,
        "parse_constant": str,
    }
    try:
        return json.loads(text, **options)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            raise
        return [json.loads(line, **options) for line in lines]


def _json_leaves(value: Any, budget: Budget) -> Iterator[Piece | Rows]:
    """Values from the outside to the inside, in the order of the file; without recursion, since depth is up to it."""
    waiting: list[tuple[tuple[Any, ...], Any]] = [((), value)]
    while waiting:
        effort.check()
        path, value = waiting.pop()
        if isinstance(value, _Members):
            waiting += [(_deeper(path, name), member) for name, member in reversed(value)]
        elif isinstance(value, list):
            places = range(len(value) - 1, -1, -1)
            waiting += [(_deeper(path, at), value[at]) for at in places]
        elif value is not None and value != "":
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            yield from _leaf(_written(path), shown, budget)


def _deeper(path: tuple[Any, ...], step: str | int) -> tuple[Any, ...]:
    return (*path[-_STEPS:], step)


def _written(path: tuple[Any, ...]) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path[-_STEPS:])
    return text.removeprefix(".")


def _leaf(path: str, value: str, budget: Budget) -> Iterator[Piece | Rows]:
    if "\n" not in value.strip() and len(value) <= _LONG_VALUE:
        yield Piece(BlockKind.PARAGRAPH, budget.spend(f"{path}: {value}" if path else value))
        return
    # a whole text as one value
    if path:
        yield Piece(BlockKind.PARAGRAPH, budget.spend(f"{path}:"))
    yield from plain_pieces(value.replace("\f", "\n"), budget)


def _xml_leaves(root: Element, budget: Budget) -> Iterator[Piece | Rows]:
    path = [local_name(root.tag)]
    yield from _own(root, path, budget)
    around = [iter(() if _is_leaf(root) else root)]
    inside = [root]
    while around:
        effort.check()
        element = next(around[-1], None)
        if element is None:
            around.pop()
            path.pop()
            left = inside.pop()
            if around:
                yield from _behind(left, path, budget)
        elif isinstance(element.tag, str):
            path.append(local_name(element.tag))
            yield from _own(element, path, budget)
            around.append(iter(() if _is_leaf(element) else element))
            inside.append(element)
        else:  # an entity, which is not resolved
            yield from _behind(element, path, budget)


def _own(element: Element, path: list[str], budget: Budget) -> Iterator[Piece | Rows]:
    """Attributes of an element, and its text: all of it in a leaf, else what stands before its first child."""
    shown = _shown(path)
    for name, value in element.attrib.items():
        if value.strip():
            yield from _leaf(f"{shown}@{local_name(name)}", value, budget)
    text = _whole_text(element) if _is_leaf(element) else element.text
    if text and text.strip():
        yield from _leaf(shown, text, budget)


def _behind(element: Element, path: list[str], budget: Budget) -> Iterator[Piece | Rows]:
    """Text between an element and the next, which is its parent's."""
    if element.tail and element.tail.strip():
        yield from _leaf(_shown(path), element.tail, budget)


def _shown(path: list[str]) -> str:
    return ".".join(path[-_STEPS:])


def _is_leaf(element: Element) -> bool:
    """Whether an element is read as one text: without children, or a sentence in which words are marked."""
    if len(element) == 0:
        return True
    texts = [element.text, *(child.tail for child in element)]
    is_mixed = any(text and not text.isspace() for text in texts)
    return is_mixed and not any(len(child) or child.attrib for child in element if isinstance(child.tag, str))


def _whole_text(element: Element) -> str:
    """Text of a leaf; a blank stands between marked words that nothing else keeps apart."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(child.text or "")
        parts.append(child.tail or ("" if child.getnext() is None else " "))
    return "".join(parts)
