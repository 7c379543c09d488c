import pytest

from tenderscan.document import Span
from tenderscan.record import CalendarDate
from tenderscan.tagger.calendar_dates import find_dates
from tenderscan.tagger.tagger import Tagger
from tests.unit.tagger.sample import sample

FORMS = [
    ("on 1 April 2026.", "1 April 2026", "2026-04-01"),
    ("on 1st April, 2026", "1st April, 2026", "2026-04-01"),
    ("this 23rd day of December, 2003", "23rd day of December, 2003", "2003-12-23"),
    ("April 1st, 2026", "April 1st, 2026", "2026-04-01"),
    ("Feb. 3 2021", "Feb. 3 2021", "2021-02-03"),
    ("01/04/2026", "01/04/2026", "2026-04-01"),
    ("01.04.26", "01.04.26", "2026-04-01"),
    ("18-03-2025 18:00:00", "18-03-2025", "2025-03-18"),
    ("2026-04-01", "2026-04-01", "2026-04-01"),
    ("19™ MAY, 2015", "19™ MAY, 2015", "2015-05-19"),
    ('25" May, 2016', '25" May, 2016', "2016-05-25"),
    ("1st\nMarch 2016", "1st\nMarch 2016", "2016-03-01"),
    ("12/31/2003", "12/31/2003", "2003-12-31"),
    ("in May 2012", "May 2012", "2012-05"),
    ("11/12/2023/ TO", "11/12/2023", "2023-12-11"),
    # letters that `re` takes for those of the month: a long s, a Turkish i
    ("1 Augu\u017ft 2026", "1 Augu\u017ft 2026", "2026-08-01"),
    ("1 Apr\u0131l 2026", "1 Apr\u0131l 2026", "2026-04-01"),
    ("APR\u0130L 1st, 2026", "APR\u0130L 1st, 2026", "2026-04-01"),
    ("in Augu\u017ft 2012", "Augu\u017ft 2012", "2012-08"),
]


@pytest.mark.parametrize(("text", "quote", "iso"), FORMS)
def test_forms(text: str, quote: str, iso: str) -> None:
    (found,) = find_dates(text, Span(0, len(text)))
    assert (found.span.of(text), found.iso) == (quote, iso)


@pytest.mark.parametrize(
    "text",
    [
        "Procurement Act 2023",
        "BS 7671:2008",
        "clause 12.3.04",
        "31 February 2026",
        "41/13/2026",
        "01744 676789",
        "2024/25",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text, Span(0, len(text))) == []


def test_month_first_where_the_document_says_so(tagger: Tagger) -> None:
    document = sample("Signed 2/9/99 and 02/08/99.\nThe Agreement dates from the 6th of February, 1999.")
    days = [f.value.iso for f in tagger.tag(document) if isinstance(f.value, CalendarDate)]
    assert days == ["1999-02-09", "1999-02-08", "1999-02-06"]


def test_month_first_by_a_month_with_a_long_s(tagger: Tagger) -> None:
    document = sample("Signed 8/2/2026.\nThe Agreement dates from the 2nd of Augu\u017ft, 2026.")
    days = [f.value.iso for f in tagger.tag(document) if isinstance(f.value, CalendarDate)]
    assert days == ["2026-08-02", "2026-08-02"]


def test_day_first_by_default(tagger: Tagger) -> None:
    (finding,) = [f for f in tagger.tag(sample("Seen on 02/03/2026.")) if isinstance(f.value, CalendarDate)]
    assert finding.value.iso == "2026-03-02"
