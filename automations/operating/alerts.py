"""Whoever looks after SIP Desk is told, by card, that its work does not get on, and that this is over."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import CommandContext, Handler, RenderContext, TrustPolicy
from automations.engine.jobs.far_ends import FAR_ENDS
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.engine.ports import Card
from automations.engine.set_up_gaps import administrator
from automations.operating.counting import counted
from cards.kit.lines import closed_card
from cards.operating.alert import alert_card
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.operating.alerts import AlertKind, EndAlert, RaiseAlert, alert_words, over_words, to_end, to_raise
from store.alerts import Alert
from store.unit_of_work import UnitOfWork

ABOUT: Final = "alert"


class OperatingKind(StrEnum):
    """The one card."""

    ALERT = "alert"


def silent(worker: str) -> RaiseAlert:
    """A worker was not heard from."""
    return RaiseAlert(f"{AlertKind.SILENT}:{worker}", 0)


def due_now(uow: UnitOfWork, policy: TrustPolicy, now: datetime) -> Iterable[RaiseAlert | EndAlert]:
    """What is told now."""
    seen = [one.seen for one in counted(uow)]
    told = {one.id: one.since for one in uow.alerts.open()}
    over = to_end(seen, dict(uow.workers.all()), told, policy.alerts, now)
    return [*to_raise(seen, told, policy.alerts), *over]


def raise_alert(uow: UnitOfWork, command: RaiseAlert, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Raises Refused where it was told, and is not over."""
    known = uow.alerts.get(command.id)
    if known is not None and known.over_at is None:
        raise Refused("stale", "That was told.")
    waited = timedelta(minutes=command.number) if _kind(command.id) is AlertKind.WAITING else timedelta()
    uow.alerts.save(Alert(command.id, command.number, ctx.now - waited))
    uow.audit(ctx.entry("alert_raised", "", alert=command.id, number=command.number), ctx.now)
    return _told(uow, command.id, ctx)


def end_alert(uow: UnitOfWork, command: EndAlert, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Raises Refused where it is over."""
    known = uow.alerts.get(command.id)
    if known is None or known.over_at is not None:
        raise Refused("stale", "That is over.")
    uow.alerts.save(replace(known, over_at=ctx.now))
    uow.audit(ctx.entry("alert_ended", "", alert=command.id), ctx.now)
    return _told(uow, command.id, ctx)


def words_of(alert: Alert) -> str:
    """What is wrong."""
    return alert_words(alert.id, alert.number, _called(alert.id))


def render_alert(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    found = uow.alerts.get(card.record_id)
    if found is None or viewer.id != administrator(uow, context.policy):
        return closed_card()
    return alert_card(words_of(found), found.since, over_words(found.id, _called(found.id)), found.over_at)


HANDLERS: Final[Mapping[type, Handler]] = {RaiseAlert: raise_alert, EndAlert: end_alert}
CARDS: Final[Mapping[str, CardRenderer]] = {ABOUT: render_alert}


def _told(uow: UnitOfWork, id_: str, ctx: CommandContext) -> Iterable[OutboxJob]:
    with suppress(Refused):  # nobody looks after the service: `/readyz` says it
        person_id = administrator(uow, ctx.policy)
        yield send_card(OperatingKind.ALERT, person_id, f"{ABOUT}:{id_}", 0, f"{int(ctx.now.timestamp())}")


def _kind(id_: str) -> AlertKind:
    return AlertKind(id_.partition(":")[0])


def _called(id_: str) -> str:
    return FAR_ENDS.get(id_.partition(":")[2], "")
