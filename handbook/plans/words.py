"""What a plan says: why a half-day is good; and of the schools that it leaves out, which constraint is to blame."""

from collections.abc import Mapping, Sequence
from typing import Final

from handbook.core.british_time import day_words
from handbook.plans.plan import Constraint, PlanLine, SipPlan, SipTerm, Wanted, week_of
from handbook.visits.slots.free_half_days import Obstacle

_NUMBERS: Final = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_LACKS: Final[Mapping[str, str]] = {
    f"alone {Obstacle.NO_SCHOOL_DAY}": "no school day with enough notice",
    f"alone {Obstacle.NO_CHECKS}": "no half-day while the SIP’s checks are current",
    f"alone {Obstacle.SIP_UNKNOWN}": "no half-day when the SIP is known to be free (calendar not read)",
    f"alone {Obstacle.HEADTEACHER_UNKNOWN}": "no half-day when the headteacher is known to be free (calendar not read)",
    f"alone {Obstacle.SIP_OFF}": "no half-day within the SIP’s working hours in Outlook",
    f"alone {Obstacle.HEADTEACHER_OFF}": "no half-day within the headteacher’s working hours in Outlook",
    f"alone {Obstacle.SIP_BUSY}": "no half-day when the SIP is free",
    f"alone {Obstacle.HEADTEACHER_BUSY}": "no half-day when the headteacher is free",
    f"alone {Obstacle.NEVER_BOTH}": "no half-day when both are free",
    f"alone {Obstacle.TRAVEL}": "no half-day that leaves time to travel to a visit already booked that day",
    f"alone {Obstacle.ALL_SHOWN}": "no half-day that was not offered before",
    f"together {Constraint.WEEK}": "no half-day left, because of the number of visits allowed in a week,",
    f"together {Constraint.TRAVEL}": "no half-day left, because of the travel between two schools on one day,",
    f"together {Constraint.WEEK_AND_TRAVEL}": "no half-day left, because of the number of visits allowed in a week and "
    "the travel between two schools on one day,",
    f"together {Constraint.HALF_DAY}": "no half-day left, because other schools need the same ones,",
}


def complaints(term: SipTerm, blame: Constraint | None, left_out: frozenset[str]) -> tuple[str, ...]:
    """One sentence for each thing that is to blame, such as: Four schools of P. Rowan have no half-day at which both
    are free by Friday 18 December 2026: … . `left_out` are the URNs of schools that had half-days
    of their own, and `blame` is what those failed at together."""
    names: dict[str, list[str]] = {}
    for school in term.wanted:
        if school.obstacle:
            names.setdefault(f"alone {school.obstacle}", []).append(school.school_name)
        elif school.urn in left_out and blame:
            names.setdefault(f"together {blame}", []).append(school.school_name)
    return tuple(_sentence(term, what, schools) for what, schools in names.items())


def _sentence(term: SipTerm, what: str, schools: list[str]) -> str:
    count = len(schools)
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    have = "school of {} has" if count == 1 else "schools of {} have"
    return f"{number} {have.format(term.sip_name)} {_LACKS[what]} by {day_words(term.last_on)}: {', '.join(schools)}."


def why_none(term: SipTerm, plan: SipPlan, school: Wanted) -> str:
    """The same of one school that is left out: no half-day when both are free by Friday 18 December 2026."""
    what = f"alone {school.obstacle}" if school.obstacle else f"together {plan.blame}"
    return f"{_LACKS[what].rstrip(',')} by {day_words(term.last_on)}"


def why_good(term: SipTerm, lines: Sequence[PlanLine], line: PlanLine) -> str:
    """Why the SIP may like a half-day of the plan, in one sentence."""
    schools = {one.urn: one for one in term.wanted}
    school, at = schools[line.urn], line.half_day
    planned = [(schools[one.urn].school_name, schools[one.urn].place, one.half_day) for one in lines if one != line]
    standing = [(one.school_name, one.place, one.half_day) for one in term.standing]
    others = [*planned, *standing]
    for name, place, other in others:
        if other.on == at.on and term.travel.is_near(school.place, place):
            return f"You are near it that {other.half}, at {name}."
    if school.preferences and school.suits(at):
        return "The school prefers this time."
    if all(week_of(other.on) != week_of(at.on) for _, _, other in others):
        return "You have no other visit that week."
    return "It is free in every calendar that could be read."
