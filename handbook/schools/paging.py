"""One page of a long list. Pages follow each other by what stood last, so that what comes or goes meanwhile moves
nobody's page."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Generic, TypeVar

T = TypeVar("T")

ROWS: Final = 8
COUNTED_AT_MOST: Final = 2_500
"""Of how many it is counted how many are like what is looked for, where that is to be asked of the records."""
_TOGETHER: Final = 500
"""Of how many the records are asked at once."""

Key = tuple[str, str]
Keep = Callable[[Sequence[T]], Sequence[T]]
"""Which of some are kept, asked of the records."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`total` is None where it was not counted."""

    shown: tuple[T, ...]
    has_before: bool
    has_after: bool
    total: int | None


def page_of(
    candidates: Sequence[T],
    key_of: Callable[[T], Key],
    keep: Keep[T] | None,
    after: Key | None,
    before: Key | None,
    rows: int = ROWS,
) -> Page[T]:
    """Of what is in the order of its keys. `keep` is asked about some at a time: of all where they are few, else of as
    many as fill one page."""
    if keep is not None and len(candidates) <= COUNTED_AT_MOST:
        candidates, keep = tuple(_kept(candidates, keep)), None
    keys = [key_of(one) for one in candidates]
    total = len(candidates) if keep is None else None
    at = bisect_left(keys, before) if before is not None else 0
    found = list(islice(_kept(candidates[:at][::-1], keep), rows + 1))
    if found:
        return Page(tuple(reversed(found[:rows])), len(found) > rows, has_after=True, total=total)
    at = bisect_right(keys, after) if after is not None else 0
    found = list(islice(_kept(candidates[at:], keep), rows + 1))
    return Page(tuple(found[:rows]), at > 0, len(found) > rows, total)


def _kept(candidates: Sequence[T], keep: Keep[T] | None) -> Iterator[T]:
    for first in range(0, len(candidates), _TOGETHER):
        some = candidates[first : first + _TOGETHER]
        yield from some if keep is None else keep(some)
