"""What happens when an introduction is not answered: reminders in school days, then it lapses, and the Trust Advisor
hears of it. Nobody is introduced by silence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handbook.core.chasing import Patience, Waited, passed
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar
from handbook.good_practice.introduction import MOVES, Introduction, IntroductionMove, Side


@dataclass(frozen=True, slots=True)
class RemindOfIntroduction:
    """A command of the clock. `number` counts from 1, so that a reminder is sent once."""

    introduction_id: str
    urn: str
    number: int


@dataclass(frozen=True, slots=True)
class LapseIntroduction:
    """A command of the clock: no answer has come."""

    introduction_id: str


Due = RemindOfIntroduction | LapseIntroduction


def due(
    introduction: Introduction, calendars: Sequence[SchoolCalendar | None], patience: Patience, now: datetime
) -> tuple[Due, ...]:
    """What the clock should do about an introduction now, by the days of a report that waits. `calendars` are those of
    the need's and the offer's school; None: nothing is due there, as Ofsted inspects it."""
    if not introduction.is_open:
        return ()
    found: list[Due] = []
    for side, calendar in zip(introduction.sides, calendars, strict=True):
        if side.accepted_at is not None or calendar is None:
            continue
        what = passed(Waited(introduction.asked_at, side.reminders, None), calendar, patience, now)
        if what.tells:
            return (LapseIntroduction(introduction.id),)
        if what.reminder:
            found.append(RemindOfIntroduction(introduction.id, side.urn, what.reminder))
    return tuple(found)


def reminded(introduction: Introduction, command: RemindOfIntroduction) -> Introduction:
    """Raises Refused where it was answered or reminded of meanwhile."""
    side = next(one for one in introduction.sides if one.urn == command.urn)
    if not introduction.is_open or side.accepted_at is not None or command.number <= side.reminders:
        raise Refused("stale", "That reminder is no longer needed.")
    noted = replace(side, reminders=command.number)
    return replace(introduction, need=noted) if side == introduction.need else replace(introduction, offer=noted)


def lapsed(introduction: Introduction, now: datetime) -> Introduction:
    """Raises Refused where it is over already."""
    status = MOVES.get((introduction.status, IntroductionMove.LAPSE))
    if status is None:
        raise Refused("stale", "This introduction is over.")
    return replace(introduction, status=status, over_at=now)


def waits_for(introduction: Introduction) -> tuple[Side, ...]:
    """Those who have not answered."""
    return tuple(side for side in introduction.sides if introduction.is_open and side.accepted_at is None)
