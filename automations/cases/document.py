"""A case as a document for one of its readers: a link of their own that works once, within minutes."""

import asyncio
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Final

from automations.cases.loading import actor_of, case_about, case_for, view_of
from automations.engine.command_bus import CommandBus
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.roster import known_person
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Work
from cards.cases.document import case_link_card
from cards.cases.record import standing
from documents.case_record import write_case_record
from handbook.core.refusal import Refused
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork

LINK_LASTS: Final = timedelta(minutes=10)
NO_LINK: Final = "That link is not known here, was used, or has expired."


async def send_case_link(work: Work, person_id: str, case_id: str) -> None:
    """The link is made when it is sent. After a crash at the wrong moment a second one may be sent."""
    until, key = work.bus.now() + LINK_LASTS, secrets.token_urlsafe(32)

    def given(uow: UnitOfWork) -> Iterable[OutboxJob]:
        case_for(uow, case_id, actor_of(uow, known_person(uow, person_id), work.bus.now()))  # or it is Refused
        uow.case_links.give(key, person_id, case_id, until)
        return ()

    await work.bus.record(given)
    card = case_link_card(work.links.case_document(key) if work.links else "", until)
    await send_message(work, person_id, card)


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_case_link": Effect(send_case_link, "A document that was asked for could not be sent"),
}


async def fetched(bus: CommandBus, key: str) -> bytes:
    """The document of a link, once; that it was read is noted. Raises Refused for a link that is nobody's, was used or
    is late, and where the case is no longer open to whose it is. Whoever guesses takes none of the writer's time."""
    documents: list[Callable[[], bytes]] = []
    if not await bus.read(lambda uow: uow.case_links.holds(key, bus.now())):
        raise Refused("unknown", NO_LINK)

    def taken(uow: UnitOfWork) -> Iterable[OutboxJob]:
        whose = uow.case_links.take(key, bus.now())
        if whose is not None:
            documents.append(_opened(uow, bus, *whose))
        return ()

    await bus.record(taken)
    if not documents:
        raise Refused("unknown", NO_LINK)
    return await asyncio.to_thread(documents[0])


def _opened(uow: UnitOfWork, bus: CommandBus, person_id: str, case_id: str) -> Callable[[], bytes]:
    """Writes the document when it is called: not while everybody waits for the one writer."""
    person, now = known_person(uow, person_id), bus.now()
    actor = actor_of(uow, person, now)
    view = view_of(uow, case_for(uow, case_id, actor), actor, now)
    uow.audit(AuditEntry(person_id, "case_read", case_about(case_id), {"route": "document"}), now)
    stands = ": ".join(standing(view))
    reader, parts, reading = person.name, view.parts, view.reading
    return lambda: write_case_record(
        title=view.title, standing=stands, parts=parts, reading=reading, reader=reader, made_at=now
    )
