"""The card of the school's part: the headteacher's to fill, the SIP's to read, and nobody else's."""

from dataclasses import replace

import pytest

from cards.actions import read
from cards.reports.school_part import PartDossier, school_part_card
from handbook.core.people import Role
from handbook.core.school_years import Term
from handbook.reports.paper.frameworks import OFSTED_2024, OFSTED_2025, form_areas
from handbook.reports.report import Status
from handbook.reports.school_part import SaveSchoolPart, part_saved
from tests.handbook.reports.test_school_part import EMPTY, FILLED
from tests.support import builders as a
from tests.support import visit_builders as v
from tests.support.card_reading import Json, buttons, inputs, verbs, words

SENT = a.a_dossier(Status.SENT).report


def drawn(part: object = FILLED, viewer: object = v.HEAD, **changes: object) -> Json:
    dossier = PartDossier(part, a.a_school(), OFSTED_2025)
    return school_part_card(replace(dossier, **changes), viewer)


def test_a_headteacher_fills_it_and_reads_what_they_saved() -> None:
    empty = drawn(EMPTY)
    assert "To fill in (optional): before your SIP’s visit" in words(empty)
    assert len([name for name in inputs(empty) if name.startswith("judged_")]) == len(form_areas(OFSTED_2025))
    assert not any("value" in box for box in inputs(empty).values())
    saved = drawn()
    assert "Saved: on Monday 23 November 2026. You can change it until your SIP sends you the report" in words(saved)
    assert inputs(saved)["judged_0"]["value"] == "Strong standard"
    assert inputs(saved)["roll"]["value"] == "214"
    assert inputs(saved)["attendance_as_at"]["value"] == "2026-11-20"


def test_in_spring_it_asks_for_no_judgements() -> None:
    spring = drawn(replace(EMPTY, term=Term.SPRING))
    assert not any(name.startswith("judged_") or name in ("priority", "roll") for name in inputs(spring))
    assert {"agenda", "in_year_ks1", "attendance", "wellbeing"} <= set(inputs(spring))


@pytest.mark.parametrize("framework", [OFSTED_2024, OFSTED_2025])
def test_what_the_card_sends_is_what_the_rule_takes(framework: a.Contents) -> None:
    card = drawn(EMPTY, framework=framework)
    typed = {name: box["choices"][0]["value"] for name, box in inputs(card).items() if "choices" in box}
    save = buttons(card)["Save"]
    command = read(save["verb"], {**save["data"], **typed, "agenda": "Phonics"})
    assert isinstance(command, SaveSchoolPart)
    part = part_saved(EMPTY, command, a.a_school(), None, framework, v.HEAD, a.MONDAY)
    assert len(part.grades) == len(form_areas(framework))
    again = drawn(replace(part, revision=1), framework=framework)
    assert {name: box.get("value") for name, box in inputs(again).items() if name in typed} == typed


def test_its_sip_reads_it_once_it_is_filled_and_nobody_else_ever() -> None:
    said = drawn(viewer=v.SIP)
    assert "Filled in: on Monday 23 November 2026. It may still change until you send the report" in words(said)
    assert "- Inclusion: Strong standard\n- Safeguarding: Met" in words(said)
    assert "94.8%, as at Friday 20 November 2026" in words(said)
    assert "The school’s own priorities\n- Writing in Year 4\n- Attendance of boys" in words(said)
    assert verbs(said) == set()
    assert "not open to you" in words(drawn(EMPTY, v.SIP))
    for viewer in (v.OTHER_SIP, v.OTHER_HEAD, *(a.a_person(role) for role in Role)):
        if viewer not in (v.SIP, v.HEAD):
            assert "not open to you" in words(drawn(viewer=viewer))


def test_once_the_report_was_sent_it_is_closed() -> None:
    closed = drawn(report=SENT)
    assert "The report was sent, so it is closed" in words(closed)
    assert verbs(closed) == set()
    assert "Closed: nothing was filled in" in words(drawn(EMPTY, report=SENT))


def test_a_new_headteacher_finds_nothing_of_the_last_ones_own() -> None:
    school = a.a_school(headteacher_id=v.OTHER_HEAD.id)
    card = drawn(viewer=v.OTHER_HEAD, school=school)
    assert inputs(card)["priority"]["value"].startswith("Writing")
    assert "value" not in inputs(card)["wellbeing"]
    assert "Tired" not in words(card)
