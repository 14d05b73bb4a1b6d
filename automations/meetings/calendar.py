"""A SIP team meeting in the calendars: one event, organised by the Trust Advisor, with those who attend. It says
nothing but that it is one: no agenda, no school."""

from collections.abc import Mapping
from typing import Final

from automations.engine.kept_event import KeptEvent, make_so
from automations.engine.workflow import Effect, Work
from cards.meetings.team_meeting import CALLED_OFF, INVITATION, SUBJECT
from handbook.core.calendars import Invitee, Period
from handbook.meetings.in_outlook import NoteMeetingShown
from handbook.meetings.team_meeting import ATTENDING, TeamMeeting
from store.unit_of_work import UnitOfWork


async def keep_meeting(work: Work, meeting_id: str, person_id: str) -> None:
    """Looks at what stands in the organiser's calendar (`person_id`), and makes it what the record says; so it may be
    run again, and late."""
    while True:
        meeting, invitees = await work.bus.read(lambda uow: _as_it_is(uow, meeting_id))
        await make_so(work, _event(meeting, invitees, person_id))
        await work.bus.decide(NoteMeetingShown(meeting.id, meeting.version))
        after, _ = await work.bus.read(lambda uow: _as_it_is(uow, meeting_id))
        if after.version == meeting.version:
            return


EFFECTS: Final[Mapping[str, Effect]] = {
    "keep_meeting": Effect(
        keep_meeting,
        "The SIP team meeting could not be updated in the calendars yet",
        about=("team_meeting", "meeting_id"),
    ),
}


def _event(meeting: TeamMeeting, invitees: tuple[Invitee, ...], organiser_id: str) -> KeptEvent:
    return KeptEvent(
        meeting.id,
        meeting.version,
        organiser_id,
        Period(meeting.half_day.starts_at, meeting.half_day.ends_at),
        SUBJECT,
        INVITATION,
        invitees,
        called_off=CALLED_OFF if meeting.cancelled_at is not None else "",
    )


def _as_it_is(uow: UnitOfWork, meeting_id: str) -> tuple[TeamMeeting, tuple[Invitee, ...]]:
    """Who has left the list of people, or has no office any more in which they would attend, is invited no longer."""
    meeting = uow.team_meetings.get(meeting_id)
    people = (uow.roster.person(person_id) for person_id in meeting.attendee_ids)
    return meeting, tuple(Invitee(one.email, one.name) for one in people if one and one.is_a(*ATTENDING))
