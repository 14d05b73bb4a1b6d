"""Cover: asked for, named, ended. Both whom it concerns are told; every card of it is kept true."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Final

from automations.cases.cover_cards import cover_about, covers_about
from automations.cases.kinds import CaseKind
from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.clicked_card import card_pressed
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.notifications import refresh_all, send_card
from automations.engine.workflow import FollowUp, Reply, follow_ups_of
from cards.cases.cover_actions import ShowCover
from handbook.cases import cover as rules
from handbook.cases.cover import Cover, EndCover, NameDeputy
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork

COVER: Final = "cover"


def cover_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words != COVER or not rules.takes_part(person):
        return None
    return [send_card(CaseKind.COVERS, person.id, covers_about(person.id), 0, message_id)]


def name_deputy(uow: UnitOfWork, command: NameDeputy, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Said twice, it is one cover."""
    others = uow.covers.of_person(command.person_id)
    if rules.is_named_already(command, others):
        return []
    both = _listed(uow, command.person_id), _listed(uow, command.deputy_id)
    cover = rules.named(command, ctx.somebody, both, others, ctx.now, uuid.uuid4().hex)
    rules.check_of_other_schools(*both, uow.roster.schools())
    return [_after(uow.covers.open(cover, _entry("cover_named", cover, ctx), ctx.now))]


def end(uow: UnitOfWork, command: EndCover, ctx: CommandContext) -> Iterable[OutboxJob]:
    cover = rules.ended(uow.covers.get(command.cover_id), ctx.somebody, ctx.now)
    return [_after(uow.covers.save(cover, _entry("cover_ended", cover, ctx), ctx.now))]


HANDLERS: Final[Mapping[type, Handler]] = {NameDeputy: name_deputy, EndCover: end}


def cover_changed(uow: UnitOfWork, cover: Cover) -> Iterable[OutboxJob]:
    """Both hear of it, of its early end as well; their lists and the Trust Advisor's say so."""
    about, advisor = cover_about(cover.id), uow.roster.holder(Role.TRUST_ADVISOR)
    for person_id in (cover.person_id, cover.deputy_id):
        yield send_card(CaseKind.COVER, person_id, about, cover.revision)
    yield from refresh_all(uow, about, cover.revision)
    for person_id in sorted({cover.person_id, cover.deputy_id, advisor.id}):
        yield from refresh_all(uow, covers_about(person_id), f"{cover.id}-{cover.revision}")


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, cover_id: uow.covers.get(cover_id), {"cover_changed": cover_changed}
)


def cover_answer(uow: UnitOfWork, _command: object, viewer: Person, _context: RenderContext, click: Click) -> CardRef:
    """What a button about cover is answered with: the card that it stands on, as it now is."""
    return card_pressed(uow, viewer, click, CardRef(CaseKind.COVERS, covers_about(viewer.id)))


REPLIES: Final[Mapping[type, Reply]] = {
    NameDeputy: Reply(cover_answer),
    EndCover: Reply(cover_answer),
    ShowCover: Reply(cover_answer, only_shows=True),
}


def _listed(uow: UnitOfWork, person_id: str) -> Person:
    person = uow.roster.person(person_id)
    if person is None:
        raise Refused("unknown", "That person is not on the service’s list. Please choose again.")
    return person


def _entry(action: str, cover: Cover, ctx: CommandContext) -> AuditEntry:
    return ctx.entry(action, cover_about(cover.id), of=cover.person_id, by=cover.deputy_id)


def _after(cover: Cover) -> OutboxJob:
    about = cover_about(cover.id)
    return follow_up("cover_changed", about, f"{about}@{cover.revision}")
