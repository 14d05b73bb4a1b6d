"""What the clock brings about applications: the calendar is read, an interview is over, the training is on record, and
papers go when their time is over."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.recruitment.applying import changed
from automations.recruitment.loading import panel_of, saved
from handbook.core.british_time import london_date
from handbook.recruitment.application import Application
from handbook.recruitment.interview import HoldInterview, LookAtInterview, held, looked_at
from handbook.recruitment.moves import ApplicationStatus
from handbook.recruitment.outcome import NoteTrained, is_trained, trained
from handbook.recruitment.papers import ForgetPapers, forgotten, is_due
from store.unit_of_work import UnitOfWork

LOOK_EVERY: Final = timedelta(hours=1)
Due = LookAtInterview | HoldInterview | NoteTrained | ForgetPapers


def look(uow: UnitOfWork, command: LookAtInterview, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Who has left the list is on no panel; then the calendar is read."""
    before = uow.applications.get(command.application_id)
    after = looked_at(before, command, panel_of(uow, before), ctx.now)
    yield from saved(uow, before, after, "interview_looked_at", ctx, "R4")
    if after.status is ApplicationStatus.INVITED:
        args = {"application_id": after.id}
        yield OutboxJob("look_at_interview", f"{after.id}@{after.times}-{ctx.now:%Y%m%dT%H%M}", args, JobQueue.GRAPH)


def hold(uow: UnitOfWork, command: HoldInterview, ctx: CommandContext) -> Iterable[OutboxJob]:
    return changed(
        uow, command.application_id, "interview_over", ctx, lambda one: held(one, command, ctx.now), "R4"
    )  # fmt: skip


def note_trained(uow: UnitOfWork, command: NoteTrained, ctx: CommandContext) -> Iterable[OutboxJob]:
    return changed(
        uow, command.application_id, "sip_trained", ctx,
        lambda one: trained(one, uow.sip_records.of(one.sip_id), london_date(ctx.now), ctx.now), "T1",
    )  # fmt: skip


def forget(uow: UnitOfWork, command: ForgetPapers, ctx: CommandContext) -> Iterable[OutboxJob]:
    keep = ctx.policy.recruitment.keep_days
    return changed(
        uow, command.application_id, "papers_deleted", ctx, lambda one: forgotten(one, keep, ctx.now)
    )  # fmt: skip


HANDLERS: Final[Mapping[type, Handler]] = {
    LookAtInterview: look,
    HoldInterview: hold,
    NoteTrained: note_trained,
    ForgetPapers: forget,
}


def due_now(uow: UnitOfWork, policy: TrustPolicy, now: datetime) -> tuple[Due | ReportDeadlineUnknown, ...]:
    """All that the clock should do about applications now."""

    def due_about(one: Application) -> Iterable[Due]:
        interview = one.interview if one.status is ApplicationStatus.INVITED else None
        if interview is not None and interview.when.ends_at <= now:
            yield HoldInterview(one.id, one.times)
        elif (
            interview is not None
            and (interview.looked_at or datetime.min.replace(tzinfo=now.tzinfo)) <= now - LOOK_EVERY
        ):
            yield LookAtInterview(one.id, one.times)
        if one.sip_id and is_trained(one, uow.sip_records.of(one.sip_id), london_date(now)):
            yield NoteTrained(one.id)
        if is_due(one, policy.recruitment.keep_days, now):
            yield ForgetPapers(one.id)

    return of_each("applications", uow.applications.with_papers(), due_about)
