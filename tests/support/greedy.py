"""How somebody would plan a term by hand: the school with the fewest half-days first, each where it costs least now."""

from handbook.core.half_days import HalfDay
from handbook.plans.plan import PlanLine, SipTerm, Wanted, can_share_a_day, cost, week_of


def greedy(term: SipTerm) -> tuple[PlanLine, ...]:
    lines: tuple[PlanLine, ...] = ()
    for school in sorted(term.wanted, key=lambda one: (len(one.possible), one.urn)):
        fitting = [one for one in school.possible if fits(term, lines, school, one)]
        if fitting:
            best = min(fitting, key=lambda one: (cost(term, (*lines, PlanLine(school.urn, one))), one))
            lines = (*lines, PlanLine(school.urn, best))
    return lines


def fits(term: SipTerm, lines: tuple[PlanLine, ...], school: Wanted, at: HalfDay) -> bool:
    """Whether the hard constraints hold with this visit too; a second opinion on the model's."""
    schools = {one.urn: one for one in term.wanted}
    week = [line.half_day for line in lines] + [one.half_day for one in term.standing]
    if sum(week_of(one.on) == week_of(at.on) for one in week) >= term.weekly_at_most:
        return False
    return all(
        line.half_day.half is not at.half and can_share_a_day(term.travel, school, at, schools[line.urn], line.half_day)
        for line in lines
        if line.half_day.on == at.on
    )
