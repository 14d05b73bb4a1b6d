"""Slots for one school over a half term, and a term's plan for a whole service, with the gap to the solver's bound and
beside it what planning by hand would come to. Pure computing: no external service is asked."""

import statistics
import sys
import time
from collections.abc import Mapping
from random import Random

from handbook.plans.plan import cost
from handbook.visits.slots.good_slots import good_slots
from planning.term_plan import plan_term
from tests.support.greedy import greedy
from tests.support.term import NOW, SPRING, a_busy_calendar, a_search, a_term


def measure() -> Mapping[str, float]:
    """Milliseconds and seconds; costs as `handbook.plans.plan.cost` counts them."""
    return {"slots_ms": _slots_ms(), **_plan("full", 200), **_plan("free", 20)}


def tell(found: Mapping[str, float]) -> None:
    out = sys.stdout.write
    out(f"Slots over a half term, two calendars of 200 events: {found['slots_ms']:.1f} ms (wanted: below 50)\n")
    for how in ("full", "free"):
        out(f"Term plan, 185 schools and 22 SIPs, {how} calendars: {found[f'{how}_plan_s']:.1f} s (wanted: below 30), ")
        out(f"{found[f'{how}_plan_cpu_s']:.1f} s of processor, ")
        out(f"{found[f'{how}_visits']:.0f} visits, cost {found[f'{how}_cost']:.0f}, ")
        out(f"gap to the bound {found[f'{how}_gap_percent']:.2f} %, by hand {found[f'{how}_by_hand']:.0f}\n")


def _plan(how: str, events: int) -> dict[str, float]:
    """Full calendars leave few possible half-days, free ones leave the solver more to choose from."""
    terms = a_term(events=events)
    began, taken = time.perf_counter(), time.process_time()
    plan = plan_term(terms)
    lasted, taken = time.perf_counter() - began, time.process_time() - taken
    by_hand = sum(cost(term, greedy(term)) for term in terms)
    if plan.cost > by_hand:
        raise RuntimeError(f"the plan costs {plan.cost}, and by hand it would cost {by_hand}")
    return {
        f"{how}_plan_s": round(lasted, 2),
        f"{how}_plan_cpu_s": round(taken, 2),
        f"{how}_visits": sum(len(one.lines) for one in plan.plans),
        f"{how}_cost": plan.cost,
        f"{how}_gap_percent": round(100 * plan.gap, 2),
        f"{how}_by_hand": by_hand,
    }


def _slots_ms() -> float:
    random = Random(7)
    sip = a_busy_calendar(random, SPRING[0].first_on, SPRING[0].last_on, 200)
    search = a_search(random, 1, sip, half_term=True)
    lasted: list[float] = []
    for _ in range(50):
        began = time.perf_counter()
        good_slots(search, NOW)
        lasted.append(1000 * (time.perf_counter() - began))
    return statistics.median(lasted)


if __name__ == "__main__":
    tell(measure())
