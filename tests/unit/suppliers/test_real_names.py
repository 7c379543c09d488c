"""Names as real notices and registers hold them: no merge across a place, a number or a word of a group."""

from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from tenderscan import readers
from tenderscan.catalogue.suppliers import Mention
from tenderscan.json_contract import value_from_json
from tenderscan.record import Label, Organisation
from tenderscan.suppliers.compare import compare
from tenderscan.suppliers.entries import Resolution
from tenderscan.suppliers.names import parse
from tenderscan.suppliers.resolve import resolution

NAMES_ALONE = {"same-name", "form-left-out", "blanks", "plural", "typing-slip"}


@pytest.fixture(scope="module")
def named(shared: Path) -> list[Mention]:
    """What the fields of structured notices call a supplier."""
    found = []
    paths = [*shared.glob("b_lancashire_councils/*.json"), *shared.glob("b_ted_xml_uk_ie/*.xml")]
    for path in sorted(paths):
        document = readers.read(path)
        for field in document.fields:
            if field.label == Label.SUPPLIER:
                value = value_from_json(Label.SUPPLIER, dict(field.value))
                assert isinstance(value, Organisation)
                name = " ".join(value.name.split())
                found.append(Mention(document.source.sha256, name, value.canonical, value.identifiers, value.postcode))
    assert len(found) > 300
    return found


@pytest.fixture(scope="module")
def found(named: list[Mention]) -> Resolution:
    return resolution(named)


def test_something_is_brought_together_and_little_is_in_doubt(found: Resolution, named: list[Mention]) -> None:
    several = [one for one in found.suppliers if len(one.spellings) > 1]
    assert len(several) > 20
    assert len(found.doubts) < len({mention.name for mention in named}) / 10


# Judged by hand, whatever the program thinks of them: names of the kinds that registers and packs hold.
ONE = [
    ("Northgate Grounds Ltd", "NORTHGATE GROUNDS LIMITED"),
    ("Hobbs & Marlow Ltd", "Hobbs and Marlow Limited"),
    ("Hartwell Enviromental Services Ltd", "Hartwell Environmental Services Ltd"),
    ("Wm Harker & Sons Ltd", "William Harker and Sons Limited"),
    ("Green Bank Works Ltd", "Greenbank Works Ltd"),
    ("Pilling plc", "Pilling Public Limited Company"),
]
TWO = [
    ("Landmark Support Services Ltd", "Landmarc Support Services Ltd"),
    ("Linkwise Care Ltd", "Linkwide Care Ltd"),
    ("Carewell Homes Ltd", "Carewall Homes Ltd"),
    ("Interlink Transport Ltd", "Interlinq Transport Ltd"),
    ("Medicare Homes Ltd", "Mericare Homes Ltd"),
    ("Grace Lim", "Grace Limited"),
    ("Speed Limit", "Speed Ltd"),
    ("Derbyshire CCC", "Derbyshire plc"),
    ("Conwy CBC", "Conwy CIC"),
    ("Hobhouse SE", "Hobhouse"),
    ("Riverside Spa", "Riverside"),
    ("Hobhouse AB", "Hobhouse"),
    ("Pilling AS", "Pilling"),
    ("Hallmark SA", "Hallmark"),
    ("Acme North Ltd", "Acme South Ltd"),
    ("Acme Grounds Ltd", "Acme Grounds Holdings Ltd"),
    ("Harbour View 1 Ltd", "Harbour View 2 Ltd"),
    ("Hartwell Ltd", "Hartwell plc"),
]


@pytest.mark.parametrize(("one", "other", "suppliers"), [*((*pair, 1) for pair in ONE), *((*pair, 2) for pair in TWO)])
def test_pairs_judged_by_hand(one: str, other: str, suppliers: int) -> None:
    assert len(resolution([Mention("a" * 64, one), Mention("b" * 64, other)]).suppliers) == suppliers


def test_no_two_spellings_of_a_supplier_have_words_that_tell_them_apart(found: Resolution) -> None:
    for supplier in found.suppliers:
        if {merge.rule for merge in supplier.merges} <= NAMES_ALONE:
            for one, other in combinations(supplier.spellings, 2):
                assert not compare(parse(one.text).key, parse(other.text).key).guard, (one.text, other.text)


def test_the_order_of_real_names_does_not_matter(found: Resolution, named: list[Mention]) -> None:
    chance = Random(3)
    for _ in range(3):
        assert resolution(chance.sample(named, len(named))) == found
