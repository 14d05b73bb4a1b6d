"""What a SIP takes along."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cards.visits.pack import pack_card
from handbook.core.school_years import Term
from handbook.reports.paper.proforma import Judgement, Target
from handbook.visits.dossier import VisitDossier
from handbook.visits.visit import VisitStatus
from tests.support import visit_builders as v
from tests.support.builders import a_contents
from tests.support.card_reading import words

TUESDAY = "Tuesday 9 March 2027, morning, 09:00 to 12:00"


def booked(**changes: object) -> VisitDossier:
    return v.a_visit_dossier(VisitStatus.BOOKED, **changes)


def test_the_evening_before() -> None:
    read = words(pack_card(booked(information=("Attendance by group",)), [a_contents()], v.SIP, v.DAY_BEFORE))
    assert f"Tomorrow: {TUESDAY}" in read
    assert "- Raise writing in Year 4 – 70 % at the expected standard – Year 4 lead – July 2027" in read
    assert "- Open the library at lunch" in read
    assert "Planned for this visit\nTuesday 9 March 2027. We look at writing again." in read
    assert "- Quality of education: school “Good”, SIP “Requires improvement”" in read
    assert "- The school development plan" in read
    assert "Information for the visit\n- Attendance by group" in read


@pytest.mark.parametrize(("days", "word"), [(0, "Today"), (1, "Tomorrow"), (6, "Ahead")])
def test_how_far_ahead_it_is(days: int, word: str) -> None:
    now = v.TUESDAY.starts_at - timedelta(days=days, hours=1)
    assert f"{word}: {TUESDAY}" in words(pack_card(booked(), (), v.SIP, now))


def test_without_an_earlier_report() -> None:
    read = words(pack_card(booked(), (), v.SIP, v.DAY_BEFORE))
    assert "There is no earlier report of this school here." in read
    assert "Where the judgements differ" not in read


def test_judgements_that_cannot_be_compared_are_looked_at_too() -> None:
    judged = (Judgement("Quality of education", "Good", "See the notes"),)
    read = words(pack_card(booked(), [a_contents(judgements=judged)], v.SIP, v.DAY_BEFORE))
    assert "Where they may differ: please check\n- Quality of education: school “Good”, SIP “See the notes”" in read
    assert "Where the judgements differ" not in read


def test_a_report_that_says_little() -> None:
    bare = a_contents(sections={}, judgements=(), targets=())
    read = words(pack_card(booked(), [bare], v.SIP, v.DAY_BEFORE))
    assert "No targets were agreed." in read
    assert "Planned for this visit" not in read
    assert "Where the judgements differ" not in read


def test_it_says_so_when_the_visit_is_off() -> None:
    cancelled = v.a_visit_dossier(VisitStatus.CANCELLED)
    assert "Cancelled: the visit on" in words(pack_card(cancelled, [a_contents()], v.SIP, v.DAY_BEFORE))
    assert "was this visit held?" in words(pack_card(booked(), [a_contents()], v.SIP, v.AFTER))
    assert "Booked: a day that is not known" in words(pack_card(booked(half_day=None), (), v.SIP, v.AFTER))


def test_it_is_for_the_visits_sip_alone() -> None:
    for viewer in (v.HEAD, v.OTHER_SIP, v.OTHER_HEAD):
        assert "not open to you" in words(pack_card(booked(), [a_contents()], viewer, v.DAY_BEFORE))


def test_who_does_an_extra_service_reads_no_report() -> None:
    dossier = v.a_visit_dossier(VisitStatus.BOOKED, v.APPRAISAL)
    dossier = replace(dossier, school=replace(dossier.school, sip_id=v.OTHER_SIP.id))
    read = words(pack_card(dossier, [a_contents()], v.SIP, v.DAY_BEFORE))
    assert "Raise writing" not in read
    assert "Agenda" in read


def test_it_asks_again_for_the_pack() -> None:
    asks = pack_card(booked(), (), v.SIP, v.DAY_BEFORE)["refresh"]["action"]
    assert (asks["verb"], asks["data"]) == ("visit.show", {"visit": "visit-1", "version": 5, "card": "visit_pack"})


def test_what_is_still_open_from_earlier_visits() -> None:
    first = a_contents(judgements=(Judgement("Inclusion", "Strong standard", "Expected standard"),))
    last = a_contents(judgements=(), targets=(Target("Sing", "", "", ""),), term=Term.SPRING, sections={})
    read = words(pack_card(booked(), [first, last], v.SIP, v.DAY_BEFORE))
    assert "Agreed last time\n- Sing" in read
    assert (
        "Still open from earlier visits\n"
        "- Raise writing in Year 4 (70 % at the expected standard; Year 4 lead; July 2027), since Autumn 2026/27\n"
        "- Open the library at lunch, since Autumn 2026/27\n"
        "- Inclusion (school: Strong standard; SIP: Expected standard), since Autumn 2026/27"
    ) in read
    assert "Still open" not in words(pack_card(booked(), [first], v.SIP, v.DAY_BEFORE))
    undated = replace(first, academic_year=None, term=None)
    assert "- Open the library at lunch\n" in words(pack_card(booked(), [undated, last], v.SIP, v.DAY_BEFORE))
