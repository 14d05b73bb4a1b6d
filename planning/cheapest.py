"""The cheapest pairs, by whichever way suits what schools need."""

from planning.by_flow import cheapest_flow
from planning.by_packing import cheapest_packing
from planning.pairing import Chosen, Pairing, Pairs


def cheapest(pairing: Pairing, effort: float, known: Chosen | None = None) -> Pairs:
    """A flow where all schools need the same; otherwise they are packed, within the effort."""
    sizes = set(pairing.sizes)
    if not sizes:
        return Pairs((), 0, 0)
    return cheapest_flow(pairing, sizes.pop()) if len(sizes) == 1 else cheapest_packing(pairing, effort, known)
