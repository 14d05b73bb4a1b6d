"""A booked visit for whose day the SIP's checks are not current is put off in time, and everybody is told (C1)."""

from dataclasses import dataclass
from datetime import date

from handbook.core.refusal import Refused, allows
from handbook.visits.checks import check_may_visit
from handbook.visits.dossier import VisitDossier
from handbook.visits.moves import MOVES, VisitMove, check_move, moved_on
from handbook.visits.visit import Visit

NO_CHECKS = "The checks on the SIP are not on record for that day."


@dataclass(frozen=True, slots=True)
class PutOffForChecks:
    """A command of the clock. `version` is the visit's."""

    visit_id: str
    version: int


def is_without_checks(dossier: VisitDossier, days_before: int, today: date) -> bool:
    """Whether the day of a visit that stands is so many school days away or nearer, and is one without current checks.
    Where the term dates are not known, only a day that has come is near."""
    visit, half_day = dossier.visit, dossier.visit.half_day
    if half_day is None or (visit.status, VisitMove.PUT_OFF) not in MOVES or half_day.on < today:
        return False
    left = dossier.calendar.school_days_between(today, half_day.on)
    is_near = left <= days_before if left is not None else half_day.on == today
    return is_near and not allows(lambda: check_may_visit(dossier.checks, dossier.sip, half_day.on))


def put_off_for_checks(
    dossier: VisitDossier, command: PutOffForChecks, days_before: int, today: date
) -> tuple[Visit, str]:
    """The visit, for which another half-day is sought, and the sentence that all hear. Raises Refused where it has
    moved on, or the checks were renewed."""
    visit = dossier.visit
    check_move(visit, VisitMove.PUT_OFF, command.version)
    if visit.half_day is None or not is_without_checks(dossier, days_before, today):
        raise Refused("stale", "The checks are current for that day.", "C1")
    what = f"{dossier.sip.name}’s visit to {dossier.school.full_name} on {visit.half_day.words} is put off"
    why = "the trust’s checks on the SIP are not on record for that day. I look for another half-day once they are"
    after = moved_on(visit, VisitMove.PUT_OFF, half_day=None, before=None, event_id="", reason=NO_CHECKS)
    return after, f"{what}: {why}."
