"""The application form in Word: given to whoever asks for it, and read when it is sent in chat (R3). Whoever applies
sends their own; the Trust Advisor that of somebody who is not in Teams here."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED, send_card
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Work
from automations.recruitment.applying import external
from automations.recruitment.loading import ApplicationKind, application_about, saved
from automations.reports.arrival import TurnFileAway, fetched, in_words, leads_a_school, note_begun
from cards.recruitment.form_link import form_link_card
from documents.application_form import EMAIL, KIND, NAME
from documents.reading_process import begin_to_read_application
from documents.unreadable import UnreadableDocument
from handbook.core.external_errors import NotFound, Rejected
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.recruitment.application import Application
from handbook.recruitment.form import FIELDS
from handbook.recruitment.writing import BeginExternal, check_may_write, standing, step_saved
from handbook.sip_team.record import SipKind
from store.unit_of_work import UnitOfWork

WORDS: Final = "application form"
NO_FORM: Final = (
    "Only a School Improvement Partner can send me a report. From you I take an application form, and this is none: "
    f"type “{WORDS}” for a blank one. I did not keep the file."
)


@dataclass(frozen=True, slots=True)
class TakeApplicationForm:
    """The file was fetched, and read: `answers` by the keys of the questions. Nothing else of it is kept."""

    arrival_id: str
    answers: Mapping[str, str]


def take(uow: UnitOfWork, command: TakeApplicationForm, ctx: CommandContext) -> Iterable[OutboxJob]:
    """It is written into the draft, which says then what is missing; the card of it comes. Raises Refused where there
    is no draft, or nothing that fits into one."""
    arrival = uow.reports.arrival(command.arrival_id)
    if arrival is None or not arrival.url:
        return
    one = _drafted(uow, command.answers, ctx)
    check_may_write(one, ctx.somebody)
    given = {key: words for key, words in command.answers.items() if key in FIELDS}
    after = step_saved(one, given, ctx.somebody, ctx.now)
    uow.reports.settle_arrival(arrival.id, "application")
    yield from saved(uow, one if one.revision else None, after, "application_form_read", ctx)
    yield send_card(
        ApplicationKind.APPLICATION, ctx.actor_id, application_about(one.id), one.version, f"form-{arrival.id}"
    )


HANDLERS: Final[Mapping[type, Handler]] = {TakeApplicationForm: take}


async def read_application(work: Work, arrival_id: str) -> None:
    """Fetches what somebody sent who may send an application form, and reads it; what is none goes on as any other file
    of theirs."""
    arrival = await work.bus.read(lambda uow: uow.reports.arrival(arrival_id))
    if arrival is None or not arrival.url:
        return
    try:
        data = await fetched(work, arrival)
        await work.bus.record(lambda uow: note_begun(uow, arrival_id))
        answers = await asyncio.wrap_future(begin_to_read_application(data))
        await work.bus.decide(TakeApplicationForm(arrival_id, answers), arrival.person_id, "teams")
    except (NotFound, Rejected, UnreadableDocument, Refused) as no:
        now = work.bus.now()
        other = await work.bus.read(lambda uow: _otherwise(uow, uow.roster.named(arrival.person_id), now))
        if isinstance(no, UnreadableDocument) and other:
            goes_on = OutboxJob(other, arrival_id, {"arrival_id": arrival_id}, JobQueue.TEAMS)
            await work.bus.record(lambda _: [goes_on])
            return
        code, words = ("no_form", NO_FORM) if isinstance(no, UnreadableDocument) else in_words(no)
        await work.bus.decide(TurnFileAway(arrival_id, code, words), arrival.person_id, "teams")


def form_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words != WORDS:
        return None
    return [OutboxJob("send_application_form", message_id, {"person_id": person.id}, JobQueue.TEAMS)]


async def send_application_form(work: Work, person_id: str) -> None:
    """Where to fetch it."""
    card = form_link_card(work.links.application_form() if work.links else "")
    await send_message(work, person_id, card)


EFFECTS: Final[Mapping[str, Effect]] = {
    "read_application": Effect(
        read_application, "The file that you sent could not be fetched and read yet", about=("arrival", "arrival_id")
    ),
    "send_application_form": Effect(
        send_application_form, "The form that you asked for could not be sent", NOT_REACHED,
        about=("answer", "person_id"),
    ),
}  # fmt: skip


def _drafted(uow: UnitOfWork, answers: Mapping[str, str], ctx: CommandContext) -> Application:
    """That of whoever sends it; from the Trust Advisor that of whose name stands in it, which begins by it. Raises
    Refused."""
    if not ctx.somebody.is_a(Role.TRUST_ADVISOR):
        one = standing(uow.applications.of_person(ctx.somebody))
        if one is None:
            raise Refused("not_now", "You have no application that is open. Please type “apply” first.", "R3")
        return one
    kind = SipKind.RETIRED_HEAD if "retired" in answers.get(KIND, "").casefold() else SipKind.CONSULTANT
    if "serving" in answers.get(KIND, "").casefold():
        kind = SipKind.SERVING_HEAD
    one, _ = external(uow, BeginExternal(answers.get(NAME, ""), answers.get(EMAIL, ""), kind), ctx)
    return replace(one, kind=kind)


def _otherwise(uow: UnitOfWork, person: Person, now: datetime) -> str:
    """The effect that reads what is no application form; empty where they send no other files."""
    if person.is_a(Role.TRUST_ADVISOR):
        return ""
    return "read_handed_in" if leads_a_school(uow, person, now) else "read_file"
