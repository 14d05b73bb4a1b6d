"""W3: two schools are introduced by card; both decide, and nobody learns more than they should."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.good_practice.introduction import EndIntroduction, EndReason
from tests.automations.office import ADVISOR, DSO, HEAD, SIP, Office
from tests.automations.practice_office import asked, bring, came, clock, data_of, press, put, titled, typed
from tests.support import builders as a
from tests.support.card_reading import verbs, words
from tests.support.good_practice import AELRED, HILDA, NEED, OFFER, OTHER_HEAD, STRANGER

TITLE, MADE = "Meet another school?", "You are introduced"
STATE = "Introducing two schools"
OVER = "This introduction will not go ahead. There is nothing for you to do."
NAMES = ("Hilda", "Hanna Tilling", "hanna.tilling@", "Aelred", "Brid Calder", "brid.calder@", "peer to talk")


async def introduced(office: Office) -> str:
    """The Trust Advisor has proposed it; its id."""
    bring(office)
    put(office, NEED, OFFER)
    said = await press(office, ADVISOR, "practice.introduce", need=NEED.id, offer=OFFER.id)
    assert "neither has answered yet" in said
    (found,) = await office.bus.read(lambda uow: uow.introductions.open_ones())
    return found.id


def named_in(card: dict[str, Any]) -> set[str]:
    return {name for name in NAMES if name in words(card)}


async def test_both_are_asked_and_neither_is_told_who_the_other_is(office: Office) -> None:
    await introduced(office)
    asks, offers = asked(office, HEAD), asked(office, OTHER_HEAD)
    assert "You would like help with: Reading, Staff development" not in words(asks)
    assert "You would like help with: Reading. Another school has good practice to share." in words(asks)
    assert "Reading buddies meet every day" in words(asks)
    assert "Another school would like to hear about your good practice. Topics: Reading." in words(offers)
    assert named_in(asks) == named_in(offers) == set()
    assert verbs(asks) == verbs(offers) == {"introduction.accept", "introduction.decline"}
    assert [one.summary for one in office.ends.messenger.to(HEAD)] == ["About an introduction to another school."]
    assert titled(office, ADVISOR, STATE) == []


async def test_only_when_both_accept_each_learns_of_the_other(office: Office) -> None:
    id = await introduced(office)
    said = await press(office, OTHER_HEAD, "introduction.accept", introduction=id)
    assert "You accepted: the other school has not answered yet" in said
    assert named_in(asked(office, HEAD)) == set()
    assert await press(office, OTHER_HEAD, "introduction.accept", introduction=id) == said
    said = await press(office, HEAD, "introduction.accept", introduction=id)
    assert "Brid Calder" in said
    assert named_in(asked(office, HEAD, MADE)) == {"Aelred", "Brid Calder", "brid.calder@"}
    assert named_in(asked(office, OTHER_HEAD, MADE)) == {"Hilda", "Hanna Tilling", "hanna.tilling@"}
    assert "Introduced: Both accepted" in words(asked(office, ADVISOR, STATE))
    assert [one.action for one in office.entries() if one.about == f"introduction:{id}"] == [
        "introduction_asked",
        "introduction_accepted",
        "refused",
        "introduction_made",
    ]
    twice = await press(office, ADVISOR, "practice.introduce", need=NEED.id, offer=OFFER.id)
    assert "both accepted" in twice
    assert len(await office.bus.read(lambda uow: uow.introductions.about_lines([NEED.id]))) == 1


async def test_a_no_is_told_without_blame_and_to_the_other_neutrally(office: Office) -> None:
    id = await introduced(office)
    await press(office, HEAD, "introduction.accept", introduction=id)
    said = await press(office, OTHER_HEAD, "introduction.decline", introduction=id)
    assert OVER in said
    told = titled(office, HEAD, TITLE)
    assert [OVER in words(card) for card in told] == [True]
    assert all(named_in(card) == set() for card in (*told, *titled(office, OTHER_HEAD, TITLE)))
    assert "declin" not in str([told, titled(office, OTHER_HEAD, TITLE)]).lower()
    (state,) = titled(office, ADVISOR, STATE)
    assert "St Aelred’s Catholic Primary School, Eastholm would rather not at the moment." in words(state)
    again = await press(office, ADVISOR, "practice.introduce", need=NEED.id, offer=OFFER.id)
    assert "Please look for another offer" in again
    assert OVER in await press(office, HEAD, "introduction.accept", introduction=id)


async def test_who_has_no_part_in_it_is_told_nothing(office: Office) -> None:
    id = await introduced(office)
    for person in (STRANGER, SIP, DSO):
        for verb in ("show", "accept", "decline", "call_off"):
            no = await press(office, person, f"introduction.{verb}", introduction=id)
            assert no == await press(office, person, f"introduction.{verb}", introduction="none")
            assert no == "I cannot find that introduction."
    assert await press(office, HEAD, "introduction.call_off", introduction=id) == "I cannot find that introduction."
    assert await press(office, ADVISOR, "introduction.accept", introduction=id) == "I cannot find that introduction."


async def test_the_trust_advisor_calls_it_off(office: Office) -> None:
    id = await introduced(office)
    said = await press(office, ADVISOR, "introduction.call_off", introduction=id)
    assert "Ended: You called it off." in said
    for person in (HEAD, OTHER_HEAD):
        assert all(OVER in words(card) for card in titled(office, person, TITLE))
    assert "Ended: You called it off." in await press(office, ADVISOR, "introduction.call_off", introduction=id)


async def test_a_line_that_is_taken_off_ends_what_rests_on_it(office: Office) -> None:
    """And of two who know each other the words go, and nothing else."""
    id = await introduced(office)
    await press(office, HEAD, "practice.withdraw", urn=HILDA.urn, withdraw=NEED.id)
    assert "One of the two lines is no longer on the board." in words(asked(office, ADVISOR, STATE))
    assert OVER in words(asked(office, OTHER_HEAD))
    found = await office.bus.read(lambda uow: uow.introductions.get(id))
    assert (found.ended, found.topics) == (EndReason.WITHDRAWN, ())
    assert "cannot find that line" in await press(office, ADVISOR, "practice.introduce", need=NEED.id, offer=OFFER.id)


async def test_two_who_know_each_other_still_do_when_the_offer_is_taken_off(small_office: Office) -> None:
    id = await introduced(small_office)
    for person in (HEAD, OTHER_HEAD):
        await press(small_office, person, "introduction.accept", introduction=id)
    await press(small_office, OTHER_HEAD, "practice.withdraw", urn=AELRED.urn, withdraw=OFFER.id)
    known = words(asked(small_office, HEAD, MADE))
    assert "Brid Calder" in known
    assert "Reading" not in known
    revision = (await small_office.bus.read(lambda uow: uow.introductions.get(id))).revision
    await press(small_office, HEAD, "practice.withdraw", urn=HILDA.urn, withdraw=NEED.id)
    noted = [one.action for one in small_office.entries() if one.about == f"introduction:{id}"]
    assert noted[-2:] == ["introduction_made", "topics_forgotten"]
    assert (await small_office.bus.read(lambda uow: uow.introductions.get(id))).revision == revision


async def test_nobody_is_introduced_to_themselves_nor_to_what_is_not_there(small_office: Office) -> None:
    bring(small_office, HILDA, replace(AELRED, headteacher_id=HEAD.id))
    put(small_office, NEED, OFFER)
    said = await press(small_office, ADVISOR, "practice.introduce", need=NEED.id, offer=OFFER.id)
    assert "one school or one headteacher" in said
    assert "cannot find that line" in await press(small_office, ADVISOR, "practice.introduce", need=NEED.id, offer="x")
    for person in (HEAD, SIP):
        no = await press(small_office, person, "practice.introduce", need=NEED.id, offer=OFFER.id)
        assert "cannot find that line" in no


def at(days: int) -> datetime:
    return a.MONDAY.replace(hour=10) + timedelta(days=days)


async def until(office: Office, days: int) -> None:
    for day in range(1, days + 1):
        office.now = at(day)
        await clock(office)


async def reminders_of(office: Office, person: Person) -> int:
    return came(office, person, TITLE) - 1


async def test_who_has_not_answered_is_reminded_and_in_the_end_it_lapses_and_all_hear(office: Office) -> None:
    """In school days: 5, 10 and 15 of them; the third week is the last."""
    id = await introduced(office)
    await press(office, HEAD, "introduction.accept", introduction=id)
    await until(office, 13)
    assert (await reminders_of(office, HEAD), await reminders_of(office, OTHER_HEAD)) == (0, 1)
    await until(office, 20)
    assert await reminders_of(office, OTHER_HEAD) == 2
    assert titled(office, ADVISOR, STATE) == []
    await until(office, 25)
    (state,) = titled(office, ADVISOR, STATE)
    assert "No answer: No answer came from St Aelred’s Catholic Primary School, Eastholm." in words(state)
    assert all(OVER in words(card) for card in (*titled(office, HEAD, TITLE), *titled(office, OTHER_HEAD, TITLE)))
    assert await clock(office) == 0
    again = await press(office, ADVISOR, "practice.introduce", need=NEED.id, offer=OFFER.id)
    assert "neither has answered yet" in again


async def test_a_school_that_ofsted_inspects_is_left_in_peace(small_office: Office) -> None:
    await introduced(small_office)
    await press(small_office, HEAD, "ofsted.called", urn=HILDA.urn, first_on="2026-11-30", last_on="2026-12-01")
    await until(small_office, 7)
    assert (await reminders_of(small_office, HEAD), await reminders_of(small_office, OTHER_HEAD)) == (0, 1)


async def test_where_a_headteacher_leaves_before_both_answered_it_ends_and_nobody_is_named(office: Office) -> None:
    """Noticed by the clock, or by the answer of the other if that comes first."""
    id = await introduced(office)
    await press(office, HEAD, "introduction.accept", introduction=id)
    bring(office, replace(HILDA, headteacher_id=STRANGER.id), AELRED)
    said = await press(office, OTHER_HEAD, "introduction.accept", introduction=id)
    assert OVER in said
    assert "One of the two headteachers has changed." in words(asked(office, ADVISOR, STATE))
    assert all(named_in(card) == set() for card in titled(office, OTHER_HEAD, TITLE))
    assert "not open to you" in await press(office, HEAD, "introduction.show", introduction=id)
    assert await press(office, STRANGER, "introduction.show", introduction=id) == "I cannot find that introduction."


async def test_the_clock_notices_who_left(small_office: Office) -> None:
    id = await introduced(small_office)
    bring(small_office, HILDA, people=(HEAD, ADVISOR, SIP, DSO, OTHER_HEAD))
    assert await clock(small_office) == 1
    found = await small_office.bus.read(lambda uow: uow.introductions.get(id))
    assert found.ended is EndReason.LEFT
    assert OVER in words(asked(small_office, HEAD))
    assert "The school " not in words(asked(small_office, ADVISOR, STATE))
    assert "Brid Calder" in words(asked(small_office, ADVISOR, STATE))
    with pytest.raises(Refused, match="is over"):
        await small_office.bus.decide(EndIntroduction(id, EndReason.LEFT), "clock", "clock")


async def test_who_cannot_be_reached_is_told_of_to_the_trust_advisor(small_office: Office) -> None:
    small_office.ends.messenger.away.add(OTHER_HEAD.id)
    await introduced(small_office)
    await small_office.wait_and_keep()
    said = " ".join(small_office.ends.messenger.said_to(ADVISOR))
    assert "Brid Calder could not be reached in Teams about an introduction of two schools" in said


async def test_the_trust_advisor_sees_what_waits_on_the_line_and_in_the_list(small_office: Office) -> None:
    id = await introduced(small_office)
    (board,) = await typed(small_office, ADVISOR, "good practice")
    data = data_of(asked(small_office, ADVISOR, "Good practice board"), "Open")
    line = await press(small_office, ADVISOR, "practice.line", **data)
    assert "With St Aelred’s Catholic Primary School, Eastholm: neither has answered yet." in line
    assert "They were asked already: see above." in line
    listed = await press(small_office, ADVISOR, "practice.introductions")
    assert "1 of 1 waits for an answer." in listed
    assert f"{HILDA.full_name} and {AELRED.full_name}\nneither has answered yet." in listed
    await press(small_office, ADVISOR, "introduction.call_off", introduction=id)
    assert "None of 1 wait for an answer." in await press(small_office, ADVISOR, "practice.introductions")
    assert words(asked(small_office, ADVISOR, "Good practice board")) == board
