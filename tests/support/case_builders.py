"""Concerns and complaints for tests, at each stage. Each is reached by the handbook's own functions."""

from collections.abc import Callable, Mapping
from typing import Final

from handbook.cases.case import Case, Seat, Stage
from handbook.cases.complaint_steps import About
from handbook.cases.keeping import followed
from handbook.core.people import Person
from tests.support.case_commands import (
    acknowledge,
    ask_to_talk,
    complain,
    conclude,
    prepare_talk,
    raise_concern,
    take_on_to_advisor,
    take_on_to_chair,
    take_to_advisor,
    take_to_director,
    take_to_dso,
    talk_to_sip,
    waive_talk,
)
from tests.support.case_people import ADVISOR, NOW, WITHOUT_DSO, actor


def a_concern(stage: Stage = Stage.TALKED, *, tell: bool = True, talked: bool = True) -> Case:
    """A concern that has come so far; of each step beyond the talk the headteacher is told, or not."""
    case = raise_concern(talked=talked and stage not in (Stage.NOT_TALKED, Stage.TO_TALK, Stage.TALK_WAIVED))
    if case.stage is Stage.NOT_TALKED and stage not in (Stage.NOT_TALKED, Stage.TO_TALK):
        case = waive_talk(case)
    for step in _CONCERN[stage]:
        case = step(case, tell)
    return case


def a_complaint(stage: Stage = Stage.TALKED_TO_SIP, about: About = About.SIP, *, talked: bool = True) -> Case:
    """A complaint that has come so far: by way of a talk with the SIP where that was possible."""
    if about is About.TRUST_ADVISOR:
        return complain(about)
    case = complain(about) if about is About.SERVICE or not talked else prepare_talk()
    for step in _COMPLAINT[stage]:
        if step not in _BEFORE_ADVISOR or case.stage in (Stage.PREPARING, Stage.TALKED_TO_SIP):
            case = step(case)
    return case


def answer(case: Case, stage: Stage, person: Person) -> Case:
    return conclude(acknowledge(case, actor(person), stage), actor(person), stage)


def _acknowledged_by_advisor(case: Case, tell: bool) -> Case:
    return acknowledge(case, actor(ADVISOR), Stage.WITH_TRUST_ADVISOR, tell=tell)


def followed_by(case: Case, new: Mapping[Seat, Person]) -> Case:
    """The case after whoever had a seat has left."""
    return followed(case, dict(new), NOW)


_ConcernStep = Callable[[Case, bool], Case]
_TO_ADVISOR: Final[tuple[_ConcernStep, ...]] = (lambda case, _: take_to_advisor(case), _acknowledged_by_advisor)
_TO_DSO: Final[tuple[_ConcernStep, ...]] = (*_TO_ADVISOR, lambda case, tell: take_to_dso(case, tell=tell))
_CONCERN: Final[Mapping[Stage, tuple[_ConcernStep, ...]]] = {
    Stage.NOT_TALKED: (),
    Stage.TO_TALK: (lambda case, _: ask_to_talk(case),),
    Stage.TALK_WAIVED: (),
    Stage.TALKED: (),
    Stage.WITH_TRUST_ADVISOR: _TO_ADVISOR,
    Stage.WITHOUT_DSO: (*_TO_ADVISOR, lambda case, tell: take_to_dso(case, tell=tell, school=WITHOUT_DSO)),
    Stage.WITH_DSO: _TO_DSO,
    Stage.WITH_DIRECTOR: (*_TO_DSO, lambda case, tell: take_to_director(case, tell=tell)),
}
OF_CONCERNS: Final = tuple(_CONCERN)
OF_COMPLAINTS: Final = (Stage.PREPARING, Stage.TALKED_TO_SIP, Stage.WITH_TRUST_ADVISOR, Stage.WITH_CHAIR)
_BEFORE_ADVISOR: Final = (talk_to_sip, take_on_to_advisor)
_COMPLAINT: Final[Mapping[Stage, tuple[Callable[[Case], Case], ...]]] = {
    Stage.PREPARING: (),
    Stage.TALKED_TO_SIP: (talk_to_sip,),
    Stage.WITH_TRUST_ADVISOR: (talk_to_sip, take_on_to_advisor),
    Stage.WITH_CHAIR: (
        talk_to_sip,
        take_on_to_advisor,
        lambda case: answer(case, Stage.WITH_TRUST_ADVISOR, ADVISOR),
        take_on_to_chair,
    ),
}
