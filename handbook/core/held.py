"""A decision whose effects leave the house is held for a while, so that whoever took it can take it back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handbook.core.british_time import time_words
from handbook.core.refusal import Refused

TAKE_BACK_FOR: Final = timedelta(minutes=10)


class HeldEnd(StrEnum):
    """What became of a decision that was held. `not_done`: when its time came, a rule did not allow it any more."""

    GONE_OUT = "gone_out"
    TAKEN_BACK = "taken_back"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class HeldDecision:
    """`verb` and `values` (JSON) are the button that was pressed, `about` the record that it is about and `called` what
    people call that; `person_id` pressed it. Nothing is decided before `due_at`: until then the record stands as it
    did. `reason` says why it was not done."""

    id: str
    verb: str
    values: str
    about: str
    called: str
    person_id: str
    route: str
    pressed_at: datetime
    due_at: datetime
    ended: HeldEnd | None = None
    ended_at: datetime | None = None
    reason: str = ""
    revision: int = 0


def ended(held: HeldDecision, end: HeldEnd, now: datetime, values: str, reason: str = "") -> HeldDecision:
    """It is held no more; of its `values` only these are kept."""
    return replace(held, ended=end, ended_at=now, reason=reason, values=values)


def check_may_take_back(held: HeldDecision, instead: str) -> None:
    """Raises Refused where there is nothing left to be taken back; `instead` says what can be done then."""
    if held.ended is None or held.ended_at is None:
        return
    at = time_words(held.ended_at)
    if held.ended is HeldEnd.GONE_OUT:
        raise Refused("gone_out", f"It went out at {at}, so it can no longer be taken back. {instead}")
    if held.ended is HeldEnd.TAKEN_BACK:
        raise Refused("not_now", f"It was taken back at {at} already.")
    raise Refused("not_now", f"It was not done: {held.reason}")
