"""Whom visits wait for (V2): the SIP for half-days and for whether a visit was held, the headteacher for a pick, either
side for an answer to a change; and whom a call of Ofsted waits for (O2), also while reminders pause."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from automations.engine.chasing import Chase, Waiting
from automations.engine.command_bus import TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.visits.cards import VisitKind, ofsted_about, visit_about
from cards.visits.waits import waits_words
from handbook.core.british_time import london_date
from handbook.core.chasing import Patience
from handbook.core.people import Role
from handbook.visits.handing_over import parts_of_office
from handbook.visits.ofsted.call import OfstedCall
from handbook.visits.ofsted.waiting import CallWaits, call_waits
from handbook.visits.visit import Visit
from handbook.visits.waiting import WAITING, WaitsFor, waits_for
from store.unit_of_work import UnitOfWork

OF_CALLS: Final = Patience((1, 2, 3), 1)
"""Inspectors come within days."""


def _waits(_uow: UnitOfWork, visit: Visit, policy: TrustPolicy, now: datetime) -> Iterable[Waiting]:
    found = waits_for(visit, now)
    if found is None:
        return
    yield Waiting(
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


def _tells(_uow: UnitOfWork, visit: Visit, waiting: Waiting) -> Iterable[str]:
    """The side that waits for the other."""
    if waiting.what == WaitsFor.CHANGE and visit.asked:
        return [visit.asked.by_id]
    return [visit.sip_id] if waiting.what == WaitsFor.PICK else []


VISITS: Final = Chase(
    kind="visits that wait for somebody",
    records=lambda uow, _now: uow.visits.in_status(WAITING),
    load=lambda uow, visit_id: uow.visits.get(visit_id),
    waits=_waits,
    remind=_remind,
    words=_words,
    tells=_tells,
    rule="V2",
)


def _call_waits(uow: UnitOfWork, call: OfstedCall, policy: TrustPolicy, now: datetime) -> Iterable[Waiting]:
    school = uow.roster.school_then(call.urn)
    patience = replace(OF_CALLS, not_before=policy.patience.not_before)
    for what in call_waits(call, uow.visits.of_school(call.urn), now):
        of_sip = what is CallWaits.ANSWER
        yield Waiting(
            ofsted_about(call.id),
            what.value,
            call.urn,
            Role.SIP if of_sip else Role.HEADTEACHER,
            school.sip_id if of_sip else school.headteacher_id,
            f"{what.value} {call.wanted.words if call.wanted and of_sip else call.called_at}",
            None if of_sip else call.called_at,
            patience,
            passes_on=False,
            even_through_ofsted=True,
        )


def _remind_of_call(_uow: UnitOfWork, call: OfstedCall, person_id: str, occasion: str) -> Iterable[OutboxJob]:
    return [send_card(VisitKind.OFSTED, person_id, ofsted_about(call.id), call.revision, occasion)]


def _call_words(uow: UnitOfWork, call: OfstedCall, waiting: Waiting) -> str:
    school, then = uow.roster.school_then(call.urn), uow.roster.then
    if waiting.what == CallWaits.ANSWER and call.wanted:
        sip = then(school.sip_id, Role.SIP).name
        return f"{school.full_name}, Ofsted: {sip} is asked to come on {call.wanted.words}, and has not answered."
    head = then(school.headteacher_id, Role.HEADTEACHER).name
    begins = f"{school.full_name}, Ofsted: {head} has not said what becomes of the visits of that week."
    return f"{begins} Until then they stand."


def _tells_of_call(uow: UnitOfWork, call: OfstedCall, _waiting: Waiting) -> Iterable[str]:
    """Both of the school: who is asked hears of it by the card."""
    school = uow.roster.school_then(call.urn)
    return [school.headteacher_id, school.sip_id]


CALLS: Final = Chase(
    kind="calls of Ofsted that wait for somebody",
    records=lambda uow, now: uow.ofsted_calls.not_over(london_date(now)),
    load=lambda uow, call_id: uow.ofsted_calls.get(call_id),
    waits=_call_waits,
    remind=_remind_of_call,
    words=_call_words,
    tells=_tells_of_call,
    rule="O2",
)
