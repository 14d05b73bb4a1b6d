"""The Trust Advisor's plan: a term is chosen, lines are edited and the rest worked out again, and it is sent (V2)."""

from datetime import date, timedelta

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import Answer, CardAnswer, MessageAnswer
from automations.plans.making import plan_again
from automations.plans.plan_cards import PlanKind, terms_about
from cards.kit.lines import closed_card
from handbook.core.school_years import Session, Term
from handbook.plans.acceptance import NotePlans, PlannedVisit, ProposedPlan, plan_about, plans_about
from handbook.plans.drafting import NoteReplanned
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import ADVISOR, AUTUMN, EVERYBODY, HEAD, SIP, Office, press
from tests.automations.visit_office import come_to, the_visit
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import verbs, words
from tests.support.plans import a_draft, a_line
from tests.support.rendering import render

OTHER = a.a_school(urn="900002", name="Holy Lantern")
SPRING = Session(date(2027, 1, 5), date(2027, 4, 1), Term.SPRING)


def two_schools(office: Office, *terms: Session) -> None:
    with office.database.writing() as uow:
        schools = [a.a_school(), OTHER]
        uow.roster.replace(EVERYBODY, schools, {"Fellshire": [AUTUMN, *terms]}, {}, {}, [v.CHECKS])


async def plans(office: Office) -> list[ProposedPlan]:
    """Those of the card that the Trust Advisor got last."""
    run_id = office.ends.messenger.to(ADVISOR)[-1].card["refresh"]["action"]["data"]["run"]
    return list(await office.bus.read(lambda uow: uow.term_plans.of_run(run_id)))


async def drafted(office: Office) -> ProposedPlan:
    """The Trust Advisor chooses the autumn of the card of terms."""
    await office.bus.decide(AnswerTyped("plan", "m1"), ADVISOR.id, "teams")
    await office.run_all()
    card = office.ends.messenger.to(ADVISOR)[-1]
    asked = await press(office, ADVISOR, "plan.terms", card.place)
    assert isinstance(asked, CardAnswer)
    assert "plan.term" in verbs(asked.card)
    await press(office, ADVISOR, "plan.term", card.place, year=2026, term="Autumn")
    [plan] = await plans(office)
    return plan


def seen(line: PlannedVisit) -> dict[str, str]:
    at = line.half_day
    return {"seen": f"{at.on} {at.starts:%H:%M}-{at.ends:%H:%M}"} if at else {}


async def edit(office: Office, plan: ProposedPlan, verb: str, key: str = "900001", to: str = "") -> Answer:
    own = {"plan": plan.id, "line": key, **seen(plan.line(key)), **({"to": to} if to else {})}
    return await press(office, ADVISOR, verb, **own)


async def test_the_term_is_chosen_the_draft_is_the_trust_advisors_and_nobody_elses(small_office: Office) -> None:
    two_schools(small_office)
    plan = await drafted(small_office)
    table = words(small_office.ends.messenger.to(ADVISOR)[-1].card)
    assert "Not sent yet" in table
    assert "2 visits: 2 proposed" in table
    assert small_office.ends.messenger.to(SIP) == []
    assert all(one.possible for one in plan.lines)
    with small_office.database.reading() as uow:
        context = small_office.bus.render_context
        for viewer in (SIP, HEAD):
            assert render(uow, PlanKind.TERM_TABLE, plans_about(plan.run_id), viewer, 1, context) == closed_card()
            assert render(uow, PlanKind.TERM_PLAN, plan_about(plan.id), viewer, 0, context) == closed_card()
        assert render(uow, PlanKind.CHOOSE_TERM, terms_about(ADVISOR.id), SIP, 0, context) == closed_card()


async def test_another_day_is_held_while_the_rest_is_worked_out_again(small_office: Office) -> None:
    two_schools(small_office)
    plan = await drafted(small_office)
    wanted = plan.line("900002").half_day  # what the other school was to have
    assert wanted is not None
    answer = await edit(small_office, plan, "plan.choose", to=f"{wanted.on} {wanted.starts:%H:%M}-{wanted.ends:%H:%M}")
    assert isinstance(answer, CardAnswer)
    assert "Locked" in words(answer.card)
    [after] = await plans(small_office)
    assert (after.line("900001").half_day, after.line("900001").locked, after.is_working) == (wanted, True, False)
    assert after.line("900002").half_day not in (None, wanted)
    out = await edit(small_office, after, "plan.leave_out", "900002")
    assert isinstance(out, CardAnswer)
    [after] = await plans(small_office)
    assert (after.line("900002").left_out, after.line("900001").half_day) == (True, wanted)
    await edit(small_office, after, "plan.put_back", "900002")
    [after] = await plans(small_office)
    assert after.line("900002").half_day is not None
    assert after.line("900001").half_day == wanted
    assert [dict(one.detail)["edit"] for one in small_office.entries() if one.action == "plan_line_edited"] == [
        "choose",
        "leave_out",
        "put_back",
    ]


async def test_a_locked_day_that_somebody_has_taken_is_worked_out_again_and_says_so(small_office: Office) -> None:
    two_schools(small_office)
    plan = await drafted(small_office)
    await edit(small_office, plan, "plan.lock")
    [plan] = await plans(small_office)
    at = plan.line("900001").half_day
    assert at is not None
    small_office.ends.calendars.enter(HEAD, at)
    await edit(small_office, plan, "plan.leave_out", "900002")
    [after] = await plans(small_office)
    assert after.line("900001").half_day not in (None, at)
    assert "The day that was locked is no longer possible." in after.line("900001").why


async def test_two_who_edit_at_once_lose_nothing_and_see_what_the_other_did(small_office: Office) -> None:
    two_schools(small_office)
    before = await drafted(small_office)
    await edit(small_office, before, "plan.lock", "900002")  # the one
    await edit(small_office, before, "plan.lock")  # the other, from the same card
    [after] = await plans(small_office)
    assert [one.locked for one in after.lines] == [True, True]
    await edit(small_office, after, "plan.leave_out", "900002")
    [after] = await plans(small_office)
    again = await edit(small_office, before, "plan.lock", "900002")  # of a line that has changed
    assert isinstance(again, CardAnswer)
    assert "This line has changed meanwhile" in words(again.card)
    sent = await press(small_office, ADVISOR, "plan.send", run=before.run_id, state=before.revision)
    assert isinstance(sent, CardAnswer)  # how it stands now, and nothing sent
    assert small_office.ends.messenger.to(SIP) == []
    await plan_again(small_office.work, before.id, before.revision)  # overtaken
    await small_office.bus.decide(NoteReplanned(before.id, before.revision, before.lines))
    assert await plans(small_office) == [after]


async def test_it_is_sent_and_each_line_says_how_far_it_has_come(small_office: Office) -> None:
    two_schools(small_office)
    plan = await drafted(small_office)
    await edit(small_office, plan, "plan.leave_out", "900002")
    [plan] = await plans(small_office)
    place = small_office.ends.messenger.to(ADVISOR)[-1].place
    await press(small_office, ADVISOR, "plan.send", place, run=plan.run_id, state=plan.revision)
    card = small_office.ends.messenger.to(SIP)[-1]
    assert "Holy Lantern" not in words(card.card)
    assert "Sent to SIP: " in words(small_office.ends.messenger.to(ADVISOR)[-1].card)
    await press(small_office, SIP, "plan.accept", plan=plan.id, line="900001")
    table = words(small_office.ends.messenger.to(ADVISOR)[-1].card)
    assert "Offered to school: St Hilda" in table
    visit = await the_visit(small_office)
    await press(small_office, HEAD, "visit.pick", visit=visit.id, version=visit.version, number=1)
    assert "Booked: St Hilda" in words(small_office.ends.messenger.to(ADVISOR)[-1].card)
    refused = await edit(small_office, plan, "plan.lock")
    assert isinstance(refused, CardAnswer)
    assert "has been sent to SIPs" in words(refused.card)


async def test_who_may_not_and_what_cannot_be_is_said_and_changes_nothing(small_office: Office) -> None:
    two_schools(small_office)
    plan = await drafted(small_office)
    own = {"plan": plan.id, "line": "900001", **seen(plan.line("900001"))}
    no = await press(small_office, SIP, "plan.leave_out", **own)
    assert isinstance(no, MessageAnswer)
    assert no.text == "I cannot find that plan.", "a draft is the Trust Advisor’s alone"
    shown = await press(small_office, SIP, "plan.line", plan=plan.id, line="900001")
    assert shown == no
    holiday = await edit(small_office, plan, "plan.choose", to="2026-12-24 09:00-12:00")
    assert isinstance(holiday, CardAnswer)
    assert "I do not know the term dates" in words(holiday.card)
    weekend = await edit(small_office, plan, "plan.choose", to="2026-12-05 09:00-12:00")
    assert isinstance(weekend, CardAnswer)
    assert "is at the weekend" in words(weekend.card)
    over = await press(small_office, ADVISOR, "plan.term", year=2025, term="Summer")
    assert isinstance(over, MessageAnswer)
    assert "Summer 2025/26 cannot be planned: it is over" in over.text
    head = await press(small_office, HEAD, "plan.term", year=2026, term="Autumn")
    assert isinstance(head, MessageAnswer)
    assert await plans(small_office) == [plan]


async def test_a_term_that_ends_before_it_is_sent_is_not_sent(small_office: Office) -> None:
    plan = await drafted(small_office)
    small_office.now += timedelta(days=40)
    said = await press(small_office, ADVISOR, "plan.send", run=plan.run_id, state=plan.revision)
    assert isinstance(said, MessageAnswer)
    assert "Autumn 2026/27 cannot be planned" in said.text


async def test_a_school_or_sip_that_has_left_is_a_difficulty_and_not_sent(small_office: Office) -> None:
    two_schools(small_office)
    plan = await drafted(small_office)
    with small_office.database.writing() as uow:
        others = [one for one in EVERYBODY if one != SIP]
        uow.roster.replace(others, [a.a_school(sip_id="")], {"Fellshire": [AUTUMN]}, {}, {}, [])
    said = await edit(small_office, plan, "plan.lock", "900002")
    assert isinstance(said, CardAnswer)
    assert "the school has left the service’s list" in words(said.card)
    await plan_again(small_office.work, plan.id, plan.revision)
    [plan] = await plans(small_office)
    assert len(plan.lines) == 2
    await press(small_office, ADVISOR, "plan.send", run=plan.run_id, state=plan.revision)
    assert small_office.ends.messenger.to(SIP) == []
    with small_office.database.reading() as uow:
        context = small_office.bus.render_context
        table = words(render(uow, PlanKind.TERM_TABLE, plans_about(plan.run_id), ADVISOR, 1, context))
    assert "2 visits: 2 in difficulty" in table
    assert "The school has left the service’s list" in table
    assert "The SIP has left the service’s list" in table


async def test_a_visit_of_a_term_that_has_ended_is_planned_as_late(small_office: Office) -> None:
    two_schools(small_office, SPRING)
    await come_to(small_office, S.BOOKED)
    small_office.now += timedelta(days=21)  # the autumn leaves no day with notice
    await small_office.bus.decide(AnswerTyped("plan spring", "m1"), ADVISOR.id, "teams")
    await small_office.run_all()
    [plan] = await plans(small_office)
    assert {one.key for one in plan.lines} == {"900001", "900002", "900002-Autumn"}
    late = plan.line("900002-Autumn")
    assert late.half_day is not None
    assert "Late: the autumn visit" in words(small_office.ends.messenger.to(ADVISOR)[-1].card)


async def test_a_page_that_was_turned_to_stays_when_the_card_is_drawn_again(small_office: Office) -> None:
    plan = a_draft(*(a_line(number, f"School {number}.") for number in range(1, 25)))
    await small_office.bus.decide(NotePlans("run-1", ADVISOR.id, (plan,)))
    await small_office.run_all()
    place = small_office.ends.messenger.to(ADVISOR)[-1].place
    turned = await press(small_office, ADVISOR, "plan.page", place, run="run-1", page=2)
    assert isinstance(turned, CardAnswer)
    assert "Lines 11 to 20 of 24" in words(turned.card)
    [copy] = await small_office.bus.read(lambda uow: uow.cards.about("plans:run-1"))
    assert copy.version == 2
    elsewhere = await press(small_office, ADVISOR, "plan.page", None, run="run-1", page=3)
    assert isinstance(elsewhere, CardAnswer)
    [copy] = await small_office.bus.read(lambda uow: uow.cards.about("plans:run-1"))
    assert copy.version == 2
