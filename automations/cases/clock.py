"""What the clock brings about cases: overdue days are chased in school days, who has left is followed, a DSO who has
come is reached, and what is old is forgotten."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from automations.cases.deciding import CaseDecision
from automations.cases.decisions import saved_case
from automations.cases.loading import case_about
from automations.cases.notifications import after_case, after_forgetting, meeting_kept, reminded
from automations.engine.command_bus import CommandContext, Handler, RenderContext, TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_text
from automations.engine.roster import school_of
from automations.engine.set_up_gaps import administrator
from handbook.cases.audience import minder
from handbook.cases.case import Case, Confidential, Seat, Stage
from handbook.cases.concern_steps import ReachDso, dso_reached
from handbook.cases.keeping import (
    ChaseReview,
    FollowSeats,
    ForgetCase,
    chased,
    followed,
    is_to_be_chased,
    is_to_be_forgotten,
    minder_id,
    nobody_minds,
    successors,
    tombstone,
)
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar
from store.unit_of_work import UnitOfWork

_ALREADY: Final = "This has been done already."


def chase(uow: UnitOfWork, command: ChaseReview, ctx: CommandContext) -> Iterable[OutboxJob]:
    case = uow.cases.get(command.case_id)
    if not _is_overdue(uow, case, ctx.policy, ctx.now):
        raise Refused("stale", _ALREADY)
    entry = ctx.entry("case_chased", case_about(case.id))
    saved = uow.cases.save(chased(case, command.on), entry, ctx.now)
    if uow.roster.person(minder_id(saved)) is None:  # an office that is vacant
        words = f"The list of people (the roster) has no {minder(saved).words}. Please add one."
        return [send_text(administrator(uow, ctx.policy), words, f"vacant:{minder(saved).value}:{command.on}")]
    context = RenderContext(ctx.now, ctx.policy)
    return list(reminded(uow, saved, minder_id(saved), context, f"review-{command.on}"))


def follow(uow: UnitOfWork, command: FollowSeats, ctx: CommandContext) -> Iterable[OutboxJob]:
    case = uow.cases.get(command.case_id)
    new = _to_follow(uow, case)
    if not new:
        raise Refused("stale", _ALREADY)
    return _kept(uow, CaseDecision(case, followed(case, new, ctx.now)), ctx)


def reach(uow: UnitOfWork, command: ReachDso, ctx: CommandContext) -> Iterable[OutboxJob]:
    case = uow.cases.get(command.case_id)
    reached = dso_reached(case, school_of(uow, case.urn), ctx.now)
    return _kept(uow, CaseDecision(case, reached), ctx)


def forget(uow: UnitOfWork, command: ForgetCase, ctx: CommandContext) -> Iterable[OutboxJob]:
    case = uow.cases.get(command.case_id)
    if not is_to_be_forgotten(case, ctx.policy.cases, ctx.now):
        raise Refused("stale", _ALREADY)
    entry = ctx.entry("case_forgotten", case_about(case.id))
    return [after_forgetting(uow.cases.save(tombstone(case, ctx.now), entry, ctx.now))]


HANDLERS: Final[Mapping[type, Handler]] = {
    ChaseReview: chase,
    FollowSeats: follow,
    ReachDso: reach,
    ForgetCase: forget,
}


def due_now(uow: UnitOfWork, policy: TrustPolicy, now: datetime) -> tuple[Confidential | ReportDeadlineUnknown, ...]:
    """All that the clock should do about cases now. While the key to them is missing it waits."""
    if not uow.cases.readable:
        return ()
    today, standing = london_date(now), uow.cases.standing()
    old = uow.cases.closed_before(now - timedelta(days=365 * policy.cases.keep_years))
    due: tuple[tuple[Iterable[Case], Callable[[Case], object], Callable[[Case], Confidential]], ...] = (
        (standing, lambda case: _to_follow(uow, case), lambda case: FollowSeats(case.id)),
        (standing, lambda case: _has_dso_now(uow, case), lambda case: ReachDso(case.id)),
        (
            uow.cases.overdue(today),
            lambda case: _is_overdue(uow, case, policy, now),
            lambda case: ChaseReview(case.id, today),
        ),
        (old, lambda case: is_to_be_forgotten(case, policy.cases, now), lambda case: ForgetCase(case.id)),
    )
    return tuple(
        one
        for cases, is_due, command in due
        for one in of_each(
            "records", cases, lambda case, is_due=is_due, command=command: [command(case)] * bool(is_due(case))
        )
    )


def _kept(uow: UnitOfWork, decision: CaseDecision, ctx: CommandContext) -> list[OutboxJob]:
    saved = saved_case(uow, decision, ctx)
    return [*after_case(saved, decision.first_new), *meeting_kept(decision)]


def _is_overdue(uow: UnitOfWork, case: Case, policy: TrustPolicy, now: datetime) -> bool:
    school = uow.roster.school(case.urn)
    calendar = uow.roster.calendar(school, policy.bank_holidays) if school else SchoolCalendar((), frozenset())
    return is_to_be_chased(case, calendar, policy.cases, london_date(now))


def _to_follow(uow: UnitOfWork, case: Case) -> dict[Seat, Person | None]:
    """The seats that somebody else takes now; nothing where only those are empty that nobody needs."""

    def holder(role: Role) -> Person | None:
        return next(iter(uow.roster.people(role)), None)

    new = successors(case, uow.roster.school(case.urn), uow.roster.person, holder)
    return new if any(new.values()) or nobody_minds(case, new) else {}


def _has_dso_now(uow: UnitOfWork, case: Case) -> bool:
    school = uow.roster.school(case.urn)
    return case.stage is Stage.WITHOUT_DSO and school is not None and bool(school.dso_id)
