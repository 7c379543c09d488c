import time

import pytest

from tenderscan.record import Organisation
from tenderscan.tagger.organisations.canonical import canonical_names
from tenderscan.tagger.tagger import Tagger
from tests.build import document
from tests.unit.tagger.sample import sample

TWO = "This Agreement is made between Tarvold Ltd (“Tarvold”) and Medrick Ltd (“Medrick”)."


def sides(tagger: Tagger, text: str) -> dict[str, str]:
    return {f.value.name: f.label.value for f in tagger.tag(sample(text)) if isinstance(f.value, Organisation)}


@pytest.mark.parametrize(
    ("text", "tarvold", "medrick"),
    [
        # nobody says who sells
        (f"# Agreement\n{TWO}", "organisation", "organisation"),
        # by what they do
        (f"# Agreement\n{TWO} Medrick shall deliver salt. Tarvold shall pay Medrick.", "buyer", "supplier"),
        (f"# Agreement\n{TWO} Tarvold orders salt from Medrick. The price is payable to Medrick.", "buyer", "supplier"),
        # by the other's role
        ("# Agreement\nThis Agreement is made between Tarvold Ltd (the “Client”) and Medrick Ltd (the “Consultant”).",
         "buyer", "supplier"),
        ("# Charter\nThis Agreement is made between Tarvold Ltd (“Charterer”) and Medrick Ltd (“Owner”).",
         "buyer", "supplier"),
        ("# Building contract\nThis Agreement is made between Tarvold Ltd (“Owner”) and Medrick Ltd (“Contractor”).",
         "buyer", "supplier"),
        ("# Licence\nThis Agreement is made between Tarvold Ltd (“Licensee”) and Medrick Ltd (“Licensor”).",
         "buyer", "supplier"),
        ("# Agreement\nThis Agreement is made between Tarvold Ltd (“Company”) and Medrick Ltd (“Customer”).",
         "supplier", "buyer"),
        # agreements in which nobody sells
        (f"# Mutual Non-Disclosure Agreement\n{TWO} Tarvold shall pay Medrick.", "organisation", "organisation"),
        ("# Confidentiality Agreement\nThis Agreement is made between Tarvold Ltd (“Buyer”) and Medrick Ltd (“Firm”).",
         "organisation", "organisation"),
        ("# Lease\nThis Lease is made between Tarvold Ltd (the “Landlord”) and Medrick Ltd (the “Tenant”).",
         "organisation", "organisation"),
        ("# Grant Agreement\nThis Agreement is made between Tarvold Ltd (“Funder”) and Medrick Ltd (“Recipient”).",
         "organisation", "organisation"),
    ],
)  # fmt: skip
def test_parties(tagger: Tagger, text: str, tarvold: str, medrick: str) -> None:
    found = sides(tagger, text)
    assert (found["Tarvold Ltd"], found["Medrick Ltd"]) == (tarvold, medrick)


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Quotations were received from Acorn Works, Beech Grounds and Cedar Building Services.", "Beech Grounds",
         "supplier"),
        ("Quotations were received from Acorn Works, Beech Grounds and Cedar Building Services.",
         "Cedar Building Services", "supplier"),
        ("Acorn Ltd, Beech Ltd and Cedar LLP were appointed to the framework.", "Acorn Ltd", "supplier"),
        ("It was resolved to accept the tender of Acorn Works in the sum of £4,000.", "Acorn Works", "supplier"),
        ("Oak Lane Builders won the contract.", "Oak Lane Builders", "supplier"),
        ("A tenth is to be subcontracted through BMT.", "BMT", "supplier"),
        ("The contract was awarded to\nAcorn Works for two years.", "Acorn Works", "supplier"),
        ("The disposal of the land to Acorn Limited was noted.", "Acorn Limited", "organisation"),
        ("It was agreed to lease the premises to Oak Lane Rovers.", "Oak Lane Rovers", "organisation"),
        ("A grant was awarded to Oak Lane Singers.", "Oak Lane Singers", "organisation"),
        ("Harrowmere Borough Council intends to appoint a contractor.", "Harrowmere Borough Council", "buyer"),
        ("Tenders are invited on behalf of Tameside MBC.", "Tameside MBC", "buyer"),
        ("# Blackburn with Darwen Borough Council\nInvitation to tender", "Blackburn with Darwen Borough Council",
         "buyer"),
        ("# Minutes\nMINUTES OF THE MEETING OF HARROWMERE CITY AND COUNTY\nCOUNCIL HELD AT NOON",
         "HARROWMERE CITY AND COUNTY COUNCIL", "buyer"),
        ("Register with the Information Commissioner's Office.", "Information Commissioner's Office", "organisation"),
        ("Complaints go to HMRC.", "HMRC", "organisation"),
        ("The Department of Housing, Planning and Local Government wrote.",
         "Department of Housing, Planning and Local Government", "organisation"),
    ],
)  # fmt: skip
def test_roles_in_prose(tagger: Tagger, text: str, name: str, label: str) -> None:
    assert sides(tagger, text)[name] == label


@pytest.mark.parametrize(
    "text",
    [
        "Question submitted by Councillor Hale, on the proposal of Mayor Stone.",
        "The works are carried out by the Area Office. Chairs were appointed to the committees.",
        "Appointment of Cost Consultants. The Council has appointed Technical Advisors.",
        "An increase for Cemeteries in the amount of €100,000 was agreed, from September 2026 on.",
        "Tenders received from SMEs: 5\nTenders received electronically: 2\nMentions: 4",
        "Bidder Name | Quality Score | Price Score",
        "It is paid with Annual Council Tax and to a Delaware Corporation.",
        "The Relevant Authority, the Project Board and the Planning Committee meet.",
    ],
)
def test_nobody(tagger: Tagger, text: str) -> None:
    assert sides(tagger, text) == {}


@pytest.mark.parametrize(
    "unit",
    ["Ltd", "A ", "Acorn Ltd ", "Harrow Council ", "Department of Housing and ", "Acorn Ltd is an SME. ",
     "Acorn Ltd (“A”) and ",
     "Harrow City\nCouncil ", "Bank of Bank of ", "The contract was awarded to Acorn Works, "],
)  # fmt: skip
def test_time_is_linear(tagger: Tagger, unit: str) -> None:
    took = [min(seconds(tagger, unit * (length // len(unit))) for _ in range(3)) for length in (15_000, 60_000)]
    assert took[1] < 4 * took[0] * 2.5 + 0.5


def seconds(tagger: Tagger, text: str) -> float:
    """Of the processor; the least of several is what it takes, the rest is what else the machine does."""
    begun = time.process_time()
    tagger.tag(document(text))
    return time.process_time() - begun


@pytest.mark.parametrize(
    ("text", "name", "label", "role"),
    [
        # what is said outright goes before what sort of body it is
        ("# Agreement\nThis Agreement is made between (1) Oakfield School (“the Customer”) and (2) Brindlemere Borough"
         " Council (“the Supplier”).", "Brindlemere Borough Council", "supplier", "supplier"),
        ("“Supplier” means Brindlemere Borough Council.", "Brindlemere Borough Council", "supplier", "supplier"),
        ("Brindlemere Borough Council was appointed as the contractor.", "Brindlemere Borough Council", "supplier",
         "contractor"),
        ("We appointed Brindlemere Borough Council as our payroll provider.", "Brindlemere Borough Council", "supplier",
         "contractor"),
        ("The contract was awarded to Brindlemere City Council.", "Brindlemere City Council", "supplier", "awarded"),
        ("Brindlemere Borough Council was appointed as lead authority.", "Brindlemere Borough Council", "buyer",
         "author"),
        # whoever lost is a tenderer
        ("The contract was not awarded to Tarvold Ltd.", "Tarvold Ltd", "supplier", "tenderer"),
        ("Tarvold Ltd withdrew its tender.", "Tarvold Ltd", "supplier", "tenderer"),
        ("The bid from Tarvold Ltd was rejected.", "Tarvold Ltd", "supplier", "tenderer"),
        ("Tarvold Ltd lost to Medrick LLP.", "Tarvold Ltd", "supplier", "tenderer"),
        ("Tarvold Ltd was not appointed.", "Tarvold Ltd", "supplier", "tenderer"),
        # payees of grants, givers of grants and bonds
        ("A grant of £5,000 was paid to Tarvold Ltd.", "Tarvold Ltd", "organisation", "recipient"),
        ("Tarvold CIC has been awarded £500 from the grant fund.", "Tarvold CIC", "organisation", "recipient"),
        ("Work under the grant scheme's contract was awarded to Tarvold Ltd.", "Tarvold Ltd", "supplier", "awarded"),
        ("The performance bond was provided by Medrick Bank PLC.", "Medrick Bank PLC", "organisation", "surety"),
        # what stands between a name and its role
        ("Tarvold Ltd (company number 01234567) is the Supplier.", "Tarvold Ltd", "supplier", "supplier"),
        ("Tarvold Ltd (no. SC012345), whose office is at 1 Mill Lane, is the Contractor.", "Tarvold Ltd", "supplier",
         "contractor"),
        # the body for review, the owner of who buys
        ("Review body: official name: Brindlemere Borough Council", "Brindlemere Borough Council", "organisation",
         "mentioned"),
        ("# Invitation to Tender\nTarvold Ltd is a joint venture between Medrick LLP and Brindlemere City Council.",
         "Brindlemere City Council", "organisation", "mentioned"),
    ],
)  # fmt: skip
def test_what_is_said_outright(tagger: Tagger, text: str, name: str, label: str, role: str) -> None:
    findings = [f for f in tagger.tag(sample(text)) if isinstance(f.value, Organisation)]
    found = {f.value.name: (f.label.value, f.value.role) for f in findings if isinstance(f.value, Organisation)}
    assert found[name] == (label, role)


@pytest.mark.parametrize(
    ("names", "one"),
    [
        (["Greenbank Works Ltd", "Green Bank Works Limited", "GREENBANK WORKS", "Greenbank"], True),
        (["Medrick Civil Engineering Ltd", "Medrick Civil Engineernig Ltd", "Medrick Civil"], True),
        (["Wilton Care Ltd", "Wilson Care Ltd"], False),
        (["Tarvold Ltd", "Tarvold LLP"], False),
        (["Tarvold Ltd", "Tarvold Services Ltd"], False),
    ],
)
def test_one_company_in_a_list(names: list[str], one: bool) -> None:
    assert (len(set(canonical_names(names, {}).values())) == 1) is one
