"""Names taken apart."""

import time

import pytest

from tenderscan.suppliers.names import Alias, Key, parse

KEYS = [
    ("Northgate Grounds Ltd", Key(("northgate", "grounds"), "ltd")),
    ("The Northgate & Sons Co. Ltd.", Key(("northgate", "and", "sons", "company"), "ltd")),
    ("A. E. Pilling", Key(("ae", "pilling"), None)),
    ("Limited", Key(("limited",), None)),
    ("Ltd Edition Prints", Key(("ltd", "edition", "prints"), None)),
    ("Hartwell Ltd (North)", Key(("hartwell",), "ltd", ("north",))),
    ("D A S Ltd", Key(("das",), "ltd")),
    ("Hansen Broer A/S", Key(("hansen", "broer", "as"), None)),
    ("Speed Limits", Key(("speed", "limits"), None)),
    ("Müller GmbH", Key(("muller",), "gmbh")),
    ("The", Key(("the",), None)),
    ("", Key((), None)),
    ("()", Key((), None)),
    ("Lot 3", Key(("lot", "3"), None)),
]


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_keys(name: str, key: Key) -> None:
    assert parse(name).key == key


ALIASES = [
    ("Harker Ltd t/a Moss Lane Signs", "Harker Ltd", Alias.TRADING, "Moss Lane Signs"),
    ("Harker Ltd T/AS Moss Lane Signs", "Harker Ltd", Alias.TRADING, "Moss Lane Signs"),
    ("Harker Ltd (trading as Moss Lane Signs)", "Harker Ltd", Alias.TRADING, "Moss Lane Signs"),
    ("Harker Ltdtrading as Moss Lane Signs", "Harker Ltd", Alias.TRADING, "Moss Lane Signs"),
    ("Moss Lane Signs, a trading name of Harker Ltd", "Harker Ltd", Alias.TRADING, "Moss Lane Signs"),
    ("Harker Ltd (formerly Moss Lane Ltd)", "Harker Ltd", Alias.FORMER, "Moss Lane Ltd"),
    ("Harker Ltd (was Moss Lane)", "Harker Ltd", Alias.FORMER, "Moss Lane"),
]


@pytest.mark.parametrize(("name", "own", "alias", "other"), ALIASES)
def test_other_names(name: str, own: str, alias: Alias, other: str) -> None:
    parsed = parse(name)
    assert (parsed.key, parsed.alias, parsed.other) == (parse(own).key, alias, parse(other).key)


@pytest.mark.parametrize("name", ["TA Browne Ltd", "Tata Steel", "Ask Aka Ltd", "Wasp Ltd", "t/a", "t/a Signs"])
def test_what_is_no_other_name(name: str) -> None:
    assert parse(name).alias is None


@pytest.mark.parametrize("name", ["x" * 100_000, "& " * 50_000, "lot 1, " * 20_000, "(" * 100_000, "a." * 50_000])
def test_a_name_without_end_costs_no_time(name: str) -> None:
    begun = time.perf_counter()
    parse(name)
    assert time.perf_counter() - begun < 0.5
