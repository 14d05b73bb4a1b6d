"""The Trust Advisor works with a plan before SIPs see it (V2): a term is chosen, lines are locked, left out or put on
another day, and all of it is sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.places import Place, Travel
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, SchoolCalendar, Term
from handbook.plans.acceptance import PlannedVisit, ProposedPlan, with_line
from handbook.plans.outstanding import TermOfYear
from handbook.visits.slots.days import check_school_day
from handbook.visits.slots.free_half_days import minutes_apart

PLANNERS: Final = (Role.SIP, Role.TRUST_ADVISOR)
LEFT_OUT: Final = "left out by the Trust Advisor"
_WAITS: Final = "a half-day is being looked for"


class LineEdit(StrEnum):
    """What the Trust Advisor does with a line."""

    LOCK = "lock"
    UNLOCK = "unlock"
    LEAVE_OUT = "leave_out"
    PUT_BACK = "put_back"
    CHOOSE = "choose"


@dataclass(frozen=True, slots=True)
class PlanTerm:
    """Somebody wants the visits of a term planned."""

    year: AcademicYear
    term: Term


@dataclass(frozen=True, slots=True)
class EditLine:
    """`seen` is the half-day that the line had on the card, `to` the one that was chosen."""

    plan_id: str
    key: str
    edit: LineEdit
    seen: HalfDay | None
    to: HalfDay | None = None


@dataclass(frozen=True, slots=True)
class SendPlans:
    """The Trust Advisor sends each SIP theirs. `state` counts the changes of all plans that were seen."""

    run_id: str
    state: int


@dataclass(frozen=True, slots=True)
class NoteReplanned:
    """Of the service: a draft was worked out again, as it stood at a revision."""

    plan_id: str
    revision: int
    lines: tuple[PlannedVisit, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What a half-day has to fit: the school's days, and where the SIP's schools of this plan are, by their lines."""

    school_name: str
    calendar: SchoolCalendar
    places: Mapping[str, Place | None]
    travel: Travel


def check_may_plan(person: Person) -> None:
    """Raises Refused for anybody but SIPs and the Trust Advisor."""
    if not person.is_a(*PLANNERS):
        raise Refused("not_yours", "Only the Trust Advisor and SIPs plan visits.", "V2")


def check_is_ahead(wanted: TermOfYear, ahead: Iterable[TermOfYear]) -> None:
    """Raises Refused for a term that is over, or leaves no day with enough notice."""
    if wanted not in ahead:
        year, term = wanted
        reason = f"{term} {year} cannot be planned: it is over, or leaves no school day with enough notice."
        raise Refused("no_date", f"{reason} Type “plan” to choose another term.", "V2")


def may_edit(person: Person) -> bool:
    return person.is_a(Role.TRUST_ADVISOR)


def check_may_edit(plan: ProposedPlan, person: Person) -> None:
    """Raises Refused for anybody but the Trust Advisor, and once SIPs have it."""
    if not may_edit(person):
        raise Refused("not_yours", "Only the Trust Advisor can change a plan.", "V2")
    if not plan.draft:
        raise Refused("stale", "This plan has been sent to SIPs, and is changed no more. Here is how it stands now.")


def edited(plan: ProposedPlan, command: EditLine, person: Person, around: Around) -> ProposedPlan:
    """Where the day or the schools that are planned have changed, the rest is worked out again. Raises Refused."""
    check_may_edit(plan, person)
    line = plan.line(command.key)
    if line.half_day != command.seen:
        raise Refused("stale", "This line has changed meanwhile. Here is how it stands now.")
    changes = _EDITS[command.edit](plan, line, command, around)
    works = plan.is_working or command.edit is not LineEdit.LOCK
    return replace(with_line(plan, line.key, **changes), is_working=works)


def _lock(_plan: ProposedPlan, line: PlannedVisit, _command: EditLine, _around: Around) -> dict[str, object]:
    if line.half_day is None:
        raise Refused("missing", f"{line.school_name} has no half-day that could be locked.")
    return {"locked": True}


def _choose(plan: ProposedPlan, line: PlannedVisit, command: EditLine, around: Around) -> dict[str, object]:
    to = command.to
    if to is None:
        raise Refused("missing", "Please choose a half-day.")
    check_school_day(around.calendar, to.on, around.school_name)
    if to not in line.possible:
        reason = f"{to.words} is not possible for {line.school_name}: somebody is busy, or it leaves too little notice."
        raise Refused("no_date", reason)
    for other in plan.lines:
        at = other.half_day
        if other.locked and other.key != line.key and at is not None and at.on == to.on:
            way = around.travel.minutes(around.places.get(line.key), around.places.get(other.key))
            if at.overlaps(to) or minutes_apart(at, to) < way:
                raise Refused("taken", f"The SIP is at {other.school_name} then, which is locked: {at.words}.")
    return {"half_day": to, "locked": True, "left_out": False, "why": "chosen by the Trust Advisor"}


def _unlock(_plan: ProposedPlan, _line: PlannedVisit, _command: EditLine, _around: Around) -> dict[str, object]:
    return {"locked": False}


def _leave_out(_plan: ProposedPlan, _line: PlannedVisit, _command: EditLine, _around: Around) -> dict[str, object]:
    return {"left_out": True, "locked": False, "half_day": None, "why": LEFT_OUT}


def _put_back(_plan: ProposedPlan, _line: PlannedVisit, _command: EditLine, _around: Around) -> dict[str, object]:
    return {"left_out": False, "why": _WAITS}


_EDITS: Final = {
    LineEdit.LOCK: _lock,
    LineEdit.UNLOCK: _unlock,
    LineEdit.LEAVE_OUT: _leave_out,
    LineEdit.PUT_BACK: _put_back,
    LineEdit.CHOOSE: _choose,
}


def replanned(plan: ProposedPlan, command: NoteReplanned) -> ProposedPlan | None:
    """None where somebody has changed it since: that change is worked out too."""
    if not plan.draft or plan.revision != command.revision:
        return None
    return replace(plan, lines=command.lines, is_working=False)


def state_of(plans: Iterable[ProposedPlan]) -> int:
    """What has been seen of plans: each change counts it on."""
    return sum(one.revision for one in plans)


def check_may_send(plans: Iterable[ProposedPlan], command: SendPlans, person: Person) -> None:
    """Raises Refused where there is nothing to send, or it is not what was seen."""
    own = tuple(plans)
    for plan in own:
        check_may_edit(plan, person)
    if not own:
        raise Refused("unknown", "I cannot find that plan.")
    if any(one.is_working for one in own):
        raise Refused("taken", "The plan is being worked out again. Please wait a moment.")
    if state_of(own) != command.state:
        raise Refused("stale", "The plan has changed since this card was drawn. Here is how it stands now.")


def sent(plan: ProposedPlan) -> ProposedPlan:
    """Its SIP sees it; what could have been chosen instead is forgotten."""
    return replace(plan, draft=False, lines=tuple(replace(one, possible=()) for one in plan.lines))
