"""Who hears of Ofsted's call at once (O2), and what becomes of it: it is corrected or called off, and what was on offer
or arranged for its days is put right."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from handbook.core.british_time import london_date
from handbook.core.people import Person, School
from handbook.core.refusal import Refused
from handbook.visits.moves import MOVES, VisitMove, moved_on, put_off
from handbook.visits.ofsted.call import (
    CONVERSATION,
    OFSTED_HAS_CALLED,
    OfstedCall,
    check_days,
    check_headteacher,
    day_after,
    days_words,
)
from handbook.visits.visit import Visit, VisitStatus

OTHER_DAYS: Final = "Ofsted comes on other days."
NOT_COMING: Final = "Ofsted is not coming."
_ON_OFFER: Final = (VisitStatus.FOUND, VisitStatus.PROPOSED)


@dataclass(frozen=True, slots=True)
class CorrectOfstedCall:
    """The headteacher gives other days."""

    call_id: str
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class CallOffOfsted:
    """The headteacher says that the inspectors do not come."""

    call_id: str


def who_hears(school: School, advisors: Iterable[Person], *, tells_authority: bool) -> tuple[str, ...]:
    """Whoever hears at once beside the school's SIP: the Trust Advisor, its Diocesan Schools Officer, and the local
    authority's officer where the trust has set it so. Nobody twice, and nobody whom the list does not name."""
    told = (*(one.id for one in advisors), school.dso_id, school.la_officer_id if tells_authority else "")
    return tuple(dict.fromkeys(one for one in told if one))


def check_tells_nothing_new(call: OfstedCall, known: Iterable[OfstedCall], now: datetime) -> OfstedCall | None:
    """The call of the same days that is on record already, if there is one. Raises Refused where another is open: its
    days are corrected, or it is called off."""
    for other in known:
        if not other.is_open(london_date(now)):
            continue
        if (other.first_on, other.last_on) == (call.first_on, call.last_on):
            return other
        known_words = f"You have told me already that Ofsted inspects {days_words(other)}."
        raise Refused("taken", f"{known_words} If the days are different, type “ofsted” and correct them.", "O2")
    return None


def corrected(
    call: OfstedCall, command: CorrectOfstedCall, school: School, person: Person, now: datetime
) -> OfstedCall:
    """On other days. Who was asked to come on a day that is none of them any more, is asked no more. Raises Refused."""
    _check_open(call, school, person, now)
    check_days(command.first_on, command.last_on, now)
    if (command.first_on, command.last_on) == (call.first_on, call.last_on):
        raise Refused("stale", "These are the days on record already.", "O2")
    moved = replace(call, first_on=command.first_on, last_on=command.last_on)
    stays = call.wanted is not None and call.wanted.on in moved.days
    return moved if stays else replace(moved, wanted=None, comes=None)


def called_off(call: OfstedCall, school: School, person: Person, now: datetime) -> OfstedCall:
    """The inspectors do not come: nobody is asked to, and reminders begin again. Raises Refused."""
    _check_open(call, school, person, now)
    return replace(call, called_off_at=now, wanted=None, comes=None)


def may_change(call: OfstedCall, now: datetime) -> bool:
    """Until the inspection is over, and once."""
    return call.is_open(london_date(now))


def offers_others(call: OfstedCall, visit: Visit) -> Visit | None:
    """A visit of which a half-day is on offer while inspectors are in: others are sought for after they have left. None
    for any other."""
    if visit.status not in _ON_OFFER or not any(slot.half_day.on in call.days for slot in visit.slots):
        return None
    passed = dict.fromkeys((*visit.passed_over, *(slot.half_day for slot in visit.slots)))
    return moved_on(
        visit,
        VisitMove.SEEK,
        seek_from_on=day_after(call),
        half_day=None,
        event_id="",
        slots=(),
        passed_over=tuple(passed),
        reason=OFSTED_HAS_CALLED,
    )


def not_needed(call: OfstedCall, after: OfstedCall, visit: Visit) -> Visit | None:
    """The visit for which the SIP was to come while Ofsted is there, cancelled where it is on none of its days any
    more. None for any other."""
    was_for_it = visit.purpose == CONVERSATION and any(one.on in call.days for one in visit.occupies)
    if not was_for_it or visit.is_over:
        return None
    if after.called_off_at is None and all(one.on in after.days for one in visit.occupies):
        return None
    reason = OTHER_DAYS if after.called_off_at is None else NOT_COMING
    off = visit if (visit.status, VisitMove.CANCEL) in MOVES else put_off(visit, reason)
    return moved_on(off, VisitMove.CANCEL, half_day=visit.half_day, reason=reason, slots=())


def _check_open(call: OfstedCall, school: School, person: Person, now: datetime) -> None:
    check_headteacher(school, person)
    if call.called_off_at is not None:
        raise Refused("stale", "This inspection was called off already. Here is how it stands now.", "O2")
    if not call.is_open(london_date(now)):
        reason = f"The inspection is over: it was {days_words(call)}. It stays on record as it was."
        raise Refused("no_date", reason, "O2")
