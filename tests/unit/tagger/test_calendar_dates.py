import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenderscan.document import Span
from tenderscan.record import CalendarDate
from tenderscan.tagger.dates import date_forms
from tenderscan.tagger.dates.calendar_dates import find_dates
from tenderscan.tagger.passages.openings import folded
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
    ("on Friday,2nd September, 2020, at 10.00 a.m.", "2nd September, 2020", "2020-09-02"),
    ("noon on Friday 12 June 2026", "12 June 2026", "2026-06-12"),
    ("w/c 4 May 2026", "4 May 2026", "2026-05-04"),
    ("w/c 4.5.26", "4.5.26", "2026-05-04"),
    ("paid 15-May-17", "15-May-17", "2017-05-15"),
    ("12/Jun/26 10:00", "12/Jun/26", "2026-06-12"),
    ("up to 31st OCT 23", "31st OCT 23", "2023-10-31"),
    ("2026-04-01T12:00:00Z", "2026-04-01", "2026-04-01"),
    ("2026/04/01", "2026/04/01", "2026-04-01"),
    ("STAFF W/E29/09/2025", "29/09/2025", "2025-09-29"),
    ("notice dated11th October, 2024", "11th October, 2024", "2024-10-11"),
]
RANGES = [
    ("4 - 6 May 2026", [("4", "2026-05-04"), ("6 May 2026", "2026-05-06")]),
    ("between 1 and 14 June 2026", [("1", "2026-06-01"), ("14 June 2026", "2026-06-14")]),
    ("12th/13th June, 2015", [("12th", "2015-06-12"), ("13th June, 2015", "2015-06-13")]),
    ("3, 4 and 5 June 2026", [("3", "2026-06-03"), ("4", "2026-06-04"), ("5 June 2026", "2026-06-05")]),
    ("30 November to 2 December 2024", [("30 November", "2024-11-30"), ("2 December 2024", "2024-12-02")]),
    ("1 October to 31 March 2027", [("1 October", "2026-10-01"), ("31 March 2027", "2027-03-31")]),
    ("July 20th to August 31st 2020", [("July 20th", "2020-07-20"), ("August 31st 2020", "2020-08-31")]),
    ("1.10.19 - 30.9.22", [("1.10.19", "2019-10-01"), ("30.9.22", "2022-09-30")]),
    ("01/04/24-31/03/25", [("01/04/24", "2024-04-01"), ("31/03/25", "2025-03-31")]),
    ("1-12-18 to 30-11-2019", [("1-12-18", "2018-12-01"), ("30-11-2019", "2019-11-30")]),
]
ROLES = [
    ("The contract runs from 1 April 2026 to 31 March 2029.", ["start", "end"]),
    ("The works take place between 1 and 14 June 2026.", ["start", "end"]),
    ("Site visits | 4 - 6 May 2026", ["meeting", "meeting"]),
    ("Tenders must be uploaded by 12 noon on Friday 12 June 2026.", ["deadline"]),
    ("Tenders close on 05/06/2026.", ["deadline"]),
    ("Tenders close at noon on 5 June 2026.", ["deadline"]),
    ("The tender will close at 12:00 hours on Friday 5 June 2026.", ["deadline"]),
    ("The competition closes 5 June 2026 (midday).", ["deadline"]),
    ("Expressions of interest close | 05/06/2026", ["deadline"]),
    ("Bids close on or about 5 June 2026. The works start on 3 August 2026.", ["deadline", "start"]),
    ("The bridge closed in the spring; work starts on 5 June 2026.", ["start"]),
    ("The standstill period ends at midnight on 9 June 2026.", ["standstill_end"]),
    ("It may be extended until 31 March 2031.", ["extension_end"]),
    ("Circulated, report of the Treasurer dated 12 May 2026.", ["document"]),
    ("Signed by: A Reed\nName: A Reed\nDate: 4 May 2026", ["signature"]),
    ("Review date | 1 October 2027", ["review"]),
    ("Payment Date | 14 May 2026", ["payment"]),
    # A column headed "Date" says nothing of the day of a row; nor does the end of a longer label.
    ("No | Date | Payee\n1 | 4 April 2022 | Greenbank Ltd\n2 | 5 April 2022 | Bluebank Ltd", ["other", "other"]),
    ("Date | 4 April 2022", ["document"]),
    ("Approval Date 18-12-2025", ["other"]),
    ("This Agreement is entered into as of 26 March 2026.", ["signature"]),
    ("This Agreement (“Agreement”) dated 1 June 2026, effective as of 1 July 2026.", ["signature", "start"]),
    ("id | period/startDate | dateSigned\nx | 2026-07-01T00:00:00Z | 2026-06-10T14:23:12Z", ["start", "signature"]),
    ("Contract period ends at the latest: 31/12/2027", ["end"]),
    # A notice of before the new Act and an award of after it: domain trap of two regimes in one pack.
    ("The tender notice was published on 20 February 2025. The award date is 3 June 2025.", ["publication", "award"]),
    # A call-off signed under an older framework.
    ("This Call-Off Contract is dated 4 May 2026. The framework expires on 31 March 2026.", ["signature", "end"]),
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
        "31st September 2026",
        "the 31st of June 2026",
        "30-02-2026",
        "31.09.2026",
        "2026-02-30",
        "February 29th, 2025",
        "Ref2026-04-01",
        "A01/04/2026",
        "01/04/2026B7",
        "Q1 FEB 2023 costs 4 a day",
        "41/13/2026",
        "01744 676789",
        "2024/25",
        "clause 4.5.26",
        "see 22.2.2.1 and 3.0.11",
        "9th July 12 noon",
        "14 May 10:30",
        "31 May to be agreed",
        "Room 12 May 4 be used",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text, Span(0, len(text))) == []


@pytest.mark.parametrize(("text", "days"), RANGES)
def test_ranges(text: str, days: list[tuple[str, str]]) -> None:
    assert [(day.span.of(text), day.iso) for day in find_dates(text, Span(0, len(text)))] == days


@pytest.mark.parametrize("text", ["Lot 1 - 4 May 2026", "Item 3 and 4 May 2026", "Section 2, 4 May 2026"])
def test_the_number_of_a_lot_is_no_day(text: str) -> None:
    assert [day.iso for day in find_dates(text, Span(0, len(text)))] == ["2026-05-04"]


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_roles(tagger: Tagger, text: str, roles: list[str]) -> None:
    assert [f.value.role for f in tagger.tag(sample(text)) if isinstance(f.value, CalendarDate)] == roles


def test_short_dates_in_a_column_of_dates(tagger: Tagger) -> None:
    document = sample("Clause | Start date | Value\n4.1.26 | 1.5.26 | 3.1.27")
    found = [f for f in tagger.tag(document) if isinstance(f.value, CalendarDate)]
    assert [(f.evidence.quote, f.value.iso, f.value.role) for f in found] == [("1.5.26", "2026-05-01", "start")]


def test_month_first_where_the_document_says_so(tagger: Tagger) -> None:
    document = sample("Signed 2/9/99 and 02/08/99.\nThe Agreement dates from the 6th of February, 1999.")
    days = [f.value.iso for f in tagger.tag(document) if isinstance(f.value, CalendarDate)]
    assert days == ["1999-02-09", "1999-02-08", "1999-02-06"]


def test_month_first_by_a_month_with_a_long_s(tagger: Tagger) -> None:
    document = sample("Signed 8/2/2026.\nThe Agreement dates from the 2nd of Augu\u017ft, 2026.")
    days = [f.value.iso for f in tagger.tag(document) if isinstance(f.value, CalendarDate)]
    assert days == ["2026-08-02", "2026-08-02"]


IN_ORDER = [
    # One day that only an American writes turns none of the others.
    ("Issued 12/25/2025. Tenders are due by 03/04/2026.", "2026-04-03"),
    # Several do, and what could be read either way is marked as unsure.
    ("Issued 12/25/2025, amended 01/30/2026. Tenders are due by 03/04/2026.", "2026-03-04"),
    # One that says the other thing, and it stays British.
    ("Issued 12/25/2025, amended 01/30/2026 and 30/01/2026. Tenders are due by 03/04/2026.", "2026-04-03"),
    ("Issued 12/25/2025, amended 01/30/2026 on the 3rd of April 2026. Tenders are due by 03/04/2026.", "2026-04-03"),
    ("We met on March 21st, 2026. Tenders are due by 02/04/2026.", "2026-04-02"),
    ("Issued 12/25/2025 and December 25, 2025. Tenders are due by 03/04/2026.", "2026-03-04"),
]


@pytest.mark.parametrize(("text", "iso"), IN_ORDER)
def test_the_order_of_a_document_takes_more_than_one_day(tagger: Tagger, text: str, iso: str) -> None:
    (found,) = [f for f in tagger.tag(sample(text)) if isinstance(f.value, CalendarDate) and f.value.role == "deadline"]
    assert found.value == CalendarDate(iso, "deadline")
    # Month-first is a reading of a document, not what stands there.
    assert (found.evidence.score < 0.5) == (iso == "2026-03-04")


def test_day_first_by_default(tagger: Tagger) -> None:
    (finding,) = [f for f in tagger.tag(sample("Seen on 02/03/2026.")) if isinstance(f.value, CalendarDate)]
    assert finding.value.iso == "2026-03-02"


PARTS = st.sampled_from(
    ["1 April 2026", "31st Oct 23", ", 5 May ", "15-May-17", "May 1st, 2026", "Augu\u017ft 2, 2026", "2026-04-01",
     "2026/04/0", "1.4.26 - 30.9.26", "/2026-04-01", "4/2", "May", "May 2026", "1 - ", "and ", "x", "'26", " ", ",",
     ".", "-", "7", "12"]
)  # fmt: skip
TEXTS = st.lists(PARTS, max_size=12).map("".join)


@given(TEXTS, st.integers(0, 9), st.integers(0, 9))
@settings(max_examples=500)
def test_forms_are_tried_only_where_they_may_begin(text: str, start: int, short: int) -> None:
    start, end = min(start, len(text)), max(0, len(text) - short)
    span = Span(min(start, end), end)
    months = date_forms.month_places(folded(span.of(text)), span.start)
    parted = [match.start() for match in date_forms.PARTED.finditer(text, span.start, end)]
    for pattern in (date_forms.DAY_FIRST, date_forms.SHORT_YEAR, date_forms.RANGE):
        assert _spans(date_forms.from_figures(pattern, text, span.start, end)) == _plain(pattern, text, span)
    for pattern in (date_forms.MONTH_FIRST, date_forms.MONTH_ONLY):
        assert _spans(date_forms.from_months(pattern, text, months, end)) == _plain(pattern, text, span)
    assert _spans(date_forms.iso_days(text, parted, span)) == _plain(date_forms.ISO, text, span)


@given(TEXTS)
@settings(max_examples=300)
def test_where_a_look_is_worth_it(text: str) -> None:
    plain = re.compile(f"{date_forms.LIKELY.pattern}|{date_forms.SHORT_LIKELY.pattern}")
    assert _spans(date_forms.WORTH_A_LOOK.finditer(text)) == _spans(plain.finditer(text))


def _spans(matches: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in matches]


def _plain(pattern: re.Pattern[str], text: str, span: Span) -> list[tuple[int, int]]:
    return _spans(pattern.finditer(text, span.start, span.end))
