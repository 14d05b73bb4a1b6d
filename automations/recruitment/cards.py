"""The cards of applications that stand in chat, as the records stand."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.trouble_hearers import ASKED_FOR, advisor
from automations.engine.notifications import refresh_all
from automations.engine.ports import Card
from automations.engine.workflow import FollowUp, RecordTrouble, follow_ups_of
from automations.recruitment.loading import (
    OF_APPLICATION,
    OF_PERSON,
    application_about,
    applications_about,
    concerned,
    rows_of,
    seen_by,
)
from cards.kit.lines import closed_card
from cards.recruitment.application import application_card, older_card
from cards.recruitment.list import applications_card
from handbook.core.people import Person
from handbook.recruitment.application import Application
from store.unit_of_work import UnitOfWork


def _render(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """Of several in one chat the newest says all, and those before it that there is a newer one: else each change would
    have every one of them drawn again."""
    one = uow.applications.get(card.record_id)
    seen = seen_by(uow, one, viewer, context.policy.recruitment)
    return older_card(seen) if 0 < card.version < one.told.get(viewer.id, 0) else application_card(seen)


def _list(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """Somebody's own list."""
    if card.record_id != viewer.id:
        return closed_card()
    return applications_card(rows_of(uow, viewer, context), viewer)


CARDS: Final[Mapping[str, CardRenderer]] = {OF_APPLICATION: _render, OF_PERSON: _list}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_APPLICATION: RecordTrouble(advisor, called=lambda _uow, _id: "an application to become a SIP"),
    OF_PERSON: ASKED_FOR,
}


def application_changed(uow: UnitOfWork, one: Application) -> Iterable[OutboxJob]:
    """Every copy is drawn again, and every list."""
    yield from refresh_all(uow, application_about(one.id), one.revision)
    for person in concerned(uow):
        yield from refresh_all(uow, applications_about(person.id), f"{one.id}-{one.revision}")


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, application_id: uow.applications.get(application_id), {"application_changed": application_changed}
)
