"""What is done to a SIP team meeting in Outlook is followed, as with training: its entry is looked at every hour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.jobs.outbox import JobQueue, OutboxJob, follow_up
from automations.engine.kept_event import follow_event
from automations.engine.notifications import send_text
from automations.engine.workflow import Effect, Work
from handbook.core.british_time import london_date
from handbook.meetings import in_outlook as rules
from handbook.meetings.in_outlook import NoteMeetingGone, NoteMeetingMoved, NoteMeetingShown
from handbook.meetings.team_meeting import TeamMeeting
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LookAtMeeting:
    """Every hour: what stands in its organiser's calendar."""

    meeting_id: str


def look(uow: UnitOfWork, command: LookAtMeeting, ctx: CommandContext) -> Iterable[OutboxJob]:
    """One that was set by an earlier version of the service is first made to stand there as it should."""
    meeting = uow.team_meetings.get(command.meeting_id)
    uow.team_meetings.note(replace(meeting, looked_at=ctx.now))
    args, at = {"meeting_id": meeting.id}, f"{meeting.id}@{ctx.now:%Y%m%dT%H%M}"
    if meeting.shown == meeting.version:
        return [OutboxJob("look_at_meeting", at, args, JobQueue.GRAPH)]
    return [OutboxJob("keep_meeting", at, {**args, "person_id": meeting.organiser_id}, JobQueue.GRAPH)]


def shown(uow: UnitOfWork, command: NoteMeetingShown, _: CommandContext) -> Iterable[OutboxJob]:
    """Of the version that is shown now; of an older one nothing is noted."""
    meeting = uow.team_meetings.get(command.meeting_id)
    if meeting.version == command.version:
        uow.team_meetings.note(replace(meeting, shown=command.version))
    return []


def moved(uow: UnitOfWork, command: NoteMeetingMoved, ctx: CommandContext) -> Iterable[OutboxJob]:
    before = uow.team_meetings.get(command.meeting_id)
    after = rules.moved_in_outlook(before, command, ctx.now)
    words = f"The SIP team meeting of {before.half_day.words} was moved in Outlook to {after.half_day.words}."
    return _noted(uow, after, "moved_in_outlook", words, ctx)


def gone(uow: UnitOfWork, command: NoteMeetingGone, ctx: CommandContext) -> Iterable[OutboxJob]:
    after = rules.gone_in_outlook(uow.team_meetings.get(command.meeting_id), command, ctx.now)
    words = f"The SIP team meeting of {after.half_day.words} was deleted in Outlook, so it is cancelled here as well."
    return _noted(uow, after, "gone_in_outlook", words, ctx)


HANDLERS: Final[Mapping[type, Handler]] = {
    LookAtMeeting: look,
    NoteMeetingShown: shown,
    NoteMeetingMoved: moved,
    NoteMeetingGone: gone,
}


def looks_due(uow: UnitOfWork, _policy: TrustPolicy, now: datetime) -> tuple[LookAtMeeting, ...]:
    found = uow.team_meetings.since(london_date(now))
    return tuple(LookAtMeeting(one.id) for one in found if rules.is_to_be_looked_at(one, now))


async def look_at_meeting(work: Work, meeting_id: str) -> None:
    """While something of ours is on its way to the calendar, nothing is read."""
    meeting = await work.bus.read(lambda uow: uow.team_meetings.get(meeting_id))
    if not rules.is_followed(meeting, work.bus.now()):
        return
    note = (meeting.id, meeting.version)
    await follow_event(
        work,
        meeting.organiser_id,
        meeting.id,
        meeting.half_day,
        gone=NoteMeetingGone(*note),
        moved=lambda at: NoteMeetingMoved(*note, at),
    )


EFFECTS: Final[Mapping[str, Effect]] = {
    "look_at_meeting": Effect(
        look_at_meeting,
        "Changes to the SIP team meeting in Outlook could not be read yet",
        about=("team_meeting", "meeting_id"),
    ),
}


def _noted(uow: UnitOfWork, meeting: TeamMeeting, what: str, words: str, ctx: CommandContext) -> Iterable[OutboxJob]:
    saved = uow.team_meetings.save(meeting, ctx.entry(f"team_meeting_{what}", _about(meeting), rule="T2"), ctx.now)
    yield follow_up("meeting_changed", _about(saved), f"{_about(saved)}@{saved.revision}")
    yield send_text(saved.organiser_id, words, f"meeting-{what}:{saved.id}@{saved.version}")


def _about(meeting: TeamMeeting) -> str:
    return f"team_meeting:{meeting.id}"
