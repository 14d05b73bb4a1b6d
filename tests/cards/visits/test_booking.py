"""What a SIP chooses from who types `book`."""

from typing import Any

from cards.actions import read
from cards.visits.booking import EXTRAS_AT_MOST, SCHOOLS_AT_MOST, book_card
from handbook.core.school_years import Term
from handbook.visits.booking import SeekVisit
from handbook.visits.purposes import ExtraVisit, Menu, SchoolLedVisit, TermlyVisit
from handbook.visits.visit import VisitStatus
from tests.support import visit_builders as v
from tests.support.builders import a_school
from tests.support.card_reading import buttons, inputs, words

SCHOOL = a_school()
THEIRS = a_school(urn="900002", name="St Bede’s", sip_id=v.OTHER_SIP.id)


def choices(card: dict[str, Any], name: str) -> dict[str, str]:
    return {choice["value"]: choice["title"] for choice in inputs(card)[name]["choices"]}


def test_each_school_shows_its_half_days_before_the_choice() -> None:
    held = v.a_visit_dossier(VisitStatus.HELD).visit
    card = book_card([(SCHOOL, v.an_account(held))], v.SIP, v.YEAR)
    full = "St Hilda’s Catholic Primary School, Northbeck: 1 of 6 half-days held, none planned, 5 left"
    assert choices(card, "school") == {"900001": full}
    assert inputs(card)["school"]["value"] == "900001"


def test_purposes_are_the_terms_the_menu_and_what_was_bought() -> None:
    offered = choices(book_card([(SCHOOL, v.an_account())], v.SIP, v.YEAR), "purpose")
    assert list(offered.values())[:4] == [
        "Autumn visit (termly, with a report)",
        "Spring visit (termly, with a report)",
        "Summer visit (termly, with a report)",
        "Book scrutiny (led by the school)",
    ]
    assert len(offered) == len(Term) + len(Menu) + 1
    assert offered["extra:extra-1"].startswith("Headteacher appraisal (extra service), St Hilda’s")


def test_the_choice_is_a_wish_for_a_visit() -> None:
    card = book_card([(SCHOOL, v.an_account())], v.SIP, v.YEAR)
    button = buttons(card)["Look for half-days"]
    found = {
        read(button["verb"], {**button["data"], "school": "900001", "purpose": value, "from_on": ""})
        for value in choices(card, "purpose")
    }
    purposes = [*map(TermlyVisit, Term), *map(SchoolLedVisit, Menu), ExtraVisit("extra-1", "")]
    assert found == {SeekVisit("900001", v.YEAR, purpose) for purpose in purposes}


def test_nobody_sees_the_half_days_of_anothers_school() -> None:
    card = book_card([(SCHOOL, v.an_account()), (THEIRS, v.an_account(urn="900002"))], v.SIP, v.YEAR)
    assert list(choices(card, "school")) == ["900001"]
    for viewer in (v.HEAD, v.OTHER_HEAD):
        card = book_card([(SCHOOL, v.an_account(extras=()))], viewer, v.YEAR)
        assert "You have no schools to visit" in words(card)
        assert buttons(card) == {}


def test_an_extra_service_at_another_sips_school() -> None:
    """AS1: the school is named, its half-days are not."""
    card = book_card([(a_school(sip_id=v.OTHER_SIP.id), v.an_account())], v.SIP, v.YEAR)
    assert choices(card, "school") == {"900001": "St Hilda’s Catholic Primary School, Northbeck"}
    used = [v.a_visit_dossier(VisitStatus.HELD, v.APPRAISAL, id=f"visit-{number}").visit for number in range(2)]
    assert buttons(book_card([(a_school(sip_id=v.OTHER_SIP.id), v.an_account(*used))], v.SIP, v.YEAR)) == {}


def test_a_long_list_says_that_it_is_cut() -> None:
    many = [(a_school(urn=str(900001 + number)), v.an_account()) for number in range(SCHOOLS_AT_MOST + 1)]
    card = book_card(many, v.SIP, v.YEAR)
    assert len(choices(card, "school")) == SCHOOLS_AT_MOST
    assert "value" not in inputs(card)["school"]
    assert inputs(card)["school"]["style"] == "filtered"
    assert "These are the first 60 of your 61 schools." in words(card)
    assert len(choices(card, "purpose")) <= len(Term) + len(Menu) + EXTRAS_AT_MOST
