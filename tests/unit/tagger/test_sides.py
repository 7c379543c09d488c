import time

import pytest

from tenderscan.record import Organisation
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
    took = []
    for length in (15_000, 60_000):
        text = unit * (length // len(unit))
        begun = time.process_time()
        tagger.tag(document(text))
        took.append(time.process_time() - begun)
    assert took[1] < 4 * took[0] * 2.5 + 0.5
