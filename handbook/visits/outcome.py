"""After a visit: it was held, and the database is debited; or it was not, why, and it can be sought anew (V1, V2)."""

from dataclasses import dataclass
from datetime import datetime

from handbook.core.people import Person
from handbook.core.refusal import Refused, allows
from handbook.visits.dossier import VisitDossier
from handbook.visits.moves import VisitMove, check_move, moved_on
from handbook.visits.visit import Visit
from handbook.visits.words import needed_words


@dataclass(frozen=True, slots=True)
class SayHeld:
    """The SIP says that the visit took place."""

    visit_id: str
    version: int


@dataclass(frozen=True, slots=True)
class SayNotHeld:
    """The SIP says why it did not."""

    visit_id: str
    version: int
    reason: str


def check_may_say(dossier: VisitDossier, person: Person, version: int, move: VisitMove, now: datetime) -> None:
    """Raises Refused unless this SIP may say now whether the visit was held: from its beginning on."""
    visit = dossier.visit
    if person.id != visit.sip_id:
        raise Refused("not_yours", "Only the SIP whose visit it is can say whether it was held.", "V2")
    check_move(visit, move, version)
    if visit.half_day is None or now < visit.half_day.starts_at:
        raise Refused("not_now", "This visit is still to come. If it will not take place, move or cancel it.", "V2")


def may_say(dossier: VisitDossier, person: Person, now: datetime) -> bool:
    return allows(lambda: check_may_say(dossier, person, dossier.visit.version, VisitMove.HOLD, now))


def held(dossier: VisitDossier, command: SayHeld, person: Person, now: datetime) -> Visit:
    """The database counts it from now on. Raises Refused."""
    check_may_say(dossier, person, command.version, VisitMove.HOLD, now)
    return moved_on(dossier.visit, VisitMove.HOLD, reason="")


def not_held(dossier: VisitDossier, command: SayNotHeld, person: Person, now: datetime) -> Visit:
    """Nothing is debited. Raises Refused."""
    check_may_say(dossier, person, command.version, VisitMove.NOT_HOLD, now)
    reason = needed_words(command.reason, "Please write why the visit was not held.")
    return moved_on(dossier.visit, VisitMove.NOT_HOLD, reason=reason, reason_by_id=person.id)


def waits_for_an_answer(visit: Visit, now: datetime) -> bool:
    """Whether the SIP should be asked: the visit is over, and nobody has said."""
    return visit.stands and visit.half_day is not None and visit.half_day.ends_at <= now
