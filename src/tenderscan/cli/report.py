"""What a run came to: the table for people, the lines for machines."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.table import Table

from tenderscan.cli.console import out, printable, say
from tenderscan.document import NOT_READ, Outcome
from tenderscan.ingest.run import Result
from tenderscan.json_contract import notice_as_json


def summary(results: Sequence[Result]) -> dict[str, Any]:
    """Counts for machines."""
    outcomes = Counter(result.outcome for result in results)
    return {
        "files": len(results),
        "read": outcomes[Outcome.READ],
        "partly": outcomes[Outcome.PARTLY],
        "failed": outcomes[Outcome.FAILED],
        "unchanged": sum(result.unchanged for result in results),
        "pages": sum(result.pages for result in results),
        "findings": sum(result.findings for result in results),
    }


def result_as_json(result: Result) -> dict[str, Any]:
    """One file for machines."""
    return {
        "path": str(result.path),
        "sha256": result.sha256,
        "outcome": result.outcome.value,
        "unchanged": result.unchanged,
        "pages": result.pages,
        "findings": result.findings,
        "warnings": [notice_as_json(notice) for notice in result.notices],
        "error": None if result.code is None else {"code": result.code, "message": result.message},
    }


def all_read(results: Sequence[Result]) -> bool:
    """Whether every file was wholly read."""
    return all(result.outcome is Outcome.READ for result in results)


def print_report(results: Sequence[Result]) -> None:
    """The table a run ends in."""
    counts = summary(results)
    table = Table(title="Ingested", title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("Outcome", "Files", "Of these unchanged"):
        table.add_column(heading, justify="left" if heading == "Outcome" else "right")
    for outcome, name in ((Outcome.READ, "read"), (Outcome.PARTLY, "partly read"), (Outcome.FAILED, "failed")):
        same = sum(result.unchanged for result in results if result.outcome is outcome)
        table.add_row(name, str(counts[outcome.value]), str(same))
    console = out()
    console.print(table)
    if counts["pages"]:
        console.print(f"{counts['pages']} pages, {counts['findings']} findings in what is new.")
    _print_reasons(results)


def _print_reasons(results: Sequence[Result]) -> None:
    wanting = [result for result in results if result.outcome is not Outcome.READ]
    if not wanting:
        return
    console = out()
    console.print("\nNot wholly read:", style="bold")
    for result in wanting:
        console.print(f"  {printable(str(result.path))}", soft_wrap=True)
        for reason in _reasons(result):
            style = "red" if result.outcome is Outcome.FAILED else "yellow"
            for line in printable(reason).splitlines():
                console.print(f"    {line}", style=style, soft_wrap=True)
    counts = Counter(code for result in wanting for code in _codes(result))
    console.print("\nWhy: " + ", ".join(f"{code} {number}" for code, number in counts.most_common()), soft_wrap=True)
    say("Mend or convert these files and run the same command again; the others are skipped.")


def _codes(result: Result) -> set[str]:
    """Why a file was not wholly read, each reason once."""
    if result.code is not None:
        return {result.code}
    return {notice.code for notice in result.notices if notice.code in NOT_READ}


def _reasons(result: Result) -> list[str]:
    """A sentence a reason; one that holds for many pages is said once, with the pages."""
    if result.code is not None:
        return [f"{result.code}: {result.message}"]
    reasons = []
    for code in sorted(_codes(result)):
        notices = [notice for notice in result.notices if notice.code == code]
        others = [str(notice.page) for notice in notices[1:] if notice.page is not None]
        more = f" The same holds for p. {', '.join(others)}." if others else ""
        reasons.append(f"{code}: {notices[0].message}{more}")
    return reasons
