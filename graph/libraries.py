"""The document libraries of the one SIP site (what is promised: `Libraries` in automations/engine/ports.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graph import requests, sharing
from graph.client import GraphClient
from graph.columns import unlike
from graph.library_locations import LibraryLocation, LibraryLocations, find, folder_id
from graph.limits import GraphService
from graph.names import check_length, legal_name, names_in_turn
from graph.uploads import upload
from handbook.core.external_errors import Conflict, ExternalError, NotFound, Rejected, TooBig, Unavailable
from handbook.reports.library import FiledItem, Library


@dataclass(frozen=True, slots=True)
class ItemVersion:
    """One version of a file; the newest comes first."""

    id: str
    size: int
    modified_at: datetime


class SharePointLibraries:
    """`site` is `host:/sites/SIP` or a site id; `names` the two libraries as people see them. Ids are looked up once.
    Raises Rejected when the site has no library of that name."""

    def __init__(self, client: GraphClient, site: str, names: Mapping[Library, str]) -> None:
        self._client = client
        self._locations = LibraryLocations(client, site, names)

    async def place(
        self, library: Library, folder: Sequence[str], name: str, data: bytes, columns: Mapping[str, str]
    ) -> FiledItem:
        location = await self._locations.of(library)
        for one in names_in_turn(name):
            path = _path(location, folder, one)
            found = await find(self._client, location, path)
            if found is None or await self._is_remnant(location, found, columns["Sha256"]):
                await self._upload(location, path, data, found)
                found = await find(self._client, location, path)
            if found is None:
                raise Unavailable("the file is not there yet")
            if "folder" in found:
                continue
            item = _filed(library, found)
            standing = await self._columns_of_new(location, item)
            if not _is_ours(found, standing, columns["Sha256"]):
                continue
            if item.size == 0:
                raise Unavailable("the file arrived empty")
            await self._settle(location, item, standing, columns)
            return item
        raise Conflict("other files have taken every name for it")

    async def item(self, library: Library, folder: Sequence[str], name: str) -> FiledItem | None:
        """The file that stands there, if any."""
        location = await self._locations.of(library)
        found = await find(self._client, location, _path(location, folder, name))
        return None if found is None or "folder" in found else _filed(library, found)

    async def columns(self, item: FiledItem) -> dict[str, Any]:
        """What SharePoint's columns say, its own among them."""
        return await self._columns(await self._locations.of(item.library), item)

    async def write_columns(self, item: FiledItem, columns: Mapping[str, str]) -> None:
        location = await self._locations.of(item.library)
        await self._settle(location, item, await self._columns(location, item), columns)

    async def versions(self, item: FiledItem) -> list[ItemVersion]:
        ask = requests.versions((await self._locations.of(item.library)).drive_id, item.item_id)
        return [_version(entry) async for entry in self._client.pages(ask, service=GraphService.SHAREPOINT)]

    async def as_pdf(self, item: FiledItem) -> bytes:
        drive_id = (await self._locations.of(item.library)).drive_id
        try:
            data = await self._client.send(requests.pdf(drive_id, item.item_id), service=GraphService.SHAREPOINT)
        except Rejected as rejected:
            if str(rejected).startswith("400"):  # of the converter’s own host, for a while; 406 is that it cannot
                raise Unavailable(str(rejected)) from None
            raise
        if not data.startswith(b"%PDF"):
            raise Unavailable("the conversion gave no PDF")
        return data

    async def content(self, item: FiledItem, limit: int) -> bytes:
        drive_id = (await self._locations.of(item.library)).drive_id
        found = await self._client.json(requests.item(drive_id, item.item_id), service=GraphService.SHAREPOINT)
        if int(found.get("size") or 0) > limit:
            raise TooBig(f"the file is larger than {limit} bytes")
        return await self._client.send(requests.content(drive_id, item.item_id), service=GraphService.SHAREPOINT)

    async def share(self, item: FiledItem, emails: Sequence[str]) -> dict[str, ExternalError]:
        drive_id = (await self._locations.of(item.library)).drive_id
        return await sharing.share(self._client, drive_id, item.item_id, emails)

    async def unshare(self, item: FiledItem, emails: Sequence[str] | None = None) -> None:
        await sharing.unshare(self._client, (await self._locations.of(item.library)).drive_id, item.item_id, emails)

    async def _upload(
        self, location: LibraryLocation, path: Sequence[str], data: bytes, empty: dict[str, Any] | None
    ) -> None:
        """A name that is taken meanwhile is most likely our own earlier try: `place` looks at what stands there."""
        if empty is not None:
            await upload(self._client, location.drive_id, str(empty["id"]), data, "replace")
            return
        parent = await folder_id(self._client, location, path[:-1])
        try:
            await upload(self._client, location.drive_id, requests.inside(parent, path[-1]), data, "fail")
        except Conflict:
            return

    async def _is_remnant(self, location: LibraryLocation, found: dict[str, Any], sha256: str) -> bool:
        """An upload of ours that broke off can leave a file of no bytes."""
        if found.get("size") or "folder" in found:
            return False
        return _is_ours(found, await self._columns_of_new(location, _filed(Library.REPORTS, found)), sha256)

    async def _columns(self, location: LibraryLocation, item: FiledItem) -> dict[str, Any]:
        ask = requests.columns(location.site_id, location.list_id, item.list_item_id)
        entry = await self._client.json(ask, service=GraphService.SHAREPOINT)
        return dict(entry.get("fields") or {})

    async def _columns_of_new(self, location: LibraryLocation, item: FiledItem) -> dict[str, Any]:
        """SharePoint shows a new file a moment later in its list."""
        try:
            return await self._columns(location, item)
        except NotFound:
            raise Unavailable("the file is not in its list yet") from None

    async def _settle(
        self, location: LibraryLocation, item: FiledItem, standing: Mapping[str, Any], columns: Mapping[str, str]
    ) -> None:
        """Each PATCH is a version, so there is one, with all columns, and none when they already say so."""
        if not unlike(columns, standing):
            return
        ask = requests.set_columns(location.site_id, location.list_id, item.list_item_id, columns)
        await self._client.send(ask, service=GraphService.SHAREPOINT)
        if lost := unlike(columns, await self._columns(location, item)):
            raise Unavailable(f"columns do not say what was written: {', '.join(lost)}")


def _path(location: LibraryLocation, folder: Sequence[str], name: str) -> list[str]:
    path = [legal_name(part) for part in (*folder, name)]
    check_length(location.root, path)
    return path


def _is_ours(found: Mapping[str, Any], standing: Mapping[str, Any], sha256: str) -> bool:
    """By the column that we write; where it is not written yet, because an application put the file there and no
    person has touched it: an earlier try of ours broke off."""
    said = standing.get("Sha256")
    if said:
        return said == sha256
    return all(_by_an_application(found.get(key)) for key in ("createdBy", "lastModifiedBy"))


def _by_an_application(identities: Mapping[str, Any] | None) -> bool:
    """Of what an application does, SharePoint names it, and a user without an id or an address at most."""
    known = identities or {}
    user: Mapping[str, Any] = known.get("user") or {}
    return bool(known.get("application")) and not (user.get("id") or user.get("email"))


def _filed(library: Library, found: dict[str, Any]) -> FiledItem:
    """SharePoint may show a new file a moment later in its list."""
    ids: dict[str, Any] = found.get("sharepointIds") or {}
    list_item_id = ids.get("listItemId")
    if not list_item_id:
        raise Unavailable("the file is not in its list yet")
    web_url, size = str(found.get("webUrl") or ""), int(found.get("size") or 0)
    return FiledItem(library, str(found["id"]), str(list_item_id), str(found["name"]), web_url, size)


def _version(entry: dict[str, Any]) -> ItemVersion:
    modified_at = datetime.fromisoformat(entry["lastModifiedDateTime"])
    return ItemVersion(str(entry["id"]), int(entry.get("size") or 0), modified_at)
