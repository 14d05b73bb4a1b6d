"""What is typed about visits: book, my visits, our visits, ofsted. The answer is live cards."""

from typing import Final

from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.visits.cards import VisitKind, book_about, ofsted_question_about, visits_about
from handbook.core.people import Person, Role
from store.unit_of_work import UnitOfWork

BOOK: Final = "book"
OFSTED: Final = "ofsted"
VISITS: Final = frozenset(("my visits", "our visits"))


def book_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words != BOOK or person.role is not Role.SIP:
        return None
    return [send_card(VisitKind.BOOK, person.id, book_about(person.id), 0, message_id)]


def ofsted_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """One question for each school of the headteacher."""
    if words != OFSTED or person.role is not Role.HEADTEACHER:
        return None
    return [
        send_card(VisitKind.OFSTED_QUESTION, person.id, ofsted_question_about(school.urn), 0, message_id)
        for school in uow.roster.schools()
        if school.headteacher_id == person.id
    ]


def visits_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words not in VISITS or person.role not in (Role.SIP, Role.HEADTEACHER):
        return None
    return [send_card(VisitKind.VISITS, person.id, visits_about(person.id), 0, message_id)]
