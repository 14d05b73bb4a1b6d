"""Whatever people press, in whatever order, themselves or as deputies, and whatever the clock and the list of people
bring: no step is skipped, no case is neither open nor closed, nothing written is changed, and nobody sees what is not
theirs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.cases.audience import minder
from handbook.cases.case import STEPS, Deed, Ladder, Part, Seat, Stage, parts_for, readers_of, readers_of_part
from handbook.cases.keeping import CasePolicy, is_to_be_forgotten, minder_id, tombstone
from tests.support.case_people import ADVISOR, CHAIR, DSO, HEAD, LA_OFFICER, OTHER_DSO, SIP, actor
from tests.support.case_presses import ANYBODY, BEGINNINGS, HOLDERS, PEOPLE, PRESSES, SEATED, THIRD_SIP, S
from tests.support.examples import examples
from tests.support.one_case import OneCase

pytestmark = pytest.mark.no_cover  # measuring it doubles its time; each line that it passes has a test of its own

BEYOND: dict[Seat, set[Stage]] = {
    Seat.SIP: {S.WITHOUT_DSO, S.WITH_DIRECTOR, S.WITH_CHAIR},
    Seat.DSO: {S.NOT_TALKED, S.TO_TALK, S.TALK_WAIVED, S.TALKED, S.WITH_DIRECTOR},
    Seat.DIRECTOR: {S.NOT_TALKED, S.TO_TALK, S.TALK_WAIVED, S.TALKED, S.WITHOUT_DSO},
}
"""In a concern, the steps of which somebody in that seat reads nothing but the closing."""
BEFORE: dict[Stage, set[Stage]] = {
    S.WITH_TRUST_ADVISOR: {S.TALKED, S.TALK_WAIVED},
    S.WITHOUT_DSO: {S.WITH_TRUST_ADVISOR},
    S.WITH_DSO: {S.WITH_TRUST_ADVISOR},
    S.WITH_DIRECTOR: {S.WITH_DSO},
    S.WITH_CHAIR: {S.WITH_TRUST_ADVISOR},
}
"""What must be on record before a step of a ladder is (E5, X3)."""


class WatchedCase(OneCase):
    """One case, and what is true of it whatever happens."""

    def __init__(self, beginning: str) -> None:
        super().__init__(beginning)
        self.read_before: list[frozenset[str]] = []

    def check(self) -> None:
        self._open_or_closed()
        self._no_step_without_the_one_before()
        self._readers_only_grow_and_are_people()
        self._nobody_else_sees_anything()
        self._everybody_sees_their_own_steps()
        self._whom_it_is_about_sees_step_1_and_no_more()
        self._nothing_is_left_of_what_is_forgotten()

    def _open_or_closed(self) -> None:
        case = self.case
        assert case.is_open is (case.review_on is not None) is (case.last(Deed.CLOSED) is None)
        assert minder(case) in case.seats
        assert not case.is_open or minder_id(case) in readers_of(case)
        assert is_to_be_forgotten(case, CasePolicy(), self.now + timedelta(days=2500)) is (not case.is_open)

    def _no_step_without_the_one_before(self) -> None:
        seen: set[Stage] = set()
        for part in self.case.parts:
            if part.deed is Deed.TAKEN_ON:
                assert part.stage not in seen
                straight = self.case.ladder is Ladder.COMPLAINT and not seen & {S.WITH_TRUST_ADVISOR}
                assert seen & BEFORE[part.stage] or straight, part.stage
                assert part.stage is not S.WITH_CHAIR or seen or self.case.subject_id == ADVISOR.id
            if part.deed in (Deed.TAKEN_ON, Deed.TALKED, Deed.TALK_WAIVED, Deed.REACHED):
                seen.add(part.stage)
        assert STEPS[self.case.stage] == max((STEPS[stage] for stage in seen), default=0)

    def _readers_only_grow_and_are_people(self) -> None:
        readers = [readers_of_part(self.case, part.number) for part in self.case.parts]
        assert all(before <= now for before, now in zip(self.read_before, readers, strict=False))
        assert all(set(part.readers) <= known for part, known in zip(self.case.parts, readers, strict=True))
        assert frozenset().union(*readers) == readers_of(self.case) <= {one.id for one in PEOPLE}
        self.read_before = readers

    def _nobody_else_sees_anything(self) -> None:
        for one in PEOPLE:
            if one.id not in readers_of(self.case):
                assert parts_for(self.case, [one.id]) == ()

    def _everybody_sees_their_own_steps(self) -> None:
        if self.case.ladder is Ladder.CONCERN:
            for seat, stages in BEYOND.items():
                for one in self.seats_held.get(seat, ()):
                    assert not stages & {part.stage for part in self._parts_of(one)}, seat
            for one in self.seats_held.get(Seat.HEADTEACHER, ()):
                told = [STEPS[part.stage] for part in self._parts_of(one) if part.deed is Deed.TOLD_OF_STEP]
                read = [STEPS[part.stage] for part in self._parts_of(one)]
                assert max(read, default=0) <= max(told, default=1)
                assert not {S.NOT_TALKED, S.TO_TALK, S.TALK_WAIVED} & {part.stage for part in self._parts_of(one)}
        for one in (THIRD_SIP, LA_OFFICER):
            given = {part.deed for part in self._parts_of(one.id)}
            assert given <= {Deed.ON_AGENDA, Deed.ADDED, Deed.MEETING_SET, Deed.MEETING_OFF}

    def _whom_it_is_about_sees_step_1_and_no_more(self) -> None:
        """X4."""
        if self.case.ladder is Ladder.COMPLAINT and self.case.subject_id:
            for part in parts_for(self.case, [self.case.subject_id]):
                assert part.stage is S.TALKED_TO_SIP
                assert {part.by.for_id or part.by.person_id} <= {SIP.id, HEAD.id}

    def _nothing_is_left_of_what_is_forgotten(self) -> None:
        gone = tombstone(self.case, self.now)
        assert (gone.parts, gone.seats, gone.urn, gone.subject_id, readers_of(gone)) == ((), {}, "", "", frozenset())

    def _parts_of(self, person_id: str) -> list[Part]:
        """What somebody reads themselves of the steps; all in the seats read that it is closed."""
        return [part for part in parts_for(self.case, [person_id]) if part.deed is not Deed.CLOSED]


Step = Callable[[WatchedCase], None]


def step(does: Callable[..., None], *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.tuples(*arguments).map(lambda drawn: lambda case: does(case, *drawn))


NEXT_STEP = step(OneCase.next_step, st.integers(0, 11))
PRESS = step(OneCase.press, ANYBODY, st.sampled_from(sorted(PRESSES)))
WHAT_HAPPENS = st.one_of(
    NEXT_STEP,
    NEXT_STEP,
    PRESS,
    PRESS,
    step(OneCase.press, SEATED, st.sampled_from(sorted(PRESSES))),
    step(OneCase.press, SEATED, st.sampled_from(sorted(set(PRESSES) - {"close"}))),
    step(OneCase.time_passes, st.sampled_from((1, 3, 7, 20))),
    step(OneCase.somebody_leaves, st.sampled_from(HOLDERS), st.booleans()),
    step(OneCase.another_dso, st.sampled_from((DSO, OTHER_DSO, None))),
)


@examples(80)
@given(st.sampled_from(sorted(BEGINNINGS)), st.lists(WHAT_HAPPENS, min_size=20, max_size=40))
def test_no_sequence_reaches_an_illegal_state_or_shows_a_case_to_an_outsider(beginning: str, steps: list[Step]) -> None:
    case = WatchedCase(beginning)
    for one in steps:
        one(case)
        case.check()


def test_the_ordinary_way_is_open() -> None:
    """Else nothing would be proven by never going wrong."""
    concern, complaint = WatchedCase("concern not_talked"), WatchedCase("complaint preparing")
    for number in (1, 0, 0, 1, 1, 3):
        concern.next_step(number)
    concern.another_dso(DSO)
    concern.time_passes(20)
    for name in ("meet", "call off", "close"):
        concern.press(actor(ADVISOR), name)
    for number in (0, 0):
        complaint.next_step(number)
    complaint.press(actor(ADVISOR), "acknowledge with_trust_advisor")
    for number in (4, 5, 0, 1):
        complaint.next_step(number)
    complaint.press(actor(CHAIR), "close")
    for one in (concern, complaint):
        one.check()
    assert (concern.case.stage, concern.case.is_open) == (S.WITH_DIRECTOR, False)
    assert (complaint.case.stage, complaint.case.is_open) == (S.WITH_CHAIR, False)
