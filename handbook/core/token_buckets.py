"""How much one sender may do at once and a minute, counted in memory. Time is passed in, in seconds."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

MOST_SENDERS: Final = 10_000
"""Held at once of one kind; whoever was heard of longest ago is forgotten first, and begins anew."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`at_once` after a pause, and then `a_minute`."""

    at_once: int
    a_minute: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether there was one left. If not, how many seconds to wait; `begins_flood` with the first that was refused
    since the sender had last paused for long enough."""

    is_given: bool
    wait: int = 0
    begins_flood: bool = False


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    is_flood: bool = False


@dataclass(frozen=True, slots=True)
class PersonRates:
    """Of one person. Cards that refresh themselves are counted apart from presses, at the same rate."""

    presses: Rate
    words: Rate
    files: Rate
    searches: Rate


class TokenBuckets:
    """One for each sender. What one of them uses up is nobody else's."""

    def __init__(self, rate: Rate, most: int = MOST_SENDERS) -> None:
        self._rate = rate
        self._most = most
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, sender: str, now: float) -> Taken:
        """One of the sender's. A clock that is set back gives nothing and takes nothing."""
        bucket = self._filled(sender, now)
        if bucket.left >= 1:
            bucket.left -= 1
            return Taken(is_given=True)
        begins, bucket.is_flood = not bucket.is_flood, True
        wait = (1 - bucket.left) * 60 / self._rate.a_minute
        return Taken(is_given=False, wait=max(1, round(wait + 0.5)), begins_flood=begins)

    def _filled(self, sender: str, now: float) -> _Bucket:
        bucket = self._buckets.setdefault(sender, _Bucket(self._rate.at_once, now))
        self._buckets.move_to_end(sender)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        bucket.left += max(0.0, now - bucket.at) * self._rate.a_minute / 60
        bucket.at = now
        if bucket.left >= self._rate.at_once:
            bucket.left, bucket.is_flood = self._rate.at_once, False
        return bucket
