"""Nobody's leaving breaks what they left: whoever and whatever school leaves the list, in whatever state things are,
all that could be read is read on by whoever may, with the names of then. A list leaves out nothing."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from automations.cases import clock as case_clock
from automations.cases.kinds import CaseKind
from automations.cases.loading import actor_of, views_of
from automations.engine.command_bus import RenderContext, TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown
from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.extension_port import Search
from automations.engine.inbound.port import CardAnswer, Click, Sender
from automations.engine.scheduler import run_due_commands
from automations.half_days.ledger_cards import HalfDaysKind
from automations.meetings.team_meeting import OpenTeamMeeting, meeting_answer
from automations.meetings.team_meeting_cards import MeetingKind
from automations.plans.plan_cards import PlanKind
from automations.reports.cards import ReportKind
from automations.schools.preview import Preview
from automations.search.finding import find
from automations.visits.calendar_file import file_of
from automations.visits.cards import VisitKind
from automations.workflows import TABLES
from cards.cases.record import case_card, standing
from cards.reports.verbs import ReportCard
from documents.case_record import write_case_record
from handbook.core.people import Person, School
from handbook.core.refusal import Refused
from handbook.plans.acceptance import NotePlans
from handbook.reports.agreements.agreement import AskForAgreement, SignAgreement
from handbook.reports.agreements.texts import TEXT_VERSION
from handbook.reports.report import Status
from handbook.reports.sharing import ShareReport
from handbook.schools.imported_people import nobody_of
from handbook.schools.outcome import Tally
from handbook.schools.trust_list import HOLDERS, ListChanges, difference
from handbook.visits.visit import VisitStatus as S
from store.unit_of_work import UnitOfWork
from tests.automations.case_office import with_dso
from tests.automations.office import ADVISOR, AUTUMN, DSO, EVERYBODY, HEAD, OFFICER, SIP, Office
from tests.automations.visit_office import come_to
from tests.store.filled import ENTRY
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import words
from tests.support.covers import DEPUTY, FIRST, LAST
from tests.support.examples import examples
from tests.support.plans import a_plan
from tests.support.rendering import render
from tests.support.team_meetings import MORNING

pytestmark = pytest.mark.no_cover  # measuring it doubles its time; each line that it passes has a test of its own

PEOPLE = (*EVERYBODY, DEPUTY)
SCHOOL = a.a_school()
STATES = ((Status.DRAFTED, S.FOUND), (Status.SENT, S.PROPOSED), (Status.APPROVED, S.PICKED), (Status.SHARED, S.BOOKED))
CHOOSES = (HalfDaysKind.HALF_DAYS, CaseKind.COVERS, MeetingKind.TEAM_MEETINGS, VisitKind.BOOK)
"""Cards with choices: who has left is offered no more."""


async def press(office: Office, who: Person, verb: str, **data: str | int) -> None:
    answer = await office.router.clicked(Sender(who.id, "chat", "https://t/"), Click(verb, data))
    assert isinstance(answer, CardAnswer), answer
    await office.run_all()


async def a_world(office: Office, report: Status, visit: S) -> None:
    """One record of each kind, and the report and the visit as far as this."""
    office.bring(PEOPLE)
    await with_dso(office)
    shared = report is Status.SHARED
    found = await office.come_to(Status.FILED if shared else report)
    if shared:
        await office.bus.decide(AskForAgreement(SCHOOL.urn, 0), ADVISOR.id, "teams")
        await office.bus.decide(SignAgreement(SCHOOL.urn, 1, TEXT_VERSION, HEAD.name), HEAD.id, "teams")
        await office.bus.decide(ShareReport(found.id, 1), ADVISOR.id, "teams")
    await come_to(office, visit)
    await press(office, HEAD, "ofsted.called", urn=SCHOOL.urn, first_on="2026-12-14", last_on="2026-12-15")
    await press(office, ADVISOR, "extra.agree", extra_for=SCHOOL.urn, extra_name="Appraisal", extra_half_days="2",
                year=2026, extra_by=SIP.id)  # fmt: skip
    await press(office, SIP, "preparation.plan", prepare_for=SCHOOL.urn, prepare_on="2026-11-23", prepare="1")
    await press(office, SIP, "cover.name", person=SIP.id, deputy=DEPUTY.id, first_on=str(FIRST), last_on=str(LAST))
    await press(office, ADVISOR, "team_meeting.set", meet_on=str(MORNING.on), meet_half="09:00-12:00",
                attend=f"{SIP.id},{DSO.id}")  # fmt: skip
    await press(office, ADVISOR, "training.set", subject="data", train_on=str(MORNING.on), train_at="13:00-16:00",
                invited=SIP.id)  # fmt: skip
    await press(office, ADVISOR, "skills.ask", year=2026)
    await office.bus.decide(NotePlans("run-1", ADVISOR.id, (a_plan(sip_id=SIP.id),)))
    await office.run_all()


def everything(uow: UnitOfWork, viewer: Person, context: RenderContext) -> dict[str, str]:
    """All that somebody can be shown, by what it is."""
    urn = SCHOOL.urn
    [report], [visit] = uow.reports.of_school(urn), uow.visits.of_school(urn)
    [call] = uow.ofsted_calls.of_school(urn)
    [extra] = uow.extra_services.of_year(urn, v.YEAR)
    [cover] = uow.covers.of_deputy(DEPUTY.id)
    [plan] = uow.term_plans.of_run("run-1")
    [meeting] = uow.team_meetings.since(MORNING.on)
    [case] = uow.cases.standing()
    of_report = tuple(ReportKind(kind.value) for kind in ReportCard)
    abouts = [
        *((kind, f"report:{report.id}") for kind in of_report),
        *((kind, f"visit:{visit.id}") for kind in (VisitKind.VISIT, VisitKind.VISIT_PACK)),
        *((kind, f"{kind.value}:{viewer.id}") for kind in (VisitKind.VISITS, *CHOOSES)),
        (ReportKind.AGREEMENT_STATE, f"agreement:{urn}"),
        (VisitKind.OFSTED, f"ofsted:{call.id}"),
        (HalfDaysKind.EXTRA, f"extra:{extra.id}"),
        (PlanKind.TERM_PLAN, f"plan:{plan.id}"),
        (PlanKind.TERM_TABLE, "plans:run-1"),
        (CaseKind.CASE, f"case:{case.id}"),
        (CaseKind.COVER, f"cover:{cover.id}"),
    ]
    shown = {f"{kind.value} {about}": words(render(uow, kind, about, viewer, 1, context)) for kind, about in abouts}
    for what in ("reports", "visits"):
        found = find(uow, viewer, Search(what, "", 0, 25), "https://t/", context.now)
        shown[f"search {what}"] = "\n".join(words(one.card) for one in found)
    for view in views_of(uow, actor_of(uow, viewer, context.now), context.now):
        shown[f"case {view.case.id}"] = words(case_card(view, []))
        stands = ": ".join(standing(view))
        whole = {"title": view.title, "standing": stands, "parts": view.parts, "reading": view.reading}
        write_case_record(**whole, reader=viewer.name, made_at=context.now)  # pyright: ignore[reportArgumentType]
    if viewer.id in (*meeting.attendee_ids, ADVISOR.id):
        card = meeting_answer(uow, OpenTeamMeeting(meeting.id), viewer, context, Click("", {}))
        assert isinstance(card, dict)
        shown["team_meetings agenda" if viewer == ADVISOR else "meeting"] = words(card)
    if viewer in (SIP, HEAD) and visit.half_day is not None:
        shown["calendar file"] = file_of(uow, viewer.id, visit.id, context).decode()
    return shown


def names_in(shown: str) -> set[str]:
    return {one for one in (*(person.name for person in PEOPLE), SCHOOL.name) if one in shown}


def read_by(office: Office, viewers: Sequence[Person]) -> dict[Person, dict[str, str]]:
    with office.database.reading() as uow:
        due = case_clock.due_now(uow, TrustPolicy(), office.now)
        assert not any(isinstance(one, ReportDeadlineUnknown) for one in due)
        return {one: everything(uow, one, office.bus.render_context) for one in viewers}


def check_goes_on(
    before: Mapping[Person, dict[str, str]],
    after: Mapping[Person, dict[str, str]],
    of_now: Mapping[str, set[str]] = MappingProxyType({}),
) -> None:
    """What each who stays could read, they read on, with the same names in it; but for those who are named as serving
    the school now (`of_now`, by the kind of card)."""
    for viewer, shown in after.items():
        for what, text in before[viewer].items():
            kind = what.partition(" ")[0]
            chooses = kind in {one.value for one in CHOOSES}
            assert chooses or names_in(text) - of_now.get(kind, set()) <= names_in(shown[what]), (what, viewer.role)


@pytest.mark.parametrize(("report", "visit"), STATES)
async def test_whoever_leaves_everything_is_read_on(small_office: Office, report: Status, visit: S) -> None:
    await a_world(small_office, report, visit)
    before = read_by(small_office, PEOPLE)

    @examples(3)
    @given(left=st.frozensets(st.sampled_from(PEOPLE), max_size=3), schools=st.sampled_from(((), (SCHOOL,))))
    @example(frozenset((HEAD,)), (SCHOOL,))
    @example(frozenset((SIP, HEAD)), ())
    @example(frozenset((ADVISOR,)), (SCHOOL,))
    @example(frozenset((DSO,)), ())
    def whoever(left: frozenset[Person], schools: Sequence[School]) -> None:
        stay = [one for one in PEOPLE if one not in left]
        with small_office.database.writing() as uow:
            uow.roster.replace(stay, schools, {"Fellshire": [AUTUMN]}, {}, {}, [v.CHECKS])
        check_goes_on(before, read_by(small_office, stay))

    whoever()


@pytest.mark.parametrize(("report", "visit"), STATES[::3])
async def test_whoever_leaves_by_an_import_everything_is_read_on(
    small_office: Office, report: Status, visit: S
) -> None:
    """What is left of the school then names nobody in their place."""
    await a_world(small_office, report, visit)
    before = read_by(small_office, PEOPLE)
    with small_office.database.reading() as uow:
        listed = uow.roster.listed()

    @examples(2)
    @given(left=st.frozensets(st.sampled_from(PEOPLE), max_size=3))
    @example(frozenset((HEAD,)))
    @example(frozenset((SIP, HEAD, DSO)))
    def whoever(left: frozenset[Person]) -> None:
        found = Preview("people", listed, ListChanges(), Tally(0), absent_people={one.id: one.name for one in left})
        with small_office.database.writing() as uow:
            uow.roster.apply(difference(uow.roster.listed(), listed), ENTRY, small_office.now)
            uow.roster.apply(found.with_leavers(), ENTRY, small_office.now)
            schools = uow.roster.schools()
        assert not {one.id for one in left} & {getattr(one, name) for one in schools for name in HOLDERS.values()}
        after = read_by(small_office, [one for one in PEOPLE if one not in left])
        gone = {one.name for one in left}
        shares_with = gone & {DSO.name, OFFICER.name} if report is not Status.SHARED else set[str]()
        of_report = {kind.value: shares_with for kind in ReportKind}
        check_goes_on(before, after, {**of_report, "search": shares_with, VisitKind.OFSTED.value: gone})

    whoever()


async def test_the_clock_and_what_is_typed_go_on_where_a_school_has_nobody(small_office: Office) -> None:
    office = small_office
    with office.database.writing() as uow:
        listed = uow.roster.listed()
        everybody = [one.id for one in (HEAD, SIP, DSO, OFFICER)]
        uow.roster.apply(ListChanges(nobody_of(listed.schools, everybody)), ENTRY, office.now)
    for person, typed in ((SIP, "my visits"), (ADVISOR, "my reports"), (ADVISOR, "half-days"), (ADVISOR, "plan")):
        await office.bus.decide(AnswerTyped(typed, f"m-{typed}"), person.id, "teams")
        await office.run_all()
    await run_due_commands(office.bus, TABLES.due)
    with pytest.raises(Refused, match="has no headteacher on the service’s list"):
        await office.bus.decide(AskForAgreement("900001", 0), ADVISOR.id, "teams")


async def test_one_visit_of_who_has_left_does_not_close_the_list(small_office: Office) -> None:
    """The headteacher is gone: the SIP's visits and the Trust Advisor's reports come as ever, and so does the clock."""
    office = small_office
    await a_world(office, Status.APPROVED, S.BOOKED)
    await office.run_all()
    office.bring([one for one in PEOPLE if one != HEAD])
    for person, typed in ((SIP, "my visits"), (ADVISOR, "my reports"), (SIP, "half-days"), (SIP, "plan")):
        await office.bus.decide(AnswerTyped(typed, f"m-{typed}"), person.id, "teams")
        await office.run_all()
    assert HEAD.name in words(office.ends.messenger.to(ADVISOR)[-1].card)
    lists = [words(one.card) for one in office.ends.messenger.to(SIP)]
    assert any("1 planned" in one and SCHOOL.name in one for one in lists)
    office.now += v.FIRST.ends_at - office.now
    assert await run_due_commands(office.bus, TABLES.due) > 0
