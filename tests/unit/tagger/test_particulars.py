import pytest

from tenderscan.record import Organisation
from tenderscan.tagger.tagger import Tagger
from tests.unit.tagger.sample import sample


def about(tagger: Tagger, text: str, name: str) -> Organisation:
    """What is known of a name; all of its mentions say the same."""
    values = {f.value for f in tagger.tag(sample(text)) if isinstance(f.value, Organisation) and f.value.name == name}
    known = {(value.identifiers, value.postcode, value.flags, value.canonical) for value in values}
    assert len(known) == 1, values
    return values.pop()


FORM = (
    "Supplier | Acorn Works Ltd\nRegistered address | 1 Mill Lane, Harrow Mere, M320TH\nCompany number | SC 012345\n"
    "VAT number | GB 999 9999 73\nSME | Yes\nVCSE | No"
)
TABLE = (
    "Tenderer | Company number | Postcode | SME | Price\nAcorn Works Ltd | 1234567 | M1 1AE | Y | £4,000\n"
    "Beech LLP | OC301234 | L36 9YY | N | £5,000"
)
NUMBER_FIRST = (
    "Id | Role | Scheme | Number | Supplier | Price\n"
    "GB-COH-11111111 | tenderer | GB-COH | 11111111 | Acorn Works Ltd | £4,000\n"
    "GB-COH-22222222 | tenderer | GB-COH | 22222222 | Beech LLP | £5,000\n"
    "GB-COH-33333333 | tenderer | GB-COH | 33333333 | not told | £6,000"
)
PARTY = (
    "# Services Agreement\nThis Agreement is made between Harrowmere Borough Council of Town Hall, Harrowmere (the"
    " “Council”) and Acorn Works Limited (the “Supplier”), a company registered in England with number 1234567 whose"
    " registered office is at 1 Mill Lane, Leeds LS1 4AP.\nAcorn Works Ltd shall cut."
)


@pytest.mark.parametrize(
    ("text", "name", "identifiers", "postcode", "flags"),
    [
        ("The contract was awarded to Acorn Ltd (company number 345678), 12 Mill Lane, Trafford, M32 0TH, which is an"
         " SME.", "Acorn Ltd", ["GB-COH 00345678"], "M32 0TH", ("sme",)),
        (FORM, "Acorn Works Ltd", ["GB-COH SC012345", "GB-VAT GB999999973"], "M32 0TH", ("sme",)),
        (TABLE, "Acorn Works Ltd", ["GB-COH 01234567"], "M1 1AE", ("sme",)),
        (TABLE, "Beech LLP", ["GB-COH OC301234"], "L36 9YY", ()),
        (NUMBER_FIRST, "Acorn Works Ltd", ["GB-COH 11111111"], None, ()),
        (NUMBER_FIRST, "Beech LLP", ["GB-COH 22222222"], None, ()),
        (PARTY, "Acorn Works Limited", ["GB-COH 01234567"], "LS1 4AP", ()),
        (PARTY, "Acorn Works Ltd", ["GB-COH 01234567"], "LS1 4AP", ()),
        (PARTY, "Harrowmere Borough Council", [], None, ()),
        ("Supplier: Oak Road Care CIC\nCharity number: SC012345\nAre you an SME? Yes", "Oak Road Care CIC",
         ["GB-SC SC012345"], None, ("sme", "vcse")),
        ("The contract was awarded to Oak Trust, a registered charity (no. 1122334).", "Oak Trust",
         ["GB-CHC 1122334"], None, ("vcse",)),
        ("The contract was awarded to Beech Ltd. The company number of Beech Ltd is 01234567.", "Beech Ltd",
         ["GB-COH 01234567"], None, ()),
        # said of others, or of nobody
        ("The contract was awarded to Acorn Ltd. It will deliver to the depot at M32 0TH.", "Acorn Ltd", [], None, ()),
        ("The contract was awarded to Acorn Ltd, who are not an SME.", "Acorn Ltd", [], None, ()),
        ("Supplier: Acorn Ltd\nSuitable for SMEs: Yes", "Acorn Ltd", [], None, ()),
        ("Supplier: Acorn Ltd\nDelivery site: Depot, M32 0TH", "Acorn Ltd", [], None, ()),
    ],
)  # fmt: skip
def test_what_is_said_of_an_organisation(
    tagger: Tagger, text: str, name: str, identifiers: list[str], postcode: str | None, flags: tuple[str, ...]
) -> None:
    value = about(tagger, text, name)
    assert [f"{one.scheme} {one.id}" for one in value.identifiers] == identifiers
    assert (value.postcode, value.flags) == (postcode, flags)


@pytest.mark.parametrize(
    ("text", "name", "canonical"),
    [
        (PARTY, "Acorn Works Ltd", "Acorn Works Limited"),
        ("# Harrowmere Borough Council\nHBC wants quotations.", "HBC", "Harrowmere Borough Council"),
        ("The contract was awarded to Acorn Mail Limited trading as Mailo.\nMailo has won the contract.", "Mailo",
         "Acorn Mail Limited"),
        ("The contract was awarded to ACORN WORKS LTD.\nTenders were received from Acorn Works Ltd.",
         "ACORN WORKS LTD", "Acorn Works Ltd"),
        # group companies are kept apart
        ("Tenders were received from Acorn Works Ltd and Acorn Services Ltd.", "Acorn Works Ltd", None),
        ("Tenders were received from Acorn Works Ltd and Acorn Works LLP.", "Acorn Works Ltd", None),
    ],
)  # fmt: skip
def test_the_fullest_name(tagger: Tagger, text: str, name: str, canonical: str | None) -> None:
    assert about(tagger, text, name).canonical == canonical
