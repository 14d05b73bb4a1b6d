"""Which school, year, term and SIP: in whatever way people type them."""

import pytest

from documents.reading import read_proforma
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.proforma import Contents
from tests.documents.crafted import document, heading, line, table


def head(*rows: tuple[str, ...]) -> Contents:
    return read_proforma(document(table(*rows), heading("Good practice"), *_three()))


def _three() -> tuple[str, ...]:
    return heading("Good practice to share"), heading("Agreed targets"), heading("Next visit")


@pytest.mark.parametrize(
    "year",
    [
        "2026/7",
        "Sept 2026 – July 2027",
        "2026/27",
        "2026-27",
        "2026–27",
        "2026/2027",
        "2026 to 2027",
        "26/27",
        "202627",
        "AY 2026 / 27",
    ],
)
def test_years_as_people_type_them(year: str) -> None:
    assert head(("School year", year)).academic_year == AcademicYear(2026)


@pytest.mark.parametrize("year", ["", "2026", "2026/28", "12/10/2026", "next"])
def test_no_year_is_made_up(year: str) -> None:
    """What stands there instead is told."""
    read = head(("Academic year", year))
    assert (read.academic_year, read.year_said) == (None, year)
    assert head(("Academic year", "2026/27")).year_said == ""


@pytest.mark.parametrize(
    ("term", "wanted"),
    [
        ("Aut 1", Term.AUTUMN),
        ("Autumn Term 2", Term.AUTUMN),
        ("Term 1", Term.AUTUMN),
        ("Spr 2", Term.SPRING),
        ("HT4", Term.SPRING),
        ("half-term 6", Term.SUMMER),
        ("Term 2", None),
        ("Term 1 or term 5", None),
        ("Term", None),
    ],
)
def test_terms_in_short_and_by_number(term: str, wanted: Term | None) -> None:
    assert head(("Term", term)).term is wanted


@pytest.mark.parametrize(
    ("year", "term", "wanted"),
    [
        ("2026", "Autumn", 2026),
        ("Autumn 2026", "", 2026),
        ("", "Spring 2027", 2026),
        ("", "Summer term 2027", 2026),
        ("2026", "Spring", None),
        ("2026 or 2028", "Autumn", None),
    ],
)
def test_one_year_beside_a_term(year: str, term: str, wanted: int | None) -> None:
    read = head(("Academic year", year), ("Term", term))
    assert (read.academic_year and read.academic_year.starts_in) == wanted


@pytest.mark.parametrize(
    ("day", "term", "year"),
    [
        ("12 October 2026", Term.AUTUMN, 2026),
        ("Monday 12th of Oct 2026", Term.AUTUMN, 2026),
        ("09/03/2027", Term.SPRING, 2026),
        ("9.6.27", Term.SUMMER, 2026),
        ("2027-07-02", Term.SUMMER, 2026),
        ("20 April 2027", None, 2026),
        ("31 February 2027", None, None),
        ("12 Foo 2026", None, None),
        ("next week", None, None),
    ],
)
def test_the_day_of_the_visit_alone(day: str, term: Term | None, year: int | None) -> None:
    read = head(("Date of visit", day))
    assert (read.term, read.academic_year and read.academic_year.starts_in) == (term, year)


def test_a_term_and_year_that_are_written_go_before_the_day() -> None:
    read = head(("Date of visit", "4 September 2026"), ("Academic year", "2025/26"), ("Term", "Summer"))
    assert (read.academic_year, read.term) == (AcademicYear(2025), Term.SUMMER)
    assert head(("Date", "4 September 2026"), ("Academic year", "2026/28")).academic_year is None


def test_labels_with_stars_and_hints_in_one_cell_and_above_their_values() -> None:
    read = head(("School name *", "Holy Family"), ("Term (please select)", "Autumn"))
    assert (read.school_name, read.term) == ("Holy Family", Term.AUTUMN)
    read = head(("School: Holy Family | URN: 990003", "Notes"))
    assert (read.school_name, read.urn) == ("Holy Family", "990003")
    read = head(("School", "URN", "Notes", "Term"), ("Holy Family", "990003", "none", "Spring 2027"))
    assert (read.school_name, read.urn, read.term) == ("Holy Family", "990003", Term.SPRING)
    assert head(("School", "Term"), ("Town", "Eastmere")).school_name == ""


@pytest.mark.parametrize("term", ["Autumn", "autumn term", "AUTUMN 2026/27", "Term: Autumn"])
def test_terms_as_people_type_them(term: str) -> None:
    assert head(("Term", term)).term is Term.AUTUMN


def test_a_term_that_is_not_clear_is_not_guessed() -> None:
    assert head(("Term", "Spring or Summer")).term is None
    assert head(("Term", "Autumn 2026/27")).academic_year == AcademicYear(2026)


@pytest.mark.parametrize("urn", ["990123", "URN 990123", "990 123", "990123 (academy)"])
def test_a_urn_is_its_six_digits(urn: str) -> None:
    assert head(("URN", urn)).urn == "990123"


@pytest.mark.parametrize("urn", ["", "12345", "9901237", "not known"])
def test_no_urn_is_made_up(urn: str) -> None:
    assert head(("URN:", urn)).urn == ""


def test_a_head_typed_as_lines_or_rebuilt_as_a_wide_table() -> None:
    typed = document(
        line("Name of school: St Brigid’s (URN 990123)"),
        "<w:p><w:r><w:t>Town</w:t><w:tab/><w:t>Northmere</w:t></w:r></w:p>",
        line("Term: Summer"),
        *_three(),
    )
    read = read_proforma(typed)
    assert (read.school_name, read.town, read.urn, read.term) == (
        "St Brigid’s (URN 990123)",
        "Northmere",
        "990123",
        Term.SUMMER,
    )
    wide = head(("School", "Holy Family", "SIP", "Jo Marsh"), ("Town", "Eastmere", "Notes", "none"))
    assert (wide.school_name, wide.sip_name, wide.town) == ("Holy Family", "Jo Marsh", "Eastmere")


def test_tagged_places_of_the_head_are_read_outside_their_table() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="sip:{}"/></w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>'
    )
    school, town = control.format("school", "Holy Family"), control.format("town", "Eastmere")
    data = document(f"<w:p><w:r><w:t>School: </w:t></w:r>{school}</w:p><w:p>{town}</w:p>", *_three())
    assert read_proforma(data).school_name == "Holy Family"
    assert read_proforma(data).town == "Eastmere"
    together = document(f"<w:p>{school}{town}</w:p>", *_three())
    assert read_proforma(together).school_name == ""
