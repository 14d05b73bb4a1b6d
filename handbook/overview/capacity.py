"""Whether a SIP has more than they said that they can take on (A2)."""

from handbook.sip_team.record import Capacity


def over_capacity(capacity: Capacity, schools: int, half_days: int) -> str:
    """In what they have too much, in words; empty where they have not, or have said nothing."""
    found = (
        _over(schools, capacity.schools, "schools"),
        _over(half_days, capacity.half_days_a_year, "half-days this year"),
    )
    return " and ".join(words for words in found if words)


def _over(has: int, at_most: int | None, what: str) -> str:
    return f"{has} {what}, {at_most} at most" if at_most is not None and has > at_most else ""
