"""Why schools are left without a SIP, as the Trust Advisor reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handbook.allocation.problem import AllocationProblem, SchoolNeed
from handbook.allocation.reasons import bar_words
from handbook.core.plain_words import and_list, several

_NAMED: Final = 6
"""How many names a sentence holds before it counts the others."""


@dataclass(frozen=True, slots=True)
class Rivals:
    """Schools that these SIPs can serve and no others, and of which some are left out for want of room. `placed` of the
    half-days that they need fit."""

    urns: tuple[str, ...]
    sip_ids: tuple[str, ...]
    placed: int


def is_held(problem: AllocationProblem, need: SchoolNeed) -> bool:
    """Whether a school must stay with its SIP because of open work; not where that SIP is not among those to allocate:
    then somebody has to take the work over."""
    return bool(need.open_work) and need.sip_id in problem.offer


def why_blocked(problem: AllocationProblem, need: SchoolNeed) -> str:
    """Why nobody can be proposed for a school, whatever room there is; empty where somebody can."""
    locked = problem.locked.get(need.urn)
    if is_held(problem, need):
        bar = problem.bar(need.urn, need.sip_id)
        stays = f"{need.name} cannot change its SIP now ({need.open_work})"
        return f"{stays}, and {bar_words(problem.offer[need.sip_id], bar)}." if bar else ""
    if locked is None:
        return _nobody_may(problem, need)
    if locked not in problem.offer:
        return f"You have settled a SIP for {need.name} who is not among those to be allocated."
    bar, offer = problem.bar(need.urn, locked), problem.offer[locked]
    return f"You have settled {offer.name} for {need.name}, but {bar_words(offer, bar)}." if bar else ""


def why_no_room(problem: AllocationProblem, need: SchoolNeed) -> str:
    """Of a school that somebody could serve, and nobody has room for."""
    locked = problem.locked.get(need.urn)
    if locked and need.urn in problem.asked:
        return f"{need.name} is being asked about {problem.offer[locked].name}, who has no room for it."
    if locked:
        return f"You have settled {problem.offer[locked].name} for {need.name}, who has no room for it."
    return f"Nobody who may serve {need.name} has room for it."


def lacks(problem: AllocationProblem, crowded: Sequence[Rivals], left_out: Sequence[str]) -> tuple[str, ...]:
    """What is short, in a few sentences: of the schools that are `left_out` for want of room, and who competes."""
    half_days = sum(problem.need[urn].half_days for urn in left_out)
    have = "school has" if len(left_out) == 1 else "schools have"
    whole = f"{len(left_out)} {have} no SIP for want of room: {several(half_days, 'half-day')} too many."
    return (whole, *(_rivals_words(problem, one) for one in crowded))


def _rivals_words(problem: AllocationProblem, rivals: Rivals) -> str:
    needed = sum(problem.need[urn].half_days for urn in rivals.urns)
    schools = named([problem.need[urn].name for urn in rivals.urns])
    sips = named([problem.offer[sip_id].name for sip_id in rivals.sip_ids])
    need = "needs" if len(rivals.urns) == 1 else "need"
    return f"{schools} {need} {several(needed, 'half-day')} of {sips}, and there is room for {rivals.placed}."


def _nobody_may(problem: AllocationProblem, need: SchoolNeed) -> str:
    bars = [problem.bar(need.urn, one.sip_id) for one in problem.sips]
    if not bars:
        return f"There is no SIP to serve {need.name}."
    known = [bar_words(problem.offer[bar.sip_id], bar) for bar in bars if bar]
    return f"No SIP may serve {need.name}: {named(known)}." if len(known) == len(bars) else ""


def named(words: Sequence[str]) -> str:
    """A, B and C; of many the first, and how many others."""
    if len(words) <= _NAMED:
        return and_list(words)
    return f"{', '.join(words[:_NAMED])} and {len(words) - _NAMED} others"
