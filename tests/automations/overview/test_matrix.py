"""One matrix for tab and cards: what each office really gets of a school and in the overview is what
docs/security/matrix.md says, cell by cell."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import pytest

from automations.cases.loading import actor_of, views_of
from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext, TrustPolicy
from automations.overview import overview as pages
from automations.reach.people import list_card
from automations.schools.school_cards import render_school
from automations.sip_team.cards import sip_record_card
from automations.sip_team.team import team_card
from cards.kit.lines import closed_card
from cards.reach.actions import ShowReach
from cards.schools.school_list import shows_for
from cards.sip_team.actions import ShowSips
from handbook.allocation.other_support import NameSupport, SupportKind
from handbook.core.people import Person
from handbook.core.refusal import Refused, allows
from handbook.membership.working import may_see as may_see_memberships
from handbook.overview.line import SEATED, Line
from handbook.schools.school_list import Show
from handbook.schools.sight import Part, parts_of
from service.access_matrix import IN_CHAT_ALONE, OFFICES, sees_part, shows_line
from store.unit_of_work import UnitOfWork
from tests.automations.office import EVERYBODY, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import buttons, words

URN: Final = "900001"
KEEPER: Final = Person("00000000-0000-4000-8000-0000000000ff", "Kit Ledger", "kit@trust.example", OFFICES[-1][1].role)
PEOPLE: Final = [(office, person, KEEPER if person is OFFICES[-1][1] else a.a_person(person.role))
                 for office, person in OFFICES]  # fmt: skip
FACTS: Final = {
    Part.PEOPLE: "Headteacher",
    Part.DATES: "Term dates",
    Part.VISITS: "Next visit",
    Part.CHECKS: "SIP’s checks",
}
SECTIONS: Final = {
    Part.REPORTS: "Reports",
    Part.HALF_DAYS: "Half-days",
    Part.SUPPORT: "Other support",
    Part.AGREEMENTS: "Agreements",
    Part.MEMBERSHIP: "Membership",
}
BUTTONS: Final = {Part.FIGURES: "Figures", Part.KEEPING: "Change…"}


@pytest.fixture
def full(small_office: Office) -> Office:
    """A school of which there is something to see in every part."""
    small_office.bring([*EVERYBODY, KEEPER])
    small_office.bus.policy = TrustPolicy(administrator_id=KEEPER.id)
    return small_office


def titles(card: dict[str, Any]) -> set[str]:
    """Whatever names something on a card: titles of facts, headings and buttons."""
    found: set[str] = set(buttons(card))
    stack: list[Any] = [card]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            found |= {str(one[key]) for key in ("title", "text") if key in one}
            stack += one.values()
        elif isinstance(one, list):
            stack += one
    return found


async def test_a_school_is_the_same_on_its_card_and_its_page_for_each_office(full: Office) -> None:
    await full.bus.decide(NameSupport(URN, 0, "The hub", SupportKind.HUB, "", None), SIP.id, "teams")
    context, marks = full.bus.render_context, {**FACTS, **SECTIONS, **BUTTONS}
    for office, stands_for, person in PEOPLE:
        says = {part for part in Part if sees_part(stands_for, part)}
        with full.database.reading() as uow:
            card = titles(render_school(uow, CardRef("school", f"school:{URN}"), person, context))
            shown = {part for part, mark in marks.items() if mark in card}
            assert shown == says, office
            if not says:
                with pytest.raises(Refused):
                    pages.school_page(uow, URN, person, context)
                continue
            page = pages.school_page(uow, URN, person, context)
        named = {name for name, _ in (*page.facts, *page.sections)}
        shown = {part for part, mark in {**FACTS, **SECTIONS}.items() if mark in named}
        assert shown == says - IN_CHAT_ALONE, office


Draws = Callable[[UnitOfWork, Person, RenderContext], bool]


def _narrows(show: Show) -> Draws:
    """Whether the card of the list of schools can be narrowed by it."""

    def draws(uow: UnitOfWork, person: Person, context: RenderContext) -> bool:
        return show in shows_for(_parts(uow, person, context), person)

    return draws


def _part(part: Part) -> Draws:
    return lambda uow, person, context: part in _parts(uow, person, context)


def _parts(uow: UnitOfWork, person: Person, context: RenderContext) -> frozenset[Part]:
    return parts_of(uow.roster.school_then(URN), person, context.policy.administrator_id)


def _team(uow: UnitOfWork, person: Person, context: RenderContext) -> bool:
    """The card of the team, or that of one's own record."""
    every = team_card(uow, ShowSips(), person, context) != closed_card()
    return every or (person.id == SIP.id and sip_record_card(uow, person.id, person, context) != closed_card())


CARDS: Final[Mapping[Line, Draws]] = {
    Line.CASES: lambda uow, person, context: (
        person.is_a(*SEATED) and views_of(uow, actor_of(uow, person, context.now), context.now) == []
    ),
    Line.REPORTS: _part(Part.REPORTS),
    Line.VISITS: _narrows(Show.NO_VISIT),
    Line.AGREEMENTS: _narrows(Show.NO_AGREEMENT),
    Line.HALF_DAYS: _part(Part.HALF_DAYS),
    Line.CAPACITY: _team,
    Line.CHECKS: _team,
    Line.REFUNDS: lambda _uow, person, _context: may_see_memberships(person),
    Line.REACH: lambda uow, person, context: allows(lambda: list_card(uow, ShowReach(), person, context)),
    Line.JOBS: lambda uow, person, context: allows(lambda: list_card(uow, ShowReach(), person, context)),
}
"""Whether somebody gets the card that says the same. Jobs that could not be done are told to whoever may see whom we
reach."""


async def test_a_line_of_the_overview_is_shown_to_whom_a_card_shows_the_same(full: Office) -> None:
    context = full.bus.render_context
    for office, stands_for, person in PEOPLE:
        with full.database.reading() as uow:
            shown = {one.line for one in pages.overview(uow, person, context).lines}
            cards = {line for line, draws in CARDS.items() if draws(uow, person, context)}
        assert shown == cards == {line for line in Line if shows_line(stands_for, line)}, office


def test_somebody_who_left_or_serves_another_school_sees_nothing_of_it(full: Office) -> None:
    context = full.bus.render_context
    for person in (replace(SIP, id="somebody-else"), replace(a.a_person(OFFICES[2][1].role), id="gone")):
        with full.database.reading() as uow:
            card = render_school(uow, CardRef("school", f"school:{URN}"), person, context)
            assert words(card) == words(closed_card())
            assert pages.overview(uow, person, context).schools == 0
