import pytest

from tenderscan.document import BlockKind, Properties
from tenderscan.readers.assemble import Assembler
from tenderscan.record import Label, Organisation
from tenderscan.tagger.organisations.acronyms import acronyms
from tenderscan.tagger.organisations.authorities import is_authority
from tenderscan.tagger.organisations.identifiers import normalise_number
from tenderscan.tagger.tagger import Tagger
from tests.build import document, source
from tests.unit.tagger.sample import sample

AGREEMENT = """# Services Agreement
THIS AGREEMENT is made on 4 May 2026 BETWEEN
(1) Brindlemere Borough Council of Town Hall, Brindlemere (the “Council”); and
(2) Greenbank Works Limited (company number 1234567) whose registered office is at 1 Mill Lane (the “Supplier”)."""


def found(tagger: Tagger, text: str) -> dict[str, tuple[str, str, str | None]]:
    return {
        f.value.name: (f.label.value, f.value.role, f.value.company_number)
        for f in tagger.tag(sample(text))
        if isinstance(f.value, Organisation)
    }


def test_parties_of_an_agreement(tagger: Tagger) -> None:
    assert found(tagger, AGREEMENT) == {
        "Brindlemere Borough Council": ("buyer", "buyer", None),
        "Greenbank Works Limited": ("supplier", "supplier", "01234567"),
    }


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("The contract was awarded to Greenbank Works Ltd.", "Greenbank Works Ltd", "supplier"),
        ("The maintenance contractor (Lumenor) repairs lamps.", "Lumenor", "supplier"),
        ("Tenderer | Price (40) | Total\nOskerton Living LLP | 28.47 | 77.07", "Oskerton Living LLP", "supplier"),
        ("Supplier: Greenbank Works Ltd, company number 1234567", "Greenbank Works Ltd", "supplier"),
        ("# Greenbank Works Limited\nMethod Statement", "Greenbank Works Limited", "supplier"),
        ("Signed for and on behalf of Greenbank Works Limited", "Greenbank Works Limited", "supplier"),
        ("Contracting authority | Brindlemere Borough Council", "Brindlemere Borough Council", "buyer"),
        ("Premier Foods Company, LLC (“Buyer” or “PFC”) buys.", "Premier Foods Company, LLC", "buyer"),
        ("Contractors who tendered\n- John Stone & Sons (Holdings) Ltd\n- Roadstone", "Roadstone", "supplier"),
        ("# Grounds Maintenance Brindlemere Borough Council\nThe grounds maintenance is for the Council.",
         "Brindlemere Borough Council", "buyer"),
        # a small word inside a name, plain names in a list, parts of a company, names joined by "and"
        ("The work will be done by Whitelining by Dovegate Ltd.", "Whitelining by Dovegate Ltd", "supplier"),
        ("The contract was awarded to Threnby Care at Home Limited.", "Threnby Care at Home Limited", "supplier"),
        ("Tenders were received from Greenbank Works, Halewood Ltd and us.", "Greenbank Works", "supplier"),
        ("# Agreement\nThis Agreement is made between Tarvold Inc. (“Tarvold”) and Medrick Ltd (“Medrick”)."
         " Tarvold and Medrick Ltd is a contractor.", "Medrick Ltd", "organisation"),
        # who issues a tender, and acronyms
        ("Organisation Name | Central Grain Corporation (cgc)\nBid Number | 4711", "Central Grain Corporation (cgc)",
         "buyer"),
        ("# Invitation to Tender\nBANK OF BRINDLEMERE\nTenders are opened by BOB at noon.", "BOB", "buyer"),
        ("# Brindlemere Borough Council\nBBC wants quotations.", "BBC", "buyer"),
    ],
)  # fmt: skip
def test_names(tagger: Tagger, text: str, name: str, label: str) -> None:
    assert found(tagger, text)[name][0] == label


@pytest.mark.parametrize(
    "text",
    [
        "Lee’s Cross was successful in its application for a grant.",
        "The latest orders issued by Ministry of Small Firms are kept.",
        "She has been engaged directly in trade; Tarvold has been engaged in trade.",
        "The contract was awarded to the Supplier.",
        "Supplier Name\nSupplier Address\nDear Sirs, your tender has been successful.",
        "Bidder Name | Quality Score\nInsert Bidder Name | XX",
        "award the Contract for the above procurement to insert winning supplier",
        "The Supplier is the Controller and the Relevant Authority is the Processor.",
        "Supplier name | TBC",
        "The meeting of Councillor Benson was with Mr Stone.",
        "[Insert name of Supplier] (the “Supplier”)",
        "THE SUPPLIER'S OBLIGATIONS",
    ],
)
def test_nobody_in_a_role(tagger: Tagger, text: str) -> None:
    assert not [name for name, (label, _, _) in found(tagger, text).items() if label != "organisation"]


def test_company_number_below_in_a_form(tagger: Tagger) -> None:
    names = found(tagger, "Supplier name | Greenbank Works Ltd\nCompany number | SC 012345")
    assert names["Greenbank Works Ltd"][2] == "SC012345"


def test_letter_of_refusal_is_no_award(tagger: Tagger) -> None:
    text = "Greenbank Works Ltd\n12 Mill Lane\nDear Sirs\nWe regret that your tender has been unsuccessful."
    assert found(tagger, text)["Greenbank Works Ltd"][1] == "tenderer"


def test_a_running_header_counts_once(tagger: Tagger) -> None:
    assembler = Assembler(source())
    for number in range(1, 6):
        assembler.begin_page(number)
        assembler.add(BlockKind.HEADER, "Brindlemere Borough Council")
        assembler.add(BlockKind.PARAGRAPH, f"Text of page {number}.")
    findings = tagger.tag(assembler.finish(Properties()))
    assert [f.evidence.page for f in findings if f.label is Label.BUYER] == [1]


def test_known_names_once_a_page(tagger: Tagger) -> None:
    pages = ["The contract was awarded to Greenbank Works Ltd.", "Greenbank Works Ltd cuts. Greenbank Works Ltd mows."]
    findings = [f for f in tagger.tag(document(*pages)) if f.label is Label.SUPPLIER]
    assert [(f.evidence.page, f.evidence.rule) for f in findings] == [
        (1, "organisation/awarded"),
        (2, "organisation/awarded/known-name"),
    ]
    assert findings[1].evidence.score < findings[0].evidence.score


@pytest.mark.parametrize(
    ("raw", "number"),
    [("345678", "00345678"), ("01234567", "01234567"), ("sc 012345", "SC012345"), ("OC301234", "OC301234"),
     ("123", None), ("SCHEDULE", None)],
)  # fmt: skip
def test_normalise_number(raw: str, number: str | None) -> None:
    assert normalise_number(raw) == number


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("St Helens Metropolitan Borough Council", True),
        ("Limerick City and County Council", True),
        ("London Borough of Someplace", True),
        ("Cabinet Office", True),
        ("Kilcornan Community Council", False),
        ("Borough Council", False),
        ("Plenary Council", False),
        ("Greenbank Works Limited", False),
        ("And and and and and and and and and and and and and and and and and", False),
    ],
)
def test_is_authority(name: str, expected: bool) -> None:
    assert is_authority(name) is expected


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Central Warehousing Corporation", {"CWC"}),
        ("Bank of Brindlemere", {"BOB"}),
        ("National Facility For Animal Research (nfar)", {"NFAR", "NFFAR"}),
        ("Brindlemere Council", set()),
    ],
)
def test_acronyms(name: str, short: set[str]) -> None:
    assert acronyms(name) == short


def test_who_pays_far_more_often_buys(tagger: Tagger) -> None:
    parties = "# Agreement\nThis Agreement is made between Tarvold Ltd (“Tarvold”) and Medrick Ltd (“Medrick”)."
    pays = " Tarvold shall pay Medrick monthly." * 3 + " Medrick shall pay its taxes."
    assert found(tagger, parties + pays)["Tarvold Ltd"][0] == "buyer"
