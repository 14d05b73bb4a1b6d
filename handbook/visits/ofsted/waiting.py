"""Whom a call of Ofsted waits for (O2): the SIP who is asked to come, the headteacher about the visits of that week."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from handbook.core.british_time import london_date
from handbook.visits.ofsted.call import OfstedCall, to_choose
from handbook.visits.visit import Visit


class CallWaits(StrEnum):
    ANSWER = "answer"
    CHOICE = "choice"


def call_waits(call: OfstedCall, visits: Iterable[Visit], now: datetime) -> tuple[CallWaits, ...]:
    """Until the SIP would have to be there, and until the inspection begins: then what is in the diary stands."""
    asked = call.wanted is not None and call.comes is None and call.wanted.starts_at > now
    chooses = call.first_on >= london_date(now) and bool(to_choose(call, visits))
    return (*([CallWaits.ANSWER] if asked else []), *([CallWaits.CHOICE] if chooses else []))
