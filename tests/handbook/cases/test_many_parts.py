"""A record that has grown long: what reading it costs, who reads an addition to an addition, and where it ends."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.cases.offers import offers
from cards.cases.record import CaseView, case_card
from handbook.cases.answers import AddToCase, CloseCase, added, closed, may_add_to
from handbook.cases.case import (
    PARTS_AT_MOST,
    Case,
    Deed,
    Part,
    Seat,
    Stage,
    Words,
    parts_for,
    readers_of_part,
    readers_of_parts,
)
from handbook.cases.keeping import followed
from handbook.core.refusal import Refused
from tests.support import case_builders as b
from tests.support.builders import a_school
from tests.support.case_people import ADVISOR, NOW, OTHER_SIP, SIP, actor

WORDS = Words(facts="A word more.")


def grown(count: int) -> Case:
    """Each part adds to the one before, as records have it that were written when additions did so."""
    case = b.a_concern(Stage.WITH_TRUST_ADVISOR)
    for number in range(len(case.parts) + 1, count + 1):
        last = case.parts[-1]
        part = Part(number, Deed.ADDED, last.stage, last.by, NOW, last.readers, WORDS, adds_to=last.number)
        case = replace(case, parts=(*case.parts, part))
    return case


def add(case: Case, place: int) -> Case:
    return added(case, AddToCase(case.id, 1, place, WORDS), actor(SIP), NOW)


def shown(case: Case) -> float:
    """Seconds of the processor that it takes to add a part and to draw the record for its SIP; the best of five."""
    taken: list[float] = []
    for _ in range(5):
        began = time.process_time()
        more = add(case, len(parts_for(case, (SIP.id,))))
        view = CaseView(more, a_school(), actor(SIP), NOW)
        case_card(view, [one.form for one in offers(view)])
        taken.append(time.process_time() - began)
    return min(taken)


def test_an_addition_to_a_long_record_is_cheap() -> None:
    """It took seconds when each addition asked for the readers of all that it stands on."""
    half, whole = shown(grown(75)), shown(grown(150))
    assert whole < 0.5
    assert whole < 5 * half + 0.02


def by_asking_each(case: Case, number: int, known: tuple[Part, ...]) -> frozenset[str]:
    part = case.parts[number - 1]
    readers = {one for other in known if other is part or number in other.opens for one in other.readers}
    return frozenset(readers | (by_asking_each(case, part.adds_to, known) if part.adds_to else set()))


@given(st.data())
def test_readers_in_one_pass_are_those_of_asking_for_each(data: st.DataObject) -> None:
    case, ids = grown(4), (SIP.id, ADVISOR.id, OTHER_SIP.id)
    for number in range(5, 12):
        part = replace(
            case.parts[-1],
            number=number,
            readers=tuple(data.draw(st.sets(st.sampled_from(ids)))),
            adds_to=data.draw(st.integers(0, number - 1)),
            opens=tuple(data.draw(st.sets(st.integers(1, number - 1), max_size=3))),
        )
        case = replace(case, parts=(*case.parts, part))
    for known in (case.parts, tuple(part for part in case.parts if data.draw(st.booleans()))):
        wanted = {one.number: by_asking_each(case, one.number, known) for one in case.parts}
        assert readers_of_parts(case, known) == wanted
    assert readers_of_part(case, 3) == readers_of_parts(case)[3]


def test_an_addition_to_an_addition_stands_beside_what_that_adds_to() -> None:
    case = b.a_concern(Stage.WITH_TRUST_ADVISOR)
    first = add(case, 1)
    second = add(first, len(parts_for(first, (SIP.id,))))
    assert [part.adds_to for part in second.parts[-2:]] == [1, 1]
    assert second.parts[-1].readers == case.parts[0].readers
    assert may_add_to(second, second.parts[-1], frozenset((SIP.id,)))


def test_a_record_takes_so_many_parts_and_can_still_be_closed() -> None:
    case = grown(PARTS_AT_MOST)
    with pytest.raises(Refused, match="as long as it can be") as refusal:
        add(case, 1)
    assert refusal.value.code == "full"
    done = closed(case, CloseCase(case.id, 1, "It is done."), actor(ADVISOR), NOW)
    assert done.parts[-1].deed is Deed.CLOSED
    assert followed(case, {Seat.SIP: OTHER_SIP}, NOW).seats[Seat.SIP] == OTHER_SIP.id
