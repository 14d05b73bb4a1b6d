"""What a button about visits is answered with: the card that it stands on, as it now is."""

from collections.abc import Mapping
from typing import Any, Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.clicked_card import card_pressed
from automations.engine.inbound.port import Click
from automations.engine.ports import Card
from automations.engine.standing_in import acting
from automations.engine.workflow import Reply
from automations.visits.cards import VisitKind, ofsted_about, visit_about, visits_about
from cards.sip_team.appraisal import appraiser_needed_card
from cards.visits.actions import ShowOfstedCall, ShowVisit, ShowVisits
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.visits.agenda import SetAgenda
from handbook.visits.booking import (
    AskForOthers,
    PickSlot,
    SayNoneSuits,
    SeekSlots,
    SeekVisit,
    SendSlots,
)
from handbook.visits.calendar_file import AskForCalendarFile
from handbook.visits.changes import AgreeToChange, CancelVisit, KeepVisit, MoveVisit
from handbook.visits.ofsted.call import (
    AnswerOfstedCall,
    AskSipToCome,
    KeepThroughOfsted,
    PutOffForOfsted,
    TellOfstedCalled,
)
from handbook.visits.ofsted.changes import CallOffOfsted, CorrectOfstedCall
from handbook.visits.outcome import SayHeld, SayNotHeld
from store.unit_of_work import UnitOfWork


def of_visit(uow: UnitOfWork, command: Any, viewer: Person, _context: RenderContext, click: Click) -> CardRef:
    return card_pressed(uow, viewer, click, CardRef(VisitKind.VISIT, visit_about(command.visit_id)))


def of_call(uow: UnitOfWork, command: Any, viewer: Person, _context: RenderContext, click: Click) -> CardRef:
    return card_pressed(uow, viewer, click, CardRef(VisitKind.OFSTED, ofsted_about(command.call_id)))


def of_list(uow: UnitOfWork, _command: object, viewer: Person, _context: RenderContext, click: Click) -> CardRef:
    return card_pressed(uow, viewer, click, CardRef(VisitKind.VISITS, visits_about(viewer.id)))


def of_calendar_file(
    uow: UnitOfWork, command: AskForCalendarFile, viewer: Person, context: RenderContext, click: Click
) -> CardRef:
    return (of_visit if command.visit_id else of_list)(uow, command, viewer, context, click)


def visit_begun(uow: UnitOfWork, command: SeekVisit, viewer: Person, context: RenderContext, _click: Click) -> CardRef:
    by = acting(uow, viewer, context.now, uow.roster.school_then(command.urn))
    visit = uow.visits.sought(command.urn, command.year, command.purpose, by.person.id)
    return CardRef(VisitKind.VISIT, visit_about(visit.id if visit else ""))


def another_is_needed(uow: UnitOfWork, command: SeekVisit, viewer: Person, refusal: Refused) -> Card:
    """Why the SIP cannot carry out the appraisal, and the button that asks for somebody who can (PM1)."""
    return appraiser_needed_card(uow.roster.school_then(command.urn), command.year, refusal.reason, viewer)


def call_told(
    uow: UnitOfWork, command: TellOfstedCalled, _viewer: Person, _context: RenderContext, _click: Click
) -> CardRef:
    call = uow.ofsted_calls.of_days(command.urn, command.first_on, command.last_on)
    return CardRef(VisitKind.OFSTED, ofsted_about(call.id if call else ""))


_OF_BOTH: Final = frozenset((VisitKind.VISIT.value, VisitKind.OFSTED.value))

REPLIES: Final[Mapping[type, Reply]] = {
    SeekVisit: Reply(visit_begun, turns_into=_OF_BOTH, on_refusal={"not_trained": another_is_needed}),
    SeekSlots: Reply(of_visit),
    SendSlots: Reply(of_visit),
    PickSlot: Reply(of_visit),
    AskForOthers: Reply(of_visit),
    SayNoneSuits: Reply(of_visit),
    MoveVisit: Reply(of_visit),
    CancelVisit: Reply(of_visit),
    AgreeToChange: Reply(of_visit),
    KeepVisit: Reply(of_visit),
    SetAgenda: Reply(of_visit),
    SayHeld: Reply(of_visit),
    SayNotHeld: Reply(of_visit),
    ShowVisit: Reply(of_visit, only_shows=True),
    ShowVisits: Reply(of_list, only_shows=True),
    AskForCalendarFile: Reply(of_calendar_file),
    TellOfstedCalled: Reply(call_told, turns_into=_OF_BOTH),
    KeepThroughOfsted: Reply(of_call),
    PutOffForOfsted: Reply(of_call),
    AskSipToCome: Reply(of_call),
    AnswerOfstedCall: Reply(of_call),
    CorrectOfstedCall: Reply(of_call),
    CallOffOfsted: Reply(of_call),
    ShowOfstedCall: Reply(of_call, only_shows=True),
}
