"""Visits, half-days, plans and meetings; concerns and complaints; lists, people and who is reached."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CLOCK
from automations.engine.inbound.commands import NoteSheet
from automations.engine.jobs.job_runner import GIVES_UP_AFTER
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.scheduler import run_due_commands
from automations.schools.sheets import KeepImport
from automations.workflows import TABLES
from handbook.core.external_errors import Forbidden
from handbook.core.people import Person
from handbook.operating.alerts import RaiseAlert
from handbook.plans.acceptance import NotePlans
from handbook.reports.report import Status
from handbook.schools.list_import import ImportedRows
from handbook.visits.ofsted.call import AskSipToCome
from handbook.visits.visit import VisitStatus as S
from tests.access.people import CHAIR, DEPUTY, DIRECTOR, KEEPER, OTHER_SIP, PARTY, SCHOOL, SUB, URN, be
from tests.access.play import Play
from tests.automations.case_office import TALK, TALKED, texts
from tests.automations.office import ADVISOR, DSO, HEAD, SIP
from tests.automations.visit_office import come_to
from tests.support import visits as v
from tests.support.plans import a_line, a_plan

MEETING = {"on": "2026-12-01", "half": "09:00-12:00", "invite": HEAD.id, "why": "At the school."}


async def visits(play: Play) -> None:
    office = play.office
    for who, word in ((SIP, "book"), (SIP, "my visits"), (HEAD, "our visits"), (HEAD, "half-days"), (SIP, "half-days"),
                      (ADVISOR, "half-days"), (HEAD, "ofsted"), (ADVISOR, "team meetings"), (ADVISOR, "plan"),
                      (SIP, "plan")):  # fmt: skip
        await play.typed(who, word)
    await play.press(SIP, "visit.seek", urn=URN, year=2026)
    await play.press(SIP, "visit.send")
    await play.press(HEAD, "visit.ask_others")
    await play.press(SIP, "visit.others")
    await play.press(SIP, "visit.send")
    await play.press(HEAD, "visit.pick")
    await play.typed(HEAD, "our visits")
    await play.typed(SIP, "my visits")
    await play.press(SIP, "preparation.plan", prepare_for=URN, prepare_on="2026-11-24", prepare="1")
    await play.typed(SIP, "half-days")
    extra: dict[str, Any] = {"extra_for": URN, "extra_name": "Appraisal", "extra_half_days": "2", "year": 2026}
    await play.press(ADVISOR, "extra.agree", **extra, extra_by=SIP.id, extra_charge="")
    await play.typed(ADVISOR, "half-days")
    [agreed] = await office.bus.read(lambda uow: uow.extra_services.of_year(URN, v.YEAR))
    play.ask(ADVISOR, "extra.drop", dropped=agreed.id, extra_for=URN)
    await play.press(SIP, "extra.agree", **extra | {"extra_name": "Phonics"}, extra_by=SIP.id, extra_charge="")
    for one in await office.bus.read(lambda uow: uow.extra_services.of_year(URN, v.YEAR)):
        for verb in ("extra.accept", "extra.decline"):
            play.ask(HEAD, verb, extra=one.id, revision=one.revision)
    await play.press(HEAD, "ofsted.called", urn=URN, first_on="2026-12-14", last_on="2026-12-15")
    [call] = await office.bus.read(lambda uow: uow.ofsted_calls.of_school(URN))
    await play.decide(HEAD, AskSipToCome(call.id, v.afternoon(call.first_on)))
    await play.press(
        ADVISOR, "team_meeting.set", meet_on="2026-12-03", meet_half="09:00-12:00", attend=f"{SIP.id},{DSO.id}"
    )
    await play.typed(ADVISOR, "team meetings")
    plan = a_plan(a_line(), sip_id=SIP.id)
    await play.decide(ADVISOR, NotePlans("run-1", ADVISOR.id, (plan,)))
    play.ask(SIP, "plan.accept_all", plan=plan.id)
    await play.press(ADVISOR, "plan.terms")
    await play.press(ADVISOR, "plan.term", year=2026, term="Autumn")
    [visit] = await office.bus.read(lambda uow: uow.visits.of_school(URN))
    at: dict[str, Any] = {"visit": visit.id, "version": visit.version}
    for verb in ("visit.held", "visit.not_held", "visit.agree", "visit.keep"):
        play.ask(SIP, verb, **at)
    for verb in ("ofsted.keep", "ofsted.put_off"):
        play.ask(SIP, verb, call=call.id, visit=visit.id, version=visit.version)
    office.now += timedelta(days=30)
    for verb in ("visit.held", "visit.not_held"):
        play.ask(SIP, verb, **at)
    await play.typed(SIP, "half-days")


async def cases(play: Play) -> None:
    await play.typed(SIP, "concern")
    await play.typed(HEAD, "complaint")
    for who in (SIP, ADVISOR, CHAIR, DSO):
        await play.typed(who, "cover")
    play.also = [CardRef("raise", f"raise:{SIP.id}"), CardRef("cover", "cover:cover-0")]
    await play.send(SIP, "concern.raise", **TALK)
    data = await play.case(SIP, "Take it to the Trust Advisor")
    await play.send(SIP, "concern.to_trust_advisor", **data, **texts("in lessons"), why="It is the second year.")
    data = await play.case(ADVISOR, "Acknowledge")
    await play.press(ADVISOR, "concern.acknowledge", **data, tell_headteacher="yes")
    data = await play.case(ADVISOR, "Take it to the DSO")
    await play.send(ADVISOR, "concern.to_dso", **data, **texts("by us"), tell_headteacher="yes")
    await _opened(play, SIP, HEAD, ADVISOR, DSO, DEPUTY, SUB)
    await play.press(DSO, "concern.acknowledge", **await play.case(DSO, "Acknowledge"))
    await play.send(DSO, "concern.meeting", **await play.case(DSO, "Partnership meeting"), **MEETING)
    await _opened(play, SIP, HEAD, ADVISOR, DSO)
    data = await play.case(ADVISOR, "Take it to the Director")
    await play.send(ADVISOR, "concern.to_director", **data, **texts("by all"), tell_headteacher="yes")
    await _opened(play, SIP, HEAD, ADVISOR, DSO, DIRECTOR)
    meeting = {"meet_on": "2026-12-03", "meet_half": "09:00-12:00", "attend": f"{SIP.id},{DSO.id}"}
    await play.press(ADVISOR, "team_meeting.set", **meeting)
    for title in ("For a SIP team meeting", "Hand over", "Support arranged"):
        await play.case(ADVISOR, title)
    play.ask(ADVISOR, "concern.hand_over", to=f"sip:{OTHER_SIP.id}", why="The SIP is ill for long.")
    await play.press(DSO, "concern.meeting_off", **await play.case(DSO, "Cancel the meeting"))


async def untalked(play: Play) -> None:
    """A concern whose SIP could not talk to the headteacher first."""
    await play.typed(SIP, "concern")
    await play.send(SIP, "concern.raise_untalked", school=URN, why_not_talked="They are away.", **texts("in books"))
    await _opened(play, SIP, ADVISOR)
    await play.send(
        ADVISOR, "concern.ask_to_talk", **await play.case(ADVISOR, "Ask for a conversation"), why="They should."
    )
    await _opened(play, SIP, ADVISOR)
    data = await play.case(SIP, "Record the conversation")
    await play.send(SIP, "concern.talk", **data, **texts("with them"), talked_on=TALKED, response="They agree.")


async def _opened(play: Play, *people: Person) -> None:
    case = (await play.office.bus.read(lambda uow: uow.cases.standing()))[-1]
    for who in people:
        await play.press(who, "case.open", case=case.id)


async def complaints(play: Play) -> None:
    await play.typed(HEAD, "complaint")
    await play.send(HEAD, "complaint.prepare", school=URN, **texts("in my notes"))
    data = await play.case(HEAD, "Record the talk with my SIP")
    await play.send(HEAD, "complaint.talk", **data, **texts("then"), talked_on=TALKED, response="They see it so.")
    data = await play.case(HEAD, "Go to the Trust Advisor")
    await play.send(HEAD, "complaint.to_trust_advisor", **data, **texts("in school"), why="It was not enough.")
    data = await play.case(ADVISOR, "Answer")
    await play.send(ADVISOR, "complaint.answer", **data, **texts("answered"))
    data = await play.case(HEAD, "Go to the Chair of the Trust Board")
    await play.send(HEAD, "complaint.to_chair", **data, **texts("again"), why="It was not enough.")
    await _opened(play, SIP, HEAD, ADVISOR, CHAIR)


async def against_the_advisor(play: Play) -> None:
    await play.typed(HEAD, "complaint")
    await play.send(HEAD, "complaint.about_trust_advisor", school=URN, **texts("from us"))


async def schools(play: Play) -> None:
    office = play.office
    sheet = KeepImport("m-0", "f" * 64, "schools", "", ImportedRows(), (), ())
    await play.decide(ADVISOR, NoteSheet("m-0", "schools.csv", "https://t/x"), sheet)
    for who, word in ((ADVISOR, "schools"), (ADVISOR, "people"), (KEEPER, "people"), (ADVISOR, "change the list"),
                      (ADVISOR, "broadcast"), (ADVISOR, "reach"), (ADVISOR, "not reached"), (ADVISOR, "digest"),
                      (HEAD, "digest"), (KEEPER, "schools")):  # fmt: skip
        await play.typed(who, word)
    play.also = [CardRef("school", f"school:{URN}"), CardRef("list_person", f"list_person:{SIP.id}")]
    await play.press(ADVISOR, "digest.show")
    await play.press(ADVISOR, "reach.list")
    office.bus.policy = replace(office.bus.policy, installs_itself=True)
    await play.press(ADVISOR, "reach.install_preview")
    await play.press(ADVISOR, "list_edit.draft", kind="leave", about=OTHER_SIP.id)
    await play.typed(ADVISOR, "change the list")
    await play.press(ADVISOR, "broadcast.write", offices="headteacher", words="School begins on Monday.")
    await play.press(ADVISOR, "broadcast.send")
    await office.come_to(Status.APPROVED)
    for job in office.outbox():
        office._kept.add(job.id)  # pyright: ignore[reportPrivateUsage] - all but the last attempt is skipped
    report = await office.report()
    last = OutboxJob(
        "file_report", f"{report.id}@1", {"report_id": report.id, "version": 1}, JobQueue.GRAPH, GIVES_UP_AFTER
    )
    await office.bus.decide(RaiseAlert("failures:sharepoint", 10), CLOCK, "clock")
    await office.run_all()
    office.ends.fail("place", Forbidden("403"))
    await office.run(last)
    await office.run_all()
    play.look()
    written = await office.bus.read(lambda uow: uow.broadcasts.newest_of(ADVISOR.id))
    play.ask(ADVISOR, "broadcast.resend", broadcast=written.id if written else "", round=1)
    sent = play.latest[ADVISOR.id, "list_import.leave"]["import"]
    play.ask(ADVISOR, "list_import.apply", **{"import": sent, "list": 0})
    [edit] = await office.bus.read(lambda uow: uow.list_edits.waiting_since(office.now + timedelta(days=99)))
    play.ask(ADVISOR, "list_edit.choose", edit=edit.id, account="1")
    await come_to(office, S.PROPOSED)
    await play.typed(HEAD, "digest")
    be(office, replace(SCHOOL, headteacher_id=PARTY.id), office.now)
    await run_due_commands(office.bus, TABLES.due)
    await office.run_all()
    play.called = {"head": "former_head", "party": "head"}
    play.look()
