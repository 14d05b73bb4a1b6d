"""What the buttons about conflicts of interest, the proposal for the trust and to a school say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from cards.allocation.listing import Looking, looking_in
from cards.allocation.needs_actions import one_of
from cards.allocation.verbs import ChoiceVerb, ConflictVerb, RunVerb
from cards.kit.click_fields import SCHOOL_FIRST, Fields
from handbook.allocation.choices.choice import ProposeSip, SipChoice
from handbook.allocation.choices.confirming import ConfirmChoice, DeclineChoice, NameChair, RecordChairsWord
from handbook.allocation.choices.deploying import DeployChoice, UndoChoice
from handbook.allocation.choices.ending import CallOffChoice
from handbook.allocation.conflicts.conflict import (
    ConflictKind,
    DeclareConflict,
    EndConflict,
    LiftConflict,
    RestoreConflict,
)
from handbook.allocation.conflicts.declarations import AskAllToDeclare, Declare
from handbook.allocation.personality import WritePersonality
from handbook.allocation.run import AllocationRun, LockSip, ProposeAll, RaiseCapacity, SolveAgain, UnlockSip

CHAIR: Final = "chair"
CONFLICT: Final = "conflict"
"""What the boxes of a decline say."""
SIP_FIRST: Final = "Please choose the SIP first."
_CONFLICT_FIRST: Final = "Please choose the conflict first."


@dataclass(frozen=True, slots=True)
class ShowDeclaration:
    """A SIP's card of their own conflicts asks how they stand now."""

    sip_id: str


@dataclass(frozen=True, slots=True)
class ShowConflicts:
    """The Trust Advisor leafs through the SIPs and their declarations."""

    looking: Looking = field(default_factory=Looking)


@dataclass(frozen=True, slots=True)
class ShowConflictsOf:
    """The Trust Advisor opens the conflicts of one SIP."""

    sip_id: str
    page: int = 1


@dataclass(frozen=True, slots=True)
class ShowRun:
    """The Trust Advisor leafs through the proposal for the trust."""

    run_id: str
    looking: Looking = field(default_factory=Looking)


@dataclass(frozen=True, slots=True)
class ShowPlacement:
    """They open a school of it; with a SIP, to read why not that one."""

    run_id: str
    urn: str
    sip_id: str = ""


@dataclass(frozen=True, slots=True)
class ShowChoice:
    """A card of a proposal to a school asks how it stands now."""

    choice_id: str


@dataclass(frozen=True, slots=True)
class ShowChoices:
    """The Trust Advisor leafs through the proposals to schools."""

    looking: Looking = field(default_factory=Looking)


def run_data(run: AllocationRun) -> dict[str, str | int]:
    return {"run": run.id}


def choice_data(choice: SipChoice) -> dict[str, str | int]:
    return {"choice": choice.id, "revision": choice.revision}


def _declared(fields: Fields) -> DeclareConflict:
    sip_id, urn = fields.identity("sip"), fields.chosen("urn", SCHOOL_FIRST)
    return DeclareConflict(
        sip_id,
        urn,
        one_of(ConflictKind, fields.chosen("kind", "Please choose what ties you to the school.")),
        fields.day("first_on"),
        fields.day("last_on"),
        fields.words("words"),
    )


def _ended(fields: Fields) -> EndConflict:
    conflict_id = fields.chosen("conflict", _CONFLICT_FIRST)
    return EndConflict(conflict_id, fields.needed_day("over_on", "Please choose the last day."))


CONFLICT_READERS: Final[Mapping[str, Callable[[Fields], object]]] = {
    ConflictVerb.MINE: lambda fields: ShowDeclaration(fields.identity("sip")),
    ConflictVerb.DECLARE: _declared,
    ConflictVerb.END: _ended,
    ConflictVerb.ALL_DECLARED: lambda fields: Declare(fields.identity("sip"), fields.year("year")),
    ConflictVerb.LIST: lambda fields: ShowConflicts(looking_in(fields)),
    ConflictVerb.OF_SIP: lambda fields: ShowConflictsOf(
        fields.chosen("sip", SIP_FIRST), fields.number("page", 1) if fields.was_sent("page") else 1
    ),
    ConflictVerb.LIFT: lambda fields: LiftConflict(
        fields.chosen("conflict", _CONFLICT_FIRST), fields.words("lift_reason")
    ),
    ConflictVerb.RESTORE: lambda fields: RestoreConflict(fields.chosen("lifted", _CONFLICT_FIRST)),
    ConflictVerb.ASK_ALL: lambda fields: AskAllToDeclare(fields.year("year")),
}


def _placed(fields: Fields) -> tuple[str, str]:
    return fields.identity("run"), fields.chosen("urn", SCHOOL_FIRST)


def _proposed(fields: Fields) -> ProposeSip:
    return ProposeSip(fields.identity("urn"), fields.chosen("sip", SIP_FIRST), fields.identity("run"))


def _private(fields: Fields) -> WritePersonality:
    leaning = fields.words("leaning")
    weight = int(leaning) if leaning.removeprefix("-").isdecimal() and len(leaning) < 3 else 0
    about = fields.identity("about")
    return WritePersonality(fields.identity("run"), about, fields.identity("urn"), weight, fields.words("private"))


RUN_READERS: Final[Mapping[str, Callable[[Fields], object]]] = {
    RunVerb.SHOW: lambda fields: ShowRun(fields.identity("run"), looking_in(fields)),
    RunVerb.SCHOOL: lambda fields: ShowPlacement(*_placed(fields)),
    RunVerb.WHY_NOT: lambda fields: ShowPlacement(*_placed(fields), fields.chosen("sip", SIP_FIRST)),
    RunVerb.LOCK: lambda fields: LockSip(*_placed(fields), fields.chosen("sip", SIP_FIRST)),
    RunVerb.UNLOCK: lambda fields: UnlockSip(*_placed(fields)),
    RunVerb.AGAIN: lambda fields: SolveAgain(fields.identity("run")),
    RunVerb.RAISE: lambda fields: RaiseCapacity(
        fields.identity("run"), fields.identity("sip"), fields.number("half_days", 0), fields.number("schools", 0)
    ),
    RunVerb.PROPOSE: _proposed,
    RunVerb.PROPOSE_ALL: lambda fields: ProposeAll(fields.identity("run"), fields.number("revision", 1)),
    RunVerb.PRIVATE: _private,
}


def _seen(fields: Fields) -> tuple[str, int]:
    return fields.identity("choice"), fields.number("revision", 1)


def _chair_said(fields: Fields) -> RecordChairsWord:
    day = fields.needed_day("chair_on", "Please choose the day on which the chair said so.")
    return RecordChairsWord(*_seen(fields), fields.words("chair_name"), day)


def _declined(fields: Fields) -> DeclineChoice:
    is_conflict, of_chair = fields.words("declines_for") == CONFLICT, fields.words("declines") == CHAIR
    return DeclineChoice(*_seen(fields), fields.words("decline_reason"), is_conflict, of_chair)


def _deployed(fields: Fields) -> DeployChoice:
    return DeployChoice(fields.identity("choice"), fields.needed_day("starts_on", "Please choose the first day."))


CHOICE_READERS: Final[Mapping[str, Callable[[Fields], object]]] = {
    ChoiceVerb.SHOW: lambda fields: ShowChoice(fields.chosen("choice", "Please choose the proposal first.")),
    ChoiceVerb.LIST: lambda fields: ShowChoices(looking_in(fields)),
    ChoiceVerb.CONFIRM: lambda fields: ConfirmChoice(*_seen(fields)),
    ChoiceVerb.CHAIR_SAID: _chair_said,
    ChoiceVerb.NAME_CHAIR: lambda fields: NameChair(
        fields.identity("choice"), fields.chosen("chair", "Please choose your Chair of Governors first.")
    ),
    ChoiceVerb.DECLINE: _declined,
    ChoiceVerb.CALL_OFF: lambda fields: CallOffChoice(fields.identity("choice")),
    ChoiceVerb.ANOTHER: lambda fields: ProposeSip(fields.identity("urn"), fields.identity("alternate")),
    ChoiceVerb.DEPLOY: _deployed,
    ChoiceVerb.UNDO: lambda fields: UndoChoice(fields.identity("choice"), fields.words("undo_reason")),
}
