"""Changing files of known structure, so that what comes out is still opened and reaches the reader's own code.

Random bytes die in `zipfile`, in the XML parser or in `json`. So a part of a package is changed and packed again, an
element of a tree is moved, repeated or renamed, a value of a JSON file is put in the place of another.
"""

import copy
import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from lxml import etree

from fuzz.ole import container, taken_apart
from tenderscan.readers import packed

Havoc = Callable[[bytes], bytes]
"""libFuzzer's own changes: bits, numbers, words of the dictionary, pieces of other inputs."""
_NUMBERS = ("0", "1", "-1", "2", "9", "255", "65536", "1048576", "2147483647", "99999999999999999999", "1e400", "NaN")
_TEXTS = (
    "",
    " ",
    "\t",
    "\n",
    "x",
    "é",
    "ﬁ",
    "\u200b",
    "\u0301",
    "￿",
    "🙂",
    "£1,200.00",
    "true",
    "false",
    "..",
    "%0",
    "a" * 300,
)
_MOST_COPIES, _DEEPEST = 40, 300
_MOST_COPIED = 2_000
"""Elements that one change adds at most."""
_REPEATED = 0.02
"""Share of the changes of plain bytes that repeat something at length."""
_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Means:
    """What a change is made with.

    Attributes:
        random: source of chance, seeded anew for each change.
        havoc: changes bytes as libFuzzer does.
        words: strings the reader knows.
        names: names of elements and attributes the reader knows, "{namespace}name".
        room: bytes that may be added.
    """

    random: Random
    havoc: Havoc
    words: Sequence[str] = ()
    names: Sequence[str] = ()
    room: int = 0

    def value(self) -> str:
        """A value for an attribute or a text."""
        return self.random.choice(self.random.choice((_NUMBERS, _TEXTS, self.words or _NUMBERS)))

    def name(self, others: Sequence[str]) -> str:
        """A name: one the reader knows, or one of `others`."""
        return self.random.choice(self.names if self.names and self.random.random() < 0.5 else others)


Mutation = Callable[[bytes, Means], bytes]


def plain(content: bytes, means: Means) -> bytes:
    """Bytes of no structure, changed as libFuzzer does; now and then a piece of them or a word is repeated at length.

    What is repeated shows work that grows faster than the file does.
    """
    random = means.random
    if random.random() > _REPEATED or means.room <= 0:
        return means.havoc(content)
    at = random.randint(0, len(content))
    piece = content[at : at + random.choice((1, 2, 8, 40))]
    if means.words and random.random() < 0.5:
        piece = random.choice(means.words).encode("utf-8", "replace") + random.choice((b"", b"", b" ", b"\n", b"1"))
    times = min(means.room // max(len(piece), 1), random.choice((100, 1_000, 1 << 16)))
    return content[:at] + piece * times + content[at:]


def package(content: bytes, means: Means) -> bytes:
    """A ZIP package with one of its parts changed."""
    parts = unzipped(content)
    if not parts or means.random.random() < 0.04:
        return means.havoc(content)
    random = means.random
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        name = random.choice(list(parts))
        chance = random.random()
        if chance < 0.03:
            del parts[name]
        elif chance < 0.06:
            parts[random.choice(list(parts))] = parts[name]
        else:
            parts[name] = markup(parts[name], means)
        if not parts:
            break
    return zipped(parts)


def markup(content: bytes, means: Means) -> bytes:
    """XML with elements, attributes or texts changed; what is no XML is changed byte by byte."""
    if means.random.random() < 0.15:
        return means.havoc(content)
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return means.havoc(content)
    for _ in range(means.random.choice((1, 1, 2, 3, 8))):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        try:
            means.random.choice(_CHANGES)(means.random.choice(elements), elements, means)
        except (ValueError, TypeError):  # lxml refuses what XML does not allow
            continue
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def values(content: bytes, means: Means) -> bytes:
    """JSON with values changed; what is no JSON is changed byte by byte."""
    if means.random.random() < 0.15:
        return means.havoc(content)
    try:
        whole = [json.loads(content)]
    except (ValueError, RecursionError):
        return means.havoc(content)
    for _ in range(means.random.choice((1, 1, 2, 4))):
        _change_value(_places(whole), means)
    return json.dumps(whole[0], ensure_ascii=means.random.random() < 0.5).encode("utf-8", "replace")


def _change_value(places: "list[tuple[Any, Any]]", means: Means) -> None:
    random = means.random
    holder, key = random.choice(places)
    chance = random.random()
    if chance < 0.2:
        holder[key] = random.choice((None, True, 0, -1, 1e308, 10**30, "", [], {}, [[]], [None], means.value()))
    elif chance < 0.5:
        other, at = random.choice(places)
        holder[key] = copy.deepcopy(other[at])
    elif chance < 0.65:
        wanted = min(random.randint(1, _MOST_COPIES), _MOST_COPIED // len(_places([holder[key]])))
        holder[key] = [copy.deepcopy(holder[key]) for _ in range(wanted)]
    elif chance < 0.8:
        for _ in range(random.choice((1, 1, 5, _DEEPEST))):
            holder[key] = [holder[key]]
    elif chance < 0.9 and isinstance(holder, dict):
        holder[means.value()] = holder.pop(key)
    else:
        holder[key] = means.value()


def compound(content: bytes, means: Means) -> bytes:
    """An OLE container with one of its streams changed."""
    random = means.random
    tree = taken_apart(content) if random.random() < 0.8 else {}
    if not tree:
        return means.havoc(content)
    streams = [(holder, key) for holder, key in _places([tree]) if isinstance(holder, dict)]
    for _ in range(random.choice((1, 1, 2))):
        holder, key = random.choice(streams)
        chance = random.random()
        if chance < 0.1:
            holder.pop(key, None)
        elif chance < 0.2:
            other, at = random.choice(streams)
            holder[key] = copy.deepcopy(other.get(at, b""))
        elif isinstance(holder.get(key), bytes):
            holder[key] = means.havoc(holder[key] or b"\x00")
    try:
        return container(tree)
    except (ValueError, struct.error):  # a name too long, a number too large
        return means.havoc(content)


def squeezed(content: bytes, means: Means) -> bytes:
    """What lies inside a gzip file, changed and packed again; other files are changed byte by byte."""
    if content.startswith(b"\x1f\x8b") and means.random.random() < 0.8:
        try:
            inside = zlib.decompressobj(31).decompress(content, 1 << 18)
        except zlib.error:
            return means.havoc(content)
        return gzip.compress(means.havoc(inside), mtime=0)
    return means.havoc(content)


def unzipped(content: bytes) -> dict[str, bytes]:
    """Parts of a package by name; nothing where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {info.filename: archive.read(info) for info in archive.infolist() if info.file_size < 1 << 20}
    except packed.BROKEN:
        return {}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts, not packed, so that libFuzzer can see into it, and the same every time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content)
    return stream.getvalue()


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Everything in a JSON value as the collection that holds it and its key there."""
    found = []
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
            found.append((holder, key))
            if isinstance(holder[key], (dict, list)):
                waiting.append(holder[key])
    return found


def _remove(element: Any, _: Any, __: Means) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)


def _repeat(element: Any, __: Any, means: Means) -> None:
    parent = element.getparent()
    if parent is not None:
        wanted = means.random.choice((1, 1, 2, _MOST_COPIES))
        for _ in range(min(wanted, _MOST_COPIED // sum(1 for _ in element.iter()))):
            parent.insert(parent.index(element), copy.deepcopy(element))


def _move(element: Any, elements: Sequence[Any], means: Means) -> None:
    target = means.random.choice(elements)
    if element.getparent() is None or target in list(element.iter()):
        return
    target.insert(means.random.randint(0, len(target)), element)


def _insert_copy(element: Any, elements: Sequence[Any], means: Means) -> None:
    target = means.random.choice(elements)
    target.insert(means.random.randint(0, len(target)), copy.deepcopy(element))


def _wrap(element: Any, elements: Sequence[Any], means: Means) -> None:
    """Put the element into others: of its own name, or of any."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    tag = element.tag if means.random.random() < 0.5 else means.name([each.tag for each in elements])
    for _ in range(means.random.choice((1, 1, 3, 30))):
        outer = element.makeelement(tag)
        outer.append(element)
        element = outer
    parent.insert(at, element)


def _rename(element: Any, elements: Sequence[Any], means: Means) -> None:
    element.tag = means.name([each.tag for each in elements])


def _add(element: Any, elements: Sequence[Any], means: Means) -> None:
    added = element.makeelement(means.name([each.tag for each in elements]))
    added.text = means.value()
    element.insert(means.random.randint(0, len(element)), added)


def _set_attribute(element: Any, elements: Sequence[Any], means: Means) -> None:
    if element.attrib and means.random.random() < 0.7:
        name = means.random.choice(list(element.attrib))
    else:
        name = means.name([name for each in elements for name in each.attrib] or ["x"])
    others = [value for each in elements for key, value in each.attrib.items() if key == name]
    element.set(name, means.random.choice(others) if others and means.random.random() < 0.3 else means.value())


def _drop_attribute(element: Any, _: Any, means: Means) -> None:
    if element.attrib:
        del element.attrib[means.random.choice(list(element.attrib))]


def _set_text(element: Any, _: Any, means: Means) -> None:
    if means.random.random() < 0.7:
        element.text = means.value()
    else:
        element.tail = means.value()


_CHANGES: tuple[Callable[[Any, Sequence[Any], Means], None], ...] = (
    *(_remove, _repeat, _move, _insert_copy, _wrap, _rename, _add),
    *(_set_attribute, _set_attribute, _set_attribute, _drop_attribute, _set_text),
)
