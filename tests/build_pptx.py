"""PPTX files built by code, part by part, so that a test shows the XML it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.build_docx import OFFICE, PACKAGE, archive, relationship

SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "p": SLIDE,
        "r": OFFICE,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    }.items()
)


@dataclass(frozen=True)
class Slide:
    """A slide and what belongs to it."""

    shapes: str
    attributes: str = ""
    notes: str = ""
    relationships: str = ""
    files: Mapping[str, str | bytes] = field(default_factory=dict)


def para(*runs: str, properties: str = "") -> str:
    """A paragraph; a run that is no XML becomes one; `properties` is content of `a:pPr` or its attributes."""
    inner = "".join(run if run.startswith("<") else f"<a:r><a:t>{run}</a:t></a:r>" for run in runs)
    about = properties if properties.startswith("<a:pPr") else f"<a:pPr>{properties}</a:pPr>"
    return f"<a:p>{about}{inner}</a:p>"


def shape(*paragraphs: str, kind: str = "", at: tuple[int, int, int] | None = None, index: str = "") -> str:
    """A shape with text; `kind` is that of the placeholder it fills, `at` its left, top and height."""
    inner = "".join(each if each.startswith("<") else para(each) for each in paragraphs)
    holder = f'<p:ph type="{kind}"{f" idx={chr(34)}{index}{chr(34)}" if index else ""}/>' if kind else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/><p:cNvSpPr/><p:nvPr>{holder}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_frame(at, 'a')}</p:spPr><p:txBody><a:bodyPr/>{inner}</p:txBody></p:sp>"
    )


def table(*rows: Sequence[str], at: tuple[int, int, int] | None = None) -> str:
    """A table; a cell that is no XML becomes a plain one."""
    inner = "".join(
        f"<a:tr>{''.join(each if each.startswith('<') else cell(each) for each in row)}</a:tr>" for row in rows
    )
    return graphic(f"<a:tbl><a:tblPr/><a:tblGrid/>{inner}</a:tbl>", at=at)


def cell(*paragraphs: str, attributes: str = "") -> str:
    """A cell of a table."""
    return f"<a:tc {attributes}><a:txBody>{''.join(para(each) for each in paragraphs)}</a:txBody></a:tc>"


def graphic(content: str, at: tuple[int, int, int] | None = None) -> str:
    """A frame that holds a table, chart or diagram."""
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="3" name="y"/><p:nvPr/></p:nvGraphicFramePr>'
        f"{_frame(at, 'p')}<a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></p:graphicFrame>"
    )


def group(*shapes: str, at: tuple[int, int, int] | None = None) -> str:
    """A group of shapes."""
    return f"<p:grpSp><p:grpSpPr>{_frame(at, 'a')}</p:grpSpPr>{''.join(shapes)}</p:grpSp>"


PICTURE = '<p:pic><p:nvPicPr><p:cNvPr id="4" name="z"/><p:nvPr/></p:nvPicPr><p:spPr/></p:pic>'


def part(root: str, shapes: str, attributes: str = "", more: str = "") -> str:
    """A whole part that holds shapes: a slide, layout, master or page of notes."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><p:{root} {NAMESPACES} {attributes}><p:cSld><p:spTree>{shapes}'
        f"</p:spTree></p:cSld>{more}</p:{root}>"
    )


def pptx(
    *slides: Slide | str,
    layout: str = "",
    master: str = "",
    styles: str = "",
    files: Mapping[str, str | bytes | None] | None = None,
) -> bytes:
    """The bytes of a PPTX.

    Args:
        slides: or the shapes of one.
        layout: shapes of the layout of all slides.
        master: shapes of their master.
        styles: content of `p:txStyles` of the master.
        files: further members of the archive by full name; they take the place of others, None leaves one out.
    """
    list_ = "".join(f'<p:sldId id="{256 + at}" r:id="rId{at}"/>' for at in range(1, len(slides) + 1))
    links = "".join(relationship(f"rId{at}", "slide", f"slides/slide{at}.xml") for at in range(1, len(slides) + 1))
    links += relationship("rIdM", "slideMaster", "slideMasters/slideMaster1.xml")
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/ppt/presentation.xml" ContentType="{MAIN_TYPE}"/>'
        f"{_types(len(slides))}</Types>",
        "_rels/.rels": _links(
            relationship("rId1", "officeDocument", "ppt/presentation.xml")
            + f'<Relationship Id="rId3" Type="{PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/>'
        ),
        "ppt/presentation.xml": f"<p:presentation {NAMESPACES}><p:sldMasterIdLst>"
        f'<p:sldMasterId id="2147483648" r:id="rIdM"/></p:sldMasterIdLst><p:sldIdLst>{list_}</p:sldIdLst>'
        '<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": _links(links),
        "ppt/slideLayouts/slideLayout1.xml": part("sldLayout", layout),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": _links(
            relationship("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")
        ),
        "ppt/slideMasters/slideMaster1.xml": part("sldMaster", master, more=f"<p:txStyles>{styles}</p:txStyles>"),
    }
    for at, slide in enumerate(slides, start=1):
        members |= _slide(at, Slide(slide) if isinstance(slide, str) else slide)
    members |= {name: content for name, content in (files or {}).items() if content is not None}
    return archive({name: content for name, content in members.items() if (files or {}).get(name, "") is not None})


def _slide(at: int, slide: Slide) -> dict[str, str | bytes]:
    links = relationship("rId100", "slideLayout", "../slideLayouts/slideLayout1.xml") + slide.relationships
    members: dict[str, str | bytes] = {f"ppt/slides/slide{at}.xml": part("sld", slide.shapes, slide.attributes)}
    if slide.notes:
        links += relationship("rId101", "notesSlide", f"../notesSlides/notesSlide{at}.xml")
        members[f"ppt/notesSlides/notesSlide{at}.xml"] = part("notes", slide.notes)
    members[f"ppt/slides/_rels/slide{at}.xml.rels"] = _links(links)
    return members | dict(slide.files)


def _types(slides: int) -> str:
    """Content types of the parts; the reader does not ask for them, other programs do."""
    kinds = {"slideLayouts/slideLayout1": "slideLayout", "slideMasters/slideMaster1": "slideMaster"}
    kinds |= {f"slides/slide{at}": "slide" for at in range(1, slides + 1)}
    return "".join(
        f'<Override PartName="/ppt/{name}.xml" ContentType="{MAIN_TYPE.replace("presentation.main", kind)}"/>'
        for name, kind in kinds.items()
    )


def _frame(at: tuple[int, int, int] | None, prefix: str) -> str:
    if at is None:
        return ""
    left, top, height = at
    return f'<{prefix}:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="100" cy="{height}"/></{prefix}:xfrm>'


def _links(entries: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'
