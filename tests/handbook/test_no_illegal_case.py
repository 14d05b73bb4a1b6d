"""Whatever people press, in whatever order, themselves or as deputies, and whatever the clock and the list of people
bring: no step is skipped, no case is neither open nor closed, nothing written is changed, and nobody sees what is not
theirs."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.case_answers import minder
from handbook.case_keeping import (
    CaseCustoms,
    chased,
    followed,
    is_to_be_chased,
    is_to_be_forgotten,
    minder_id,
    successors,
    tombstone,
)
from handbook.case_signing import SERVICE, Actor, ids_in
from handbook.cases import NO_SUCH_CASE, STEPS, Case, Deed, Ladder, Part, Seat, Stage, parts_for, readers_of
from handbook.cases import readers_of_part as readers_of_one
from handbook.complaint_steps import About
from handbook.half_days import SchoolHours
from handbook.people import Person, Role
from handbook.refusal import Refused
from tests.support import case_builders as b
from tests.support import case_commands as c
from tests.support.builders import a_school
from tests.support.case_people import (
    ADVISOR,
    BOARD_MEMBER,
    CHAIR,
    CHAIR_OF_GOVERNORS,
    DIRECTOR,
    DSO,
    HEAD,
    LA_OFFICER,
    NOW,
    OTHER_ADVISOR,
    OTHER_CHAIR,
    OTHER_DIRECTOR,
    OTHER_DSO,
    OTHER_HEAD,
    OTHER_SIP,
    SIP,
    actor,
    another,
    deputy,
)
from tests.support.visits import CALENDAR

S = Stage
THIRD_SIP = another(Role.SIP, "Saul Ingram", 9)
HOLDERS = (SIP, HEAD, ADVISOR, DSO, DIRECTOR, CHAIR)
OTHERS = (OTHER_SIP, OTHER_HEAD, OTHER_ADVISOR, OTHER_DSO, OTHER_DIRECTOR, OTHER_CHAIR)
PEOPLE = (*HOLDERS, *OTHERS, THIRD_SIP, BOARD_MEMBER, LA_OFFICER, CHAIR_OF_GOVERNORS)
STAND_INS = (
    *map(deputy, (*HOLDERS, *OTHERS)),
    *(actor(one, ADVISOR, OTHER_ADVISOR) for one in (SIP, DSO, DIRECTOR, OTHER_SIP, OTHER_DSO)),
    *(actor(one, DIRECTOR) for one in (DSO, OTHER_DSO)),
    actor(BOARD_MEMBER, CHAIR, ADVISOR),
    actor(ADVISOR, SIP, DSO, DIRECTOR, CHAIR),
)
"""Whoever may stand in for somebody; also who has a seat of their own, for several, or should never have been named."""
ANYBODY = st.sampled_from((*map(actor, PEOPLE), *STAND_INS))

SEATED = st.sampled_from(tuple(map(actor, HOLDERS)))

Press = Callable[..., Case]
TELLING: dict[str, Press] = {
    f"{name}{' and tell' if tell else ''}": partial(press, tell=tell)
    for tell in (True, False)
    for name, press in {
        "take to the dso": c.take_to_dso,
        "take to the director": c.take_to_director,
        "acknowledge step 2": partial(c.acknowledge, stage=S.WITH_TRUST_ADVISOR),
    }.items()
}
PRESSES: dict[str, Press] = {
    "talk": c.talk,
    "say could not": c.say_could_not_talk,
    "waive": c.waive_talk,
    "ask": c.ask_to_talk,
    "take to the advisor": c.take_to_advisor,
    **TELLING,
    "arrange": c.arrange_support,
    "meet": partial(c.set_meeting, invited=(SIP.id, LA_OFFICER.id)),
    "meet with the headteacher": partial(c.set_meeting, invited=(HEAD.id,)),
    "meet with the director": partial(c.set_meeting, invited=(DIRECTOR.id,)),
    "call off": c.call_off_meeting,
    "put on an agenda": partial(c.place_on_agenda, attending=(SIP, OTHER_SIP, THIRD_SIP, DSO)),
    "hand over to a sip": c.hand_over,
    "hand over to a dso": partial(c.hand_over, seat=Seat.DSO, to=OTHER_DSO),
    "hand over to a headteacher": partial(c.hand_over, seat=Seat.HEADTEACHER, to=OTHER_HEAD),
    **{f"acknowledge {stage}": partial(c.acknowledge, stage=stage, tell=True) for stage in S},
    **{f"conclude {stage}": partial(c.conclude, stage=stage) for stage in S},
    **{f"add to {place}": partial(c.add, place=place) for place in (1, 2, 4)},
    "add": c.add,
    "review": c.set_review,
    "close": c.close,
    "talk to the sip": c.talk_to_sip,
    "take on to the advisor": c.take_on_to_advisor,
    "take on to the chair": c.take_on_to_chair,
}
BEGINNINGS: dict[str, Callable[[], Case]] = {
    **{f"concern {stage}": partial(b.a_concern, stage) for stage in b.OF_CONCERNS},
    "concern without a talk": partial(b.a_concern, S.WITH_TRUST_ADVISOR, talked=False, tell=False),
    "untold concern": partial(b.a_concern, S.WITH_DSO, tell=False),
    **{f"complaint {stage}": partial(b.a_complaint, stage) for stage in b.OF_COMPLAINTS},
    **{f"complaint about {about}": partial(c.complain, about) for about in About},
}
NEXT: dict[Stage, tuple[tuple[str, Seat], ...]] = {
    S.NOT_TALKED: (("ask", Seat.TRUST_ADVISOR), ("waive", Seat.TRUST_ADVISOR)),
    S.TO_TALK: (("say could not", Seat.SIP), ("talk", Seat.SIP)),
    S.TALK_WAIVED: (("take to the advisor", Seat.SIP),),
    S.TALKED: (("acknowledge talked", Seat.HEADTEACHER), ("take to the advisor", Seat.SIP)),
    S.WITH_TRUST_ADVISOR: (
        ("acknowledge step 2", Seat.TRUST_ADVISOR),
        ("take to the dso", Seat.TRUST_ADVISOR),
        ("take to the dso and tell", Seat.TRUST_ADVISOR),
        ("put on an agenda", Seat.TRUST_ADVISOR),
        ("conclude with_trust_advisor", Seat.TRUST_ADVISOR),
        ("take on to the chair", Seat.HEADTEACHER),
    ),
    S.WITHOUT_DSO: (("arrange", Seat.TRUST_ADVISOR),),
    S.WITH_DSO: (
        ("acknowledge with_dso", Seat.DSO),
        ("meet with the headteacher", Seat.DSO),
        ("take to the director", Seat.TRUST_ADVISOR),
        ("take to the director and tell", Seat.TRUST_ADVISOR),
    ),
    S.WITH_DIRECTOR: (("conclude with_director", Seat.DIRECTOR), ("meet", Seat.DSO), ("call off", Seat.DSO)),
    S.PREPARING: (("talk to the sip", Seat.HEADTEACHER),),
    S.TALKED_TO_SIP: (("take on to the advisor", Seat.HEADTEACHER),),
    S.WITH_CHAIR: (("acknowledge with_chair", Seat.CHAIR), ("conclude with_chair", Seat.CHAIR)),
}
"""What usually follows, so that sequences come far."""
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
BRINGS_SOMEBODY_IN = ("take", "talk", "meet", "put", "hand", "say")


class OneCase:
    """One case, and everybody at once."""

    def __init__(self, beginning: str) -> None:
        """As far as people had come by the ordinary way."""
        self.case = BEGINNINGS[beginning]()
        self.now = NOW
        self.gone: set[str] = set()
        self.school = a_school()
        self.holders = {person.role: person for person in (ADVISOR, DIRECTOR, CHAIR)}
        self.seats_held: dict[Seat, set[str]] = {seat: {one} for seat, one in self.case.seats.items()}
        self.read_before: list[frozenset[str]] = []

    def _become(self, after: Case) -> None:
        """Whatever happens adds, and changes nothing that was written; what is closed stays so."""
        before = self.case
        assert after.parts[: len(before.parts)] == before.parts
        assert [part.number for part in after.parts] == list(range(1, len(after.parts) + 1))
        assert before.is_open or (after.closed_at, after.stage) == (before.closed_at, before.stage)
        assert (after.id, after.urn, after.ladder, after.subject_id) == (
            before.id,
            before.urn,
            before.ladder,
            before.subject_id,
        )
        self.case = after
        for seat, one in after.seats.items():
            self.seats_held.setdefault(seat, set()).add(one)

    # What people do

    def press(self, somebody: Actor, name: str) -> None:
        """Anybody, anything. Whoever may read nothing is told what is told of no case."""
        case, ids = self.case, ids_in(self.case, somebody)
        known = parts_for(case, ids)
        try:
            after = PRESSES[name](case, somebody, **self._circumstances(name))
        except Refused as said:
            self._check_refusal(said, bool(known))
            return
        assert known, name
        self._check_new_parts(after, somebody, name)
        self._become(after)

    @staticmethod
    def _check_refusal(said: Refused, reads: bool) -> None:
        assert reads or (said.code, said.reason, said.rule) == ("unknown", NO_SUCH_CASE, "")

    def next_step(self, number: int) -> None:
        steps = [(name, seat) for name, seat in NEXT[self.case.stage] if seat in self.case.seats]
        if steps:
            name, seat = steps[number % len(steps)]
            holder = next(one for one in PEOPLE if one.id == self.case.seats[seat])
            self.press(actor(holder), name)

    def _circumstances(self, name: str) -> dict[str, Any]:
        morning = SchoolHours().half_days((self.now + timedelta(days=(8 - self.now.isoweekday()))).date())[0]
        said: dict[str, Any] = {"now": self.now}
        if name.startswith("meet"):
            said |= {"half_day": morning, "school": self.school}
        if name.startswith(("acknowledge", "take to the d", "talk")) and name != "talk to the sip":
            said["school"] = self.school
        if name.startswith(("acknowledge", "conclude", "review")):
            said["review_on"] = (self.now + timedelta(days=5)).date()
        if name.startswith("take to the dir"):
            said["to"] = self.holders[Role.DIRECTOR]
        if name.startswith(("take to the a", "take on to the a")):
            said["to"] = self.holders[Role.TRUST_ADVISOR]
        if name == "take on to the chair":
            said["to"] = self.holders[Role.CHAIR_OF_TRUST_BOARD]
        return said

    def _check_new_parts(self, after: Case, somebody: Actor, name: str) -> None:
        """Who writes can read it, signs it with their own name, and knows whom they give it to: people, or seats."""
        ids = ids_in(self.case, somebody)
        known = {one for part in parts_for(self.case, ids) for one in readers_known(self.case, part, ids)}
        for part in after.parts[len(self.case.parts) :]:
            assert part.by.person_id == somebody.person.id
            assert part.by.for_id in {"", *(one.id for one in somebody.covered)}
            assert ids & set(part.readers)
            assert (somebody.person.id in part.readers) or part.by.for_id
            if not name.startswith(BRINGS_SOMEBODY_IN) and part.deed is not Deed.TOLD_OF_STEP:
                seats = [held for held in self.seats_held.values() if held & known]
                assert set(part.readers) <= known.union(*seats), name

    # What the clock and the list of people bring

    def time_passes(self, days: int) -> None:
        """Whoever minds an overdue case is chased, once a day."""
        self.now += timedelta(days=days)
        today = self.now.date()
        if is_to_be_chased(self.case, CALENDAR, CaseCustoms(), today):
            assert self.case.is_open
            assert self.case.review_on is not None
            assert self.case.review_on < today
            self.case = chased(self.case, today)
            assert minder_id(self.case) in readers_of(self.case)
            assert not is_to_be_chased(self.case, CALENDAR, CaseCustoms(), today)

    def somebody_leaves(self, left: Person, is_followed: bool) -> None:
        """A school always has a headteacher and a SIP on the list; other places may be empty for a while."""
        self.gone.add(left.id)
        follows = OTHERS[HOLDERS.index(left)]
        self._on_list(left.role, follows if is_followed or left in (SIP, HEAD) else None)
        present = {one.id: one for one in PEOPLE if one.id not in self.gone}
        holders = {role: one for role, one in self.holders.items() if one.id in present}
        follow = successors(self.case, self.school, present.get, holders.get)
        after = followed(self.case, follow, self.now)
        assert all(part.by == SERVICE for part in after.parts[len(self.case.parts) :])
        self._become(after)
        assert not after.is_open or minder_id(after) in present
        assert set(successors(after, self.school, present.get, holders.get)) <= {
            seat for seat, one in after.seats.items() if one in self.gone
        }

    def _on_list(self, role: Role, new: Person | None) -> None:
        names = {Role.SIP: "sip_id", Role.HEADTEACHER: "headteacher_id", Role.DSO: "dso_id"}
        if role in names:
            changes = {one: getattr(self.school, one) for one in names.values()}
            self.school = a_school(**{**changes, names[role]: new.id if new else ""})
        elif new is not None:
            self.holders[role] = new

    def another_dso(self, dso: Person | None) -> None:
        """The list of people has another DSO for the school, or none; what waited reaches one."""
        self._on_list(Role.DSO, dso if dso is None or dso.id not in self.gone else None)
        try:
            after = c.reach_dso(self.case, now=self.now, school=self.school)
        except Refused:
            return
        assert self.case.stage is S.WITHOUT_DSO
        assert self.school.dso_id in readers_of(after)
        self._become(after)

    # What is true whatever happens

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
        assert is_to_be_forgotten(case, CaseCustoms(), self.now + timedelta(days=2500)) is (not case.is_open)

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
        readers = [readers_of_one(self.case, part.number) for part in self.case.parts]
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


def readers_known(case: Case, part: Part, ids: frozenset[str]) -> frozenset[str]:
    return readers_of_one(case, part.number, parts_for(case, ids))


Step = Callable[[OneCase], None]


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


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(BEGINNINGS)), st.lists(WHAT_HAPPENS, min_size=20, max_size=40))
def test_no_sequence_reaches_an_illegal_state_or_shows_a_case_to_an_outsider(beginning: str, steps: list[Step]) -> None:
    case = OneCase(beginning)
    for one in steps:
        one(case)
        case.check()


def test_the_ordinary_way_is_open() -> None:
    """Else nothing would be proven by never going wrong."""
    concern, complaint = OneCase("concern not_talked"), OneCase("complaint preparing")
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
