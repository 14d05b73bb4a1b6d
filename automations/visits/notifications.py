"""What follows from a decision about a visit: every card of it says what is true, whoever should hear of it is told,
and what the service has to do is promised. All of it is read off the record as it then stands."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from automations.engine.command_bus import CommandContext
from automations.engine.jobs.outbox import JobQueue, OutboxJob, follow_up
from automations.engine.notifications import refresh_all, send_card, send_text
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.half_days.ledger_cards import half_days_about
from automations.visits.cards import VisitKind, book_about, ofsted_about, visit_about, visits_about
from cards.visits.lines import visit_title
from cards.visits.moved import moved_words
from handbook.core.people import Role
from handbook.half_days.entitlement import Entitlement
from handbook.plans.acceptance import plan_about, plans_about
from handbook.sip_team.appraisal import appraisal_about, appraisal_id
from handbook.visits.in_calendars.booked_times import last_move, outside
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import Visit
from handbook.visits.visit import VisitStatus as Status
from store.unit_of_work import UnitOfWork

_SERVICE: Final = "service"
_FOLLOW_UP: Final[Mapping[str, Mapping[str, str]]] = {
    "visit_changed": {
        "sip": "visit_changed_by_sip",
        "headteacher": "visit_changed_by_headteacher",
        _SERVICE: "visit_changed_by_service",
    },
    "agenda_set": {
        "sip": "agenda_set_by_sip",
        "headteacher": "agenda_set_by_headteacher",
        _SERVICE: "agenda_set_by_service",
    },
    "visit_redrawn": {
        "sip": "visit_redrawn_by_sip",
        "headteacher": "visit_redrawn_by_headteacher",
        _SERVICE: "visit_redrawn_by_service",
    },
    "offer_topped_up": {_SERVICE: "offer_topped_up_by_service"},
    "held_asked": {_SERVICE: "held_asked_by_service"},
    "visit_odd": {_SERVICE: "visit_odd_by_service"},
    "visit_troubled": {_SERVICE: "visit_troubled_by_service"},
}
"""The follow-up of what happened to a visit, by who decided it."""
_HOLDS_MAY_STAND: Final = frozenset((Status.PROPOSED, Status.NONE_SUITED, Status.BOOKED, Status.CANCELLED))
_SIPS_TURN: Final = frozenset((Status.WISHED, Status.FOUND, Status.NONE_SUITED))


def after_visit(visit: Visit, ctx: CommandContext, what: str = "visit_changed") -> OutboxJob:
    """The one job of a decision about a visit; the worker makes many of it. It says who decided, so that they are
    not told what they know."""
    sides = {visit.sip_id: "sip", visit.headteacher_id: "headteacher"}
    names = _FOLLOW_UP[what]
    name = names.get(sides.get(ctx.actor_id, _SERVICE), names[_SERVICE])
    return follow_up(name, visit_about(visit.id), f"{name}:{visit.id}@{visit.revision}")


def graph(effect: str, visit: Visit, key: str, **args: str | int) -> OutboxJob:
    """Something to be done in the calendars; `key` says for which state of the visit."""
    return OutboxJob(effect, f"{visit.id}@{key}", {"visit_id": visit.id, **args}, JobQueue.GRAPH)


def visit_changed(uow: UnitOfWork, visit: Visit, by: str) -> Iterable[OutboxJob]:
    yield from visit_redrawn(uow, visit)
    for person_id in _who_hears(uow, visit, by):
        yield send_card(VisitKind.VISIT, person_id, visit_about(visit.id), visit.version)
    yield from _advisors_hear(uow, visit)
    yield from _to_be_done(visit)


def visit_redrawn(uow: UnitOfWork, visit: Visit) -> Iterable[OutboxJob]:
    """Every copy of every card that shows something of the visit: those of others show what is left of the school's
    half-days, and whether what they offer can still be had."""
    state = f"{visit.id}-{visit.revision}"
    yield from refresh_all(uow, visit_about(visit.id), visit.revision)
    yield from refresh_all(uow, book_about(visit.sip_id), state)
    for person_id in (visit.sip_id, visit.headteacher_id):
        yield from refresh_all(uow, visits_about(person_id), state)
        yield from refresh_all(uow, half_days_about(person_id), state)
    for call in uow.ofsted_calls.of_school(visit.urn):
        yield from refresh_all(uow, ofsted_about(call.id), state)
    for plan in uow.term_plans.of_visit(visit.id) if isinstance(visit.purpose, TermlyVisit) else ():
        yield from refresh_all(uow, plan_about(plan.id), state)
        yield from refresh_all(uow, plans_about(plan.run_id), state)
    if not isinstance(visit.purpose, TermlyVisit):
        yield from refresh_all(uow, appraisal_about(appraisal_id(visit.urn, visit.year)), state)
    for other in uow.visits.beside(visit):
        yield from refresh_all(uow, visit_about(other.id), state)


def agenda_set(uow: UnitOfWork, visit: Visit) -> Iterable[OutboxJob]:
    yield from visit_redrawn(uow, visit)
    if visit.stands and visit.event_id:
        yield graph("write_agenda", visit, str(visit.revision))


def offer_topped_up(uow: UnitOfWork, visit: Visit) -> Iterable[OutboxJob]:
    yield from visit_redrawn(uow, visit)
    yield from _to_be_done(visit)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, visit_id: uow.visits.get(visit_id),
    {
        "visit_changed_by_sip": partial(visit_changed, by="sip"),
        "visit_changed_by_headteacher": partial(visit_changed, by="headteacher"),
        "visit_changed_by_service": partial(visit_changed, by=_SERVICE),
        "offer_topped_up_by_service": offer_topped_up,
        "agenda_set_by_sip": agenda_set,
        "agenda_set_by_headteacher": agenda_set,
        "agenda_set_by_service": agenda_set,
        "visit_redrawn_by_sip": visit_redrawn,
        "visit_redrawn_by_headteacher": visit_redrawn,
        "visit_redrawn_by_service": visit_redrawn,
    },
)


def _who_hears(uow: UnitOfWork, visit: Visit, by: str) -> Iterable[str]:
    """Whose turn it is; of what is settled, both. Who never heard of a visit does not hear of its end; a SIP has a card
    of theirs from the moment that it is on offer, also where they accepted it as a line of a plan."""
    own = {"sip": visit.sip_id, "headteacher": visit.headteacher_id}
    both = (visit.sip_id, visit.headteacher_id)
    hear: tuple[str, ...] = ()
    if visit.status in _SIPS_TURN:
        hear = () if _found_under_their_eyes(uow, visit) else (visit.sip_id,)
    elif visit.status is Status.PROPOSED:
        hear = (visit.headteacher_id,)
    elif visit.asked is not None:
        hear = tuple(one for one in both if visit.asked.by_id != one)
    elif visit.status is Status.BOOKED:
        hear = both
    elif visit.status is Status.CANCELLED:
        known = {card.person_id for card in uow.cards.about(visit_about(visit.id))}
        hear = tuple(one for one in both if one in known)
    yield from (one for one in hear if one != own.get(by))
    if visit.status is Status.PROPOSED and not _sip_has_a_card(uow, visit):
        yield visit.sip_id


def _advisors_hear(uow: UnitOfWork, visit: Visit) -> Iterable[OutboxJob]:
    """Of a visit that was moved outside its term, the Trust Advisor too: once for each time that it is moved to."""
    move = last_move(visit)
    if move is None:
        return
    dossier = uow.visits.dossier(visit, Entitlement(), ())
    if found := outside(dossier, move.now.half_day):
        words = f"{visit_title(visit, dossier.school)}. {moved_words(dossier)} {found}"
        ask = f"Please agree the day with {dossier.sip.name}, or ask them to move the visit back."
        key = f"visit-outside-term:{visit.id}@{len(visit.times)}"
        for person in uow.roster.people(Role.TRUST_ADVISOR):
            yield send_text(person.id, f"{words} {ask}", f"{key}:{person.id}")


def _found_under_their_eyes(uow: UnitOfWork, visit: Visit) -> bool:
    """The first search goes on behind the card that the SIP has just pressed, which then shows what was found."""
    return visit.status is Status.FOUND and not visit.passed_over and _sip_has_a_card(uow, visit)


def _sip_has_a_card(uow: UnitOfWork, visit: Visit) -> bool:
    return any(card.person_id == visit.sip_id for card in uow.cards.about(visit_about(visit.id)))


def _to_be_done(visit: Visit) -> Iterable[OutboxJob]:
    state = str(visit.version)
    if visit.status is Status.SOUGHT:
        yield graph("find_slots", visit, state, version=visit.version)
    if visit.status in (Status.PICKED, Status.MOVED):
        yield graph("book_visit", visit, state, version=visit.version)
    if visit.status is Status.HELD:
        yield graph("open_report", visit, state)
    if visit.status in _HOLDS_MAY_STAND or (visit.status is Status.SOUGHT and visit.passed_over):
        yield graph("keep_holds", visit, state)
