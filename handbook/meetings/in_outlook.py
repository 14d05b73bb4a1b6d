"""What is done to a SIP team meeting in Outlook, which is the truth for time (T2)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused
from handbook.meetings.team_meeting import TeamMeeting, is_to_come

LOOKED_AT_EVERY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NoteMeetingShown:
    """Of the service: the calendar shows this version."""

    meeting_id: str
    version: int


@dataclass(frozen=True, slots=True)
class NoteMeetingMoved:
    """Of the service: somebody has moved it in Outlook."""

    meeting_id: str
    version: int
    half_day: HalfDay


@dataclass(frozen=True, slots=True)
class NoteMeetingGone:
    """Of the service: somebody has deleted it in Outlook."""

    meeting_id: str
    version: int


def is_followed(meeting: TeamMeeting, now: datetime) -> bool:
    """Whether what its calendar says is news: nothing of ours is still on its way there."""
    return is_to_come(meeting, now) and meeting.shown == meeting.version


def is_to_be_looked_at(meeting: TeamMeeting, now: datetime) -> bool:
    """Every hour. Before anything was looked at, also one that was set by an earlier version of the service."""
    return is_to_come(meeting, now) and (meeting.looked_at is None or meeting.looked_at <= now - LOOKED_AT_EVERY)


def moved_in_outlook(meeting: TeamMeeting, command: NoteMeetingMoved, now: datetime) -> TeamMeeting:
    """Raises Refused where it was noted already."""
    _check_news(meeting, command.version, now)
    version = meeting.version + 1
    return replace(meeting, half_day=command.half_day, version=version, shown=version)


def gone_in_outlook(meeting: TeamMeeting, command: NoteMeetingGone, now: datetime) -> TeamMeeting:
    """What was on its agenda stays with the cases. Raises Refused where it was noted already."""
    _check_news(meeting, command.version, now)
    version = meeting.version + 1
    return replace(meeting, cancelled_at=now, version=version, shown=version)


def _check_news(meeting: TeamMeeting, version: int, now: datetime) -> None:
    if not is_followed(meeting, now) or version != meeting.version:
        raise Refused("stale", "This has been noted already.")
