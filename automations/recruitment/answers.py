"""What the buttons of applications are answered with."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.ports import Card
from automations.engine.workflow import Reply
from automations.recruitment.applying import on_list
from automations.recruitment.loading import ApplicationKind, application_about, applications_about, seen_by
from cards.kit.lines import closed_card
from cards.recruitment.actions import (
    ApplicationForm,
    ReadStep,
    ShowApplication,
    ShowApplicationForm,
    ShowApplications,
    ShowExternalForm,
    ShowStep,
    evidence_name,
)
from cards.recruitment.forms import external_card, form_card
from cards.recruitment.seen import ApplicationSeen
from cards.recruitment.steps import read_card, step_card
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.recruitment.application import RecruitmentPolicy
from handbook.recruitment.board import PresentToBoard, StepAside, TakeBack, VoteOnApplication
from handbook.recruitment.form import STEPS
from handbook.recruitment.interview import CallOffInterview, FixInterview
from handbook.recruitment.outcome import DecideInterview, EndForConditions, FileView, NameSip, SetCondition
from handbook.recruitment.writing import (
    BeginApplication,
    BeginExternal,
    ReturnApplication,
    SaveStep,
    StateEligibility,
    SubmitApplication,
    WithdrawApplication,
    standing,
)
from store.unit_of_work import UnitOfWork

F = ApplicationForm


def _seen(uow: UnitOfWork, application_id: str, viewer: Person, context: RenderContext) -> ApplicationSeen:
    return seen_by(uow, uow.applications.get(application_id), viewer, context.policy.recruitment)


def _list(_uow: UnitOfWork, _command: Any, viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(ApplicationKind.APPLICATIONS, applications_about(viewer.id))


def _one(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(ApplicationKind.APPLICATION, application_about(command.application_id))


def _begun(uow: UnitOfWork, _command: Any, viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    one = standing(uow.applications.of_person(viewer))
    return CardRef(ApplicationKind.APPLICATION, application_about(one.id if one else ""), one.version if one else 0)


def _entered(uow: UnitOfWork, command: BeginExternal, _viewer: Person, _c: RenderContext, _click: Click) -> CardRef:
    known = on_list(uow, command.email)
    one = standing(uow.applications.of(known.id if known else "", command.email.strip()))
    return CardRef(ApplicationKind.APPLICATION, application_about(one.id if one else ""))


def _external(_uow: UnitOfWork, _command: Any, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return external_card() if viewer.is_a(Role.TRUST_ADVISOR) else closed_card()


def _form(uow: UnitOfWork, command: ShowApplicationForm, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return form_card(command.form, _seen(uow, command.application_id, viewer, context))


def _step(uow: UnitOfWork, command: ShowStep, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return step_card(_seen(uow, command.application_id, viewer, context), command.step)


def _read(uow: UnitOfWork, command: ReadStep, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return read_card(_seen(uow, command.application_id, viewer, context), command.step)


def _saved(uow: UnitOfWork, command: SaveStep, viewer: Person, context: RenderContext, click: Click) -> Card | CardRef:
    if command.then:
        return step_card(_seen(uow, command.application_id, viewer, context), command.then)
    return _one(uow, command, viewer, context, click)


_FORM_OF: Final[Mapping[type, Callable[[Any], F]]] = {
    StateEligibility: lambda _: F.ELIGIBILITY,
    WithdrawApplication: lambda _: F.WITHDRAW,
    ReturnApplication: lambda command: F.RETURN if command.is_eligible else F.INELIGIBLE,
    VoteOnApplication: lambda _: F.VOTE,
    StepAside: lambda _: F.ASIDE,
    FixInterview: lambda _: F.INTERVIEW,
    CallOffInterview: lambda _: F.CALL_OFF,
    FileView: lambda _: F.VIEW,
    DecideInterview: lambda _: F.OUTCOME,
    EndForConditions: lambda _: F.END,
    NameSip: lambda _: F.NAME_SIP,
    PresentToBoard: lambda _: F.PRESENT,
}
_CODES: Final = ("missing", "no_date", "barred", "taken", "not_now")
"""The refusals after which a form comes again, with what was typed."""


def _form_again(uow: UnitOfWork, command: Any, viewer: Person, refusal: Refused) -> Card:
    """Of what a trust may set no form says anything."""
    seen = seen_by(uow, uow.applications.get(command.application_id), viewer, RecruitmentPolicy())
    return form_card(_FORM_OF[type(command)](command), seen, _typed(command), refusal.reason)


def _step_again(uow: UnitOfWork, command: SaveStep, viewer: Person, refusal: Refused) -> Card:
    """The step that holds what was written."""
    seen = seen_by(uow, uow.applications.get(command.application_id), viewer, RecruitmentPolicy())
    at = next(number for number, step in enumerate(STEPS, 1) if {one.key for one in step.fields} & {*command.answers})
    return step_card(seen, at, command.answers, refusal.reason)


def _external_again(_uow: UnitOfWork, command: BeginExternal, _viewer: Person, refusal: Refused) -> Card:
    typed = {"name": command.name, "email": command.email, "kind": command.kind.value}
    return external_card(typed, refusal.reason)


def _typed(command: Any) -> dict[str, str]:
    """What was sent, by the names of its boxes."""
    if isinstance(command, StateEligibility):
        return {"years": command.years, **{evidence_name(one): words for one, words in command.said.items()}}
    if isinstance(command, FixInterview):
        when = command.when
        return {
            "meet_on": when.on.isoformat(),
            "meet_at": f"{when.starts:%H:%M}-{when.ends:%H:%M}",
            "place": command.place,
            "panel": ",".join(command.panel),
        }
    words = getattr(command, "words", "") or getattr(command, "reason", "")
    return {"reason": words}


REPLIES: Final[Mapping[type, Reply]] = {
    ShowApplications: Reply(_list, only_shows=True),
    ShowApplication: Reply(_one, only_shows=True),
    ShowApplicationForm: Reply(_form, only_shows=True),
    ShowExternalForm: Reply(_external, only_shows=True),
    ShowStep: Reply(_step, only_shows=True),
    ReadStep: Reply(_read, only_shows=True),
    BeginApplication: Reply(_begun, turns_into=frozenset((ApplicationKind.APPLICATION.value,))),
    BeginExternal: Reply(_entered, on_refusal=dict.fromkeys(("missing", "not_yours", "taken"), _external_again)),
    SaveStep: Reply(_saved, on_refusal={"missing": _step_again}),
    SubmitApplication: Reply(_one),
    TakeBack: Reply(_one),
    SetCondition: Reply(_one),
    **dict.fromkeys(_FORM_OF, Reply(_one, on_refusal=dict.fromkeys(_CODES, _form_again))),
}
