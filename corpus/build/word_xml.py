"""The parts of WordprocessingML that python-docx has no words for."""

import io
import zipfile
from collections.abc import Sequence
from itertools import count
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from corpus.build.model import Line, Run

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": _W,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_UNNEEDED = ("/thumbnail", "/stylesWithEffects")
_CHANGED = 'w:author="Procurement" w:date="2025-01-06T09:00:00Z"'
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_LEVELS = (("decimal", "%1.", 567, 567), ("decimal", "%1.%2", 567, 567), ("lowerLetter", "(%3)", 1134, 567),
           ("lowerRoman", "(%4)", 1701, 567))  # fmt: skip


def element(xml: str) -> Any:
    """An element from a fragment that uses the usual prefixes."""
    end = min(position for position in (xml.find(" "), xml.find(">"), xml.find("/>")) if position > 0)
    return parse_xml(f"{xml[:end]} {_NAMESPACES}{xml[end:]}")


class Inlines:
    """Writes runs, numbering changes, controls and footnotes as it goes."""

    def __init__(self) -> None:
        """Begin with no footnotes and no changes."""
        self._ids = count(1)
        self._notes: list[tuple[Run, ...]] = []

    def xml(self, line: Line, *, bold: bool = False, colour: str = "") -> str:
        """The runs of a line."""
        return "".join(self._run(run, bold=bold, colour=colour) for run in line.runs)

    def _run(self, run: Run, *, bold: bool, colour: str) -> str:
        if run.note:
            self._notes.append(run.note)
            return (
                '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                f'<w:footnoteReference w:id="{len(self._notes) + 1}"/></w:r>'
            )
        look = ("<w:b/>" if bold or run.bold else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
        tag = "w:delText" if run.change == "del" else "w:t"
        parts = f"</{tag}><w:br/><{tag} xml:space='preserve'>".join(escape(run.text).split("\n"))
        xml = f"<w:r><w:rPr>{look}</w:rPr><{tag} xml:space='preserve'>{parts}</{tag}></w:r>"
        if run.change:
            return f'<w:{run.change} w:id="{next(self._ids) + 900}" {_CHANGED}>{xml}</w:{run.change}>'
        return control(xml, f"Field {next(self._ids)}") if run.control else xml

    def attach_notes(self, document: Any) -> None:
        """Add the footnotes part where there are footnotes."""
        if not self._notes:
            return
        marks = (("-1", "separator"), ("0", "continuationSeparator"))
        body = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for number, kind in marks
        )
        for number, runs in enumerate(self._notes, start=2):
            body += (
                f'<w:footnote w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
                '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
                f"<w:r><w:t xml:space='preserve'> </w:t></w:r>{self.xml(Line(runs))}</w:p></w:footnote>"
            )
        blob = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {_NAMESPACES}>{body}</w:footnotes>'.encode()
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def control(content: str, name: str, *, empty: bool = False, gallery: str = "") -> str:
    """A content control round `content`: plain text, or a building block of a gallery."""
    kind = f'<w:docPartObj><w:docPartGallery w:val="{gallery}"/></w:docPartObj>' if gallery else "<w:text/>"
    showing = "<w:showingPlcHdr/>" if empty else ""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(name)}"/><w:tag w:val="{escape(name).lower().replace(" ", "-")}"/>'
        f"{showing}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def text_box(paragraphs: Sequence[str], colour: str, number: int) -> str:
    """A paragraph that anchors a text box, in the modern form and in the older one, as Word writes it."""
    content = "".join(f"<w:p>{xml}</w:p>" for xml in paragraphs)
    body = f"<w:txbxContent>{content}</w:txbxContent>"
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    height = 380_000 + 330_000 * len(paragraphs)
    shape = (
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="{height}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:ln w="12700"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></wps:spPr>'
        f"<wps:txbx>{body}</wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline distT='0' distB='0' distL='0'"
        f" distR='0'><wp:extent cx='5400000' cy='{height}'/><wp:docPr id='{800 + number}' name='Text Box {number}'/>"
        f"<a:graphic><a:graphicData uri='{uri}'>{shape}</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape style='width:425pt;height:{height // 12_700}pt'>"
        f"<v:textbox>{body}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def field(code: str) -> str:
    """A field such as PAGE, with a stored result of 1."""
    begin, separate, end = (f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("begin", "separate", "end"))
    code_run = f"<w:r><w:instrText xml:space='preserve'> {code} </w:instrText></w:r>"
    return f"{begin}{code_run}{separate}<w:r><w:t>1</w:t></w:r>{end}"


class Numbering:
    """Word's own multi-level numbering: 1. / 1.1 / (a) / (i)."""

    ABSTRACT, FIRST = 77, 700

    def __init__(self, document: Any) -> None:
        """Add the scheme to the document's numbering part."""
        self._root = document.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
            for level, (form, text, left, hanging) in enumerate(_LEVELS)
        )
        scheme = element(
            f'<w:abstractNum w:abstractNumId="{self.ABSTRACT}"><w:multiLevelType w:val="multilevel"/>{levels}'
            "</w:abstractNum>"
        )
        self._root.insert(0, scheme)
        self.current = self.FIRST - 1
        self.restart()

    def restart(self) -> None:
        """Begin anew at 1."""
        self.current += 1
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(4)
        )
        self._root.append(
            element(f'<w:num w:numId="{self.current}"><w:abstractNumId w:val="{self.ABSTRACT}"/>{overrides}</w:num>')
        )

    def properties(self, level: int) -> str:
        """The paragraph property of a clause."""
        return f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{self.current}"/></w:numPr>'


def slim(document: Any) -> None:
    """Take out what the template brings along and no sample needs: a thumbnail and a hundred table styles."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNNEEDED)]:
            del relations[key]
    styles = document.styles.element
    for style in list(styles):
        name = style.get(f"{{{_W}}}styleId")
        if style.get(f"{{{_W}}}type") == "table" and name not in {"TableNormal", "TableGrid"}:
            styles.remove(style)


def freeze(package: bytes) -> bytes:
    """The same archive with fixed times and order, so that every build has the same bytes."""
    source = zipfile.ZipFile(io.BytesIO(package))
    target = io.BytesIO()
    names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, date_time=(2025, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else the archive would differ between Windows and the others
            archive.writestr(entry, source.read(name))
    return target.getvalue()
