"""Whatever people do, in whatever order, and whatever happens meanwhile: no school gets a SIP across a bar, without
current checks, without both words, or while something is open with the SIP whom it has (A2, A3, C1)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.allocation.choices.choice import Around, EndReason, ProposeSip, SipChoice, proposed, unfit
from handbook.allocation.choices.confirming import (
    ConfirmChoice,
    DeclineChoice,
    NameChair,
    RecordChairsWord,
    chair_named,
    chair_recorded,
    confirmed,
    declined,
)
from handbook.allocation.choices.deploying import (
    DeployChoice,
    UndoChoice,
    deployed,
    set_to_start,
    starts_at_once,
    undone,
    with_sip,
)
from handbook.allocation.choices.ending import asked_anew, called_off, ended
from handbook.allocation.choices.moves import MOVES, ChoiceStatus
from handbook.core.people import Person
from handbook.core.refusal import Refused
from tests.support.builders import MONDAY
from tests.support.examples import examples
from tests.support.sip_choices import (
    ADVISOR,
    CHAIR,
    CHAIRS_NAME,
    HEAD,
    NEW_SIP,
    OTHER_HEAD,
    SCHOOL,
    SIP,
    a_conflict,
    a_member,
    an_around,
)

pytestmark = pytest.mark.no_cover  # measuring it doubles its time; each line that it passes has a test of its own

PEOPLE = st.sampled_from((ADVISOR, HEAD, CHAIR, SIP, NEW_SIP, OTHER_HEAD))


@dataclass
class World:
    """One school, the SIP who is proposed to it, and what happens around them."""

    around: Around = field(default_factory=an_around)
    choice: SipChoice | None = None
    was: SipChoice | None = None

    def act(self, act: "Act", person: Person, days: int) -> None:
        """A refusal changes nothing, and every change is a move of the table, or none."""
        before = self.choice
        try:
            after = act(self, person, days)
        except Refused:
            return
        if after is None:
            return
        after = replace(after, revision=(before.revision if before else 0) + 1)
        if before is not None and before.status is not after.status and after.id == before.id:
            assert (before.status, after.status) in {(key[0], to) for key, to in MOVES.items()} | _SKIPPED
        if after.status is ChoiceStatus.DEPLOYED and (before is None or before.status is not ChoiceStatus.DEPLOYED):
            self.check_may_have_it(after)
            self.around = replace(self.around, school=with_sip(SCHOOL, after.sip_id))
        if after.status is ChoiceStatus.UNDONE and before is not None and before.status is ChoiceStatus.DEPLOYED:
            assert not self.around.ties
            self.around = replace(self.around, school=with_sip(SCHOOL, after.before_id))
        self.choice = after

    def check_may_have_it(self, choice: SipChoice) -> None:
        around = self.around
        assert choice.head is not None
        assert choice.chair is not None
        assert choice.head.by_id in (HEAD.id, OTHER_HEAD.id)
        assert around.bar is None
        assert unfit(around, around.today) is EndReason.NONE
        assert around.member is not None
        assert around.member.checks is not None
        assert around.member.checks.are_current(around.today)
        assert not around.ties
        assert around.school is not None
        assert choice.headteacher_id == around.school.headteacher_id


_SKIPPED = {
    (ChoiceStatus.HEAD_CONFIRMED, ChoiceStatus.SCHEDULED),
    (ChoiceStatus.CHAIR_CONFIRMED, ChoiceStatus.SCHEDULED),
    (ChoiceStatus.CONFIRMED, ChoiceStatus.PROPOSED),
    (ChoiceStatus.SCHEDULED, ChoiceStatus.PROPOSED),
}
"""Two moves at once: the second word where both words are enough, and two who left on one day."""
Act = Callable[[World, Person, int], SipChoice | None]


def of(world: World) -> SipChoice:
    if world.choice is None:
        raise Refused("unknown", "There is no proposal.")
    return world.choice


def propose(world: World, person: Person, _days: int) -> SipChoice:
    if world.choice is not None and world.choice.is_open:
        raise Refused("taken", "The school is being asked.")
    made = f"choice-{world.choice.revision if world.choice else 0}"
    return proposed(ProposeSip(SCHOOL.urn, NEW_SIP.id), world.around, person, MONDAY, made)


def confirm(world: World, person: Person, days: int) -> SipChoice:
    choice = of(world)
    command = ConfirmChoice(choice.id, choice.revision - days % 2)
    return starts_at_once(confirmed(choice, command, world.around, person, MONDAY), world.around)


def record(world: World, person: Person, days: int) -> SipChoice:
    choice, day = of(world), world.around.today - timedelta(days=days % 3)
    command = RecordChairsWord(choice.id, choice.revision, CHAIRS_NAME, day)
    return starts_at_once(chair_recorded(choice, command, world.around, person, MONDAY), world.around)


def name_chair(world: World, person: Person, _days: int) -> SipChoice:
    return chair_named(of(world), NameChair("choice-1", CHAIR.id), world.around, person, CHAIR)


def decline(world: World, person: Person, _days: int) -> SipChoice:
    choice = of(world)
    command = DeclineChoice(choice.id, choice.revision, "No.", is_conflict=False)
    return declined(choice, command, world.around, person, MONDAY)


def deploy(world: World, person: Person, days: int) -> SipChoice:
    command = DeployChoice("choice-1", world.around.today + timedelta(days=days))
    return set_to_start(of(world), command, world.around, person)


ACTS: tuple[Act, ...] = (
    propose,
    confirm,
    record,
    name_chair,
    decline,
    deploy,
    lambda world, _person, _days: deployed(of(world), world.around, MONDAY),
    lambda world, person, _days: undone(
        of(world), UndoChoice("choice-1", "No."), replace(world.around, member=a_member(SIP), bar=None), person, MONDAY
    ),
    lambda world, person, _days: called_off(of(world), person, MONDAY),
    lambda world, _person, _days: ended(of(world), world.around, MONDAY),
    lambda world, _person, _days: asked_anew(of(world), world.around, MONDAY),
)
HAPPENINGS: tuple[dict[str, Any], ...] = (
    {"bar": a_conflict()},
    {"bar": None},
    {"member": a_member(checked=False)},
    {"member": a_member(initial_training_on=None)},
    {"member": a_member(own_urn=SCHOOL.urn)},
    {"member": a_member()},
    {"member": None},
    {"ties": ("“Autumn visit” is booked",)},
    {"ties": ()},
    {"chair": CHAIR},
    {"chair": None},
)
Step = tuple[Act, Person, int] | dict[str, Any] | int | str
STEPS = st.one_of(
    st.tuples(st.sampled_from(ACTS), PEOPLE, st.integers(0, 3)),
    st.sampled_from(HAPPENINGS),
    st.integers(1, 40),
    st.sampled_from((HEAD.id, OTHER_HEAD.id, "")),
)
TO_BE_BOTH: list[tuple[Act, Person, int]] = [(propose, ADVISOR, 0), (confirm, HEAD, 0), (record, HEAD, 0)]
"""So far the usual way goes: random steps alone seldom come so far."""


@examples(80)
@given(st.booleans(), st.booleans(), st.lists(STEPS, max_size=14))
def test_no_order_of_things_allocates_what_must_not_be(usual: bool, at_once: bool, steps: list[Step]) -> None:
    world = World()
    world.around = replace(world.around, policy=replace(world.around.policy, at_once=at_once))
    first: list[Step] = [*TO_BE_BOTH] if usual else []
    for step in [*first, *steps]:
        if isinstance(step, tuple):
            world.act(*step)
        elif isinstance(step, dict):
            world.around = replace(world.around, **step)
        elif isinstance(step, int):
            world.around = replace(world.around, today=world.around.today + timedelta(days=step))
        elif world.around.school is not None:
            world.around = replace(world.around, school=replace(world.around.school, headteacher_id=step))


def test_the_usual_way_ends_with_the_sip_at_the_school() -> None:
    """So that the test above is about something."""
    world = World()
    for act, person, days in [*TO_BE_BOTH, (deploy, ADVISOR, 0), (ACTS[6], ADVISOR, 0)]:
        world.act(act, person, days)
    assert world.choice is not None
    assert world.choice.status is ChoiceStatus.DEPLOYED
    assert world.around.school is not None
    assert world.around.school.sip_id == NEW_SIP.id
