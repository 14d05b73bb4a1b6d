"""A visit as a calendar file: for whoever keeps a calendar that the service cannot write into (V2)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from handbook.core.people import Person
from handbook.core.refusal import Refused, allows
from handbook.visits.dossier import VisitDossier

LINK_LASTS: Final = timedelta(hours=24)
"""How long somebody who asked for a file can fetch it."""


@dataclass(frozen=True, slots=True)
class AskForCalendarFile:
    """Somebody wants a visit, or all of theirs where no id is given, as a file."""

    visit_id: str = ""


def check_may_have_file(dossier: VisitDossier, person: Person) -> None:
    """Raises Refused unless the visit is this person's, and has a day to be written down."""
    if person.id not in (dossier.visit.sip_id, dossier.visit.headteacher_id):
        raise Refused("not_yours", "That visit is not one of yours.")
    if dossier.visit.half_day is None:
        raise Refused("not_now", "This visit has no day yet, so there is nothing to download.")


def may_have_file(dossier: VisitDossier, person: Person) -> bool:
    return allows(lambda: check_may_have_file(dossier, person))
