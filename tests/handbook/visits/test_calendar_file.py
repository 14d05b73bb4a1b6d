"""Who may have a visit as a calendar file, and when there is one to have."""

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.visits.calendar_file import check_may_have_file, may_have_file
from handbook.visits.visit import VisitStatus as S
from tests.support import visits as v
from tests.support.builders import a_person

DATED = {S.PICKED, S.BOOKED, S.MOVED, S.MOVE_ASKED, S.CANCEL_ASKED, S.HELD, S.NOT_HELD, S.CANCELLED}


@pytest.mark.parametrize("status", S)
def test_its_two_people_have_it_once_there_is_a_day(status: S) -> None:
    dossier = v.dossier_of(v.a_visit(status))
    for person in (v.SIP, v.HEAD):
        assert may_have_file(dossier, person) == (status in DATED)
    for role in (Role.TRUST_ADVISOR, Role.DSO):
        assert not may_have_file(dossier, a_person(role))


def test_it_is_said_why_not() -> None:
    with pytest.raises(Refused, match="no day yet"):
        check_may_have_file(v.dossier_of(v.a_visit(S.PROPOSED)), v.HEAD)
    with pytest.raises(Refused, match="not one of yours"):
        check_may_have_file(v.dossier_of(v.a_visit(S.BOOKED)), a_person(Role.DSO))
