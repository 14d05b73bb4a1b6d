"""Looking for what lapses: which records are open, who holds a live card of each, and what the clock will do about it.
People press what is on their cards, and fill in what is asked there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from automations.engine.card_registry import CardRef
from automations.engine.chasing import Chase
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import CardAnswer, Click, Sender
from automations.engine.ports import SentMessage
from automations.workflows import TABLES
from cards.kit.lines import is_closed
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear
from handbook.membership.membership import RefundStatus
from handbook.plans.acceptance import may_accept
from handbook.recruitment.moves import OVER as APPLICATION_OVER
from handbook.recruitment.moves import ApplicationStatus
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.report import Status
from handbook.sip_team.training.session import waits_for_attendance
from handbook.visits.ofsted.waiting import call_waits
from handbook.visits.visit import VisitStatus
from store.unit_of_work import UnitOfWork
from tests.automations.office import Office
from tests.support.card_reading import Json, parts

YEAR: Final = AcademicYear(2026)
_FAR: Final = timedelta(days=999)
Ids = Callable[[UnitOfWork, datetime], Iterable[str]]


def _agreements(kind: AgreementKind) -> Ids:
    return lambda uow, _: [one.urn for one in uow.agreements.all_of(kind).values() if one.is_waiting]


def _visits(uow: UnitOfWork, _: datetime) -> list[str]:
    open_ones = [status for status in VisitStatus if status not in (VisitStatus.HELD, VisitStatus.CANCELLED)]
    return [one.id for one in uow.visits.in_status(open_ones)]


def _trainings(uow: UnitOfWork, now: datetime) -> list[str]:
    return [one.id for one in uow.training_sessions.over(now) if waits_for_attendance(one, now)]


def _applications(uow: UnitOfWork, _: datetime) -> list[str]:
    decided = {*APPLICATION_OVER, ApplicationStatus.NOT_ELIGIBLE}
    return [one.id for one in uow.applications.with_papers() if one.status not in decided]


def _calls(uow: UnitOfWork, now: datetime) -> list[str]:
    """Of which somebody is asked something: the others are told."""
    calls = uow.ofsted_calls.not_over(now.date())
    return [one.id for one in calls if call_waits(one, uow.visits.of_school(one.urn), now)]


def _plans(uow: UnitOfWork, now: datetime) -> list[str]:
    """Of which a line can be accepted."""
    plans = [(one, uow.roster.person(one.sip_id)) for one in uow.term_plans.of_run("run-1")]
    return [one.id for one, sip in plans if sip and any(may_accept(one, sip, line, now) for line in one.lines)]


def _memberships(uow: UnitOfWork, _: datetime) -> list[str]:
    found = uow.memberships.before(AcademicYear(YEAR.starts_in + 1), RefundStatus.DUE)
    return [f"{one.urn}-{one.year.starts_in}" for one in found]


OPEN: Final[Mapping[str, Ids]] = {
    "report": lambda uow, _: [one.id for one in uow.reports.in_status(set(Status) - {Status.SHARED})],
    "agreement": _agreements(AgreementKind.SHARING),
    "data_agreement": _agreements(AgreementKind.DATA),
    "file": lambda uow, now: [one.id for one in uow.file_questions.waiting_since(now + _FAR)],
    "visit": _visits,
    "ofsted": _calls,
    "introduction": lambda uow, _: [one.id for one in uow.introductions.open_ones()],
    "list_import": lambda uow, now: [one.id for one in uow.list_imports.waiting_since(now + _FAR)],
    "list_edit": lambda uow, now: [one.id for one in uow.list_edits.waiting_since(now + _FAR)],
    "membership": _memberships,
    "handed_file": lambda uow, now: [one.id for one in uow.handed_files.waiting_since(now + _FAR)],
    "question": lambda uow, _: [one.id for one in uow.questions.every() if not one.is_answered],
    "plan": _plans,
    "case": lambda uow, _: [one.id for one in uow.cases.standing()],
    "cover": lambda uow, now: [one.id for one in uow.covers.since(now.date()) if not one.is_over(now.date())],
    "school_needs": lambda uow, _: [f"{one.urn}-{one.year.starts_in}" for one in uow.school_needs.waiting()],
    "declaration": lambda uow, _: [
        one.sip_id for one in uow.declarations.every() if one.is_waiting and uow.roster.person(one.sip_id)
    ],
    "sip_choice": lambda uow, _: [one.id for one in uow.sip_choices.open_ones()],
    "appraisal": lambda uow, _: [f"{one.urn}-{one.year.starts_in}" for one in uow.appraisals.open_ones()],
    "application": _applications,
    "training": _trainings,
    "skills_answer": lambda uow, _: [
        one.id for one in uow.skills_answers.of_year(YEAR) if one.answered_at is None and uow.roster.person(one.sip_id)
    ],
}
"""By the word for a record that somebody has something to do about: the ids of those that are open. What was
asked of somebody themselves is over when they leave."""


def open_records(uow: UnitOfWork, now: datetime) -> list[str]:
    return [f"{word}:{one}" for word, ids in OPEN.items() for one in ids(uow, now)]


def live_cards(uow: UnitOfWork, context: RenderContext, about: str) -> Iterator[tuple[Person, SentMessage, Json]]:
    """The copies of a record's cards as they show now, with whom they stand."""
    for copy in uow.cards.about(about):
        viewer = uow.roster.person(copy.person_id)
        if viewer is None or not copy.shows:
            continue
        ref = CardRef(copy.kind, about, copy.version)
        card = TABLES.cards.render(uow, ref, viewer, context)
        if not is_closed(card):
            yield viewer, SentMessage(copy.conversation_id, copy.activity_id, copy.service_url), card


def is_due(office: Office, uow: UnitOfWork, about: str) -> bool:
    """Whether the clock will do something about a record, or a job about it is promised."""
    key, policy, now = about.partition(":")[2], office.bus.policy, office.now
    if any(key in f"{job.key} {job.args}" for job in office.outbox()):
        return True
    chased = (waits for one in CHASES for each in one.records(uow, now) for waits in one.waits(uow, each, policy, now))
    if any(waits.about == about for waits in chased):
        return True
    times = (now.replace(hour=17) + timedelta(days=days) for days in (0, 1, 7, 21, 49, 63, 91, 182, 371))
    return any(_is_about(command, key) for at in times for due in OTHERS for command in due(uow, policy, at))


CHASES: Final = [due for due in TABLES.due.values() if isinstance(due, Chase)]
OTHERS: Final = [due for due in TABLES.due.values() if not isinstance(due, Chase)]


def _is_about(command: object, key: str) -> bool:
    return all(part in str(command) for part in key.split("-"))


@dataclass(frozen=True)
class Press:
    who: Person
    on: SentMessage
    verb: str
    data: Mapping[str, Any]


def look(office: Office) -> tuple[list[str], list[Press]]:
    """The open records of which nobody holds a live card and about which nothing is due; and all that anybody can press
    now on cards of the others, filled in."""
    lapsed, found, context = list[str](), list[Press](), office.bus.render_context
    with office.database.reading() as uow:
        for about in open_records(uow, office.now):
            can = [
                Press(who, on, one["verb"], {**filled_in(card, office.now), **one.get("data", {})})
                for who, on, card in live_cards(uow, context, about)
                for one in buttons(card)
            ]
            found += can
            if not can and not is_due(office, uow, about):
                lapsed.append(about)
    return lapsed, sorted(found, key=lambda one: (one.verb, one.who.id))


async def press(office: Office, one: Press) -> bool:
    """Whether it was taken."""
    answer = await office.router.clicked(Sender(one.who.id, "chat", "https://t/"), Click(one.verb, one.data, one.on))
    await office.run_all()
    return isinstance(answer, CardAnswer)


def buttons(card: Json) -> list[Json]:
    return [one for one in parts(card) if one.get("type") == "Action.Execute"]


def filled_in(card: Json, now: datetime) -> dict[str, str]:
    return {one["id"]: _filled(one, now) for one in parts(card) if _is_input(one)}


def _is_input(one: Json) -> bool:
    return str(one.get("type")).startswith("Input.")


def _filled(one: Json, now: datetime) -> str:
    kind = one["type"].removeprefix("Input.")
    if kind == "Date":
        return str((now + timedelta(days=14)).date())
    if kind == "ChoiceSet":
        choices = [choice["value"] for choice in one.get("choices", []) if choice["value"]]
        return one.get("value") or (choices[0] if choices else "")
    return {"Time": "10:00", "Number": str(one.get("min", 1)), "Toggle": "true"}.get(kind, "Because it is so.")
