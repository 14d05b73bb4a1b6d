"""What the buttons about SIP team meetings say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields
from cards.meetings.verbs import MeetingVerb
from handbook.core.half_days import HalfDay
from handbook.meetings.team_meeting import (
    CancelTeamMeeting,
    InviteToTeamMeeting,
    MoveTeamMeeting,
    OpenTeamMeeting,
    SetTeamMeeting,
    TeamMeeting,
)
from handbook.meetings.themes import SetThemes


@dataclass(frozen=True, slots=True)
class ShowTeamMeetings:
    """A card about the meetings asks how they stand now."""


TeamMeetingCommand = (
    SetTeamMeeting
    | MoveTeamMeeting
    | InviteToTeamMeeting
    | CancelTeamMeeting
    | OpenTeamMeeting
    | SetThemes
    | ShowTeamMeetings
)


def meeting_data(meeting: TeamMeeting) -> dict[str, str | int]:
    """What a button about a meeting carries."""
    return {"meeting": meeting.id, "version": meeting.version}


def _meeting(fields: Fields) -> tuple[str, int]:
    return fields.identity("meeting"), fields.number("version", 1)


def _half_day(fields: Fields) -> HalfDay:
    return fields.half_day(fields.needed_day("meet_on", "Please choose the day of the meeting."), "meet_half")


def _move(fields: Fields) -> MoveTeamMeeting:
    return MoveTeamMeeting(*_meeting(fields), _half_day(fields))


MEETING_READERS: Final[Mapping[str, Callable[[Fields], TeamMeetingCommand]]] = {
    MeetingVerb.TEAM_MEETING: lambda _: ShowTeamMeetings(),
    MeetingVerb.TEAM_MEETING_SET: lambda fields: SetTeamMeeting(_half_day(fields), fields.several("attend")),
    MeetingVerb.TEAM_MEETING_OPEN: lambda fields: OpenTeamMeeting(fields.identity("meeting")),
    MeetingVerb.TEAM_MEETING_MOVE: _move,
    MeetingVerb.TEAM_MEETING_INVITE: lambda fields: InviteToTeamMeeting(*_meeting(fields), fields.several("attend")),
    MeetingVerb.TEAM_MEETING_THEMES: lambda fields: SetThemes(
        *_meeting(fields), fields.several("themes"), fields.lines("own_themes")
    ),
    MeetingVerb.TEAM_MEETING_CANCEL: lambda fields: CancelTeamMeeting(*_meeting(fields)),
}
