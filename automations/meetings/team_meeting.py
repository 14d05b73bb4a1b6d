"""SIP team meetings (T2): asked for, set, moved, cancelled, and opened by those who attend. Calendars are told by
`team_meeting_calendar`."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob, follow_up
from automations.engine.notifications import refresh_all, send_card
from automations.engine.ports import Card
from automations.engine.workflow import FollowUp, Reply, follow_ups_of
from automations.meetings.team_meeting_cards import MeetingKind, meetings_about, to_come
from automations.meetings.themes import proposed_themes
from cards.meetings.actions import SetTeamMeeting, ShowTeamMeetings, TeamMeetingCommand
from cards.meetings.team_meeting import concerns, meeting_card
from handbook.core.people import Person, Role
from handbook.meetings import team_meeting as rules
from handbook.meetings.team_meeting import (
    ATTENDING,
    CancelTeamMeeting,
    InviteToTeamMeeting,
    MoveTeamMeeting,
    OpenTeamMeeting,
    TeamMeeting,
)
from handbook.meetings.themes import SetThemes, offered
from store.unit_of_work import UnitOfWork

TYPED: Final = frozenset(("team meeting", "team meetings"))
SYNONYMS: Final[Mapping[str, str]] = dict.fromkeys(
    ("meeting", "meetings", "sip meeting", "sip meetings", "team", "next meeting"), "team meeting"
)
_HAS_LEFT: Final = "somebody who is no longer on the list"


def meetings_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words not in TYPED or not concerns(person):
        return None
    return [send_card(MeetingKind.TEAM_MEETINGS, person.id, meetings_about(person.id), 0, message_id)]


def agenda_words(uow: UnitOfWork, meeting: TeamMeeting, viewer: Person) -> list[tuple[str, str]]:
    """The lines of a meeting's agenda for somebody who attends it: who put each there, and the words (E5, T2). Of a
    case that was forgotten since nothing is left; a SIP who leads the school that it is about reads nothing of it."""
    if not rules.attends(meeting, viewer):
        return []
    cases = [(uow.cases.get(item.case_id), item.part) for item in meeting.items]
    leads = {one.urn for one in uow.roster.schools() if one.headteacher_id == viewer.id}
    own = [(case, number) for case, number in cases if case.urn not in leads]
    parts = [case.parts[number - 1] for case, number in own if len(case.parts) >= number]
    return [(part.by.words, part.words.facts) for part in parts]


def set_meeting(uow: UnitOfWork, command: SetTeamMeeting, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Said twice, it is one meeting."""
    others, by = to_come(uow, _context(ctx)), ctx.somebody
    if rules.may_set(by) and any(_is_that(one, command) for one in others):
        return []
    invited = _people(uow, command.attendee_ids)
    meeting = rules.meeting_set(command, by, invited, others, ctx.now, uuid.uuid4().hex)
    entry = ctx.entry("team_meeting_set", meeting_about(meeting.id), rule="T2")
    return _after(uow.team_meetings.open(meeting, entry, ctx.now))


def move(uow: UnitOfWork, command: MoveTeamMeeting, ctx: CommandContext) -> Iterable[OutboxJob]:
    meeting, others = uow.team_meetings.get(command.meeting_id), to_come(uow, _context(ctx))
    moved = rules.meeting_moved(meeting, command, ctx.somebody, others, ctx.now)
    return _saved(uow, moved, "team_meeting_moved", ctx)


def invite(uow: UnitOfWork, command: InviteToTeamMeeting, ctx: CommandContext) -> Iterable[OutboxJob]:
    meeting, invited = uow.team_meetings.get(command.meeting_id), _people(uow, command.attendee_ids)
    changed = rules.meeting_invited(meeting, command, ctx.somebody, invited, ctx.now)
    return _saved(uow, changed, "team_meeting_invited", ctx)


def cancel(uow: UnitOfWork, command: CancelTeamMeeting, ctx: CommandContext) -> Iterable[OutboxJob]:
    meeting = uow.team_meetings.get(command.meeting_id)
    cancelled = rules.meeting_cancelled(meeting, command, ctx.somebody, ctx.now)
    return _saved(uow, cancelled, "team_meeting_cancelled", ctx)


def open_meeting(uow: UnitOfWork, command: OpenTeamMeeting, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Reading a confidential agenda is audited."""
    meeting = uow.team_meetings.get(command.meeting_id)
    rules.check_attends(meeting, ctx.somebody)
    uow.audit(ctx.entry("team_meeting_read", meeting_about(meeting.id), rule="E5 T2"), ctx.now)
    return []


HANDLERS: Final[Mapping[type, Handler]] = {
    SetTeamMeeting: set_meeting,
    MoveTeamMeeting: move,
    InviteToTeamMeeting: invite,
    CancelTeamMeeting: cancel,
    OpenTeamMeeting: open_meeting,
}


def meeting_changed(uow: UnitOfWork, meeting: TeamMeeting) -> Iterable[OutboxJob]:
    """The calendars are made to say so, and so is every list, also of those who attend no longer."""
    args = {"meeting_id": meeting.id, "person_id": meeting.organiser_id}
    yield OutboxJob("keep_meeting", f"{meeting.id}@{meeting.version}", args, JobQueue.GRAPH)
    for person in uow.roster.people(*ATTENDING, Role.TRUST_ADVISOR):
        yield from refresh_all(uow, meetings_about(person.id), f"{meeting.id}-{meeting.revision}")


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, meeting_id: uow.team_meetings.get(meeting_id), {"meeting_changed": meeting_changed}
)


def meeting_about(meeting_id: str) -> str:
    return f"team_meeting:{meeting_id}"


def meeting_answer(
    uow: UnitOfWork, command: TeamMeetingCommand, viewer: Person, context: RenderContext, _click: Click
) -> Card | CardRef:
    """What a button about meetings is answered with. The card with the agenda is an answer alone: no kind of card that
    is sent, so that it stands in nobody's chat. Raises Refused for a meeting that is not theirs as for none."""
    if isinstance(command, SetTeamMeeting | ShowTeamMeetings):
        return CardRef(MeetingKind.TEAM_MEETINGS, meetings_about(viewer.id))
    meeting = uow.team_meetings.get(command.meeting_id)
    rules.check_attends(meeting, viewer)
    known, people = uow.roster.known, uow.roster.people(*ATTENDING)
    at = meeting.half_day.starts_at if meeting.half_day.starts_at < context.now else None
    invited = [known(one, at) or Person(one, _HAS_LEFT, "", Role.SIP) for one in meeting.attendee_ids]
    items = agenda_words(uow, meeting, viewer)
    found = offered(meeting, proposed_themes(uow, context.now) if rules.may_set(viewer) else ())
    return meeting_card(meeting, invited, people, items, viewer, context.now, context.policy.visits.hours, found)


REPLIES: Final[Mapping[type, Reply]] = {
    SetTeamMeeting: Reply(meeting_answer),
    MoveTeamMeeting: Reply(meeting_answer),
    InviteToTeamMeeting: Reply(meeting_answer),
    CancelTeamMeeting: Reply(meeting_answer),
    OpenTeamMeeting: Reply(meeting_answer),
    ShowTeamMeetings: Reply(meeting_answer, only_shows=True),
    SetThemes: Reply(meeting_answer),
}


def _is_that(meeting: TeamMeeting, command: SetTeamMeeting) -> bool:
    return (meeting.half_day, meeting.attendee_ids) == (command.half_day, command.attendee_ids)


def _people(uow: UnitOfWork, ids: Iterable[str]) -> list[Person]:
    found = (uow.roster.person(person_id) for person_id in ids)
    return [person for person in found if person is not None]


def _saved(uow: UnitOfWork, meeting: TeamMeeting, action: str, ctx: CommandContext) -> Iterable[OutboxJob]:
    entry = ctx.entry(action, meeting_about(meeting.id), rule="T2")
    return _after(uow.team_meetings.save(meeting, entry, ctx.now))


def _after(meeting: TeamMeeting) -> Iterable[OutboxJob]:
    about = meeting_about(meeting.id)
    return [follow_up("meeting_changed", about, f"{about}@{meeting.revision}")]


def _context(ctx: CommandContext) -> RenderContext:
    return RenderContext(ctx.now, ctx.policy)
