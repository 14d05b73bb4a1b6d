"""The card of the year's reports, as the records stand."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.trouble_hearers import ASKED_FOR
from automations.engine.notifications import send_card
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble, Reply
from cards.kit.lines import closed_card
from cards.school_record.actions import ShowYears
from cards.school_record.years import years_card
from handbook.core.british_time import london_date
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear
from handbook.school_record.year_reports import MakeYearReports, schools_to_have_years_of, years_to_ask_for
from store.unit_of_work import UnitOfWork

OF_YEARS: Final = "years"
WORDS: Final = frozenset(("our year", "my year", "year", "year reports"))


class RecordKind(StrEnum):
    YEARS = "years"


def years_about(person_id: str) -> str:
    return f"{OF_YEARS}:{person_id}"


def years_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words not in WORDS or not schools_to_have_years_of(uow.roster.schools(), person):
        return None
    return [send_card(RecordKind.YEARS, person.id, years_about(person.id), 0, message_id)]


def render_years(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """A person's own; anybody else gets a card that says nothing. What was made for them of a school that is not theirs
    any more is not shown."""
    schools = schools_to_have_years_of(uow.roster.schools(), viewer)
    if card.record_id != viewer.id or not schools:
        return closed_card()
    today, known = london_date(context.now), {one.urn: one for one in schools}
    first = min(uow.reports.years(), default=AcademicYear.of(today).starts_in)
    made = [(known[one.urn], one) for one in uow.year_reports.of_person(viewer.id) if one.urn in known]
    newest = sorted(made, key=lambda one: (one[1].asked_at is not None, one[1].asked_at), reverse=True)
    return years_card(schools, years_to_ask_for(AcademicYear(first), today), newest, viewer)


def _own(_uow: UnitOfWork, _command: object, viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(RecordKind.YEARS, years_about(viewer.id))


CARDS: Final[Mapping[str, CardRenderer]] = {OF_YEARS: render_years}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {OF_YEARS: ASKED_FOR}
REPLIES: Final[Mapping[type, Reply]] = {MakeYearReports: Reply(_own), ShowYears: Reply(_own, only_shows=True)}
