"""Our side of calendars over a external service that misbehaves as the stand-in does not."""

from datetime import UTC, datetime

import pytest
from aiohttp import web

from graph.calendar_reading import universal
from graph.calendar_requests import VISIT
from graph.calendars import OutlookCalendars
from graph.client import GraphClient
from handbook.core.calendars import Appointment, Period, ShownAs
from handbook.core.external_errors import Conflict, Unavailable
from tests.graph.fake_graph import FakeGraph, error

MORNING = Period(datetime(2026, 11, 10, 9, tzinfo=UTC), datetime(2026, 11, 10, 12, tzinfo=UTC))
HOLD = Appointment("hold-1", "visit-17", MORNING, "SIP visit?", "", shown_as=ShownAs.TENTATIVE)
EVENT = {
    "id": "e1",
    "transactionId": "hold-1",
    "start": universal(MORNING.start),
    "end": universal(MORNING.end),
    "singleValueExtendedProperties": [{"id": VISIT.upper(), "value": "visit-17"}],
}


@pytest.fixture
def calendars(client: GraphClient) -> OutlookCalendars:
    return OutlookCalendars(client)


def page(*events: object, **links: str) -> object:
    marks = {f"@odata.{name}": link for name, link in links.items()}
    return lambda: web.json_response({**marks, "value": list(events)})


async def test_a_used_up_transaction_may_also_be_answered_with_a_conflict(
    calendars: OutlookCalendars, fake_graph: FakeGraph
) -> None:
    for found in ([{**EVENT, "id": "e0", "transactionId": "hold-0"}, EVENT], []):
        fake_graph.will("POST", "/events", error(409, "ErrorDuplicateTransactionId"))
        fake_graph.will("GET", "/events", page(*found))
        if found:
            entry = await calendars.write("u1", HOLD)
            assert (entry.id, entry.visit) == ("e1", "visit-17")
        else:
            with pytest.raises(Conflict):
                await calendars.write("u1", HOLD)


async def test_every_call_asks_for_lasting_ids_and_for_utc(calendars: OutlookCalendars, fake_graph: FakeGraph) -> None:
    link = f"{fake_graph.base}/users/u1/calendarView/delta()?$skiptoken=x"
    since = f"{fake_graph.base}/users/u1/calendarView/delta()?$deltatoken=y"
    fake_graph.will("GET", "startDateTime", page(EVENT, nextLink=link))
    fake_graph.will("GET", "skiptoken", page({**EVENT, "subject": "later"}, deltaLink=since))
    delta_sync = await calendars.delta_sync("u1", MORNING)
    assert delta_sync.since == since
    assert [one.subject for one in delta_sync.entries] == ["later"], "of several mentions the last counts"
    for kind in ("GET", "PATCH", "DELETE"):
        fake_graph.will(kind, "/events/e1", lambda: web.json_response(EVENT))
    assert (await calendars.entry("u1", "e1")).visit == "visit-17"
    await calendars.release("u1", "e1")
    prefers = [{key.lower(): value for key, value in seen.headers.items()}["prefer"] for seen in fake_graph.seen]
    assert len(prefers) == 4
    assert all('IdType="ImmutableId"' in prefer and 'outlook.timezone="UTC"' in prefer for prefer in prefers)


async def test_a_round_of_changes_without_an_end_is_not_taken_for_one(
    calendars: OutlookCalendars, fake_graph: FakeGraph
) -> None:
    fake_graph.will("GET", "delta", page(EVENT))
    with pytest.raises(Unavailable):
        await calendars.delta_sync("u1", MORNING)


async def test_somebody_whom_the_answer_leaves_out_is_unknown(
    calendars: OutlookCalendars, fake_graph: FakeGraph
) -> None:
    fake_graph.will("POST", "getSchedule", page())
    found = await calendars.busy_times("u1", ["a@x.example"], MORNING)
    assert found["a@x.example"].known is False
