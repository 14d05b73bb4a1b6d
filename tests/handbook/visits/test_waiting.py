"""Whom a visit waits for in each of its states; a half-day that has passed is on offer to nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.visits.booking import PickSlot, picked
from handbook.visits.moves import TURN
from handbook.visits.renewal import (
    OfferAnew,
    RenewOffer,
    TopUpOffer,
    check_is_to_be_renewed,
    is_to_be_renewed,
    offered_anew,
    still_to_come,
    topped_up,
)
from handbook.visits.visit import VisitStatus as S
from handbook.visits.waiting import WAITING, VisitWaits, WaitsFor, waits_for
from tests.support import visits as v

TABLE = {
    S.WISHED: (WaitsFor.OFFER, Role.SIP),
    S.SOUGHT: (WaitsFor.OFFER, Role.SIP),
    S.FOUND: (WaitsFor.OFFER, Role.SIP),
    S.PROPOSED: (WaitsFor.PICK, Role.HEADTEACHER),
    S.NONE_SUITED: (WaitsFor.OFFER, Role.SIP),
    S.PICKED: None,
    S.BOOKED: None,
    S.MOVED: None,
    S.MOVE_ASKED: (WaitsFor.CHANGE, Role.HEADTEACHER),
    S.CANCEL_ASKED: (WaitsFor.CHANGE, Role.HEADTEACHER),
    S.HELD: None,
    S.NOT_HELD: None,
    S.CANCELLED: None,
}


@pytest.mark.parametrize("status", S)
def test_each_state_waits_for_whose_turn_it_is(status: S) -> None:
    found = waits_for(v.a_visit(status), v.MONDAY)
    assert (found and (found.what, found.part)) == TABLE[status]
    assert found is None or status in WAITING
    if TURN[status].startswith("the service"):
        assert found is None or status is S.SOUGHT


@pytest.mark.parametrize("status", [S.BOOKED, S.MOVE_ASKED, S.CANCEL_ASKED])
def test_once_it_is_over_its_sip_says_whether_it_was_held(status: S) -> None:
    visit = v.a_visit(status)
    assert visit.half_day
    expected = VisitWaits(WaitsFor.OUTCOME, Role.SIP, f"outcome v{visit.version}", visit.half_day.ends_at)
    assert waits_for(visit, v.after(visit)) == expected


def test_what_the_headteacher_asks_waits_for_the_sip() -> None:
    visit = v.a_visit(S.MOVE_ASKED)
    assert visit.asked
    found = waits_for(replace(visit, asked=replace(visit.asked, by_id=v.HEAD.id)), v.MONDAY)
    assert found is not None
    assert found.part is Role.SIP


def test_an_offer_that_is_sent_again_is_another_matter_and_a_renewed_one_is_not() -> None:
    offered = v.a_visit(S.PROPOSED)
    renewed = offered_anew(offered, OfferAnew(offered.id, offered.version, (v.SLOTS[0],)))
    later = replace(offered, offered_at=v.MONDAY + timedelta(days=1))
    marks = [found.mark for one in (offered, renewed, later) if (found := waits_for(one, v.MONDAY))]
    assert marks[0] == marks[1] != marks[2]


def test_a_pick_is_taken_until_the_half_day_begins() -> None:
    visit = v.a_visit(S.PROPOSED)
    begins = v.FIRST.starts_at
    eve = begins.replace(hour=23, minute=59) - timedelta(days=1)
    assert picked(v.dossier_of(visit), PickSlot(visit.id, visit.version, 1), v.HEAD, eve).status is S.PICKED
    assert not is_to_be_renewed(visit, eve)
    for late in (begins, begins.replace(hour=23, minute=59)):
        with pytest.raises(Refused, match="has passed"):
            picked(v.dossier_of(visit), PickSlot(visit.id, visit.version, 1), v.HEAD, late)
        assert is_to_be_renewed(visit, late)
        assert still_to_come(visit, late) == v.SLOTS[1:]


@pytest.mark.parametrize("status", [S.FOUND, S.PROPOSED])
def test_what_has_passed_is_replaced_and_where_nothing_is_left_it_is_the_sips_turn(status: S) -> None:
    visit, late = v.a_visit(status), v.FIRST.starts_at
    check_is_to_be_renewed(visit, RenewOffer(visit.id, visit.version), late)
    more = topped_up(visit, TopUpOffer(visit.id, visit.version, v.SLOTS[1:]))
    assert (more.status, more.slots, more.version) == (status, v.SLOTS[1:], visit.version + 1)
    none = offered_anew(visit, OfferAnew(visit.id, visit.version, (), "All have passed."))
    assert (none.status, none.slots, none.trouble) == (S.NONE_SUITED, (), "All have passed.")
    for command, now in ((RenewOffer(visit.id, visit.version), v.MONDAY), (RenewOffer(visit.id, 99), late)):
        with pytest.raises(Refused):
            check_is_to_be_renewed(visit, command, now)
    with pytest.raises(Refused):
        topped_up(visit, TopUpOffer(visit.id, 99, v.SLOTS))
