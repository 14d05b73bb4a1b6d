"""Plans of a term for tests."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cards.plans.line import line_card
from cards.plans.plan import plan_card
from cards.plans.table import PlanRow, table_card
from cards.plans.terms import terms_card
from handbook.core.people import Person, Role
from handbook.core.school_years import Term
from handbook.plans.acceptance import PlannedVisit, ProposedPlan, accepted, turned_down
from handbook.plans.progress import LineFacts, LineStands, line_stands
from handbook.visits.visit import Visit
from handbook.visits.visit import VisitStatus as S
from tests.support import visits as v
from tests.support.builders import MONDAY, a_person, a_school

SIP, HEAD, ADVISOR = a_person(Role.SIP), a_person(Role.HEADTEACHER), a_person(Role.TRUST_ADVISOR)
NONE = "no half-day when both are free by Friday 18 December 2026"


def a_line(number: int = 1, name: str = "St Hilda’s, Northbeck", **changes: Any) -> PlannedVisit:
    at = v.morning(v.FIRST.on + timedelta(days=number // 2)) if number % 2 else v.afternoon(v.FIRST.on)
    return replace(PlannedVisit(f"90000{number}", name, at, "You have no other visit that week."), **changes)


def a_plan(*lines: PlannedVisit, **changes: Any) -> ProposedPlan:
    own = lines or (a_line(), a_line(2), a_line(3, half_day=None, why=NONE))
    return replace(ProposedPlan("plan-1", "run-1", SIP.id, v.YEAR, Term.AUTUMN, MONDAY, own), **changes)


def stands_of(plan: ProposedPlan, now: datetime = MONDAY, **visits: Visit) -> dict[str, LineStands]:
    """Where the lines of a plan stand, by key; `visits` are those that they became, by id with `_` for `-`."""
    school = a_school(sip_id=plan.sip_id)

    def of(line: PlannedVisit) -> LineStands:
        visit = visits.get(line.visit_id.replace("-", "_")) or (v.a_visit(S.PROPOSED) if line.visit_id else None)
        return line_stands(plan, line, LineFacts(school, visit=visit), now)

    return {line.key: of(line) for line in plan.lines}


def rows_of(*plans: ProposedPlan, now: datetime = MONDAY) -> list[PlanRow]:
    return [
        PlanRow(plan, line, SIP.name, stands)
        for plan in plans
        for line, stands in zip(plan.lines, stands_of(plan, now).values(), strict=True)
    ]


def a_draft(*lines: PlannedVisit, **changes: Any) -> ProposedPlan:
    """A plan that its SIP has not seen."""
    possible = (v.FIRST, v.SECOND, v.THIRD)
    own = lines or (a_line(possible=possible), a_line(2, possible=possible), a_line(3, half_day=None, why=NONE))
    return a_plan(*own, draft=True, **changes)


def plan_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """In every state and for several viewers; `words` stands for a school's name at its longest."""
    name = words[:100].strip() or "St Hilda’s, Northbeck"
    many = a_plan(*(a_line(number, name) for number in range(1, 45)))
    left_out = a_plan(*(a_line(number, name, half_day=None, why=NONE) for number in range(1, 45)))
    states = {
        "to accept": a_plan(),
        "one sent": accepted(a_plan(), "900001", "visit-1"),
        "one refused": turned_down(a_plan(), "900001", "It has since been taken."),
        "late": a_plan(a_line(late_of=Term.AUTUMN, visit_id=""), a_line(2, left_out=True)),
        "all sent": a_plan(a_line(visit_id="visit-1"), a_line(2, visit_id="visit-2")),
        "none": a_plan(a_line(half_day=None, why=NONE)),
        "many": many,
        "many sent": replace(many, lines=tuple(replace(line, visit_id="visit-1") for line in many.lines)),
        "many left out": left_out,
    }
    for state, plan in states.items():
        for viewer in (SIP, HEAD, ADVISOR):
            yield f"plan · {state} · {viewer.name}", plan_card(plan, stands_of(plan), viewer, MONDAY), viewer
    later = MONDAY + timedelta(days=30)
    passed = states["one sent"]
    yield "plan · passed", plan_card(passed, stands_of(passed, later), SIP, later), SIP
    yield from _tables(states, name)
    yield from _lines(name)
    for terms in ((), ((v.YEAR, Term.AUTUMN), (v.YEAR, Term.SPRING))):
        for viewer in (SIP, ADVISOR):
            yield f"plan · {len(terms)} terms · {viewer.name}", terms_card(terms, viewer), viewer


def _tables(states: dict[str, ProposedPlan], name: str) -> Iterator[tuple[str, dict[str, Any], Person]]:
    draft = a_draft(a_line(1, name, locked=True), a_line(2, name, left_out=True), a_line(3, name))
    tables = {
        "draft": [draft],
        "working": [replace(draft, is_working=True)],
        "many, draft": [replace(states["many"], draft=True)],
        "sent": [states["all sent"]],
        "many": [states["many"], replace(states["many left out"], id="plan-2")],
        "none": [],
    }
    for state, plans in tables.items():
        for viewer in (SIP, HEAD, ADVISOR):
            for page in (1, 2, 99):
                card = table_card(plans, rows_of(*plans), viewer, page)
                yield f"plan table · {state} · {page} · {viewer.name}", card, viewer


def _lines(name: str) -> Iterator[tuple[str, dict[str, Any], Person]]:
    possible = (v.FIRST, v.SECOND, v.THIRD)
    lines = {
        "proposed": a_line(1, name, possible=possible),
        "locked": a_line(1, name, possible=possible, locked=True, late_of=Term.AUTUMN),
        "left out": a_line(1, name, possible=possible, left_out=True),
        "no half-day": a_line(1, name, half_day=None, why=NONE),
    }
    for state, line in lines.items():
        for plan in (a_draft(line), a_plan(line)):
            for viewer in (ADVISOR, SIP):
                [stands] = stands_of(plan).values()
                of = "draft" if plan.draft else "sent"
                yield (
                    f"plan line · {state}, {of} · {viewer.name}",
                    line_card(plan, line, SIP.name, stands, viewer),
                    viewer,
                )
