"""One person, one or more offices."""

from dataclasses import replace
from itertools import combinations

from handbook.core.people import TOGETHER, Role, cannot_be_together, in_order
from tests.support import builders as a


def test_an_office_is_held_whichever_is_named_first() -> None:
    both = replace(a.a_person(Role.HEADTEACHER), also=(Role.SIP,))
    assert both.is_a(Role.SIP)
    assert both.is_a(Role.DSO, Role.HEADTEACHER)
    assert not both.is_a(Role.DSO)
    assert not both.is_a()
    assert both.office_words == "headteacher and School Improvement Partner"
    assert a.a_person(Role.SIP).office_words == "School Improvement Partner"
    assert in_order((Role.HEADTEACHER, Role.SIP, Role.HEADTEACHER)) == in_order(both.offices)


def test_which_offices_one_person_may_hold_together() -> None:
    for role in Role:
        assert cannot_be_together((role, role)) == ()
    for pair in combinations(Role, 2):
        assert cannot_be_together(pair) == tuple(one for one in pair if one not in TOGETHER)
