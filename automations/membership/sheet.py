"""What is typed for the list of memberships, and the sheet for whoever pays: made when its link is opened."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED
from automations.engine.roster import known_person
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Work
from automations.membership.cards import list_card
from automations.membership.loading import rows_of
from cards.membership.actions import AskForMembershipSheet, ShowMemberships
from cards.membership.list import sheet_card
from handbook.core.british_time import london_date
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear
from handbook.good_practice.celebration import LINK_LASTS
from handbook.membership.overview import COLUMNS, Cell, sheet
from handbook.membership.working import check_may_see, may_see
from spreadsheets.plain_table import plain_table
from store.unit_of_work import UnitOfWork

LIST: Final = frozenset(("membership", "memberships"))
SHEET: Final = "membership sheet"
_WIDTHS: Final = (36, 10, 18, 26, 11, 11, 12, 12, 18, 12, 18, 18, 11, 11, 12, 12, 18, 12)


def list_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words not in LIST or not may_see(person):
        return None
    return [OutboxJob("send_memberships", message_id, {"person_id": person.id}, JobQueue.TEAMS)]


def sheet_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """This year's."""
    if words != SHEET or not may_see(person):
        return None
    return [_link(person.id, 0, message_id)]


def ask(uow: UnitOfWork, command: AskForMembershipSheet, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Pressed twice in a minute, one link is sent."""
    check_may_see(ctx.somebody)
    year = command.year.starts_in
    uow.audit(ctx.entry("file_asked_for", "", file="memberships", year=year), ctx.now)
    return [_link(ctx.somebody.id, year, f"{ctx.somebody.id}:{year}:{ctx.now:%Y%m%d%H%M}")]


HANDLERS: Final[Mapping[type, Handler]] = {AskForMembershipSheet: ask}


async def send_memberships(work: Work, person_id: str) -> None:
    """The list as it is now. It is no copy that is kept true: each payment would redraw it. It asks how it stands when
    it is looked at again."""
    context = work.bus.render_context
    asked = ShowMemberships(AcademicYear.of(london_date(context.now)))
    card = await work.bus.read(lambda uow: list_card(uow, asked, known_person(uow, person_id), context))
    await send_message(work, person_id, card)


async def send_membership_link(work: Work, person_id: str, year: int) -> None:
    """The link is made when it is sent, and kept nowhere. `year` 0: the present one."""
    now = work.bus.now()
    of_year, until = AcademicYear(year) if year else AcademicYear.of(london_date(now)), now + LINK_LASTS
    url = work.links.membership_sheet(person_id, of_year, until) if work.links else ""
    card = sheet_card(of_year, url, until)
    await send_message(work, person_id, card)


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_memberships": Effect(
        send_memberships, "The list of memberships could not be sent", NOT_REACHED, about=("answer", "person_id")
    ),
    "send_membership_link": Effect(
        send_membership_link,
        "The sheet that you asked for could not be sent",
        NOT_REACHED,
        about=("answer", "person_id"),
    ),
}


def sheet_rows(
    uow: UnitOfWork, person_id: str, year: AcademicYear, context: RenderContext
) -> tuple[tuple[Cell, ...], ...]:
    """Raises Refused for anybody but the Trust Advisor."""
    check_may_see(known_person(uow, person_id))
    return sheet(rows_of(uow, year), context.policy.membership)


def sheet_file(rows: Iterable[tuple[Cell, ...]], year: AcademicYear) -> bytes:
    """The workbook of these rows."""
    return plain_table(f"Membership {year.path_name}", COLUMNS, rows, _WIDTHS)


def _link(person_id: str, year: int, key: str) -> OutboxJob:
    return OutboxJob("send_membership_link", key, {"person_id": person_id, "year": year}, JobQueue.TEAMS)
