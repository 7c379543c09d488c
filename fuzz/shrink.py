"""Making the input of a finding as small as it gets in a bounded time."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from lxml import etree

from fuzz.mutate import unzipped, zipped

Fails = Callable[[bytes], bool]
"""Whether an input still leads to the same finding."""


def shrunk(content: bytes, fails: Fails, seconds: float) -> bytes:
    """The smallest input found in the time; `content` itself where nothing of it can go."""
    until = time.monotonic() + seconds
    if unzipped(content):
        content = _package(content, fails, until)
    else:
        with suppress(etree.XMLSyntaxError):
            content = _markup(content, fails, until)
    return _bytes(content, fails, until) if not unzipped(content) else content


def _bytes(content: bytes, fails: Fails, until: float) -> bytes:
    """Leave out pieces, large ones first."""
    size = len(content) // 2
    while size:
        at = 0
        while at < len(content):
            if time.monotonic() > until:
                return content
            rest = content[:at] + content[at + size :]
            if fails(rest):
                content = rest
            else:
                at += size
        size //= 2
    return content


def _package(content: bytes, fails: Fails, until: float) -> bytes:
    parts = unzipped(content)
    if not fails(zipped(parts)):  # it is the container that is wrong, not what is in it
        return _bytes(content, fails, until)
    for name in list(parts):
        rest = {other: inside for other, inside in parts.items() if other != name}
        if time.monotonic() < until and fails(zipped(rest)):
            parts = rest
    for name in list(parts):
        shrink = _markup if parts[name].lstrip().startswith(b"<") else _bytes

        def part_fails(inside: bytes, name: str = name) -> bool:
            return fails(zipped(parts | {name: inside}))

        try:
            parts[name] = shrink(parts[name], part_fails, until)
        except etree.XMLSyntaxError:
            parts[name] = _bytes(parts[name], part_fails, until)
    return zipped(parts)


def _markup(content: bytes, fails: Fails, until: float) -> bytes:
    """Leave out elements, outermost first, then attributes and texts."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    if not fails(_written(root)):
        return content
    smaller = True
    while smaller and time.monotonic() < until:
        smaller = False
        for put_back in _removals(root):
            if time.monotonic() > until or not fails(_written(root)):
                put_back()
            else:
                smaller = True
    etree.cleanup_namespaces(root)
    written = _written(root)
    return written if fails(written) else content


def _written(root: "etree._Element") -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=False))


def _removals(root: "etree._Element") -> Iterator[Callable[[], None]]:
    """Take one thing after the other away, and say how to put it back."""
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is not None:
            if element.getroottree().getroot() is not root:  # its parent is gone
                continue
            at, tail = parent.index(element), element.tail
            element.tail = None
            parent.remove(element)

            yield partial(_put_back, parent, at, element, tail)
            if element.getparent() is None:
                continue
        for name, value in list(element.attrib.items()):
            del element.attrib[name]

            yield partial(element.set, name, value)
        if element.text:
            text, element.text = element.text, None

            yield partial(setattr, element, "text", text)


def _put_back(parent: "etree._Element", at: int, element: "etree._Element", tail: str | None) -> None:
    element.tail = tail
    parent.insert(at, element)
