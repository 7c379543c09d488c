"""Pairs of names: the same supplier, another one, or for a person to decide."""

import pytest

from tenderscan.suppliers.compare import PERHAPS, SURE, Verdict, compare
from tenderscan.suppliers.names import parse
from tenderscan.suppliers.slips import Slip, slip_between

SAME = [
    # Legal form, capitals, marks, "The", "&".
    ("Northgate Grounds Ltd", "NORTHGATE GROUNDS LIMITED"),
    ("Northgate Grounds Ltd", "Northgate Grounds Ltd."),
    ("Northgate Grounds Ltd", "The Northgate Grounds Limited"),
    ("Northgate Grounds Ltd", "Northgate Grounds, Ltd"),
    ("Northgate Grounds Limted", "Northgate Grounds Ltd"),
    ("Northgate Grounds Lyd", "Northgate Grounds Ltd"),
    ("Northgate Grounds", "Northgate Grounds Ltd"),
    ("Hartwell PLC", "Hartwell P.L.C."),
    ("Hartwell plc", "Hartwell Public Limited Company"),
    ("Moorcroft Legal LLP", "Moorcroft Legal Limited Liability Partnership"),
    ("Tideway Youth C.I.C.", "Tideway Youth Community Interest Company"),
    ("Cwmni Bryn Cyf", "Cwmni Bryn Cyfyngedig"),
    ("Hobbs & Marlow Ltd", "Hobbs and Marlow Limited"),
    ("Hobbs + Marlow", "Hobbs & Marlow"),
    ("HOBBS&MARLOW", "Hobbs & Marlow"),
    ("St. Brannock's Hospice", "St Brannocks Hospice"),
    ("St Brannock’s Hospice", "ST BRANNOCK'S HOSPICE"),
    ("Café Larousse Ltd", "Cafe Larousse Ltd"),
    ("A.J. Pilling Ltd", "A J Pilling Ltd"),
    ("A J Pilling Ltd", "AJ Pilling Limited"),
    ("Pilling Bros Ltd", "Pilling Brothers Ltd"),
    ("Wm Harker & Sons Ltd", "William Harker and Sons Limited"),
    ("Dunmore Motor Co Ltd", "Dunmore Motor Company Limited"),
    ("One Call Plumbers Ltd", "1 Call Plumbers Ltd"),
    ("First Aid Box Ltd", "1st Aid Box Ltd"),
    ("Greenlane Works (Trafford) Ltd", "Greenlane Works Trafford Limited"),
    ("Lot 2 - Hartwell Recycling Ltd", "Hartwell Recycling Ltd"),
    ("Hartwell Recycling Ltd (Lots 1 and 3)", "Hartwell Recycling Limited"),
    ("Mersey Lane Works Ltd (MLW)", "Mersey Lane Works Ltd"),
    ("Association of Kerb Layers (AKL)", "The Association of Kerb Layers"),
    ("Green Bank Works Ltd", "Greenbank Works Ltd"),
    ("Home-Start Tidewell", "Homestart Tidewell"),
    ("Calibration and Testing Services", "Calibration & Testing Services Ltd"),
    # Slips of the pen and plurals.
    ("Hartwell Enviromental Services Ltd", "Hartwell Environmental Services Ltd"),
    ("Hartwell Maintainance Ltd", "Hartwell Maintenance Ltd"),
    ("Hartwell Servcies Ltd", "Hartwell Services Ltd"),
    ("Hartwell Costuction Ltd", "Hartwell Construction Ltd"),
    ("Northagte Grounds Ltd", "Northgate Grounds Ltd"),
    ("Moorcroft Cleaning Service Ltd", "Moorcroft Cleaning Services Ltd"),
    ("Moorcroft Window Ltd", "Moorcroft Windows Ltd"),
]
APART = [
    # Companies of a group.
    ("Acme Grounds Ltd", "Acme Holdings Ltd"),
    ("Acme Grounds Ltd", "Acme (North) Ltd"),
    ("Acme Holdings Ltd", "Acme (North) Ltd"),
    ("Acme Grounds Ltd", "Acme Grounds (Holdings) Ltd"),
    ("Acme Grounds Ltd", "Acme Grounds Group Ltd"),
    ("Acme Grounds Ltd", "Acme Grounds International Ltd"),
    ("Acme Grounds Ltd", "Acme Grounds Maintenance Ltd"),
    ("Acme plc", "Acme Water plc"),
    ("Acme Construction Ltd", "Acme Consulting Ltd"),
    ("Acme Property Services Ltd", "Acme Services Ltd"),
    # Places and directions.
    ("Acme North Ltd", "Acme South Ltd"),
    ("Acme North West Ltd", "Acme North East Ltd"),
    ("Greenlane Works (Trafford) Ltd", "Greenlane Works (Stockport) Ltd"),
    ("Greenlane Works (Trafford) Ltd", "Greenlane Works Ltd"),
    ("Care Home Association Lancashire", "Care Home Association Yorkshire"),
    ("Police and Crime Commissioner for Cheshire", "Police and Crime Commissioner for Lincolnshire"),
    ("Rossfield Eastern Ltd", "Rossfield Western Ltd"),
    # Numbers, ordinals, Roman numbers.
    ("Harbour View 1 Ltd", "Harbour View 2 Ltd"),
    ("Harbour View Ltd", "Harbour View 2 Ltd"),
    ("Harbour View II Ltd", "Harbour View III Ltd"),
    ("Harbour View V Ltd", "Harbour View Ltd"),
    ("1st Harbour Scouts", "2nd Harbour Scouts"),
    ("Greenlane Works 2015 Ltd", "Greenlane Works 2019 Ltd"),
    ("4 Seasons Gardens Ltd", "41 Seasons Gardens Ltd"),
    # Words that are alike and mean something else.
    ("Hartwell Printers Ltd", "Hartwell Painters Ltd"),
    ("Hartwell Trading Ltd", "Hartwell Training Ltd"),
    ("JCB Services Ltd", "JSB Services Ltd"),
    ("ABC Ltd", "ABD Ltd"),
    ("Mason Builders Ltd", "Jason Builders Ltd"),
    ("Hays Specialist Recruitment Ltd", "Reed Specialist Recruitment Ltd"),
    ("Newlane Medical Centre", "Zetlane Medical Centre"),
    ("Hobbs Marlow LLP", "Hobbs Barlow LLP"),
    ("Mr J Smithson", "Mrs J Smithson"),
    ("Medical Supplies Ltd", "Medical Services Ltd"),
    ("Hartwell Ltd 01", "Hartwell Ltd 02"),
    ("Northgate Grounds Ltd", "Tidewell Catering Ltd"),
    # Not legal forms: a county council, the south east.
    ("Derbyshire CCC", "Derbyshire plc"),
    ("Conwy CBC", "Conwy CIC"),
    ("Hobhouse SE", "Hobhouse"),
]
UNCERTAIN = [
    ("Hartwell Ltd", "Hartwell plc"),  # another legal form
    ("Hartwell Ltd", "Hartwell LLP"),
    ("Northgate Grounds Ltd", "Northgate Grounds CIC"),
    ("QA Ltd", "QA"),  # says too little without a legal form
    ("Direct", "Direct Ltd"),
    ("Care Services", "Care Services Ltd"),
    ("Hartwell (UK) Ltd", "Hartwell Ltd"),  # S.I. 2015/17 has them the same; groups have both
    ("Hartwell Company Ltd", "Hartwell Ltd"),
    ("Thompson Builders Ltd", "Thomson Builders Ltd"),  # two spellings of a surname
    ("Hutchinson Engineering Ltd", "Hutchison Engineering Ltd"),
    ("Phillips Roofing Ltd", "Philips Roofing Ltd"),
    ("Smith Roofing Ltd", "Smyth Roofing Ltd"),
    ("Harris Roofing Ltd", "Harries Roofing Ltd"),
    ("Stretford Roofing Ltd", "Stratford Roofing Ltd"),  # two places
    ("Closemat Ltd", "Closomat Ltd"),
    # One letter in a word of no list: two coined names, or a slip.
    ("Nothgatefield Grounds Ltd", "Northgatefield Grounds Ltd"),
    ("Landmark Support Services Ltd", "Landmarc Support Services Ltd"),
    ("Linkwise Care Ltd", "Linkwide Care Ltd"),
    ("Carewell Homes Ltd", "Carewall Homes Ltd"),
    ("Interlink Transport Ltd", "Interlinq Transport Ltd"),
    ("Medicare Homes Ltd", "Mericare Homes Ltd"),
    # Words that look like legal forms.
    ("Grace Lim", "Grace Limited"),
    ("Speed Limit", "Speed Ltd"),
    ("Riverside Spa", "Riverside"),
    ("Hobhouse AB", "Hobhouse"),
    ("Pilling AS", "Pilling"),
    ("Hallmark SA", "Hallmark"),
    ("Data Medica Ltd", "Data Medical Ltd"),
    ("Hartwell", "Hartwell Recycling Ltd"),  # may be short for it
    ("Tideway Association Of Local Counc", "Tideway Association of Local Councils"),  # cut off
    ("RP Hartwell Construction L", "RP Hartwell Construction Ltd"),
    ("Red Lane Windscreens Ltd 01", "Red Lane Windscreens Ltd"),
    ("Hartwell Ltd - Inactive", "Hartwell Ltd"),
    ("Smithson Peter", "Peter Smithson"),
    ("Hobbs and Marlow and Pilling", "Hobbs, Marlow and Pilling"),
]
TABLE = [
    *((*pair, Verdict.SAME) for pair in SAME),
    *((*pair, Verdict.APART) for pair in APART),
    *((*pair, Verdict.UNCERTAIN) for pair in UNCERTAIN),
]


@pytest.mark.parametrize(("one", "other", "verdict"), TABLE)
def test_pairs(one: str, other: str, verdict: Verdict) -> None:
    first, second = parse(one).key, parse(other).key
    result = compare(first, second)
    assert result.verdict is verdict, result
    assert compare(second, first) == result
    assert 0 <= result.score <= 100


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 80
    assert len({frozenset(row[:2]) for row in TABLE}) == len(TABLE)


@pytest.mark.parametrize("name", sorted({name for one, other, _ in TABLE for name in (one, other)}))
def test_a_name_is_the_same_as_itself(name: str) -> None:
    assert compare(parse(name).key, parse(name.upper()).key).verdict is Verdict.SAME


def test_a_high_score_alone_merges_nothing() -> None:
    result = compare(parse("Acme Landscaping North Ltd").key, parse("Acme Landscaping South Ltd").key)
    assert (result.verdict, result.guard, result.score > PERHAPS) == (Verdict.APART, True, True)
    assert SURE > PERHAPS


SLIPS = [
    ("service", "services", Slip.PLURAL),
    ("servcies", "services", Slip.SURE),
    ("enviromental", "environmental", Slip.SURE),
    ("accountant", "accounting", Slip.PERHAPS),
    ("northagte", "northgate", Slip.SURE),
    ("marian", "marina", Slip.PERHAPS),
    ("mossglade", "mosglade", Slip.PERHAPS),
    ("harlequinn", "harlequim", Slip.PERHAPS),
    ("abc", "abd", Slip.NONE),
    ("mcdonald", "macdonald", Slip.PERHAPS),
    ("unit4", "unit5", Slip.NONE),
]


@pytest.mark.parametrize(("one", "other", "slip"), SLIPS)
def test_slips(one: str, other: str, slip: Slip) -> None:
    assert slip_between(one, other) is slip
    assert slip_between(other, one) is slip
