from decimal import Decimal

import pytest

from tenderscan.record import Record, Weighting
from tenderscan.tagger.tagger import Tagger
from tests.build import assert_evidence
from tests.unit.tagger.sample import sample

Row = tuple[str, int | str, int, str | None, bool | None]
FOUND: list[tuple[str, list[Row]]] = [
    (
        "The award criteria are: Price 60%, Quality 30% and Social Value 10%.",
        [("Price", 60, 1, None, True), ("Quality", 30, 1, None, True), ("Social Value", 10, 1, None, True)],
    ),
    (
        "# Evaluation weightings\n- 40 % - Price\n- 60 % - Quality",
        [("Price", 40, 1, None, True), ("Quality", 60, 1, None, True)],
    ),
    (
        # The percentages may stand before their criteria, right behind what leads them in.
        "Tenders will be evaluated on the basis of 60% price and 40% quality. Quality is made up of 25% method and 15% "
        "social value.",
        [
            ("price", 60, 1, None, True),
            ("quality", 40, 1, None, True),
            ("method", 25, 2, "quality", True),
            ("social value", 15, 2, "quality", True),
        ],
    ),
    (
        "Bids will be scored using 50% cost, 35% technical merit and 15% social value.",
        [("cost", 50, 1, None, True), ("technical merit", 35, 1, None, True), ("social value", 15, 1, None, True)],
    ),
    (
        "Tenders will be evaluated 60% on price and 40% on quality.",
        [("price", 60, 1, None, True), ("quality", 40, 1, None, True)],
    ),
    (
        "The award will be made on the basis of price 60% and quality 40%.",
        [("price", 60, 1, None, True), ("quality", 40, 1, None, True)],
    ),
    (
        # What a criterion means stands between its name and its percentage.
        "Price: the lowest price receives the full score, and all others are scored by dividing the lowest price by "
        "the price that was quoted to us — 60 %.\nQuality: the contractor shall give evidence of how they mean to keep "
        "all of the lifts in the buildings of the Trust in good order — 40 %.",
        [("Price", 60, 1, None, True), ("Quality", 40, 1, None, True)],
    ),
    (
        "Weighting:\n- 70% - Technical (split: 20% Skills; 30% Team; and 50% Questions)\n- 30% - Price",
        [
            ("Technical", 70, 1, None, True),
            ("Skills", 20, 2, "Technical", True),
            ("Team", 30, 2, "Technical", True),
            ("Questions", 50, 2, "Technical", True),
            ("Price", 30, 1, None, True),
        ],
    ),
    (
        "# Weightings\n- Quality 60%\n- Technical 30%\n- Social value 30%\n- Price 40%",
        [
            ("Quality", 60, 1, None, True),
            ("Technical", 30, 2, "Quality", True),
            ("Social value", 30, 2, "Quality", True),
            ("Price", 40, 1, None, True),
        ],
    ),
    (
        "Criterion | Weighting\nQuality | 60%\n1.1 Method | 40%\n1.2 Team | 20%\nPrice | 40%\nTotal | 100%",
        [
            ("Quality", 60, 1, None, True),
            ("Method", 40, 2, "Quality", True),
            ("Team", 20, 2, "Quality", True),
            ("Price", 40, 1, None, True),
        ],
    ),
    (
        "No | Question | Weighting\n1 | Quality | 60\n1.1 | Method | 100\n2 | Price | 40",
        [("Quality", 60, 1, None, True), ("Method", 100, 2, "Quality", None), ("Price", 40, 1, None, True)],
    ),
    (
        "Criteria | Points\nPrice | 400\nQuality | 600\nTotal | 1000",
        [("Price", 40, 1, None, True), ("Quality", 60, 1, None, True)],
    ),
    (
        "Parameter | Max Marks | Cutoff Marks\nMethod | 70 | 49\nTeam | 30 | 21",
        [("Method", 70, 1, None, True), ("Team", 30, 1, None, True)],
    ),
    (
        "Technical:Financial 30:70",
        [("Technical", 30, 1, None, True), ("Financial", 70, 1, None, True)],
    ),
    (
        "The contract was let on a 60/40 quality/price split.",
        [("quality", 60, 1, None, True), ("price", 40, 1, None, True)],
    ),
    (
        "Quality: award criterion: Method\nQuality: weighting: 60 %\n"
        "Cost: award criterion: Price\nCost: weighting: 40 %",
        [("Method", 60, 1, None, True), ("Price", 40, 1, None, True)],
    ),
    ("Social value carries 20% of the marks.", [("Social value", 20, 1, None, None)]),
    (
        "Tenders are evaluated on Quality (62.5%) and Price (37.5%).",
        [("Quality", "62.5", 1, None, True), ("Price", "37.5", 1, None, True)],
    ),
    (
        "The weightings are Price 60% and Quality 30%.",
        [("Price", 60, 1, None, False), ("Quality", 30, 1, None, False)],
    ),
    # Scores that must be reached are no weightings beside 60/30/10.
    (
        "Award criteria: Price 60%, Quality 30%, Social Value 10%. The minimum score of quality is 3 of 5 (60%).",
        [("Price", 60, 1, None, True), ("Quality", 30, 1, None, True), ("Social Value", 10, 1, None, True)],
    ),
    # A clarification that changes a weighting: both are found, each on its page.
    (
        "# Award criteria\nPrice 60%, Quality 40%.\n# Clarification 7\nThe weighting of quality is now 50%.",
        [("Price", 60, 1, None, True), ("Quality", 40, 1, None, True), ("quality", 50, 1, None, None)],
    ),
    # What it was before a change is none.
    ("The quality weighting has changed from 60 % to 55 %.", [("quality", 55, 1, None, None)]),
    ("The weighting for price was reduced from 45 to 40%.", [("price", 40, 1, None, None)]),
    ("The weighting of social value is amended to 15% (previously 10%).", [("social value", 15, 1, None, None)]),
    ("The weighting for price is now 45% instead of 40%.", [("price", 45, 1, None, None)]),
    ("The weighting for Price is not 45% but 40%.", [("Price", 40, 1, None, None)]),
    # What leads a change in is no part of the name.
    ("Clarification 9: the weighting for Quality changes from 55% to 50%.", [("Quality", 50, 1, None, None)]),
    ("Amendment: Quality weighting changed from 55% to 50%", [("Quality", 50, 1, None, None)]),
    ("- Q3. The weighting of the award criterion Price was cut to 40%", [("Price", 40, 1, None, None)]),
    ("- Weighting for Method 2 (the team): 15%", [("Method 2 (the team)", 15, 1, None, None)]),
    # What stands within another is below it.
    (
        "The award criteria are Price 30% and Quality 70%, of which 10% is social value.",
        [("Price", 30, 1, None, True), ("Quality", 70, 1, None, True), ("social value", 10, 2, "Quality", None)],
    ),
    (
        "Award criteria: Quality 70% (of which Social Value is 15% and Method is 55%), Price 30%.",
        [
            ("Quality", 70, 1, None, True),
            ("Social Value", 15, 2, "Quality", True),
            ("Method", 55, 2, "Quality", True),
            ("Price", 30, 1, None, True),
        ],
    ),
    (
        "Award criteria: price 40%; quality 60%, including social value 15%.",
        [("price", 40, 1, None, True), ("quality", 60, 1, None, True), ("social value", 15, 2, "quality", None)],
    ),
    (
        "# Weightings\n- Quality 60%, of which 20% is for social value\n- Price 40%",
        [("Quality", 60, 1, None, True), ("social value", 20, 2, "Quality", None), ("Price", 40, 1, None, True)],
    ),
    # A word that leads in a criterion is no part of it.
    (
        "There is a weighting of 60% in Quality and 40% in Price.",
        [("Quality", 60, 1, None, True), ("Price", 40, 1, None, True)],
    ),
    (
        "60% of the marks are available in Quality and 40% in Price.",
        [("Quality", 60, 1, None, True), ("Price", 40, 1, None, True)],
    ),
    (
        "The evaluation will be 60% price / 40% quality.",
        [("price", 60, 1, None, True), ("quality", 40, 1, None, True)],
    ),
    (
        "The tender is assessed 70:30 quality to price.",
        [("quality", 70, 1, None, True), ("price", 30, 1, None, True)],
    ),
    (
        "Criteria | Marks available (out of 1,000)\nPrice | 300\nQuality | 500\nSocial value | 200",
        [("Price", 30, 1, None, True), ("Quality", 50, 1, None, True), ("Social value", 20, 1, None, True)],
    ),
    (
        "Criteria | Points\nPrice | 450\nQuality | 550\nTotal | 1,000",
        [("Price", 45, 1, None, True), ("Quality", 55, 1, None, True)],
    ),
    (
        "Question | Weighting\nQ1 Insurance | Pass/Fail\nQ2 Method | 60%\nQ3 Team | 40%",
        [("Q2 Method", 60, 1, None, True), ("Q3 Team", 40, 1, None, True)],
    ),
]
NONE = [
    "40% of the staff live here.",
    "VAT is charged at 20% on the price.",
    "Tenderers must reach a minimum score of 50% for quality.",
    "A discount of 5% on the price is offered.",
    "Uptime is 99.9% and satisfaction 90%.",
    "Criterion | Score\nPrice | 4\nQuality | 5",
    "Item | Weight\nSteel beam | 60 kg\nBolt | 2 kg",
    "On 12/05/2026 at 12:30 quality and price were discussed.",
    "«Insert_Weight»% - Quality",
    "Weighting XX%",
    "Prices change with the index: 80% wages and 20% fuel cost.",
    "Supplier | Weighted score\nReed Ltd | 55%\nAsh Ltd | 45%",
]


@pytest.mark.parametrize(("text", "rows"), FOUND)
def test_weightings(tagger: Tagger, text: str, rows: list[Row]) -> None:
    wanted = [Weighting(name, Decimal(percent), level, parent, adds) for name, percent, level, parent, adds in rows]
    assert weightings(tagger, text) == wanted


@pytest.mark.parametrize("text", NONE)
def test_no_weighting(tagger: Tagger, text: str) -> None:
    assert weightings(tagger, text) == []


def test_a_table_below_the_criterion_that_its_heading_names(tagger: Tagger) -> None:
    text = (
        "The award criteria are Price 40% and Quality 60%.\n# Quality\nQuestion | Weighting\nMethod | 70%\nTeam | 30%"
    )
    below = [(one.criterion, one.level, one.parent) for one in weightings(tagger, text) if one.level == 2]
    assert below == [("Method", 2, "Quality"), ("Team", 2, "Quality")]


def test_a_table_that_makes_what_one_criterion_counts(tagger: Tagger) -> None:
    text = (
        "Criterion | Weighting\nPrice | 60%\nQuality | 40%\nNow the questions.\n"
        "Question | Weighting\nA plan | 25%\nA team | 15%"
    )
    values = weightings(tagger, text)
    assert [(one.criterion, one.parent, one.adds_up) for one in values[2:]] == [
        ("A plan", "Quality", True),
        ("A team", "Quality", True),
    ]


def weightings(tagger: Tagger, text: str) -> list[Weighting]:
    document = sample(text)
    findings = tagger.tag(document)
    assert_evidence(Record(document, findings))
    return [f.value for f in findings if isinstance(f.value, Weighting)]
