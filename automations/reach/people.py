"""The list of whom SIP Desk reaches, as it is typed and pressed; and what is sent to who can be reached again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext, TrustPolicy
from automations.engine.inbound.port import Click
from automations.engine.jobs.given_up import retried
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED
from automations.engine.ports import Card
from automations.engine.roster import known_person
from automations.engine.sending.once import send_message
from automations.engine.set_up_gaps import administrator
from automations.engine.workflow import Effect, Reply, Work
from cards.kit.note import note_card
from cards.reach.actions import ShowReach
from cards.reach.people import Installing, PersonRow, reach_card
from handbook.core.conversation_reference import ConversationReference
from handbook.core.external_errors import Unreachable
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reach.states import AccountSeen, CatchUp, check_may_see_reach, reached
from store.given_up import GivenUp
from store.unit_of_work import UnitOfWork

LIST: Final = "reach"


def rows_of(uow: UnitOfWork) -> list[PersonRow]:
    """Everybody on the list."""
    met, accounts = uow.conversations.every(), uow.accounts.seen()
    return [_row(one, met.get(one.id), accounts.get(one.id)) for one in uow.roster.people(*Role)]


def list_card(uow: UnitOfWork, asked: ShowReach, viewer: Person, context: RenderContext) -> Card:
    """Raises Refused."""
    check_may_see_reach(viewer, administrator(uow, context.policy))
    installing = Installing(uow.app_installs.every(), permitted=context.policy.installs_itself)
    return reach_card(rows_of(uow), asked, viewer, installing)


def asked_for_reach(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    return [OutboxJob("send_reach", message_id, {"person_id": person.id}, JobQueue.TEAMS)] if words == LIST else None


async def send_reach(work: Work, person_id: str) -> None:
    """The list as it is now. It is no copy that is kept true: each message would redraw it. It asks how it stands when
    it is looked at again."""
    context = work.bus.render_context

    def drawn(uow: UnitOfWork) -> Card:
        viewer = known_person(uow, person_id)
        try:
            return list_card(uow, ShowReach(), viewer, context)
        except Refused as no:
            return note_card(no.reason)

    card = await work.bus.read(drawn)
    await send_message(work, person_id, card)


def catch_up(uow: UnitOfWork, command: CatchUp, ctx: CommandContext) -> Iterable[OutboxJob]:
    """What was given up because they could not be reached begins anew, and what is still tried is due."""
    uow.conversations.caught_up(command.person_id)
    given_up = [job for job in uow.given_up.matching(error=Unreachable.__name__) if _theirs(job, command.person_id)]
    yield from retried(uow, given_up, ctx)
    args = {"person_id": command.person_id}
    yield OutboxJob("hasten", f"{command.person_id}:{ctx.now:%Y%m%d%H%M%S}", args, JobQueue.DESK)


def due_now(uow: UnitOfWork, _policy: TrustPolicy, _now: datetime) -> tuple[CatchUp, ...]:
    """Who can be reached again."""
    return tuple(CatchUp(one) for one in uow.conversations.to_catch_up())


async def hasten(work: Work, person_id: str) -> None:
    await work.bus.reached_again(person_id)


HANDLERS: Final[Mapping[type, Handler]] = {CatchUp: catch_up}
EFFECTS: Final[Mapping[str, Effect]] = {
    "send_reach": Effect(
        send_reach, "The list of who SIP Desk reaches could not be sent", NOT_REACHED, about=("answer", "person_id")
    ),
    "hasten": Effect(hasten, "What waits for somebody could not be sent at once", about=("person", "person_id")),
}


def _listed(uow: UnitOfWork, command: ShowReach, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return list_card(uow, command, viewer, context)


REPLIES: Final[Mapping[type, Reply]] = {ShowReach: Reply(_listed, only_shows=True)}


def _row(person: Person, where: ConversationReference | None, account: AccountSeen | None) -> PersonRow:
    return PersonRow(person, reached(where), where.since if where else None, account)


def _theirs(job: GivenUp, person_id: str) -> bool:
    return OutboxJob(job.effect, job.key, job.args, JobQueue(job.queue)).person_id == person_id
