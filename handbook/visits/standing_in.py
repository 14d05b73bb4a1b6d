"""Both names on a visit where a deputy did something about it."""

from dataclasses import replace
from datetime import datetime

from handbook.core.done_by import DoneBy
from handbook.visits.visit import Visit


def signed(before: Visit, after: Visit, holder_id: str, deputy_id: str, now: datetime) -> Visit:
    """The visit after a person changed it: in whose name, and by whom where that was a deputy."""
    asked = after.asked
    if asked is not None and asked != before.asked:
        asked = replace(asked, deputy_id=deputy_id)
    wrote = deputy_id if after.reason != before.reason else before.reason_deputy_id
    if before.asked is not None and after.asked is None and after.reason_by_id == before.asked.by_id != holder_id:
        wrote = before.asked.deputy_id  # what the other side had asked for is agreed to
    done_by = DoneBy(holder_id, deputy_id, now) if deputy_id else None
    return replace(after, asked=asked, reason_deputy_id=wrote, done_by=done_by)
