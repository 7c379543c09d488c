import pytest

from tenderscan.readers.sheets.format_code import sections
from tenderscan.readers.sheets.number_format import BUILT_IN, general, hides, shower, text_shower

ACCOUNTING = '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        (ACCOUNTING, 1812.5, "£1,812.50"),
        (ACCOUNTING, -1812.5, "-£1,812.50"),
        (ACCOUNTING, 0, "£-"),
        ("[$£-809]#,##0.00", -5.005, "-£5.01"),
        ("[$£-en-GB]#,##0", 1234.4, "£1,234"),
        ("#,##0.00 [$€-1]", 12, "12.00 €"),
        ("£#,##0.00;[Red](£#,##0.00)", -1234.5, "(£1,234.50)"),
        ('"£"#,##0.00;[Red]"£"#,##0.00', -500, "-£500.00"),
        ("#,##0.00;[Red]#,##0.00", -1234.5, "-1,234.50"),
        ("#,##0;[Red]#,##0", -0.2, "0"),
        ('0" CR";0" DR"', -7, "7 DR"),
        ('"Surplus" 0;"Deficit" 0', -7, "Deficit 7"),
        ('0;0"-"', -7, "7-"),
        ('0;"none"', -7, "none"),
        ('[>=1000]"£"0.0,"k";"£"0', -5, "-£5"),
        ('[>=1000000]"£"0.0,,"m";[>=1000]"£"0.0,"k";"£"0', -2500, "-£2500"),
        ("[<0](0);0", -5, "(5)"),
        ("dd/mm/yyyy;@", -1, "-1"),
        ('£#,##0,,"m"', 12_345_678, "£12m"),
        ("#,##0.0,", 12_345, "12.3"),
        ('£0.00"/hour"', 12.6, "£12.60/hour"),
        ("0%", 0.155, "16%"),
        ("0.0%", 0.155, "15.5%"),
        ("0.00", 2.675, "2.68"),
        ("0.00", 1.005, "1.01"),
        ("#,##0", -0.2, "0"),
        ("0.##", 5, "5"),
        ("0.##", 5.256, "5.26"),
        ("00000", 42, "00042"),
        ("#", 0, ""),
        ("000-000", 1234, "001-234"),
        ("0.00E+00", 12345.678, "1.23E+04"),
        ("# ?/?", 12.5, "12.5"),
        ('0 "days"', 3, "3 days"),
        ('"Lot "0', 3, "Lot 3"),
        ("[<1]0.0%;0", 0.5, "50.0%"),
        ("[<1]0.0%;0", 3, "3"),
        ('[=1]"Yes";[=0]"No";General', 1, "Yes"),
        ('[=1]"Yes";[=0]"No";General', 0, "No"),
        ('[=1]"Yes";[=0]"No";General', 7.5, "7.5"),
        ("General", 45233130.0, "45233130"),
        ("@", 3.50, "3.5"),
        ('General" units"', 4, "4 units"),
        ("0" * 300, 7, "7".rjust(255, "0")),
    ],
)
def test_numbers_as_a_person_sees_them(code: str, number: float, shown: str) -> None:
    assert shower(code)(number) == shown


@pytest.mark.parametrize(
    ("code", "serial", "shown"),
    [
        ("dd/mm/yyyy", 46113, "01/04/2026"),
        ("mm-dd-yy", 46113.75, "01/04/2026"),
        ("m/d/yyyy", 46113, "01/04/2026"),
        ("yyyy-mm-dd", 46113, "01/04/2026"),
        ("dd.mm.yy hh:mm", 46113.75, "01/04/2026 18:00"),
        ("d mmmm yyyy", 46113, "1 April 2026"),
        ("d-mmm-yy", 46113, "1 Apr 2026"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", 46113, "Wednesday, April 01, 2026"),
        ("mmm-yy", 46113, "Apr 2026"),
        ("mm/yyyy", 46113, "04/2026"),
        ("yyyy", 46113, "2026"),
        ("h:mm AM/PM", 0.75, "6:00 PM"),
        ("hh:mm:ss", 0.99998, "23:59:58"),
        ("hh:mm", 0.9999999, "00:00"),
        ("[h]:mm", 1.26042, "30:15"),
        ("mm:ss", 0.01, "14:24"),
        ('"w/c "dd/mm/yyyy', 46113, "w/c 01/04/2026"),
        ('"FY"yyyy', 46113, "FY2026"),
        ('dd/mm/yyyy" (est.)"', 46113, "01/04/2026 (est.)"),
        ("_-dd/mm/yyyy_-;@", 46113, "01/04/2026"),
        ('[h]" hrs"', 1.5, "36 hrs"),
        ('h "hrs" m "min"', 0.55, "13:12"),
        ('yyyy"年"m"月"d"日"', 46113, "01/04/2026"),
        ("dd/mm/yyyy", 0, "00/01/1900"),
        ("dd/mm/yyyy", 59, "28/02/1900"),
        ("dd/mm/yyyy", 61, "01/03/1900"),
        ("dd/mm/yyyy", -1, "-1"),
        ("dd/mm/yyyy", 1e9, "1000000000"),
    ],
)
def test_dates_are_british(code: str, serial: float, shown: str) -> None:
    assert shower(code)(serial) == shown


def test_days_may_count_from_1904() -> None:
    assert shower("dd/mm/yyyy", from_1904=True)(46113 - 1462) == "01/04/2026"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0.1 + 0.2, "0.3"),
        (610.8099999999999, "610.81"),
        (1e20, "100000000000000000000"),
        (1e-5, "0.00001"),
        (1.5e300, "1.5E+300"),
        (-0.0, "0"),
    ],
)
def test_a_number_without_a_format_has_no_noise(number: float, shown: str) -> None:
    assert general(number) == shown


def test_every_built_in_format_shows_a_number() -> None:
    assert {code: shower(code)(1.5) for code in BUILT_IN.values() if not shower(code)(1.5)} == {}
    assert shower(BUILT_IN[44])(1200) == "£1,200.00"
    assert shower(BUILT_IN[14])(46113) == "01/04/2026"


@pytest.mark.parametrize(
    "code", ["", ";", ";;;;;;", '"', "[", "\\", "_", "*", "E+", ".", ",", "%", "/", "0.0.0", "d0", "[h"]
)
@pytest.mark.parametrize("number", [0.0, -1.5, 1e308, float("inf"), float("nan"), 46113.5])
def test_a_format_that_makes_no_sense_shows_something_or_nothing(code: str, number: float) -> None:
    assert isinstance(shower(code)(number), str)


def test_what_a_format_hides() -> None:
    assert hides(";;;")
    assert hides(";;")
    assert not any(hides(code) for code in ("General", "0;;", ACCOUNTING, "@", ""))


def test_text_in_a_format_for_text() -> None:
    shown = text_shower('0;0;0;"Lot "@')
    assert shown is not None
    assert shown("North") == "Lot North"
    assert text_shower(ACCOUNTING) is not None  # blanks round the text, which are trimmed
    assert text_shower("@") is None
    assert text_shower("0.00") is None


def test_sections_are_at_most_four() -> None:
    assert len(sections("0;" * 100)) == 4
