"""What a plan says of the schools that it leaves out: how many, whose, and which constraint is to blame."""

from collections.abc import Mapping
from typing import Final

from handbook.british_time import day_words
from handbook.free_half_days import Obstacle
from handbook.term_plan import Constraint, SipTerm

_NUMBERS: Final = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_LACKS: Final[Mapping[str, str]] = {
    f"alone {Obstacle.NO_SCHOOL_DAY}": "no school day with enough notice",
    f"alone {Obstacle.SIP_UNKNOWN}": "no half-day at which the SIP is known to be free (not read)",
    f"alone {Obstacle.HEADTEACHER_UNKNOWN}": "no half-day at which the headteacher is known to be free (not read)",
    f"alone {Obstacle.SIP_BUSY}": "no half-day at which the SIP is free",
    f"alone {Obstacle.HEADTEACHER_BUSY}": "no half-day at which the headteacher is free",
    f"alone {Obstacle.NEVER_BOTH}": "no half-day at which both are free",
    f"alone {Obstacle.TRAVEL}": "no half-day that leaves time for the way to a visit already booked that day",
    f"alone {Obstacle.ALL_SHOWN}": "no half-day that was not offered before",
    f"together {Constraint.WEEK}": "no half-day left, because of how many visits a week are allowed,",
    f"together {Constraint.TRAVEL}": "no half-day left, because of the way between two schools on one day,",
    f"together {Constraint.WEEK_AND_TRAVEL}": "no half-day left, because of how many visits a week are allowed and of "
    "the way between two schools on one day,",
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
