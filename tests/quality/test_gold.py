"""Lists of labels with quotes and pages: how they are counted, and corrected."""

import json
from pathlib import Path
from typing import Any

import pytest

from tenderscan.document import Document, Field, Span
from tenderscan.errors import UsageError
from tenderscan.quality.errata import corrected, entry_hash, read_errata
from tenderscan.quality.gold import gold_lines, gold_parts, occurrences
from tenderscan.quality.labels import Part
from tenderscan.quality.measure import measure
from tenderscan.quality.notices import notice_part
from tenderscan.quality.tables import summary
from tenderscan.record import CalendarDate, Clause, Finding, Label, Organisation, Reference, Strength
from tests.build import document, finding, pounds

PAGES = (
    "Offer of Acme Ltd to the Bank of Anytown for £5,000. Acme Limited answers for the Second Bank of Anytown.",
    "Signed 1 May 2026 12:00 at «Insert place». Nobody read this page: £7.",
)
LINE: dict[str, Any] = {
    "file": "offer.pdf",
    "pages_read": [1, 2],
    "suppliers": ["Acme Ltd", "Acme Limited"],
    "buyers": ["Bank of Anytown"],
    "other_orgs": ["Second Bank of Anytown"],
    "values": [{"text": "£5,000", "amount": 5000, "currency": "GBP", "kind": "bid_price", "page": 1}],
    "dates": [
        {"text": "1 May 2026 12:00", "iso": "2026-05-01", "page": 2},
        {"text": "May", "iso": "--05", "page": 2},
    ],
    "social_value": [],
    "clauses": [{"kind": "payment", "text": "answers for", "figure": "No", "page": 1}],
    "weightings": [{"text": "Insert place", "criterion": "Price", "percent": None, "level": 1, "placeholder": True}],
    "placeholders": ["«Insert place»"],
}


def offer() -> Document:
    return document(*PAGES, name="offer.pdf")


def the_part(line: dict[str, Any]) -> Part:
    (part,) = gold_parts([line], Path(), lambda path: offer())
    return part


def test_names_count_once_and_sums_on_their_page() -> None:
    part = the_part(LINE)
    acme = [wanted for wanted in part.wanted if wanted.row == "supplier"]
    assert [len(wanted.spans) for wanted in acme] == [2]
    # not where it is but a piece of a longer name
    (bank,) = [wanted for wanted in part.wanted if wanted.row == "buyer"]
    assert [span.start for span in bank.spans] == [PAGES[0].index("Bank of Anytown")]
    # the time is no part of the day; a month alone is no date
    assert [wanted.spans[0].of(part.document.text) for wanted in part.wanted if wanted.row == "date"] == ["1 May 2026"]
    assert [wanted.optional for wanted in part.wanted if wanted.row == "weighting"] == [True]
    assert "clause" not in part.judged
    assert {"money", "supplier", "weighting"} <= part.judged
    assert "commitment" not in part.judged  # the line says nothing about them


def test_what_is_found_is_counted_as_the_list_was_made() -> None:
    read = offer()
    found = (
        finding(read, "Acme Ltd", Label.SUPPLIER, Organisation("Acme Ltd", "bidder")),
        finding(read, "Acme Limited", Label.SUPPLIER, Organisation("Acme Limited", "bidder")),
        finding(read, "Second Bank of Anytown", Label.BUYER, Organisation("Second Bank of Anytown", "client")),
        finding(read, "£5,000", Label.MONEY, pounds("5000", kind="bid_price")),
        finding(read, "£7", Label.MONEY, pounds("7")),
        finding(read, "«Insert place»", Label.SUPPLIER, Organisation("Insert place", "bidder")),
        finding(read, "1 May 2026", Label.DATE, CalendarDate("2026-05-01", "other")),
        finding(read, "Acme Limited answers", Label.CLAUSE, Clause("payment", None, Strength.FIRM)),
        finding(read, "Nobody", Label.CLAUSE, Clause("audit", None, Strength.FIRM)),
    )
    (part,) = gold_parts([LINE], Path(), lambda path: read)
    figures = measure([part], lambda _: found)
    kept = summary(figures)["rows"]
    assert kept["supplier"]["both"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667}
    assert kept["buyer"]["overlap"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert kept["money"]["both"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667}
    assert kept["date"]["both"]["recall"] == 1.0
    assert kept["clause"]["overlap"] == {"precision": None, "recall": 1.0, "f1": None}
    assert len(figures.violations) == 1


def test_only_the_pages_that_were_read_count() -> None:
    part = the_part({**LINE, "pages_read": [1]})
    assert part.inside(Span(3, 5))
    assert not part.inside(Span(part.document.text.index("£7"), part.document.text.index("£7") + 2))


def test_a_document_without_pages_is_cut_at_a_heading() -> None:
    first = the_part({**LINE, "pages_read": ['from the start to the heading "Signed"']})
    second = the_part({**LINE, "pages_read": ['from the heading "Signed" to the end']})
    cut = first.document.text.index("Signed")
    assert (first.scope, second.scope) == ((Span(0, cut),), (Span(cut, len(first.document.text)),))


def test_a_document_in_two_lists_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({**LINE, "pages_read": ["all"]}) + "\n")
    (tmp_path / "b.jsonl").write_text(
        "\n".join(json.dumps({**LINE, "pages_read": pages}) for pages in (["all"], [1, 2])) + "\n"
    )
    lines = gold_lines([tmp_path / "a.jsonl", tmp_path / "b.jsonl"])
    assert [line["pages_read"] for line in lines] == [["all"], [1, 2]]
    with pytest.raises(UsageError, match="cannot be read"):
        gold_lines([tmp_path / "c.jsonl"])


def test_quotes_are_found_apart_from_blanks() -> None:
    assert [span.of("cap\u00adped at\n£5") for span in occurrences("cap\u00adped at\n£5", "capped at £5")] == [
        "cap\u00adped at\n£5"
    ]
    assert occurrences("Limited", "Lim", words=True) == []
    assert occurrences("anything", " ") == []


def errata(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "errata.toml"
    path.write_text(text, encoding="utf-8")
    return path


HEAD = '[[erratum]]\nfile = "offer.pdf"\nreason = "the page says so"\n'


def test_errata_are_made(tmp_path: Path) -> None:
    path = errata(
        tmp_path,
        f'{HEAD}field = "values"\nentry = "{entry_hash("£5,000")}"\ninstead = {{ kind = "budget" }}\n'
        f'{HEAD}field = "suppliers"\nentry = "{entry_hash("Acme Limited")}"\ndrop = true\n'
        f'{HEAD}field = "buyers"\nentry = "{entry_hash("Bank of Anytown")}"\ninstead = {{ text = "Anytown Bank" }}\n'
        f'{HEAD}field = "dates"\nadd = {{ text = "2 May 2026", iso = "2026-05-02", page = 2 }}\n',
    )
    (line,) = corrected([LINE], read_errata(path))
    assert line["values"][0]["kind"] == "budget"
    assert line["suppliers"] == ["Acme Ltd"]
    assert line["buyers"] == ["Anytown Bank"]
    assert len(line["dates"]) == 3
    assert LINE["values"][0]["kind"] == "bid_price"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f'{HEAD}field = "values"\nentry = "000000"\ndrop = true\n', "no entry 000000"),
        (f'{HEAD}field = "dates"\nadd = {{ text = "2 May", page = 9 }}\n', "no entry an added entry"),
        (f'{HEAD}field = "values"\nentry = "000000"\n', "erratum 1: needs 'entry' with"),
        (f'{HEAD}field = "values"\ndrop = true\n', "erratum 1: needs 'entry' with"),
        ('[[erratum]]\nfile = "offer.pdf"\nfield = "values"\nentry = "0"\ndrop = true\n', "'reason' is missing"),
        ("[[erratum]", "cannot be read"),
    ],
)
def test_errata_that_meet_nothing_or_lack_something(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        corrected([LINE], read_errata(errata(tmp_path, text)))


def test_notices_are_tagged_without_their_fields() -> None:
    from dataclasses import replace

    read = document("Supplier: Acme Ltd\nMain CPV code: 45112700\nDescription: work for Acme Ltd of £5")
    label, name = Span(0, 10), Span(10, 18)
    cpv = Span(read.text.index("Main"), read.text.index("45112700"))
    fields = (
        Field("label", (), label, "supplier"),
        Field("supplier", (("name", "Acme Ltd"), ("company_number", None), ("role", "awarded")), name, "supplier"),
        Field("label", (), cpv, "cpv"),
    )
    part = notice_part(replace(read, fields=fields), "notice.json")
    assert part is not None
    assert part.document.fields == ()
    assert [(wanted.row, wanted.spans[0].of(read.text)) for wanted in part.wanted] == [
        ("supplier", "Acme Ltd"),
        ("reference", "45112700"),
    ]
    seen: list[Document] = []

    def tag(tagged: Document) -> tuple[Finding, ...]:
        seen.append(tagged)
        return (
            finding(tagged, "Acme Ltd", Label.BUYER, Organisation("Acme Ltd", "buyer")),
            finding(tagged, "£5", Label.MONEY, pounds("5")),
            finding(tagged, "45112700", Label.REFERENCE, Reference("cpv", "45112700")),
        )

    kept = summary(measure([part], tag))["rows"]
    assert [one.fields for one in seen] == [()]
    assert kept["buyer"]["overlap"]["precision"] == 0.0
    assert kept["reference"]["both"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert "money" not in kept  # a description is not judged: no field says what is in it
    assert notice_part(read, "plain.txt") is None
