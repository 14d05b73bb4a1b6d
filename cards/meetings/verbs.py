"""The verbs on the wire of the SIP team’s meetings."""

from enum import StrEnum


class MeetingVerb(StrEnum):
    """The buttons of the SIP team’s meetings."""

    TEAM_MEETING = "team_meeting.show"
    TEAM_MEETING_SET = "team_meeting.set"
    TEAM_MEETING_OPEN = "team_meeting.open"
    TEAM_MEETING_MOVE = "team_meeting.move"
    TEAM_MEETING_INVITE = "team_meeting.invite"
    TEAM_MEETING_CANCEL = "team_meeting.cancel"
    TEAM_MEETING_THEMES = "team_meeting.themes"
