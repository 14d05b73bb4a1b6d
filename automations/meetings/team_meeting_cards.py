"""The card of SIP team meetings that stands in chat, as the records stand. The agenda is never on it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.trouble_hearers import ASKED_FOR
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble
from cards.kit.lines import closed_card
from cards.meetings.team_meeting import meetings_card
from handbook.core.british_time import london_date
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear
from handbook.meetings.team_meeting import ATTENDING, TeamMeeting, is_to_come
from store.unit_of_work import UnitOfWork

OF_PERSON: Final = "team_meetings"
OF_ONE: Final = "team_meeting"
"""There is no card of one: what its calendar entries lack is told to its organiser."""


class MeetingKind(StrEnum):
    """The cards of team meetings that are sent, by name."""

    TEAM_MEETINGS = "team_meetings"


def meetings_about(person_id: str) -> str:
    return f"{OF_PERSON}:{person_id}"


def to_come(uow: UnitOfWork, context: RenderContext) -> list[TeamMeeting]:
    """Those that have not ended, the next first."""
    today = uow.team_meetings.since(london_date(context.now))
    return [meeting for meeting in today if is_to_come(meeting, context.now)]


def render_list(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """Somebody's own card."""
    if card.record_id != viewer.id:
        return closed_card()
    people, year = uow.roster.people(*ATTENDING), AcademicYear.of(london_date(context.now))
    all_year = uow.team_meetings.since(date(year.starts_in, 9, 1))
    count = sum(AcademicYear.of(one.half_day.on) == year for one in all_year)
    hours, wanted = context.policy.visits.hours, context.policy.team_meetings_a_year
    return meetings_card(to_come(uow, context), people, viewer, hours, (year, count, wanted))


CARDS: Final[Mapping[str, CardRenderer]] = {OF_PERSON: render_list}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_PERSON: ASKED_FOR,
    OF_ONE: RecordTrouble(lambda uow, meeting_id: [uow.team_meetings.get(meeting_id).organiser_id]),
}
