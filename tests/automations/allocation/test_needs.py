"""A1: schools are asked what they need, answer, and are reminded; the Trust Advisor notes the talk."""

from dataclasses import replace
from datetime import timedelta

from automations.allocation.needs import ask_for_needs
from handbook.core.school_years import AcademicYear
from tests.automations.allocation_office import (
    HEAD,
    NEW_SIP,
    OTHER,
    OTHER_HEAD,
    PEOPLE,
    SCHOOL,
    a_trust,
    bring,
    came,
    clock,
    press,
    push,
    titled,
    typed,
)
from tests.automations.office import ADVISOR, SIP, Office
from tests.support.card_reading import words

FORM = f"What your school needs of its SIP in 2026/27: {SCHOOL.full_name}"
LIST = "What schools need of their SIPs in 2026/27"
OF_SCHOOL = {"urn": SCHOOL.urn, "year": 2026}
SECRET = "The chair would rather keep the present SIP."


async def test_all_are_asked_in_one_press_and_the_answers_come_to_the_trust_advisor(office: Office) -> None:
    a_trust(office, SCHOOL, OTHER, replace(OTHER, urn="900003", headteacher_id="", name="St Bega’s"))
    (shown,) = await typed(office, ADVISOR, "wishes")
    assert "Not asked yet: 2" in shown
    assert "No headteacher on the list: 1" in shown
    after = await push(office, ADVISOR, LIST, "Ask 2 schools")
    assert "Not asked yet: 2" in after  # they are asked one after the other
    (form,) = titled(office, HEAD, FORM)
    assert "Your turn: before SIPs are allocated" in words(form)
    again = await press(office, ADVISOR, "needs.list", year=2026, show="asked", find="hilda")
    assert "Schools 1 to 1 of 1" in again
    assert await press(office, ADVISOR, "needs.ask_all", year=2026)  # nobody is left
    assert came(office, HEAD, FORM) == 1
    said = await push(
        office, HEAD, FORM, "Save", focus="maths,send", own_focus="oracy", wishes="another_sip,appraisal",
        requests="Knows nurseries.", phase="primary", contexts="small", position="secure", support="Writing.",
    )  # fmt: skip
    assert "Saved: on Monday 23 November 2026." in said
    opened = await press(office, ADVISOR, "needs.show", **OF_SCHOOL)
    assert f"Answered: by {HEAD.name}" in opened
    for line in ("Maths, SEND, oracy", "another SIP than now, a SIP who can help", "“Knows nurseries.”", "small"):
        assert line in opened, line
    stale = await push(office, HEAD, FORM, "Save", revision=1, requests="Other.")
    assert "Saved: on Monday" in stale
    assert "Other." not in await press(office, ADVISOR, "needs.show", **OF_SCHOOL)
    asked = await press(office, ADVISOR, "needs.ask", **OF_SCHOOL)
    assert "Asked, no answer yet" in asked
    assert "Asked, no answer yet" in await press(office, ADVISOR, "needs.ask", **OF_SCHOOL)


async def test_the_talk_is_the_trust_advisors_alone(office: Office) -> None:
    a_trust(office)
    note = {"talk_on": "2026-11-20", "with_whom": "Colm Gethin", "talk": SECRET}
    assert SECRET in await press(office, ADVISOR, "needs.note_talk", **OF_SCHOOL, **note)
    for person in PEOPLE:
        shown = await press(office, person, "needs.show", **OF_SCHOOL)
        assert (SECRET in shown) is (person == ADVISOR), person.role
        if person != ADVISOR:
            await press(office, person, "needs.note_talk", **OF_SCHOOL, **note)
    assert SECRET not in f"{office.entries()} {office.outbox()}"
    needs = await office.bus.read(lambda uow: uow.school_needs.of(SCHOOL.urn, AcademicYear(2026)))
    assert len(needs.notes) == 1
    late = {**note, "talk_on": "2026-11-24"}
    assert "has not come yet" in await press(office, ADVISOR, "needs.note_talk", **OF_SCHOOL, **late)
    assert "choose the day of the talk" in await press(office, ADVISOR, "needs.note_talk", **OF_SCHOOL)


async def test_nobody_else_asks_or_answers(office: Office) -> None:
    a_trust(office, SCHOOL, OTHER)
    for person in PEOPLE:
        if person != ADVISOR:
            for verb in ("needs.ask", "needs.list", "needs.ask_all"):
                said = await press(office, person, verb, **OF_SCHOOL)
                assert "Only the Trust Advisor" in said or "Not open to you" in said, (person.role, said)
        if person != HEAD:
            said = await press(office, person, "needs.say", **OF_SCHOOL, revision=0, requests="Mine.")
            assert "Only the school’s headteacher" in said, (person.role, said)
    assert await office.bus.read(lambda uow: uow.school_needs.of_year(AcademicYear(2026))) == {}
    assert "cannot find that school" in await press(office, ADVISOR, "needs.show", urn="900009", year=2026)


async def test_a_headteacher_is_reminded_in_school_days_and_the_trust_advisor_told_once(office: Office) -> None:
    a_trust(office, SCHOOL, OTHER)
    await ask_for_needs(office.work, 2026, ADVISOR.id)
    await office.run_all()
    office.now += timedelta(days=6)  # a Sunday
    assert await clock(office) == 0
    office.now += timedelta(days=1, hours=-5)
    assert await clock(office) == 2
    assert came(office, HEAD, FORM) == 2
    assert await clock(office) == 0
    office.now += timedelta(days=14)
    assert await clock(office) == 4
    assert len(titled(office, ADVISOR, LIST)) == 1
    assert "Asked, no answer yet: 2" in words(titled(office, ADVISOR, LIST)[-1])
    bring(office, replace(SCHOOL, headteacher_id=OTHER_HEAD.id))
    assert await clock(office) == 1
    assert "Your turn" in words(titled(office, OTHER_HEAD, FORM)[-1])


async def test_our_wishes_brings_the_form_to_a_headteacher_alone(office: Office) -> None:
    a_trust(office)
    (form,) = await typed(office, HEAD, "Our  wishes")
    assert "What you ask of your SIP" in form
    for person in (SIP, NEW_SIP, ADVISOR):
        (lost,) = await typed(office, person, "our wishes", person.id)
        assert "” is for: " in lost
