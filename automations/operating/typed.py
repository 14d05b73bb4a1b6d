"""Whoever looks after SIP Desk types `jobs`, and reads how its work stands."""

from collections.abc import Mapping
from typing import Final

from automations.engine.command_bus import RenderContext
from automations.engine.jobs.far_ends import FAR_ENDS
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.pausing import check_is_administrator, stop_words
from automations.engine.notifications import NOT_REACHED
from automations.engine.ports import Card
from automations.engine.roster import known_person
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Work
from automations.operating.alerts import words_of
from automations.operating.counting import counted, since_of
from cards.kit.lines import capital
from cards.kit.note import note_card
from cards.operating.alert import QueueLine, jobs_card
from handbook.core.people import Person
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

WORD: Final = "jobs"


def jobs_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    return [OutboxJob("send_jobs", message_id, {"person_id": person.id}, JobQueue.TEAMS)] if words == WORD else None


async def send_jobs(work: Work, person_id: str) -> None:
    """As it stands now; a sentence for who does not look after the service."""
    context = work.bus.render_context
    card = await work.bus.read(lambda uow: _drawn(uow, known_person(uow, person_id), context))
    await send_message(work, person_id, card)


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_jobs": Effect(send_jobs, "What you asked for could not be sent", NOT_REACHED, about=("answer", "person_id")),
}


def _drawn(uow: UnitOfWork, viewer: Person, context: RenderContext) -> Card:
    try:
        check_is_administrator(uow, viewer.id, context.policy)
    except Refused as no:
        return note_card(no.reason)
    waits = [
        QueueLine(capital(FAR_ENDS[one.kind]), one.waiting + one.stopped, one.stopped, since_of(one, context.now))
        for one in counted(uow)
        if one.waiting or one.stopped
    ]
    wrong = [words_of(one) for one in uow.alerts.open()]
    return jobs_card(waits, wrong, [stop_words(uow, one) for one in uow.pauses.all()])
