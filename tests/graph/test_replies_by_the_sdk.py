"""What we read in the replies of Graph is what Microsoft's own models read in them (ADR 10): those of the stand-in, and
the examples of Microsoft's pages where these are at hand."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from graph import (
    calendar_reading,
    calendar_requests,
    libraries,
    library_locations,
    probes,
    requests,
    sharing,
    subscription_requests,
    subscriptions,
    uploads,
)
from graph.client import GraphClient
from graph.credentials import StaticCredential
from graph.directory import EntraDirectory
from graph.installing import TeamsAppInstaller
from graph.permissions import INSTALLING
from handbook.core.calendars import EntryChanges, Period
from handbook.core.external_errors import ExternalError
from handbook.reports.library import Library
from tests.graph.conftest import NAMES
from tests.graph.microsoft import VISIT, Microsoft, Ours, ms, ours
from tests.graph.sdk_reading import (
    LINKS,
    MODELS,
    NOT_IN_THE_MODELS,
    NOTHING_READ,
    Noted,
    Replies,
    disagreements,
    kind_of,
    replies,
)
from tests.sandbox.calendar_wire import HEAD, NO_MAILBOX, SIP

__all__ = ["ms", "ours", "replies"]
pytestmark = pytest.mark.no_cover  # the SDK's models are not ours, and what reads beside them has tests of its own
EXAMPLES: Final = Path(__file__).parents[3] / "shared" / "contract" / "graph" / "examples"
DATA: Final = b"PK not quite a document"
COLUMNS: Final = {"School": "St Aidan's", "ApprovedAt": "2026-07-02T10:30:00+01:00", "Sha256": "a" * 64}


def test_each_kind_of_reply_has_a_model_or_is_not_read() -> None:
    asked = {kind_of(ask) for room in (requests, calendar_requests, subscription_requests) for ask in room.EVERY_KIND}
    assert asked == MODELS.keys() - {"fragment"} | NOTHING_READ | LINKS


async def test_what_we_read_is_what_the_sdk_reads(ms: Microsoft, ours: Ours, replies: Replies) -> None:
    await files(ms)
    await calendars(ms)
    await watches(ms, ours)
    await apps(ms)
    assert replies.disagreements() == {f"{model} knows no {member}" for model, member in NOT_IN_THE_MODELS}
    assert replies.kinds == MODELS.keys()


async def files(ms: Microsoft) -> None:
    people = (await ms.whole.ask("GET", "/people.json")).body
    tenant = await ms.whole.tenant()
    head = next(one for one in people if one["role"] == "headteacher")
    site = f"{tenant['site']['host']}:{tenant['site']['path']}"
    library = libraries.SharePointLibraries(ms.client, site, NAMES)
    reports = await library_locations.LibraryLocations(ms.client, site, NAMES).of(Library.REPORTS)
    assert await library_locations.folder_id(ms.client, reports, ["2026-27", "Summer"])
    item = await library.place(Library.REPORTS, ["2026-27", "Autumn"], "Report.docx", DATA, COLUMNS)
    assert (await library.columns(item))["School"] == COLUMNS["School"]
    assert await library.place(Library.REPORTS, ["2026-27", "Autumn"], "Report.docx", DATA, COLUMNS) == item
    large = await library.place(Library.REPORTS, ["2026-27"], "Large.docx", b"PK" + bytes(4 * 1024 * 1024), COLUMNS)
    assert large.size > 4 * 1024 * 1024
    assert len(await library.versions(item)) == 2
    assert COLUMNS["School"] in [one.get("School") for one in await library.columns_of_all(Library.REPORTS)]
    assert list(await library.share(item, [head["mail"], "nobody@elsewhere.example"])) == ["nobody@elsewhere.example"]
    assert await library.share(item, [head["mail"]]) == {}
    await library.unshare(item, [head["mail"]])
    directory = EntraDirectory(ms.client)
    account = await directory.account(head["id"])
    assert await directory.accounts_known_as([head["mail"]]) == {head["mail"]: (account,)}
    for words in (head["mail"], head["name"]):
        assert await directory.accounts_called(words) == (account,)
    assert await directory.accounts_called("Nobody O'Brien") == ()
    looked_over = probes.SiteProbes(ms.client, site, NAMES)
    assert "Sha256" in await looked_over.columns(Library.REPORTS)
    await looked_over.begin_a_file(Library.REPORTS)


async def apps(ms: Microsoft) -> None:
    tenant = await ms.whole.tenant()
    token = (await ms.whole.ask("POST", "/control/consent", {"roles": [INSTALLING.name]})).body["token"]
    client = GraphClient(StaticCredential(token), base_url=tenant["graph"])
    assert await TeamsAppInstaller(client, tenant["teams_app_id"]).has(SIP.id)
    await client.close()


async def calendars(ms: Microsoft) -> None:
    await probes.CalendarProbes(ms.client).open(SIP.id)
    await ms.enters(SIP, "2026-11-17T09:00", "2026-11-17T12:00", show_as="oof")
    window = Period(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    busy = await ms.calendars.busy_times(SIP.id, [SIP.mail, NO_MAILBOX.mail], window)
    assert [one.known for one in busy.values()] == [True, False]
    entry = await ms.calendars.write(SIP.id, VISIT)
    assert await ms.calendars.of_visit(SIP.id, VISIT.visit) == [await ms.calendars.entry(SIP.id, entry.id)]
    await ms.person(HEAD, "propose", start="2026-11-12T13:00", end="2026-11-12T16:00")
    [invited] = (await ms.calendars.entry(SIP.id, entry.id)).invited
    assert invited.proposed
    await ms.calendars.change(SIP.id, entry.id, EntryChanges(subject="Another"))
    first = await ms.calendars.delta_sync(SIP.id, window)
    await ms.calendars.cancel(SIP.id, entry.id, "")
    assert (await ms.calendars.delta_sync(SIP.id, window, first.since)).removed == (entry.id,)


async def watches(ms: Microsoft, ours: Ours) -> None:
    watch = subscriptions.GraphSubscriptions(ms.client, f"{ours.url}/notifications", f"{ours.url}/lifecycle")
    until = datetime.now(UTC) + timedelta(days=2)
    subscription = await watch.subscribe(SIP.id, "a secret", until)
    entry = await ms.calendars.write(SIP.id, replace(VISIT, transaction="another", invitees=()))
    assert (await asyncio.wait_for(ours.got.get(), 20)).entry_id == entry.id
    await ms.lever(f"subscriptions/{subscription.id}", event="missed")
    assert (await asyncio.wait_for(ours.got.get(), 20)).about_subscription == "missed"
    assert await watch.renew(subscription.id, until + timedelta(hours=1)) in await watch.standing()


def of_pages(body: Noted, read: Callable[[Noted], object]) -> Iterator[object]:
    return (read(one) for one in body["value"])


READERS: Final[dict[str, tuple[str, Callable[[Noted], object]]]] = {
    "event-get": ("calendar_requests.event", calendar_reading.entry),
    "subscription-get": ("subscription_requests.renew", subscriptions._subscription),
    "driveitem-list-permissions": ("requests.permissions", lambda body: list(of_pages(body, sharing._grant))),
    "driveitem-list-versions": ("requests.versions", lambda body: list(of_pages(body, libraries._version))),
    "list-list-columns": ("requests.library_columns", lambda body: list(of_pages(body, probes._column))),
    "current-uploadsession-fragments": ("fragment", uploads._next),
}
"""The examples on Microsoft's pages, by file, and what of ours reads such a reply."""


def test_what_we_read_in_microsofts_examples_is_what_the_sdk_reads() -> None:
    if not EXAMPLES.exists():
        pytest.skip("the examples of Microsoft's pages (../shared/contract/graph) are not here")
    read = set[str]()
    for name, (kind, reader) in READERS.items():
        for example in json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))["examples"]:
            body, looked = example.get("response", {}).get("body"), set[tuple[str | int, ...]]()
            with suppress(ExternalError, KeyError):  # some pages leave out what their subject is not
                if isinstance(body, dict):
                    reader(Noted(body, looked))
                    read.add(name)
                    assert list(disagreements(kind, body, looked, NOT_IN_THE_MODELS)) == [], name
    assert read == READERS.keys()


def test_what_the_model_refuses_or_does_not_know_is_told() -> None:
    user = {
        "id": "x",
        "mail": 7,
        "accountEnabled": "yes",
        "displayName": "A",
        "employeeHireDate": "2026-11-30T00:00:00Z",
    }
    assert sorted(disagreements("requests.user", user, {(member,) for member in user})) == [
        "requests.user: accountEnabled is 'yes', and None to the model",
        "requests.user: mail is 7, and None to the model",
    ]
    reply = {"value": [{"grantedToV2": {"user": {"shoeSize": 9}}}]}
    looked = set[tuple[str | int, ...]]()
    assert Noted(reply, looked)["value"][0]["grantedToV2"]["user"].get("shoeSize") == 9
    [said] = disagreements("requests.permissions", reply, looked)
    assert said == "requests.permissions: Identity knows no shoeSize"
