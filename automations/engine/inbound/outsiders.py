"""Somebody who may be shown nothing of a record is answered as if there were none: a refusal with a reason would tell
them that it exists, and whose it is. Who was sent a card of it knows that. (What is known by the number of its school
is no secret.)"""

import re
from typing import Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandBus, RenderContext
from automations.engine.ports import Card
from automations.engine.workflow import WorkflowTables
from cards.kit.lines import is_closed
from handbook.core.people import Person
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

_BY_URN: Final = re.compile(r"\d{6}(-|$)")
_NOBODYS: Final = "0" * 32
"""An id that no record has."""


async def as_seen_by(
    bus: CommandBus, tables: WorkflowTables, command: object, person_id: str, refusal: Refused
) -> Refused:
    """The refusal, or what is said of a record which there is not."""
    about = tables.record_of(command)
    word, _, key = about.partition(":")
    if refusal.code != "not_yours" or word not in tables.cards.words or not key or _BY_URN.match(key):
        return refusal

    def look(uow: UnitOfWork) -> Refused:
        viewer, context = uow.roster.person(person_id), bus.render_context
        if viewer is None or _sees(uow, tables, about, viewer, context):
            return refusal
        none = _asked(uow, tables, CardRef(word, f"{word}:{_NOBODYS}"), viewer, context)
        return Refused("not_yours", none.reason) if isinstance(none, Refused) else refusal

    return await bus.read(look)


async def check_may_know(bus: CommandBus, tables: WorkflowTables, command: object, person_id: str) -> None:
    """Of what is closed to somebody: raises Refused, as if there were none, where they had never to do with it."""
    closed = Refused("not_yours", "")
    said = await as_seen_by(bus, tables, command, person_id, closed)
    if said is not closed:
        raise said


def _sees(uow: UnitOfWork, tables: WorkflowTables, about: str, viewer: Person, context: RenderContext) -> bool:
    """Whether they were sent a card of it, or one of any kind that stands with somebody is open to them."""
    copies = uow.cards.about(about)
    kinds = {copy.kind: CardRef(copy.kind, about, copy.version) for copy in copies}
    asked = (_asked(uow, tables, card, viewer, context) for card in kinds.values())
    was_sent_one = any(copy.person_id == viewer.id for copy in copies)
    return was_sent_one or any(not isinstance(one, Refused) and not is_closed(one) for one in asked)


def _asked(
    uow: UnitOfWork, tables: WorkflowTables, card: CardRef, viewer: Person, context: RenderContext
) -> Card | Refused:
    try:
        return tables.cards.without_drafts(uow, card, viewer, context)
    except Refused as no:
        return no
