"""People's calendars in Outlook (what is promised: `Calendars` in automations/engine/ports.py)."""

from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, timedelta
from math import ceil
from typing import Any, Literal

from graph import calendar_reading as reading
from graph import calendar_requests as requests
from graph.client import GraphClient
from graph.graph_request import GraphRequest
from graph.limits import GraphService
from handbook.core.calendars import Appointment, BusyTimes, CalendarEntry, DeltaSync, EntryChanges, Period
from handbook.core.external_errors import (
    Conflict,
    Forbidden,
    MailboxUnavailable,
    NotFound,
    NotUnderstood,
    Rejected,
    Unavailable,
)

MAILBOXES = 20
WINDOW = timedelta(days=31)
_NO_SUCH_ENTRY = "ErrorItemNotFound"
_IN_DELETED_ITEMS = "ErrorCannotDeleteObject"


class OutlookCalendars:
    """Calendars by Entra object id; busy times by e-mail address, as Outlook wants it."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def busy_times(self, asker_id: str, emails: Sequence[str], window: Period) -> dict[str, BusyTimes]:
        replies = [(part, await self._schedules(asker_id, emails, part)) for part in _parts(window)]
        return {
            email: reading.busy_times(email, [(part, reply.get(email.casefold())) for part, reply in replies])
            for email in emails
        }

    async def _schedules(self, asker_id: str, emails: Sequence[str], window: Period) -> dict[str, dict[str, Any]]:
        """What Outlook says of each address, in lower case."""
        found: dict[str, dict[str, Any]] = {}
        for first in range(0, len(emails), MAILBOXES):
            body = {
                "schedules": list(emails[first : first + MAILBOXES]),
                "startTime": reading.universal(window.start),
                "endTime": reading.universal(window.end),
                "availabilityViewInterval": reading.overview_minutes(window),
            }
            reply = await self._json(requests.schedule(asker_id, body), repeatable=True)
            found |= {str(one["scheduleId"]).casefold(): one for one in reply.get("value", [])}
        return found

    async def write(self, person_id: str, appointment: Appointment) -> CalendarEntry:
        try:
            body = reading.event_body(appointment)
            event = await self._json(requests.create_event(person_id, body), repeatable=True)  # its transaction id
        except (Conflict, Rejected):
            event = await self._written(person_id, appointment)
            if event is None:
                raise
        return replace(reading.entry(event), visit=appointment.visit)  # the reply leaves extended properties out

    async def _written(self, person_id: str, appointment: Appointment) -> dict[str, Any] | None:
        """What an earlier try wrote, where Outlook now says that the transaction id is used up."""
        async for event in self._of_visit(person_id, appointment.visit):
            if event.get("transactionId") == appointment.transaction:
                return event
        return None

    async def entry(self, person_id: str, entry_id: str) -> CalendarEntry:
        return reading.entry(await self._json(requests.event(person_id, entry_id)))

    async def of_visit(self, person_id: str, visit: str) -> list[CalendarEntry]:
        return [reading.entry(event) async for event in self._of_visit(person_id, visit)]

    async def _of_visit(self, person_id: str, visit: str) -> AsyncIterator[dict[str, Any]]:
        ask = requests.events_of_visit(person_id, visit)
        async for page in self._pages(ask):
            for event in page.get("value", []):
                yield event

    async def change(self, person_id: str, entry_id: str, changes: EntryChanges) -> CalendarEntry:
        standing = await self.entry(person_id, entry_id)
        body = reading.changed_body(changes, standing)
        if not body:
            return standing
        event = await self._json(requests.change_event(person_id, entry_id, body))
        return replace(reading.entry(event), visit=standing.visit)

    async def cancel(self, person_id: str, entry_id: str, comment: str) -> None:
        await self._taken_out(requests.cancel_event(person_id, entry_id, comment))

    async def release(self, person_id: str, entry_id: str) -> None:
        await self._taken_out(requests.delete_event(person_id, entry_id))

    async def _taken_out(self, ask: GraphRequest) -> None:
        """Done as well where it was done before: by an earlier try, or by its organiser in Outlook. An immutable id
        finds an entry in Deleted Items too, from where it cannot be deleted once more (403)."""
        try:
            with _mailbox_told_apart():
                await self._client.send(ask, service=GraphService.CALENDARS)
        except NotFound:
            return
        except Forbidden as no:
            if no.code != _IN_DELETED_ITEMS:
                raise

    async def delta_sync(self, person_id: str, window: Period, since: str | None = None) -> DeltaSync:
        if since is not None:
            try:
                return await self._round(requests.changes_at(since), whole=False)
            except (NotFound, Rejected):
                pass  # Outlook has forgotten where we were, or takes the link for none: from the beginning
        start, end = (at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for at in (window.start, window.end))
        return await self._round(requests.changes(person_id, start, end), whole=True)

    async def _round(self, ask: GraphRequest, *, whole: bool) -> DeltaSync:
        standing: dict[
            str, CalendarEntry | Literal["removed", "unreadable"]
        ] = {}  # of several mentions the last counts
        link = ""
        async for page in self._pages(ask):
            link = str(page.get("@odata.deltaLink") or "")
            for event in page.get("value", []):
                standing[str(event["id"])] = "removed" if "@removed" in event else _entry_or_not(event)
        if not link:
            raise Unavailable("a round of changes without an end")
        entries = tuple(entry for entry in standing.values() if isinstance(entry, CalendarEntry))
        removed, unreadable = (
            tuple(entry_id for entry_id, entry in standing.items() if entry == what)
            for what in ("removed", "unreadable")
        )
        return DeltaSync(entries, removed, link, whole, unreadable)

    async def _pages(self, ask: GraphRequest) -> AsyncIterator[dict[str, Any]]:
        page = await self._json(ask)
        yield page
        while following := page.get("@odata.nextLink"):
            page = await self._json(requests.changes_at(following))
            yield page

    async def _json(self, ask: GraphRequest, *, repeatable: bool | None = None) -> dict[str, Any]:
        with _mailbox_told_apart():
            return await self._client.json(ask, service=GraphService.CALENDARS, repeatable=repeatable)


@contextmanager
def _mailbox_told_apart() -> Generator[None]:
    """A 404 says that an entry is gone in one way, and in many that a mailbox cannot be opened (for one mailbox they
    change from call to call): whatever does not say the first is taken for the second."""
    try:
        yield
    except NotFound as error:
        if error.status == 404 and error.code != _NO_SUCH_ENTRY:
            raise MailboxUnavailable(str(error)) from None
        raise


def _entry_or_not(event: dict[str, Any]) -> CalendarEntry | Literal["unreadable"]:
    """One that cannot be read is no reason to read none of the others."""
    try:
        return reading.entry(event)
    except NotUnderstood:
        return "unreadable"


def _parts(window: Period) -> Iterator[Period]:
    """A window in as few parts as Outlook takes, all of one length: a remainder could be too short for it."""
    length = window.end - window.start
    number = ceil(length / WINDOW)
    for part in range(number):
        yield Period(window.start + length * part / number, window.start + length * (part + 1) / number)
