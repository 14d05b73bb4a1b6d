"""A date for every outstanding visit of a term at once. Each school has one SIP, so that the service's plan falls into
as many small ones, two of which are looked for at a time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from handbook.plans.plan import Constraint, SipPlan, SipTerm, TermPlan, cost, within_term
from handbook.plans.words import complaints
from planning.sip_model import SipModel

EFFORT: Final = 0.5
"""Deterministic seconds that a SIP's plan is looked for at most."""
_AT_ONCE: Final = 2
_TO_BLAME: Final = (
    (Constraint.WEEK, frozenset((Constraint.WEEK,))),
    (Constraint.TRAVEL, frozenset((Constraint.TRAVEL,))),
    (Constraint.WEEK_AND_TRAVEL, frozenset((Constraint.WEEK, Constraint.TRAVEL))),
)


def plan_term(terms: Sequence[SipTerm], effort: float = EFFORT) -> TermPlan:
    """A plan for each, in the order given; the same for the same terms, whatever the machine does meanwhile."""
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return TermPlan(tuple(threads.map(partial(plan_sip, effort=effort), terms)))


def plan_sip(term: SipTerm, effort: float = EFFORT) -> SipPlan:
    """The visits of one SIP. Schools that cannot be placed are left out, with the constraint that is to blame: the
    first without which all could be placed."""
    inner = within_term(term)
    lines, bound = SipModel(inner).solve(effort)
    left_out = _left_out(term, {line.urn for line in lines})
    if left_out and inner != term:  # nothing else is left than the first or last days of the term
        lines, bound = SipModel(term).solve(effort)
        left_out = _left_out(term, {line.urn for line in lines})
    blame = _blame(term, effort) if left_out else None
    return SipPlan(term.sip_id, lines, cost(term, lines), bound, complaints(term, blame, left_out), blame)


def _left_out(term: SipTerm, placed: set[str]) -> frozenset[str]:
    return frozenset(one.urn for one in term.wanted if one.possible and one.urn not in placed)


def _blame(term: SipTerm, effort: float) -> Constraint:
    for constraint, without in _TO_BLAME:
        lines, _ = SipModel(term, without).solve(effort)
        if not _left_out(term, {line.urn for line in lines}):
            return constraint
    return Constraint.HALF_DAY
