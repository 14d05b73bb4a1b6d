"""Training sessions are set, moved, cancelled, and it is recorded who came (T1, T3): each time with an entry in the
audit. Whoever came has the training on record at once."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.jobs.outbox import JobQueue, OutboxJob, follow_up
from automations.engine.notifications import refresh_all, send_card, send_text
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.sip_team.cards import calendar_of, sip_about
from automations.sip_team.skills.plan import line_used
from automations.sip_team.training.cards import OF_ALL, TrainingKind, session_about, sip_training_about
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from handbook.core.school_years import SchoolCalendar
from handbook.sip_team.training import arranging as rules
from handbook.sip_team.training.arranging import (
    CancelSession,
    InviteToSession,
    MoveSession,
    NoteSessionGone,
    NoteSessionMoved,
    NoteSessionShown,
    SetSession,
)
from handbook.sip_team.training.attendance import OpenSession, RecordAttendance, attended, with_attendance
from handbook.sip_team.training.session import TrainingSession, check_may_set, is_to_come
from store.unit_of_work import UnitOfWork


def set_session(uow: UnitOfWork, command: SetSession, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Said twice, it is one session."""
    around = _around(uow, ctx)
    if any(_is_that(one, command) for one in around[0]) and ctx.somebody.is_a(Role.TRUST_ADVISOR):
        return []
    invited = _people(uow, command.invited_ids)
    session = rules.session_set(command, ctx.somebody, invited, around, ctx.now, uuid.uuid4().hex)
    entry = ctx.entry("training_set", session_about(session.id), rule="T1 T3")
    saved = uow.training_sessions.open(session, entry, ctx.now)
    return [*_after(saved), *line_used(uow, command.line, saved, ctx)]


def move(uow: UnitOfWork, command: MoveSession, ctx: CommandContext) -> Iterable[OutboxJob]:
    session = uow.training_sessions.get(command.session_id)
    return _saved(uow, rules.session_moved(session, command, ctx.somebody, _around(uow, ctx), ctx.now), "moved", ctx)


def invite(uow: UnitOfWork, command: InviteToSession, ctx: CommandContext) -> Iterable[OutboxJob]:
    before = uow.training_sessions.get(command.session_id)
    invited = _people(uow, command.invited_ids)
    after = rules.session_invited(before, command, ctx.somebody, invited, ctx.now)
    gone = [one for one in before.invited_ids if one not in after.invited_ids]
    yield from _saved(uow, after, "invited", ctx)
    for sip_id in gone:
        yield from refresh_all(uow, sip_training_about(sip_id), f"{after.id}-v{after.version}")


def cancel(uow: UnitOfWork, command: CancelSession, ctx: CommandContext) -> Iterable[OutboxJob]:
    session = uow.training_sessions.get(command.session_id)
    return _saved(uow, rules.session_cancelled(session, command, ctx.somebody, ctx.now), "cancelled", ctx)


def open_session(uow: UnitOfWork, command: OpenSession, ctx: CommandContext) -> Iterable[OutboxJob]:
    """It comes as its own card, below the list; pressed twice in a minute, once."""
    check_may_set(ctx.somebody)
    about = session_about(uow.training_sessions.get(command.session_id).id)
    return [send_card(TrainingKind.SESSION, ctx.somebody.id, about, 0, f"opened-{ctx.now:%Y%m%d%H%M}")]


def record(uow: UnitOfWork, command: RecordAttendance, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Of those who have left since, it is recorded that they came, and nothing more."""
    before = uow.training_sessions.get(command.session_id)
    by_choice = {f"guest-{number}": guest.email for number, guest in enumerate(before.guests, start=1)}
    present = tuple(by_choice.get(one, one) for one in command.present)
    after = attended(before, replace(command, present=present), ctx.somebody, ctx.now)
    yield from _saved(uow, after, "attended", ctx, came=len(after.present), absent=len(after.absent))
    for sip_id in after.invited_ids:
        sip = uow.roster.person(sip_id)
        if sip is None or not sip.is_a(Role.SIP):
            continue
        old = uow.sip_records.of(sip_id)
        new = with_attendance(old, before, after)
        if new != old:
            entry = ctx.entry("sip_changed", sip_about(sip_id), what="RecordAttendance", rule="T1 T3")
            saved = uow.sip_records.save(replace(new, changed_at=ctx.now), entry, ctx.now)
            yield follow_up("sip_changed", sip_about(sip_id), f"sip_changed:{sip_id}@{saved.revision}")


def shown(uow: UnitOfWork, command: NoteSessionShown, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Of the version that is shown now; of an older one nothing is noted."""
    session = uow.training_sessions.get(command.session_id)
    if session.version == command.version and session.shown != command.version:
        entry = ctx.entry("training_in_calendar", session_about(session.id), version=command.version)
        uow.training_sessions.save(replace(session, shown=command.version), entry, ctx.now)
    return []


def moved_in_outlook(uow: UnitOfWork, command: NoteSessionMoved, ctx: CommandContext) -> Iterable[OutboxJob]:
    before = uow.training_sessions.get(command.session_id)
    after = rules.moved_in_outlook(before, command, ctx.now)
    yield from _saved(uow, after, "moved_in_outlook", ctx)
    words = f"The training of {before.at.words} was moved in Outlook. It is on {after.at.words} now."
    if after.subject.is_initial and not after.counts_as_initial:
        words += " It is no longer a full day, so it does not count as the initial training."
    yield send_text(after.organiser_id, words, f"training-moved:{after.id}@{after.version}")


def gone_in_outlook(uow: UnitOfWork, command: NoteSessionGone, ctx: CommandContext) -> Iterable[OutboxJob]:
    after = rules.gone_in_outlook(uow.training_sessions.get(command.session_id), command, ctx.now)
    yield from _saved(uow, after, "gone_in_outlook", ctx)
    words = f"The training of {after.at.words} was deleted in Outlook, so it is cancelled here as well."
    yield send_text(after.organiser_id, words, f"training-gone:{after.id}@{after.version}")


HANDLERS: Final[Mapping[type, Handler]] = {
    SetSession: set_session,
    MoveSession: move,
    InviteToSession: invite,
    CancelSession: cancel,
    RecordAttendance: record,
    OpenSession: open_session,
    NoteSessionShown: shown,
    NoteSessionMoved: moved_in_outlook,
    NoteSessionGone: gone_in_outlook,
}


def session_changed(uow: UnitOfWork, session: TrainingSession) -> Iterable[OutboxJob]:
    """The calendars are made to say so, where they do not yet, and so is every card that shows it."""
    if session.shown != session.version:
        args = {"session_id": session.id}
        yield OutboxJob("keep_training", f"{session.id}@{session.version}", args, JobQueue.GRAPH)
    mark = f"{session.id}-{session.revision}"
    yield from refresh_all(uow, session_about(session.id), mark)
    yield from refresh_all(uow, f"{OF_ALL}:all", mark)
    for sip_id in session.invited_ids:
        yield from refresh_all(uow, sip_training_about(sip_id), mark)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, session_id: uow.training_sessions.get(session_id), {"training_changed": session_changed}
)


def school_days(uow: UnitOfWork, context: RenderContext) -> SchoolCalendar:
    """Those of the trust's first school: training is for SIPs of all."""
    return calendar_of(uow, "", context.policy)


def _around(uow: UnitOfWork, ctx: CommandContext) -> tuple[list[TrainingSession], SchoolCalendar]:
    sessions = uow.training_sessions.since(london_date(ctx.now))
    to_come = [one for one in sessions if is_to_come(one, ctx.now)]
    return to_come, school_days(uow, RenderContext(ctx.now, ctx.policy))


def _is_that(session: TrainingSession, command: SetSession) -> bool:
    wanted = (command.arrangement.at, command.subject, tuple(dict.fromkeys(command.invited_ids)))
    return (session.at, session.subject, session.invited_ids) == wanted


def _people(uow: UnitOfWork, ids: Iterable[str]) -> list[Person]:
    found = (uow.roster.person(person_id) for person_id in ids)
    return [person for person in found if person is not None]


def _saved(
    uow: UnitOfWork, session: TrainingSession, what: str, ctx: CommandContext, **more: Any
) -> Iterable[OutboxJob]:
    entry = ctx.entry(f"training_{what}", session_about(session.id), rule="T1 T3", **more)
    return _after(uow.training_sessions.save(session, entry, ctx.now))


def _after(session: TrainingSession) -> list[OutboxJob]:
    about = session_about(session.id)
    return [follow_up("training_changed", about, f"{about}@{session.revision}")]
