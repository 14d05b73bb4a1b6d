"""Training sessions of the SIP team (T1, T3)."""

from datetime import date, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from handbook.core.british_time import london_date
from handbook.sip_team.training.session import (
    NO_SUCH_SESSION,
    TrainingSession,
    is_invited,
    is_to_come,
)
from store.record_table import Kept, RecordsById
from store.tables import METADATA, Instant

training_sessions: Final = sa.Table(
    "training_sessions",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("on_day", sa.Date, nullable=False, index=True),
    sa.Column("looked_at", Instant, nullable=True),  # in its organiser's calendar
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class TrainingSessions(RecordsById[TrainingSession]):
    """The sessions of one transaction."""

    unknown = NO_SUCH_SESSION
    kept = Kept(
        TrainingSession,
        training_sessions,
        lambda one: {"id": one.id, "on_day": one.at.on},
        order=("on_day",),
    )

    def since(self, on: date) -> tuple[TrainingSession, ...]:
        """Those that take place on that day or later, the next first. What was cancelled is left out."""
        found = (one for one in self._where(training_sessions.c.on_day >= on) if one.cancelled_at is None)
        return tuple(sorted(found, key=lambda one: (one.at, one.id)))

    def not_looked_at(self, now: datetime, since: datetime) -> tuple[TrainingSession, ...]:
        """Those to come whose entry in the calendar was not looked at since then."""
        at = training_sessions.c.looked_at
        found = self._where((training_sessions.c.on_day >= london_date(now)) & (at.is_(None) | (at <= since)))
        return tuple(one for one in found if is_to_come(one, now))

    def note_looked(self, session_id: str, at: datetime) -> None:
        """It decides nothing, and so has no entry in the audit."""
        match = training_sessions.c.id == session_id
        self._connection.execute(training_sessions.update().where(match), {"looked_at": at})

    def over(self, now: datetime) -> tuple[TrainingSession, ...]:
        """Those of the last year that have ended, the oldest first. What was cancelled is left out."""
        today = london_date(now)
        near = training_sessions.c.on_day.between(today - timedelta(days=366), today)
        return tuple(one for one in self._where(near) if one.cancelled_at is None and now >= one.at.ends_at)

    def of_sip(self, sip_id: str) -> tuple[TrainingSession, ...]:
        """All that take or took place and to which somebody is invited, the oldest first."""
        return tuple(one for one in self._of() if is_invited(one, sip_id))
