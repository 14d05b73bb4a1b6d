"""What becomes of a case by a command: asked of the handbook, and written nowhere. What is shown before a step and what
the step does are the same decision."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from automations.cases.loading import actor_of, case_for
from automations.engine.command_bus import CommandContext
from automations.engine.roster import school_of
from handbook.cases import answers as case_answers
from handbook.cases import complaint_steps, concern_steps, concern_support
from handbook.cases.case import Case, Confidential, version_for
from handbook.cases.signing import Actor, ids_in
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CaseDecision:
    """A case before (None where it begins) and after."""

    before: Case | None
    after: Case

    @property
    def first_new(self) -> int:
        """The number of the first part that is new."""
        return len(self.before.parts) + 1 if self.before else 1


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a rule may look at."""

    uow: UnitOfWork
    actor: Actor
    ctx: CommandContext
    school: School

    def holder(self, role: Role) -> Person:
        return self.uow.roster.holder(role)


_Opens = Callable[[_Scene, Any, str], Case]
_Goes = Callable[[_Scene, Case, Any], Case]

_OPENS: Final[Mapping[type, _Opens]] = {
    concern_steps.RaiseConcern: lambda scene, command, case_id: concern_steps.raised(
        command, scene.school, scene.actor, scene.holder(Role.TRUST_ADVISOR), scene.ctx.now, case_id
    ),
    complaint_steps.PrepareTalk: lambda scene, command, case_id: complaint_steps.prepared(
        command, scene.school, scene.actor, scene.ctx.now, case_id
    ),
    complaint_steps.Complain: lambda scene, command, case_id: complaint_steps.complained(
        command,
        scene.school,
        scene.actor,
        scene.holder(Role.TRUST_ADVISOR),
        scene.holder(Role.CHAIR_OF_TRUST_BOARD),
        scene.ctx.now,
        case_id,
    ),
}

_GOES_ON: Final[Mapping[type, _Goes]] = {
    concern_steps.RecordTalk: lambda scene, case, command: concern_steps.talk_recorded(
        case, command, scene.school, scene.actor, scene.ctx.now
    ),
    concern_steps.SayCouldNotTalk: lambda scene, case, command: concern_steps.could_not_talk(
        case, command, scene.actor, scene.ctx.now
    ),
    concern_steps.WaiveTalk: lambda scene, case, command: concern_steps.talk_waived(
        case, command, scene.actor, scene.ctx.now
    ),
    concern_steps.AskToTalk: lambda scene, case, command: concern_steps.talk_asked_for(
        case, command, scene.actor, scene.ctx.now
    ),
    concern_steps.TakeToTrustAdvisor: lambda scene, case, command: concern_steps.taken_to_trust_advisor(
        case, command, scene.actor, scene.holder(Role.TRUST_ADVISOR), scene.ctx.now
    ),
    concern_steps.TakeToDso: lambda scene, case, command: concern_steps.taken_to_dso(
        case, command, scene.school, scene.actor, scene.ctx.now
    ),
    concern_steps.TakeToDirector: lambda scene, case, command: concern_steps.taken_to_director(
        case, command, scene.school, scene.actor, scene.holder(Role.DIRECTOR), scene.ctx.now
    ),
    concern_support.ArrangeSupport: lambda scene, case, command: concern_support.support_arranged(
        case, command, scene.actor, scene.ctx.now
    ),
    concern_support.SetMeeting: lambda scene, case, command: concern_support.meeting_set(
        case, command, scene.school, scene.actor, scene.ctx.now
    ),
    concern_support.CallOffMeeting: lambda scene, case, command: concern_support.meeting_called_off(
        case, command, scene.actor, scene.ctx.now
    ),
    concern_support.PutOnAgenda: lambda scene, case, command: concern_support.put_on_agenda(
        case, command, _attending(scene, command), scene.actor, scene.ctx.now
    ),
    concern_support.HandOver: lambda scene, case, command: concern_support.handed_over(
        case, command, scene.uow.roster.named(command.to_id), scene.school, scene.actor, scene.ctx.now
    ),
    complaint_steps.RecordTalkWithSip: lambda scene, case, command: complaint_steps.talked_to_sip(
        case, command, scene.actor, scene.ctx.now
    ),
    complaint_steps.TakeOnToTrustAdvisor: lambda scene, case, command: complaint_steps.taken_on_to_trust_advisor(
        case, command, scene.actor, scene.holder(Role.TRUST_ADVISOR), scene.ctx.now
    ),
    complaint_steps.TakeOnToChair: lambda scene, case, command: complaint_steps.taken_on_to_chair(
        case, command, scene.actor, scene.holder(Role.CHAIR_OF_TRUST_BOARD), scene.ctx.now
    ),
    case_answers.Acknowledge: lambda scene, case, command: case_answers.acknowledged(
        case, command, scene.school, scene.actor, scene.ctx.now
    ),
    case_answers.RecordOutcome: lambda scene, case, command: case_answers.concluded(
        case, command, scene.actor, scene.ctx.now
    ),
    case_answers.AddToCase: lambda scene, case, command: case_answers.added(case, command, scene.actor, scene.ctx.now),
    case_answers.SetReview: lambda scene, case, command: case_answers.review_set(
        case, command, scene.actor, scene.ctx.now
    ),
    case_answers.CloseCase: lambda scene, case, command: case_answers.closed(case, command, scene.actor, scene.ctx.now),
}

WRITES: Final = (*_OPENS, *_GOES_ON)
"""The commands by which somebody writes in a case."""


def decided(uow: UnitOfWork, command: Confidential, ctx: CommandContext) -> CaseDecision:
    """Raises Refused: for a case that is not somebody's as for one that is nobody's."""
    actor = actor_of(uow, ctx.somebody, ctx.now)
    opens = _OPENS.get(type(command))
    if opens is not None:
        return CaseDecision(None, _opened(uow, opens, command, actor, ctx))
    wanted: Any = command
    case = case_for(uow, wanted.case_id, actor)
    if wanted.version != version_for(case, ids_in(case, actor)):
        raise Refused("stale", "This has changed since you opened it. Here is how it stands now.")
    scene = _Scene(uow, actor, ctx, uow.roster.school_then(case.urn))
    return CaseDecision(case, _GOES_ON[type(command)](scene, case, command))


def begun_already(uow: UnitOfWork, command: Confidential, actor: Actor) -> Case | None:
    """The case that this very command began: its button was pressed twice."""
    wanted: Any = command
    for case in uow.cases.of_readers((actor.person.id, *(one.id for one in actor.covered))):
        first = case.parts[0]
        if case.urn == wanted.urn and first.by.person_id == actor.person.id and first.words.all == _words_of(wanted):
            return case
    return None


def _opened(uow: UnitOfWork, opens: _Opens, command: Any, actor: Actor, ctx: CommandContext) -> Case:
    if begun_already(uow, command, actor) is not None:
        raise Refused("stale", "That is on record already. Here it is.")
    scene = _Scene(uow, actor, ctx, school_of(uow, command.urn))
    return opens(scene, command, uuid.uuid4().hex)


def _words_of(command: Any) -> tuple[str, ...]:
    return tuple(text.strip() for text in command.words.all)


def _attending(scene: _Scene, command: concern_support.PutOnAgenda) -> tuple[str, ...]:
    """Those who attend, but for a SIP who leads the school that it is about."""
    found = scene.uow.team_meetings.get(command.meeting_id).attendee_ids
    return tuple(one for one in found if one != scene.school.headteacher_id)
