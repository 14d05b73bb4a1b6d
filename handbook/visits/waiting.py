"""Whom a visit waits for, and since when: nothing about it lapses because somebody is silent (V2, G2)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from handbook.core.people import Role
from handbook.visits.governors_feedback import NOTHING_OFFERED
from handbook.visits.outcome import waits_for_an_answer
from handbook.visits.visit import STANDING, Visit, VisitStatus


class WaitsFor(StrEnum):
    """What somebody is reminded of."""

    OFFER = "offer"
    PICK = "pick"
    CHANGE = "change"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class VisitWaits:
    """`since` is None where the record does not say it; another `mark` is another matter, of which reminders begin
    anew."""

    what: WaitsFor
    part: Role
    mark: str
    since: datetime | None = None


_ASKED: Final = (VisitStatus.MOVE_ASKED, VisitStatus.CANCEL_ASKED)
WAITING: Final = (*NOTHING_OFFERED, VisitStatus.PROPOSED, *STANDING)
"""Where a visit stands that may wait for somebody."""


def waits_for(visit: Visit, now: datetime) -> VisitWaits | None:
    """Whom a visit waits for now; None where that is nobody, or the service."""
    if waits_for_an_answer(visit, now):
        since = visit.half_day.ends_at if visit.half_day else None
        return VisitWaits(WaitsFor.OUTCOME, Role.SIP, f"outcome v{visit.version}", since)
    if visit.status is VisitStatus.PROPOSED:
        return VisitWaits(WaitsFor.PICK, Role.HEADTEACHER, f"pick {visit.offered_at}", visit.offered_at)
    if visit.status in _ASKED and visit.asked is not None:
        by_sip = visit.is_of(Role.SIP, visit.asked.by_id)
        part = Role.HEADTEACHER if by_sip else Role.SIP
        return VisitWaits(WaitsFor.CHANGE, part, f"change {visit.asked.at}", visit.asked.at)
    if visit.status in NOTHING_OFFERED:
        since = visit.wished_at if visit.offered_at is None else None
        return VisitWaits(WaitsFor.OFFER, Role.SIP, f"offer {visit.offered_at}", since)
    return None
