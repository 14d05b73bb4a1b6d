"""Plans of a term for tests."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from cards.plans.plan import pages_of, plan_card, plan_table_card
from handbook.core.people import Person, Role
from handbook.core.school_years import Term
from handbook.plans.acceptance import PlannedVisit, ProposedPlan, accepted, turned_down
from tests.support import visits as v
from tests.support.builders import MONDAY, a_person

SIP, HEAD, ADVISOR = a_person(Role.SIP), a_person(Role.HEADTEACHER), a_person(Role.TRUST_ADVISOR)
NONE = "no half-day when both are free by Friday 18 December 2026"


def a_line(number: int = 1, name: str = "St Hilda’s, Northbeck", **changes: Any) -> PlannedVisit:
    at = v.morning(v.FIRST.on + timedelta(days=number // 2)) if number % 2 else v.afternoon(v.FIRST.on)
    return replace(PlannedVisit(f"90000{number}", name, at, "You have no other visit that week."), **changes)


def a_plan(*lines: PlannedVisit, **changes: Any) -> ProposedPlan:
    own = lines or (a_line(), a_line(2), a_line(3, half_day=None, why=NONE))
    return replace(ProposedPlan("plan-1", "run-1", SIP.id, v.YEAR, Term.AUTUMN, MONDAY, own), **changes)


def plan_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """In every state and for several viewers; `words` stands for a school's name at its longest."""
    name = words[:100].strip() or "St Hilda’s, Northbeck"
    many = a_plan(*(a_line(number, name) for number in range(1, 45)))
    left_out = a_plan(*(a_line(number, name, half_day=None, why=NONE) for number in range(1, 45)))
    states = {
        "to accept": a_plan(),
        "one sent": accepted(a_plan(), "900001", "visit-1"),
        "one refused": turned_down(a_plan(), "900001", "It has since been taken."),
        "all sent": a_plan(a_line(visit_id="visit-1"), a_line(2, visit_id="visit-2")),
        "none": a_plan(a_line(half_day=None, why=NONE)),
        "many": many,
        "many sent": replace(many, lines=tuple(replace(line, visit_id="visit-1") for line in many.lines)),
        "many left out": left_out,
    }
    for state, plan in states.items():
        for viewer in (SIP, HEAD, ADVISOR):
            yield f"plan · {state} · {viewer.name}", plan_card(plan, viewer, MONDAY), viewer
    yield "plan · passed", plan_card(states["one sent"], SIP, MONDAY + timedelta(days=30)), SIP
    for state, plans in (("small", [a_plan()]), ("large", [many, left_out]), ("none", [])):
        for viewer in (SIP, HEAD, ADVISOR):
            for page in range(1, pages_of(plans) + 2):
                card = plan_table_card(plans, {SIP.id: SIP.name}, viewer, page)
                yield f"plan table · {state} · {page} · {viewer.name}", card, viewer
