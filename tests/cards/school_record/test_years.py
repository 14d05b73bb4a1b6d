"""The card of the year's reports: what can be asked for, and what was made."""

from dataclasses import replace

from cards.school_record.years import years_card
from handbook.core.people import Role
from handbook.core.school_years import AcademicYear, Term
from handbook.school_record.year_reports import YearReports
from tests.support import builders as a
from tests.support.card_reading import buttons, inputs, links, words

YEARS = (AcademicYear(2026), AcademicYear(2025))
HEAD, SIP = a.a_person(Role.HEADTEACHER), a.a_person(Role.SIP)
ASKED = YearReports("900001", YEARS[0], HEAD.id, "x", a.MONDAY)
MADE = replace(ASKED, made_at=a.MONDAY, item=a.a_filed_item("year.pdf"), terms=(Term.AUTUMN, Term.SPRING))


def test_a_headteacher_chooses_a_year_alone() -> None:
    card = years_card([a.a_school()], YEARS, [], HEAD)
    assert list(inputs(card)) == ["year"]
    assert inputs(card)["year"]["value"] == "2026"
    assert buttons(card)["Make the PDF"]["data"] == {"year_of": "900001"}


def test_of_several_schools_one_is_chosen_and_of_many_searched() -> None:
    few = [a.a_school(urn=f"9000{number:02}") for number in range(2)]
    assert inputs(years_card(few, YEARS, [], SIP))["year_of"]["style"] == "compact"
    many = [a.a_school(urn=f"9000{number:02}") for number in range(20)]
    assert inputs(years_card(many, YEARS, [], SIP))["year_of"]["style"] == "filtered"


def test_what_was_made_is_opened_and_what_lacks_is_said() -> None:
    school = a.a_school()
    being = years_card([school], YEARS, [(school, ASKED)], HEAD)
    assert "Being made: it will appear here in a moment" in words(being)
    made = years_card([school], YEARS, [(school, replace(MADE, lacks=("Summer term: there is no report.",)))], HEAD)
    assert "Made: on Monday 23 November 2026: autumn, spring" in words(made)
    assert "Not in it:\n- Summer term: there is no report." in words(made)
    assert links(made) == {"Open the PDF of 2026/27": "https://trust.example/sites/SIP/reports/year.pdf"}
    none = years_card([school], YEARS, [(school, replace(MADE, item=None))], HEAD)
    assert "Not made: no report of the year could be read" in words(none)
    http = replace(MADE, item=replace(a.a_filed_item("y.pdf"), web_url="http://127.0.0.1/y.pdf"))
    assert "http://127.0.0.1/y.pdf" in words(years_card([school], YEARS, [(school, http)], HEAD))
