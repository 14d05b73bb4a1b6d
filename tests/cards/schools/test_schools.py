"""The list of schools and a school's card."""

import json
from dataclasses import replace
from datetime import date

import pytest

from cards.actions import read
from cards.schools.actions import BringOfSchool, ShowSchool
from cards.schools.school import school_card
from cards.schools.school_list import schools_card, shows_for
from handbook.core.people import Role
from handbook.schools.school_list import Show, ShowSchools
from handbook.schools.sight import Part
from handbook.visits.visit import VisitStatus
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import buttons, inputs, words
from tests.support.pressed import refused
from tests.support.school_gallery import ADVISOR, a_dossier, a_page

HEAD = a.a_person(Role.HEADTEACHER)


def test_a_page_of_a_great_trust_is_less_than_half_of_what_teams_takes() -> None:
    name = "Our Lady of Perpetual Succour and Saint Thérèse of Lisieux Catholic Voluntary Academy, Northbeck"
    card = schools_card(a_page(name=name), ShowSchools(find="x" * 60))
    assert len(json.dumps(card, ensure_ascii=False).encode()) < 13 * 1024


def test_pages_and_filters_travel_with_the_buttons() -> None:
    asked = ShowSchools(Show.NO_SIP, "authority:Fell & Shire", "st hilda", after="900001")
    shown = buttons(schools_card(a_page(), asked))
    turned = read(shown["Next"]["verb"], shown["Next"]["data"])
    assert turned == ShowSchools(Show.NO_SIP, "authority:Fell & Shire", "st hilda", after="900007")
    back = read(shown["Previous"]["verb"], shown["Previous"]["data"])
    assert back == ShowSchools(Show.NO_SIP, "authority:Fell & Shire", "st hilda", before="900000")
    assert read("school.list", {"find": "  st   hilda ", "show": "all", "of": "all"}) == ShowSchools(find="st hilda")
    assert refused("school.list", {"show": "everything"}).code == "forged"
    assert refused("school.list", {"after": "../x"}).code == "forged"


def test_a_line_opens_its_school_and_namesakes_are_told_apart() -> None:
    shown = buttons(schools_card(a_page(2, 2, "St Hilda’s"), ShowSchools()))
    opened = shown["St Hilda’s, Northbeck (900001)"]
    assert read(opened["verb"], opened["data"]) == ShowSchool("900001")
    assert "St Hilda’s, Northbeck (900000)" in shown


@pytest.mark.parametrize(
    ("role", "parts", "lacks"),
    [
        (Role.TRUST_ADVISOR, set(Part), set[Show]()),
        (Role.SIP, {Part.VISITS}, {Show.NO_SIP, Show.NO_AGREEMENT}),
        (Role.DSO, {Part.REPORTS}, {Show.NO_DSO, Show.NO_AGREEMENT, Show.NO_VISIT, Show.NO_REPORT}),
    ],
)
def test_nobody_narrows_by_what_they_do_not_see(role: Role, parts: set[Part], lacks: set[Show]) -> None:
    assert set(Show) - set(shows_for(frozenset(parts), a.a_person(role))) == lacks


def test_where_there_are_many_to_choose_from_a_name_is_typed() -> None:
    assert "of" in inputs(schools_card(a_page(), ShowSchools()))
    many = [(f"SIP: {at}", f"sip:{at}") for at in range(220)]
    assert "of" not in inputs(schools_card(replace(a_page(), whose=many), ShowSchools()))


def test_the_first_screen_says_who_and_what_comes_next() -> None:
    visit = v.a_visit(VisitStatus.BOOKED)
    shown = school_card(a_dossier(HEAD, visits=(visit,)), HEAD)
    titles = [fact["title"] for fact in shown["body"][1]["facts"]]
    assert titles == [
        "Headteacher",
        "SIP",
        "DSO",
        "LA officer",
        "Next visit",
        "Term dates",
    ]
    assert "this half term ends on 18 December 2026" in words(shown)
    said = words(shown)
    assert "Autumn visit: booked" in said
    assert "you are the headteacher of this school" in said
    day = next(title for title in buttons(shown) if title.startswith("Visit of"))
    assert read("school.bring", buttons(shown)[day]["data"]) == BringOfSchool("900001", f"visit:{visit.id}")


def test_visits_are_in_the_order_of_their_days() -> None:
    one = v.a_visit(VisitStatus.BOOKED)
    past = replace(one, id="v0", status=VisitStatus.HELD, half_day=v.morning(date(2026, 10, 1)))
    sought = v.a_visit(VisitStatus.SOUGHT, "v9")
    said = words(school_card(a_dossier(HEAD, visits=(sought, one, past)), HEAD))
    assert said.index("held – Thursday 1 October") < said.index("booked – ") < said.index("being arranged")


def test_checks_are_the_trust_advisors_alone() -> None:
    assert "SIP’s checks" in words(school_card(a_dossier(ADVISOR), ADVISOR))
    for role in (Role.SIP, Role.HEADTEACHER, Role.DSO):
        viewer = a.a_person(role)
        assert "checks" not in words(school_card(a_dossier(viewer), viewer))
