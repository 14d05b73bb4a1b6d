"""Ofsted has called (O2): the headteacher says so once; what is in the diary that week is kept or put off by choice,
and the SIP is asked to come."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Final

from automations.engine.command_bus import Handler, Occasion, Sight
from automations.engine.notifications import redraw_all, tell
from automations.engine.outbox import Promise, follow_up
from automations.engine.roster import school_of
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.visits.cards import VisitKind, ofsted_about, ofsted_dossier, visit_about, visit_dossier
from automations.visits.decisions import called_off
from automations.visits.telling import after_visit
from handbook.visits import ofsted_call as rules
from handbook.visits.dossier import VisitDossier
from handbook.visits.ofsted_call import (
    AnswerOfstedCall,
    AskSipToCome,
    KeepThroughOfsted,
    OfstedCall,
    PutOffForOfsted,
    TellOfstedCalled,
)
from store.ledger import Ledger


def ofsted_called(books: Ledger, command: TellOfstedCalled, occasion: Occasion) -> Iterable[Promise]:
    """Told twice, it is one call."""
    school = school_of(books, command.urn)
    call = rules.ofsted_called(command, school, occasion.somebody, occasion.now, uuid.uuid4().hex)
    if books.ofsted_calls.of_days(call.urn, call.first_on, call.last_on) is not None:
        return []
    entry = occasion.entry("ofsted_called", ofsted_about(call.id), rule="O2")
    return [_after(books.ofsted_calls.open(call, entry, occasion.now))]


def keep(books: Ledger, command: KeepThroughOfsted, occasion: Occasion) -> Iterable[Promise]:
    call, dossier = _both(books, command, occasion)
    return [_saved(books, rules.kept_through(call, dossier, command, occasion.somebody), "ofsted_kept", occasion)]


def put_off(books: Ledger, command: PutOffForOfsted, occasion: Occasion) -> Iterable[Promise]:
    call, dossier = _both(books, command, occasion)
    visit = rules.put_off_for(call, dossier, command, occasion.somebody)
    entry = occasion.entry("ofsted_put_off", visit_about(visit.id), rule="O2")
    saved = books.visits.save(visit, entry, occasion.now)
    return [after_visit(saved, occasion), *called_off(dossier.visit, saved)]


def ask_sip(books: Ledger, command: AskSipToCome, occasion: Occasion) -> Iterable[Promise]:
    call = books.ofsted_calls.get(command.call_id)
    dossier = ofsted_dossier(books, call, _sight(occasion))
    asked = rules.sip_asked(call, command, dossier.school, occasion.somebody, dossier.account, occasion.now)
    return [_saved(books, asked, "ofsted_sip_asked", occasion)]


def answer(books: Ledger, command: AnswerOfstedCall, occasion: Occasion) -> Iterable[Promise]:
    """With a yes there is a visit, which goes into both calendars as every other."""
    call = books.ofsted_calls.get(command.call_id)
    dossier = ofsted_dossier(books, call, _sight(occasion))
    answered = rules.sip_answered(call, command, dossier.school, occasion.somebody)
    promises = [_saved(books, answered, "ofsted_answered", occasion)]
    if command.comes:
        visit = rules.visit_during(call, dossier.school, dossier.account, uuid.uuid4().hex)
        entry = occasion.entry("visit_sought", visit_about(visit.id), rule="O2")
        opened = books.visits.open(visit, entry, occasion.now)
        comes = rules.sip_comes(visit_dossier(books, opened.id, _sight(occasion)), occasion.now)
        picked = occasion.entry("slot_picked", visit_about(visit.id), rule="O2")
        promises.append(after_visit(books.visits.save(comes, picked, occasion.now), occasion))
    return promises


HANDLERS: Final[Mapping[type, Handler]] = {
    TellOfstedCalled: ofsted_called,
    KeepThroughOfsted: keep,
    PutOffForOfsted: put_off,
    AskSipToCome: ask_sip,
    AnswerOfstedCall: answer,
}


def ofsted_changed(books: Ledger, call: OfstedCall) -> Iterable[Promise]:
    """The SIP hears of the call and of what they are asked, the headteacher of the answer."""
    about, school = ofsted_about(call.id), books.roster.school_then(call.urn)
    yield from redraw_all(books, about, call.revision)
    if call.comes is None:
        asked = call.wanted.words if call.wanted else ""
        yield tell(VisitKind.OFSTED, school.sip_id, about, 0, asked)
    else:
        yield tell(VisitKind.OFSTED, school.headteacher_id, about, call.revision)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda books, call_id: books.ofsted_calls.get(call_id), {"ofsted_changed": ofsted_changed}
)


def _both(books: Ledger, command: Any, occasion: Occasion) -> tuple[OfstedCall, VisitDossier]:
    dossier = visit_dossier(books, command.visit_id, _sight(occasion))
    return books.ofsted_calls.get(command.call_id), dossier


def _saved(books: Ledger, call: OfstedCall, action: str, occasion: Occasion) -> Promise:
    entry = occasion.entry(action, ofsted_about(call.id), rule="O2")
    return _after(books.ofsted_calls.save(call, entry, occasion.now))


def _after(call: OfstedCall) -> Promise:
    about = ofsted_about(call.id)
    return follow_up("ofsted_changed", about, f"{about}@{call.revision}")


def _sight(occasion: Occasion) -> Sight:
    return Sight(occasion.now, occasion.customs)
