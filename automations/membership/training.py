"""What a headteacher can pass on to an external SIP (M5): the blank form, and an invitation to training with a calendar
file. No account of theirs is needed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Reply, Work
from automations.membership.hand_in_cards import led_by, our_sip_again
from cards.membership.handing_in import invitation_card
from documents.visit_calendar_file import training_file
from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.membership.handing_in import led_school
from handbook.membership.training import LINK_LASTS, AskForForm, AskForInvitation, Training, invitation
from handbook.sip_team.training.session import is_to_come
from store.unit_of_work import UnitOfWork


def ask_form(uow: UnitOfWork, _command: AskForForm, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Anybody may have it (M5). Pressed twice in a minute, it is sent once."""
    return [_job("send_blank_form", uow, ctx)]


def ask_invitation(uow: UnitOfWork, _command: AskForInvitation, ctx: CommandContext) -> Iterable[OutboxJob]:
    return [_job("send_training_invitation", uow, ctx)]


HANDLERS: Final[Mapping[type, Handler]] = {AskForForm: ask_form, AskForInvitation: ask_invitation}


async def send_training_invitation(work: Work, person_id: str) -> None:
    """With the training to come as it is when it is sent."""
    now = work.bus.now()
    words = await work.bus.read(lambda uow: invitation(trainings(uow, now), uow.roster.holder(Role.TRUST_ADVISOR)))
    url = work.links.training_file(now + LINK_LASTS) if work.links and words else ""
    card = invitation_card(words, url)
    await send_message(work, person_id, card)


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_training_invitation": Effect(
        send_training_invitation,
        "The invitation that you asked for could not be sent",
        NOT_REACHED,
        about=("answer", "person_id"),
    ),
}


def trainings(uow: UnitOfWork, now: datetime) -> tuple[Training, ...]:
    """The training sessions to come, without who is invited."""
    found = uow.training_sessions.since(london_date(now))
    to_come = (one for one in found if is_to_come(one, now))
    return tuple(Training(one.id, one.at, one.subject.words, one.place, one.version) for one in to_come)


def calendar_of_trainings(uow: UnitOfWork, context: RenderContext) -> bytes:
    return training_file(trainings(uow, context.now), context.now)


def _job(effect: str, uow: UnitOfWork, ctx: CommandContext) -> OutboxJob:
    """Raises Refused for whoever leads no school."""
    person, led = ctx.somebody, led_by(uow, ctx.somebody, ctx.now)
    led_school(led, led[0].school.urn if led else "")
    return OutboxJob(effect, f"{person.id}:{ctx.now:%Y%m%d%H%M}", {"person_id": person.id}, JobQueue.TEAMS)


REPLIES: Final[Mapping[type, Reply]] = {AskForForm: Reply(our_sip_again), AskForInvitation: Reply(our_sip_again)}
