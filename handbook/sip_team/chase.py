"""Checks that run out are chased in time (C1): reminders so many school days before, on the last school day, and once
more when they have run out. What is renewed stops it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from handbook.core.british_time import LONDON, london_date
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar
from handbook.sip_team.record import SipRecord
from handbook.sip_team.standing import TeamMember
from handbook.visits.checks import SipChecks

LAST_DAY: Final = 0
RUN_OUT: Final = -1
_AUGUST: Final = 8
SAID_FOR: Final = timedelta(days=60)
"""After so long nobody is told any more that checks have run out: the list says it."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ChecksPolicy:
    """How many school days before the last day of checks SIP and Trust Advisor are reminded."""

    reminders: tuple[int, ...] = (60, 30, 10)
    not_before: time = time(9, 0)

    @property
    def steps(self) -> tuple[int, ...]:
        """All at which something is said, the earliest first."""
        return (*sorted({one for one in self.reminders if one > LAST_DAY}, reverse=True), LAST_DAY, RUN_OUT)


@dataclass(frozen=True, slots=True)
class RemindOfChecks:
    """A command of the clock. `review_by` is the day that it is about: what is renewed meanwhile is let be."""

    sip_id: str
    review_by: date
    step: int


class ChecksState(StrEnum):
    """How the checks of a SIP stand on a day."""

    MISSING = "missing"
    RUN_OUT = "run_out"
    RUNNING_OUT = "running_out"
    CURRENT = "current"


def checks_state(checks: SipChecks | None, calendar: SchoolCalendar, policy: ChecksPolicy, today: date) -> ChecksState:
    """They are running out from the first reminder on."""
    if checks is not None and checks.dbs_review_by is not None and checks.dbs_review_by < today:
        return ChecksState.RUN_OUT
    if checks is None or checks.dbs_review_by is None or not checks.are_current(today):
        return ChecksState.MISSING
    is_near = school_days_left(calendar, today, checks.dbs_review_by) <= policy.steps[0]
    return ChecksState.RUNNING_OUT if is_near else ChecksState.CURRENT


def school_days_left(calendar: SchoolCalendar, today: date, until: date) -> int:
    """School days after today up to a day (included); below nought once it is over. Beyond the known term dates each
    weekday counts that is no bank holiday and not in August."""
    if until < today:
        return RUN_OUT
    known_until = max((session.last_on for session in calendar.sessions), default=today)
    known = calendar.school_days_between(today, min(until, known_until)) or 0
    first = max(today, known_until) + _DAY
    beyond = (first + _DAY * ahead for ahead in range((until - first).days + 1))
    return known + sum(_may_be_open(calendar, day) for day in beyond)


def reminder_due(
    one: TeamMember, calendar: SchoolCalendar, policy: ChecksPolicy, now: datetime
) -> RemindOfChecks | None:
    """What the clock should say about the checks of a SIP now: the last that has come, where none later was said. What
    was missed while the service was away is said once. Nothing at weekends, or before the hour; and nothing of checks
    that had run out long before they came onto the list."""
    today, at = london_date(now), now.astimezone(LONDON).time()
    review_by = one.checks.dbs_review_by if one.checks else None
    if review_by is None or today.weekday() >= 5 or at < policy.not_before or today - review_by > SAID_FOR:
        return None
    left = school_days_left(calendar, today, review_by)
    come = [step for step in policy.steps if left <= step]
    if not come or (one.record.reminded_of == review_by and one.record.reminded_at <= come[-1]):
        return None
    return RemindOfChecks(one.person.id, review_by, come[-1])


def reminded(one: TeamMember, command: RemindOfChecks) -> SipRecord:
    """Raises Refused where checks were renewed meanwhile, or another clock came first."""
    review_by = one.checks.dbs_review_by if one.checks else None
    said = one.record.reminded_of == command.review_by and one.record.reminded_at <= command.step
    if review_by != command.review_by or said:
        raise Refused("stale", "This has been said already, or the checks were renewed.", "C1")
    return replace(one.record, reminded_of=command.review_by, reminded_at=command.step)


def _may_be_open(calendar: SchoolCalendar, day: date) -> bool:
    return day.weekday() < 5 and day.month != _AUGUST and day not in calendar.bank_holidays
