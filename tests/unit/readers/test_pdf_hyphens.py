import pytest

from tenderscan.readers.pdf.hyphens import Mender
from tenderscan.readers.pdf.page import HYPHEN

BREAKING = f"the agreement and the sub-contract stand here, agree{HYPHEN}\nment"


@pytest.mark.parametrize(
    ("text", "context", "mended"),
    [
        (f"the contrac{HYPHEN}\ntor", "", "the contractor"),
        ("the contrac-\ntor", "", "the contractor"),
        ("the contrac\u00ad\ntor", "", "the contractor"),
        (f"framework RM{HYPHEN}\n6263", "", "framework RM-6263"),
        (f"Stockport{HYPHEN}\nTrafford", "", "Stockport-Trafford"),
        (f"by e{HYPHEN}\nmail", "", "by e-mail"),
        (f"a call{HYPHEN}\noff contract", "", "a call-off contract"),
        (f"a sub{HYPHEN}\ncontractor", "each sub-contractor", "a sub-contractor"),
        (f"a sub{HYPHEN}\ncontractor", "each subcontractor", "a subcontractor"),
        (f"a sub{HYPHEN}\ncontractor", "sub-contractor subcontractor subcontractor", "a subcontractor"),
        (f"quality{HYPHEN}\nweighted", "", "quality-weighted"),
        (f"price{HYPHEN}\nweighted score", "the price is weighted", "price-weighted score"),
        (f"pre{HYPHEN}\nregistered agencies", "a registered agency", "pre-registered agencies"),
        (f"pre{HYPHEN}\nsented", "", "presented"),
        (f"cost{HYPHEN}\nly works", "", "costly works"),
        (f"carbon{HYPHEN}\nneutral", "", "carbon-neutral"),
        (f"oppor{HYPHEN}\ntuni{HYPHEN}\nties", "", "opportunities"),
        (f"end-to{HYPHEN}\nend", "an end-to-end service", "end-to-end"),
        (f"tender{HYPHEN}", "", "tender-"),
        ("no line end-to mend", "", "no line end-to mend"),
        # other words of the document tell that it breaks none: every hyphen at a line end is meant
        (f"pan{HYPHEN}\nregional", f"a sub-contract, the sub{HYPHEN}\ncontract", "pan-regional"),
        (f"pan{HYPHEN}\nregional", BREAKING, "panregional"),
    ],
)
def test_mending(text: str, context: str, mended: str) -> None:
    assert Mender([text, context]).mend(text) == mended
