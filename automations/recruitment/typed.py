"""What is typed about applications: `applications`, and by whoever applies `apply` or `my application`."""

from collections.abc import Mapping
from typing import Final

from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.recruitment.loading import ApplicationKind, application_about, applications_about
from cards.recruitment.list import concerns
from handbook.core.people import Person
from handbook.recruitment.writing import standing
from store.unit_of_work import UnitOfWork

LIST: Final = frozenset(("applications",))
SYNONYMS: Final[Mapping[str, str]] = dict.fromkeys(
    ("become a sip", "i want to become a sip", "how do i become a sip", "apply to become a sip"), "apply"
)
OWN: Final = frozenset(("apply", "my application"))


def applications_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """The list; and to who applies their own: the one that is open, or the last."""
    if words not in LIST | OWN:
        return None
    if words in OWN:
        own = uow.applications.of_person(person)
        one = standing(own) or (own[-1] if own and words == "my application" else None)
        if one is not None:
            return [
                send_card(ApplicationKind.APPLICATION, person.id, application_about(one.id), one.version, message_id)
            ]
    if not concerns(person):
        return None
    return [send_card(ApplicationKind.APPLICATIONS, person.id, applications_about(person.id), 0, message_id)]
