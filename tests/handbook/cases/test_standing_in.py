"""In whose name somebody acts in a school's reports and visits: by their relation to the record, on these days."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from handbook.cases.cover import Cover
from handbook.cases.standing_in import in_place_of
from handbook.core.people import Person, Role
from tests.support import builders as a
from tests.support.covers import ACTING, DEPUTY, FIRST, HEAD, LAST, SIP, a_cover

OF_SIP, OF_HEAD = a_cover(), a_cover(id="cover-2", person_id=HEAD.id, deputy_id=ACTING.id)


def place(covers: list[Cover], person: Person, on: date = FIRST, authors: tuple[str, ...] = (SIP.id,)) -> str:
    return in_place_of(covers, person, on, sip_id=SIP.id, headteacher_id=HEAD.id, authors=authors)


@pytest.mark.parametrize(
    ("days", "ended"), list(product((-1, 0, (LAST - FIRST).days, (LAST - FIRST).days + 1), (False, True)))
)
def test_a_deputy_acts_for_one_of_the_two_on_those_days(days: int, ended: bool) -> None:
    stands = days in (0, (LAST - FIRST).days) and not ended
    at = a.MONDAY if ended else None
    for cover, deputy in ((OF_SIP, DEPUTY), (OF_HEAD, ACTING)):
        found = place([replace(cover, ended_at=at)], deputy, FIRST + timedelta(days=days))
        assert found == (cover.person_id if stands else "")


@pytest.mark.parametrize("role", Role)
def test_nobody_else_does(role: Role) -> None:
    for person in (a.a_person(role), replace(a.a_person(role), id="stranger")):
        assert place([OF_SIP, OF_HEAD], person) == ""


def test_who_has_a_part_of_their_own_stands_in_for_neither() -> None:
    """Nobody approves their own report, whatever covers may say (W1)."""
    for own, other in ((SIP, HEAD), (HEAD, SIP)):
        assert place([a_cover(person_id=other.id, deputy_id=own.id)], own) == ""


def test_who_stands_in_for_both_is_the_sip_and_who_sent_it_never_the_headteacher() -> None:
    both = [OF_SIP, a_cover(id="cover-2", person_id=HEAD.id, deputy_id=DEPUTY.id)]
    assert place(both, DEPUTY) == SIP.id
    assert place(both[1:], DEPUTY) == HEAD.id
    assert place(both[1:], DEPUTY, authors=(SIP.id, DEPUTY.id)) == ""
