"""The list says that a school has another headteacher or SIP: what is open passes to them. Who left can act and read
no more, and what was done stays as it was."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext, TrustPolicy
from automations.engine.jobs.outbox import JobQueue, OutboxJob, follow_up
from automations.engine.notifications import redraw, send_card, send_text
from automations.engine.roster import school_of
from automations.engine.workflow import FollowUp
from automations.handover.cards import HandoverKind, handover_about
from automations.handover.open_work import bring, open_work, waits_for_its_file
from automations.reports.cards import after, report_about
from automations.reports.forms.writing import passed_on
from automations.reports.opening import about_version
from automations.visits.cards import visit_about
from automations.visits.notifications import after_visit, graph
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.handover.handover import HandOver, Handover, dso_words
from handbook.reports import handing_over as of_reports
from handbook.reports.report import Status
from handbook.visits import handing_over as of_visits
from handbook.visits.purposes import APPRAISAL
from store.unit_of_work import UnitOfWork

PARTS: Final = (Role.HEADTEACHER, Role.SIP, Role.DSO)
TOLD_WITHIN: Final = timedelta(days=14)
"""A Diocesan Schools Officer has no part in a record but in concerns, where a seat has its own rules: what was shared
was shared with a person, by the Trust Advisor (W4). They are told that the school is theirs, while that is news."""


def handover_id(urn: str, part: Role, since: datetime) -> str:
    """Of each change of the list there is one."""
    return f"{urn}-{part.value}-{since:%Y%m%d%H%M%S}"


def hand_over(uow: UnitOfWork, command: HandOver, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Raises Refused where another clock came first, and where nobody on the list has come yet."""
    school, change = school_of(uow, command.urn), uow.roster.last_change(command.urn, command.part)
    new = uow.roster.person(change[2]) if change else None
    if change is None or new is None:
        raise Refused("stale", "Nobody takes this over now.")
    made_id = handover_id(school.urn, command.part, change[0])
    if made_id in uow.handovers.ids():
        raise Refused("stale", "This has been done already.")
    is_of_records = command.part is not Role.DSO
    jobs = [
        *(_reports(uow, school.urn, command.part, new.id, made_id, ctx) if is_of_records else ()),
        *(_visits(uow, school.urn, command.part, new.id, ctx) if is_of_records else ()),
    ]
    if command.part is Role.SIP:
        _preparations(uow, school.urn, new.id, ctx)
        jobs += passed_on(uow, school.urn, new.id, ctx)
    takes_over = is_of_records and (change[1] or jobs)  # who is a school's first has only what they began themselves
    items = open_work(uow, new, command.part, ctx.now, school.urn) if takes_over else ()
    made = Handover(made_id, new.id, change[1], command.part, ctx.now, items, school.urn)
    entry = ctx.entry("handed_over", handover_about(made.id), of=change[1], to=new.id, items=len(items))
    uow.handovers.open(made, entry, ctx.now)
    told = [send_card(HandoverKind.HANDOVER, made.person_id, handover_about(made.id), 0)] if items else []
    if not is_of_records:
        told = [_told_of_schools(uow, new.id, change[0])]
    return [*told, *jobs, follow_up("handed_over", handover_about(made.id), f"handed_over:{made.id}")]


def _told_of_schools(uow: UnitOfWork, dso_id: str, since: datetime) -> OutboxJob:
    """One message for all schools that came to somebody at one instant, and nothing of what may be open in them: a
    concern shows only under “my records”, once it was passed to them (E5)."""
    came = [one for one in uow.roster.schools() if _came_to(uow, one.urn, dso_id, since)]
    words = dso_words([one.full_name for one in came])
    return send_text(dso_id, words, f"dso-{dso_id}-{since:%Y%m%d%H%M%S}")


def _came_to(uow: UnitOfWork, urn: str, dso_id: str, since: datetime) -> bool:
    change = uow.roster.last_change(urn, Role.DSO)
    return change is not None and (change[0], change[2]) == (since, dso_id)


HANDLERS: Final[Mapping[type, Handler]] = {HandOver: hand_over}


def handed_over(uow: UnitOfWork, made_id: str, _context: RenderContext) -> Iterable[OutboxJob]:
    """What is open comes below the card of the handover, but a report to answer only once it can be opened
    (`open_draft`). Every card of who left is drawn again."""
    made = uow.handovers.get(made_id)
    yield from (bring(made.person_id, item) for item in made.items if not waits_for_its_file(item))
    for person_id in (made.from_id, made.person_id):
        yield from redraw(uow.cards.of_person(person_id), f"handed-{made.id}")


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {"handed_over": handed_over}


def due_now(uow: UnitOfWork, _policy: TrustPolicy, now: datetime) -> tuple[HandOver, ...]:
    """What the list has changed and nobody has taken on yet."""
    made = uow.handovers.ids()
    return tuple(
        HandOver(school.urn, part)
        for school in uow.roster.schools()
        for part in PARTS
        if (change := uow.roster.last_change(school.urn, part))
        and uow.roster.person(change[2]) is not None
        and handover_id(school.urn, part, change[0]) not in made
        and (part is not Role.DSO or now - TOLD_WITHIN <= change[0])
    )


def _reports(
    uow: UnitOfWork, urn: str, part: Role, new_id: str, made_id: str, ctx: CommandContext
) -> Iterable[OutboxJob]:
    for report in uow.reports.of_school(urn):
        passed = of_reports.handed_over(report, part, new_id, ctx.now)
        if passed == report:
            continue
        old_id = passed.former[-1].person_id
        entry = ctx.entry("passed_on", report_about(report.id), of=old_id, to=new_id, part=part.value)
        saved = uow.reports.save(passed, entry, ctx.now)
        yield after("report_changed", saved)
        for who in (old_id, *(cover.deputy_id for cover in uow.covers.of_person(old_id))):
            closing = {"report_id": saved.id, "person_id": who}
            yield OutboxJob("close_report", f"{saved.id}:{who}@{made_id}", closing, JobQueue.GRAPH)
        if saved.status is Status.SENT:
            yield about_version("open_draft", saved, saved.sent, made_id)
        else:
            opening = {"report_id": saved.id, "person_id": new_id}
            yield OutboxJob("pass_report", f"{saved.id}:{new_id}@{made_id}", opening, JobQueue.GRAPH)


def _visits(uow: UnitOfWork, urn: str, part: Role, new_id: str, ctx: CommandContext) -> Iterable[OutboxJob]:
    for visit in uow.visits.of_school(urn):
        if (
            visit.purpose == APPRAISAL
            and part is Role.SIP
            and visit.sip_id == uow.appraisals.appraiser(urn, visit.year)
        ):
            continue  # it is another SIP's, and stays with them (PM1)
        passed = of_visits.handed_over(visit, part, new_id, ctx.now)
        if passed == visit:
            continue
        old_id = passed.former[-1].person_id
        entry = ctx.entry("passed_on", visit_about(visit.id), of=old_id, to=new_id, part=part.value)
        saved = uow.visits.save(passed, entry, ctx.now)
        yield after_visit(saved, ctx)
        state = f"passed-{saved.revision}"
        if part is Role.SIP and saved.version != visit.version:
            yield graph("leave_calendar", saved, state, old_id=old_id)
        elif part is Role.HEADTEACHER and saved.occupies and saved.event_id and not saved.is_over:
            yield graph("invite_successor", saved, state, old_id=old_id)


def _preparations(uow: UnitOfWork, urn: str, new_id: str, ctx: CommandContext) -> None:
    """What is set aside for the school is its SIP's to do."""
    for one in uow.preparations.open_of(urn):
        if one.sip_id != new_id:
            entry = ctx.entry("passed_on", f"preparation:{one.id}", of=one.sip_id, to=new_id, part=Role.SIP.value)
            uow.preparations.save(replace(one, sip_id=new_id), entry, ctx.now)
