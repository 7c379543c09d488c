"""What a run came to: the table for people, the lines for machines."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.table import Table

from tenderscan.cli.console import out, page_ranges, printable, say
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
        "path": result.place,
        "sha256": result.sha256,
        "parent": result.parent,
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
    for heading in ("Outcome", "Files", "Known already"):
        table.add_column(heading, justify="left" if heading == "Outcome" else "right")
    for outcome, name in ((Outcome.READ, "read"), (Outcome.PARTLY, "partly read"), (Outcome.FAILED, "failed")):
        same = sum(result.unchanged for result in results if result.outcome is outcome)
        table.add_row(name, str(counts[outcome.value]), str(same))
    console = out()
    console.print(table)
    if counts["pages"]:
        console.print(f"New pages: {counts['pages']}, new findings: {counts['findings']}")
    _print_reasons(results)


def _print_reasons(results: Sequence[Result]) -> None:
    """Files that were not wholly read, those with the same reason together."""
    together: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        for reason in _reasons(result):
            together.setdefault(reason, []).append(result)
    if not together:
        return
    console = out()
    console.print("\nNot wholly read:", style="bold")
    for (code, message), group in sorted(together.items(), key=lambda item: item[0]):
        style = "red" if group[0].outcome is Outcome.FAILED else "yellow"
        number = f" ({len(group)} files)" if len(group) > 1 else ""
        console.print(f"  {code}{number}: {printable(message)}", style=style, soft_wrap=True)
        for result in group:
            console.print(f"    {printable(result.place)}", soft_wrap=True)
    say(
        "\nWhat was read is kept. After mending a file, run the same command again: it reads only what is new.\n"
        "After installing a program or allowing more: tenderscan ingest --retry"
    )


def _reasons(result: Result) -> list[tuple[str, str]]:
    """Codes with a sentence each; the name of the file is left out of it, because its path stands below."""
    if result.code is not None:
        message = " ".join((result.message or "").splitlines())
        for name in (result.place, result.place.replace("\\", "/").rpartition("/")[2]):
            message = message.replace(name, "the file")
        return [(result.code, message[:1].upper() + message[1:])]
    reasons = []
    for code in sorted({notice.code for notice in result.notices if notice.code in NOT_READ}):
        notices = [notice for notice in result.notices if notice.code == code]
        others = [notice.page for notice in notices[1:] if notice.page is not None]
        more = f" The same holds for p. {page_ranges(others)}." if others else ""
        reasons.append((code, f"{notices[0].message}{more}"))
    return reasons
