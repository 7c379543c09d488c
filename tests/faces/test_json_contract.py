"""The JSON that `docs/json.md` promises, on every document of two sample packs."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.faces.conftest import Program

ORGANISATION = {"name", "canonical", "role", "company_number", "identifiers", "postcode", "flags"}
FINDING_VALUES = {
    "supplier": ORGANISATION,
    "buyer": ORGANISATION,
    "organisation": ORGANISATION,
    "money": {"amount", "amount_max", "currency", "kind", "vat", "period", "lot", "supplier", "year"},
    "date": {"iso", "role"},
    "term": {"role", "start", "end", "months", "days", "extensions"},
    "reference": {"scheme", "id"},
    "clause": {"kind", "theme", "strength", "figure"},
    "commitment": {
        "who", "measure", "quantity", "unit", "amount", "currency", "by", "per", "strength", "theme", "code",
    },
    "weighting": {"criterion", "percent", "level", "parent", "adds_up"},
    "document_type": {"type"},
}  # fmt: skip
THEMES = {"jobs", "growth", "social", "environment", "innovation", "general"}


@pytest.fixture
def extracted(tenderscan: Program, packs: list[Path]) -> list[dict[str, Any]]:
    answer = tenderscan("extract", packs[0], "--json")
    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert [line["source"]["name"] for line in lines] == [
        path.name for path in sorted(packs[0].iterdir(), key=lambda path: path.name.lower())
    ]
    return lines


def test_extract_keeps_its_promises(extracted: list[dict[str, Any]]) -> None:
    labels = set()
    for line in extracted:
        assert set(line["source"]) == {"name", "sha256", "size", "media_type"}
        assert line["outcome"] in {"read", "partly"}
        text = line["text"]
        for page in line["pages"]:
            assert 0 <= page["start"] <= page["end"] <= len(text)
        for finding in line["findings"]:
            labels.add(finding["label"])
            assert text[finding["start"] : finding["end"]] == finding["text"] != ""
            assert set(finding["value"]) == FINDING_VALUES[finding["label"]]
            assert 0 < finding["score"] <= 1
            assert finding["rule"]
            pages = [page["number"] for page in line["pages"] if page["start"] <= finding["start"] < page["end"]]
            assert finding["page"] == (pages[0] if pages else None)
            if finding["label"] == "money":
                value = finding["value"]
                assert value["vat"] in {"incl", "excl", "unknown"}
                assert len(value["amount"].partition(".")[2]) >= 2
            if finding["label"] == "clause":
                assert (finding["value"]["theme"] in THEMES) == (finding["value"]["kind"] == "social_value")
                assert finding["value"]["strength"] in {"firm", "conditional", "aspirational", "mention"}
        for table in line["tables"]:
            assert len({len(row) for row in table["rows"]}) == 1
            assert all(cell in text for row in table["rows"] for cell in row)
    assert labels == set(FINDING_VALUES), "every label occurs in a pack"


def test_a_failed_file_has_source_outcome_and_error_only(tenderscan: Program, tmp_path: Path) -> None:
    answer = tenderscan("extract", tmp_path / "nowhere.pdf", "--json")
    line = json.loads(answer.out)
    assert line == {
        "path": str(tmp_path / "nowhere.pdf"),
        "parent": None,
        "source": {"name": "nowhere.pdf", "sha256": None, "size": None, "media_type": None},
        "outcome": "failed",
        "error": {"code": "path-missing", "message": line["error"]["message"]},
    }


def test_search_keeps_its_promises(tenderscan: Program, library: Path) -> None:
    answer = json.loads(tenderscan("search", "social value jobs", "--limit", "3", "--library", library, "--json").out)
    assert set(answer) == {"query", "total", "hits", "unknown", "missing_words", "not_indexed", "not_wholly_read"}
    assert answer["query"] == "social value jobs"
    assert answer["total"] >= len(answer["hits"]) == 3
    for hit in answer["hits"]:
        assert set(hit) == {"sha256", "title", "path", "buyer", "gone_at", "score", "unknown", "passages"}
        text = json.loads(tenderscan("show", hit["sha256"], "--json", "--library", library).out)["text"]
        assert hit["passages"]
        for passage in hit["passages"]:
            assert text[passage["start"] : passage["end"]] == passage["text"]
            for start, end in passage["marks"]:
                assert passage["text"][start:end].lower().startswith(("social", "value", "job"))


def test_show_and_index_keep_their_promises(tenderscan: Program, library: Path, packs: list[Path]) -> None:
    document = next(packs[0].glob("*.pdf"))
    whole = json.loads(tenderscan("show", document, "--json", "--library", library).out)
    (extracted,) = (json.loads(line) for line in tenderscan("extract", document, "--json").out.splitlines())
    assert whole.pop("places") == [
        {
            "path": str(document),
            "buyer": f"Council of {packs[0].name}",
            "pack": packs[0].name,
            "parent": None,
            "gone_at": None,
        }
    ]
    assert (extracted.pop("path"), extracted.pop("parent")) == (str(document), None)
    assert whole == extracted
    findings = json.loads(tenderscan("show", document, "--findings", "--json", "--library", library).out)
    assert set(extracted) - set(findings) == {"text", "tables"}
    status = json.loads(tenderscan("index", "status", "--json", "--library", library).out)
    assert set(status) == {"library", "state", "documents", "indexed", "stamp", "outcomes"}
    assert json.loads(tenderscan("index", "verify", "--json", "--library", library).out) == {"problems": []}
