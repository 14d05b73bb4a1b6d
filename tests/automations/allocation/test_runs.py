"""A1, A2: the whole trust at once: worked out, looked through, settled, and proposed to schools."""

from dataclasses import replace
from typing import Any

import pytest

from automations.allocation import runs
from automations.allocation.problem import whole
from handbook.allocation.choices.choice import ProposeSip
from handbook.allocation.proposal import Allocation, LeftOut, Load, Placement
from handbook.allocation.run import AllocationRun, NoteRun
from handbook.core.places import Place
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.membership.membership import Provision
from handbook.membership.working import ChangeProvision, begun
from handbook.reports.report import Status
from handbook.schools.trust_list import ListChanges, SchoolEntry
from handbook.sip_team.record import Capacity, SipKind
from handbook.visits.policy import Hosting
from store.audit import AuditEntry
from tests.automations.allocation_office import (
    ENTRY,
    HEAD,
    NEW_SIP,
    OTHER,
    OTHER_HEAD,
    PEOPLE,
    SCHOOL,
    SIP,
    a_record,
    a_trust,
    bring,
    newest,
    press,
    propose,
    push,
    put_conflict,
    recorded,
    sip_of,
    titled,
    typed,
)
from tests.automations.office import ADVISOR, Office
from tests.support.builders import MONDAY
from tests.support.card_reading import words
from tests.support.memberships import done
from tests.support.sip_choices import LIFTED, a_conflict

TITLE = "Which SIP for which school, 2026/27"
RUN = {"run": "run-1"}
OF_SCHOOL = {**RUN, "urn": SCHOOL.urn}


def a_run(**changes: Any) -> AllocationRun:
    """St Hilda's is to have the other SIP, and St Aelred's keeps that it has none."""
    placed = (Placement(SCHOOL.urn, NEW_SIP.id, 70, alternates=()),)
    left = (LeftOut(OTHER.urn, "Nobody has room for St Aelred’s."),)
    loads = (Load(SIP.id, 0, 20), Load(NEW_SIP.id, 10, 20, (SCHOOL.urn,)))
    result = Allocation(placed, left, loads, worst=70, worst_bound=70, moved=(SCHOOL.urn,))
    return replace(AllocationRun("run-1", ADVISOR.id, MONDAY, AcademicYear(2026), result), **changes)


async def with_run(office: Office, **changes: Any) -> None:
    a_trust(office, SCHOOL, OTHER)
    await office.bus.decide(NoteRun(a_run(**changes)))
    await office.run_all()


async def run(office: Office) -> AllocationRun:
    return await office.bus.read(lambda uow: uow.allocation_runs.get("run-1"))


async def test_the_trust_advisor_types_allocate_and_reads_a_proposal(office: Office) -> None:
    a_trust(office, SCHOOL, OTHER)
    soon, shown = await typed(office, ADVISOR, "allocate")
    assert "The proposal follows in a moment." in soon
    assert "Complete: every school would have a SIP" in shown
    assert "Proof: there is no better one" in shown
    assert "Another SIP: St Aelred’s, Eastholm: " in shown
    again = await push(office, ADVISOR, TITLE, "Work it out again")
    assert "Complete" in again
    assert len(titled(office, ADVISOR, TITLE)) == 2
    assert [one.action for one in office.entries()].count("allocated") == 2
    for person in PEOPLE:
        if person != ADVISOR:
            assert not any(TITLE in one for one in await typed(office, person, "allocate", person.id))


async def test_a_school_is_opened_and_says_why_and_why_not_another(office: Office) -> None:
    await with_run(office)
    await with_run(office)  # noted twice, it is one
    (card,) = titled(office, ADVISOR, TITLE)
    assert "Incomplete: 1 school would have no SIP" in words(card)
    assert "No SIP: Nobody has room for St Aelred’s." in words(card)
    opened = await press(office, ADVISOR, "allocation.school", **OF_SCHOOL)
    assert f"Another SIP: {NEW_SIP.name}" in opened
    assert "For you alone: You have no view" in opened
    assert "The school has named no areas of focus." in opened
    why = await press(office, ADVISOR, "allocation.why_not", **OF_SCHOOL, sip=SIP.id)
    assert f"What about {SIP.name}?" in why
    assert "points" in why
    put_conflict(office, a_conflict(sip_id=SIP.id))
    barred = await press(office, ADVISOR, "allocation.why_not", **OF_SCHOOL, sip=SIP.id)
    assert f"{SIP.name} has a conflict of interest on record (has family or a close friend there; declared" in barred
    nobody = await press(office, ADVISOR, "allocation.school", **RUN, urn=OTHER.urn)
    assert "No SIP: Nobody has room for St Aelred’s." in nobody
    gone = await press(office, ADVISOR, "allocation.why_not", **OF_SCHOOL, sip=HEAD.id)
    assert "The list has changed since this was worked out." in gone
    bring(office, SCHOOL, people=[one for one in PEOPLE if one != NEW_SIP])
    left = await press(office, ADVISOR, "allocation.why_not", **OF_SCHOOL, sip=SIP.id)
    assert "The list has changed since this was worked out." in left
    only = await press(office, ADVISOR, "allocation.show", **RUN, show="moves", find="hilda")
    assert "Schools 1 to 1 of 1" in only


async def test_schools_are_settled_and_unsettled(office: Office) -> None:
    await with_run(office)
    settled = await press(office, ADVISOR, "allocation.lock", **RUN, urn=OTHER.urn, sip=SIP.id)
    assert f"Settled by you: {SIP.name}" in settled
    shown = await press(office, ADVISOR, "allocation.show", **RUN)
    assert "Changed since: you have settled something" in shown
    assert "Settled by you: St Aelred’s" in shown
    assert (await run(office)).sip_of(OTHER.urn) == SIP.id
    last, context = await run(office), office.bus.render_context
    kept = await office.bus.read(lambda uow: whole(uow, ADVISOR, context, last))
    assert [(one.sip_id, one.urn) for one in kept.locks] == [(SIP.id, OTHER.urn)]
    freed = await press(office, ADVISOR, "allocation.unlock", **RUN, urn=OTHER.urn)
    assert "No SIP" in freed
    assert "No SIP" in await press(office, ADVISOR, "allocation.unlock", **RUN, urn=OTHER.urn)
    put_conflict(office, a_conflict(sip_id=SIP.id, urn=OTHER.urn))
    barred = await press(office, ADVISOR, "allocation.lock", **RUN, urn=OTHER.urn, sip=SIP.id)
    assert "has family or a close friend there" in barred
    bring(office, SCHOOL, OTHER, unchecked=[NEW_SIP])
    recorded_now = await press(office, ADVISOR, "allocation.lock", **RUN, urn=OTHER.urn, sip=NEW_SIP.id)
    assert "no current DBS" in recorded_now


async def test_a_school_with_an_open_report_is_not_settled_to_another(office: Office) -> None:
    a_trust(office)
    await office.come_to(Status.SENT)
    await office.bus.decide(NoteRun(a_run()))
    no = await press(office, ADVISOR, "allocation.lock", **OF_SCHOOL, sip=NEW_SIP.id)
    assert "Not yet: “Autumn 2026/27 SIP report" in no
    kept = await office.bus.read(lambda uow: whole(uow, ADVISOR, office.bus.render_context).problem)
    assert "is open" in kept.need[SCHOOL.urn].open_work
    bring(office, replace(SCHOOL, sip_id=NEW_SIP.id, headteacher_id=""))
    put_conflict(office, a_conflict(lifted=LIFTED))
    other = await office.bus.read(lambda uow: whole(uow, ADVISOR, office.bus.render_context).problem)
    assert (other.need[SCHOOL.urn].open_work, other.bars) == ("", ())  # it is open with somebody else
    bring(office, SCHOOL)
    same = await press(office, ADVISOR, "allocation.lock", **OF_SCHOOL, sip=SIP.id)
    assert f"Settled by you: {SIP.name}" in same


async def test_every_school_that_is_to_have_another_sip_is_asked_in_one_press(office: Office) -> None:
    await with_run(office)
    await press(office, HEAD, "needs.say", urn=SCHOOL.urn, year=2026, revision=0, requests="Nurseries.")
    asked = await push(office, ADVISOR, TITLE, "Ask 1 school")
    assert "Being asked: St Hilda’s" in asked
    choice = await newest(office)
    assert (choice.sip_id, choice.run_id) == (NEW_SIP.id, "run-1")
    assert "Nothing is recorded of the school’s context." in choice.why
    assert "The school has asked for nothing in particular." in choice.why  # that anybody could judge
    assert len(choice.why) == 3
    assert not any("personal" in one or "get on" in one for one in choice.why)
    again = await press(office, ADVISOR, "allocation.propose_all", **RUN, revision=2)
    assert "None of these schools can be asked now" in again
    stale = await press(office, ADVISOR, "allocation.propose_all", **RUN, revision=1)
    assert "Being asked" in stale
    opened = await press(office, ADVISOR, "allocation.school", **OF_SCHOOL)
    assert ("Being asked" in opened, "Settle this one" in opened) == (True, False)
    settled = await press(office, ADVISOR, "allocation.lock", **OF_SCHOOL, sip=NEW_SIP.id)
    assert "is being asked about a SIP" in settled


async def test_what_stands_against_one_school_hinders_no_other(office: Office) -> None:
    placed = (Placement(SCHOOL.urn, NEW_SIP.id, 70), Placement(OTHER.urn, SIP.id, 60))
    await with_run(office, result=Allocation(placed, worst=60, worst_bound=60))
    put_conflict(office, a_conflict())
    await press(office, ADVISOR, "allocation.propose_all", **RUN, revision=1)
    made = await office.bus.read(lambda uow: uow.sip_choices.every())
    assert [one.urn for one in made] == [OTHER.urn]


async def test_one_school_is_asked_about_another_than_was_worked_out(office: Office) -> None:
    await with_run(office, result=replace(a_run().result, placements=(Placement(SCHOOL.urn, SIP.id, 60),)))
    shown = await press(office, ADVISOR, "allocation.propose", **OF_SCHOOL, sip=NEW_SIP.id)
    assert "Being asked" in shown
    assert (await newest(office)).alternates == (SIP.id,)
    refused = await press(office, ADVISOR, "allocation.propose", **OF_SCHOOL, sip=HEAD.id)
    assert "no longer a SIP" in refused


async def test_a_way_out_raises_what_a_sip_gives(office: Office) -> None:
    await with_run(office)
    more = {"sip": SIP.id, "half_days": 10, "schools": 0}
    shown = await press(office, ADVISOR, "allocation.raise", **RUN, **more)
    assert "Changed since" in shown
    record = await office.bus.read(lambda uow: uow.sip_records.of(SIP.id))
    assert record.capacity == Capacity(30)
    with office.database.writing() as uow:
        uow.sip_records.save(replace(uow.sip_records.of(SIP.id), capacity=Capacity(None, None, 1)), ENTRY, MONDAY)
    await press(office, ADVISOR, "allocation.raise", **RUN, **{**more, "schools": 1})
    record = await office.bus.read(lambda uow: uow.sip_records.of(SIP.id))
    assert record.capacity == Capacity(30, None, 2)
    for changes, says in (
        ({"half_days": 0}, "no number of half-days"),
        ({"half_days": 401}, "no number of half-days"),
        ({"sip": HEAD.id}, "choose a SIP of this proposal"),
    ):
        assert says in await press(office, ADVISOR, "allocation.raise", **RUN, **{**more, **changes})


async def test_nobody_else_sees_or_changes_any_of_it(office: Office) -> None:
    await with_run(office)
    before = await run(office)
    presses: tuple[tuple[str, dict[str, str | int]], ...] = (
        ("allocation.show", {}),
        ("allocation.school", {}),
        ("allocation.why_not", {"sip": SIP.id}),
        ("allocation.lock", {"sip": SIP.id}),
        ("allocation.unlock", {}),
        ("allocation.again", {}),
        ("allocation.raise", {"sip": SIP.id, "half_days": 10, "schools": 0}),
        ("allocation.propose", {"sip": NEW_SIP.id}),
        ("allocation.propose_all", {"revision": 1}),
        ("allocation.private", {"about": NEW_SIP.id, "leaning": "1", "private": "Mine."}),
    )
    for person in PEOPLE:
        for verb, data in presses:
            if person != ADVISOR:
                said = await press(office, person, verb, **OF_SCHOOL, **data)
                assert "Only the Trust Advisor" in said or "Not open to you" in said, (person.role, verb, said)
    assert await run(office) == before
    assert await office.bus.read(lambda uow: uow.sip_choices.every()) == ()
    assert await office.bus.read(lambda uow: uow.personality_notes.by(HEAD.id)) == ()


async def test_the_problem_is_made_of_what_is_on_record(office: Office) -> None:
    a_trust(office, SCHOOL, OTHER)
    await press(
        office, HEAD, "needs.say", urn=SCHOOL.urn, year=2026, revision=0, focus="maths", wishes="consultant,keep_sip",
        requests="Nurseries.", position="urgent", phase="primary", contexts="small",
    )  # fmt: skip
    recorded(
        office,
        a_record(SIP, kind=SipKind.CONSULTANT, home_area="eastholm", capacity=Capacity(None, None, 3)),
        a_record(NEW_SIP, home_area="L18", initial_training_on=None),
    )
    with office.database.writing() as uow:
        known = uow.roster.listed()
        placed = {urn: replace(one, hosting=Hosting(place=Place(54.0, -3.0))) for urn, one in known.schools.items()}
        schools: dict[str, SchoolEntry | None] = {**placed}
        uow.roster.apply(ListChanges(schools=schools), ENTRY, MONDAY)
    problem = (await office.bus.read(lambda uow: whole(uow, ADVISOR, office.bus.render_context))).problem
    need, offers = problem.need[SCHOOL.urn], problem.offer
    assert (need.focus_areas, need.weight, need.half_days, need.phase) == (("Maths",), 2, 10, "primary")
    assert sorted(one.kind for one in need.requests) == ["keep_sip", "kind_of_sip", "other"]
    mine = offers[SIP.id]
    assert (mine.half_days, mine.kind, mine.place) == (10, "consultant", Place(54.0, -3.0))
    assert offers[SIP.id].schools_at_most == 3
    assert (offers[NEW_SIP.id].barred, offers[NEW_SIP.id].place) == ("no_training", None)
    bring(office, SCHOOL, unchecked=[NEW_SIP])
    recorded_again = (await office.bus.read(lambda uow: whole(uow, ADVISOR, office.bus.render_context))).problem
    assert recorded_again.offer[NEW_SIP.id].barred == "no_checks"


async def test_a_school_with_a_sip_of_its_own_is_left_out_and_named(office: Office) -> None:
    result = replace(a_run().result, left_out=())
    await with_run(office, result=result)
    assert "Left out" not in await press(office, ADVISOR, "allocation.show", **RUN)
    with office.database.writing() as uow:
        year = AcademicYear.of(office.now.date())
        new = done(begun(OTHER, year, None), ChangeProvision(OTHER.urn, year, 0, Provision.OWN, sip_name="Ned Farrow"))
        uow.memberships.save(new, AuditEntry("service", "test", f"membership:{new.id}"), office.now)
    found = await office.bus.read(lambda uow: whole(uow, ADVISOR, office.bus.render_context))
    assert set(found.problem.need) == {SCHOOL.urn}
    shown = await press(office, ADVISOR, "allocation.show", **RUN)
    assert f"their SIP is their own or the local authority’s: {OTHER.full_name}." in shown


async def test_a_school_that_is_being_asked_is_settled_until_it_has_answered(office: Office) -> None:
    a_trust(office, SCHOOL, OTHER)
    await propose(office)
    found = await office.bus.read(lambda uow: whole(uow, ADVISOR, office.bus.render_context))
    assert found.problem.locked == {SCHOOL.urn: NEW_SIP.id}
    assert found.locks == ()


async def test_without_a_run_there_is_nothing_to_show(office: Office) -> None:
    a_trust(office)
    assert "cannot find that proposal" in await press(office, ADVISOR, "allocation.show", run="nothing")
    card = await office.bus.read(lambda uow: runs.left_to_propose(uow, a_run()))
    assert card == (SCHOOL.urn,)
    assert await sip_of(office) == SIP.id
    with pytest.raises(Refused, match="no longer a SIP"):
        await office.bus.decide(ProposeSip(SCHOOL.urn, OTHER_HEAD.id), ADVISOR.id, "teams")
