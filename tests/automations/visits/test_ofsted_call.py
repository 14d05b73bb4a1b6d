"""Ofsted has called (O2): told once, chosen for each visit, the SIP asked; reminders pause."""

from datetime import timedelta

import pytest

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import Answer, CardAnswer, Click, MessageAnswer, Sender
from automations.engine.ports import SentMessage
from automations.engine.scheduler import run_due_commands
from automations.visits.answers import call_told
from automations.visits.cards import VisitKind, ofsted_about
from automations.workflows import TABLES
from cards.kit.lines import closed_card
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.report import Status
from handbook.visits.ofsted.call import STANDS_BESIDE, OfstedCall, TellOfstedCalled
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import HEAD, OFFICER, SIP, Office
from tests.automations.visit_office import come_to, the_visit, when
from tests.support.card_reading import verbs, words
from tests.support.rendering import render


async def press(office: Office, person: Person, verb: str, on: SentMessage | None = None, **data: str | int) -> Answer:
    answer = await office.router.clicked(Sender(person.id, "chat", "https://t/"), Click(verb, data, on))
    await office.run_all()
    return answer


async def the_call(office: Office) -> OfstedCall:
    [call] = await office.bus.read(lambda uow: uow.ofsted_calls.of_school("900001"))
    return call


async def called(office: Office) -> OfstedCall:
    """The headteacher says that Ofsted comes on the day of the visit."""
    visit = await the_visit(office)
    await office.bus.decide(AnswerTyped("Ofsted", "m1"), HEAD.id, "teams")
    await office.run_all()
    question = office.ends.messenger.to(HEAD)[-1]
    assert verbs(question.card) == {"ofsted.called"}
    for _ in range(2):
        answer = await press(
            office, HEAD, "ofsted.called", question.place, urn="900001", first_on=when(visit).on.isoformat()
        )
        assert isinstance(answer, CardAnswer)
        assert STANDS_BESIDE in words(answer.card)
        assert {"ofsted.keep", "ofsted.put_off"} <= verbs(answer.card)
    return await the_call(office)


async def test_a_visit_of_that_week_is_kept(office: Office) -> None:
    await come_to(office, S.BOOKED)
    call, visit = await called(office), await the_visit(office)
    assert STANDS_BESIDE in words(office.ends.messenger.to(SIP)[-1].card)
    shown = await press(office, HEAD, "ofsted.keep", call=call.id, visit=visit.id, version=visit.version)
    assert isinstance(shown, CardAnswer)
    assert "You are keeping the visit on" in words(shown.card)
    assert (await the_visit(office)).status is S.BOOKED
    assert (await the_call(office)).kept == (visit.id,)


async def test_a_visit_of_that_week_is_put_off_and_leaves_the_calendars(small_office: Office) -> None:
    await come_to(small_office, S.BOOKED)
    call, visit = await called(small_office), await the_visit(small_office)
    await press(small_office, HEAD, "ofsted.put_off", call=call.id, visit=visit.id, version=visit.version)
    after = await the_visit(small_office)
    assert (after.status, after.event_id) == (S.FOUND, "")
    assert small_office.ends.calendars.standing(SIP) == []
    assert small_office.ends.calendars.comments == ["Ofsted has called."]


async def asked(office: Office) -> OfstedCall:
    await come_to(office, S.BOOKED)
    call = await called(office)
    await press(office, HEAD, "ofsted.ask_sip", call=call.id, come_on=f"{call.first_on}", come_half="13:00-16:00")
    assert "ofsted.come" in verbs(office.ends.messenger.to(SIP)[-1].card)
    return await the_call(office)


async def test_a_sip_who_comes_is_booked(small_office: Office) -> None:
    call = await asked(small_office)
    answer = await press(small_office, SIP, "ofsted.come", call=call.id)
    assert isinstance(answer, CardAnswer)
    visits = await small_office.bus.read(lambda uow: uow.visits.of_school("900001"))
    assert [visit.status for visit in visits] == [S.BOOKED, S.BOOKED]
    assert len(small_office.ends.calendars.standing(SIP)) == 2
    told = small_office.ends.messenger.to(HEAD)
    assert any(f"{SIP.name} will be there" in words(message.card) for message in told)


async def test_a_sip_who_cannot_come_says_so(small_office: Office) -> None:
    call = await asked(small_office)
    await press(small_office, SIP, "ofsted.cannot_come", call=call.id)
    assert any(f"{SIP.name} cannot make it" in words(one.card) for one in small_office.ends.messenger.to(HEAD))
    again = await press(small_office, SIP, "ofsted.come", call=call.id)
    assert isinstance(again, CardAnswer)
    assert (await the_call(small_office)).comes is False


async def test_two_who_tell_at_once_tell_of_one_call(small_office: Office) -> None:
    await come_to(small_office, S.BOOKED)
    day = when(await the_visit(small_office)).on
    for _ in range(2):
        await small_office.bus.decide(TellOfstedCalled("900001", day, day), HEAD.id, "teams")
    assert await the_call(small_office)


async def test_nobody_else_tells_or_sees_it(small_office: Office) -> None:
    await come_to(small_office, S.BOOKED)
    said = await press(small_office, SIP, "ofsted.called", urn="900001", first_on="2026-12-01")
    assert isinstance(said, MessageAnswer)
    call = await called(small_office)
    shown = await press(small_office, OFFICER, "ofsted.show", call=call.id)
    assert isinstance(shown, MessageAnswer)
    assert shown.text == "I cannot find that call."
    await small_office.bus.decide(AnswerTyped("ofsted", "m2"), SIP.id, "teams")
    await small_office.run_all()
    assert "” is for: " in words(small_office.ends.messenger.to(SIP)[-1].card)
    with small_office.database.reading() as uow:
        rendered = render(uow, VisitKind.OFSTED, ofsted_about(call.id), OFFICER, 0, small_office.bus.render_context)
        other = TellOfstedCalled("900001", call.first_on, call.last_on + timedelta(days=1))
        told = call_told(uow, other, HEAD, small_office.bus.render_context, Click("ofsted.called", {}))
        with pytest.raises(Refused, match="cannot find that call"):
            render(uow, told.kind, told.about, HEAD, 0, small_office.bus.render_context)
    assert rendered == closed_card()


async def test_reminders_pause_until_the_inspection_is_over(small_office: Office) -> None:
    await small_office.come_to(Status.SENT)
    day = (small_office.now + timedelta(days=7)).date()
    await small_office.bus.decide(TellOfstedCalled("900001", day, day), HEAD.id, "teams")
    await small_office.run_all()
    small_office.now += timedelta(days=7)
    assert await run_due_commands(small_office.bus, TABLES.due) == 0
    small_office.now += timedelta(days=7)
    assert await run_due_commands(small_office.bus, TABLES.due) == 1
