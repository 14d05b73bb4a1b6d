"""A plan as it is proposed to its SIP (V2): a half-day for each school, or why there is none. The Trust Advisor works
with it first (`drafting.py`). What is accepted goes through the ordinary booking, where the headteacher has the last
word."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from handbook.core.half_days import HalfDay
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.visits.purposes import TermlyVisit

OF_SIP: Final = "plan"
OF_SERVICE: Final = "plans"


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A line of a plan. `why` says why the half-day is good or, where there is none, what is to blame. `visit_id` is
    set once it was accepted; `refused` is why it could not be sent when somebody last tried. `late_of` is the term
    whose visit it is, where that term has ended. While it is a draft: `possible` are the half-days that the school
    could have instead, `locked` holds it where it is, and one that is `left_out` is sent to nobody."""

    urn: str
    school_name: str
    half_day: HalfDay | None
    why: str
    visit_id: str = ""
    refused: str = ""
    late_of: Term | None = None
    possible: tuple[HalfDay, ...] = ()
    locked: bool = False
    left_out: bool = False

    @property
    def key(self) -> str:
        """Tells the lines of a plan apart: a school may have a late visit beside its own."""
        return line_key(self.urn, self.late_of)


@dataclass(frozen=True, slots=True)
class ProposedPlan:
    """One SIP's plan of a term, as it was made at `made_at`. `run_id` is shared by the plans of a service. A `draft` is
    the Trust Advisor's, and its SIP has not seen it; `is_working` says that it is being worked out again."""

    id: str
    run_id: str
    sip_id: str
    year: AcademicYear
    term: Term
    made_at: datetime
    lines: tuple[PlannedVisit, ...]
    revision: int = 0
    draft: bool = False
    is_working: bool = False

    def line(self, key: str) -> PlannedVisit:
        """Raises Refused where it has none."""
        found = next((one for one in self.lines if one.key == key), None)
        if found is None:
            raise Refused("unknown", "That line is no longer in this plan. Here is how it stands now.")
        return found

    def purpose(self, line: PlannedVisit) -> TermlyVisit:
        return TermlyVisit(line.late_of or self.term)


@dataclass(frozen=True, slots=True)
class NotePlans:
    """Of the service: these plans were made, because this person asked for them."""

    run_id: str
    by_id: str
    plans: tuple[ProposedPlan, ...]


@dataclass(frozen=True, slots=True)
class AcceptPlanned:
    """The SIP accepts the half-day of one line."""

    plan_id: str
    key: str


@dataclass(frozen=True, slots=True)
class AcceptWholePlan:
    """The SIP accepts all that is left."""

    plan_id: str


def may_accept(plan: ProposedPlan, person: Person, line: PlannedVisit, now: datetime) -> bool:
    """Whether this person can accept the line, as far as the plan goes; the booking has rules of its own."""
    is_open = line.half_day is not None and not line.visit_id and line.half_day.starts_at > now
    return is_open and not plan.draft and not line.left_out and person.id == plan.sip_id


def to_accept(plan: ProposedPlan, person: Person, now: datetime, key: str | None = None) -> tuple[PlannedVisit, ...]:
    """The lines (or one of them) that can be accepted now. Raises Refused where there is none."""
    if person.id != plan.sip_id:
        raise Refused("not_yours", "This plan belongs to another School Improvement Partner.")
    lines = tuple(one for one in plan.lines if key in (None, one.key) and may_accept(plan, person, one, now))
    if not lines:
        raise Refused("stale", "None of this can be accepted now. Here is how the plan stands now.")
    return lines


def accepted(plan: ProposedPlan, key: str, visit_id: str) -> ProposedPlan:
    """The half-day of a line was sent to its headteacher."""
    return with_line(plan, key, visit_id=visit_id, refused="")


def turned_down(plan: ProposedPlan, key: str, reason: str) -> ProposedPlan:
    """The booking refused the half-day of a line."""
    return with_line(plan, key, refused=reason)


def with_line(plan: ProposedPlan, key: str, **changes: Any) -> ProposedPlan:
    return replace(plan, lines=tuple(replace(one, **changes) if one.key == key else one for one in plan.lines))


def line_key(urn: str, late_of: Term | None = None) -> str:
    return f"{urn}-{late_of}" if late_of else urn


def plan_about(plan_id: str) -> str:
    """How cards and the audit name a SIP's plan."""
    return f"{OF_SIP}:{plan_id}"


def plans_about(run_id: str) -> str:
    """… and that of the service."""
    return f"{OF_SERVICE}:{run_id}"
