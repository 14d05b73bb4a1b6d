"""Calendars and watches over the real SDK against the stand-in for Microsoft 365."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handbook.core.british_time import LONDON
from handbook.core.calendars import (
    Answer,
    Busy,
    EntryChanges,
    Invitee,
    Period,
    ShownAs,
    Unread,
)
from handbook.core.external_errors import Forbidden, MailboxUnavailable, NotFound, Rejected
from tests.graph.microsoft import HOLD, VISIT, YEAR, Microsoft, half_day, ms
from tests.sandbox.calendar_wire import HEAD, NO_MAILBOX, OTHER_SIP, SIP

__all__ = ["ms"]


async def test_everybodys_time_is_read_and_who_could_not_be_read_is_unknown(ms: Microsoft) -> None:
    await ms.enters(SIP, "2026-11-10T09:00", "2026-11-10T12:00")
    await ms.enters(HEAD, "2027-07-07T13:00", "2027-07-07T16:00", show_as="oof")
    await ms.lever(f"mailboxes/{OTHER_SIP.id}", shares="nothing")
    emails = [SIP.mail, HEAD.mail.upper(), NO_MAILBOX.mail, OTHER_SIP.mail]
    window = Period(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    found = await ms.calendars.busy_times(SIP.id, emails, window)
    assert list(found) == emails
    assert found[SIP.mail].times == (
        Busy(datetime(2026, 11, 10, 9, tzinfo=UTC), datetime(2026, 11, 10, 12, tzinfo=UTC), ShownAs.BUSY),
    )
    assert found[HEAD.mail.upper()].times == ()
    assert (found[NO_MAILBOX.mail].known, found[NO_MAILBOX.mail].unread) == (False, Unread.NO_MAILBOX)
    assert (found[OTHER_SIP.mail].known, found[OTHER_SIP.mail].unread) == (False, Unread.NOT_READABLE)
    assert await ms.calls("POST", "getSchedule") == 1


async def test_a_half_term_of_two_calendars_is_two_calls_and_a_year_of_21_is_24(ms: Microsoft) -> None:
    await ms.enters(HEAD, "2026-12-02T09:00", "2026-12-02T12:00")
    start = datetime(2026, 11, 1, 10, 0, tzinfo=UTC)
    found = await ms.calendars.busy_times(SIP.id, [SIP.mail, HEAD.mail], Period(start, start + timedelta(days=55)))
    assert await ms.calls("POST", "getSchedule") == 2
    assert found[HEAD.mail].times is not None
    assert len(found[HEAD.mail].times) == 1, "the entry that lies across both parts is one"
    for length in (timedelta(minutes=5), timedelta(days=31, minutes=1)):
        found = await ms.calendars.busy_times(SIP.id, [SIP.mail], Period(start, start + length))
        assert found[SIP.mail].times == ()
    assert await ms.calls("POST", "getSchedule") == 2 + 3, "and a remainder is not too short to be asked about"
    many = [f"p{number}@elsewhere.example" for number in range(20)] + [HEAD.mail]
    found = await ms.calendars.busy_times(SIP.id, many, YEAR)
    assert await ms.calls("POST", "getSchedule") == 5 + 24
    assert [one.known for one in found.values()] == [False] * 20 + [True]


async def test_a_visit_is_written_once_and_stands_in_both_calendars(ms: Microsoft) -> None:
    entry = await ms.calendars.write(SIP.id, VISIT)
    assert await ms.calendars.write(SIP.id, VISIT) == entry
    assert (entry.visit, entry.period, entry.shown_as) == ("visit-17", VISIT.period, ShownAs.BUSY)
    assert (entry.organised_here, entry.cancelled, entry.location) == (True, False, "St Joseph’s")
    read = await ms.calendars.entry(SIP.id, entry.id)
    assert read == entry
    assert "<li>Summer data</li>" in read.body_html
    assert [(one.email, one.answer) for one in read.invited] == [(HEAD.mail, Answer.NONE)]
    [theirs] = (await ms.whole.ask("GET", f"/calendars/{HEAD.id}")).body
    assert (theirs["start"], theirs["subject"]) == ("2026-11-10T09:00", "Autumn SIP visit")


@pytest.mark.parametrize("kind", ["applied_then_500", "timeout"])
async def test_a_write_whose_answer_was_lost_is_one_entry(ms: Microsoft, kind: str) -> None:
    await ms.lever("faults", service="graph", kind=kind, method="POST", path="/events", seconds=0)
    entry = await ms.calendars.write(SIP.id, VISIT)
    assert [one.id for one in await ms.calendars.of_visit(SIP.id, "visit-17")] == [entry.id]
    assert len((await ms.whole.ask("GET", f"/calendars/{HEAD.id}")).body) == 1


async def test_a_transaction_that_is_used_up_gives_what_it_wrote(ms: Microsoft) -> None:
    entry = await ms.calendars.write(SIP.id, VISIT)
    await ms.calendars.write(SIP.id, HOLD)
    assert (await ms.calendars.write(SIP.id, replace(VISIT, subject="Said differently"))).id == entry.id
    await ms.calendars.release(SIP.id, entry.id)
    with pytest.raises(Rejected):
        await ms.calendars.write(SIP.id, VISIT)
    assert await ms.calls("POST", "/events") == 4


async def test_what_is_private_is_so_in_everybodys_calendar_and_its_time_is_taken(ms: Microsoft) -> None:
    entry = await ms.calendars.write(SIP.id, replace(VISIT, private=True))
    assert entry.private
    assert (await ms.calendars.entry(SIP.id, entry.id)).private
    reply = await ms.calendars.busy_times(SIP.id, [SIP.mail, HEAD.mail], half_day("2026-11-10"))
    assert [len(reply[one].times or ()) for one in (SIP.mail, HEAD.mail)] == [1, 1]
    other = await ms.calendars.write(SIP.id, replace(VISIT, transaction="other"))
    assert not other.private


async def test_holds_stand_tentatively_are_found_and_released(ms: Microsoft) -> None:
    for number in range(3):
        day = half_day(f"2026-11-1{number}")
        await ms.calendars.write(SIP.id, replace(HOLD, transaction=f"hold-{number}", period=day))
    await ms.calendars.write(SIP.id, replace(HOLD, transaction="other", visit="visit-18's"))
    assert [one.visit for one in await ms.calendars.of_visit(SIP.id, "visit-18's")] == ["visit-18's"]
    holds = await ms.calendars.of_visit(SIP.id, "visit-17")
    assert [one.period.start.day for one in holds] == [10, 11, 12]
    busy = await ms.calendars.busy_times(SIP.id, [SIP.mail], half_day("2026-11-10"))
    assert {one.status for one in busy[SIP.mail].times or ()} == {ShownAs.TENTATIVE}
    for _ in range(2):
        await ms.calendars.release(SIP.id, holds[0].id)
    assert len(await ms.calendars.of_visit(SIP.id, "visit-17")) == 2


async def test_a_new_time_asks_anew_and_the_same_time_does_not(ms: Microsoft) -> None:
    entry = await ms.calendars.write(SIP.id, VISIT)
    await ms.person(HEAD, "accept")
    moved = EntryChanges(period=half_day("2026-11-11", 13, 16))
    assert (await ms.calendars.change(SIP.id, entry.id, EntryChanges(period=VISIT.period))).invited[0].answer is (
        Answer.ACCEPTED
    )
    assert await ms.calls("PATCH", "/events") == 0
    after = await ms.calendars.change(SIP.id, entry.id, moved)
    assert (after.period, after.visit, after.invited[0].answer) == (moved.period, "visit-17", Answer.NOT_RESPONDED)
    assert after.change_key != entry.change_key
    await ms.calendars.change(SIP.id, entry.id, moved)
    assert await ms.calls("PATCH", "/events") == 1


async def test_others_are_invited_and_hear_of_it_and_who_is_invited_no_longer(ms: Microsoft) -> None:
    entry = await ms.calendars.write(SIP.id, VISIT)
    await ms.person(HEAD, "accept")
    head, other = Invitee(HEAD.mail, HEAD.name), Invitee(OTHER_SIP.mail, OTHER_SIP.name)
    both = await ms.calendars.change(SIP.id, entry.id, EntryChanges(invitees=(head, other)))
    assert [(one.email, one.answer) for one in both.invited] == [
        (HEAD.mail, Answer.ACCEPTED),
        (OTHER_SIP.mail, Answer.NONE),
    ]
    await ms.calendars.change(SIP.id, entry.id, EntryChanges(invitees=(other,)))
    letters = [(await ms.whole.ask("GET", f"/letters?to={one.mail}")).body for one in (HEAD, OTHER_SIP)]
    assert [[one["kind"] for one in own] for own in letters] == [
        ["invitation", "update", "cancellation"],
        ["invitation", "update"],
    ]


async def test_a_meeting_is_called_off_with_a_comment_once(ms: Microsoft) -> None:
    entry = await ms.calendars.write(SIP.id, VISIT)
    for _ in range(2):
        await ms.calendars.cancel(SIP.id, entry.id, "Ofsted called")
    letters = (await ms.whole.ask("GET", f"/letters?to={HEAD.mail}")).body
    assert [(one["kind"], one["comment"]) for one in letters] == [("invitation", ""), ("cancellation", "Ofsted called")]


async def test_what_people_do_in_outlook_is_read(ms: Microsoft) -> None:
    entry = await ms.calendars.write(SIP.id, VISIT)
    other = half_day("2027-04-13", 13, 16)
    await ms.person(HEAD, "propose", start="2027-04-13T13:00", end="2027-04-13T16:00")
    [invited] = (await ms.calendars.entry(SIP.id, entry.id)).invited
    assert (invited.answer, invited.proposed) == (Answer.TENTATIVE, other)
    assert invited.answered_at is not None
    await ms.person(HEAD, "decline")
    assert (await ms.calendars.entry(SIP.id, entry.id)).invited[0].answer is Answer.DECLINED
    await ms.person(SIP, "delete")
    assert await ms.calendars.of_visit(SIP.id, "visit-17") == []
    assert (await ms.calendars.entry(SIP.id, entry.id)).period == VISIT.period, "it lies in Deleted Items"
    with pytest.raises(NotFound):
        await ms.calendars.entry(SIP.id, "AAMkADRm" + entry.id[8:])


async def test_a_404_is_told_apart_by_what_it_says(ms: Microsoft) -> None:
    entry = await ms.calendars.write(SIP.id, VISIT)
    fault = {"service": "graph", "kind": "status", "status": 404, "path": f"/users/{SIP.id}/"}
    for code in (
        "MailboxNotEnabledForRESTAPI",
        "ResourceNotFound",
        "ErrorInvalidUser",
        "ErrorNonExistentMailbox",
        "odd",
    ):
        await ms.lever("faults", **fault, code=code)
        with pytest.raises(MailboxUnavailable):
            await ms.calendars.entry(SIP.id, entry.id)
    await ms.lever("faults", **fault, code="ErrorItemNotFound")
    with pytest.raises(NotFound):
        await ms.calendars.entry(SIP.id, entry.id)
    await ms.lever("faults", **fault | {"status": 403, "code": "ErrorAccessDenied"})
    with pytest.raises(Forbidden):
        await ms.calendars.release(SIP.id, entry.id)
    await ms.lever("faults", **fault, code="ErrorItemNotFound")
    await ms.calendars.release(SIP.id, entry.id)
    await ms.lever("faults", **fault, code="MailboxNotEnabledForRESTAPI")
    with pytest.raises(MailboxUnavailable):
        await ms.calendars.cancel(SIP.id, entry.id, "")


@pytest.mark.parametrize("days", [("2027-03-26", "2027-03-29"), ("2026-10-23", "2026-10-26")])
async def test_a_visit_at_nine_is_at_nine_on_both_sides_of_a_change_of_clocks(
    ms: Microsoft, days: tuple[str, str]
) -> None:
    before, after = (half_day(day) for day in days)
    entry = await ms.calendars.write(SIP.id, replace(VISIT, period=before))
    shown = [(await ms.whole.ask("GET", f"/calendars/{HEAD.id}")).body[0]["start"]]
    moved = await ms.calendars.change(SIP.id, entry.id, EntryChanges(period=after))
    shown += [(await ms.whole.ask("GET", f"/calendars/{HEAD.id}")).body[0]["start"]]
    assert shown == [f"{day}T09:00" for day in days]
    assert moved.period.start - entry.period.start != timedelta(days=3)
    busy = await ms.calendars.busy_times(SIP.id, [SIP.mail], Period(before.start, after.end))
    assert [one.start for one in busy[SIP.mail].times or ()] == [after.start]


async def test_a_sweep_tells_of_all_and_then_of_what_changed(ms: Microsoft) -> None:
    entry = await ms.calendars.write(SIP.id, VISIT)
    for number in range(60):
        await ms.enters(SIP, f"2027-01-{1 + number % 30:02}T09:00", f"2027-01-{1 + number % 30:02}T10:00")
    first = await ms.calendars.delta_sync(SIP.id, YEAR)
    assert (len(first.entries), first.removed, first.whole) == (61, (), True)
    assert await ms.calls("GET", "delta") == 2, "in pages"
    await ms.calendars.change(SIP.id, entry.id, EntryChanges(subject="Another"))
    second = await ms.calendars.delta_sync(SIP.id, YEAR, first.since)
    assert [one.subject for one in second.entries] == ["Another"]
    assert second.whole is False
    await ms.calendars.release(SIP.id, entry.id)
    third = await ms.calendars.delta_sync(SIP.id, YEAR, second.since)
    assert (third.entries, third.removed) == ((), (entry.id,))
    for invalid in (False, True):
        await ms.lever("delta/expire", invalid=invalid)
        anew = await ms.calendars.delta_sync(SIP.id, YEAR, third.since)
        assert (len(anew.entries), anew.whole) == (60, True)


@pytest.mark.parametrize(("shares", "known"), [("nothing", False), ("times", True), ("subjects", True)])
async def test_whoever_hides_their_time_is_unknown_and_never_free(ms: Microsoft, shares: str, known: bool) -> None:
    """What a mailbox shares with everybody is its owner's affair, in the scope or not; their own time a SIP sees."""
    for person in (HEAD, OTHER_SIP, SIP):
        await ms.enters(person, "2026-11-10T09:00", "2026-11-10T12:00")
        await ms.lever(f"mailboxes/{person.id}", shares=shares)
    found = await ms.calendars.busy_times(SIP.id, [HEAD.mail, OTHER_SIP.mail, SIP.mail], half_day("2026-11-10"))
    busy = (Busy(half_day("2026-11-10").start, half_day("2026-11-10").end, ShownAs.BUSY),)
    unread = None if known else Unread.NOT_READABLE
    for person in (HEAD, OTHER_SIP):
        assert (found[person.mail].times, found[person.mail].unread) == (busy if known else None, unread)
    assert found[SIP.mail].times == busy


async def test_one_entry_that_cannot_be_read_keeps_none_of_the_others_from_being_read(ms: Microsoft) -> None:
    entry = await ms.calendars.write(SIP.id, VISIT)
    await ms.enters(SIP, "2026-11-10T14:00", "2026-11-10T15:00", custom_zone=True)
    await ms.enters(SIP, "2026-11-11T14:00", "2026-11-11T15:00")
    delta_sync = await ms.calendars.delta_sync(SIP.id, YEAR)
    assert (len(delta_sync.entries), len(delta_sync.unreadable)) == (2, 1)
    day = Period(datetime(2026, 11, 10, tzinfo=UTC), datetime(2026, 11, 11, tzinfo=UTC))
    busy = (await ms.calendars.busy_times(SIP.id, [SIP.mail], day))[SIP.mail].times or ()
    assert [(one.start.hour, one.end.hour) for one in busy] == [(9, 10), (9, 12), (10, 11), (11, 12), (14, 15)]
    await ms.calendars.release(SIP.id, entry.id)
    odd = (await ms.calendars.delta_sync(SIP.id, YEAR, delta_sync.since)).removed
    assert odd == (entry.id,)


@pytest.mark.parametrize("day", ["2026-11-10", "2027-07-07"])
async def test_a_visit_that_takes_a_whole_day_can_be_moved_back_to_a_half_day(ms: Microsoft, day: str) -> None:
    entry = await ms.calendars.write(SIP.id, replace(VISIT, period=half_day(day)))
    await ms.person(SIP, "move", start=f"{day}T09:00", end=f"{day}T12:00", all_day=True)
    whole = await ms.calendars.entry(SIP.id, entry.id)
    midnight = datetime.fromisoformat(day).replace(tzinfo=LONDON)
    assert (whole.all_day, whole.period) == (True, Period(midnight, midnight + timedelta(days=1)))
    busy = await ms.calendars.busy_times(SIP.id, [SIP.mail], Period(midnight, midnight + timedelta(days=3)))
    assert [(one.start, one.end) for one in busy[SIP.mail].times or ()] == [(whole.period.start, whole.period.end)]
    back = await ms.calendars.change(SIP.id, entry.id, EntryChanges(period=half_day(day, 13, 16)))
    assert (back.all_day, back.period) == (False, half_day(day, 13, 16))


async def test_a_calendar_that_is_not_there_or_not_ours_is_said_to_be(ms: Microsoft) -> None:
    for person_id, answer in (
        (NO_MAILBOX.id, MailboxUnavailable),
        ("00000000-0000-4000-8000-000000000000", MailboxUnavailable),
        (HEAD.id, Forbidden),
    ):
        with pytest.raises(answer):
            await ms.calendars.write(person_id, VISIT)
        with pytest.raises(answer):
            await ms.calendars.busy_times(person_id, [SIP.mail], VISIT.period)
        with pytest.raises(answer):
            await ms.calendars.delta_sync(person_id, YEAR)
