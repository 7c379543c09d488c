"""OpenDocument files that are broken, odd or meant to do harm."""

import random
import time
from pathlib import Path

import pytest

from tenderscan.document import Document, Outcome
from tenderscan.errors import FileDamaged, FileProblem, LimitExceeded
from tenderscan.readers import odt as reader
from tenderscan.settings import Limits
from tests.build import source
from tests.build_odt import (
    NAMESPACES,
    box,
    cell,
    content,
    flat,
    item,
    list_style,
    listed,
    meta,
    numbers,
    odp,
    odt,
    p,
    package,
    row,
    slide,
    style,
    styles,
    table,
    title,
)

HUGE = "9" * 30
FRAME = "<draw:frame><draw:object xlink:href='./{}'/></draw:frame>"


def read(content_: bytes, limits: Limits | None = None) -> Document:
    return reader.read(content_, source("hostile.odt"), limits or Limits())


def with_entities(declared: str, body: str) -> bytes:
    return flat(body).replace(b"<office:document ", f"<!DOCTYPE x [{declared}]><office:document ".encode(), 1)


def test_entities_are_not_expanded() -> None:
    document = read(with_entities('<!ENTITY e "lol">', p("before &e; after") + listed("&e;") + "&e;"))
    assert "lol" not in document.text


def test_a_billion_laughs_are_refused() -> None:
    declared = '<!ENTITY e0 "lol">' + "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    with pytest.raises(FileDamaged):
        read(with_entities(declared, p("before &e11; after")))


def test_external_entities_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("classified")
    document = read(with_entities(f'<!ENTITY e SYSTEM "{secret.as_uri()}">', p("before &e; after")))
    assert document.text == "before after"


@pytest.mark.parametrize("name", ["number-columns-repeated", "number-columns-spanned"])
def test_columns_without_end(name: str) -> None:
    document = read(odt(table(row(cell(attributes=f'table:{name}="{HUGE}"'), "last"), row("a", "b"))))
    assert "last" in document.text
    assert document.outcome is Outcome.READ


def test_rows_and_cells_with_text_repeated_without_end_are_cut_and_said() -> None:
    wide = row(cell("x", attributes=f'table:number-columns-repeated="{HUGE}"'))
    high = row("y", attributes='table:number-rows-repeated="1048576"')
    for body in (wide, high):
        document = read(odt(table(body)))
        assert document.outcome is Outcome.PARTLY
        assert 2_000 <= len(document.text) < 3_000


def test_repeats_of_repeats_stop_at_the_limit_of_characters() -> None:
    cells = cell("x" * 1_000, attributes='table:number-columns-repeated="1000"') * 30
    with pytest.raises(LimitExceeded, match=r"hostile\.odt"):
        read(odt(table(row(cells, attributes='table:number-rows-repeated="1000"'))))


def test_a_staircase_of_cells_stops_at_the_limit_of_cells() -> None:
    rows = [row(cell(attributes=f'table:number-columns-repeated="{at + 1}"'), "x") for at in range(3_000)]
    with pytest.raises(LimitExceeded, match="cells"):
        read(odt(table(*rows)))


def test_blanks_without_end() -> None:
    assert read(odt(p(f"a<text:s text:c='{HUGE}'/>b"))).text == "a b"


@pytest.mark.parametrize("number", [HUGE, "-5", "x", ""])
def test_numbers_that_are_none(number: str) -> None:
    levels = list_style("L", numbers(1, "1", f'text:start-value="{number}" text:display-levels="{number}"'))
    body = (
        f'<text:h text:outline-level="{number}">a</text:h>'
        + listed(item("b", attributes=f'text:start-value="{number}"'), style="L")
        + f'<text:numbered-paragraph text:level="{number}" text:style-name="L">{p("c")}</text:numbered-paragraph>'
    )
    parts = {"meta.xml": meta(f'<meta:document-statistic meta:page-count="{number}"/>'), "styles.xml": styles(levels)}
    assert [line[-1] for line in read(odt(body, parts)).text.split("\n")] == ["a", "b", "c"]


def nested(opening: str, closing: str, depth: int, inside: str = "") -> str:
    return opening * depth + inside + closing * depth


NESTS = [
    pytest.param(
        "<table:table><table:table-row><table:table-cell>",
        "</table:table-cell></table:table-row></table:table>",
        id="tables",
    ),
    pytest.param("<text:list><text:list-item>", "</text:list-item></text:list>", id="lists"),
    pytest.param("<text:section>", "</text:section>", id="sections"),
    pytest.param("<draw:frame><draw:text-box>", "</draw:text-box></draw:frame>", id="boxes"),
    pytest.param("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>", id="anchored boxes"),
    pytest.param("<draw:g>", "</draw:g>", id="groups"),
    pytest.param("<text:p><text:span>", "</text:span></text:p>", id="paragraphs in paragraphs"),
    pytest.param("<text:unheard-of>", "</text:unheard-of>", id="unknown"),
]


@pytest.mark.parametrize(("opening", "closing"), NESTS)
@pytest.mark.parametrize("depth", [20, 24, 80, 120, 240, 100_000])
def test_nesting_is_read_or_a_named_failure(opening: str, closing: str, depth: int) -> None:
    core = box(p("core")) if opening == "<draw:g>" else p("core")
    said = ""
    try:
        said = read(odt(nested(opening, closing, depth, core))).text
    except FileProblem as problem:
        said = problem.message
    assert "core" in said or (depth > 20 and "hostile.odt" in said)


def test_spans_within_spans() -> None:
    with pytest.raises(LimitExceeded):
        read(odt(p(nested("<text:span>", "</text:span>", 200, "core"))))


def test_objects_within_themselves() -> None:
    """A document that embeds itself, and two that embed each other."""
    again = content(p("again", FRAME.format("../Object 1")))
    for inner in (again, content(p("again", FRAME.format("."))), content(p("x", FRAME.format("../../Object 1")))):
        said = ""
        try:
            said = read(odt(p("top", FRAME.format("Object 1")), {"Object 1/content.xml": inner})).text
        except LimitExceeded as problem:
            said = problem.message
        assert "top" in said or "hostile.odt" in said


def test_one_object_shown_very_often_stops_at_the_limit_of_characters() -> None:
    body = p(*[FRAME.format("Object 1")] * 500)
    with pytest.raises(LimitExceeded):
        read(odt(body, {"Object 1/content.xml": content(p("x" * 1_000))}), Limits(characters=100_000))


def test_notes_within_notes() -> None:
    """The format forbids them, and some program will write them."""
    note = (
        '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation>'
        "<text:note-body>{}</text:note-body></text:note>"
    )
    for kind in ("footnote", "endnote"):
        body = p("a" + note.format(kind, p("b" + note.format("footnote", p("c")))))
        assert read(odt(body)).text.split("\n") == ["a[1]", "[1] b[1]", "[1] c"]


def test_styles_in_a_circle() -> None:
    circle = style("A", attributes='style:parent-style-name="B"') + style("B", attributes='style:parent-style-name="A"')
    assert read(odt(p("x", style="A"), named=circle)).text == "x"


def test_master_pages_in_a_circle() -> None:
    masters = "".join(
        f'<style:master-page style:name="{name}" style:next-style-name="{after}"/>'
        for name, after in (("Standard", "B"), ("B", "Standard"))
    )
    assert read(odt(p("x"), {"styles.xml": styles(masters=masters)})).text == "x"


BROKEN = [
    pytest.param({"content.xml": b""}, id="empty"),
    pytest.param({"content.xml": b"<office:document-content"}, id="cut"),
    pytest.param({"content.xml": f"<office:document-content {NAMESPACES}/>"}, id="no body"),
    pytest.param(
        {"content.xml": content("").replace("<office:text >", "").replace("</office:text>", "")}, id="no text"
    ),
    pytest.param({"styles.xml": b"\xff\xfe"}, id="styles"),
    pytest.param({"meta.xml": b"not XML"}, id="properties"),
    pytest.param({"META-INF/manifest.xml": b"<"}, id="manifest"),
]


@pytest.mark.parametrize("parts", BROKEN)
def test_a_broken_part_is_a_named_failure(parts: dict[str, str | bytes]) -> None:
    with pytest.raises(FileDamaged, match=r"hostile\.odt"):
        read(odt(p("x"), parts))


def test_a_package_without_content() -> None:
    with pytest.raises(FileDamaged, match=r"hostile\.odt"):
        read(package({"styles.xml": styles()}))


def test_a_file_of_another_kind_of_xml() -> None:
    with pytest.raises(FileDamaged):
        read(b"<html><body/></html>")


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(LimitExceeded):
        read(odt("", {"content.xml": content(p(" " * 30_000_000))}))


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "http://example.org/x", "..", ".", ""])
def test_objects_outside_the_package_are_never_opened(path: str) -> None:
    body = p("text", FRAME.format("x").replace("./x", path))
    document = read(odt(body))
    assert document.text == "text"
    assert list(reader.members(odt(body), source("hostile.odt"), Limits())) == []


def test_more_members_than_are_read() -> None:
    body = p(*[f"<draw:frame><draw:object-ole xlink:href='O{at}'/></draw:frame>" for at in range(5)])
    held = odt(body, {f"O{at}": b"x" for at in range(5)})
    with pytest.raises(LimitExceeded, match=r"hostile\.odt"):
        list(reader.members(held, source("hostile.odt"), Limits(members=3)))


def test_time_grows_with_size() -> None:
    many = "".join(
        listed(f"item {at}", style="L1", attributes='text:continue-numbering="true"')
        + p(f"<text:span text:style-name='T{at % 50}'>word</text:span> " * 3)
        for at in range(10_000)
    )
    begun = time.monotonic()
    document = read(odt(many, named=list_style("L1", numbers(1))))
    assert len(document.blocks) == 20_000
    assert time.monotonic() - begun < 20


def test_random_damage_is_a_result_or_a_named_failure() -> None:
    examples = [
        flat(
            p("a") + listed("b", style="L") + table(row("c", "d")) + p(box(p("e"))), named=list_style("L", numbers(1))
        ),
        flat(slide(title("a"), box(p("b"))), kind="presentation"),
        odt(p("a") + table(row("b")), {"meta.xml": meta("<dc:title>x</dc:title>")}),
        odp(slide(title("a"))),
    ]
    chance = random.Random(20260101)
    for _ in range(400):
        damaged = bytearray(chance.choice(examples))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(damaged))
            damaged[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        said = ""
        try:
            document = read(bytes(damaged))
        except FileProblem as problem:
            said = problem.message
        else:
            assert all(block.span.end <= len(document.text) for block in document.blocks)
        assert not said or "hostile.odt" in said
