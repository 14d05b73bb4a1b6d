"""What the clock does about introductions, and about needs of headteachers who have left."""

from collections.abc import Iterable
from datetime import datetime

from automations.engine.command_bus import TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.good_practice.cards import schools_of
from handbook.core.british_time import london_date
from handbook.core.school_years import SchoolCalendar
from handbook.good_practice.introduction import EndIntroduction, EndReason, Introduction, somebody_left
from handbook.good_practice.line import ForgetNeed, is_on_board
from handbook.good_practice.reminders import Due, due
from handbook.visits.ofsted.call import reminders_pause
from store.unit_of_work import UnitOfWork


def introductions_due(
    uow: UnitOfWork, policy: TrustPolicy, now: datetime
) -> tuple[Due | EndIntroduction | ReportDeadlineUnknown, ...]:
    """A school that Ofsted inspects is left in peace (O2)."""
    today, calls = london_date(now), uow.ofsted_calls.not_over(london_date(now))

    def calendar_of(urn: str) -> SchoolCalendar | None:
        school = uow.roster.school(urn)
        if school is None or reminders_pause(calls, urn, today):
            return None
        return uow.roster.calendar(school, policy.bank_holidays)

    def due_about(introduction: Introduction) -> Iterable[Due | EndIntroduction]:
        if somebody_left(introduction, schools_of(uow, introduction)):
            return (EndIntroduction(introduction.id, EndReason.LEFT),)
        calendars = [calendar_of(side.urn) for side in introduction.sides]
        return due(introduction, calendars, policy.patience, now)

    return of_each("introductions", uow.introductions.open_ones(), due_about)


def needs_to_forget(uow: UnitOfWork, _policy: TrustPolicy, _now: datetime) -> tuple[ForgetNeed, ...]:
    """Those whose headteacher does not lead that school any more (P5)."""
    needs = uow.practice_lines.needs()
    return tuple(ForgetNeed(line.id) for line in needs if not is_on_board(line, uow.roster.school(line.urn)))
