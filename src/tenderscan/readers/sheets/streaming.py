"""Large XML parts of a spreadsheet, element by element: as a whole tree a sheet would take twenty times its size."""

import io
from collections.abc import Iterator

from lxml import etree

from tenderscan.readers import effort
from tenderscan.readers.xml import Element, local_name


class _Watched(io.BytesIO):
    """Bytes that look at the watch whenever the parser asks for more."""

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes."""
        effort.check()
        return super().read(size)


def elements(content: bytes, *tags: str) -> Iterator[Element]:
    """Elements with one of the tags ("{*}row" for any namespace) when they are complete; each is emptied afterwards.

    As safe as `readers.xml.parse_xml`: no entities, no network, no endless depth.

    Raises:
        lxml.etree.XMLSyntaxError: this is no well-formed XML, or too deep.
    """
    found = etree.iterparse(
        _Watched(content),
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in found:
        yield element
        element.clear(keep_tail=False)
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def local(element: Element) -> str:
    """Name of an element without its namespace."""
    return local_name(element.tag)
