"""R3: the two tables of an application's life."""

from itertools import pairwise

import pytest

from handbook.core.refusal import Refused
from handbook.recruitment.application import moved
from handbook.recruitment.moves import (
    EXTERNAL_MOVES,
    MOVES,
    OVER,
    SERVING_HEAD_MOVES,
    TURN,
    ApplicationMove,
    ApplicationStatus,
    Route,
)
from tests.support import recruitment as r

S, M = ApplicationStatus, ApplicationMove
THE_HANDBOOKS = (S.DRAFTED, S.SUBMITTED, S.PRESENTED, S.APPROVED, S.INVITED, S.INTERVIEWED, S.CHOSEN, S.APPOINTED,
                 S.TRAINED)  # fmt: skip


def test_the_handbooks_order_is_a_way_through_both_tables() -> None:
    for before, after in pairwise(THE_HANDBOOKS):
        for table in (EXTERNAL_MOVES, SERVING_HEAD_MOVES):
            assert after in {to for (at, _), to in table.items() if at is before}


def test_only_a_serving_headteacher_shows_eligibility() -> None:
    """And nobody of them writes a form before."""
    own = set(SERVING_HEAD_MOVES) - set(EXTERNAL_MOVES)
    assert {move for _, move in own} <= {M.SHOW_ELIGIBLE, M.SHOW_NOT_ELIGIBLE, M.WITHDRAW, M.LAPSE}
    assert not {S.BEGUN, S.NOT_ELIGIBLE} & {at for at, _ in EXTERNAL_MOVES}
    assert {move for at, move in SERVING_HEAD_MOVES if at is S.BEGUN} == {
        M.SHOW_ELIGIBLE, M.SHOW_NOT_ELIGIBLE, M.WITHDRAW, M.LAPSE}  # fmt: skip


def test_what_is_over_stays_so() -> None:
    assert set(TURN) == set(S)
    for table in MOVES.values():
        assert [move for at, move in table if at in OVER] == [M.TRAIN]


@pytest.mark.parametrize("route", list(Route))
def test_each_state_makes_its_own_moves_and_no_other(route: Route) -> None:
    for status in S:
        if route is Route.EXTERNAL and status in (S.BEGUN, S.NOT_ELIGIBLE):
            continue
        one = r.an_application(status, route)
        for move in M:
            if one.can(move):
                assert moved(one, move, r.NOW).status is MOVES[route][status, move]
            else:
                with pytest.raises(Refused) as no:
                    moved(one, move, r.NOW)
                assert no.value.code == "stale"


def test_when_it_ended_is_kept_once() -> None:
    one = r.an_application(S.APPOINTED)
    assert one.over_at is not None
    assert moved(one, M.TRAIN, r.WHEN.ends_at).over_at == one.over_at
    assert not one.is_open
    assert Route.EXTERNAL.words == "external applicant"
