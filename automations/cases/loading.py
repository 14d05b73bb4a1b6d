"""A case in front of somebody: who they are in it, and what forms about it offer to choose from."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext
from automations.engine.ports import Card
from cards.cases.forms import Choices, Form
from cards.cases.notice import case_notice_card
from cards.cases.record import CaseView
from cards.kit.half_days import half_choices
from handbook.cases.answers import known_readers, may_add_to
from handbook.cases.case import NO_SUCH_CASE, Case, Ladder, Part, Seat, parts_for
from handbook.cases.complaint_steps import notes_of
from handbook.cases.concern_support import may_be_invited
from handbook.cases.cover import covers_cases, stands_in_for
from handbook.cases.reading import what
from handbook.cases.signing import Actor, ids_in
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School
from handbook.core.plain_words import and_list
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

Offered = list[tuple[str, str]]


def case_about(case_id: str) -> str:
    return f"case:{case_id}"


def actor_of(uow: UnitOfWork, person: Person, now: datetime) -> Actor:
    """Somebody, with those for whom they stand in about cases today."""
    ids = stands_in_for(uow.covers.of_deputy(person.id), person, london_date(now))
    covered = (uow.roster.person(one) for one in sorted(ids - {person.id}))
    leads = frozenset(one.urn for one in uow.roster.schools() if one.headteacher_id == person.id)
    return Actor(person, tuple(one for one in covered if one is not None and covers_cases(person, one)), leads)


def case_for(uow: UnitOfWork, case_id: str, actor: Actor) -> Case:
    """Raises the same Refused for a case that is not theirs as for none."""
    case = uow.cases.get_for(case_id, _ids(actor))
    if not parts_for(case, ids_in(case, actor)):  # whom it is about, and who has a seat in it, stands in for nobody
        raise Refused("unknown", NO_SUCH_CASE)
    return case


def view_of(uow: UnitOfWork, case: Case, actor: Actor, now: datetime) -> CaseView:
    return CaseView(case, uow.roster.school_then(case.urn), actor, now)


def views_of(uow: UnitOfWork, actor: Actor, now: datetime) -> list[CaseView]:
    """Every case that somebody may read."""
    own = uow.cases.of_readers(_ids(actor))
    return [view_of(uow, case, actor, now) for case in own if parts_for(case, ids_in(case, actor))]


def schools_for(uow: UnitOfWork, actor: Actor, ladder: Ladder) -> list[School]:
    """The schools that somebody may begin a case about: a SIP's, also of whom they stand in for; a headteacher's."""
    if ladder is Ladder.COMPLAINT:
        return [one for one in uow.roster.schools() if one.headteacher_id == actor.person.id]
    return [one for one in uow.roster.schools() if one.sip_id in _ids(actor) and one.urn not in actor.leads]


def choices_for(uow: UnitOfWork, view: CaseView, form: Form, context: RenderContext) -> Choices:
    """What the form's boxes offer to choose from."""
    asked = {box.name for box in form.boxes if not box.choices}
    return {name: offered(uow, view, context) for name, offered in _OFFERED.items() if name in asked}


def _ids(actor: Actor) -> frozenset[str]:
    return frozenset(one.id for one in (actor.person, *actor.covered))


def _parts(uow: UnitOfWork, view: CaseView, _context: RenderContext) -> Offered:
    """Each with who reads it, and so what is added to it; on the wire, its place among those of this reader."""
    own = [(str(at), part) for at, part in enumerate(view.parts, 1) if may_add_to(view.case, part, view.ids)]
    return [(f"{_item(view, part)}, read by {and_list(_readers(uow, view, part))}", place) for place, part in own]


def _item(view: CaseView, part: Part) -> str:
    return f"{what(part, view.reading)} (item {view.reading.number(part)})"


def _readers(uow: UnitOfWork, view: CaseView, part: Part) -> list[str]:
    others = [one for one in known_readers(view.case, part, view.ids) if one not in view.ids]
    return ["you", *(person.name for one in others if (person := uow.roster.person(one)) is not None)]


def _notes(_uow: UnitOfWork, view: CaseView, _context: RenderContext) -> Offered:
    return [("Let them read what I prepared too", "yes")] if notes_of(view.case) else []


def _halves(_uow: UnitOfWork, _view: CaseView, context: RenderContext) -> Offered:
    return list(half_choices(context.policy.visits.hours))


def _invited(uow: UnitOfWork, view: CaseView, _context: RenderContext) -> Offered:
    found = (uow.roster.person(one) for one in may_be_invited(view.case, view.school, view.actor))
    return [(f"{one.name} ({one.office_words})", one.id) for one in found if one] or [("Nobody else", "")]


def _meetings(uow: UnitOfWork, _view: CaseView, context: RenderContext) -> Offered:
    to_come = uow.team_meetings.since(london_date(context.now))
    found = [(one.half_day.words, one.id) for one in to_come]
    return found or [("None is set yet: type “team meeting” first", "none")]


def _successors(uow: UnitOfWork, view: CaseView, _context: RenderContext) -> Offered:
    seats = view.case.seats
    head_id = view.school.headteacher_id
    pool = [(seat, one) for seat, role in _POOLS for one in uow.roster.people(role) if seat in seats]
    new = [(seat, one) for seat, one in pool if one.id != head_id]
    if Seat.HEADTEACHER in seats and (head := uow.roster.person(head_id)):
        new.append((Seat.HEADTEACHER, head))
    free = [(seat, one) for seat, one in new if one.id not in seats.values()]
    return [(f"{one.name} as {seat.words}", f"{seat.value}:{one.id}") for seat, one in free] or [("Nobody", "")]


_POOLS: Final = ((Seat.SIP, Role.SIP), (Seat.DSO, Role.DSO))

_OFFERED: Final[Mapping[str, Callable[[UnitOfWork, CaseView, RenderContext], Offered]]] = {
    "notes": _notes,
    "place": _parts,
    "half": _halves,
    "invite": _invited,
    "meeting": _meetings,
    "to": _successors,
}


def render_notice(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """What stands in a chat about a case: the same for whoever may not read it as for one that is nobody's."""
    try:
        case = case_for(uow, card.record_id, actor_of(uow, viewer, context.now))
    except Refused:
        return case_notice_card(card.record_id, may_read=False)
    return case_notice_card(case.id, may_read=True)
