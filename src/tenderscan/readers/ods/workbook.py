"""From the bytes of an OpenDocument spreadsheet to an assembled document, sheet by sheet."""

import re
from collections.abc import Iterator

from lxml import etree

from tenderscan.document import Document, Properties, Source
from tenderscan.errors import FileDamaged, LimitExceeded, PasswordProtected
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.budget import Budget
from tenderscan.readers.ods.looks import printed, shape_text
from tenderscan.readers.ods.tables import SheetTable, sheet_tables
from tenderscan.readers.odt.names import DUBLIN, META
from tenderscan.readers.packed import Parts, opened
from tenderscan.readers.sheets.sheet import Sheet, Visibility, write_sheets
from tenderscan.readers.xml import Element, parse_xml
from tenderscan.settings import Limits
from tenderscan.text import normalise

# Files made by copying have two elements of one id, which no reader has to mind but which the parser does.
_ID = re.compile(rb"""\sxml:id\s*=\s*(?:"[^"<]*"|'[^'<]*')""")
_ENCRYPTED = re.compile(rb"<(?:\w+:)?encryption-data\b")
_PICTURE = re.compile(rb"<office:binary-data[^<>]*>[^<]*</office:binary-data>")
_MACROS = ("basic/", "scripts/")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?")
Printed = dict[str, tuple[list[str], list[str]]]


def read_ods(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in `content`: each sheet in the order of the tabs.

    Raises:
        FileDamaged: the container or its XML is broken.
        PasswordProtected: it opens only with a password.
        LimitExceeded: it is larger than the limits allow.
    """
    if not content.startswith(b"PK"):
        return _read_flat(content, source, limits)
    with opened(content, source.name, limits) as parts:
        _check(parts, source.name)
        styles = parse_xml(parts.read("styles.xml")) if "styles.xml" in parts else None
        meta = parse_xml(parts.read("meta.xml")) if "meta.xml" in parts else None
        assembler = _written(parts.read("content.xml"), printed(styles), parts, source, limits)
        names = [name.lower() for name in parts.names()]
        if any(name.startswith(_MACROS) and name.count("/") > 1 for name in names):
            assembler.notice("macros", "The spreadsheet has macros. They were not run.")
        return assembler.finish(_properties(meta))


def _check(parts: Parts, name: str) -> None:
    manifest = "META-INF/manifest.xml"
    # part 2, 4.3; newer programs encrypt the package as a whole, and say so in the same place
    if "encrypted-package" in parts or (manifest in parts and _ENCRYPTED.search(parts.read(manifest))):
        raise PasswordProtected(
            f"{name} is protected by a password. Open it with the password, save it without one and try again."
        )
    if "content.xml" not in parts:
        raise _damaged(name)


def _read_flat(content: bytes, source: Source, limits: Limits) -> Document:
    """A spreadsheet that is one XML file, pictures in it as text."""
    if len(content) > limits.expanded_bytes:
        raise LimitExceeded(
            f"{source.name} is more XML than is read from one file.\n"
            "Split it, or allow more: --allow expanded_bytes=1G."
        )
    try:
        return _written(_PICTURE.sub(b"", content), {}, None, source, limits).finish(Properties())
    except etree.LxmlError as error:
        raise _damaged(source.name) from error


def _written(content: bytes, margins: Printed, parts: Parts | None, source: Source, limits: Limits) -> Assembler:
    budget = Budget(source.name, limits.characters)
    assembler = Assembler(source)
    tables = sheet_tables(_ID.sub(b"", content) if b"xml:id" in content else content, budget)
    write_sheets((_sheet(table, margins, parts) for table in tables), assembler, budget, limits)
    if assembler.page_number is None:
        raise _damaged(source.name)
    return assembler


def _sheet(table: SheetTable, margins: Printed, parts: Parts | None) -> Sheet:
    headers, footers = margins.get(table.look.master, ([], []))
    return Sheet(
        name=table.name or "Sheet",
        grid=table.grid,
        visibility=Visibility.HIDDEN if table.look.hidden else Visibility.VISIBLE,
        hidden_rows=table.hidden_rows,
        hidden_columns=table.hidden_columns,
        comments=table.comments,
        boxes=(*table.boxes, *_objects(table, parts)),
        headers=tuple(headers),
        footers=tuple(footers),
        uncalculated=table.uncalculated,
        pictures=table.pictures,
    )


def _objects(table: SheetTable, parts: Parts | None) -> Iterator[str]:
    """Titles of charts, and the text of other objects; the table in a chart repeats cells of the sheet."""
    for path in dict.fromkeys(table.objects):
        name = f"{path}/content.xml"
        if parts is None or name not in parts:
            continue
        root = parse_xml(parts.read(name))
        titles = [*root.iter("{*}title", "{*}subtitle")] if root.find(".//{*}chart") is not None else [root]
        text = "\n".join(filter(None, (shape_text(title) for title in titles)))
        if text:
            yield text


def _properties(meta: Element | None) -> Properties:
    def text(*names: str) -> str | None:
        found = (meta.find(f".//{name}") for name in names) if meta is not None else ()
        texts = (normalise(element.text or "").replace("\n", " ") for element in found if element is not None)
        return next(filter(None, texts), None)

    def date(name: str) -> str | None:
        match = _ISO_DATE.match(text(name) or "")
        return match[0] if match else None

    author = text(META + "initial-creator", DUBLIN + "creator")
    return Properties(text(DUBLIN + "title"), author, date(META + "creation-date"), date(DUBLIN + "date"))


def _damaged(name: str) -> FileDamaged:
    return FileDamaged(f"{name} is damaged: its sheets are not to be found. Fetch the file again from where it came.")
