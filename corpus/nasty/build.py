"""Writing the cases, and what should become of them."""

import json
from collections.abc import Iterator
from pathlib import Path

from corpus.nasty import archives, bombs, cuts, entities, mails, office, pdfs, pictures, texts
from corpus.nasty.model import Case, Fate

THEMES = (archives, bombs, office, entities, pdfs, pictures, mails, texts, cuts)
EXPECTED = "expected.jsonl"


def cases() -> list[Case]:
    """All cases, in the order of their themes.

    Raises:
        ValueError: two have the same name.
    """
    found = [case for theme in THEMES for case in theme.cases()]
    names = [case.name.lower() for case in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"names used twice: {', '.join(twice)}")
    return found


def write(target: Path) -> int:
    """Write the files into a folder, with `expected.jsonl`.

    Returns:
        How many there are.
    """
    target.mkdir(parents=True, exist_ok=True)
    count = 0
    for case in cases():
        (target / case.name).write_bytes(case.build())
        count += 1
    (target / EXPECTED).write_text(expected(), encoding="utf-8", newline="\n")
    return count


def expected() -> str:
    """One JSON object a line for each case."""
    return "".join(json.dumps(_row(case), ensure_ascii=False) + "\n" for case in cases())


def _row(case: Case) -> dict[str, object]:
    row = {"file": case.name, **dict(_fate(case.fate)), "about": case.about}
    if case.members:
        row["members"] = {path: dict(_fate(fate)) for path, fate in case.members.items()}
    if case.others:
        row["others"] = dict(_fate(case.others))
    return row


def _fate(fate: Fate) -> Iterator[tuple[str, str]]:
    yield "outcome", fate.outcome
    if fate.code:
        yield "code", fate.code
    if fate.says:
        yield "says", fate.says
