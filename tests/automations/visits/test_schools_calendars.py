"""What is odd between a visit and its headteacher in Outlook is said to both, once, until it is in order again: they
were taken out of the event, or have deleted their own copy, of which Outlook tells nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from automations.visits.calendar_sync import SyncCalendar
from automations.visits.outlook import look_in_schools_calendars
from handbook.core.calendars import ShownAs, Unread
from handbook.core.external_errors import Forbidden
from handbook.visits.visit import Visit
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import HEAD, SIP, Office
from tests.automations.visit_office import come_to, the_visit, when
from tests.automations.visits.test_in_outlook import changed, entry_of
from tests.support.card_reading import words

BOTH = (SIP, HEAD)
GONE = "calendar in Outlook, and it is still booked"
UNINVITED = "is no longer invited to this visit in Outlook, and it is still booked"


async def looked(office: Office) -> Visit:
    await look_in_schools_calendars(office.work, SIP.id)
    await office.wait_and_keep()
    return await the_visit(office)


def times_told(office: Office, said: str) -> list[int]:
    """To how many cards of each of the two it was said."""
    return [sum(said in words(one.card) for one in office.ends.messenger.to(person)[-1:]) for person in BOTH]


async def booked_since_yesterday(office: Office) -> Visit:
    visit = await come_to(office, S.BOOKED)
    office.now += timedelta(days=1)
    return visit


async def without_a_copy(office: Office) -> None:
    """The headteacher has deleted theirs, and the event still names them."""
    office.ends.calendars.deleted_copies.add(HEAD.email)


async def test_a_copy_that_the_headteacher_deleted_is_said_to_both_until_it_is_back(small_office: Office) -> None:
    visit = await booked_since_yesterday(small_office)
    assert (await looked(small_office)).trouble == ""
    await without_a_copy(small_office)
    for _ in range(2):
        found = await looked(small_office)
        assert (found.status, found.version) == (S.BOOKED, visit.version)
        assert times_told(small_office, GONE) == [1, 1]
    sent = [len(small_office.ends.messenger.to(person)) for person in BOTH]
    small_office.ends.calendars.enter(HEAD, when(visit), ShownAs.FREE)
    assert (await looked(small_office)).trouble == ""
    assert times_told(small_office, GONE) == [0, 0], "the cards that said so do so no more"
    assert [len(small_office.ends.messenger.to(person)) for person in BOTH] == sent


async def test_where_nothing_can_be_seen_nothing_is_said(small_office: Office) -> None:
    visit, calendars = await come_to(small_office, S.BOOKED), small_office.ends.calendars
    await without_a_copy(small_office)
    assert (await looked(small_office)).trouble == "", "the invitation may still be on its way"
    small_office.now += timedelta(days=1)
    for unread in Unread:
        calendars.unread = {HEAD.email: unread}
        assert (await looked(small_office)).trouble == ""
    asked = len(calendars.asked)
    calendars.unread = {}
    small_office.now = when(visit).starts_at + timedelta(hours=1)
    assert (await looked(small_office)).trouble == ""
    assert len(calendars.asked) == asked, "of a visit that has begun, nobody is asked"


async def test_each_calendar_is_looked_at_once_a_day(small_office: Office) -> None:
    await booked_since_yesterday(small_office)
    await without_a_copy(small_office)
    await small_office.bus.decide(SyncCalendar(SIP.id, small_office.now.date()), "clock", "clock")
    assert "look_in_schools_calendars" in {job.effect for job in small_office.outbox()}
    await small_office.wait_and_keep()
    assert GONE in (await the_visit(small_office)).trouble


async def test_calendars_that_cannot_be_asked_for_are_said_to_the_sip(small_office: Office) -> None:
    await booked_since_yesterday(small_office)
    small_office.ends.fail("busy_times", Forbidden("403"))
    with pytest.raises(Forbidden):
        await look_in_schools_calendars(small_office.work, SIP.id)


async def test_a_headteacher_who_was_taken_out_of_the_event_is_said_to_both(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    entry = await entry_of(small_office)
    odd = await changed(small_office, visit, replace(entry, invited=entry.invited[:1]))
    await small_office.wait_and_keep()
    assert (odd.status, odd.version) == (S.BOOKED, visit.version)
    assert times_told(small_office, UNINVITED) == [1, 1]
    assert (await changed(small_office, odd, entry)).trouble == ""
