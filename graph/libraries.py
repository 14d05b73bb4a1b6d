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
from graph.uploads import SMALL, upload
from handbook.core.external_errors import Conflict, ExternalError, Locked, NotFound, Rejected, TooBig, Unavailable
from handbook.reports.library import FiledItem, Library, WrittenFile

READ_AT_MOST = 3
"""How often a file is read again at once that somebody is writing in."""
REMEMBERED = 500
"""How many of our new files we know not to be shared yet; of others it is asked."""


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
        self._unshared: dict[str, None] = {}  # files that we made and let nobody in to yet, the oldest first

    async def place(
        self, library: Library, folder: Sequence[str], name: str, data: bytes, columns: Mapping[str, str]
    ) -> FiledItem:
        location = await self._locations.of(library)
        try:
            for one in names_in_turn(name):
                path = _path(location, folder, one)
                item = await self._new(library, location, path, data, columns)
                item = item or await self._standing(library, location, path, data, columns)
                if item is not None:
                    return item
        except NotFound as gone:
            self._locations.forget(library)
            raise Unavailable(f"the library is not where it was: {gone}") from None
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

    async def columns_of_all(self, library: Library) -> list[Mapping[str, Any]]:
        """What the columns say of every file, with its address."""
        location = await self._locations.of(library)
        ask = requests.columns_of_all(location.site_id, location.list_id)
        entries = self._client.pages(ask, service=GraphService.SHAREPOINT)
        return [{"web_url": entry.get("webUrl", ""), **(entry.get("fields") or {})} async for entry in entries]

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

    async def written(self, item: FiledItem, limit: int) -> WrittenFile:
        drive_id = (await self._locations.of(item.library)).drive_id
        for _ in range(READ_AT_MOST):
            before = await self._as_it_stands(drive_id, item)
            if int(before.get("size") or 0) > limit:
                raise TooBig(f"the file is larger than {limit} bytes")
            ask = requests.content(drive_id, item.item_id)
            data = await self._client.send(ask, service=GraphService.SHAREPOINT)
            after = await self._as_it_stands(drive_id, item)
            if before.get("eTag") == after.get("eTag"):
                return WrittenFile(data, str(after.get("cTag") or ""))
        raise Unavailable("the file changes while it is read")

    async def tag(self, item: FiledItem) -> str:
        drive_id = (await self._locations.of(item.library)).drive_id
        found = await self._client.json(requests.item(drive_id, item.item_id), service=GraphService.SHAREPOINT)
        return str(found.get("cTag") or "")

    async def _as_it_stands(self, drive_id: str, item: FiledItem) -> dict[str, Any]:
        """What is checked out shows to us what it was before."""
        found = await self._client.json(requests.item(drive_id, item.item_id), service=GraphService.SHAREPOINT)
        publication: dict[str, Any] = found.get("publication") or {}
        if publication.get("level") == "checkout":
            raise Locked("the file is checked out")
        return found

    async def share(
        self, item: FiledItem, emails: Sequence[str], *, to_write: bool = False
    ) -> dict[str, ExternalError]:
        drive_id = (await self._locations.of(item.library)).drive_id
        first = item.item_id in self._unshared
        self._unshared.pop(item.item_id, None)  # whatever becomes of it: the next time it is asked
        return await sharing.share(self._client, drive_id, item.item_id, emails, first=first, to_write=to_write)

    async def unshare(self, item: FiledItem, emails: Sequence[str] | None = None, *, to_write: bool = False) -> None:
        drive_id = (await self._locations.of(item.library)).drive_id
        await sharing.unshare(self._client, drive_id, item.item_id, emails, to_write=to_write)

    async def delete(self, library: Library, item_id: str) -> None:
        drive_id = (await self._locations.of(library)).drive_id
        await self._client.send(requests.delete(drive_id, item_id), service=GraphService.SHAREPOINT)

    async def _new(
        self, library: Library, location: LibraryLocation, path: Sequence[str], data: bytes, columns: Mapping[str, str]
    ) -> FiledItem | None:
        """Our file with its columns, under a name that was free. All is known by the two answers; where they do not say
        it all, or the name is taken, None: look at what stands there."""
        if len(data) >= SMALL and await find(self._client, location, path) is not None:
            return None  # a large file would travel whole, to be refused at its end
        try:
            made = await self._upload(location, path, data)
        except Conflict:  # most likely by our own earlier try
            return None
        if not (made.get("id") and made.get("size")):
            return None
        try:
            said = await self._set(location, str(made["id"]), columns)
        except NotFound:
            return None
        if not said.get("id") or unlike(columns, said):
            return None
        item = _filed(library, {**made, "sharepointIds": {"listItemId": said["id"]}})
        self._note_unshared(item)
        return item

    async def _standing(
        self, library: Library, location: LibraryLocation, path: Sequence[str], data: bytes, columns: Mapping[str, str]
    ) -> FiledItem | None:
        """What stands there, with its columns, where it is ours. None where it is another's."""
        found = await find(self._client, location, path)
        if found is not None and await self._is_remnant(location, found, columns["Sha256"]):
            await upload(self._client, location.drive_id, str(found["id"]), data, "replace")
            found = await find(self._client, location, path)
        if found is None:
            raise Unavailable("the file is not there yet")
        if "folder" in found:
            return None
        item = _filed(library, found)
        standing = await self._columns_of_new(location, item)
        if not _is_ours(found, standing, columns["Sha256"]):
            return None
        if item.size == 0:
            raise Unavailable("the file arrived empty")
        await self._settle(location, item, standing, columns)
        return item

    async def _upload(self, location: LibraryLocation, path: Sequence[str], data: bytes) -> dict[str, Any]:
        """By its path, since SharePoint makes the folders on the way; level by level where it does not."""
        try:
            return await upload(self._client, location.drive_id, requests.at("/".join(path)), data, "fail")
        except NotFound:
            parent = await folder_id(self._client, location, path[:-1])
            return await upload(self._client, location.drive_id, requests.inside(parent, path[-1]), data, "fail")

    def _note_unshared(self, item: FiledItem) -> None:
        self._unshared[item.item_id] = None
        if len(self._unshared) > REMEMBERED:
            del self._unshared[next(iter(self._unshared))]

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

    async def _set(self, location: LibraryLocation, item_id: str, columns: Mapping[str, str]) -> dict[str, Any]:
        """What all columns then say."""
        ask = requests.set_columns(location.drive_id, item_id, columns)
        return await self._client.json(ask, service=GraphService.SHAREPOINT)

    async def _settle(
        self, location: LibraryLocation, item: FiledItem, standing: Mapping[str, Any], columns: Mapping[str, str]
    ) -> None:
        """Each PATCH is a version, so there is one, with all columns, and none when they already say so."""
        if not unlike(columns, standing) or not unlike(columns, await self._set(location, item.item_id, columns)):
            return
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
