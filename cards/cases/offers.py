"""Which forms a reader may fill in now, and what their buttons carry: the handbook's rules say it, and are asked again
when a form comes back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from cards.cases import complaint_forms, concern_forms
from cards.cases import forms as case_forms
from cards.cases.forms import Form
from cards.cases.record import CaseView
from cards.cases.who_reads import only
from handbook.cases import complaint_escalation, concern_escalation
from handbook.cases.answers import may_close, may_mind, to_acknowledge, to_conclude
from handbook.cases.audience import of_answer, of_closing, of_review, of_support, to_come
from handbook.cases.case import Ladder, Seat, Stage
from handbook.cases.complaint_escalation import ANSWERED, ComplaintMove
from handbook.cases.concern_escalation import ConcernMove
from handbook.core.british_time import london_date


@dataclass(frozen=True, slots=True)
class StepOffer:
    """A form, with what its button carries."""

    form: Form
    data: dict[str, str | int]


_STEPS_OF_CONCERN: Final = (
    (ConcernMove.WAIVE_TALK, concern_forms.WAIVE_TALK),
    (ConcernMove.ASK_TO_TALK, concern_forms.ASK_TO_TALK),
    (ConcernMove.RECORD_TALK, concern_forms.TALK),
    (ConcernMove.SAY_COULD_NOT_TALK, concern_forms.COULD_NOT_TALK),
    (ConcernMove.TAKE_TO_TRUST_ADVISOR, concern_forms.TO_TRUST_ADVISOR),
    (ConcernMove.TAKE_TO_DSO, concern_forms.TO_DSO),
    (ConcernMove.TAKE_TO_DIRECTOR, concern_forms.TO_DIRECTOR),
    (ConcernMove.ARRANGE_SUPPORT, concern_forms.ARRANGE_SUPPORT),
    (ConcernMove.SET_MEETING, concern_forms.SET_MEETING),
    (ConcernMove.CALL_OFF_MEETING, concern_forms.CALL_OFF_MEETING),
    (ConcernMove.PUT_ON_AGENDA, concern_forms.PUT_ON_AGENDA),
    (ConcernMove.HAND_OVER, concern_forms.HAND_OVER),
)
_STEPS_OF_COMPLAINT: Final = (
    (ComplaintMove.RECORD_TALK, complaint_forms.TALK),
    (ComplaintMove.TAKE_TO_TRUST_ADVISOR, complaint_forms.TO_TRUST_ADVISOR),
    (ComplaintMove.TAKE_TO_CHAIR, complaint_forms.TO_CHAIR),
)


def offers(view: CaseView) -> tuple[StepOffer, ...]:
    """In the order in which they are most likely wanted."""
    data: dict[str, str | int] = {"case": view.case.id, "version": view.version}
    return tuple(StepOffer(form, {**data, **more}) for form, more in _forms(view))


def offer_of(view: CaseView, verb: str) -> StepOffer | None:
    """The form behind one button, if this reader may have it now."""
    return next((one for one in offers(view) if one.form.verb == verb), None)


def _forms(view: CaseView) -> Iterator[tuple[Form, dict[str, str | int]]]:
    case, actor = view.case, view.actor
    if (stage := to_acknowledge(case, actor)) is not None:
        yield _acknowledges(case.ladder, stage), {"stage": stage.value}
    for form in _steps(view):
        yield form, {}
    if (stage := to_conclude(case, actor)) is not None:
        answers = case.ladder is Ladder.COMPLAINT and stage in ANSWERED
        form = complaint_forms.ANSWER if answers else case_forms.OUTCOME
        yield _for(form, view, of_answer(case, stage), goes_on=stage is case.stage), {"stage": stage.value}
    if may_mind(case, actor):
        yield _for(case_forms.SET_REVIEW, view, of_review(case)), {}
    if may_close(case, actor, view.now):
        yield _for(case_forms.CLOSE, view, of_closing(case), goes_on=False), {}
    yield case_forms.ADD, {}


def _steps(view: CaseView) -> list[Form]:
    case, actor = view.case, view.actor
    if case.ladder is Ladder.CONCERN:
        own = [form for move, form in _STEPS_OF_CONCERN if concern_escalation.may(case, actor, move)]
        support = concern_forms.ARRANGE_SUPPORT
        return [_for(form, view, of_support(case)) if form is support else form for form in own]
    today = london_date(view.now)
    return [form for move, form in _STEPS_OF_COMPLAINT if complaint_escalation.may(case, actor, move, today)]


def _acknowledges(ladder: Ladder, stage: Stage) -> Form:
    if ladder is Ladder.COMPLAINT and stage in ANSWERED:
        return complaint_forms.ACKNOWLEDGE
    if ladder is Ladder.CONCERN and stage is Stage.WITH_TRUST_ADVISOR:
        return concern_forms.ACKNOWLEDGE
    return case_forms.ACKNOWLEDGE


def _for(form: Form, view: CaseView, readers: tuple[Seat, ...], *, goes_on: bool = True) -> Form:
    """The form with who will read what is written in it; where the case `goes_on`, also whom it may come to."""
    case = view.case
    others = [seat for seat in readers if case.seats[seat] not in view.ids]
    return replace(form, who=only(*others, later=to_come(case, readers) if goes_on else ()))
