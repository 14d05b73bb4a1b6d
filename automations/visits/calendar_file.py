"""Visits as a calendar file: who asks gets a link of their own, and what it opens is read off the records then."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import Handler, Occasion, Sight
from automations.engine.outbox import FarEnd, Promise
from automations.engine.roster import known_person
from automations.engine.workflow import Effect, Work
from automations.visits.cards import visit_dossier
from cards.visits.calendar_file import calendar_link_card
from documents.visit_calendar_file import calendar_file
from handbook.core.british_time import london_date
from handbook.core.school_years import AcademicYear
from handbook.visits.calendar_file import LINK_LASTS, AskForCalendarFile, check_may_have_file
from store.ledger import Ledger


def ask(books: Ledger, command: AskForCalendarFile, occasion: Occasion) -> Iterable[Promise]:
    """Pressed twice in a minute, one link is sent."""
    person = occasion.somebody
    if command.visit_id:
        check_may_have_file(visit_dossier(books, command.visit_id, Sight(occasion.now, occasion.customs)), person)
    key = f"{person.id}:{command.visit_id}:{occasion.now:%Y%m%d%H%M}"
    args = {"person_id": person.id, "visit_id": command.visit_id}
    return [Promise("send_calendar_link", key, args, FarEnd.TEAMS)]


HANDLERS: Final[Mapping[type, Handler]] = {AskForCalendarFile: ask}


async def send_calendar_link(work: Work, person_id: str, visit_id: str) -> None:
    """The link is made when it is sent, and kept nowhere. After a crash at the wrong moment it may be sent twice."""
    if visit_id:
        sight = work.desk.sight
        await work.desk.read(lambda books: _check(books, person_id, visit_id, sight))
    until = work.desk.now() + LINK_LASTS
    url = work.links.calendar_file(person_id, visit_id, until) if work.links else ""
    card = calendar_link_card(url, until)
    await work.messenger.send_card(person_id, card, card["fallbackText"])


def _check(books: Ledger, person_id: str, visit_id: str, sight: Sight) -> None:
    check_may_have_file(visit_dossier(books, visit_id, sight), known_person(books, person_id))


EFFECTS: Final[Mapping[str, Effect]] = {"send_calendar_link": send_calendar_link}


def file_of(books: Ledger, person_id: str, visit_id: str, sight: Sight) -> bytes:
    """A visit, or all visits of this academic year and later, of somebody. Raises Refused where it is not theirs."""
    person = known_person(books, person_id)
    if visit_id:
        dossier = visit_dossier(books, visit_id, sight)
        check_may_have_file(dossier, person)
        return calendar_file([dossier], sight.now)
    year = AcademicYear.of(london_date(sight.now))
    own = [visit for visit in books.visits.of_person(person) if visit.year >= year]
    return calendar_file([visit_dossier(books, visit.id, sight) for visit in own], sight.now)
