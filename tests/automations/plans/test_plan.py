"""The plan of a term (V2): what is made of what stands in the books and calendars, and what accepting it does."""

from dataclasses import replace

import pytest

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, Click, Sender
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.plans.making import NOTHING_TO_PLAN, plan_term
from automations.plans.plan_cards import PlanKind
from cards.kit.lines import closed_card
from handbook.core.external_errors import Forbidden
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.plans.acceptance import AcceptPlanned, AcceptWholePlan, NotePlans, ProposedPlan, plan_about, plans_about
from handbook.visits.booking import PickSlot
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import ADVISOR, AUTUMN, EVERYBODY, HEAD, SIP, Office
from tests.automations.visit_office import come_to, says, the_visit
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import verbs, words
from tests.support.plans import NONE, a_line, a_plan
from tests.support.rendering import render
from tests.support.team_meetings import OTHER_SIP

WHOLE = AcceptWholePlan("plan-1")


async def typed(office: Office, words: str, person: Person = SIP) -> list[str]:
    """What somebody is told who types that, oldest first."""
    await office.bus.decide(AnswerTyped(words, f"m-{words}"), person.id, "teams")
    await office.run_all()
    return [words_of(message.card) for message in office.ends.messenger.to(person)]


def words_of(card: dict[str, object]) -> str:
    return words(card)


async def noted(office: Office, plan: ProposedPlan, by: Person = ADVISOR) -> None:
    await office.bus.decide(NotePlans("run-1", by.id, (plan,)))
    await office.run_all()


async def the_plan(office: Office) -> ProposedPlan:
    return await office.bus.read(lambda uow: uow.term_plans.get("plan-1"))


async def test_a_sip_has_a_card_of_a_visit_from_the_moment_they_accept_its_line(small_office: Office) -> None:
    await noted(small_office, a_plan(a_line()))
    await small_office.bus.decide(WHOLE, SIP.id, "teams")
    await small_office.run_all()
    visit = await the_visit(small_office)
    assert visit.status is S.PROPOSED
    cards = await small_office.bus.read(lambda uow: uow.cards.about(f"visit:{visit.id}"))
    assert sorted(card.person_id for card in cards) == sorted((SIP.id, HEAD.id))
    assert "to pick a half-day" in words(small_office.ends.messenger.to(SIP)[-1].card)


async def test_a_plan_is_made_from_the_calendars_and_told(small_office: Office) -> None:
    small_office.ends.calendars.enter(HEAD, v.FIRST)
    soon, card = await typed(small_office, "Plan autumn", SIP)
    assert "The plan follows in a moment." in soon
    assert "Plan: Autumn 2026/27 visits" in card
    assert a.a_school().full_name in card
    assert "You have no other visit that week." in card
    assert small_office.ends.calendars.asked == [(SIP.email, HEAD.email)]
    await plan_term(small_office.work, "another", SIP.id)
    [made] = await small_office.bus.read(lambda uow: uow.term_plans.of_run("another"))
    await plan_term(small_office.work, "another", SIP.id)  # after a crash
    [again] = await small_office.bus.read(lambda uow: uow.term_plans.of_run("another"))
    assert again == made


async def test_a_sip_without_checks_is_barred_in_the_plan_of_the_service(small_office: Office) -> None:
    with small_office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [a.a_school()], {"Fellshire": [AUTUMN]}, {}, {}, [])
    table = (await typed(small_office, "plan autumn", ADVISOR))[-1]
    assert "1 visit: 1 in difficulty" in table
    assert "no current DBS and recruitment checks on record" in table.replace("No current", "no current")
    assert small_office.ends.messenger.to(SIP) == []  # nobody sees it before it is sent


async def test_where_nothing_is_outstanding_that_is_said(small_office: Office) -> None:
    await come_to(small_office, S.PROPOSED)
    assert (await typed(small_office, "plan autumn"))[-1].endswith(NOTHING_TO_PLAN)
    assert (await typed(small_office, "plan summer"))[-1].endswith(NOTHING_TO_PLAN)


async def test_a_visit_that_was_begun_is_planned_without_what_was_shown_before(small_office: Office) -> None:
    """Its one school has no dates for a second term, and so none to plan for."""
    visit = await come_to(small_office, S.FOUND)
    await plan_term(small_office.work, "run-2", SIP.id, "Autumn")
    [plan] = await small_office.bus.read(lambda uow: uow.term_plans.of_run("run-2"))
    await says(small_office, AcceptWholePlan(plan.id))
    [line] = (await small_office.bus.read(lambda uow: uow.term_plans.get(plan.id))).lines
    sent = await the_visit(small_office)
    assert (sent.id, sent.status) == (visit.id, S.PROPOSED)
    assert [slot.half_day for slot in sent.slots] == [line.half_day]


async def test_who_may_not_plan_is_told_what_there_is(small_office: Office) -> None:
    assert "“plan” is for: " in (await typed(small_office, "plan", HEAD))[-1]
    assert (
        "I did not understand “plan everything”. Did you mean"
        in (await typed(small_office, "plan everything", SIP))[-1]
    )


async def test_calendars_that_may_not_be_read_are_told_to_whoever_asked(small_office: Office) -> None:
    small_office.ends.fail("busy_times", Forbidden("403"))
    said = await typed(small_office, "plan autumn")
    assert any("The plan that you asked for could not be made yet" in one for one in said)


async def test_the_plan_of_the_service_is_asked_for_through_the_mailboxes_of_its_sips(office: Office) -> None:
    """Nobody opens that of the Trust Advisor. A SIP's that cannot be opened is unknown, and stops no other plan."""
    schools = [a.a_school(), a.a_school(urn="900002", sip_id=OTHER_SIP.id)]
    with office.database.writing() as uow:
        checks = [v.CHECKS, replace(v.CHECKS, sip_id=OTHER_SIP.id)]
        uow.roster.replace([*EVERYBODY, OTHER_SIP], schools, {"Fellshire": [AUTUMN]}, {}, {}, checks)
    office.ends.calendars.shut = {ADVISOR.id, OTHER_SIP.id}
    table = (await typed(office, "plan autumn", ADVISOR))[-1]
    assert "2 visits: 1 proposed and 1 in difficulty" in table
    assert "o half-day when the SIP is known to be free (calendar not read)" in table
    assert office.ends.calendars.asked == [(SIP.email, HEAD.email)]


async def test_where_no_mailbox_can_be_opened_no_plan_is_made_of_it(office: Office) -> None:
    office.ends.calendars.shut = {SIP.id}
    said = await typed(office, "plan autumn", ADVISOR)
    assert any(
        "could not be made yet: the calendars could not be read: SIP Desk has no permission" in one for one in said
    )


async def test_what_is_accepted_goes_to_the_headteacher_and_into_both_calendars(office: Office) -> None:
    await noted(office, a_plan(a_line(half_day=v.THIRD)))
    visit = await says(office, AcceptPlanned("plan-1", "900001"))
    assert (visit.status, [slot.half_day for slot in visit.slots]) == (S.PROPOSED, [v.THIRD])
    assert len(office.ends.messenger.to(HEAD)) == 1
    assert (await the_plan(office)).lines[0].visit_id == visit.id
    assert "Offered to school" in words(office.ends.messenger.to(SIP)[0].card)
    booked = await says(office, PickSlot(visit.id, visit.version, 1), HEAD)
    assert (booked.status, booked.half_day) == (S.BOOKED, v.THIRD)
    assert "Booked: " in words(office.ends.messenger.to(SIP)[0].card)  # the plan's card follows the visit
    with pytest.raises(Refused, match="None of this can be accepted now"):
        await office.bus.decide(AcceptPlanned("plan-1", "900001"), SIP.id, "teams")


async def test_what_the_booking_refuses_says_why_and_hinders_no_other_line(office: Office) -> None:
    await noted(office, a_plan(a_line(half_day=v.THIRD), a_line(2, urn="900099"), a_line(3, half_day=None, why=NONE)))
    visit = await says(office, WHOLE)
    accepted, refused, _ = (await the_plan(office)).lines
    assert accepted.visit_id == visit.id
    assert (refused.visit_id, refused.refused) == ("", "I cannot find that school.")
    card = office.ends.messenger.to(SIP)[0].card
    assert "Not sent: I cannot find that school." in words(card)
    assert verbs(card) == {"plan.accept"}
    assert [one.detail["code"] for one in office.entries() if one.action == "refused"] == ["unknown"]
    with office.database.reading() as uow:
        assert uow.verify_audit().broken_at is None


async def test_what_was_booked_otherwise_meanwhile_is_refused(small_office: Office) -> None:
    await noted(small_office, a_plan(a_line(half_day=v.THIRD)), SIP)
    assert small_office.ends.messenger.to(ADVISOR) == []  # who asked was the SIP
    await come_to(small_office, S.BOOKED)
    await says(small_office, WHOLE)
    assert "is held or planned already" in (await the_plan(small_office)).lines[0].refused


async def test_the_card_answers_with_the_plan_as_it_stands(small_office: Office) -> None:
    await noted(small_office, a_plan(a_line(half_day=v.THIRD)))
    sender = Sender(SIP.id, "chat", "https://teams.example/")
    for verb in ("plan.show", "plan.accept_all", "plan.accept_all"):
        answer = await small_office.router.clicked(sender, Click(verb, {"plan": "plan-1"}))
        assert isinstance(answer, CardAnswer)
        assert ("plan.accept" in verbs(answer.card)) == (verb == "plan.show")
    with small_office.database.reading() as uow:
        for kind, about in ((PlanKind.TERM_PLAN, plan_about("plan-1")), (PlanKind.TERM_TABLE, plans_about("run-1"))):
            assert render(uow, kind, about, HEAD, 1, small_office.bus.render_context) == closed_card()


async def test_somebody_who_has_left_has_their_name_in_the_table(small_office: Office) -> None:
    await noted(small_office, replace(a_plan(), sip_id=SIP.id))
    with small_office.database.writing() as uow:
        uow.roster.replace([ADVISOR], [a.a_school()], {}, {})
    with small_office.database.reading() as uow:
        card = render(uow, PlanKind.TERM_TABLE, plans_about("run-1"), ADVISOR, 1, small_office.bus.render_context)
    assert SIP.name in words(card)


async def test_a_plan_for_a_promise_without_dates_of_the_term_leaves_the_school_out(small_office: Office) -> None:
    """Two schools, of which one has told no dates."""
    other = a.a_school(urn="900002", local_authority="Elsewhere")
    with small_office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [a.a_school(), other], {"Fellshire": [AUTUMN]}, {}, {}, [v.CHECKS])
    await small_office.run(OutboxJob("plan_term", "r", {"run_id": "r", "person_id": SIP.id}, JobQueue.GRAPH))
    [plan] = await small_office.bus.read(lambda uow: uow.term_plans.of_run("r"))
    assert [line.half_day is None for line in plan.lines] == [False, True]
    assert plan.lines[1].why.startswith("no school day with enough notice")
