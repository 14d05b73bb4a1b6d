"""SIPs for a whole trust at once, with what is proven; beside it, in the same run, what it would be by hand and what
CP-SAT makes of it when it is told everything at once. Pure computing: no external service is asked."""

import sys
import time
from collections.abc import Mapping
from typing import Final

from planning.allocation import allocate
from tests.bench.own_process import taken
from tests.support.allocation import a_trust
from tests.support.allocation_baselines import by_cp_sat, greedy, scores_of, weighed

TRUSTS: Final = {"usual": (185, 22), "different": (185, 22), "big": (1850, 220)}
SIZES: Final = {"different": (6, 10, 14)}
"""Half-days that schools need where they do not all need the same."""
EFFORT: Final = 5.0
"""Deterministic seconds that CP-SAT has for each of its two questions."""
_TRUST: Final = "from tests.support.allocation import a_trust; trust = a_trust({}, {}, open_work=False)"
_OURS: Final = "; from planning.allocation import allocate; allocate(trust)"
_CP_SAT: Final = (
    "; from tests.support.allocation_baselines import by_cp_sat, scores_of; by_cp_sat(trust, scores_of(trust), {})"
)


def measure() -> Mapping[str, float]:
    """Seconds by the clock and of processor, points, and MB that a process needs beside the trust itself. Open work is
    left aside, of which the baselines know nothing."""
    found: dict[str, float] = {}
    allocate(a_trust(9, 3))  # the solver is loaded once, and that is not counted here
    for name, (schools, sips) in TRUSTS.items():
        trust = a_trust(schools, sips, sizes=SIZES.get(name, (10,)), open_work=False)
        began, used = time.perf_counter(), time.process_time()
        ours = allocate(trust)
        found[f"{name}_cpu_s"] = round(time.process_time() - used, 2)
        found[f"{name}_s"] = round(time.perf_counter() - began, 2)
        found |= {f"{name}_worst": ours.worst or 0, f"{name}_value": ours.value, f"{name}_left_out": len(ours.left_out)}
        found |= {f"{name}_gap_percent": round(100 * ours.gap, 3), f"{name}_is_best": ours.is_best}
        if name in SIZES or name == "usual":
            found |= _baselines(name, schools, sips)
    for name in ("usual", "big"):
        trust = _TRUST.format(*TRUSTS[name])
        found[f"{name}_mb"] = round(taken(trust + _OURS).mb - taken(trust).mb)
    trust = _TRUST.format(*TRUSTS["usual"])
    found["usual_cp_sat_mb"] = round(taken(trust + _CP_SAT.format(EFFORT)).mb - taken(trust).mb)
    return found


def _baselines(name: str, schools: int, sips: int) -> dict[str, float]:
    trust = a_trust(schools, sips, sizes=SIZES.get(name, (10,)), open_work=False)
    scores = scores_of(trust)
    by_hand = greedy(trust, scores)
    used = time.process_time()
    pairs, worst, is_proven = by_cp_sat(trust, scores, EFFORT)
    return {
        f"{name}_cp_sat_cpu_s": round(time.process_time() - used, 2),
        f"{name}_cp_sat_worst": worst,
        f"{name}_cp_sat_value": weighed(trust, scores, pairs),
        f"{name}_cp_sat_is_best": is_proven,
        f"{name}_by_hand_left_out": schools - len(by_hand),
        f"{name}_by_hand_worst": min(scores[urn][sip_id] for urn, sip_id in by_hand.items()),
        f"{name}_by_hand_value": weighed(trust, scores, by_hand),
    }


def tell(found: Mapping[str, float]) -> None:
    out = sys.stdout.write
    for name, (schools, sips) in TRUSTS.items():
        wanted = 60 if name == "big" else 2
        needs = ", which need 6, 10 or 14 half-days" if name in SIZES else ""
        proof = "the best" if found[f"{name}_is_best"] else f"gap {found[f'{name}_gap_percent']:.2f} %"
        out(f"Allocation of {schools} schools{needs} to {sips} SIPs: {found[f'{name}_s']:.2f} s (wanted: {wanted}), ")
        out(f"{found[f'{name}_cpu_s']:.2f} s of processor, {proof}, worst match {found[f'{name}_worst']:.0f}, ")
        out(f"sum {found[f'{name}_value']:.0f}, {found[f'{name}_left_out']:.0f} left out\n")
        if f"{name}_cp_sat_worst" in found:
            best = "proven" if found[f"{name}_cp_sat_is_best"] else "not proven"
            out(f"  beside it CP-SAT told everything: {found[f'{name}_cp_sat_cpu_s']:.2f} s of processor, {best}, ")
            out(f"worst {found[f'{name}_cp_sat_worst']:.0f}, sum {found[f'{name}_cp_sat_value']:.0f}; by hand: ")
            out(f"worst {found[f'{name}_by_hand_worst']:.0f}, sum {found[f'{name}_by_hand_value']:.0f}, ")
            out(f"{found[f'{name}_by_hand_left_out']:.0f} left out\n")
    out(f"Memory of an allocation: {found['usual_mb']:.0f} MB, of the big one {found['big_mb']:.0f} MB, ")
    out(f"of CP-SAT told everything {found['usual_cp_sat_mb']:.0f} MB\n")


if __name__ == "__main__":
    tell(measure())
