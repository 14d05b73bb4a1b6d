"""For which times a visit has been booked: a move is known as one, with who moved it and where, whoever it was (V2)."""

from dataclasses import dataclass, replace
from datetime import datetime

from handbook.core.british_time import day_words
from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused
from handbook.visits.dossier import VisitDossier
from handbook.visits.purposes import TermlyVisit
from handbook.visits.slots.days import check_is_possible
from handbook.visits.visit import BookedFor, Visit, VisitStatus


@dataclass(frozen=True, slots=True)
class Move:
    """From one time for which a visit was booked to the next."""

    was: HalfDay
    now: BookedFor


def moves_of(visit: Visit) -> tuple[Move, ...]:
    """Every move, the newest last."""
    return tuple(Move(one.half_day, other) for one, other in zip(visit.times, visit.times[1:], strict=False))


def last_move(visit: Visit) -> Move | None:
    """The move by which a visit stands where it stands; None where it was booked for that time from the beginning."""
    moves = moves_of(visit)
    return moves[-1] if moves and visit.stands and moves[-1].now.half_day == visit.half_day else None


def with_booked_time(before: Visit, after: Visit, now: datetime) -> Visit:
    """The visit with the time for which it is booked now among its times, where that is another than it was."""
    if after.status is not VisitStatus.BOOKED or after.half_day is None:
        return after
    times = after.times or _times_not_kept(before)
    if times and times[-1].half_day == after.half_day:
        return replace(after, times=times)
    newest = _who_chose(before, after.half_day, now) if times else BookedFor(after.half_day, now)
    return replace(after, times=(*times, newest))


def _times_not_kept(before: Visit) -> tuple[BookedFor, ...]:
    """Of a visit that was booked before its times were kept."""
    stood = before.before or (before.half_day if before.stands else None)
    return (BookedFor(stood),) if stood else ()


def _who_chose(before: Visit, half_day: HalfDay, now: datetime) -> BookedFor:
    """In Outlook only the SIP moves it, whose event it is; what the headteacher proposed there has no reason."""
    if before.status is VisitStatus.PICKED:
        done = before.done_by
        deputy = done.deputy_id if done and done.holder_id == before.headteacher_id else ""
        return BookedFor(half_day, now, before.headteacher_id, deputy)
    if before.status is VisitStatus.MOVED and before.half_day == half_day:
        return BookedFor(half_day, now, before.reason_by_id, before.reason_deputy_id, in_outlook=not before.reason)
    return BookedFor(half_day, now, before.sip_id, in_outlook=True)


def outside(dossier: VisitDossier, half_day: HalfDay) -> str:
    """What is said of a visit at a time outside its term, or its year; empty where it is within, and where nobody knows
    the term's days yet."""
    visit = dossier.visit
    purpose, on = visit.purpose, half_day.on
    days = [
        day
        for one in dossier.calendar.sessions
        for day in (one.first_on, one.last_on)
        if isinstance(purpose, TermlyVisit) and one.term is purpose.term and visit.year.has(day)
    ]
    if days and isinstance(purpose, TermlyVisit):
        if min(days) <= on <= max(days):
            return ""
        term = f"the {purpose.term} term of {visit.year}"
        return f"{day_words(on)} is outside {term}, which goes from {day_words(min(days))} to {day_words(max(days))}."
    return "" if visit.year.has(on) else f"{day_words(on)} is not in {visit.year}, the year of this visit."


def outside_words(dossier: VisitDossier, half_day: HalfDay) -> str:
    """The same, with what the two whose visit it is can do."""
    what = "Please move the visit back, or agree the day with the Trust Advisor, who has been told."
    return " ".join(filter(None, (words := outside(dossier, half_day), what if words else "")))


def difficulty(dossier: VisitDossier, half_day: HalfDay, now: datetime) -> str:
    """What is wrong with a time for which a visit is booked all the same, and what to do; empty where nothing is."""
    if words := outside_words(dossier, half_day):
        return words
    try:
        check_is_possible(dossier, half_day, now)
    except Refused as refusal:
        return f"{refusal.reason} Please move the visit again, or cancel it."
    return _takes_two(dossier, half_day)


def _takes_two(dossier: VisitDossier, half_day: HalfDay) -> str:
    """Two half-days are counted as two, and said to be (V2)."""
    if half_day.count == 1:
        return ""
    visit, own = dossier.visit, dossier.account
    second = own.school_led if isinstance(visit.purpose, TermlyVisit) else own.line(visit.purpose)
    had_two = visit.half_day is not None and visit.half_day.count > 1
    counts = f"{half_day.words} is more than one half-day, so this visit counts as two."
    if had_two or second.remaining:
        return f"{counts} If one was meant, please shorten it in Outlook."
    return f"{counts} {dossier.school.name} has no half-day left for that: please shorten it, or agree to buy more."
