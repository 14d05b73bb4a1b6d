"""A headteacher, a SIP or a Diocesan Schools Officer leaves in the middle of everything, and somebody comes. Over every
kind of record that a workflow declares cards for: each card is drawn for everybody without a fault, who comes may do
what who left could, and who left does and reads nothing more of the school's. A kind without a case here fails."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

import pytest

from automations.allocation.kinds import AllocationKind
from automations.cases.kinds import CaseKind
from automations.data.figure_cards import FigureKind
from automations.engine.jobs.given_up import GivenUpKind
from automations.engine.scheduler import run_due_commands
from automations.good_practice.cards import PracticeKind
from automations.half_days.ledger_cards import HalfDaysKind
from automations.handover.cards import HandoverKind
from automations.meetings.team_meeting_cards import MeetingKind
from automations.membership.hand_in_cards import HandedKind
from automations.membership.loading import MembershipKind
from automations.operating.alerts import OperatingKind
from automations.plans.plan_cards import PlanKind
from automations.questions.cards import QuestionKind
from automations.reach.broadcasts import BroadcastKind
from automations.recruitment.loading import ApplicationKind
from automations.reports.cards import ReportKind
from automations.school_record.year_cards import RecordKind
from automations.schools.edit_cards import EditCardKind
from automations.schools.import_cards import ImportKind
from automations.schools.people_cards import PeopleKind
from automations.schools.school_cards import SchoolKind
from automations.sip_team.appraisals import AppraisalCard
from automations.sip_team.cards import SipCard
from automations.sip_team.skills.kinds import SkillsKind
from automations.sip_team.training.cards import TrainingKind
from automations.visits.cards import VisitKind
from automations.workflows import TABLES
from cards.reports.verbs import ReportCard
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import AskForAgreement
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.report import Status
from handbook.visits.visit import VisitStatus as S
from store.unit_of_work import UnitOfWork
from tests.automations.office import ADVISOR, AUTUMN, EVERYBODY, Office
from tests.automations.test_leavers import a_world
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import verbs, words
from tests.support.covers import DEPUTY, another
from tests.support.rendering import render

SCHOOL = a.a_school()
NEW = {role: another(role) for role in (Role.HEADTEACHER, Role.SIP, Role.DSO)}
OLD = {role: a.a_person(role) for role in NEW}
HOLDS = {Role.HEADTEACHER: "headteacher_id", Role.SIP: "sip_id", Role.DSO: "dso_id"}
PEOPLE = (*EVERYBODY, *NEW.values())
Abouts = Callable[[UnitOfWork, Person], Sequence[tuple[StrEnum, str]]]


def own(*kinds: StrEnum) -> Abouts:
    """Kinds of card that are somebody's own."""
    return lambda _uow, viewer: [(kind, f"{kind.value}:{viewer.id}") for kind in kinds]


def of(
    word: str, ids: Callable[[UnitOfWork], Sequence[str]], *kinds: StrEnum
) -> Callable[[UnitOfWork, Person], Abouts]:
    """Kinds of card about the records that there are."""
    return lambda uow, _viewer: [(kind, f"{word}:{one}") for one in ids(uow) for kind in kinds]


def sessions(uow: UnitOfWork) -> list[str]:
    return [one.id for one in uow.training_sessions.since(a.MONDAY.date())]


REPORT_CARDS = tuple(ReportKind(kind.value) for kind in ReportCard)
KINDS: Mapping[str, Abouts] = {
    "report": of("report", lambda uow: [one.id for one in uow.reports.of_school(SCHOOL.urn)], *REPORT_CARDS),
    "agreement": of("agreement", lambda _: [SCHOOL.urn], ReportKind.AGREEMENT, ReportKind.AGREEMENT_STATE),
    "data_agreement": of("data_agreement", lambda _: [SCHOOL.urn], ReportKind.AGREEMENT, ReportKind.AGREEMENT_STATE),
    "agreement_round": of(
        "agreement_round",
        lambda uow: [one.id for kind in AgreementKind for one in uow.agreement_rounds.of_kind(kind)],
        ReportKind.AGREEMENT_ROUND,
    ),
    "file": of(
        "file",
        lambda uow: [one.id for one in uow.file_questions.waiting_since(a.MONDAY + timedelta(days=99))],
        ReportKind.FILE_QUESTION,
    ),
    "frameworks": own(ReportKind.FRAMEWORKS),
    "school_part": of("school_part", lambda _: [f"{SCHOOL.urn}-2026-Autumn"], ReportKind.SCHOOL_PART),
    "report_form": of("report_form", lambda _: [f"{SCHOOL.urn}-2026-Autumn"], ReportKind.FORM),
    "years": own(RecordKind.YEARS),
    "visit": of(
        "visit", lambda uow: [one.id for one in uow.visits.of_school(SCHOOL.urn)], VisitKind.VISIT, VisitKind.VISIT_PACK
    ),
    "visits": own(VisitKind.VISITS),
    "book": own(VisitKind.BOOK),
    "ofsted": of("ofsted", lambda uow: [one.id for one in uow.ofsted_calls.of_school(SCHOOL.urn)], VisitKind.OFSTED),
    "ofsted_question": of("ofsted_question", lambda _: [SCHOOL.urn], VisitKind.OFSTED_QUESTION),
    "half_days": own(HalfDaysKind.HALF_DAYS),
    "extra": of(
        "extra", lambda uow: [one.id for one in uow.extra_services.of_year(SCHOOL.urn, v.YEAR)], HalfDaysKind.EXTRA
    ),
    "practice_board": own(PracticeKind.BOARD),
    "practice_lines": of(
        "practice_lines", lambda uow: [one.id for one in uow.reports.of_school(SCHOOL.urn)], PracticeKind.REPORT_LINES
    ),
    "practice_school": of("practice_school", lambda _: [SCHOOL.urn], PracticeKind.SCHOOL_LINES),
    "introduction": of(
        "introduction", lambda uow: [one.id for one in uow.introductions.every()], PracticeKind.INTRODUCTION
    ),
    "list_import": of(
        "list_import",
        lambda uow: [one.id for one in uow.list_imports.waiting_since(a.MONDAY + timedelta(days=99))],
        ImportKind.LIST_IMPORT,
    ),
    "membership": of("membership", lambda _: [f"{SCHOOL.urn}-2026"], MembershipKind.MEMBERSHIP),
    "handed_file": of(
        "handed_file",
        lambda uow: [one.id for one in uow.handed_files.waiting_since(a.MONDAY + timedelta(days=99))],
        HandedKind.HANDED_FILE,
    ),
    "our_sip": own(HandedKind.OUR_SIP),
    "my_questions": own(QuestionKind.MINE),
    "questions": own(QuestionKind.WAITING),
    "question": of("question", lambda uow: [one.id for one in uow.questions.every()], QuestionKind.QUESTION),
    "faq": of("faq", lambda _: [""], QuestionKind.FAQ),
    "plan": of("plan", lambda uow: [one.id for one in uow.term_plans.of_run("run-1")], PlanKind.TERM_PLAN),
    "plan_terms": own(PlanKind.CHOOSE_TERM),
    "plans": of("plans", lambda _: ["run-1"], PlanKind.TERM_TABLE),
    "case": of("case", lambda uow: [one.id for one in uow.cases.standing()], CaseKind.CASE),
    "raise": own(CaseKind.RAISE),
    "cover": of("cover", lambda uow: [one.id for one in uow.covers.of_deputy(DEPUTY.id)], CaseKind.COVER),
    "covers": own(CaseKind.COVERS),
    "team_meetings": own(MeetingKind.TEAM_MEETINGS),
    "figures": of("figures", lambda _: [SCHOOL.urn], FigureKind.FIGURES),
    "alert": of("alert", lambda uow: [one.id for one in uow.alerts.open()], OperatingKind.ALERT),
    "given_up": of("given_up", lambda _: ["file_report/Forbidden"], GivenUpKind.GIVEN_UP),
    "school_needs": of("school_needs", lambda _: [f"{SCHOOL.urn}-2026"], AllocationKind.NEEDS),
    "declaration": own(AllocationKind.DECLARATION),
    "sip_choice": of(
        "sip_choice", lambda uow: [one.id for one in uow.sip_choices.of_school(SCHOOL.urn)], AllocationKind.CHOICE
    ),
    "other_support": of("other_support", lambda _: [SCHOOL.urn], AllocationKind.SUPPORT),
    "sip_record": own(SipCard.SIP),
    "appraisal": of("appraisal", lambda uow: [one.id for one in uow.appraisals.open_ones()], AppraisalCard.APPRAISAL),
    "application": of(
        "application", lambda uow: [one.id for one in uow.applications.with_papers()], ApplicationKind.APPLICATION
    ),
    "applications": own(ApplicationKind.APPLICATIONS),
    "training": of("training", sessions, TrainingKind.SESSION),
    "trainings": of("trainings", lambda _: ["all"], TrainingKind.ALL),
    "sip_training": own(TrainingKind.OF_SIP),
    "skills_answer": of(
        "skills_answer", lambda uow: [one.id for one in uow.skills_answers.of_year(v.YEAR)], SkillsKind.ANSWER
    ),
    "skills_team": of("skills_team", lambda _: ["2026"], SkillsKind.TEAM),
    "skills_plan": of("skills_plan", lambda _: ["2026"], SkillsKind.PLAN),
    "broadcast": of(
        "broadcast",
        lambda uow: [one.id for one in (uow.broadcasts.newest_of(ADVISOR.id),) if one],
        BroadcastKind.BROADCAST,
    ),
    "school": of("school", lambda _: [SCHOOL.urn], SchoolKind.SCHOOL),
    "schools": own(SchoolKind.SCHOOLS),
    "people": own(PeopleKind.PEOPLE),
    "list_person": of("list_person", lambda _: [ADVISOR.id], PeopleKind.PERSON),
    "list_edit": of(
        "list_edit",
        lambda uow: [one.id for one in uow.list_edits.waiting_since(a.MONDAY + timedelta(days=99))],
        EditCardKind.LIST_EDIT,
    ),
    "handover": of("handover", lambda uow: sorted(uow.handovers.ids()), HandoverKind.HANDOVER),
}
"""By the word for a record: what there is of it, and the kinds of its cards."""
STAYS_WITH_THE_PERSON = frozenset(
    (
        *("introduction", "file", "handed_file", "plan", "cover", "covers", "case", "handover"),
        *("team_meetings", "extra", "sip_record", "sip_training", "skills_answer", "application"),
    )
)
"""Not the office's: a file that somebody sent, a plan of their diary, their cover, a seat in a case (which the Trust
Advisor hands over in the case), an extra service that was bought from one SIP, the
record, the training and the skills of a SIP, an application to become
one, an introduction of two people (which ends when one of them leaves)."""
ANEW = {Role.SIP: frozenset(("visit", "visits"))}
"""A SIP has another calendar: a visit to come is sought anew in it, with what may be done then."""


def test_every_kind_has_its_case() -> None:
    assert KINDS.keys() == TABLES.cards.words


def drawn(office: Office, viewer: Person, word: str) -> dict[str, tuple[frozenset[str], str]]:
    """What somebody may press and read, by kind and record; of what is their own, by its kind."""
    found: dict[str, tuple[frozenset[str], str]] = {}
    with office.database.reading() as uow:
        for kind, about in KINDS[word](uow, viewer):
            try:
                card = render(uow, kind, about, viewer, 1, office.bus.render_context)
            except Refused:
                continue
            found[f"{kind.value} {about.replace(viewer.id, 'own')}"] = frozenset(verbs(card)), words(card)
    return found


def new_list(office: Office, school: School, *left: Person) -> None:
    people = [one for one in PEOPLE if one not in left]
    checks = [v.CHECKS, replace(v.CHECKS, sip_id=NEW[Role.SIP].id)]
    with office.database.writing() as uow:
        uow.roster.replace(people, [school], {"Fellshire": [AUTUMN]}, {}, {}, checks, at=office.now)


@pytest.mark.parametrize("part", NEW)
@pytest.mark.parametrize(
    ("report", "visit", "gone"), [(Status.SENT, S.PROPOSED, True), (Status.SHARED, S.BOOKED, False)]
)
async def test_who_comes_may_what_who_left_could(
    small_office: Office, part: Role, report: Status, visit: S, gone: bool
) -> None:
    office, old, new = small_office, OLD[part], NEW[part]
    await a_world(office, report, visit)
    await office.bus.decide(AskForAgreement(SCHOOL.urn, 0, AgreementKind.DATA), ADVISOR.id, "teams")
    await office.run_all()
    could = {word: drawn(office, old, word) for word in KINDS}
    office.now += timedelta(hours=1)
    new_list(office, replace(SCHOOL, **{HOLDS[part]: new.id}), *([old] if gone else []))
    office.now += timedelta(minutes=1)
    await run_due_commands(office.bus, {"handovers": TABLES.due["handovers"]})
    await office.run_all()
    for word in KINDS:
        for viewer in PEOPLE:
            drawn(office, viewer, word)  # without a fault, whoever looks
        may, left = drawn(office, new, word), drawn(office, old, word)
        for what, (pressed, _) in could[word].items():
            if word not in STAYS_WITH_THE_PERSON and word not in ANEW.get(part, ()) and part is not Role.DSO:
                assert pressed <= may[what][0], (what, part)
            if word in ("report", "visit", "agreement", "data_agreement", "ofsted") and part is not Role.DSO:
                assert left[what][0] == frozenset(), (what, part)
                assert SCHOOL.name not in left[what][1], (what, part)
    if part is Role.SIP:
        assert {"visit.send", "visit.others"} <= set().union(*(one[0] for one in drawn(office, new, "visit").values()))
