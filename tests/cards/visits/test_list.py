"""My visits and our visits."""

from dataclasses import replace
from datetime import date
from typing import Any

from cards.visits.list import visits_card
from handbook.core.people import Person
from handbook.visits.dossier import VisitDossier
from handbook.visits.visit import VisitStatus as S
from tests.support import visit_builders as v
from tests.support.builders import a_school
from tests.support.card_reading import parts, words


def one(number: int, status: S, **changes: Any) -> VisitDossier:
    return v.a_visit_dossier(status, id=f"visit-{number}", **changes)


def table(card: dict[str, Any]) -> list[list[str]]:
    """The words of all rows but the headers."""
    rows = [part["cells"] for part in parts(card) if part.get("type") == "TableRow"]
    read = [[cell["items"][0]["text"] for cell in row] for row in rows]
    return [row for row in read if row[0] != "When"]


def lines(viewer: Person, *dossiers: VisitDossier) -> list[str]:
    return words(visits_card(dossiers, viewer, v.NOW)).splitlines()


def test_what_waits_comes_first() -> None:
    read = lines(v.HEAD, one(1, S.BOOKED), one(2, S.PROPOSED), one(3, S.HELD))
    assert read[:4] == [
        "Our visits",
        "One visit waits for you. One more is ahead.",
        "Your turn",
        "- Spring visit: St Hilda’s Catholic Primary School, Northbeck: please pick a half-day for Samir Pell’s visit",
    ]
    assert read.index("Coming") < read.index("Past")


def test_coming_by_date_and_past_backwards() -> None:
    june = v.morning(date(2027, 6, 15))
    found = [one(1, S.SOUGHT), one(2, S.BOOKED, half_day=june), one(3, S.BOOKED)]
    card = visits_card([*found, one(4, S.HELD), one(5, S.HELD, half_day=june)], v.SIP, v.NOW)
    assert table(card) == [
        ["Tuesday 9 March 2027, morning, 09:00 to 12:00", WHERE, "Booked"],
        ["Tuesday 15 June 2027, morning, 09:00 to 12:00", WHERE, "Booked"],
        ["No day booked", WHERE, "Searching"],
        ["Tuesday 15 June 2027, morning, 09:00 to 12:00", WHERE, "Held"],
        ["Tuesday 9 March 2027, morning, 09:00 to 12:00", WHERE, "Held"],
    ]


WHERE = "Spring visit, St Hilda’s Catholic Primary School, Northbeck"


def test_a_visit_whose_time_has_passed_is_past_for_the_headteacher_and_waits_for_the_sip() -> None:
    booked = one(1, S.BOOKED)
    assert table(visits_card([booked], v.HEAD, v.AFTER))[0][2] == "Started"
    assert "One visit waits for you." in words(visits_card([booked], v.SIP, v.AFTER))


def test_nobody_sees_anothers_visits() -> None:
    for viewer in (v.OTHER_SIP, v.OTHER_HEAD):
        read = words(visits_card([one(1, S.BOOKED)], viewer, v.NOW))
        assert "St Hilda’s" not in read
        assert "Nothing waits for you. Nothing is ahead." in read


def test_the_gauge_stands_where_one_school_is_meant() -> None:
    gauge = "Face to face in 2026/27: none of 6 half-days held, 1 planned, 5 left."
    booked = one(1, S.BOOKED)
    other = replace(booked, school=a_school(urn="900002"), account=v.an_account(urn="900002"))
    assert gauge in words(visits_card([booked], v.HEAD, v.NOW))
    assert gauge not in words(visits_card([booked, other], v.SIP, v.NOW))


def test_a_long_list_says_how_many_more() -> None:
    assert "and 3 more" in lines(v.SIP, *(one(number, S.BOOKED) for number in range(11)))


def test_it_asks_again() -> None:
    asks = visits_card([one(1, S.BOOKED)], v.SIP, v.NOW)["refresh"]["action"]
    assert (asks["verb"], asks["data"]) == ("visits.show", {})
