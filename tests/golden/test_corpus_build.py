"""The committed corpus is what its builder builds, and its expectations stand in its documents."""

import json
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest

from corpus.build.__main__ import build
from corpus.build.inline import parse
from corpus.build.model import NOTICE

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = REPOSITORY / "corpus"
PACKS = CORPUS / "packs"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REAL_COUNCILS = ("St Helens", "Knowsley", "Trafford", "Stockport", "Rochdale", "Tameside")
KINDS = {
    "estimated_value", "contract_value", "annual_value", "lot_value", "budget_ceiling", "extension_value", "bid_price",
    "unit_rate", "saving", "social_value", "liability_cap", "insurance_EL", "insurance_PL", "insurance_PI",
    "insurance_product", "insurance_cyber", "insurance_other", "performance_security", "deductions",
    "turnover_requirement", "threshold_mention", "other",
}  # fmt: skip


def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines()]


EXPECTED = rows(CORPUS)
EACH = pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["file"])


def pdf_pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_bounded())
            text.close()
            page.close()
        return texts
    finally:
        document.close()


def docx_parts(path: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each part; an element's text ends in a blank so that cells do not run together."""
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if re.match(r"word/(document|footnotes|header\d|footer\d)\.xml", name):
                root = ElementTree.fromstring(archive.read(name))
                paragraphs = [
                    "".join(node.text or "" if node.tag == f"{W}t" else "\n" for node in paragraph.iter() if keep(node))
                    for paragraph in root.iter(f"{W}p")
                ]
                yield name, "\n".join(paragraphs)


def keep(node: ElementTree.Element) -> bool:
    return node.tag in {f"{W}t", f"{W}br"}


def folded(text: str) -> str:
    return " ".join(text.replace("\ufffe", "-").split())


def text_of(path: Path) -> str:
    pages = pdf_pages(path) if path.suffix == ".pdf" else [text for _, text in docx_parts(path)]
    return folded("\n".join(pages))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    build(folder)
    return folder


def test_corpus_is_what_its_builder_builds(built: Path) -> None:
    names = {path.relative_to(built / "packs").as_posix() for path in (built / "packs").glob("*/*.*")}
    committed = {path.relative_to(PACKS).as_posix() for path in PACKS.glob("*/*.*") if path.suffix in {".pdf", ".docx"}}
    assert names == committed == {row["file"] for row in EXPECTED}
    assert rows(built) == EXPECTED


@EACH
def test_committed_document_has_the_text_of_a_fresh_build(row: dict[str, Any], built: Path) -> None:
    old, new = PACKS / row["file"], built / "packs" / row["file"]
    if old.suffix == ".pdf":
        assert pdf_pages(old) == pdf_pages(new)
    else:
        assert list(docx_parts(old)) == list(docx_parts(new))


def test_two_builds_have_the_same_bytes(built: Path, tmp_path: Path) -> None:
    build(tmp_path)
    for row in EXPECTED:
        assert (built / "packs" / row["file"]).read_bytes() == (tmp_path / "packs" / row["file"]).read_bytes(), row[
            "file"
        ]


def test_size_and_mix() -> None:
    endings = [row["file"].rsplit(".", 1)[1] for row in EXPECTED]
    assert len(EXPECTED) >= 36
    assert min(endings.count("pdf"), endings.count("docx")) >= len(EXPECTED) // 3
    assert len({row["file"].split("/")[0] for row in EXPECTED}) == 6
    assert len({row["buyer_field"] for row in EXPECTED}) == 6
    assert sum((PACKS / row["file"]).stat().st_size for row in EXPECTED) < 3_000_000
    assert max(row["pages"] or 0 for row in EXPECTED) >= 15


@EACH
def test_document_says_that_it_is_a_sample(row: dict[str, Any]) -> None:
    path = PACKS / row["file"]
    if path.suffix == ".pdf":
        pages = pdf_pages(path)
        assert len(pages) == row["pages"]
        for number, page in enumerate(pages, start=1):
            assert (NOTICE in page) != (number in row["scanned_pages"]), number
    else:
        footers = [text for name, text in docx_parts(path) if "footer" in name]
        assert len(footers) == 2
        assert all(NOTICE in text for text in footers)


@EACH
def test_no_real_council_is_named(row: dict[str, Any]) -> None:
    text = text_of(PACKS / row["file"])
    assert not [name for name in REAL_COUNCILS if name in text]
    domains = {domain.rstrip(".") for domain in re.findall(r"[\w.]+@([\w.-]+)", text)}
    assert not [domain for domain in domains if not domain.endswith(".example")]


@EACH
def test_expected_quotes_stand_in_the_document(row: dict[str, Any]) -> None:
    text = text_of(PACKS / row["file"])
    quotes = [entry["text"] for key in ("values", "social_value", "dates") for entry in row[key]]
    quotes += row["not_values"] + row["buyers"] + row["other_orgs"]
    for supplier in row["suppliers"]:
        quotes += [supplier["name"], supplier.get("company_number", "")]
    assert [quote for quote in quotes if folded(quote) not in text] == []


@EACH
def test_expectations_are_well_formed(row: dict[str, Any]) -> None:
    for value in row["values"]:
        assert value["kind"] in KINDS
        assert Decimal(value["amount"]) <= Decimal(value.get("amount_max", "1e12"))
        assert value.get("vat", "unknown") in {"incl", "excl", "unknown"}
    for clause in row["social_value"]:
        assert clause["theme"] in {"jobs", "growth", "social", "environment", "innovation", "general"}
        assert clause["strength"] in {"firm", "conditional", "aspirational", "mention"}
        assert len(clause["text"].split()) <= 20
    assert row["document_type"]
    assert row["scanned_pages"] == [] or row["file"].endswith("(signed).pdf")


def test_readme_lists_every_document() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert [row["file"] for row in EXPECTED if f"| {row['file'].split('/')[1]} |" not in readme] == []
    assert [text for row in EXPECTED for text in row["discrepancies"] if text not in readme] == []


def test_only_one_page_is_a_scan() -> None:
    scans = [(row["file"], page) for row in EXPECTED for page in row["scanned_pages"]]
    assert len(scans) == 1
    file, page = scans[0]
    assert pdf_pages(PACKS / file)[page - 1].strip() == ""


@pytest.mark.parametrize(
    ("source", "text", "marks"),
    [
        ("plain", "plain", []),
        ("a {{£1.2m|m contract_value excl}} b", "a £1.2m b", [("m", "£1.2m", ("contract_value", "excl"))]),
        (
            "{{at least {{£5k|m other}} locally|s growth firm}}",
            "at least £5k locally",
            [("m", "£5k", ("other",)), ("s", "at least £5k locally", ("growth", "firm"))],
        ),
        ("{-14-}{+16+} cuts", "16 cuts", []),
        ("**b** c^[note]^ d", "b c d", []),
    ],
)
def test_inline_markup(source: str, text: str, marks: list[tuple[str, str, tuple[str, ...]]]) -> None:
    line = parse(source)
    assert line.text == text
    assert [(mark.tag, mark.text, mark.args) for mark in line.marks] == marks


@pytest.mark.parametrize("source", ["{{open", "text]^ more"])
def test_inline_markup_refuses_what_is_not_closed(source: str) -> None:
    with pytest.raises(ValueError, match=r"not closed|unexpected"):
        parse(source)
