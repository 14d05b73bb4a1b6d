"""The picture and the workbook of the team's skills: made when their links are opened, as things stand then (T4)."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED
from automations.engine.roster import known_person
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Work
from automations.sip_team.skills.asking import picture_of
from cards.sip_team.skills.actions import AskForSkillsFiles
from cards.sip_team.skills.team import skills_files_card
from handbook.core.school_years import AcademicYear
from handbook.good_practice.celebration import LINK_LASTS
from handbook.sip_team.skills.audit_round import check_leads
from handbook.sip_team.skills.picture import TeamPicture
from store.unit_of_work import UnitOfWork


def ask(uow: UnitOfWork, command: AskForSkillsFiles, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Pressed twice in a minute, one card is sent."""
    check_leads(ctx.somebody)
    year = command.year.starts_in
    uow.audit(ctx.entry("file_asked_for", "", file="skills", year=year), ctx.now)
    key = f"{ctx.somebody.id}:{year}:{ctx.now:%Y%m%d%H%M}"
    return [OutboxJob("send_skills_files", key, {"person_id": ctx.somebody.id, "year": year}, JobQueue.TEAMS)]


HANDLERS: Final[Mapping[type, Handler]] = {AskForSkillsFiles: ask}


async def send_skills_files(work: Work, person_id: str, year: int) -> None:
    """The links are made when it is sent, and kept nowhere."""
    of_year, until = AcademicYear(year), work.bus.now() + LINK_LASTS
    picture = await work.bus.read(lambda uow: seen_by(uow, person_id, of_year))
    urls = work.links.skills_files(person_id, of_year, until) if work.links else ("", "")
    card = skills_files_card(of_year, picture, urls, until)
    await send_message(work, person_id, card)


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_skills_files": Effect(
        send_skills_files,
        "The picture of the team’s skills could not be sent",
        NOT_REACHED,
        about=("answer", "person_id"),
    ),
}


def seen_by(uow: UnitOfWork, person_id: str, year: AcademicYear) -> TeamPicture:
    """Raises Refused for anybody but the Trust Advisor."""
    check_leads(known_person(uow, person_id))
    return picture_of(uow, year)
