"""Where the libraries are on the site, and the folders in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlparse

from graph import requests
from graph.client import GraphClient
from graph.limits import GraphService
from handbook.core.external_errors import Conflict, NotFound, Rejected
from handbook.reports.library import Library


@dataclass(frozen=True, slots=True)
class LibraryLocation:
    """A library by its ids, and the path of its root on the server."""

    site_id: str
    drive_id: str
    list_id: str
    root: str


class LibraryLocations:
    """Looks each library up once. Raises Rejected where the site or the library cannot be found: a fault of set-up."""

    def __init__(self, client: GraphClient, site: str, names: Mapping[Library, str]) -> None:
        self._client = client
        self._site = site
        self._names = names
        self._known: dict[Library, LibraryLocation] = {}

    async def of(self, library: Library) -> LibraryLocation:
        if library not in self._known:
            try:
                self._known[library] = await self._look_up(self._names[library])
            except NotFound as gone:
                raise Rejected(f"the site is not there, or we may not see it: {gone}") from None
        return self._known[library]

    def forget(self, library: Library) -> None:
        """It was not there: the next to ask looks it up anew."""
        self._known.pop(library, None)

    async def _look_up(self, name: str) -> LibraryLocation:
        site = await self._client.json(requests.site(self._site), service=GraphService.SHAREPOINT)
        site_id = str(site["id"])
        drives = self._client.pages(requests.drives(site_id), service=GraphService.SHAREPOINT)
        named = [drive async for drive in drives if str(drive["name"]).casefold() == name.casefold()]
        if not named:
            raise Rejected(f"the site has no library “{name}”, or we may not see it")
        drive_id, web_url = str(named[0]["id"]), str(named[0]["webUrl"])
        behind = await self._client.json(requests.list_of(drive_id), service=GraphService.SHAREPOINT)
        return LibraryLocation(site_id, drive_id, str(behind["id"]), unquote(urlparse(web_url).path))


async def find(client: GraphClient, location: LibraryLocation, path: Sequence[str]) -> dict[str, Any] | None:
    """The file or folder at this path, if any."""
    try:
        return await _item(client, location, requests.at("/".join(path)))
    except NotFound:
        return None


async def folder_id(client: GraphClient, location: LibraryLocation, path: Sequence[str]) -> str:
    """The id of a folder, made level by level where it is missing."""
    if not path:
        return "root"
    found = await find(client, location, path)
    if found is not None:
        return str(found["id"])
    parent = "root"
    for name in path:
        parent = await _subfolder(client, location, parent, name)
    return parent


async def _subfolder(client: GraphClient, location: LibraryLocation, parent: str, name: str) -> str:
    try:
        made = await client.json(requests.make_folder(location.drive_id, parent, name), service=GraphService.SHAREPOINT)
    except Conflict:
        made = await _item(client, location, requests.inside(parent, name))
    return str(made["id"])


async def _item(client: GraphClient, location: LibraryLocation, address: str) -> dict[str, Any]:
    return await client.json(requests.item(location.drive_id, address), service=GraphService.SHAREPOINT)
