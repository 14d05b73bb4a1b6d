"""The days of a cover come and go: who stands in is brought what is open, and it is taken away again afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, MessageAnswer
from automations.engine.scheduler import run_due_commands
from automations.reports.cards import ReportKind, report_about
from automations.visits.cards import VisitKind, book_about, ofsted_about, visit_about, visits_about
from automations.workflows import TABLES
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.handover.handover import TurnCover
from handbook.reports.report import Status
from handbook.visits.visit import VisitStatus as S
from tests.automations.handover.test_passing_on import PEOPLE, SCHOOL, heard, new_list, press, shown
from tests.automations.office import ADVISOR, AUTUMN, DSO, HEAD, SIP, Office
from tests.automations.visit_office import WISH, come_to, the_visit
from tests.support import visits as v
from tests.support.covers import ACTING, DEPUTY, another


async def cover(office: Office, person: Person, deputy: Person, by: Person = ADVISOR, days: int = 4) -> None:
    """From today on."""
    today = office.now.date()
    last = today + timedelta(days=days)
    data = {"person": person.id, "deputy": deputy.id, "first_on": str(today), "last_on": str(last)}
    assert isinstance(await press(office, by, "cover.name", **data), CardAnswer)


async def strike(office: Office, days: int = 0) -> int:
    office.now += timedelta(days=days, minutes=1)
    done = await run_due_commands(office.bus, {"those who stand in": TABLES.due["those who stand in"]})
    await office.run_all()
    return done


async def typed(office: Office, who: Person, text: str) -> list[str]:
    before = len(heard(office, who))
    await office.bus.decide(AnswerTyped(text, f"m-{text}-{who.id}-{office.now}"), who.id, "teams")
    await office.run_all()
    return heard(office, who)[before:]


async def test_what_waits_already_is_brought_and_afterwards_taken_away(office: Office) -> None:
    new_list(office)
    report = await office.come_to(Status.SENT)
    visit = await come_to(office, S.PROPOSED)
    await cover(office, HEAD, ACTING)
    assert await strike(office) == 1
    assert await strike(office) == 0
    first = next(one for one in heard(office, ACTING) if one.startswith("You stand in for"))
    assert "what you do for Hanna Tilling is recorded with both names" in first
    assert "waits for your answer" in first
    assert "half-days are on offer" in first
    assert any("Waiting for you" in one and "You stand in for" in one for one in heard(office, ACTING))
    draft = (await office.bus.read(lambda uow: uow.reports.version(report.id, 1))).draft
    assert draft is not None
    readers = office.ends.libraries.of(draft).readers
    assert readers == {SIP.email, HEAD.email, ACTING.email}
    await press(office, ACTING, "visit.pick", visit=visit.id, version=visit.version, number=1)
    picked = await the_visit(office)
    assert picked.done_by is not None
    assert (picked.done_by.holder_id, picked.done_by.deputy_id) == (HEAD.id, ACTING.id)
    both = f"Last changed by {ACTING.name}, standing in for {HEAD.name}."
    assert both in shown(office, VisitKind.VISIT, visit_about(visit.id), SIP)
    assert await strike(office, days=5) == 1
    assert office.ends.libraries.of(draft).readers == {SIP.email, HEAD.email}
    over = [one for one in heard(office, ACTING) if one.startswith("No longer open to you")]
    assert len(over) >= 2
    assert all(f"You stood in for {HEAD.name} from Monday 23 November 2026" in one for one in over)
    assert all(SCHOOL.name not in one for one in over)


async def test_ended_early_it_is_over_at_once(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await office.come_to(Status.SENT)
    await cover(office, HEAD, ACTING)
    await strike(office)
    [made] = await office.bus.read(lambda uow: uow.covers.of_person(HEAD.id))
    await press(office, ACTING, "cover.end", cover=made.id)
    await strike(office)
    assert not any("Waiting for you" in one for one in heard(office, ACTING))
    for begins in (True, False):
        with pytest.raises(Refused, match="done already"):
            await office.bus.decide(TurnCover(made.id, begins))


async def test_of_others_than_sips_and_headteachers_nothing_is_brought(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await office.come_to(Status.SENT)
    await cover(office, DSO, another(Role.DSO), DSO, days=0)
    before = len(heard(office, another(Role.DSO)))
    assert await strike(office) == 1
    assert len(heard(office, another(Role.DSO))) == before
    assert await strike(office, days=2) == 1


@pytest.mark.parametrize("left", [(), (SIP,)])
async def test_where_whoever_was_stood_in_for_has_left_nothing_is_brought(
    small_office: Office, left: Sequence[Person]
) -> None:
    office = small_office
    new_list(office)
    await office.receive()
    await cover(office, SIP, DEPUTY, SIP)
    new_list(office, *left)
    await strike(office)
    assert any(one.startswith("You stand in for") for one in heard(office, DEPUTY)) is not bool(left)


async def test_what_is_typed_is_answered_for_both(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await office.come_to(Status.SENT)
    await come_to(office, S.PROPOSED)
    await cover(office, HEAD, ACTING)
    await cover(office, SIP, DEPUTY, SIP)
    await cover(office, DSO, another(Role.DSO), DSO)
    await strike(office)
    assert any("Waiting for you" in one for one in await typed(office, ACTING, "my reports"))
    visits = await typed(office, ACTING, "our visits")
    assert any(f"You stand in for {HEAD.name}" in one and "pick a half-day" in one for one in visits)
    assert any("Which days are the inspectors in?" in one for one in await typed(office, ACTING, "ofsted"))
    book = await typed(office, DEPUTY, "book")
    assert any(f"You stand in for {SIP.name}" in one and SCHOOL.name in one for one in book)
    assert any("Waiting" in one for one in await typed(office, DEPUTY, "my reports"))
    assert ["” is for: " in one for one in await typed(office, DEPUTY, "ofsted")] == [True]
    for what in ("my reports", "our visits", "book"):
        assert not any("You stand in for" in one for one in await typed(office, another(Role.DSO), what))
    for kind, about in ((VisitKind.VISITS, visits_about(HEAD.id)), (VisitKind.BOOK, book_about(SIP.id))):
        assert "not open to you" in shown(office, kind, about, another(Role.DSO))


async def test_a_sips_deputy_looks_for_half_days_and_sends_them_if_their_own_checks_are_current(
    small_office: Office,
) -> None:
    office = small_office
    with office.database.writing() as uow:
        uow.roster.replace(PEOPLE, [SCHOOL], {"Fellshire": [AUTUMN]}, {}, {}, [v.CHECKS])
    await cover(office, SIP, DEPUTY, SIP)
    with pytest.raises(Refused, match=f"no current DBS and recruitment checks on record for {DEPUTY.name}"):
        await office.bus.decide(WISH, DEPUTY.id, "teams")
    new_list(office)
    data = {"school": SCHOOL.urn, "purpose": "termly:Autumn", "year": 2026}
    answer = await press(office, DEPUTY, "visit.seek", **data)
    assert isinstance(answer, CardAnswer), answer
    visit = await the_visit(office)
    assert (visit.sip_id, visit.status) == (SIP.id, S.FOUND)
    await press(office, DEPUTY, "visit.send", visit=visit.id, version=visit.version)
    visit = await the_visit(office)
    await press(office, HEAD, "visit.pick", visit=visit.id, version=visit.version, number=1)
    visit = await the_visit(office)
    assert visit.done_by is None
    cancel = {"visit": visit.id, "version": visit.version, "cancel_reason": "They are ill."}
    await press(office, DEPUTY, "visit.cancel", **cancel)
    said = shown(office, VisitKind.VISIT, visit_about(visit.id), HEAD)
    assert f"“They are ill.”\n– {DEPUTY.name}, standing in for {SIP.name}" in said or (
        "They are ill." in said and f"{DEPUTY.name}, standing in for {SIP.name}" in said
    )
    noted = [one.action for one in office.entries() if one.detail.get("standing_in_for") == SIP.id]
    assert noted == ["visit_sought", "slots_sent", "visit_cancelled"]


async def test_an_acting_head_answers_for_the_school_when_ofsted_calls(small_office: Office) -> None:
    office = small_office
    new_list(office)
    visit = await come_to(office, S.BOOKED)
    assert visit.half_day is not None
    await cover(office, HEAD, ACTING)
    await cover(office, SIP, DEPUTY, SIP)
    day = str(visit.half_day.on)
    await press(office, ACTING, "ofsted.called", urn=SCHOOL.urn, first_on=day, last_on=day)
    [call] = await office.bus.read(lambda uow: uow.ofsted_calls.of_school(SCHOOL.urn))
    assert call.by_id == HEAD.id
    assert f"You stand in for {SIP.name}" in shown(office, VisitKind.OFSTED, ofsted_about(call.id), DEPUTY)
    await press(office, ACTING, "ofsted.put_off", call=call.id, visit=visit.id, version=visit.version)
    assert (await the_visit(office)).status is not S.BOOKED
    await press(office, ACTING, "ofsted.ask_sip", call=call.id, come_on=day, come_half="09:00-12:00")
    await press(office, DEPUTY, "ofsted.come", call=call.id)
    noted = {one.action for one in office.entries() if "standing_in_for" in one.detail}
    assert {"ofsted_called", "ofsted_put_off"} <= noted


async def test_an_acting_head_asks_for_feedback_to_governors_and_for_a_calendar_file(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await cover(office, HEAD, ACTING)
    report = await office.come_to(Status.FILED)
    await press(office, ACTING, "report.governors", report=report.id, version=1)
    data = {"report": report.id, "version": 1, "feedback_on": "both", "feedback_words": "On 9 December."}
    answer = await press(office, ACTING, "report.feedback", **data)
    assert isinstance(answer, CardAnswer), answer
    visit = await the_visit(office)
    both = f"{ACTING.name}, standing in for {HEAD.name}"
    assert both in shown(office, VisitKind.VISIT, visit_about(visit.id), SIP)
    no = await press(office, ACTING, "visit.download", visit=visit.id)
    assert isinstance(no, CardAnswer | MessageAnswer)
    assert shown(office, ReportKind.GOVERNORS, report_about(report.id), ACTING)
    assert replace(visit, done_by=None).reason_deputy_id == ACTING.id
