"""SIP team meetings (T2)."""

from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa

from handbook.core.refusal import Refused
from handbook.meetings.team_meeting import NO_SUCH_MEETING, TeamMeeting
from store.audit import AuditEntry, Chain
from store.case_tables import team_meetings
from store.records import from_json, to_json
from store.stale import Stale


class TeamMeetings:
    """The meetings of one transaction."""

    def __init__(self, connection: sa.Connection, chain: Chain) -> None:
        self._connection = connection
        self._chain = chain

    def get(self, meeting_id: str) -> TeamMeeting:
        """Raises Refused where there is none."""
        found = self._where(team_meetings.c.id == meeting_id)
        if not found:
            raise Refused("unknown", NO_SUCH_MEETING)
        return found[0]

    def since(self, on: date) -> tuple[TeamMeeting, ...]:
        """Those that take place on that day or later, the next first. What was cancelled is left out."""
        return tuple(one for one in self._where(team_meetings.c.on_day >= on) if one.cancelled_at is None)

    def open(self, meeting: TeamMeeting, entry: AuditEntry, at: datetime) -> TeamMeeting:
        """Writes a new meeting."""
        opened = replace(meeting, revision=1)
        self._connection.execute(team_meetings.insert(), _columns(opened))
        self._chain.append(entry, at)
        return opened

    def save(self, meeting: TeamMeeting, entry: AuditEntry, at: datetime) -> TeamMeeting:
        """Raises Stale if it was changed since it was read."""
        saved = replace(meeting, revision=meeting.revision + 1)
        match = (team_meetings.c.id == meeting.id) & (team_meetings.c.revision == meeting.revision)
        if self._connection.execute(team_meetings.update().where(match), _columns(saved)).rowcount != 1:
            raise Stale(meeting.id)
        self._chain.append(entry, at)
        return saved

    def _where(self, condition: sa.ColumnElement[bool]) -> tuple[TeamMeeting, ...]:
        query = sa.select(team_meetings.c.record).where(condition)
        found = (from_json(TeamMeeting, text) for text in self._connection.execute(query).scalars())
        return tuple(sorted(found, key=lambda one: (one.half_day, one.id)))


def _columns(meeting: TeamMeeting) -> dict[str, object]:
    record = {"record": to_json(meeting), "revision": meeting.revision}
    return {"id": meeting.id, "on_day": meeting.half_day.on, **record}
