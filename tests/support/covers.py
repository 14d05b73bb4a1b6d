"""Covers for tests: one SIP stands in for another."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from cards.cases.cover import SHOWN_AT_MOST, NamedCover, cover_card, covers_card
from handbook.cases.cover import Cover
from handbook.core.people import Person, Role
from tests.support.builders import MONDAY, a_person

FIRST, LAST = date(2026, 12, 7), date(2026, 12, 11)


def another(role: Role) -> Person:
    """Somebody else of a role."""
    number = list(Role).index(role) + 1
    email = f"other.{role.value}@trust.example"
    return a_person(role, id=f"00000000-0000-4000-8000-0000000001{number:02d}", name=f"Other {role.value}", email=email)


HEAD, ACTING = a_person(Role.HEADTEACHER), another(Role.HEADTEACHER)
SIP, DEPUTY, ADVISOR = a_person(Role.SIP), another(Role.SIP), a_person(Role.TRUST_ADVISOR)
EVERYBODY = tuple(one for role in Role for one in (a_person(role), another(role)))


def a_cover(**changes: Any) -> Cover:
    return replace(Cover("cover-1", SIP.id, DEPUTY.id, FIRST, LAST), **changes)


def named(cover: Cover, person: str = SIP.name, deputy: str = DEPUTY.name) -> NamedCover:
    return NamedCover(cover, person, deputy)


def cover_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """In every state and for several viewers; `words` stands for a name at its longest."""
    long = words[:60].strip() or DEPUTY.name
    states = {
        "to come": (a_cover(), MONDAY),
        "now": (a_cover(), MONDAY + timedelta(days=15)),
        "over": (a_cover(), MONDAY + timedelta(days=30)),
        "ended": (a_cover(ended_at=MONDAY), MONDAY),
        "one day": (a_cover(last_on=FIRST), MONDAY),
    }
    chair, member = a_person(Role.CHAIR_OF_TRUST_BOARD), a_person(Role.BOARD_MEMBER)
    viewers = (SIP, DEPUTY, ADVISOR, chair, member, a_person(Role.HEADTEACHER))
    for viewer in viewers:
        for state, (cover, now) in states.items():
            yield f"cover · {state} · {viewer.name}", cover_card(named(cover, deputy=long), viewer, now), viewer
            card = covers_card([named(cover, deputy=long)], EVERYBODY, viewer, now)
            yield f"covers · {state} · {viewer.name}", card, viewer
        yield f"covers · nobody else · {viewer.name}", covers_card([], [viewer], viewer, MONDAY), viewer
        many = [named(a_cover(id=f"cover-{number}"), deputy=long) for number in range(SHOWN_AT_MOST + 2)]
        crowd = [*EVERYBODY, *(replace(DEPUTY, id=f"sip-{number}", name=long) for number in range(30))]
        yield f"covers · many · {viewer.name}", covers_card(many, crowd, viewer, MONDAY), viewer
