"""What is typed about visits: book, my visits, our visits, ofsted. The answer is live cards."""

from collections.abc import Mapping
from typing import Final

from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.engine.standing_in import for_covered
from automations.visits.cards import VisitKind, book_about, ofsted_question_about, visits_about
from handbook.core.people import Person, Role
from store.unit_of_work import UnitOfWork

BOOK: Final = "book"
OFSTED: Final = "ofsted"
VISITS: Final = frozenset(("my visits", "our visits"))
SYNONYMS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("visits", "visit", "my visit", "our visit", "next visit", "when is my next visit"), "my visits"),
    **dict.fromkeys(("ofsted have called", "ofsted has called", "ofsted called", "ofsted are coming"), OFSTED),
    **dict.fromkeys(("ofsted is coming", "we have ofsted", "inspection", "we have an inspection"), OFSTED),
    **dict.fromkeys(("book a visit", "book visit", "booking", "arrange a visit"), BOOK),
}


def book_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words != BOOK or not person.is_a(Role.SIP):
        return None
    own = send_card(VisitKind.BOOK, person.id, book_about(person.id), 0, message_id)
    return [own, *for_covered(uow, person, "book", message_id, Role.SIP)]


def ofsted_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """One question for each school of the headteacher; a SIP may act as one."""
    covered = for_covered(uow, person, "ofsted", message_id, Role.HEADTEACHER) if words == OFSTED else []
    if words != OFSTED or (not person.is_a(Role.HEADTEACHER) and not covered):
        return None
    own = [
        send_card(VisitKind.OFSTED_QUESTION, person.id, ofsted_question_about(school.urn), 0, message_id)
        for school in uow.roster.schools()
        if school.headteacher_id == person.id
    ]
    return [*own, *covered]


def visits_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words not in VISITS or not person.is_a(Role.SIP, Role.HEADTEACHER):
        return None
    own = send_card(VisitKind.VISITS, person.id, visits_about(person.id), 0, message_id)
    return [own, *for_covered(uow, person, "visits", message_id, Role.SIP, Role.HEADTEACHER)]
