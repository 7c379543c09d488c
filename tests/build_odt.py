"""OpenDocument files built by code, part by part, so that a test shows the XML it is about."""

import io
import zipfile
from collections.abc import Mapping

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
KIND = "application/vnd.oasis.opendocument."
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **{
            name: f"{OASIS}{name}:1.0"
            for name in ("office", "text", "table", "style", "form", "chart", "meta", "presentation", "manifest")
        },
        "draw": f"{OASIS}drawing:1.0",
        "svg": f"{OASIS}svg-compatible:1.0",
        "fo": f"{OASIS}xsl-fo-compatible:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "math": "http://www.w3.org/1998/Math/MathML",
        "xlink": "http://www.w3.org/1999/xlink",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    }.items()
)
ENCRYPTED = f"""<manifest:manifest {NAMESPACES}><manifest:file-entry manifest:full-path="content.xml">
<manifest:encryption-data manifest:checksum="x"/></manifest:file-entry></manifest:manifest>"""


def p(*content: str, style: str = "") -> str:
    """A paragraph."""
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{''.join(content)}</text:p>"


def h(text: str, level: int = 1, attributes: str = "") -> str:
    """A heading."""
    return f'<text:h text:outline-level="{level}" {attributes}>{text}</text:h>'


def listed(*items: str, style: str = "", attributes: str = "") -> str:
    """A list; an item that is no item becomes one."""
    inner = "".join(each if each.startswith("<text:list-") else item(each) for each in items)
    named = f'text:style-name="{style}" ' if style else ""
    return f"<text:list {named}{attributes}>{inner}</text:list>"


def item(*content: str, attributes: str = "") -> str:
    """An item; content that is no XML becomes a paragraph."""
    inner = "".join(each if each.startswith("<") else p(each) for each in content)
    return f"<text:list-item {attributes}>{inner}</text:list-item>"


def list_style(name: str, *levels: str) -> str:
    """A list style of `numbers` and `bullets`."""
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def numbers(level: int, format_: str = "1", attributes: str = "") -> str:
    """A level of numbers."""
    return f'<text:list-level-style-number text:level="{level}" style:num-format="{format_}" {attributes}/>'


def bullets(level: int, sign: str = "\u2022") -> str:
    """A level of bullets."""
    return f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="{sign}"/>'


def style(name: str, family: str = "paragraph", attributes: str = "", *, text: str = "", layout: str = "") -> str:
    """A style; `text` and `layout` are attributes of its text and paragraph properties."""
    return (
        f'<style:style style:name="{name}" style:family="{family}" {attributes}>'
        f"<style:paragraph-properties {layout}/><style:text-properties {text}/></style:style>"
    )


def table(*rows: str, attributes: str = "") -> str:
    """A table of `row`s."""
    return f"<table:table {attributes}><table:table-column/>{''.join(rows)}</table:table>"


def row(*cells: str, attributes: str = "") -> str:
    """A row; a cell that is no XML becomes a plain one."""
    inner = "".join(each if each.startswith("<table:") else cell(each) for each in cells)
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


def cell(*content: str, attributes: str = "") -> str:
    """A cell; content that is no XML becomes a paragraph."""
    inner = "".join(each if each.startswith("<") else p(each) for each in content)
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def box(*content: str, attributes: str = "") -> str:
    """A text box in a frame."""
    return f"<draw:frame {attributes}><draw:text-box>{''.join(content)}</draw:text-box></draw:frame>"


def slide(*content: str, attributes: str = "") -> str:
    """A slide."""
    return f"<draw:page {attributes}>{''.join(content)}</draw:page>"


def placed(text: str, x: int, y: int) -> str:
    """A text box on a slide, its corner in centimetres."""
    return box(p(text), attributes=f'svg:x="{x}cm" svg:y="{y}cm" svg:width="5cm" svg:height="1cm"')


def title(text: str) -> str:
    """The title of a slide."""
    return box(p(text), attributes='presentation:class="title"')


def content(body: str, *, automatic: str = "", kind: str = "text", attributes: str = "") -> str:
    """The part with the body."""
    return (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind} {attributes}>{body}</office:{kind}></office:body></office:document-content>"
    )


def styles(named: str = "", *, automatic: str = "", masters: str = "") -> str:
    """The part with named styles and master pages."""
    return (
        f"<office:document-styles {NAMESPACES}><office:styles>{named}</office:styles>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )


def meta(fields: str) -> str:
    """The part with the properties."""
    return f"<office:document-meta {NAMESPACES}><office:meta>{fields}</office:meta></office:document-meta>"


def package(parts: Mapping[str, str | bytes], kind: str = "text") -> bytes:
    """A package of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        entries: dict[str, str | bytes] = {"mimetype": KIND + kind, **parts}
        for name, part in entries.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def odt(body: str, parts: Mapping[str, str | bytes] | None = None, *, automatic: str = "", named: str = "") -> bytes:
    """A text document; `parts` are added or take the place of those made here."""
    made: dict[str, str | bytes] = {"content.xml": content(body, automatic=automatic), "styles.xml": styles(named)}
    return package(made | dict(parts or {}))


def odp(*slides: str, parts: Mapping[str, str | bytes] | None = None, automatic: str = "", before: str = "") -> bytes:
    """A presentation."""
    body = content(before + "".join(slides), automatic=automatic, kind="presentation")
    made: dict[str, str | bytes] = {"content.xml": body, "styles.xml": styles()}
    return package(made | dict(parts or {}), "presentation")


def flat(body: str, *, named: str = "", kind: str = "text") -> bytes:
    """A document as one XML file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:mimetype="{KIND}{kind}">'
        f"<office:styles>{named}</office:styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document>"
    ).encode()
