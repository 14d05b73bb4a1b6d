"""The least calls that show what Microsoft 365 lets us do, for `sipdesk doctor`. None leaves anything behind, and each
raises the errors of `handbook.core.external_errors`: Denied where a permission is missing."""

import base64
import binascii
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from graph import calendar_requests, mail_requests, requests, subscription_requests
from graph.client import GraphClient
from graph.library_locations import LibraryLocations
from graph.limits import GraphService
from handbook.core import outside_json
from handbook.core.external_errors import Conflict, ExternalError, NotFound, Rejected
from handbook.reports.library import Library
from handbook.reports.library_columns import Column, ColumnKind

NOWHERE: Final = "sip-desk-doctor"
"""A name that nothing has: a file that is never finished, an entry that is not there."""


async def claims(client: GraphClient) -> Mapping[str, Any]:
    """What the token that we get for Graph says about itself; nothing where it is no JSON Web Token."""
    parts = (await client.token()).split(".")
    if len(parts) != 3:
        return {}
    try:
        said: Any = outside_json.read(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, ValueError):
        return {}
    return said if isinstance(said, dict) else {}  # pyright: ignore[reportUnknownVariableType] - JSON has no types


class SiteProbes:
    """The site and its libraries, found as filing finds them. Raises Rejected where one is not there."""

    def __init__(self, client: GraphClient, site: str, names: Mapping[Library, str]) -> None:
        self._client = client
        self._site = site
        self._locations = LibraryLocations(client, site, names)

    async def find_site(self) -> None:
        await self._client.json(requests.site(self._site), service=GraphService.SHAREPOINT)

    async def columns(self, library: Library) -> dict[str, Column]:
        """By their internal names; a kind that is none of ours counts as one line."""
        location = await self._locations.of(library)
        ask = requests.library_columns(location.site_id, location.list_id)
        made = [_column(one) async for one in self._client.pages(ask, service=GraphService.SHAREPOINT)]
        return {column.name: column for column in made}

    async def begin_a_file(self, library: Library) -> None:
        """Begins to upload a file and gives it up before the first byte: what writing needs."""
        location = await self._locations.of(library)
        ask = requests.upload_session(location.drive_id, requests.at(NOWHERE), "fail")
        session = await self._client.json(ask, service=GraphService.SHAREPOINT)
        with suppress(ExternalError):  # it ends by itself in a few hours
            await self._client.unsigned("DELETE", str(session["uploadUrl"]))

    async def see_sharing(self, library: Library) -> None:
        """Who may read the library: what sharing needs."""
        location = await self._locations.of(library)
        await self._client.json(requests.permissions(location.drive_id, "root"), service=GraphService.SHAREPOINT)


class CalendarProbes:
    """Mailboxes, by Entra object id or sign-in name."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def open(self, mailbox: str) -> None:
        """Asks for the calendar's id, and reads nothing of what stands in it. Raises NotFound where there is no
        mailbox."""
        await self._client.json(calendar_requests.calendar(mailbox), service=GraphService.CALENDARS)

    async def change_nothing(self, mailbox: str) -> None:
        """Asks to change an entry that is not there, and nothing about it: what writing needs."""
        with suppress(NotFound, Rejected):
            ask = calendar_requests.change_event(mailbox, NOWHERE, {})
            await self._client.send(ask, service=GraphService.CALENDARS, repeatable=True)

    async def have_called(self, mailbox: str, url: str, until: str) -> None:
        """Has Graph call our door, by ordering to be told of deletions, and takes the order back. The service's own
        orders are of another kind and stay. Raises Rejected where the door does not answer as it should."""
        body = {
            "changeType": "deleted",
            "resource": f"/users/{mailbox}/events",
            "expirationDateTime": until,
            "notificationUrl": url,
        }
        with suppress(Conflict):  # an earlier look was cut off before it took its order back: the door answered then
            made = await self._client.json(subscription_requests.subscribe(body), service=GraphService.SUBSCRIPTIONS)
            await self._client.send(
                subscription_requests.unsubscribe(str(made["id"])), service=GraphService.SUBSCRIPTIONS
            )


class MailProbe:
    """A mailbox to send from, by its address or object id."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def send_nothing(self, mailbox: str) -> None:
        """Asks to send a message that has neither words nor readers: what sending needs. Raises Forbidden where it is
        not ours to send from, NotFound where there is none."""
        with suppress(Rejected):
            await self._client.send(mail_requests.send_mail(mailbox, {}), service=GraphService.MAIL, repeatable=True)


def _column(made: Mapping[str, Any]) -> Column:
    return Column(str(made["name"]), _kind(made), "", bool(made.get("indexed")))


def _kind(made: Mapping[str, Any]) -> ColumnKind:
    if "dateTime" in made:
        return ColumnKind.DAY if made["dateTime"].get("format") == "dateOnly" else ColumnKind.INSTANT
    return ColumnKind.LINES if made.get("text", {}).get("allowMultipleLines") else ColumnKind.LINE
