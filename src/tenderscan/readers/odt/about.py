"""Title, author and dates as meta.xml has them (4.3)."""

from tenderscan.document import Properties
from tenderscan.readers.core_properties import checked
from tenderscan.readers.odt.names import DUBLIN, META, OFFICE
from tenderscan.readers.xml import Element


def properties_of(meta: Element | None, heading: str | None) -> Properties:
    """What the file says about itself.

    Args:
        meta: root of the properties, None where there are none.
        heading: the document's title as it stands in its text, used where the properties have none.
    """
    held = None if meta is None else next(meta.iter(OFFICE + "meta"), None)
    # The creator of the Dublin core is who saved the file last.
    author = _said(held, META + "initial-creator") or _said(held, DUBLIN + "creator")
    created, modified = _said(held, META + "creation-date"), _said(held, DUBLIN + "date")
    return checked(Properties(_said(held, DUBLIN + "title"), author, created, modified), heading)


def _said(held: Element | None, name: str) -> str | None:
    entry = None if held is None else held.find(name)
    return None if entry is None else (entry.text or "").strip() or None
