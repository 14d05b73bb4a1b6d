"""OR-Tools' min-cost flow, in whole numbers: exact, with one thread and no chance, so the same on every machine."""


class CheapestFlow:
    """What is supplied at some nodes goes along arcs to where it is wanted, at the least cost."""

    def __init__(self) -> None:
        from ortools.graph.python import min_cost_flow  # noqa: PLC0415 - takes 30 MB: only where SIPs are allocated

        self._flow = min_cost_flow.SimpleMinCostFlow()

    def arc(self, start: int, end: int, capacity: int, cost: int) -> int:
        """The new arc's number. `cost` is that of each unit."""
        return self._flow.add_arc_with_capacity_and_unit_cost(start, end, capacity, cost)

    def supply(self, node: int, units: int) -> None:
        """Below nought where units are wanted."""
        self._flow.set_node_supply(node, units)

    def solve(self) -> int:
        """What the cheapest flow costs. Raises RuntimeError where there is none."""
        status = self._flow.solve()  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - no stub
        if status != self._flow.OPTIMAL:
            raise RuntimeError("there is no flow")
        return self._flow.optimal_cost()

    def units(self, arc: int) -> int:
        return self._flow.flow(arc)
