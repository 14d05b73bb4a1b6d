"""What a button about visits is answered with: the card that it stands on, as it now is."""

from automations.card_kinds import Card, Kind, draw, visit_about, visits_about
from automations.desk import Sight
from automations.front_door import Click
from automations.telling import digest
from cards.visit_actions import ShowVisits
from handbook.people import Person
from handbook.visit_booking import SeekVisit
from handbook.visit_calendar_file import AskForCalendarFile
from store.cards_sent import CardSent
from store.ledger import Ledger


def visit_answer(books: Ledger, command: object, viewer: Person, sight: Sight, click: Click) -> Card:
    """Raises Refused where there is nothing to be shown."""
    copy = _copy(books, viewer, click)
    if copy is not None:
        return draw(books, Kind(copy.kind), copy.about, viewer, copy.version, sight)
    if isinstance(command, ShowVisits) or command == AskForCalendarFile():
        return draw(books, Kind.VISITS, visits_about(viewer.id), viewer, 0, sight)
    return draw(books, Kind.VISIT, visit_about(getattr(command, "visit_id", "")), viewer, 0, sight)


def turned_into_a_visit(books: Ledger, command: SeekVisit, viewer: Person, sight: Sight, click: Click) -> Card:
    """The card to book with becomes that of the visit which it began, in this chat and in the ledger."""
    begun = books.visits.sought(command.urn, command.year, command.purpose, viewer.id)
    about = visit_about(begun.id if begun else "")
    card = draw(books, Kind.VISIT, about, viewer, 0, sight)
    copy = _copy(books, viewer, click)
    if copy is not None:
        books.cards.becomes(copy.key, Kind.VISIT, about, digest(card))
    return card


def has_become_a_visit(books: Ledger, viewer: Person, click: Click) -> bool:
    """Whether the card to book with was pressed before: then nothing is sought once more."""
    copy = _copy(books, viewer, click)
    return copy is not None and copy.kind == Kind.VISIT


def _copy(books: Ledger, viewer: Person, click: Click) -> CardSent | None:
    where = click.message
    copy = books.cards.at(where.conversation_id, where.activity_id) if where else None
    return copy if copy is not None and copy.person_id == viewer.id else None
