"""Preparation and extra services, written into the ledger by those who may, and told to those whom it concerns."""

from datetime import date

import pytest

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, MessageAnswer
from automations.half_days.ledger_cards import HalfDaysKind, extra_about, half_days_about
from handbook.core.people import Person
from handbook.half_days.extra_services import ExtraService
from handbook.half_days.preparation import Preparation
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, SIP, Office, press
from tests.support import visits as v
from tests.support.card_reading import words
from tests.support.rendering import render

NOTED: dict[str, str | int] = {"extra_for": "900001", "extra_name": "Appraisal", "extra_half_days": "2", "year": 2026}
SET_ASIDE: dict[str, str | int] = {"prepare_for": "900001", "prepare_on": "2026-11-23", "prepare": "1"}


async def shown(office: Office, person: Person, verb: str, **data: str | int) -> str:
    answer = await press(office, person, verb, **data)
    assert isinstance(answer, CardAnswer), answer
    return words(answer.card)


async def refused(office: Office, person: Person, verb: str, **data: str | int) -> str:
    answer = await press(office, person, verb, **data)
    assert isinstance(answer, MessageAnswer), answer
    return answer.text


async def extras(office: Office) -> tuple[ExtraService, ...]:
    return await office.bus.read(lambda uow: uow.extra_services.all_of(v.YEAR))


async def prepared(office: Office) -> list[Preparation]:
    return [*await office.bus.read(lambda uow: uow.preparations.of_year("900001", v.YEAR))]


async def typed(office: Office, person: Person, message: str = "m1") -> dict[str, object]:
    await office.bus.decide(AnswerTyped("Half-days", message), person.id, "teams")
    await office.run_all()
    return office.ends.messenger.to(person)[-1].card


async def test_preparation_is_set_aside_once_and_done(office: Office) -> None:
    card = await typed(office, HEAD)
    assert "none of 4 half-days done, none planned, 4 left" in words(card)
    for _ in range(2):
        said = await shown(office, SIP, "preparation.plan", **SET_ASIDE)
        assert "none of 4 half-days done, 1 planned, 3 left" in said
    assert "already" in await refused(office, SIP, "preparation.plan", **(SET_ASIDE | {"prepare": "2"}))
    [one] = await prepared(office)
    assert "1 of 4 half-days done" in await shown(office, SIP, "preparation.done", preparation=one.id)
    assert "1 of 4 half-days done, none planned" in words(office.ends.messenger.to(HEAD)[-1].card)
    assert "already" in await refused(office, SIP, "preparation.plan", **SET_ASIDE)
    again = await shown(office, SIP, "preparation.done", preparation=one.id)
    assert "1 of 4 half-days done" in again


async def test_preparation_that_is_not_needed_is_free_again(office: Office) -> None:
    await press(office, SIP, "preparation.plan", **(SET_ASIDE | {"prepare": "2", "prepare_on": "2026-12-01"}))
    [one] = await prepared(office)
    assert "2 planned" not in await shown(office, SIP, "preparation.drop", preparation=one.id)
    [dropped] = await prepared(office)
    assert (dropped.dropped, dropped.on) == (True, date(2026, 12, 1))


async def test_more_preparation_than_is_left_is_refused(office: Office) -> None:
    for day in ("2026-12-01", "2026-12-02"):
        await press(office, SIP, "preparation.plan", **(SET_ASIDE | {"prepare": "2", "prepare_on": day}))
    said = await refused(office, SIP, "preparation.plan", **SET_ASIDE)
    assert "no half-days of preparation left" in said
    assert "types “half-days” and notes it" in said


@pytest.mark.parametrize("person", [SIP, ADVISOR])
async def test_what_a_school_buys_is_noted_told_and_taken_off(small_office: Office, person: Person) -> None:
    office = small_office
    said = await shown(office, person, "extra.agree", extra_by=SIP.id, extra_charge="450", **NOTED)
    assert "Appraisal, St Hilda’s Catholic Primary School, Northbeck: waits for the headteacher to agree" in said
    asked = words(office.ends.messenger.to(HEAD)[-1].card)
    assert f"Waiting for you: {person.name} has noted this. It counts once you agree to what it costs" in asked
    assert "£450" in asked
    again = await refused(office, person, "extra.agree", extra_by=SIP.id, **NOTED)
    assert "is on record for St Hilda’s Catholic Primary School already" in again
    [extra] = await extras(office)
    assert "There are none on record" in await shown(office, person, "extra.drop", dropped=extra.id)
    assert "Taken off" in words(office.ends.messenger.to(HEAD)[-1].card)
    actions = [entry.action for entry in office.entries()]
    assert actions.count("extra_service_agreed") == actions.count("extra_service_dropped") == 1


@pytest.mark.parametrize(("verb", "word"), [("extra.accept", "agreed"), ("extra.decline", "did not agree")])
async def test_what_costs_something_counts_once_the_headteacher_agrees(
    small_office: Office, verb: str, word: str
) -> None:
    office = small_office
    await press(office, ADVISOR, "extra.agree", extra_by=SIP.id, extra_charge="450", **NOTED)
    [extra] = await extras(office)
    entitlement = office.bus.policy.visits.entitlement
    assert (await office.bus.read(lambda uow: uow.visits.account("900001", v.YEAR, entitlement))).extras == ()
    about: dict[str, str | int] = {"extra": extra.id, "revision": extra.revision}
    for other in (SIP, ADVISOR):
        assert "Only the headteacher of" in await refused(office, other, verb, **about)
    assert "I cannot find that." in await refused(office, DSO, verb, **about)
    assert f"{HEAD.name} (headteacher) {word} to" in await shown(office, HEAD, verb, **about)
    for person in (SIP, ADVISOR):
        assert f"{HEAD.name} (headteacher) {word} to" in words(office.ends.messenger.to(person)[-1].card)
    counted = (await office.bus.read(lambda uow: uow.visits.account("900001", v.YEAR, entitlement))).extras
    assert len(counted) == (verb == "extra.accept")
    again = await shown(office, HEAD, verb, **about)
    assert f"{word} to" in again
    assert f"{word} to" in await shown(office, HEAD, "extra.show", extra=extra.id)
    assert [one.action for one in office.entries()].count("extra_service_consented") == len(counted)


async def test_nobody_else_notes_or_sees_it(small_office: Office) -> None:
    office = small_office
    said = await refused(office, HEAD, "extra.agree", extra_by=SIP.id, **NOTED)
    assert "Only the Trust Advisor or the SIP of St Hilda’s Catholic Primary School" in said
    assert await extras(office) == ()
    assert "” is for: " in words(await typed(office, DSO))
    await press(office, ADVISOR, "extra.agree", extra_by=SIP.id, **NOTED)
    [extra] = await extras(office)
    context = office.bus.render_context
    with office.database.reading() as uow:
        others = render(uow, HalfDaysKind.HALF_DAYS, half_days_about(SIP.id), HEAD, 0, context)
        assert "Not open to you" in words(others)
        assert "Not open to you" in words(render(uow, HalfDaysKind.EXTRA, extra_about(extra.id), DSO, 0, context))
        assert "Appraisal" in words(
            render(uow, HalfDaysKind.HALF_DAYS, half_days_about(ADVISOR.id), ADVISOR, 0, context)
        )
        assert "Appraisal" not in words(render(uow, HalfDaysKind.HALF_DAYS, half_days_about(DSO.id), DSO, 0, context))


async def test_what_belongs_to_a_school_that_left_is_shown_and_can_be_ended(small_office: Office) -> None:
    office = small_office
    await press(office, ADVISOR, "extra.agree", extra_by=SIP.id, **NOTED)
    await press(office, SIP, "preparation.plan", **SET_ASIDE)
    [extra] = await extras(office)
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [], {}, {})
    with office.database.reading() as uow:
        card = render(uow, HalfDaysKind.HALF_DAYS, half_days_about(SIP.id), SIP, 0, office.bus.render_context)
        assert "Appraisal, St Hilda’s Catholic Primary School, Northbeck" in words(card)
        extra_card = render(uow, HalfDaysKind.EXTRA, extra_about(extra.id), SIP, 0, office.bus.render_context)
        assert f"{ADVISOR.name} has noted" in words(extra_card)
    [set_aside] = await prepared(office)
    await shown(office, SIP, "preparation.done", preparation=set_aside.id)
    await shown(office, SIP, "extra.drop", dropped=extra.id)
    assert [one.done for one in await prepared(office)] == [True]
    assert [one.dropped for one in await extras(office)] == [True]
