"""What the buttons of recruitment say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from cards.kit.click_fields import Fields, forged
from cards.recruitment.verbs import RecruitmentVerb as V
from handbook.recruitment.application import Application, ConditionKind, ConditionState
from handbook.recruitment.board import PresentToBoard, StepAside, TakeBack, VoteOnApplication
from handbook.recruitment.criteria import Criterion
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
)
from handbook.sip_team.record import SipKind

E = TypeVar("E", bound=StrEnum)


class ApplicationForm(StrEnum):
    """What opens over an application to be filled in."""

    ELIGIBILITY = "eligibility"
    WITHDRAW = "withdraw"
    RETURN = "return"
    INELIGIBLE = "ineligible"
    PRESENT = "present"
    VOTE = "vote"
    ASIDE = "aside"
    INTERVIEW = "interview"
    CALL_OFF = "call_off"
    VIEW = "view"
    OUTCOME = "outcome"
    CONDITIONS = "conditions"
    END = "end"
    NAME_SIP = "name_sip"


@dataclass(frozen=True, slots=True)
class ShowApplications:
    """Somebody looks at the applications in which they have a part."""


@dataclass(frozen=True, slots=True)
class ShowApplication:
    application_id: str


@dataclass(frozen=True, slots=True)
class ShowApplicationForm:
    application_id: str
    form: ApplicationForm


@dataclass(frozen=True, slots=True)
class ShowExternalForm:
    """The Trust Advisor enters somebody."""


@dataclass(frozen=True, slots=True)
class ShowStep:
    """A step of the application form, to be written."""

    application_id: str
    step: int


@dataclass(frozen=True, slots=True)
class ReadStep:
    """A step of the application form, to be read."""

    application_id: str
    step: int


def application_data(application: Application) -> dict[str, str | int]:
    return {"application": application.id}


def versioned(application: Application) -> dict[str, str | int]:
    return {"application": application.id, "version": application.version}


def evidence_name(criterion: Criterion) -> str:
    """The box for a criterion's evidence."""
    return f"evidence_{criterion.value}"


def answer_name(key: str) -> str:
    """The box for a field of the form."""
    return f"answer_{key}"


def _id(fields: Fields) -> str:
    return fields.identity("application")


def _at(fields: Fields) -> tuple[str, int]:
    return _id(fields), fields.number("version", 1)


def _one_of(kind: type[E], word: str) -> E:
    try:
        return kind(word)
    except ValueError:
        raise forged() from None


def _yes(fields: Fields, key: str) -> bool:
    return fields.number(key, 0) == 1


def _step(fields: Fields, key: str = "step", least: int = 1) -> int:
    step = fields.number(key, least)
    if step > len(STEPS):
        raise forged()
    return step


def _eligibility(fields: Fields) -> StateEligibility:
    said = {one: fields.words(evidence_name(one)) for one in Criterion}
    return StateEligibility(_id(fields), fields.words("years"), said)


def _save(fields: Fields) -> SaveStep:
    keys = (one.key for one in STEPS[_step(fields) - 1].fields)
    answers = {key: fields.words(answer_name(key)) for key in keys if fields.was_sent(answer_name(key))}
    return SaveStep(_id(fields), answers, _step(fields, "then", 0))


def _fix(fields: Fields) -> FixInterview:
    when = fields.half_day(fields.needed_day("meet_on", "Please choose the day of the interview."), "meet_at")
    return FixInterview(*_at(fields), when, fields.words("place"), fields.several("panel"))


def _external(fields: Fields) -> BeginExternal:
    kind = _one_of(SipKind, fields.chosen("kind", "Please choose what the applicant is."))
    return BeginExternal(fields.words("name"), fields.words("email"), kind)


def _condition(fields: Fields) -> SetCondition:
    kind, state = fields.identity("condition"), fields.identity("state")
    return SetCondition(*_at(fields), _one_of(ConditionKind, kind), _one_of(ConditionState, state))


RECRUITMENT_READERS: Final[Mapping[str, Callable[[Fields], object]]] = {
    V.LIST: lambda _: ShowApplications(),
    V.SHOW: lambda fields: ShowApplication(_id(fields)),
    V.FORM: lambda fields: ShowApplicationForm(_id(fields), _one_of(ApplicationForm, fields.identity("form"))),
    V.READ: lambda fields: ReadStep(_id(fields), _step(fields)),
    V.STEP: lambda fields: ShowStep(_id(fields), _step(fields)),
    V.BEGIN: lambda _: BeginApplication(),
    V.EXTERNAL_FORM: lambda _: ShowExternalForm(),
    V.EXTERNAL: _external,
    V.ELIGIBILITY: _eligibility,
    V.SAVE: _save,
    V.SUBMIT: lambda fields: SubmitApplication(*_at(fields)),
    V.WITHDRAW: lambda fields: WithdrawApplication(_id(fields), fields.words("reason")),
    V.RETURN: lambda fields: ReturnApplication(*_at(fields), fields.words("reason"), _yes(fields, "eligible")),
    V.PRESENT: lambda fields: PresentToBoard(*_at(fields), fields.several("aside")),
    V.TAKE_BACK: lambda fields: TakeBack(*_at(fields)),
    V.VOTE: lambda fields: VoteOnApplication(_id(fields), _yes(fields, "approves"), fields.words("reason")),
    V.ASIDE: lambda fields: StepAside(_id(fields), fields.words("reason")),
    V.INTERVIEW: _fix,
    V.CALL_OFF: lambda fields: CallOffInterview(*_at(fields), fields.words("reason")),
    V.VIEW: lambda fields: FileView(_id(fields), _yes(fields, "recommends"), fields.words("reason")),
    V.OUTCOME: lambda fields: DecideInterview(*_at(fields), _yes(fields, "chosen"), fields.words("reason")),
    V.CONDITION: _condition,
    V.END: lambda fields: EndForConditions(*_at(fields), fields.words("reason")),
    V.NAME_SIP: lambda fields: NameSip(*_at(fields), fields.chosen("sip", "Please choose the SIP first.")),
}
