"""Every request we make of calendars. `PREFER` goes with each: times in UTC, and ids that outlive a move."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from graph.graph_request import GraphRequest, asked, query

if TYPE_CHECKING:
    from msgraph.generated.users.item.events.item.event_item_request_builder import EventItemRequestBuilder
    from msgraph.graph_service_client import GraphServiceClient

PREFER = 'IdType="ImmutableId", outlook.timezone="UTC"'
PAGE = 50
VISIT = "String {28c3f217-9df8-4558-a484-0a7bb7de9e98} Name SipVisitId"
"""The extended property that names our visit. Written into every tenant's calendars: never to be changed."""

_WITH_VISIT = f"singleValueExtendedProperties($filter=id eq '{VISIT}')"


def schedule(asker_id: str, body: Mapping[str, Any]) -> GraphRequest:
    """Busy times, asked through the mailbox of `asker_id`."""

    def ask(sdk: "GraphServiceClient") -> Any:
        return asked("POST", sdk.users.by_user_id(asker_id).calendar.get_schedule, body=body, prefer=PREFER)

    return ask


def calendar(person_id: str) -> GraphRequest:
    """That there is one, and nothing of what stands in it: for `sipdesk doctor`."""
    return lambda sdk: asked("GET", sdk.users.by_user_id(person_id).calendar, "?$select=id")


def create_event(person_id: str, body: Mapping[str, Any]) -> GraphRequest:
    return lambda sdk: asked("POST", sdk.users.by_user_id(person_id).events, body=body, prefer=PREFER)


def event(person_id: str, event_id: str) -> GraphRequest:
    return lambda sdk: asked("GET", _event(sdk, person_id, event_id), query(expand=_WITH_VISIT), prefer=PREFER)


def events_of_visit(person_id: str, visit: str) -> GraphRequest:
    value = visit.replace("'", "''")
    clause = f"singleValueExtendedProperties/Any(ep: ep/id eq '{VISIT}' and ep/value eq '{value}')"
    found = query(filter=clause, expand=_WITH_VISIT, top=str(PAGE))
    return lambda sdk: asked("GET", sdk.users.by_user_id(person_id).events, found, prefer=PREFER)


def change_event(person_id: str, event_id: str, body: Mapping[str, Any]) -> GraphRequest:
    return lambda sdk: asked("PATCH", _event(sdk, person_id, event_id), body=body, prefer=PREFER)


def cancel_event(person_id: str, event_id: str, comment: str) -> GraphRequest:
    body = {"comment": comment}
    return lambda sdk: asked("POST", _event(sdk, person_id, event_id).cancel, body=body, prefer=PREFER)


def delete_event(person_id: str, event_id: str) -> GraphRequest:
    return lambda sdk: asked("DELETE", _event(sdk, person_id, event_id), prefer=PREFER)


def changes(person_id: str, start: str, end: str) -> GraphRequest:
    """The first page of all that stands in a window, and the way to what changes there later."""
    window = "?" + urlencode({"startDateTime": start, "endDateTime": end})
    prefer = f"{PREFER}, odata.maxpagesize={PAGE}"
    return lambda sdk: asked("GET", sdk.users.by_user_id(person_id).calendar_view.delta, window, prefer=prefer)


def changes_at(link: str) -> GraphRequest:
    """A further page, or what changed since: by the link that Graph gave."""
    prefer = f"{PREFER}, odata.maxpagesize={PAGE}"
    return lambda sdk: asked("GET", sdk.users.with_url(link), prefer=prefer)


def _event(sdk: "GraphServiceClient", person_id: str, event_id: str) -> "EventItemRequestBuilder":
    return sdk.users.by_user_id(person_id).events.by_event_id(event_id)


EVERY_KIND: tuple[GraphRequest, ...] = (
    schedule("x", {}),
    calendar("x"),
    create_event("x", {}),
    event("x", "x"),
    events_of_visit("x", "x"),
    change_event("x", "x", {}),
    cancel_event("x", "x", ""),
    delete_event("x", "x"),
    changes("x", "", ""),
    changes_at("https://graph.microsoft.com/v1.0/x"),
)
