"""The list for celebration events as a workbook: who asks gets a link of their own, and what it opens is read off the
records then, so that a consent that was withdrawn counts at once."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED
from automations.engine.roster import known_person
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Work
from automations.good_practice.cards import on_board
from cards.good_practice.celebration import celebration_link_card
from handbook.good_practice.celebration import COLUMNS, LINK_LASTS, AskForCelebrationFile, rows
from handbook.good_practice.line import check_may_see_board
from spreadsheets.plain_table import plain_table
from store.unit_of_work import UnitOfWork


def ask(uow: UnitOfWork, _command: AskForCelebrationFile, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Pressed twice in a minute, one link is sent."""
    check_may_see_board(ctx.somebody)
    uow.audit(ctx.entry("file_asked_for", "", file="celebration"), ctx.now)
    key = f"{ctx.somebody.id}:{ctx.now:%Y%m%d%H%M}"
    return [OutboxJob("send_celebration_link", key, {"person_id": ctx.somebody.id}, JobQueue.TEAMS)]


HANDLERS: Final[Mapping[type, Handler]] = {AskForCelebrationFile: ask}


async def send_celebration_link(work: Work, person_id: str) -> None:
    """The link is made when it is sent, and kept nowhere."""
    until = work.bus.now() + LINK_LASTS
    url = work.links.celebration_list(person_id, until) if work.links else ""
    card = celebration_link_card(url, until)
    await send_message(work, person_id, card)


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_celebration_link": Effect(
        send_celebration_link,
        "The list that you asked for could not be sent",
        NOT_REACHED,
        about=("answer", "person_id"),
    ),
}


def celebration_rows(uow: UnitOfWork, person_id: str) -> tuple[tuple[str, ...], ...]:
    """Raises Refused for anybody but the Trust Advisor."""
    check_may_see_board(known_person(uow, person_id))
    return rows(on_board(uow))


def celebration_list(found: Iterable[tuple[str, ...]]) -> bytes:
    """The workbook of these rows."""
    return plain_table("Celebration events", COLUMNS, found, (34, 20, 90, 34))
