"""DOCX files that are broken, odd or meant to do harm."""

import pickle
import random
import time
import zlib
from pathlib import Path

import pytest

from tenderscan.document import Document
from tenderscan.errors import FileDamaged, FileProblem, LimitExceeded
from tenderscan.readers import docx as reader
from tenderscan.readers.docx.package import open_package
from tenderscan.settings import Limits
from tests.build import source
from tests.build_docx import (
    MAIN_TYPE,
    NAMESPACES,
    archive,
    box,
    cell,
    docx,
    field,
    level,
    numbered,
    numbering,
    p,
    part,
    relationship,
    row,
    table,
)


def read(content: bytes, limits: Limits | None = None) -> Document:
    return reader.read(content, source("hostile.docx"), limits or Limits())


def with_entities(declared: str, body: str) -> bytes:
    head = f'<?xml version="1.0"?><!DOCTYPE x [{declared}]>'
    return docx(f"{head}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")


def test_entities_are_not_expanded() -> None:
    assert read(with_entities('<!ENTITY e "lol">', p("before &e; after"))).text == "before after"


def test_a_billion_laughs_are_refused() -> None:
    declared = '<!ENTITY e0 "lol">' + "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    with pytest.raises(FileDamaged):
        read(with_entities(declared, p("before &e11; after")))


def test_external_entities_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("classified")
    document = read(with_entities(f'<!ENTITY e SYSTEM "{secret.as_uri()}">', p("before &e; after")))
    assert document.text == "before after"


def test_deeply_nested_fields_cost_no_more_than_others() -> None:
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = p("a", begin * 30_000, end * 30_000, "b")
    started = time.perf_counter()
    assert read(docx(body)).text == "ab"
    assert time.perf_counter() - started < 5


def test_archive_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = part("document", "<w:body>" + " " * 20_000_000 + "</w:body>")
    with pytest.raises(LimitExceeded, match=r"hostile\.docx"):
        read(docx(bomb))


def test_expanded_size_is_limited() -> None:
    with pytest.raises(LimitExceeded):
        read(docx(p("a"), {"styles": " " * 5000}), Limits(expanded_bytes=4000))


def test_pictures_are_not_unpacked_and_do_not_count() -> None:
    assert read(docx(p("a"), files={"word/media/big.bin": b"x" * 9_000_000}), Limits(expanded_bytes=4000)).text == "a"


def test_text_that_compresses_well_is_no_bomb() -> None:
    assert len(read(docx(p("The Supplier shall comply. ") * 30_000)).text) > 700_000


def test_characters_are_limited() -> None:
    with pytest.raises(LimitExceeded, match=r"hostile\.docx"):
        read(docx(p("a" * 50) * 3), Limits(characters=100))


def test_a_note_is_written_once_however_often_it_is_referred_to() -> None:
    note = f'<w:footnote w:id="2">{p("A note of some length.")}</w:footnote>'
    end = f'<w:endnote w:id="2">{p("An endnote of some length.")}</w:endnote>'
    references = '<w:r><w:footnoteReference w:id="2"/><w:endnoteReference w:id="2"/></w:r>' * 2000
    text = read(docx(p("a", references), {"footnotes": note, "endnotes": end})).text
    assert text.startswith("a[1][i][2][ii]")
    assert text.count("A note of some length.") == text.count("An endnote of some length.") == 1


CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CHARTED = (
    f'<?xml version="1.0"?><c:chartSpace xmlns:c="{CHART}"><c:chart><c:tx><c:v>{"Spend " * 2000}</c:v></c:tx>'
    "</c:chart></c:chartSpace>"
)
SHOWN = f'<w:r><w:drawing><c:chart xmlns:c="{CHART}" r:id="chart1"/></w:drawing></w:r>'
NOTED = f'<w:footnote w:id="2">{table(row("b" * 5000))}</w:footnote>'
HEADED = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'

TOO_MUCH_TEXT = [
    pytest.param(docx(table(row(*["a" * 500] * 40))), id="in a table"),
    pytest.param(docx(table(row(cell(table(row(cell(p("a" * 20_000)))))))), id="in a nested table"),
    pytest.param(docx(table(row(cell(p("x", SHOWN * 2)))), {"chart1": CHARTED}), id="in a chart shown twice"),
    pytest.param(
        docx(table(*[row(cell(numbered("x")))] * 200), {"numbering": numbering(level("n" * 150))}), id="labels"
    ),
    pytest.param(
        docx(p("a" * 8000, '<w:r><w:footnoteReference w:id="2"/></w:r>'), {"footnotes": NOTED}), id="in a note"
    ),
    pytest.param(docx(p("a") + HEADED, {"header1": p("h" * 20_000)}), id="in a header"),
]


@pytest.mark.parametrize("content", TOO_MUCH_TEXT)
def test_no_text_escapes_the_limit(content: bytes) -> None:
    with pytest.raises(LimitExceeded, match=r"(?s)hostile\.docx .*Split it"):
        read(content, Limits(characters=12_500))


def test_a_grid_has_no_more_columns_than_word_allows() -> None:
    """Rows that each begin in a column of their own would fill a square."""
    shifted = (row(f"r{at}", properties=f'<w:gridBefore w:val="{at}"/>') for at in range(2000))
    (made,) = read(docx(table(*shifted))).tables
    assert len(made.rows) == 2000
    assert len(made.rows[0]) == 1


def test_cells_beyond_the_last_column_stand_in_it() -> None:
    inner = cell(table(row("n1", "n2")))
    document = read(docx(table(row(*map(str, range(80)), inner), row("a", "b"))))
    outer = document.tables[0]
    assert {len(cells) for cells in outer.rows} == {63}
    assert [span.of(document.text) for span in outer.rows[0]][61:] == [
        "61",
        "\n".join([*map(str, range(62, 80)), "n1\tn2"]),
    ]
    assert [span.of(document.text) for span in outer.rows[1]][:3] == ["a", "b", ""]


def test_cells_are_limited() -> None:
    wide = row(*"x" * 60)
    many = "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 40_000
    with pytest.raises(LimitExceeded, match=r"hostile\.docx .* cells\. Split the file\."):
        read(docx(table(wide, many)))


def test_a_part_is_parsed_once_however_many_relationships_lead_to_it() -> None:
    links = "".join(relationship(f"c{at}", "chart", "chart1.xml") for at in range(300))
    package = open_package(docx(p("a"), {"chart1": CHARTED}, relationships=links), "a.docx", Limits())
    assert len(package.related) == 301
    assert len({id(root) for root in package.related.values()}) == 1


def test_related_parts_are_limited() -> None:
    headers = {f"header{at}": "" for at in range(2001)}
    with pytest.raises(LimitExceeded, match=r"(?s)hostile\.docx .*Split the file"):
        read(docx(p("a"), headers))


@pytest.mark.parametrize(
    "entry",
    [
        level("%1" * 50_000, start=1000),
        level("x" * 100_000),
        f'<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="{"0" * 100_000}1, 2"/>'
        '</mc:Choice></mc:AlternateContent><w:lvlText w:val="%1"/>',
    ],
)
def test_labels_are_of_sane_length(entry: str) -> None:
    text = read(docx(numbered("end"), {"numbering": numbering(entry)})).text
    assert text.endswith("end")
    assert len(text) <= 204


BROKEN = [
    pytest.param(b"PK\x03\x04", id="four bytes"),
    pytest.param(docx(p("a" * 500))[:-30], id="cut off"),
    pytest.param(archive({"[Content_Types].xml": MAIN_TYPE}), id="no main part"),
    pytest.param(docx('<?xml version="1.0"?><w:document'), id="no XML"),
    pytest.param(docx(p("a"), {"styles": '<?xml version="1.0"?><oops'}), id="broken styles"),
    pytest.param(docx('<?xml version="1.0"?><html/>'), id="other XML"),
    pytest.param(docx(f'<?xml version="1.0"?><w:document {NAMESPACES}/>'), id="no body"),
]


@pytest.mark.parametrize("content", BROKEN)
def test_broken(content: bytes) -> None:
    with pytest.raises(FileDamaged, match=r"hostile\.docx") as caught:
        read(content)
    assert pickle.loads(pickle.dumps(caught.value)).message == caught.value.message


def test_wrong_checksum_is_damage() -> None:
    content = bytearray(docx(p("a")))
    stored = zlib.crc32(part("document", f"<w:body>{p('a')}</w:body>").encode()).to_bytes(4, "little")
    at = content.find(stored)
    while at >= 0:
        content[at] ^= 0xFF
        at = content.find(stored)
    with pytest.raises(FileDamaged):
        read(bytes(content))


ODD = [
    pytest.param(
        docx(
            p("a") + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>',
            {"header1": '<w:fldChar w:fldCharType="begin"/>'},
        ),
        id="field character outside a run",
    ),
    pytest.param(docx(p("a"), relationships=relationship("x", "header", "gone.xml")), id="dangling relationship"),
    pytest.param(docx(p("a"), relationships=relationship("x", "image", "NULL")), id="no target"),
    pytest.param(
        docx(p("a"), relationships=relationship("x", "header", "http://127.0.0.1:9/x.xml", external=True)),
        id="external",
    ),
    pytest.param(docx(p("a"), main_type=MAIN_TYPE.replace("document.main", "template.main")), id="template"),
    pytest.param(docx(p("a"), main_type="application/vnd.ms-word.document.macroEnabled.main+xml"), id="macros"),
    pytest.param(docx("<!-- note --><?pi x?>" + p("a", "<!-- x -->")), id="comments and instructions"),
    pytest.param(docx(p("a", "<w:unknown><w:thing/></w:unknown>") + "<x xmlns='y'/>"), id="unknown elements"),
    pytest.param(
        archive({"WORD\\document.xml": part("document", f"<w:body>{p('a')}</w:body>")}), id="backslashes, no types"
    ),
]


@pytest.mark.parametrize("content", ODD)
def test_odd_but_readable(content: bytes) -> None:
    assert read(content).text == "a"


def test_strict_dialect() -> None:
    content = part("document", f"<w:body>{numbered('a')}</w:body>")
    strict = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/": "http://purl.oclc.org/ooxml/wordprocessingml/",
        "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
    }
    list_ = part("numbering", numbering(level("%1.")))
    links = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{}</Relationships>"
    members = {
        "[Content_Types].xml": MAIN_TYPE,
        "_rels/.rels": links.format(relationship("r1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": links.format(relationship("r2", "numbering", "numbering.xml")),
        "word/document.xml": content,
        "word/numbering.xml": list_,
    }
    for old, new in strict.items():
        members = {name: text.replace(old, new) for name, text in members.items()}
    assert read(archive(members)).text == "1. a"


def test_mutations_end_as_named_failures() -> None:
    """Bytes changed at random anywhere in the file: it is read, or it is a named failure."""
    whole = docx(
        numbered("one") + table(row("a", "b")) + p("x", box(p("in"))) + p(field("REF", "y")),
        {"numbering": numbering(level("%1.")), "styles": "", "footnotes": ""},
    )
    chance = random.Random(7)
    outcomes = {"read": 0, "failed": 0}
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            read(bytes(content))
            outcomes["read"] += 1
        except FileProblem:
            outcomes["failed"] += 1
    assert outcomes["failed"] > 50


def test_xml_mutations_end_as_named_failures() -> None:
    """Well-packed nonsense: attributes and elements of the main part dropped, doubled or swapped."""
    body = numbered("one") + table(row("a", "b")) + p("x", box(p("in"))) + p(field("REF", "y"))
    pieces = body.replace("<", "\0<").split("\0")
    chance = random.Random(11)
    read_well = 0
    for _ in range(300):
        mutated = list(pieces)
        for _ in range(chance.randint(1, 3)):
            at, other = chance.randrange(len(mutated)), chance.randrange(len(mutated))
            mutated[at] = chance.choice(["", mutated[other], mutated[at] * 2, mutated[at].replace('"1"', '"-9999999"')])
        try:
            read(docx("".join(mutated), {"numbering": numbering(level("%1."))}))
            read_well += 1
        except FileProblem:
            pass
    assert read_well > 20
