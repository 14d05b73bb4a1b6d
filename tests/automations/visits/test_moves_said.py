"""A move says that it is a move: on the cards and in the notifications of both, by whom and where, and outside its term
to the Trust Advisor too."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from handbook.core.calendars import Answer
from handbook.core.half_days import HalfDay
from handbook.core.people import Person
from handbook.visits.changes import AgreeToChange, KeepVisit, MoveVisit
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.automations.visit_office import come_to, says, when
from tests.automations.visits.test_in_outlook import answered, at, changed, entry_of
from tests.support import visits as v
from tests.support.card_reading import words

BOTH = (SIP, HEAD)
FROM_TO = "oved from Mon 30 Nov to Thu 10 Dec"


def newest(office: Office, person: Person) -> tuple[str, str]:
    """The newest message to somebody: its notification, and what its card says."""
    sent = office.ends.messenger.to(person)[-1]
    return sent.summary, words(sent.card)


async def test_a_move_in_outlook_is_said_to_both_with_who_and_where(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    assert when(visit).on == date(2026, 11, 30)
    same = HalfDay(v.FOURTH.on, when(visit).starts, when(visit).ends)
    await changed(small_office, visit, replace(await entry_of(small_office), period=at(same)))
    for person in BOTH:
        notified, card = newest(small_office, person)
        assert notified.endswith(f": m{FROM_TO} by {SIP.name}, in Outlook.")
        assert f"M{FROM_TO} by {SIP.name}, in Outlook." in card
        assert "instead of" not in card, "its hours are the same"
    assert small_office.ends.messenger.said_to(ADVISOR) == []


@pytest.mark.parametrize("person", BOTH)
async def test_a_move_here_is_said_to_both_with_who_and_where(small_office: Office, person: Person) -> None:
    visit = await come_to(small_office, S.BOOKED)
    await says(small_office, MoveVisit(visit.id, visit.version, v.FOURTH, "A funeral."), person)
    for reader in BOTH:
        notified, card = newest(small_office, reader)
        assert f"m{FROM_TO} by {person.name}, in Teams." in notified
        assert f"M{FROM_TO} by {person.name}, in Teams. Now 13:00 to 16:00 instead of 09:00 to 12:00." in card


async def test_what_was_proposed_in_outlook_and_agreed_here_is_the_headteachers_move(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    wish = answered(await entry_of(small_office), Answer.TENTATIVE, v.FOURTH)
    asked = await changed(small_office, visit, wish)
    await says(small_office, AgreeToChange(asked.id, asked.version))
    for reader in BOTH:
        assert f"m{FROM_TO} by {HEAD.name}, in Outlook." in newest(small_office, reader)[0]


async def test_another_time_of_the_same_day_says_so_and_all_that_changed_can_be_read(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    later = HalfDay(when(visit).on, time(13), time(16))
    noted = await changed(small_office, visit, replace(await entry_of(small_office), period=at(later)))
    await changed(small_office, noted, replace(await entry_of(small_office), period=at(v.FOURTH)))
    for reader in BOTH:
        card = newest(small_office, reader)[1]
        assert "What changed" in card
        lines = [line for line in card.splitlines() if "in Outlook." in line or "First booked" in line]
        history = lines[-1] if len(lines) == 2 else "\n".join(lines[1:])
        first, second = (history.index(words) for words in ("to Thu 10 Dec", "Moved on Mon 30 Nov"))
        assert first < second, "the newest comes first"
        assert "Now 13:00 to 16:00 instead of 09:00 to 12:00." in history
        assert "First booked for Monday 30 November 2026, 09:00 to 12:00." in history


async def test_a_move_outside_its_term_is_a_difficulty_and_told_to_the_trust_advisor_once(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    january = v.morning(date(2027, 1, 12))
    moved = await changed(small_office, visit, replace(await entry_of(small_office), period=at(january)))
    outside = "Tuesday 12 January 2027 is outside the Autumn term of 2026/27"
    for reader in BOTH:
        assert outside in newest(small_office, reader)[1]
        assert "agree the day with the Trust Advisor, who has been told" in newest(small_office, reader)[1]
    [told] = small_office.ends.messenger.said_to(ADVISOR)
    assert told.startswith("Autumn visit: St Hilda’s Catholic Primary School, Northbeck. Moved from Mon 30 Nov 2026")
    assert outside in told
    assert told.endswith(f"Please agree the day with {SIP.name}, or ask them to move the visit back.")
    await changed(small_office, moved, await entry_of(small_office))
    assert len(small_office.ends.messenger.said_to(ADVISOR)) == 1


async def test_who_declined_and_proposed_is_asked_about_and_a_no_seeks_other_half_days(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    no = answered(await entry_of(small_office), Answer.DECLINED, v.FOURTH)
    asked = await changed(small_office, visit, no)
    assert (asked.status, asked.asked and asked.asked.declined) == (S.MOVE_ASKED, True)
    card = newest(small_office, SIP)[1]
    assert f"{HEAD.name} declined Monday 30 November 2026, morning, 09:00 to 12:00 in Outlook, and proposes" in card
    assert "Look for other half-days" in card
    found = await says(small_office, KeepVisit(asked.id, asked.version))
    assert (found.status, found.event_id) == (S.FOUND, "")
    assert small_office.ends.calendars.standing(SIP) == []


async def test_an_answer_under_another_address_of_the_headteachers_is_theirs(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    entry = await entry_of(small_office)
    alias = replace(entry.invited[1], email="/o=ExchangeLabs/cn=Recipients/cn=1", answer=Answer.DECLINED)
    declined = replace(alias, answered_at=small_office.now + timedelta(minutes=1))
    sought = await changed(small_office, visit, replace(entry, invited=(*entry.invited, declined)))
    assert sought.status is S.FOUND
