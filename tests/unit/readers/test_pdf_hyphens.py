import pytest

from tenderscan.readers.pdf.hyphens import PERHAPS_TORN, TORN, Mender, torn_mark
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


@pytest.mark.parametrize(
    ("text", "context", "mended"),
    [
        (f"Numbe{TORN}\nr", "", "Number"),
        (f"Respo{TORN}\nnse", "", "Response"),
        (f"respon{TORN}\nsibili{TORN}\nties", "", "responsibilities"),
        (f"contra{TORN}\nct", "the contract", "contract"),
        (f"Weightin{TORN}\nal %", "al is a word here, weightinal too", "Weightinal %"),
        (f"\u00abInsert_Buy{TORN}\ner_Name\u00bb", "", "\u00abInsert_Buyer_Name\u00bb"),
        (f"[Insert{TORN}\nnumber]", "insert the number here", "[Insert\nnumber]"),
        (f"Technical{TORN}\ncompetence", "technical questions", "Technical\ncompetence"),
        (f"a{TORN}\nway", "a long way, not away", "a\nway"),
        (f"deliverabl{PERHAPS_TORN}\nes", "all deliverables", "deliverables"),
        (f"deliverabl{PERHAPS_TORN}\nes", "", "deliverabl\nes"),
        (f"Deliver{PERHAPS_TORN}\ny", "deliver, delivery", "Delivery"),
        (f"cost{PERHAPS_TORN}\nly", "cost, costly", "cost\nly"),
    ],
)
def test_words_broken_without_hyphen(text: str, context: str, mended: str) -> None:
    assert Mender([text, context]).mend(text) == mended


@pytest.mark.parametrize(
    ("text", "after", "rooms", "mark"),
    [
        ("Numbe", "r", (3.0, 0.0), TORN),
        ("Numbe", "r", (30.0, 0.0), PERHAPS_TORN),
        ("Numbe", "r", (30.0, 20.0), ""),
        ("a", "way", (40.0, 35.0), ""),
        ("Score", "Weight", (3.0, 0.0), ""),
        ("the numbe", "r", (3.0, 0.0), ""),
        ("SUPPLIE", "R", (3.0, 0.0), TORN),
        ("12", "months", (3.0, 0.0), ""),
    ],
)
def test_lines_that_may_end_within_a_word(text: str, after: str, rooms: tuple[float, float], mark: str) -> None:
    assert torn_mark(text, after, 5.0 * len(text), rooms) == mark
