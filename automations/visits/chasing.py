"""Whom visits wait for (V2): the SIP for half-days and for whether a visit was held, the headteacher for a pick, either
side for an answer to a change."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from automations.engine.chasing import Chase, Waiting
from automations.engine.command_bus import TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.visits.cards import VisitKind, visit_about
from cards.visits.waits import waits_words
from handbook.core.chasing import Patience
from handbook.core.people import Role
from handbook.visits.handing_over import parts_of_office
from handbook.visits.visit import Visit
from handbook.visits.waiting import WAITING, WaitsFor, waits_for
from store.unit_of_work import UnitOfWork


def _waits(_uow: UnitOfWork, visit: Visit, policy: TrustPolicy, now: datetime) -> Waiting | None:
    found = waits_for(visit, now)
    if found is None:
        return None
    return Waiting(
        visit_about(visit.id),
        found.what.value,
        visit.urn,
        found.part,
        visit.sip_id if found.part is Role.SIP else visit.headteacher_id,
        found.mark,
        found.since,
        _patience(policy, found.what),
        passes_on=found.part in parts_of_office(visit),
    )


def _patience(policy: TrustPolicy, what: WaitsFor) -> Patience:
    if what is WaitsFor.OFFER:
        return policy.patience
    return policy.visits.change_patience if what is WaitsFor.CHANGE else policy.visits.patience


def _remind(_uow: UnitOfWork, visit: Visit, person_id: str, occasion: str) -> Iterable[OutboxJob]:
    return [send_card(VisitKind.VISIT, person_id, visit_about(visit.id), visit.version, occasion)]


def _words(uow: UnitOfWork, visit: Visit, waiting: Waiting) -> str:
    then = uow.roster.then
    both = then(visit.sip_id, Role.SIP), then(visit.headteacher_id, Role.HEADTEACHER)
    return waits_words(visit, WaitsFor(waiting.what), uow.roster.school_then(visit.urn), *both)


def _tells(visit: Visit, waiting: Waiting) -> Iterable[str]:
    """The side that waits for the other."""
    if waiting.what == WaitsFor.CHANGE and visit.asked:
        return [visit.asked.by_id]
    return [visit.sip_id] if waiting.what == WaitsFor.PICK else []


CHASE: Final = Chase(
    kind="visits that wait for somebody",
    records=lambda uow, _now: uow.visits.in_status(WAITING),
    load=lambda uow, visit_id: uow.visits.get(visit_id),
    waits=_waits,
    remind=_remind,
    words=_words,
    tells=_tells,
    rule="V2",
)
