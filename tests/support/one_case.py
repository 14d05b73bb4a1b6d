"""One case, and everybody at once: whatever people press, themselves or as deputies, and whatever the clock and the
list of people bring. What each of these may do to a record is checked as it is done."""

from datetime import timedelta
from typing import Any

from handbook.cases.audience import minder
from handbook.cases.case import NO_SUCH_CASE, Case, Deed, Part, Seat, parts_for, readers_of, readers_of_part
from handbook.cases.keeping import FOLLOWED, CasePolicy, chased, followed, is_to_be_chased, minder_id, successors
from handbook.cases.signing import SERVICE, Actor, ids_in
from handbook.core.half_days import SchoolHours
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from tests.support import case_commands as c
from tests.support.builders import a_school
from tests.support.case_people import (
    ADVISOR,
    CHAIR,
    DIRECTOR,
    HEAD,
    NOW,
    SIP,
    actor,
)
from tests.support.case_presses import BEGINNINGS, HOLDERS, NEXT, OTHERS, PEOPLE, PRESSES, S
from tests.support.visits import CALENDAR

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
        if is_to_be_chased(self.case, CALENDAR, CasePolicy(), today):
            assert self.case.is_open
            assert self.case.review_on is not None
            assert self.case.review_on < today
            self.case = chased(self.case, today)
            assert minder_id(self.case) in readers_of(self.case)
            assert not is_to_be_chased(self.case, CALENDAR, CasePolicy(), today)

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
        waited_for = minder(after) in FOLLOWED  # an office may be vacant
        assert not after.is_open or waited_for or minder_id(after) in present
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


def readers_known(case: Case, part: Part, ids: frozenset[str]) -> frozenset[str]:
    return readers_of_part(case, part.number, parts_for(case, ids))
