"""Files of other formats that are embedded in a document: Word, Excel, and whatever else was inserted as an object."""

from collections.abc import Iterator

from tenderscan.document import Source
from tenderscan.readers.embedded import bounded_members, packed_member
from tenderscan.readers.inner_pictures import chosen, odf_pictures
from tenderscan.readers.members import Member
from tenderscan.readers.odt.package import embedded_files, flat_pictures, open_document
from tenderscan.readers.packed import opened
from tenderscan.settings import Limits


def embedded_members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """Embedded files and large pictures, one after the other; what cannot be unpacked comes with its problem.

    Raises:
        FileProblem: the document itself cannot be opened.
    """
    if not content.startswith(b"PK"):
        names = frozenset(chosen(flat_pictures(content)).parts)
        pictures = (Member(name, picture) for name, picture in flat_pictures(content) if name in names)
        yield from bounded_members(pictures, source, limits)
        return
    with opened(content, source.name, limits) as parts:
        paths = (*embedded_files(parts, open_document(parts, source.name)), *odf_pictures(parts).parts)
        found = (packed_member(parts, path, source.name) for path in dict.fromkeys(paths))
        yield from bounded_members(found, source, limits)
