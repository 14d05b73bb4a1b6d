"""What stands in a window, what changed in it, and who is free."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from sandbox.graph import STAND_IN
from sandbox.graph.calendar import delta_tokens, schedules
from tests.sandbox.calendar_wire import HEAD, LONDON, NO_MAILBOX, OTHER_SIP, SIP, TERM, Calendars, at

DAY = ("2026-11-10T00:00", "2026-11-11T00:00")


async def test_a_view_shows_what_touches_its_window_in_order_and_in_pages(cal: Calendars) -> None:
    for day in (12, 10, 14, 11):
        await cal.book(f"2026-11-{day}T09:00", f"2026-11-{day}T12:00", subject=str(day))
    window = "startDateTime=2026-11-10T11:59:00%2B00:00&endDateTime=2026-11-14T09:00:00Z"
    path = f"/users/{SIP.id}/calendarView?{window}"
    answer = await cal.wire.ask("GET", f"{path}&$top=2&$select=subject,start")
    found = answer.value
    while link := answer.json.get("@odata.nextLink"):
        answer = await cal.wire.ask("GET", link)
        found += answer.value
    assert [one["subject"] for one in found] == ["10", "11", "12"]
    assert set(found[0]) == {"@odata.etag", "id", "subject", "start"}
    ordered = await cal.wire.ask("GET", f"{path}&$orderby={quote('start/dateTime desc')}")
    assert [one["subject"] for one in ordered.value] == ["12", "11", "10"]
    assert len((await cal.wire.ask("GET", f"/users/{SIP.id}/events")).value) == 4


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?startDateTime=2026-11-10T00:00:00Z",
        "?startDateTime=soon&endDateTime=2026-11-10T00:00:00Z",
        "?startDateTime=2026-11-10T00:00:00Z&endDateTime=2026-11-09T00:00:00Z",
        f"?{TERM}&$orderby=subject",
        f"?{TERM}&$filter=subject%20eq%20'x'",
        f"?{TERM}&$expand=attachments",
        f"?{TERM}&$search=x",
        f"/delta()?{TERM}&$select=subject",
        "/delta()?$deltatoken=nonsense",
        "/delta()",
    ],
)
async def test_a_view_that_cannot_be_understood_is_refused(cal: Calendars, query: str) -> None:
    await cal.book()
    assert (await cal.wire.ask("GET", f"/users/{SIP.id}/calendarView{query}")).status == 400


class Sweeper:
    """Goes through rounds of changes in pages of two."""

    def __init__(self, cal: Calendars) -> None:
        self.cal = cal
        self.link = f"/users/{SIP.id}/calendarView/delta()?{TERM}"
        self.pages = 0

    async def round(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while True:
            answer = await self.cal.wire.ask("GET", self.link, headers={"Prefer": "odata.maxpagesize=2"})
            assert answer.status == 200, answer.data
            found += answer.value
            self.pages += 1
            if link := answer.json.get("@odata.deltaLink"):
                assert "@odata.nextLink" not in answer.json
                self.link = link
                return found
            self.link = answer.json["@odata.nextLink"]


def told(found: list[dict[str, Any]]) -> list[str]:
    return ["removed" if "@removed" in one else one["subject"] for one in found]


async def test_rounds_tell_of_what_stands_there_and_then_of_what_changed(cal: Calendars) -> None:
    events = [await cal.book(f"2026-11-{day}T09:00", f"2026-11-{day}T12:00", subject=str(day)) for day in (10, 11, 12)]
    await cal.act(await cal.book(subject="gone before"), "DELETE")
    await cal.book("2028-11-10T09:00", "2028-11-10T12:00", subject="outside")
    sweeper = Sweeper(cal)
    assert told(await sweeper.round()) == ["10", "11", "12"]
    assert sweeper.pages == 2
    assert await sweeper.round() == []
    await cal.act(events[0], "PATCH", {"subject": "ten"})
    await cal.act(events[1], "DELETE")
    await cal.act(events[2], "PATCH", {"start": at("2028-01-01T09:00"), "end": at("2028-01-01T12:00")})
    await cal.book("2026-11-13T09:00", "2026-11-13T12:00", subject="13", person=OTHER_SIP)
    found = await sweeper.round()
    assert told(found) == ["ten", "removed", "removed"]
    assert [one["id"] for one in found[1:]] == [one["id"] for one in events[1:]]
    assert await sweeper.round() == []


async def test_what_goes_while_a_first_round_is_under_way_is_not_missed(cal: Calendars) -> None:
    events = [await cal.book(f"2026-11-{day}T09:00", f"2026-11-{day}T12:00", subject=str(day)) for day in (10, 11, 12)]
    first = await cal.wire.ask("GET", Sweeper(cal).link, headers={"Prefer": "odata.maxpagesize=2"})
    await cal.act(events[0], "DELETE")
    rest = await cal.wire.ask("GET", first.json["@odata.nextLink"])
    assert told([*first.value, *rest.value]) == ["10", "11", "12", "removed"]


async def test_a_forgotten_link_is_gone_and_one_of_another_mailbox_no_link(cal: Calendars) -> None:
    sweeper = Sweeper(cal)
    await sweeper.round()
    other = sweeper.link.replace(SIP.id, HEAD.id)
    assert (await cal.wire.ask("GET", other)).code == "InvalidDeltaToken"
    delta_tokens.forget_all(cal.wire.graph[STAND_IN])
    gone = await cal.wire.ask("GET", sweeper.link)
    assert (gone.status, gone.code) == (410, "SyncStateNotFound")
    sweeper = Sweeper(cal)
    await sweeper.round()
    cal.wire.clock.pass_by(delta_tokens.REMEMBERED + timedelta(seconds=1))
    assert (await cal.wire.ask("GET", sweeper.link)).status == 410


async def test_free_and_busy_says_when_and_what_only_where_that_is_shared(cal: Calendars) -> None:
    await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD)
    await cal.book("2026-11-10T11:00", "2026-11-10T11:30", showAs="oof", sensitivity="private")
    await cal.book("2026-11-10T20:00", "2026-11-10T21:00", showAs="free")
    answer = await cal.schedule([SIP.mail, HEAD.mail.upper()], *DAY, also={"AvailabilityViewInterval": 60})
    sip, head = answer.value
    assert sip["availabilityView"] == "000000000223" + "0" * 12
    assert head["availabilityView"] == "000000000111" + "0" * 12
    assert head["scheduleId"] == HEAD.mail.upper()
    assert [(one["status"], one["isPrivate"]) for one in sip["scheduleItems"]] == [
        ("busy", False),
        ("oof", True),
        ("free", False),
    ]
    times = {"isPrivate", "status", "start", "end"}
    assert [set(one) - times for one in sip["scheduleItems"]] == [
        {"subject", "location"},
        set(),
        {"subject", "location"},
    ]
    assert [set(one) for one in head["scheduleItems"]] == [times], "what everybody sees"
    cal.wire.graph[STAND_IN].mailboxes.share(HEAD, "subjects")
    [head] = (await cal.schedule([HEAD.mail], *DAY)).value
    assert [one["subject"] for one in head["scheduleItems"]] == ["SIP visit"]


async def test_a_cancelled_meeting_is_free_and_an_accepted_one_busy(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD)
    await cal.act(await cal.one(HEAD), "accept", person=HEAD)
    [head] = (await cal.schedule([HEAD.mail], *DAY)).value
    assert [one["status"] for one in head["scheduleItems"]] == ["busy"]
    await cal.act(event, "cancel")
    [head] = (await cal.schedule([HEAD.mail], *DAY)).value
    assert [one["status"] for one in head["scheduleItems"]] == ["free"]


async def test_who_cannot_be_read_fails_alone(cal: Calendars, monkeypatch: pytest.MonkeyPatch) -> None:
    await cal.book("2026-11-10T09:00", "2026-11-10T12:00", OTHER_SIP)
    await cal.book("2026-11-10T13:00", "2026-11-10T14:00", OTHER_SIP)
    cal.wire.graph[STAND_IN].mailboxes.share(HEAD, "nothing")
    monkeypatch.setattr(schedules, "ENTRIES", 1)
    asked = [NO_MAILBOX.mail, "nobody@elsewhere.example", HEAD.mail, OTHER_SIP.mail]
    answer = await cal.schedule(asked, *DAY)
    assert answer.status == 200
    assert [one["error"]["responseCode"] for one in answer.value] == [
        "ErrorMailRecipientNotFound",
        "ErrorMailRecipientNotFound",
        "ErrorNoFreeBusyAccess",
        "5006",
    ]
    assert all(one["availabilityView"] == "" for one in answer.value)


async def test_free_and_busy_has_its_limits(cal: Calendars) -> None:
    mails = [f"p{number}@x.example" for number in range(20)]
    assert (await cal.schedule(mails, *DAY)).status == 200
    assert (await cal.schedule([*mails, SIP.mail], *DAY)).code == "ErrorMailboxDataArrayTooBig"
    assert (await cal.schedule(mails, "2026-11-01T00:00", "2027-01-02T00:00")).status == 200
    assert (await cal.schedule(mails, "2026-11-01T00:00", "2027-01-02T00:05")).code == "ErrorTimeIntervalTooBig"
    for wrong in (
        cal.schedule([], *DAY),
        cal.schedule([""], *DAY),
        cal.schedule(mails, DAY[1], DAY[0]),
        cal.schedule(mails, *DAY, also={"AvailabilityViewInterval": 4}),
        cal.schedule(mails, *DAY, also={"rooms": []}),
    ):
        assert (await wrong).status == 400


async def test_free_and_busy_is_told_in_the_zone_that_is_preferred(cal: Calendars) -> None:
    await cal.book("2027-07-07T09:00", "2027-07-07T12:00")
    window = ("2027-07-07T00:00", "2027-07-08T00:00")
    for zone, start in (("UTC", "08:00"), (LONDON, "09:00"), ("Romance Standard Time", "10:00")):
        answer = await cal.schedule([SIP.mail], *window, headers={"Prefer": f'outlook.timezone="{zone}"'})
        assert answer.value[0]["scheduleItems"][0]["start"] == at(f"2027-07-07T{start}:00.0000000", zone)
