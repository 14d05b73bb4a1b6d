"""What allocations stand beside: one by hand, school by school, and CP-SAT told everything at once. For problems
without locks and open work, in which every school can have a SIP."""

from ortools.sat.python import cp_model

from handbook.allocation.points import points
from handbook.allocation.problem import AllocationProblem

Scores = dict[str, dict[str, int]]


def scores_of(problem: AllocationProblem) -> Scores:
    return {
        need.urn: {
            one.sip_id: points(problem, need, one) for one in problem.sips if problem.bar(need.urn, one.sip_id) is None
        }
        for need in problem.schools
    }


def weighed(problem: AllocationProblem, scores: Scores, pairs: dict[str, str]) -> int:
    return sum(problem.need[urn].weight * scores[urn][sip_id] for urn, sip_id in pairs.items())


def greedy(problem: AllocationProblem, scores: Scores) -> dict[str, str]:
    """The schools that weigh most first, each to the best SIP with room."""
    left = {one.sip_id: one.half_days for one in problem.sips}
    found: dict[str, str] = {}
    for need in sorted(problem.schools, key=lambda one: -one.weight):
        for sip_id in sorted(scores[need.urn], key=lambda one: -scores[need.urn][one]):
            if left[sip_id] >= need.half_days:
                left[sip_id] -= need.half_days
                found[need.urn] = sip_id
                break
    return found


def by_cp_sat(problem: AllocationProblem, scores: Scores, effort: float) -> tuple[dict[str, str], int, bool]:
    """The pairs, their worst score, and whether both the worst and the sum are proven; no pairs where none were found
    within the effort, for each of the two questions, in deterministic seconds."""
    model = cp_model.CpModel()
    chosen = {(urn, sip_id): model.new_bool_var("") for urn, own in scores.items() for sip_id in own}
    for urn, own in scores.items():
        model.add_exactly_one(chosen[urn, sip_id] for sip_id in own)
    for one in problem.sips:
        own = [
            need.half_days * chosen[need.urn, one.sip_id] for need in problem.schools if one.sip_id in scores[need.urn]
        ]
        model.add(sum(own) <= one.half_days)
    worst = model.new_int_var(0, 100, "")
    for urn, own in scores.items():
        model.add(sum(score * chosen[urn, sip_id] for sip_id, score in own.items()) >= worst)
    model.maximize(worst)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = effort
    first = solver.solve(model)
    if first not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}, 0, False
    least = solver.value(worst)
    for one in chosen.values():
        model.add_hint(one, solver.boolean_value(one))
    model.add(worst >= least)
    model.maximize(sum(problem.need[urn].weight * scores[urn][sip_id] * one for (urn, sip_id), one in chosen.items()))
    second = solver.solve(model)
    if second not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}, least, False
    pairs = {urn: sip_id for (urn, sip_id), one in chosen.items() if solver.boolean_value(one)}
    return pairs, least, first == second == cp_model.OPTIMAL
