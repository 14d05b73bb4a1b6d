"""What follows where a decision is held, taken back, or carried out at last."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.command_bus import TrustPolicy
from automations.engine.confirming.asking import held_about
from automations.engine.confirming.confirmation import LetGo
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all, send_text
from automations.engine.workflow import FollowUp, follow_ups_of
from handbook.core.british_time import moment_words
from handbook.core.held import HeldDecision
from handbook.core.people import Role
from store.unit_of_work import UnitOfWork


def held_changed(uow: UnitOfWork, held: HeldDecision) -> Iterable[OutboxJob]:
    """All cards of the record show it. Where it could not be done any more, whoever pressed it is told, or the Trust
    Advisor in the place of somebody who has left."""
    yield from refresh_all(uow, held.about, f"{held_about(held.id)}-{held.revision}")
    if held.reason:
        person = uow.roster.person(held.person_id) or uow.roster.holder(Role.TRUST_ADVISOR)
        words = f"{held.called}: what was pressed on {moment_words(held.pressed_at)} was not done. {held.reason}"
        yield send_text(person.id, words, held_about(held.id))


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, held_id: uow.held.get(held_id), {"held_changed": held_changed}
)


def due_now(uow: UnitOfWork, _policy: TrustPolicy, now: datetime) -> Iterable[object]:
    return [LetGo(one.id) for one in uow.held.due(now)]
