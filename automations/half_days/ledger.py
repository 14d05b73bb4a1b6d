"""What is written into the half-days of a year beside its visits: preparation (V1) and extra services (AS1, PM2)."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import Handler, Occasion, Sight
from automations.engine.inbound_port import Click
from automations.engine.notifications import redraw_all, tell
from automations.engine.outbox import Promise
from automations.engine.roster import school_of
from automations.engine.workflow import Reply
from automations.half_days.ledger_cards import HalfDaysKind, extra_about, half_days_about
from automations.visits.cards import book_about
from cards.half_days.actions import ShowHalfDays
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.half_days import extra_services as extras
from handbook.half_days import preparation as preparations
from handbook.half_days.entitlement import Account, check_preparation_left
from handbook.half_days.extra_services import AgreeExtraService, DropExtraService, ExtraService, is_same
from handbook.half_days.preparation import DropPreparation, NotePreparationDone, PlanPreparation, Preparation
from store.ledger import Ledger

HALF_DAYS: Final = frozenset(("half-days", "half days", "preparation", "extra services"))
_ASKED_BY: Final = (Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR)


def plan(books: Ledger, command: PlanPreparation, occasion: Occasion) -> Iterable[Promise]:
    """A button that is pressed twice sets aside once."""
    school = school_of(books, command.urn)
    new = preparations.preparation_planned(command, school, occasion.somebody, occasion.now, uuid.uuid4().hex)
    if _is_set_aside(books, new):
        return []
    own = books.visits.account(school.urn, new.year, occasion.customs.visits.entitlement)
    check_preparation_left(own, new.half_days, school.name)
    entry = occasion.entry("preparation_planned", f"preparation:{new.id}", rule="V1")
    books.preparations.open(new, entry, occasion.now)
    return _redrawn(books, school, f"{new.id}-1")


def done(books: Ledger, command: NotePreparationDone, occasion: Occasion) -> Iterable[Promise]:
    found = books.preparations.get(command.preparation_id)
    changed = preparations.preparation_done(found, occasion.somebody, occasion.now)
    return _changed(books, changed, "preparation_done", occasion)


def drop(books: Ledger, command: DropPreparation, occasion: Occasion) -> Iterable[Promise]:
    found = books.preparations.get(command.preparation_id)
    changed = preparations.preparation_dropped(found, occasion.somebody)
    return _changed(books, changed, "preparation_dropped", occasion)


def agree(books: Ledger, command: AgreeExtraService, occasion: Occasion) -> Iterable[Promise]:
    """The headteacher is told, for it is they who agreed; so is the SIP who does it. Raises Refused for what is on
    record: a button may be pressed twice."""
    school, sip = school_of(books, command.urn), books.roster.named(command.sip_id)
    new = extras.extra_service_agreed(command, school, sip, occasion.somebody, occasion.now, uuid.uuid4().hex)
    if any(is_same(new, other) for other in books.extra_services.of_year(new.urn, new.year)):
        words = f"“{new.name}” is on record for {school.name} already. Bought once more, it needs another name."
        raise Refused("taken", words, "AS1")
    entry = occasion.entry("extra_service_agreed", extra_about(new.id), rule="AS1")
    return _extra_changed(books, books.extra_services.open(new, entry, occasion.now), school, occasion)


def drop_extra(books: Ledger, command: DropExtraService, occasion: Occasion) -> Iterable[Promise]:
    found = books.extra_services.get(command.extra_id)
    school = books.roster.school_then(found.urn)
    own = books.visits.account(found.urn, found.year, occasion.customs.visits.entitlement)
    changed = extras.extra_service_dropped(found, school, occasion.somebody, _used(own, found))
    entry = occasion.entry("extra_service_dropped", extra_about(found.id), rule="AS1")
    return _extra_changed(books, books.extra_services.save(changed, entry, occasion.now), school, occasion)


HANDLERS: Final[Mapping[type, Handler]] = {
    PlanPreparation: plan,
    NotePreparationDone: done,
    DropPreparation: drop,
    AgreeExtraService: agree,
    DropExtraService: drop_extra,
}


def _is_set_aside(books: Ledger, new: Preparation) -> bool:
    """Raises Refused where that day has another amount for this school: it would be guessed which one is meant."""
    own = [
        one
        for one in books.preparations.of_year(new.urn, new.year)
        if (one.sip_id, one.on) == (new.sip_id, new.on) and not one.dropped
    ]
    if any(one.half_days != new.half_days or one.done for one in own):
        raise Refused("taken", "Preparation is on record for that school and day already.", "V1")
    return bool(own)


def _used(own: Account, extra: ExtraService) -> int:
    return sum(line.held + line.planned for one, line in own.extras if one.id == extra.id)


def _changed(books: Ledger, changed: Preparation, action: str, occasion: Occasion) -> Iterable[Promise]:
    entry = occasion.entry(action, f"preparation:{changed.id}", rule="V1")
    saved = books.preparations.save(changed, entry, occasion.now)
    return _redrawn(books, books.roster.school_then(saved.urn), f"{saved.id}-{saved.revision}")


def _extra_changed(books: Ledger, extra: ExtraService, school: School, occasion: Occasion) -> Iterable[Promise]:
    state = f"{extra.id}-{extra.revision}"
    about = extra_about(extra.id)
    hear = dict.fromkeys((school.headteacher_id, extra.sip_id, school.sip_id))
    told = [tell(HalfDaysKind.EXTRA, one, about, extra.revision) for one in hear if one != occasion.actor_id]
    others = [promise for what in (about, book_about(extra.sip_id)) for promise in redraw_all(books, what, state)]
    return [*told, *others, *_redrawn(books, school, state, extra.sip_id, extra.agreed_by_id)]


def _redrawn(books: Ledger, school: School, state: str, *others: str) -> list[Promise]:
    """Whoever has it on a card sees how it stands."""
    people = dict.fromkeys((school.sip_id, school.headteacher_id, *others))
    return [promise for one in people for promise in redraw_all(books, half_days_about(one), state)]


def ledger_answer(_books: Ledger, _command: object, viewer: Person, _sight: Sight, _click: Click) -> CardRef:
    """What a button about half-days is answered with: the year's ledger, as it now is."""
    return CardRef(HalfDaysKind.HALF_DAYS, half_days_about(viewer.id))


REPLIES: Final[Mapping[type, Reply]] = {
    PlanPreparation: Reply(ledger_answer),
    NotePreparationDone: Reply(ledger_answer),
    DropPreparation: Reply(ledger_answer),
    AgreeExtraService: Reply(ledger_answer),
    DropExtraService: Reply(ledger_answer),
    ShowHalfDays: Reply(ledger_answer, only_shows=True),
}


def half_days_asked(_books: Ledger, person: Person, words: str, message_id: str) -> list[Promise] | None:
    if words not in HALF_DAYS or person.role not in _ASKED_BY:
        return None
    return [tell(HalfDaysKind.HALF_DAYS, person.id, half_days_about(person.id), 0, message_id)]
