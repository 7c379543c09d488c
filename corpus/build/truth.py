"""What the tagger should find in a sample, known from how it was written."""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from corpus.build import model

_NO_CONTRACT_VALUE = ("insurance_", "budget_ceiling", "threshold_mention", "turnover_requirement", "liability_cap",
                      "social_value", "framework_value", "performance_security", "deductions")  # fmt: skip
_FACTORS = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "": 1}
_AMOUNT = re.compile(r"([\d,]+(?:\.\d+)?)\s?(k|thousand|million|m)?(?![\w])")
_QUOTE_WORDS = 20


def expected(sample: model.Sample, pack: model.Pack, pages: int | None) -> dict[str, Any]:
    """The row of `expected.jsonl` for one sample."""
    marks = [mark for line in lines(sample.blocks) for mark in line.marks]
    text = "\n".join([*everything(sample), sample.letterhead, sample.header])
    scans = [block for block in sample.blocks if isinstance(block, model.Scan)]
    money = [_money(mark) for mark in marks if mark.tag == "m"]
    return {
        "file": sample.file,
        "buyer_field": pack.buyer,
        "document_type": sample.type,
        "suppliers": list(_suppliers(pack, text)),
        "buyers": [name for name in pack.buyers if name in text],
        "other_orgs": [name for name in pack.others if name in text],
        "values": money,
        "social_value": [_clause(mark) for mark in marks if mark.tag == "s"],
        "dates": [
            {"text": mark.text, "iso": _iso(mark.text), "role": mark.args[0]} for mark in marks if mark.tag == "d"
        ],
        "discrepancies": [
            text for text, numbers in pack.discrepancies if sample.file.split("/")[1].startswith(numbers)
        ],
        "pages": pages,
        "scanned_pages": [_scan_page(sample)] if scans else [],
        "not_values": [value["text"] for value in money if value["kind"].startswith(_NO_CONTRACT_VALUE)]
        + [mark.text for mark in marks if mark.tag == "n"],
    }


def check(sample: model.Sample) -> None:
    """Refuse a sample with an amount that no mark accounts for, or a quote that is too long.

    Raises:
        ValueError: the content has to be mended.
    """
    for line in lines(sample.blocks):
        rest = "".join("\N{BULLET}" if run.marked else run.text for run in _all_runs(line) if run.change != "del")
        if re.search(r"£\s?\d", rest):
            raise ValueError(f"{sample.file}: an amount is not marked: {rest}")
        for mark in line.marks:
            if mark.tag == "s" and len(mark.text.split()) > _QUOTE_WORDS:
                raise ValueError(f"{sample.file}: the quote is too long: {mark.text}")


def lines(blocks: tuple[model.Block, ...]) -> Iterator[model.Line]:
    """All lines in order; scanned pages have none."""
    for block in blocks:
        match block:
            case model.Text(line=line):
                yield line
            case model.Box(lines=boxed):
                yield from boxed
            case model.Field(value=value):
                yield value
            case model.Table():
                yield from _table_lines(block)
            case _:
                pass


def everything(sample: model.Sample) -> Iterator[str]:
    """Text of every line, footnotes included, deleted text left out."""
    for line in lines(sample.blocks):
        yield "".join(run.text for run in _all_runs(line) if run.change != "del")


def _all_runs(line: model.Line) -> Iterator[model.Run]:
    for run in line.runs:
        yield run
        yield from run.note


def _table_lines(table: model.Table) -> Iterator[model.Line]:
    for row in table.rows:
        for cell in row:
            yield cell.line
            if cell.inner:
                yield from _table_lines(cell.inner)


def _suppliers(pack: model.Pack, text: str) -> Iterator[dict[str, str]]:
    for party in pack.suppliers:
        if party.name in text or (party.short and re.search(rf"\b{re.escape(party.short)}\b", text)):
            row = {"name": party.name if party.name in text else party.short}
            if party.number and party.number in text:
                row["company_number"] = party.number
            yield row


def _money(mark: model.Mark) -> dict[str, Any]:
    """Arguments: kind, VAT basis, "per" period, and figures where the words have to be spelt out."""
    kind, *rest = mark.args
    row: dict[str, Any] = {"text": mark.text, "amount": "", "currency": "GBP", "kind": kind}
    figures = [word for word in rest if word[0].isdigit()]
    words = iter(word for word in rest if not word[0].isdigit())
    for word in words:
        if word == "per":
            row["period"] = next(words)
        else:
            row["vat"] = word
    amounts = [Decimal(figure) for figure in figures] or _amounts(mark.text)
    row["amount"] = f"{amounts[0]:.2f}"
    if len(amounts) > 1:
        row["amount_max"] = f"{amounts[1]:.2f}"
    return row


def _amounts(text: str) -> list[Decimal]:
    """The amounts of a simple form such as "£1.2m" or "GBP 1,200,000.00".

    Raises:
        ValueError: the form is not simple; the mark must give the figures.
    """
    found = [Decimal(digits.replace(",", "")) * _FACTORS[unit] for digits, unit in _AMOUNT.findall(text)]
    if len(found) != 1:
        raise ValueError(f"give the amount of {text!r}")
    return found


def _clause(mark: model.Mark) -> dict[str, str]:
    theme, strength = mark.args
    return {"text": mark.text, "theme": theme, "strength": strength}


def _iso(text: str) -> str:
    for form in ("%d %B %Y", "%d/%m/%Y", "%A %d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
    raise ValueError(f"not a date: {text}")


def _scan_page(sample: model.Sample) -> int:
    """Number of the scanned page: by convention the content before it begins each page with "@page"."""
    position = next(i for i, block in enumerate(sample.blocks) if isinstance(block, model.Scan))
    return 2 + sum(isinstance(block, model.PageBreak) for block in sample.blocks[:position])
