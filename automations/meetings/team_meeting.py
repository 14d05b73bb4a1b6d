"""SIP team meetings (T2): asked for, set, moved, cancelled, and opened by those who attend. Calendars are told by
`team_meeting_calendar`."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import Handler, Occasion, Sight
from automations.engine.inbound_port import Click
from automations.engine.notifications import redraw_all, tell
from automations.engine.outbox import FarEnd, Promise, follow_up
from automations.engine.ports import Card
from automations.engine.workflow import FollowUp, Reply, follow_ups_of
from automations.meetings.team_meeting_cards import MeetingKind, meetings_about, to_come
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
from store.ledger import Ledger

TYPED: Final = frozenset(("team meeting", "team meetings"))
_HAS_LEFT: Final = "somebody who is no longer on the list"


def meetings_asked(_books: Ledger, person: Person, words: str, message_id: str) -> list[Promise] | None:
    if words not in TYPED or not concerns(person):
        return None
    return [tell(MeetingKind.TEAM_MEETINGS, person.id, meetings_about(person.id), 0, message_id)]


def agenda_words(books: Ledger, meeting: TeamMeeting, viewer: Person) -> list[tuple[str, str]]:
    """The lines of a meeting's agenda for somebody who attends it: who put each there, and the words (E5, T2). Of a
    case that was forgotten since nothing is left."""
    if not rules.attends(meeting, viewer):
        return []
    cases = [(books.cases.get(item.case_id), item.part) for item in meeting.items]
    parts = [case.parts[number - 1] for case, number in cases if len(case.parts) >= number]
    return [(part.by.words, part.words.facts) for part in parts]


def set_meeting(books: Ledger, command: SetTeamMeeting, occasion: Occasion) -> Iterable[Promise]:
    """Said twice, it is one meeting."""
    others, by = to_come(books, _sight(occasion)), occasion.somebody
    if rules.may_set(by) and any(_is_that(one, command) for one in others):
        return []
    invited = _people(books, command.attendee_ids)
    meeting = rules.meeting_set(command, by, invited, others, occasion.now, uuid.uuid4().hex)
    entry = occasion.entry("team_meeting_set", meeting_about(meeting.id), rule="T2")
    return _after(books.team_meetings.open(meeting, entry, occasion.now))


def move(books: Ledger, command: MoveTeamMeeting, occasion: Occasion) -> Iterable[Promise]:
    meeting, others = books.team_meetings.get(command.meeting_id), to_come(books, _sight(occasion))
    moved = rules.meeting_moved(meeting, command, occasion.somebody, others, occasion.now)
    return _saved(books, moved, "team_meeting_moved", occasion)


def invite(books: Ledger, command: InviteToTeamMeeting, occasion: Occasion) -> Iterable[Promise]:
    meeting, invited = books.team_meetings.get(command.meeting_id), _people(books, command.attendee_ids)
    changed = rules.meeting_invited(meeting, command, occasion.somebody, invited, occasion.now)
    return _saved(books, changed, "team_meeting_invited", occasion)


def cancel(books: Ledger, command: CancelTeamMeeting, occasion: Occasion) -> Iterable[Promise]:
    meeting = books.team_meetings.get(command.meeting_id)
    cancelled = rules.meeting_cancelled(meeting, command, occasion.somebody, occasion.now)
    return _saved(books, cancelled, "team_meeting_cancelled", occasion)


def open_meeting(books: Ledger, command: OpenTeamMeeting, occasion: Occasion) -> Iterable[Promise]:
    """Reading a confidential agenda is audited."""
    meeting = books.team_meetings.get(command.meeting_id)
    rules.check_attends(meeting, occasion.somebody)
    books.audit(occasion.entry("team_meeting_read", meeting_about(meeting.id), rule="E5 T2"), occasion.now)
    return []


HANDLERS: Final[Mapping[type, Handler]] = {
    SetTeamMeeting: set_meeting,
    MoveTeamMeeting: move,
    InviteToTeamMeeting: invite,
    CancelTeamMeeting: cancel,
    OpenTeamMeeting: open_meeting,
}


def meeting_changed(books: Ledger, meeting: TeamMeeting) -> Iterable[Promise]:
    """The calendars are made to say so, and so is every list, also of those who attend no longer."""
    args = {"meeting_id": meeting.id, "person_id": meeting.organiser_id}
    yield Promise("keep_meeting", f"{meeting.id}@{meeting.version}", args, FarEnd.GRAPH)
    for person in books.roster.people(*ATTENDING, Role.TRUST_ADVISOR):
        yield from redraw_all(books, meetings_about(person.id), f"{meeting.id}-{meeting.revision}")


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda books, meeting_id: books.team_meetings.get(meeting_id), {"meeting_changed": meeting_changed}
)


def meeting_about(meeting_id: str) -> str:
    return f"team_meeting:{meeting_id}"


def meeting_answer(
    books: Ledger, command: TeamMeetingCommand, viewer: Person, sight: Sight, _click: Click
) -> Card | CardRef:
    """What a button about meetings is answered with. The card with the agenda is an answer alone: no kind of card that
    is sent, so that it stands in nobody's chat. Raises Refused for a meeting that is not theirs as for none."""
    if isinstance(command, SetTeamMeeting | ShowTeamMeetings):
        return CardRef(MeetingKind.TEAM_MEETINGS, meetings_about(viewer.id))
    meeting = books.team_meetings.get(command.meeting_id)
    rules.check_attends(meeting, viewer)
    known, people = books.roster.known, books.roster.people(*ATTENDING)
    at = meeting.half_day.starts_at if meeting.half_day.starts_at < sight.now else None
    invited = [known(one, at) or Person(one, _HAS_LEFT, "", Role.SIP) for one in meeting.attendee_ids]
    items = agenda_words(books, meeting, viewer)
    return meeting_card(meeting, invited, people, items, viewer, sight.now, sight.customs.visits.hours)


REPLIES: Final[Mapping[type, Reply]] = {
    SetTeamMeeting: Reply(meeting_answer),
    MoveTeamMeeting: Reply(meeting_answer),
    InviteToTeamMeeting: Reply(meeting_answer),
    CancelTeamMeeting: Reply(meeting_answer),
    OpenTeamMeeting: Reply(meeting_answer),
    ShowTeamMeetings: Reply(meeting_answer, only_shows=True),
}


def _is_that(meeting: TeamMeeting, command: SetTeamMeeting) -> bool:
    return (meeting.half_day, meeting.attendee_ids) == (command.half_day, command.attendee_ids)


def _people(books: Ledger, ids: Iterable[str]) -> list[Person]:
    found = (books.roster.person(person_id) for person_id in ids)
    return [person for person in found if person is not None]


def _saved(books: Ledger, meeting: TeamMeeting, action: str, occasion: Occasion) -> Iterable[Promise]:
    entry = occasion.entry(action, meeting_about(meeting.id), rule="T2")
    return _after(books.team_meetings.save(meeting, entry, occasion.now))


def _after(meeting: TeamMeeting) -> Iterable[Promise]:
    about = meeting_about(meeting.id)
    return [follow_up("meeting_changed", about, f"{about}@{meeting.revision}")]


def _sight(occasion: Occasion) -> Sight:
    return Sight(occasion.now, occasion.customs)
