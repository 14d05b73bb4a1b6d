"""What others are told when a visit waits long: for whom, for what, and since when."""

from dataclasses import replace

import pytest

from cards.visits.waits import waits_words
from handbook.visits.visit import VisitStatus as S
from handbook.visits.waiting import WaitsFor
from tests.support import visits as v
from tests.support.builders import a_school

SCHOOL = a_school().full_name


@pytest.mark.parametrize(
    ("status", "what", "words"),
    [
        (S.WISHED, WaitsFor.OFFER, f"that {v.SIP.name} feeds back to its governors. No half-day has been offered yet."),
        (S.FOUND, WaitsFor.OFFER, f"{v.SIP.name} has sent no half-days to choose from for some time."),
        (
            S.PROPOSED,
            WaitsFor.PICK,
            f"half-days have been on offer since Monday 23 November 2026, and {v.HEAD.name}",
        ),
        (
            S.MOVE_ASKED,
            WaitsFor.CHANGE,
            f"{v.SIP.name} asks to move the visit on Tuesday 1 December 2026, and",
        ),
        (S.CANCEL_ASKED, WaitsFor.CHANGE, f"{v.SIP.name} asks to cancel the visit on Tuesday 1 December 2026"),
        (
            S.BOOKED,
            WaitsFor.OUTCOME,
            f"{v.SIP.name} has not said whether the visit on Tuesday 1 December 2026 was held",
        ),
    ],
)
def test_each_matter_is_one_sentence(status: S, what: WaitsFor, words: str) -> None:
    told = waits_words(v.a_visit(status), what, a_school(), v.SIP, v.HEAD)
    assert told.startswith(SCHOOL)
    assert words in told


def test_what_the_headteacher_asks_and_an_offer_of_before_are_told_too() -> None:
    visit = v.a_visit(S.MOVE_ASKED)
    assert visit.asked
    theirs = replace(visit, asked=replace(visit.asked, by_id=v.HEAD.id))
    assert f"{v.HEAD.name} asks to move" in waits_words(theirs, WaitsFor.CHANGE, a_school(), v.SIP, v.HEAD)
    before = replace(v.a_visit(S.PROPOSED), offered_at=None)
    assert "on offer, and" in waits_words(before, WaitsFor.PICK, a_school(), v.SIP, v.HEAD)
