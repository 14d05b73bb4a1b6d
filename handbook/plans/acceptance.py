"""A plan as it is proposed to its SIP (V2): a half-day for each school, or why there is none. What is accepted goes
through the ordinary booking, where the headteacher has the last word."""

from dataclasses import dataclass, replace
from datetime import datetime

from handbook.core.half_days import HalfDay
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A line of a plan. `why` says why the half-day is good or, where there is none, what is to blame. `visit_id` is
    set once it was accepted; `refused` is why it could not be sent when somebody last tried."""

    urn: str
    school_name: str
    half_day: HalfDay | None
    why: str
    visit_id: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class ProposedPlan:
    """One SIP's plan of a term, as it was made at `made_at`. `run_id` is shared by the plans of a service."""

    id: str
    run_id: str
    sip_id: str
    year: AcademicYear
    term: Term
    made_at: datetime
    lines: tuple[PlannedVisit, ...]
    revision: int = 0


@dataclass(frozen=True, slots=True)
class NotePlans:
    """Of the service: these plans were made, because this person asked for them."""

    run_id: str
    by_id: str
    plans: tuple[ProposedPlan, ...]


@dataclass(frozen=True, slots=True)
class AcceptPlanned:
    """The SIP accepts the half-day of one school."""

    plan_id: str
    urn: str


@dataclass(frozen=True, slots=True)
class AcceptWholePlan:
    """The SIP accepts all that is left."""

    plan_id: str


def may_accept(plan: ProposedPlan, person: Person, line: PlannedVisit, now: datetime) -> bool:
    """Whether this person can accept the line, as far as the plan goes; the booking has rules of its own."""
    is_open = line.half_day is not None and not line.visit_id and line.half_day.starts_at > now
    return is_open and person.id == plan.sip_id


def to_accept(plan: ProposedPlan, person: Person, now: datetime, urn: str | None = None) -> tuple[PlannedVisit, ...]:
    """The lines (of one school) that can be accepted now. Raises Refused where there is none."""
    if person.id != plan.sip_id:
        raise Refused("not_yours", "This plan belongs to another School Improvement Partner.")
    lines = tuple(one for one in plan.lines if urn in (None, one.urn) and may_accept(plan, person, one, now))
    if not lines:
        raise Refused("stale", "None of this can be accepted now. Here is how the plan stands now.")
    return lines


def accepted(plan: ProposedPlan, urn: str, visit_id: str) -> ProposedPlan:
    """The half-day of a school was sent to its headteacher."""
    return _with(plan, urn, visit_id=visit_id, refused="")


def turned_down(plan: ProposedPlan, urn: str, reason: str) -> ProposedPlan:
    """The booking refused the half-day of a school."""
    return _with(plan, urn, refused=reason)


def _with(plan: ProposedPlan, urn: str, **changes: str) -> ProposedPlan:
    return replace(plan, lines=tuple(replace(one, **changes) if one.urn == urn else one for one in plan.lines))
