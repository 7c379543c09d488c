"""Looking at XML elements by their local names: the notices change their namespaces with every version."""

import re
from collections.abc import Iterator

from lxml import etree

from tenderscan.errors import FileDamaged
from tenderscan.readers.xml import Element, local_name, parse_xml
from tenderscan.text import normalise

_BLANKS = re.compile(r"\s+")
_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_.\-]+")


def root_of(content: bytes, name: str) -> Element:
    """The root element; `name` is for messages.

    Raises:
        FileDamaged: this is no well-formed XML.
    """
    try:
        return parse_xml(content)
    except (etree.LxmlError, ValueError) as error:
        raise FileDamaged(
            f"{name} is cut off or damaged: it is no well-formed XML. Fetch it again from where it came."
        ) from error


def name_of(element: Element) -> str:
    """Name of an element without its namespace."""
    return local_name(element.tag)


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The child elements, or those of them with one of the names."""
    for child in () if element is None else element:
        if isinstance(child.tag, str) and (not names or name_of(child) in names):
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first element at the end of a path of names."""
    for name in path:
        element = next(children(element, name), None)
    return element


def descendants(element: Element | None, name: str) -> Iterator[Element]:
    """All elements inside with a name, in order."""
    if element is not None:
        yield from (each for each in element.iter() if isinstance(each.tag, str) and name_of(each) == name)


def text_of(element: Element | None) -> str:
    """All text inside an element, on one line."""
    return "" if element is None else normalise(_BLANKS.sub(" ", "".join(element.itertext())))


def attribute(element: Element | None, name: str) -> str:
    """An attribute, whatever its namespace; empty where there is none."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if local_name(key) == name), "")


def worded(name: str) -> str:
    """A name or code as words: "VAL_TOTAL" and "ValTotal" are "Val total"."""
    words = " ".join(word.lower() for word in _HUMP.split(name[:200]) if word)
    return words[:1].upper() + words[1:]
