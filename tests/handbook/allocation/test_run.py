"""A1: the proposal for the trust as the Trust Advisor works with it."""

from dataclasses import replace

import pytest

from handbook.allocation.problem import Lock
from handbook.allocation.proposal import Allocation, LeftOut, Placement
from handbook.allocation.run import (
    AllocationRun,
    LockSip,
    check_may_work_with,
    locked,
    may_see,
    to_propose,
    unlocked,
    worst_first,
)
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from tests.support.builders import MONDAY
from tests.support.covers import another
from tests.support.sip_choices import ADVISOR, HEAD

RESULT = Allocation(
    (Placement("1", "A", 80), Placement("2", "B", 40), Placement("3", "A", 60)), (LeftOut("4", "nobody has room"),)
)
RUN = AllocationRun("run-1", ADVISOR.id, MONDAY, AcademicYear(2026), RESULT, revision=1)


def test_what_is_settled_goes_before_what_was_worked_out() -> None:
    assert worst_first(RUN) == ("4", "2", "3", "1")
    settled = locked(RUN, LockSip(RUN.id, "4", "C"), ADVISOR)
    assert (settled.sip_of("4"), settled.sip_of("1"), settled.is_stale) == ("C", "A", True)
    assert worst_first(settled) == ("2", "3", "1", "4")
    anew = locked(settled, LockSip(RUN.id, "4", "A"), ADVISOR)
    assert anew.locks == (Lock("A", "4"),)
    assert unlocked(anew, "4", ADVISOR).locks == ()
    assert RUN.sip_of("9") == ""


def test_only_who_asked_for_it_works_with_it() -> None:
    other = another(ADVISOR.role)
    assert [may_see(RUN, one) for one in (ADVISOR, other, HEAD)] == [True, False, False]
    for act, says in (
        (lambda: check_may_work_with(RUN, HEAD), "Only the Trust Advisor"),
        (lambda: check_may_work_with(RUN, other), "cannot find"),
        (lambda: locked(RUN, LockSip(RUN.id, "9", "A"), ADVISOR), "not in this proposal"),
        (lambda: unlocked(RUN, "1", ADVISOR), "Nothing is settled"),
    ):
        with pytest.raises(Refused, match=says):
            act()


def test_to_propose_is_whoever_is_to_have_another_sip_and_was_not_asked() -> None:
    has = {"1": "A", "2": "A", "3": "", "4": "A"}
    assert to_propose(RUN, has, []) == ("2", "3")
    assert to_propose(RUN, has, [("2", "B"), ("3", "C")]) == ("3",)
    assert to_propose(RUN, {"1": "A"}, []) == ()
    assert to_propose(replace(RUN, locks=(Lock("B", "4"),)), has, []) == ("2", "3", "4")
