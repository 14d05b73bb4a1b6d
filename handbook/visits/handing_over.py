"""A visit goes with the office, like a report. The headteacher's part passes on as it stands; a SIP who comes has a
calendar of their own, so that the day of a visit to come is sought anew in it (V2)."""

from dataclasses import replace
from datetime import datetime

from handbook.core.holders import FormerHolder
from handbook.core.people import Role
from handbook.visits.moves import MOVES, VisitMove, moved_on
from handbook.visits.purposes import ExtraVisit
from handbook.visits.visit import Visit

NEW_SIP = "The school has another School Improvement Partner now."


def parts_of_office(visit: Visit) -> tuple[Role, ...]:
    """Those that pass on with the office: an extra service was bought from one SIP (AS1)."""
    return (Role.HEADTEACHER,) if isinstance(visit.purpose, ExtraVisit) else (Role.SIP, Role.HEADTEACHER)


def handed_over(visit: Visit, part: Role, new_id: str, now: datetime) -> Visit:
    """The visit with its SIP or headteacher of now; as it is where they have it already, and where that part is nobody
    else's."""
    old_id = visit.sip_id if part is Role.SIP else visit.headteacher_id
    if new_id == old_id or part not in parts_of_office(visit):
        return visit
    former = (*visit.former, FormerHolder(part, old_id, now))
    if part is Role.HEADTEACHER:
        return replace(visit, headteacher_id=new_id, former=former)
    after = replace(visit, sip_id=new_id, former=former)
    if (visit.status, VisitMove.HAND_ON) not in MOVES:
        return after
    if has_begun(visit, now):  # its entry stands in the calendar of who came
        return replace(after, event_id="")
    return moved_on(after, VisitMove.HAND_ON, half_day=None, before=None, event_id="", slots=(), reason=NEW_SIP)


def has_begun(visit: Visit, now: datetime) -> bool:
    return visit.half_day is not None and visit.half_day.starts_at <= now
