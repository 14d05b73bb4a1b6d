"""Every operation: its path, what it needs of the caller, which query options it knows, and who answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from sandbox.graph import access, apps, checkouts, contents, directory, items, mails, permissions, sites, subscriptions
from sandbox.graph.access import Need
from sandbox.graph.addresses import Address, Colon, Segment, match
from sandbox.graph.calendar import events, schedules, views
from sandbox.graph.call import Call
from sandbox.graph.errors import GraphError, bad_request

Handler = Callable[[Call], web.Response | Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    need: Need
    handler: Handler
    options: tuple[str, ...] = ()


_ITEM = "drives/{drive}/items/{item}"
_LIST = "sites/{site}/lists/{list}"
_PAGED = ("select", "expand", "top", "skiptoken")
_SHAPED = ("select", "expand")
_ONE = ("select",)
_USER = "users/{user}"
_EVENT = f"{_USER}/events/{{event}}"
_WINDOW = ("startdatetime", "enddatetime")
_EVENTS = (*_PAGED, "filter", "orderby")
_CHANGES = (*_WINDOW, "skiptoken", "deltatoken")
_SUBSCRIPTION = "subscriptions/{subscription}"

ROUTES = (
    Route("GET", "me", access.USERS, directory.get_me, _ONE),
    Route("GET", "users", access.USERS, directory.list_people, ("select", "filter", "top", "skiptoken")),
    Route("GET", "users/{user}", access.USERS, directory.get_person, _ONE),
    Route("GET", f"{_USER}/teamwork/installedApps", access.INSTALLING, apps.list_apps, ("expand", "filter")),
    Route("POST", f"{_USER}/teamwork/installedApps", access.INSTALLING, apps.install_app),
    Route("POST", f"{_USER}/sendMail", access.SEND_MAIL, mails.send_mail),
    Route("GET", "sites/{site}", access.READ_SITES, sites.get_site, _ONE),
    Route("GET", "sites/{site}/drives", access.READ_FILES, sites.list_drives, _ONE),
    Route("GET", "sites/{site}/lists", access.READ_SITES, sites.list_lists, _ONE),
    Route("GET", _LIST, access.READ_SITES, sites.get_list, _ONE),
    Route("GET", f"{_LIST}/columns", access.READ_COLUMNS, sites.list_columns, _ONE),
    Route("GET", f"{_LIST}/items", access.READ_SITES, sites.list_items, (*_PAGED, "filter")),
    Route("GET", f"{_LIST}/items/{{item}}", access.READ_LIST_ITEMS, sites.get_list_item, _SHAPED),
    Route("GET", f"{_LIST}/items/{{item}}/fields", access.READ_SITES, sites.get_fields, _ONE),
    Route("PATCH", f"{_LIST}/items/{{item}}/fields", access.WRITE_SITES, sites.update_fields),
    Route("GET", "drives/{drive}", access.READ_FILES, sites.get_drive, _ONE),
    Route("GET", "drives/{drive}/list", access.READ_SITES, sites.get_list, _ONE),
    Route("GET", _ITEM, access.READ_FILES, items.get_item, _SHAPED),
    Route("PATCH", _ITEM, access.WRITE_FILES, items.update_item),
    Route("DELETE", _ITEM, access.WRITE_FILES, items.delete_item),
    Route("GET", f"{_ITEM}/children", access.READ_FILES, items.list_children, _PAGED),
    Route("POST", f"{_ITEM}/children", access.WRITE_FILES, items.make_folder),
    Route("GET", f"{_ITEM}/delta", access.READ_FILES, items.delta, ("select", "top", "token")),
    Route("PUT", f"{_ITEM}/content", access.WRITE_FILES, contents.put_content, ("@microsoft.graph.conflictbehavior",)),
    Route("GET", f"{_ITEM}/content", access.READ_FILES, contents.get_content, ("format",)),
    Route("POST", f"{_ITEM}/checkout", access.WRITE_FILES, checkouts.check_out),
    Route("POST", f"{_ITEM}/checkin", access.WRITE_FILES, checkouts.check_in),
    Route("POST", f"{_ITEM}/createUploadSession", access.WRITE_SITES, contents.create_upload_session),
    Route("GET", f"{_ITEM}/listItem", access.READ_SITES, sites.get_list_item, _SHAPED),
    Route("GET", f"{_ITEM}/listItem/fields", access.READ_SITES, sites.get_fields, _ONE),
    Route("PATCH", f"{_ITEM}/listItem/fields", access.WRITE_SITES, sites.update_fields),
    Route("GET", f"{_ITEM}/versions", access.READ_FILES, items.list_versions),
    Route("GET", f"{_ITEM}/versions/{{version}}/content", access.READ_FILES, contents.get_version_content),
    Route("POST", f"{_ITEM}/versions/{{version}}/restoreVersion", access.WRITE_FILES, items.restore_version),
    Route("GET", f"{_ITEM}/permissions", access.READ_SHARING, permissions.list_permissions),
    Route("GET", f"{_ITEM}/permissions/{{permission}}", access.READ_SHARING, permissions.get_permission),
    Route("PATCH", f"{_ITEM}/permissions/{{permission}}", access.CHANGE_SHARING, permissions.update_permission),
    Route("DELETE", f"{_ITEM}/permissions/{{permission}}", access.CHANGE_SHARING, permissions.delete_permission),
    Route("POST", f"{_ITEM}/invite", access.CHANGE_SHARING, permissions.invite),
    Route("POST", f"{_ITEM}/createLink", access.CHANGE_SHARING, permissions.create_link),
    Route("GET", f"{_USER}/calendar", access.SEE_CALENDARS, views.get_calendar, _ONE),
    Route("POST", f"{_USER}/calendar/getSchedule", access.SEE_CALENDARS, schedules.get_schedule),
    Route("GET", f"{_USER}/events", access.READ_CALENDARS, views.list_events, _EVENTS),
    Route("POST", f"{_USER}/events", access.WRITE_CALENDARS, events.create_event),
    Route("POST", f"{_USER}/calendar/events", access.WRITE_CALENDARS, events.create_event),
    Route("GET", f"{_USER}/calendarView", access.READ_CALENDARS, views.calendar_view, (*_EVENTS, *_WINDOW)),
    Route("GET", f"{_USER}/calendarView/delta", access.READ_CALENDARS, views.delta, _CHANGES),
    Route("GET", _EVENT, access.READ_CALENDARS, events.get_event, _SHAPED),
    Route("PATCH", _EVENT, access.WRITE_CALENDARS, events.update_event),
    Route("DELETE", _EVENT, access.WRITE_CALENDARS, events.delete_event),
    Route("POST", f"{_EVENT}/cancel", access.WRITE_CALENDARS, events.cancel_event),
    Route("POST", f"{_EVENT}/accept", access.WRITE_CALENDARS, events.accept_event),
    Route("POST", f"{_EVENT}/decline", access.WRITE_CALENDARS, events.decline_event),
    Route("POST", f"{_EVENT}/tentativelyAccept", access.WRITE_CALENDARS, events.tentatively_accept_event),
    Route("GET", "subscriptions", access.READ_CALENDARS, subscriptions.list_all),
    Route("POST", "subscriptions", access.READ_CALENDARS, subscriptions.create),
    Route("GET", _SUBSCRIPTION, access.READ_CALENDARS, subscriptions.get_one),
    Route("PATCH", _SUBSCRIPTION, access.READ_CALENDARS, subscriptions.renew),
    Route("DELETE", _SUBSCRIPTION, access.READ_CALENDARS, subscriptions.delete),
    Route("POST", f"{_SUBSCRIPTION}/reauthorize", access.READ_CALENDARS, subscriptions.reauthorize),
)


def find(method: str, address: Address) -> tuple[Route, dict[str, Segment]]:
    """Raises 400 for a path that is not known here, 405 for a method that this path does not take."""
    segments = address.segments
    if segments[0] == "me":
        segments = ("me",)  # whatever follows: an application is told the same
    known_path = False
    for route in ROUTES:
        where = match(route.path, segments)
        if where is not None and route.method == method:
            return route, where
        known_path = known_path or where is not None
    if known_path:
        message = "Specified HTTP method is not allowed for the request target."
        raise GraphError(405, "Request_BadRequest", message)
    raise bad_request(f"Resource not found for the segment '{_last(segments)}'.", "BadRequest")


def _last(segments: tuple[Segment, ...]) -> str:
    last = segments[-1]
    return f"{last.base}:" if isinstance(last, Colon) else last
