"""Ofsted's call: who hears at once, what is put off until the inspectors have left, and what follows where the
headteacher corrects it or calls it off (O2)."""

from dataclasses import replace
from datetime import timedelta

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, MessageAnswer
from automations.visits.cards import VisitKind, ofsted_about, ofsted_question_about
from handbook.core.people import Person
from handbook.visits.ofsted.call import CONVERSATION, OfstedCall, TellOfstedCalled
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import ADVISOR, DSO, HEAD, OFFICER, SIP, Office, press
from tests.automations.visit_office import come_to, the_visit
from tests.support.card_reading import verbs, words
from tests.support.rendering import render


async def the_call(office: Office) -> OfstedCall:
    [call] = await office.bus.read(lambda uow: uow.ofsted_calls.of_school("900001"))
    return call


async def told(office: Office, days: int = 2) -> OfstedCall:
    """Ofsted comes so many days from the visit's day on, or from in a week."""
    visits = await office.bus.read(lambda uow: uow.visits.of_school("900001"))
    first = visits[0].half_day.on if visits and visits[0].half_day else (office.now + timedelta(days=8)).date()
    await office.bus.decide(TellOfstedCalled("900001", first, first + timedelta(days=days - 1)), HEAD.id, "teams")
    await office.run_all()
    return await the_call(office)


def heard(office: Office, person: Person) -> list[str]:
    return [words(one.card) for one in office.ends.messenger.to(person) if "Ofsted: " in words(one.card)]


def noted(office: Office, action: str) -> list[dict[str, object]]:
    return [dict(one.detail) for one in office.entries() if one.action == action]


async def test_trust_advisor_and_dso_hear_at_once_and_the_local_authority_does_not(small_office: Office) -> None:
    call = await told(small_office)
    for person in (SIP, ADVISOR, DSO):
        assert ["Ofsted inspects from" in one for one in heard(small_office, person)] == [True]
    assert heard(small_office, OFFICER) == []
    assert [one["told"] for one in noted(small_office, "ofsted_called")] == [f"{SIP.id},{ADVISOR.id},{DSO.id}"]
    shown = await press(small_office, OFFICER, "ofsted.show", call=call.id)
    assert isinstance(shown, MessageAnswer)
    assert shown.text == "I cannot find that call."
    await press(small_office, HEAD, "ofsted.ask_sip", call=call.id, come_on=f"{call.first_on}", come_half="13:00-16:00")
    assert len(heard(small_office, DSO)) == 1  # the same card says so
    assert f"{SIP.name} has been asked to come" in heard(small_office, DSO)[0]


async def test_the_local_authority_hears_where_the_trust_has_set_it_so(small_office: Office) -> None:
    policy = small_office.bus.policy
    small_office.bus.policy = replace(policy, visits=replace(policy.visits, ofsted_tells_authority=True))
    await told(small_office)
    assert ["Ofsted inspects from" in one for one in heard(small_office, OFFICER)] == [True]
    assert str(noted(small_office, "ofsted_called")[0]["told"]).endswith(OFFICER.id)


async def test_what_is_put_off_is_offered_after_the_inspectors_have_left(small_office: Office) -> None:
    await come_to(small_office, S.BOOKED)
    call, visit = await told(small_office, 3), await the_visit(small_office)
    await press(small_office, HEAD, "ofsted.put_off", call=call.id, visit=visit.id, version=visit.version)
    found = await the_visit(small_office)
    assert found.status is S.FOUND
    assert all(slot.half_day.on > call.last_on for slot in found.slots)
    sooner = {"visit": found.id, "version": found.version, "from_on": f"{call.first_on}"}
    await press(small_office, SIP, "visit.others", **sooner)
    again = await the_visit(small_office)
    assert not {slot.half_day.on for slot in again.slots} & set(call.days)
    await press(small_office, HEAD, "ofsted.call_off", call=call.id)
    assert await the_visit(small_office) == again  # what was put off stays put off


async def test_what_is_on_offer_in_the_inspection_is_taken_back(small_office: Office) -> None:
    offered = await come_to(small_office, S.PROPOSED)
    day = offered.slots[0].half_day.on
    await small_office.bus.decide(TellOfstedCalled("900001", day, day), HEAD.id, "teams")
    await small_office.run_all()
    after = await the_visit(small_office)
    assert (after.status, day in {slot.half_day.on for slot in after.slots}) == (S.FOUND, False)


async def sip_comes(office: Office) -> OfstedCall:
    call = await told(office)
    await press(office, HEAD, "ofsted.ask_sip", call=call.id, come_on=f"{call.first_on}", come_half="13:00-16:00")
    await press(office, SIP, "ofsted.come", call=call.id)
    return await the_call(office)


async def test_a_call_off_cancels_what_was_arranged_for_it_and_everybody_hears(small_office: Office) -> None:
    call = await sip_comes(small_office)
    answer = await press(small_office, HEAD, "ofsted.call_off", call=call.id)
    assert isinstance(answer, CardAnswer)
    assert "Called off" in words(answer.card)
    visit = await the_visit(small_office)
    assert (visit.purpose, visit.status, visit.reason) == (CONVERSATION, S.CANCELLED, "Ofsted is not coming.")
    assert small_office.ends.calendars.standing(SIP) == []
    for person in (SIP, ADVISOR, DSO):
        assert "Called off" in heard(small_office, person)[-1]
    assert noted(small_office, "ofsted_called_off")[0]["told"] == f"{SIP.id},{ADVISOR.id},{DSO.id}"
    twice = await press(small_office, HEAD, "ofsted.call_off", call=call.id)
    assert isinstance(twice, CardAnswer)
    assert words(twice.card) == words(answer.card)
    again = await press(small_office, SIP, "ofsted.come", call=call.id)
    assert isinstance(again, CardAnswer)
    assert (await the_visit(small_office)).status is S.CANCELLED


async def test_other_days_are_told_to_everybody_and_a_visit_on_the_old_ones_is_cancelled(small_office: Office) -> None:
    call = await sip_comes(small_office)
    later = f"{call.last_on + timedelta(days=7)}"
    await press(small_office, HEAD, "ofsted.correct", call=call.id, first_on=later, last_on="")
    moved = await the_call(small_office)
    assert (f"{moved.first_on}", moved.wanted) == (later, None)
    assert (await the_visit(small_office)).reason == "Ofsted comes on other days."
    for person in (SIP, ADVISOR, DSO):
        assert len([one for one in heard(small_office, person) if one.startswith("Ofsted: ")]) >= 2
        assert any("Ofsted inspects on" in one for one in heard(small_office, person))
    assert len(noted(small_office, "ofsted_corrected")) == 1


async def test_who_may_not_is_refused_and_nothing_changes(small_office: Office) -> None:
    call = await told(small_office)
    for person in (SIP, DSO, ADVISOR):
        for verb, data in (("ofsted.call_off", {}), ("ofsted.correct", {"first_on": "2026-12-10"})):
            said = await press(small_office, person, verb, call=call.id, **data)
            assert isinstance(said, MessageAnswer)
            assert "Only the headteacher of St Hilda" in said.text
    assert await the_call(small_office) == call
    assert len(noted(small_office, "refused")) == 6


async def test_told_with_other_days_it_is_corrected_and_not_told_again(small_office: Office) -> None:
    call = await told(small_office)
    said = await press(small_office, HEAD, "ofsted.called", urn="900001", first_on="2026-12-10", last_on="2026-12-10")
    assert isinstance(said, MessageAnswer)
    assert "You have told me already that Ofsted inspects" in said.text
    assert await the_call(small_office) == call
    await small_office.bus.decide(AnswerTyped("ofsted", "m1"), HEAD.id, "teams")
    await small_office.run_all()
    assert {"ofsted.correct", "ofsted.call_off"} <= verbs(small_office.ends.messenger.to(HEAD)[-1].card)
    with small_office.database.reading() as uow:
        about, context = ofsted_question_about("900001"), small_office.bus.render_context
        asked = render(uow, VisitKind.OFSTED_QUESTION, about, SIP, 0, context)
        assert "Not open to you" in words(asked)
        assert "Told: your SIP" in words(render(uow, VisitKind.OFSTED, ofsted_about(call.id), HEAD, 0, context))
