"""What Microsoft's own models make of a reply of Graph, beside what we read in it (ADR 10).

The models are those of msgraph-sdk, parsed by its own JsonParseNode. Where we looked in a reply is noted while our own
code reads it; at each of those places the model must know the member and hold the same value."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import Enum
from importlib import import_module
from typing import Any, Final

import pytest

from graph.client import GraphClient
from graph.graph_request import GraphRequest

Path = tuple[str | int, ...]

_MODELS: Final = "msgraph.generated.models"
_DRIVE_ITEM: Final = "msgraph.generated.drives.item.items.item"
_USER: Final = "msgraph.generated.users.item"
MODELS: Final = {
    "requests.site": f"{_MODELS}.site.Site",
    "requests.drives": f"{_MODELS}.drive_collection_response.DriveCollectionResponse",
    "requests.list_of": f"{_MODELS}.list_.List_",
    "requests.library_columns": f"{_MODELS}.column_definition_collection_response.ColumnDefinitionCollectionResponse",
    "requests.item": f"{_MODELS}.drive_item.DriveItem",
    "requests.make_folder": f"{_MODELS}.drive_item.DriveItem",
    "requests.put_content": f"{_MODELS}.drive_item.DriveItem",
    "requests.set_columns": f"{_MODELS}.field_value_set.FieldValueSet",
    "requests.upload_session": f"{_MODELS}.upload_session.UploadSession",
    "requests.versions": f"{_MODELS}.drive_item_version_collection_response.DriveItemVersionCollectionResponse",
    "requests.columns": f"{_MODELS}.list_item.ListItem",
    "requests.columns_of_all": f"{_MODELS}.list_item_collection_response.ListItemCollectionResponse",
    "requests.permissions": f"{_MODELS}.permission_collection_response.PermissionCollectionResponse",
    "requests.invite": f"{_DRIVE_ITEM}.invite.invite_post_response.InvitePostResponse",
    "requests.user": f"{_MODELS}.user.User",
    "requests.users_named": f"{_MODELS}.user_collection_response.UserCollectionResponse",
    "requests.users_known_as": f"{_MODELS}.user_collection_response.UserCollectionResponse",
    "requests.installed_app": (
        f"{_MODELS}.user_scope_teams_app_installation_collection_response.UserScopeTeamsAppInstallationCollectionResponse"
    ),
    "calendar_requests.schedule": f"{_USER}.calendar.get_schedule.get_schedule_post_response.GetSchedulePostResponse",
    "calendar_requests.create_event": f"{_MODELS}.event.Event",
    "calendar_requests.event": f"{_MODELS}.event.Event",
    "calendar_requests.events_of_visit": f"{_MODELS}.event_collection_response.EventCollectionResponse",
    "calendar_requests.change_event": f"{_MODELS}.event.Event",
    "calendar_requests.changes": f"{_USER}.calendar_view.delta.delta_get_response.DeltaGetResponse",
    "subscription_requests.subscribe": f"{_MODELS}.subscription.Subscription",
    "subscription_requests.subscriptions": f"{_MODELS}.subscription_collection_response.SubscriptionCollectionResponse",
    "subscription_requests.renew": f"{_MODELS}.subscription.Subscription",
    "fragment": f"{_MODELS}.upload_session.UploadSession",
}
"""Of which model a reply is, by what asks for it; `fragment` is the answer to a part of an upload."""
NOTHING_READ: Final = {
    *("requests.content", "requests.pdf", "requests.delete", "requests.delete_permission", "requests.install_app"),
    *(
        "calendar_requests.calendar",
        "calendar_requests.cancel_event",
        "calendar_requests.delete_event",
        "subscription_requests.unsubscribe",
    ),
}
"""Bytes, or nothing that we look at."""
LINKS: Final = {"requests.page", "calendar_requests.changes_at"}
"""Addresses that Graph gave us: what is behind one is of the kind of what named it."""
NOT_IN_THE_MODELS: Final = {
    ("TimeSlot", "isAllDay"): "the beginning and end of a proposed time are read as those of an entry",
    ("ScheduleItem", "isAllDay"): "as above, of a time that is taken",
    ("Event", "@removed"): "an annotation of delta queries, which the SDK leaves among the additional data",
    ("Permission", "error"): "the answer 207 names it where somebody could not be invited",
    ("Identity", "email"): "SharePoint gives it to whoever is let in, and no published type of an identity has it",
    ("Identity", "loginName"): "known of a SharePointIdentity, which siteUser is; we look for it in user as well",
    ("SharePointIdentity", "email"): "as above",
    ("TimeZoneBase", "bias"): "known of a CustomTimeZone; we look for it in every zone",
}


class Noted(dict[str, Any]):
    """A JSON object that notes where in a reply somebody looks."""

    def __init__(self, members: Mapping[str, Any], looked: set[Path], at: Path = ()) -> None:
        super().__init__({name: _noted(value, looked, (*at, name)) for name, value in members.items()})
        self._looked, self._at = looked, at

    def __getitem__(self, name: str) -> Any:
        self._looked.add((*self._at, name))
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._looked.add((*self._at, name))
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self._looked.add((*self._at, str(name)))
        return super().__contains__(name)


def _noted(value: Any, looked: set[Path], at: Path) -> Any:
    if isinstance(value, list):
        return [_noted(one, looked, (*at, number)) for number, one in enumerate(value)]
    return Noted(value, looked, at) if isinstance(value, dict) else value


@dataclass
class Replies:
    """What Graph replied, by the kind of what asked for it, and where we looked in it."""

    met: list[tuple[str, dict[str, Any], set[Path]]] = field(default_factory=list)
    _links: dict[str, str] = field(default_factory=dict)

    def note(self, kind: str, reply: dict[str, Any], url: str = "") -> Noted:
        """`url` is the address that was asked, which an earlier reply may have named."""
        kind = self._links.get(url, kind)
        self._links |= {reply[name]: kind for name in ("@odata.nextLink", "@odata.deltaLink") if name in reply}
        looked: set[Path] = set()
        self.met.append((kind, reply, looked))
        return Noted(reply, looked)

    @property
    def kinds(self) -> set[str]:
        """Those of which something was read."""
        return {kind for kind, _, looked in self.met if looked}

    def disagreements(self) -> set[str]:
        """Without the kind in which they were met."""
        told = (disagreements(kind, reply, looked) for kind, reply, looked in self.met if looked)
        return {said.partition(": ")[2] for of_one in told for said in of_one}


@pytest.fixture
def replies(monkeypatch: pytest.MonkeyPatch) -> Replies:
    """Each reply that a client of ours reads from now on."""
    found, json, unsigned = Replies(), GraphClient.json, GraphClient.unsigned

    async def noting_json(self: GraphClient, ask: GraphRequest, **how: Any) -> dict[str, Any]:
        reply = await json(self, ask, **how)
        return found.note(kind_of(ask), reply, ask((await self._ready()).builders).url)

    async def noting_unsigned(self: GraphClient, *asked: Any, **how: Any) -> tuple[int, dict[str, Any]]:
        status, reply = await unsigned(self, *asked, **how)
        last = reply and "nextExpectedRanges" not in reply  # it is answered with the file
        return status, found.note("requests.put_content" if last else "fragment", reply)

    monkeypatch.setattr(GraphClient, "json", noting_json)
    monkeypatch.setattr(GraphClient, "unsigned", noting_unsigned)
    return found


def kind_of(ask: GraphRequest) -> str:
    return f"{ask.__module__.rpartition('.')[2]}.{ask.__qualname__.partition('.')[0]}"


class Unknown(Exception):
    """A model does not know a member."""


def disagreements(
    kind: str, reply: Mapping[str, Any], looked: Iterable[Path], allowed: Iterable[tuple[str, str]] = ()
) -> Iterator[str]:
    """Where the model says something else than the reply, of the places at which we looked."""
    from kiota_serialization_json.json_parse_node import JsonParseNode  # noqa: PLC0415 - with the SDK, when needed

    module, _, name = MODELS[kind].rpartition(".")
    model = JsonParseNode(dict(reply)).get_object_value(getattr(import_module(module), name))
    for path in looked:
        try:
            value, said = _at(model, reply, path)
        except Unknown as unknown:
            if unknown.args not in allowed:
                yield f"{kind}: {unknown.args[0]} knows no {unknown.args[1]}"
        else:
            if not _same(value, said):
                yield f"{kind}: {'.'.join(map(str, path))} is {said!r}, and {value!r} to the model"


def _at(value: Any, said: Any, path: Path) -> tuple[Any, Any]:
    """What the model and the reply have at a place. Raises Unknown."""
    for step in path:
        if value is None or said is None:
            break
        if isinstance(step, int):
            value, said = value[step], said[step]
            continue
        if type(value).__name__ == "FieldValueSet" and step in value.additional_data:  # an open type
            value, said = value.additional_data[step], said.get(step)
            continue
        setter = value.get_field_deserializers().get(step)
        if setter is None:
            raise Unknown(type(value).__name__, step)
        value, said = getattr(value, _attribute(setter)), said.get(step)
    return value, said


def _attribute(setter: Any) -> str:
    """Of `lambda node: setattr(self, "display_name", node.get_str_value())`: display_name."""
    return next(name for name in setter.__code__.co_consts if isinstance(name, str))


def _same(value: Any, said: Any) -> bool:
    if said is None or value is None:
        return value is said
    if isinstance(said, list):
        return len(value) == len(said) and all(map(_same, value, said))
    if isinstance(said, dict):  # its members are looked at by themselves, but of a type that is open
        return type(value).__name__ != "FieldValueSet" or all(
            _same(value.additional_data[name], one) for name, one in said.items() if name in value.additional_data
        )
    if isinstance(value, datetime | time):
        return value == type(value).fromisoformat(said)
    value = value.value if isinstance(value, Enum) else value
    return value == said if isinstance(said, bool | int | float) else str(value) == said
