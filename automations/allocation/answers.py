"""What a button of an allocation is answered with."""

from collections.abc import Mapping
from typing import Any, Final

from automations.allocation.around import conflict_of
from automations.allocation.kinds import AllocationKind, choice_about, declaration_about, needs_about, support_about
from automations.allocation.lists import choices_list, conflicts_list, conflicts_of_sip, needs_list
from automations.allocation.run_cards import placement, run_list
from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.ports import Card
from automations.engine.workflow import Reply
from cards.allocation.actions import (
    ShowChoice,
    ShowChoices,
    ShowConflicts,
    ShowConflictsOf,
    ShowDeclaration,
    ShowPlacement,
    ShowRun,
)
from cards.allocation.needs_actions import ShowNeeds, ShowNeedsList, ShowSupport
from handbook.allocation.choices.choice import ProposeSip
from handbook.allocation.choices.confirming import ConfirmChoice, DeclineChoice, NameChair, RecordChairsWord
from handbook.allocation.choices.deploying import DeployChoice, UndoChoice
from handbook.allocation.choices.ending import CallOffChoice
from handbook.allocation.conflicts.conflict import DeclareConflict, EndConflict, LiftConflict, RestoreConflict
from handbook.allocation.conflicts.declarations import AskAllToDeclare, Declare
from handbook.allocation.needs import AskAllForNeeds, AskForNeeds, NoteTalk, SayNeeds
from handbook.allocation.other_support import AgreeRole, EndSupport, NameSupport, SayRole
from handbook.allocation.personality import WritePersonality
from handbook.allocation.run import LockSip, ProposeAll, RaiseCapacity, SolveAgain, UnlockSip
from handbook.core.people import Person
from store.unit_of_work import UnitOfWork


def _needs(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(AllocationKind.NEEDS, needs_about(command.urn, command.year))


def _needs_list(uow: UnitOfWork, command: Any, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    asked = command if isinstance(command, ShowNeedsList) else ShowNeedsList(command.year)
    return needs_list(uow, asked, viewer)


def _declaration(_uow: UnitOfWork, _command: Any, viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(AllocationKind.DECLARATION, declaration_about(viewer.id))


def _conflicts(uow: UnitOfWork, command: Any, viewer: Person, context: RenderContext, _click: Click) -> Card:
    asked = command if isinstance(command, ShowConflicts) else ShowConflicts()
    return conflicts_list(uow, asked, viewer, context)


def _conflicts_of(uow: UnitOfWork, command: Any, viewer: Person, context: RenderContext, _click: Click) -> Card:
    if isinstance(command, ShowConflictsOf):
        return conflicts_of_sip(uow, command, viewer, context)
    sip_id = conflict_of(uow, command.conflict_id, context.now).sip_id
    return conflicts_of_sip(uow, ShowConflictsOf(sip_id), viewer, context)


def _run(uow: UnitOfWork, command: Any, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    asked = command if isinstance(command, ShowRun) else ShowRun(command.run_id)
    return run_list(uow, asked, viewer)


def _placement(uow: UnitOfWork, command: Any, viewer: Person, context: RenderContext, _click: Click) -> Card:
    """After a note about somebody, with them."""
    if isinstance(command, ShowPlacement):
        return placement(uow, command, viewer, context)
    about = command.sip_id if isinstance(command, WritePersonality) else ""
    return placement(uow, ShowPlacement(command.run_id, command.urn, about), viewer, context)


def _proposed(uow: UnitOfWork, command: Any, viewer: Person, context: RenderContext, click: Click) -> Card | CardRef:
    """On the card of the run its school, else the proposal that was made."""
    if command.run_id:
        return _placement(uow, command, viewer, context, click)
    made = uow.sip_choices.of_school(command.urn)[-1]
    return CardRef(AllocationKind.CHOICE, choice_about(made.id))


def _choice(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(AllocationKind.CHOICE, choice_about(command.choice_id))


def _choices(uow: UnitOfWork, command: Any, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return choices_list(uow, command, viewer)


def _support(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(AllocationKind.SUPPORT, support_about(command.urn))


REPLIES: Final[Mapping[type, Reply]] = {
    ShowNeeds: Reply(_needs, only_shows=True),
    **dict.fromkeys((AskForNeeds, SayNeeds, NoteTalk), Reply(_needs)),
    ShowNeedsList: Reply(_needs_list, only_shows=True),
    AskAllForNeeds: Reply(_needs_list),
    ShowDeclaration: Reply(_declaration, only_shows=True),
    **dict.fromkeys((DeclareConflict, EndConflict, Declare), Reply(_declaration)),
    ShowConflicts: Reply(_conflicts, only_shows=True),
    AskAllToDeclare: Reply(_conflicts),
    ShowConflictsOf: Reply(_conflicts_of, only_shows=True),
    **dict.fromkeys((LiftConflict, RestoreConflict), Reply(_conflicts_of)),
    ShowRun: Reply(_run, only_shows=True),
    **dict.fromkeys((SolveAgain, RaiseCapacity, ProposeAll), Reply(_run)),
    ShowPlacement: Reply(_placement, only_shows=True),
    **dict.fromkeys((LockSip, UnlockSip, WritePersonality), Reply(_placement)),
    ProposeSip: Reply(_proposed),
    ShowChoice: Reply(_choice, only_shows=True),
    **dict.fromkeys(
        (ConfirmChoice, RecordChairsWord, NameChair, DeclineChoice, CallOffChoice, DeployChoice, UndoChoice),
        Reply(_choice),
    ),
    ShowChoices: Reply(_choices, only_shows=True),
    ShowSupport: Reply(_support, only_shows=True),
    **dict.fromkeys((NameSupport, EndSupport, SayRole, AgreeRole), Reply(_support)),
}
