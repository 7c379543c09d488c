"""What people decided about suppliers, and the companies of a register: kept beside what the documents say."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from tenderscan.catalogue.schema import COMPANY, META, SUPPLIER_DECISION
from tenderscan.catalogue.store import Catalogue
from tenderscan.moments import now, parsed, stored


class DecisionKind(StrEnum):
    """What was decided."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, order=True)
class Spelled:
    """A spelling as a decision names it, so that it is known again after documents were read or tagged anew.

    Attributes:
        text: the name as documents have it.
        canonical: the fullest name beside which it stood, None without.
        identifiers: numbers with which it stood; empty without.
    """

    text: str
    canonical: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of a person.

    Attributes:
        number: counted from 1; a later one goes before an earlier one.
        kind: merge: both sides are one supplier; split: no spelling of one side is a supplier of the other side's.
        first: name of the supplier, as it was shown.
        second: name of the other supplier, or the spelling that was taken out.
        first_spellings: spellings of the one side, as they were then.
        second_spellings: spellings of the other side.
        note: the person's words, None without.
        made_at: in UTC.
        undone_at: in UTC, None while it holds.
    """

    number: int
    kind: DecisionKind
    first: str
    second: str
    first_spellings: tuple[Spelled, ...]
    second_spellings: tuple[Spelled, ...]
    note: str | None
    made_at: datetime
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """An entry of a register of companies.

    Attributes:
        number: at Companies House, eight characters.
        name: as the register has it.
        former: whether it is a name that the company no longer has.
    """

    number: str
    name: str
    former: bool = False


@dataclass(frozen=True, slots=True)
class RegisterRead:
    """The register that was read last.

    Attributes:
        file: its name.
        read_at: in UTC.
        rows: companies in it.
        kept: entries that name a supplier of the library.
        skipped: rows without a name or a sound number.
    """

    file: str
    read_at: datetime
    rows: int
    kept: int
    skipped: int = 0


def decisions(catalogue: Catalogue) -> tuple[Decision, ...]:
    """Every decision, the first first; those that were undone among them."""
    table = SUPPLIER_DECISION.c
    with catalogue.read() as connection:
        rows = connection.execute(select(SUPPLIER_DECISION).order_by(table.number)).all()
    return tuple(
        Decision(
            number=row.number,
            kind=DecisionKind(row.kind),
            first=row.first,
            second=row.second,
            first_spellings=_spellings_from(row.first_spellings),
            second_spellings=_spellings_from(row.second_spellings),
            note=row.note,
            made_at=parsed(row.made_at),
            undone_at=None if row.undone_at is None else parsed(row.undone_at),
        )
        for row in rows
    )


def add_decision(connection: Connection, decision: Decision) -> int:
    """Keep a decision; its number."""
    values = {
        "kind": decision.kind.value,
        "first": decision.first,
        "second": decision.second,
        "first_spellings": _as_text(decision.first_spellings),
        "second_spellings": _as_text(decision.second_spellings),
        "note": decision.note,
        "made_at": stored(decision.made_at),
    }
    key = connection.execute(insert(SUPPLIER_DECISION).values(values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def mark_undone(connection: Connection, number: int) -> bool:
    """Let a decision hold no longer; False where there is none of this number that holds."""
    table = SUPPLIER_DECISION.c
    holds = (table.number == number, table.undone_at.is_(None))
    changed = connection.execute(update(SUPPLIER_DECISION).where(*holds).values(undone_at=stored(now())))
    return changed.rowcount == 1


def _as_text(spellings: Iterable[Spelled]) -> str:
    return json.dumps(
        [[one.text, one.canonical, [list(pair) for pair in one.identifiers]] for one in spellings], ensure_ascii=False
    )


def _spellings_from(text: str) -> tuple[Spelled, ...]:
    return tuple(
        Spelled(name, canonical, tuple((scheme, number) for scheme, number in identifiers))
        for name, canonical, identifiers in json.loads(text)
    )


_REGISTER = "register"
"""Key of `schema.META` under which it is kept which register was read."""


def companies(catalogue: Catalogue) -> tuple[Company, ...]:
    """The entries of the register that were kept, by number and name."""
    with catalogue.read() as connection:
        rows = connection.execute(select(COMPANY).order_by(COMPANY.c.number, COMPANY.c.name)).all()
    return tuple(Company(row.number, row.name, row.former) for row in rows)


def register_read(catalogue: Catalogue) -> RegisterRead | None:
    """Which register was read last; None where none was."""
    with catalogue.read() as connection:
        text = connection.execute(select(META.c.value).where(META.c.key == _REGISTER)).scalar_one_or_none()
    if text is None:
        return None
    file, read_at, *counts = json.loads(text)  # an earlier version did not count what it skipped
    return RegisterRead(file, parsed(read_at), *counts)


def put_register(connection: Connection, read: RegisterRead | None, kept: Iterable[Company]) -> None:
    """Keep the entries of a register in place of those of an earlier one; without a register, forget them."""
    connection.execute(delete(COMPANY))
    connection.execute(delete(META).where(META.c.key == _REGISTER))
    rows = [{"number": one.number, "name": one.name, "former": one.former} for one in kept]
    if rows:
        connection.execute(insert(COMPANY), rows)
    if read is not None:
        value = json.dumps([read.file, stored(read.read_at), read.rows, read.kept, read.skipped], ensure_ascii=False)
        connection.execute(insert(META).values(key=_REGISTER, value=value))
