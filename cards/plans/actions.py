"""What the buttons of a term's plan say, both ways. A line is named by its key, and says which half-day was seen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields, forged
from cards.plans.verbs import PlanVerb
from handbook.core.half_days import HalfDay
from handbook.core.school_years import Term
from handbook.plans.acceptance import AcceptPlanned, AcceptWholePlan, PlannedVisit, ProposedPlan
from handbook.plans.drafting import EditLine, LineEdit, PlanTerm, SendPlans


@dataclass(frozen=True, slots=True)
class ShowPlan:
    """A card about a plan asks how it stands now."""

    plan_id: str


@dataclass(frozen=True, slots=True)
class ShowTerms:
    """The card of terms asks which can be planned now."""


@dataclass(frozen=True, slots=True)
class ShowPlans:
    """The Trust Advisor turns to a page of the plan of the service."""

    run_id: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowLine:
    """The Trust Advisor opens a line."""

    plan_id: str
    key: str


PlanCommand = (
    AcceptPlanned | AcceptWholePlan | ShowPlan | ShowTerms | ShowPlans | ShowLine | PlanTerm | EditLine | SendPlans
)
EDITS: Final = {
    LineEdit.LOCK: PlanVerb.LOCK_LINE,
    LineEdit.UNLOCK: PlanVerb.UNLOCK_LINE,
    LineEdit.LEAVE_OUT: PlanVerb.LEAVE_LINE_OUT,
    LineEdit.PUT_BACK: PlanVerb.PUT_LINE_BACK,
    LineEdit.CHOOSE: PlanVerb.CHOOSE_DAY,
}


def plan_data(plan: ProposedPlan) -> dict[str, str | int]:
    """What a button about a plan carries."""
    return {"plan": plan.id}


def line_data(plan: ProposedPlan, line: PlannedVisit) -> dict[str, str | int]:
    """What a button about a line carries."""
    seen = {"seen": half_day_value(line.half_day)} if line.half_day else {}
    return {**plan_data(plan), "line": line.key, **seen}


def half_day_value(at: HalfDay) -> str:
    """A half-day as one word of a choice."""
    return f"{at.on.isoformat()} {at.starts:%H:%M}-{at.ends:%H:%M}"


def _half_day(fields: Fields, key: str) -> HalfDay | None:
    day, _, hours = fields.words(key).partition(" ")
    if not day:
        return None
    own = Fields("", {"day": day, "hours": hours})
    return own.half_day(own.needed_day("day", ""), "hours")


def _accept(fields: Fields) -> AcceptPlanned:
    """Cards that were sent before lines had keys name the school."""
    return AcceptPlanned(fields.identity("plan"), fields.identity("line" if fields.was_sent("line") else "urn"))


def _edit(edit: LineEdit) -> Callable[[Fields], EditLine]:
    return lambda fields: EditLine(
        fields.identity("plan"), fields.identity("line"), edit, _half_day(fields, "seen"), _half_day(fields, "to")
    )


def _term(fields: Fields) -> PlanTerm:
    if fields.words("term") not in set(Term):
        raise forged()
    return PlanTerm(fields.year("year"), Term(fields.words("term")))


PLAN_READERS: Final[Mapping[str, Callable[[Fields], PlanCommand]]] = {
    PlanVerb.PLAN_ACCEPT: _accept,
    PlanVerb.PLAN_ACCEPT_ALL: lambda fields: AcceptWholePlan(fields.identity("plan")),
    PlanVerb.SHOW_PLAN: lambda fields: ShowPlan(fields.identity("plan")),
    PlanVerb.PLAN_TERM: _term,
    PlanVerb.SHOW_TERMS: lambda _: ShowTerms(),
    PlanVerb.SHOW_PLANS: lambda fields: ShowPlans(fields.identity("run"), fields.number("page", 1)),
    PlanVerb.SEND_PLANS: lambda fields: SendPlans(fields.identity("run"), fields.number("state", 0)),
    PlanVerb.SHOW_LINE: lambda fields: ShowLine(fields.identity("plan"), fields.identity("line")),
    **{verb: _edit(edit) for edit, verb in EDITS.items()},
}
