"""SIP team meetings (T2)."""

from datetime import date

from handbook.meetings.team_meeting import NO_SUCH_MEETING, TeamMeeting
from store.case_tables import team_meetings
from store.record_table import Kept, RecordsById
from store.records import to_json


class TeamMeetings(RecordsById[TeamMeeting]):
    """The meetings of one transaction."""

    unknown = NO_SUCH_MEETING
    kept = Kept(TeamMeeting, team_meetings, lambda one: {"id": one.id, "on_day": one.half_day.on})

    def since(self, on: date) -> tuple[TeamMeeting, ...]:
        """Those that take place on that day or later, the next first. What was cancelled is left out."""
        found = (one for one in self._where(team_meetings.c.on_day >= on) if one.cancelled_at is None)
        return tuple(sorted(found, key=lambda one: (one.half_day, one.id)))

    def note(self, meeting: TeamMeeting) -> None:
        """What is known of its entry in the calendar: no change of the meeting, and nothing for the audit."""
        own = (team_meetings.c.id == meeting.id) & (team_meetings.c.revision == meeting.revision)
        self._connection.execute(team_meetings.update().where(own).values(record=to_json(meeting)))
