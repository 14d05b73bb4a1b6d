"""A2: conflicts of interest and prior affiliations: who says them, how long they bar, who may lift one."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.allocation.conflicts.conflict import (
    ConflictKind,
    DeclareConflict,
    EndConflict,
    LiftConflict,
    Origin,
    barring,
    declared,
    ended,
    lifted,
    may_lift,
    may_see,
    named_by_school,
    restored,
)
from handbook.core.refusal import Refused
from tests.support.builders import MONDAY
from tests.support.sip_choices import ADVISOR, HEAD, LIFTED, NEW_SIP, SCHOOL, SIP, TODAY, a_conflict

K = ConflictKind
DECLARED = DeclareConflict(NEW_SIP.id, SCHOOL.urn, K.FAMILY, None, None, " My sister teaches there. ")


@pytest.mark.parametrize(
    ("changes", "on", "bars"),
    [
        ({}, TODAY, True),
        ({"first_on": date(2030, 1, 1)}, TODAY, True),
        ({"last_on": date(2026, 7, 31)}, TODAY, True),
        ({"last_on": date(2021, 11, 24)}, TODAY, True),
        ({"last_on": date(2021, 11, 23)}, TODAY, False),
        ({"last_on": date(2020, 2, 29)}, date(2025, 2, 28), True),
        ({"last_on": date(2020, 2, 29)}, date(2025, 3, 1), False),
        ({"lifted": LIFTED}, TODAY, False),
        ({"kind": K.OWN_SCHOOL}, TODAY, True),
        ({"kind": K.OWN_SCHOOL, "lifted": LIFTED}, TODAY, True),
        ({"kind": K.OWN_SCHOOL, "last_on": date(2026, 7, 31), "lifted": LIFTED}, TODAY, False),
    ],
)
def test_a_tie_bars_until_years_after_its_end_and_the_own_school_whatever_is_lifted(
    changes: dict[str, object], on: date, bars: bool
) -> None:
    conflict = replace(a_conflict(), **changes)
    assert conflict.bars(on, 5) is bars
    assert (barring([conflict], NEW_SIP.id, SCHOOL.urn, on, 5) == conflict) is bars
    assert barring([conflict], SIP.id, SCHOOL.urn, on, 5) is None
    assert barring([conflict], NEW_SIP.id, "900002", on, 5) is None


def test_of_several_bars_the_one_counts_that_nobody_can_lift() -> None:
    own, first = a_conflict(K.OWN_SCHOOL, id="z"), a_conflict()
    assert barring([first, own], NEW_SIP.id, SCHOOL.urn, TODAY, 5) == own
    assert barring([first, a_conflict(id="conflict-0")], NEW_SIP.id, SCHOOL.urn, TODAY, 5) == a_conflict(
        id="conflict-0"
    )


def test_a_sip_declares_their_own_and_says_when_it_is_over() -> None:
    made = declared(DECLARED, NEW_SIP, TODAY, MONDAY, "conflict-2")
    assert (made.origin, made.words, made.noted_by_id) == (Origin.DECLARED, "My sister teaches there.", NEW_SIP.id)
    over = ended(made, EndConflict(made.id, TODAY), NEW_SIP, TODAY)
    assert (over.last_on, over.bars(TODAY, 5), over.is_present(TODAY)) == (TODAY, True, True)
    assert [may_see(over, one) for one in (NEW_SIP, ADVISOR, HEAD, SIP)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"sip_id": SIP.id}, "Each SIP declares their own"),
        ({"kind": K.COMPLAINT}, "choose what ties you"),
        ({"kind": K.SCHOOL}, "choose what ties you"),
        ({"words": "x" * 1001}, "shorten this to 1,000"),
        ({"kind": K.OTHER, "words": " "}, "write in a few words"),
        ({"first_on": date(1899, 12, 31)}, "days after 1950"),
        ({"first_on": TODAY, "last_on": date(2026, 1, 1)}, "last day is before the first"),
    ],
)
def test_what_cannot_be_declared(changes: dict[str, object], says: str) -> None:
    with pytest.raises(Refused, match=says):
        declared(replace(DECLARED, **changes), NEW_SIP, TODAY, MONDAY, "conflict-2")


@pytest.mark.parametrize(
    ("changes", "command", "says"),
    [
        ({"sip_id": SIP.id}, {}, "cannot find"),
        ({"origin": Origin.DERIVED}, {}, "cannot find"),
        ({}, {"last_on": date(2026, 11, 24)}, "has not come yet"),
        ({"first_on": TODAY}, {"last_on": date(2026, 11, 1)}, "before the first"),
        ({"last_on": date(2026, 1, 1)}, {}, "has a last day already"),
    ],
)
def test_what_cannot_be_ended(changes: dict[str, object], command: dict[str, object], says: str) -> None:
    with pytest.raises(Refused, match=says):
        ended(replace(a_conflict(), **changes), replace(EndConflict("x", TODAY), **command), NEW_SIP, TODAY)


def test_only_the_trust_advisor_lifts_one_with_a_reason_and_can_take_that_back() -> None:
    conflict, lift = a_conflict(), LiftConflict("conflict-1", " The sister has retired. ")
    after = lifted(conflict, lift, ADVISOR, MONDAY)
    assert after.lifted is not None
    assert (after.lifted.reason, after.lifted.by_id, after.bars(TODAY, 5)) == (
        "The sister has retired.",
        ADVISOR.id,
        False,
    )
    assert restored(after, ADVISOR) == conflict
    assert (may_lift(conflict, ADVISOR), may_lift(after, ADVISOR), may_lift(conflict, NEW_SIP)) == (True, False, False)
    for one, person, reason, says in (
        (conflict, NEW_SIP, "Long enough a reason.", "Only the Trust Advisor"),
        (conflict, ADVISOR, "no", "write why"),
        (conflict, ADVISOR, "x" * 1001, "shorten"),
        (after, ADVISOR, "Long enough a reason.", "lifted already"),
        (a_conflict(K.OWN_SCHOOL), ADVISOR, "Long enough a reason.", "never serves the school"),
    ):
        with pytest.raises(Refused, match=says):
            lifted(one, LiftConflict("conflict-1", reason), person, MONDAY)
    with pytest.raises(Refused, match="bars the allocation already"):
        restored(conflict, ADVISOR)


def test_a_school_names_one_in_its_answer() -> None:
    conflict = named_by_school(NEW_SIP.id, SCHOOL.urn, "He was our deputy.", HEAD.id, MONDAY, "conflict-3")
    assert (conflict.origin, conflict.kind, conflict.bars(TODAY, 5)) == (Origin.SCHOOL, K.SCHOOL, True)


def test_each_is_said_in_words() -> None:
    assert [one.is_affiliation for one in K].count(True) == 4
    assert len({one.words for one in K}) == len(K)
    assert len({one.words for one in Origin}) == len(Origin)
