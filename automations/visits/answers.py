"""What a button about visits is answered with: the card that it stands on, as it now is."""

from automations.engine.card_registry import Card, Kind, draw, ofsted_about, visit_about, visits_about
from automations.engine.clicked_card import copy_pressed
from automations.engine.command_bus import Sight
from automations.engine.inbound_port import Click
from automations.engine.notifications import digest
from cards.visits.actions import ShowOfstedCall, ShowVisits
from handbook.core.people import Person
from handbook.visits.booking import SeekVisit
from handbook.visits.calendar_file import AskForCalendarFile
from handbook.visits.ofsted_call import (
    AnswerOfstedCall,
    AskSipToCome,
    KeepThroughOfsted,
    PutOffForOfsted,
    TellOfstedCalled,
)
from store.ledger import Ledger

_ABOUT_CALLS = (KeepThroughOfsted, PutOffForOfsted, AskSipToCome, AnswerOfstedCall, ShowOfstedCall)


def visit_answer(books: Ledger, command: object, viewer: Person, sight: Sight, click: Click) -> Card:
    """Raises Refused where there is nothing to be shown."""
    copy = copy_pressed(books, viewer, click)
    if copy is not None:
        return draw(books, Kind(copy.kind), copy.about, viewer, copy.version, sight)
    if isinstance(command, _ABOUT_CALLS):
        return draw(books, Kind.OFSTED, ofsted_about(command.call_id), viewer, 0, sight)
    if isinstance(command, ShowVisits) or command == AskForCalendarFile():
        return draw(books, Kind.VISITS, visits_about(viewer.id), viewer, 0, sight)
    return draw(books, Kind.VISIT, visit_about(getattr(command, "visit_id", "")), viewer, 0, sight)


def turned_into(
    books: Ledger, command: SeekVisit | TellOfstedCalled, viewer: Person, sight: Sight, click: Click
) -> Card:
    """The card that asked becomes that of the visit or call which it began, in this chat and in the ledger."""
    kind, about = _begun(books, command, viewer)
    card = draw(books, kind, about, viewer, 0, sight)
    copy = copy_pressed(books, viewer, click)
    if copy is not None:
        books.cards.becomes(copy.key, kind, about, digest(card))
    return card


def has_turned(books: Ledger, viewer: Person, click: Click) -> bool:
    """Whether the card that asked was pressed before: then nothing is begun once more."""
    copy = copy_pressed(books, viewer, click)
    return copy is not None and copy.kind in (Kind.VISIT, Kind.OFSTED)


def _begun(books: Ledger, command: SeekVisit | TellOfstedCalled, viewer: Person) -> tuple[Kind, str]:
    if isinstance(command, SeekVisit):
        visit = books.visits.sought(command.urn, command.year, command.purpose, viewer.id)
        return Kind.VISIT, visit_about(visit.id if visit else "")
    call = books.ofsted_calls.of_days(command.urn, command.first_on, command.last_on)
    return Kind.OFSTED, ofsted_about(call.id if call else "")
