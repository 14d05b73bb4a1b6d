"""Common themes of a SIP team meeting (T2), from what approved reports, the board of good practice and the FAQ say."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.core.school_years import AcademicYear
from handbook.good_practice.line import is_on_board
from handbook.meetings import themes as rules
from handbook.meetings.themes import SetThemes
from handbook.questions.names import listed_in
from handbook.reports.readers import APPROVED
from store.unit_of_work import UnitOfWork


def proposed_themes(uow: UnitOfWork, now: datetime) -> tuple[str, ...]:
    """Of this school year; of drafts nothing (W2), and of what headteachers need for themselves nothing (P5)."""
    schools = {one.urn: one for one in uow.roster.schools()}
    standing = (one for one in uow.practice_lines.standing() if one.is_offer and is_on_board(one, schools.get(one.urn)))
    practice = [(tag, one.urn) for one in standing for tag in one.tags]
    approved = uow.reports.of_year(AcademicYear.of(london_date(now)).starts_in, APPROVED)
    gaps = [
        (gap.area, one.urn)
        for one in approved
        if one.urn in schools
        for gap in uow.reports.version(one.id, one.sent).contents.gaps
    ]
    newest = sorted(uow.questions.faq.listed(), key=lambda one: one.at, reverse=True)
    return rules.proposed(practice, gaps, [one.question for one in newest])


def set_themes(uow: UnitOfWork, command: SetThemes, ctx: CommandContext) -> Iterable[OutboxJob]:
    meeting, found = uow.team_meetings.get(command.meeting_id), proposed_themes(uow, ctx.now)
    names = (*(one.name for one in uow.roster.schools()), *(one.name for one in uow.roster.people(*Role)))
    named = listed_in("\n".join(command.own), names)
    themed = rules.themes_set(meeting, command, ctx.somebody, found, named, ctx.now)
    entry = ctx.entry("team_meeting_themes", f"team_meeting:{meeting.id}", count=len(themed.themes), rule="T2")
    uow.team_meetings.save(themed, entry, ctx.now)
    return []


HANDLERS: Final[Mapping[type, Handler]] = {SetThemes: set_themes}
