"""The plan of a term (V2): asked for, proposed to each SIP, accepted line by line. What is accepted is sought and sent
by the ordinary booking; what that refuses stays on the card with its reason."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import Handler, Occasion, Sight
from automations.engine.inbound_port import Click
from automations.engine.notifications import redraw_all, say, tell
from automations.engine.outbox import FarEnd, Promise
from automations.engine.workflow import Reply
from automations.plans.plan_cards import PlanKind, plan_about, plans_about
from automations.visits import booking as visit_booking
from cards.plans.actions import ShowPlan
from cards.plans.plan import pages_of
from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import Term
from handbook.plans.acceptance import (
    AcceptPlanned,
    AcceptWholePlan,
    NotePlans,
    PlannedVisit,
    ProposedPlan,
    accepted,
    to_accept,
    turned_down,
)
from handbook.plans.outstanding import begun
from handbook.visits.booking import SeekVisit, SendSlots
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import Visit
from store.ledger import Ledger

PLAN: Final = "plan"
PLANNERS: Final = (Role.SIP, Role.TRUST_ADVISOR)
_TERMS: Final = {f"{PLAN} {term.value.lower()}": term.value for term in Term} | {PLAN: ""}


def plan_asked(_books: Ledger, person: Person, words: str, message_id: str) -> list[Promise] | None:
    """A plan of the term ahead, or of the one that is named, takes a while: the answer says so, and the plan comes."""
    if person.role not in PLANNERS or words not in _TERMS:
        return None
    run_id = hashlib.sha256(message_id.encode()).hexdigest()[:32]
    args = {"run_id": run_id, "person_id": person.id, "term": _TERMS[words]}
    soon = "I look at the calendars and plan the visits that have no day yet. The plan follows in a moment."
    return [say(person.id, soon, message_id), Promise("plan_term", run_id, args, FarEnd.GRAPH)]


def note(books: Ledger, command: NotePlans, occasion: Occasion) -> Iterable[Promise]:
    """Each SIP gets their own; a Trust Advisor who asked gets all as a table. Made twice, it is noted once."""
    if books.term_plans.of_run(command.run_id):
        return
    for plan in command.plans:
        entry = occasion.entry("term_planned", plan_about(plan.id), rule="V2", schools=len(plan.lines))
        books.term_plans.open(plan, entry, occasion.now)
        yield tell(PlanKind.TERM_PLAN, plan.sip_id, plan_about(plan.id), 0)
    if command.by_id not in {plan.sip_id for plan in command.plans}:
        for page in range(1, pages_of(command.plans) + 1):
            yield tell(PlanKind.TERM_TABLE, command.by_id, plans_about(command.run_id), page)


def accept(books: Ledger, command: AcceptPlanned, occasion: Occasion) -> Iterable[Promise]:
    plan = books.term_plans.get(command.plan_id)
    return _send_all(books, plan, to_accept(plan, occasion.somebody, occasion.now, command.urn), occasion)


def accept_all(books: Ledger, command: AcceptWholePlan, occasion: Occasion) -> Iterable[Promise]:
    plan = books.term_plans.get(command.plan_id)
    return _send_all(books, plan, to_accept(plan, occasion.somebody, occasion.now), occasion)


HANDLERS: Final[Mapping[type, Handler]] = {NotePlans: note, AcceptPlanned: accept, AcceptWholePlan: accept_all}


def plan_answer(_books: Ledger, command: Any, _viewer: Person, _sight: Sight, _click: Click) -> CardRef:
    """What a button about a plan is answered with."""
    return CardRef(PlanKind.TERM_PLAN, plan_about(command.plan_id))


REPLIES: Final[Mapping[type, Reply]] = {
    AcceptPlanned: Reply(plan_answer),
    AcceptWholePlan: Reply(plan_answer),
    ShowPlan: Reply(plan_answer, only_shows=True),
}


def _send_all(
    books: Ledger, plan: ProposedPlan, lines: Sequence[PlannedVisit], occasion: Occasion
) -> Iterable[Promise]:
    """What one school's booking refuses hinders no other."""
    about, promises = plan_about(plan.id), list[Promise]()
    for line in lines:
        try:
            with books.apart() as own:
                visit, promised = _send(own, plan, line, occasion)
            plan = accepted(plan, line.urn, visit.id)
            promises += promised
        except Refused as refusal:
            plan = turned_down(plan, line.urn, refusal.reason)
            no = occasion.entry("refused", about, command="AcceptPlanned", code=refusal.code, rule=refusal.rule)
            books.audit(no, occasion.now)
    entry = occasion.entry("plan_accepted", about, rule="V2", lines=len(lines))
    saved = books.term_plans.save(plan, entry, occasion.now)
    return [*promises, *redraw_all(books, about, saved.revision)]


def _send(books: Ledger, plan: ProposedPlan, line: PlannedVisit, occasion: Occasion) -> tuple[Visit, Sequence[Promise]]:
    """Into the booking: the visit is begun, or was already, and its half-day goes to the headteacher."""
    promises = list[Promise]()
    visit = _begun(books, plan, line)
    if visit is None:
        promises += visit_booking.seek(books, SeekVisit(line.urn, plan.year, TermlyVisit(plan.term)), occasion)
        visit = _begun(books, plan, line)
    own = tuple[HalfDay, ...](() if line.half_day is None else (line.half_day,))
    sent = SendSlots(visit.id if visit else "", visit.version if visit else 0, own)
    promises += visit_booking.HANDLERS[SendSlots](books, sent, occasion)
    return books.visits.get(sent.visit_id), promises


def _begun(books: Ledger, plan: ProposedPlan, line: PlannedVisit) -> Visit | None:
    return begun(books.visits.of_school(line.urn), (plan.year, plan.term), plan.sip_id)
