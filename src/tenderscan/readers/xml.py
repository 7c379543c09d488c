"""XML from strangers: no entities, no network, no endless depth."""

from typing import Any

from lxml import etree

Element = Any
"""An lxml element, whose type has no public name."""

_OPTIONS: dict[str, bool] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,  # copied parts repeat ids, which is no reason not to read them
}


def local_name(name: Any) -> str:
    """What an element or attribute is called without its namespace; `name` is `element.tag`, or a key of attributes.

    Empty for what is no element, such as an entity that is not resolved.
    """
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def parse_xml(content: bytes) -> Element:
    """The root element; entities other than XML's own five are left out, and nothing is fetched.

    Raises:
        lxml.etree.XMLSyntaxError: this is no well-formed XML, or too deep (256 levels).
    """
    return etree.fromstring(content, etree.XMLParser(**_OPTIONS))
