"""What the clock does about an allocation that somebody has not answered (A1, A3) may come too late."""

from handbook.core.refusal import Refused


def check_waits(*, is_waiting: bool, is_new: bool) -> None:
    """Raises Refused where the clock comes too late: it was answered, or another clock came first."""
    if not is_waiting or not is_new:
        raise Refused("stale", "That is no longer needed.")
