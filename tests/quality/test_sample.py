"""A labelled sample: how its lines are read, placed, judged and made free of copied text."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tenderscan.document import Document
from tenderscan.errors import PathMissing, UsageError
from tenderscan.quality.concealing import concealed
from tenderscan.quality.measure import measure
from tenderscan.quality.placing import found_again, letters, parts
from tenderscan.quality.sample import read_sample
from tenderscan.quality.tables import aligned, details_line, markdown, misses, summary, table
from tenderscan.record import CalendarDate, Commitment, Finding, Label, Organisation, Strength
from tests.build import document, finding, pounds

OFFER = "Northfield Grounds Ltd offers £1,200 a year for mowing.\nWe will train 4 apprentices by 1 May 2026."
LINE = {
    "file": "offer.pdf",
    "kind": "sentence",
    "text": "Northfield Grounds Ltd offers £1,200 a year for mowing.",
    "hard": True,
    "labels": [
        {"label": "supplier", "text": "Northfield Grounds Ltd", "value": {"name": "Northfield Grounds Limited"}},
        {"label": "money", "text": "£1,200", "value": {"amount": "1200.00", "currency": "GBP", "kind": "annual_value"}},
    ],
}
PROMISE = {
    "file": "offer.pdf",
    "kind": "sentence",
    "text": "We will train 4 apprentices by 1 May 2026.",
    "labels": [
        {"label": "date", "text": "1 May 2026", "value": {"iso": "2026-05-01", "role": "end"}, "optional": True},
        {
            "label": "commitment",
            "text": "We will train 4 apprentices by 1 May 2026.",
            "value": {"quantity": "4", "unit": "people", "measure": "training of apprentices", "strength": "firm"},
        },
    ],
}


def offer() -> Document:
    return document(OFFER, name="offer.pdf")


def found(read: Document) -> tuple[Finding, ...]:
    training = Commitment("supplier", "train apprentices", Decimal(4), "people", strength=Strength.FIRM)
    return (
        finding(read, "Northfield Grounds Ltd", Label.SUPPLIER, Organisation("Northfield Grounds Ltd", "bidder")),
        finding(read, "£1,200 a year", Label.MONEY, pounds("1200", kind="unit_rate")),
        finding(read, "mowing", Label.ORGANISATION, Organisation("mowing", "mentioned")),
        finding(read, "1 May 2026", Label.DATE, CalendarDate("2026-05-01", "end")),
        finding(read, "We will train 4 apprentices by 1 May 2026", Label.COMMITMENT, training),
    )


def written(folder: Path, *lines: dict[str, Any] | str) -> Path:
    path = folder / "sample.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def test_a_sample_is_measured(tmp_path: Path) -> None:
    read = offer()
    sample = read_sample(written(tmp_path, LINE, PROMISE))
    figures = measure(parts(sample, tmp_path, lambda path: read), found)
    kept = summary(figures)
    assert (figures.parts, figures.documents, figures.hard) == (2, 1, 1)
    # "Ltd" and "Limited" are one name
    assert kept["rows"]["supplier"]["both"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert kept["rows"]["money"]["exact"]["recall"] == 0.0
    assert kept["rows"]["money"]["value"]["recall"] == 1.0
    # the stop at the end is nobody's; other words for the same measure are right
    assert kept["rows"]["commitment"]["both"]["recall"] == 1.0
    date = kept["rows"]["date"]  # optional: neither hit nor miss
    assert (date["wanted"], date["optional"], date["found"], date["forgiven"]) == (0, 1, 0, 1)
    assert kept["rows"]["organisation"]["overlap"] == {"precision": 0.0, "recall": None, "f1": None}
    assert kept["details"]["money kind"] == {"right": 0, "of": 1, "accuracy": 0.0}
    assert len(figures.hard_wrong) == 1
    told = "\n".join(misses(figures))
    for words in ("false organisation", "span money", "annual_value read as unit_rate", "sample.jsonl, line 1"):
        assert words in told
    assert "supplier" in "\n".join(aligned(table(kept)))
    assert "money kind .000 of 1" in details_line(kept)
    assert markdown(table(kept)).splitlines()[1].startswith("| --- | --- |")


def test_without_copied_text_it_measures_the_same(tmp_path: Path) -> None:
    read = offer()
    sample = read_sample(written(tmp_path, LINE, PROMISE))
    lines = list(concealed(sample, tmp_path, lambda path: read))
    plain = json.dumps(lines)
    for word in ("Northfield", "train", "offers", "Limited", "1,200"):
        assert word not in plain
    again = read_sample(written(tmp_path, *lines))
    before = summary(measure(parts(sample, tmp_path, lambda path: read), found))
    assert summary(measure(parts(again, tmp_path, lambda path: read), found)) == before
    # once more: nothing changes
    assert list(concealed(again, tmp_path, lambda path: read)) == lines


def test_a_passage_is_found_again_when_the_reader_has_changed(tmp_path: Path) -> None:
    sample = read_sample(written(tmp_path, LINE, PROMISE))
    lines = list(concealed(sample, tmp_path, lambda path: offer()))
    moved = document("Page 1 of 2\n" + OFFER.replace("£1,200 a", "£1,200\na"), name="offer.pdf")
    again = list(parts(read_sample(written(tmp_path, *lines)), tmp_path, lambda path: moved))
    assert [part.scope[0].of(moved.text) for part in again] == [
        "Northfield Grounds Ltd offers £1,200\na year for mowing.",
        "We will train 4 apprentices by 1 May 2026.",
    ]
    assert [wanted.spans[0].of(moved.text) for wanted in again[0].wanted] == ["Northfield Grounds Ltd", "£1,200"]


def test_the_nearest_of_several_is_taken() -> None:
    text = "Total £5 . Total £5 . Total £5"
    known = letters("Total £5")
    assert [found_again(text, start, known) for start in (0, 12, 25)] == [
        found_again(text, 0, known),
        found_again(text, 11, known),
        found_again(text, 22, known),
    ]
    assert found_again(text, 0, letters("Total £6")) is None
    assert found_again(text, 0, "x:y") is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: no JSON"),
        ("[]", "line 1: an object"),
        ({**LINE, "knid": "row"}, "field 'knid' is not known; is 'kind' meant"),
        ({**LINE, "kind": "cell"}, "kind 'cell' is not known"),
        ({**LINE, "file": ""}, "field 'file' must hold a text"),
        ({**LINE, "hard": "yes"}, "field 'hard' must be true or false"),
        ({**LINE, "labels": None}, "field 'labels' must be a list"),
        ({**LINE, "labels": ["money"]}, "line 1, label 1: an object"),
        ({**LINE, "labels": [{"label": "price", "text": "£1,200"}]}, "label 'price' is not known"),
        ({**LINE, "labels": [{"label": "clause", "text": "mowing"}]}, "a clause needs 'value' with its 'kind'"),
        ({**LINE, "labels": [{"label": "money", "text": "£1,200", "value": 5}]}, "field 'value' must be an object"),
        ({**LINE, "labels": [{"label": "money", "text": "£1,300"}]}, "label 1: the passage does not hold '£1,300'"),
        ({**LINE, "labels": [{"label": "money", "text": "£1,200", "at": 1}]}, "2 times"),
        ({**LINE, "labels": [{"label": "money", "text": "£1,200", "at": -1}]}, "field 'at' must be a whole number"),
        ({**LINE, "labels": [{"label": "money", "start": 4, "end": 400}]}, "'end' is 400"),
        ({**LINE, "text": " "}, "field 'text' must hold the words"),
        ({**LINE, "text": "Nobody wrote this."}, "offer.pdf does not hold 'Nobody wrote this.'"),
        ({**LINE, "text": None}, "either 'text' is needed"),
        ({**LINE, "text": None, "start": 0, "end": 9}, "a passage needs 'letters'"),
        ({**LINE, "text": None, "start": 0, "end": 9, "letters": "9:abc"}, "does not hold the passage any more"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, line: dict[str, Any] | str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        list(parts(read_sample(written(tmp_path, line)), tmp_path, lambda path: offer()))
    assert message in raised.value.message
    assert "sample.jsonl, line 1" in raised.value.message


def labelled(label: str, **value: Any) -> dict[str, Any]:
    return {**LINE, "labels": [{"label": label, "text": "mowing", "value": value}]}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        # a key or a word that is misspelt, with what was meant
        (labelled("money", amont="5"), "'value' has no key 'amont'; is 'amount' meant"),
        (labelled("money", kind="contract-value"), "'kind' 'contract-value' is not known; is 'contract_value' meant"),
        (labelled("money", kind="Budget_ceiling"), "is 'budget_ceiling' meant"),
        (labelled("money", vat="exclusive"), "'vat' 'exclusive' is not known"),
        (labelled("date", iso="2026-04-01", role="dedline"), "is 'deadline' meant"),
        (labelled("term", role="contrat"), "is 'contract' meant"),
        (labelled("reference", scheme="CVP", id="1"), "is 'cpv' meant"),
        (labelled("clause", kind="paymnet"), "is 'payment' meant"),
        (labelled("clause", kind="social_value", theme="enviroment"), "is 'environment' meant"),
        (labelled("clause", kind="payment", strength="frim"), "is 'firm' meant"),
        (labelled("commitment", strength="certain"), "'strength' 'certain' is not known"),
        (labelled("supplier", amount="5"), "'value' has no key 'amount'"),
        ({**LINE, "labels": [{"lable": "money", "text": "mowing"}]}, "field 'lable' is not known; is 'label' meant"),
        ({**LINE, "labels": [{"label": "suplier", "text": "mowing"}]}, "is 'supplier' meant"),
        # a value of the wrong kind
        (labelled("money", amount=[5]), "'amount' must be a number"),
        (labelled("money", amount="five"), "'amount' must be a number"),
        (labelled("money", amount=True), "'amount' must be a number"),
        (labelled("money", amount="1e999999999"), "'amount' must be a number"),
        (labelled("money", amount="NaN"), "'amount' must be a number"),
        (labelled("money", amount=10**400), "'amount' must be a number"),
        (labelled("money", currency="£"), "'currency' must be a code"),
        (labelled("money", kind={"of": "budget"}), "'kind' must hold a text"),
        (labelled("date", iso="2026-02-30"), "'iso' must be a day"),
        (labelled("date", iso="²026-01-01"), "'iso' must be a day"),
        (labelled("date", iso=20260401), "'iso' must hold a text"),
        (labelled("term", extensions="12"), "'extensions' must be a list"),
        (labelled("term", extensions=[12, "12"]), "'extensions' must be whole numbers"),
        (labelled("weighting", adds_up="yes"), "'adds_up' must be true or false"),
        (labelled("supplier", name=7), "'name' must hold a text"),
        (labelled("clause", kind=7), "'kind' must hold a text"),
        ({**LINE, "labels": [{"label": "money", "text": "mowing", "value": None}]}, "field 'value' must be an object"),
        ({**LINE, "labels": [{"label": ["money"], "text": "mowing"}]}, "field 'label' must hold a text"),
        ({**LINE, "labels": [{"label": "money", "start": True, "end": 3}]}, "either 'text' is needed"),
        ({**LINE, "labels": [{"label": "money", "start": 0, "end": 10**30}]}, "either 'text' is needed"),
        ({**LINE, "file": "a\0b"}, "field 'file' must hold a text"),
        ({**LINE, "file": "a\ud800"}, "field 'file' must hold a text"),
        ({**LINE, "file": ["a"]}, "field 'file' must hold a text"),
        ({**LINE, "text": 5}, "field 'text' must hold the words"),
        ({**LINE, "at": 10**30}, "field 'at' must be a whole number"),
        ({**LINE, "at": 10**6}, "1000001 times"),
        ({**LINE, "text": "\ud800"}, "does not hold"),
        # what is no JSON that can be used
        ('{"file": ' + "1" * 5000 + "}", "no JSON that can be used"),
        ('{"file": NaN}', "no JSON that can be used"),
        ("[" * 200_000, "no JSON that can be used"),
        ('{"a": 1, }', "no JSON"),
        # letters that were written by another hand
        *(
            ({**LINE, "text": None, "start": 0, "end": 9, "letters": letters}, "does not hold the passage any more")
            for letters in ("²:abc", "0:abc", "-1:abc", "99999999999999999999:abc", "٣:abc", ":", "", "7")
        ),
        ({**LINE, "text": None, "start": 0, "end": 9, "letters": 7}, "a passage needs 'letters'"),
        ({**LINE, "text": None, "start": 10**12, "end": 10**12 + 9, "letters": "9:abc"}, "does not hold the passage"),
    ],
    ids=lambda one: str(one)[:60] if isinstance(one, str) else None,
)
def test_odd_input_is_an_error_with_its_line(tmp_path: Path, line: dict[str, Any] | str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        list(parts(read_sample(written(tmp_path, line)), tmp_path, lambda path: offer()))
    assert message in raised.value.message
    assert "sample.jsonl, line 1" in raised.value.message


def test_a_document_that_is_missing_is_named_with_the_line(tmp_path: Path) -> None:
    def missing(path: Path) -> Document:
        raise PathMissing(f"{path} does not exist.")

    with pytest.raises(UsageError, match=r"sample.jsonl, line 1: .*offer.pdf does not exist"):
        list(parts(read_sample(written(tmp_path, LINE)), tmp_path, missing))


def test_a_sample_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_sample(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(UsageError, match="holds no passage"):
        read_sample(tmp_path / "empty.jsonl")
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UsageError, match="no UTF-8"):
        read_sample(tmp_path / "bytes.jsonl")
