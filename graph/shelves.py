"""Where the libraries are on the site, and the folders in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlparse

from graph import requests
from graph.client import GraphClient
from graph.limits import Service
from handbook.core.external_errors import Conflict, Gone, Rejected
from handbook.reports.library import Library


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library by its ids, and the path of its root on the server."""

    site_id: str
    drive_id: str
    list_id: str
    root: str


class Shelves:
    """Looks each library up once. Raises Rejected where the site or the library cannot be found: a fault of set-up."""

    def __init__(self, client: GraphClient, site: str, names: Mapping[Library, str]) -> None:
        self._client = client
        self._site = site
        self._names = names
        self._known: dict[Library, Shelf] = {}

    async def of(self, library: Library) -> Shelf:
        if library not in self._known:
            try:
                self._known[library] = await self._look_up(self._names[library])
            except Gone as gone:
                raise Rejected(f"the site is not there, or we may not see it: {gone}") from None
        return self._known[library]

    async def _look_up(self, name: str) -> Shelf:
        site = await self._client.json(requests.site(self._site), service=Service.SHAREPOINT)
        site_id = str(site["id"])
        drives = self._client.pages(requests.drives(site_id), service=Service.SHAREPOINT)
        named = [drive async for drive in drives if str(drive["name"]).casefold() == name.casefold()]
        if not named:
            raise Rejected(f"the site has no library “{name}”, or we may not see it")
        drive_id, web_url = str(named[0]["id"]), str(named[0]["webUrl"])
        behind = await self._client.json(requests.list_of(drive_id), service=Service.SHAREPOINT)
        return Shelf(site_id, drive_id, str(behind["id"]), unquote(urlparse(web_url).path))


async def find(client: GraphClient, shelf: Shelf, path: Sequence[str]) -> dict[str, Any] | None:
    """The file or folder at this path, if any."""
    try:
        return await _item(client, shelf, requests.at("/".join(path)))
    except Gone:
        return None


async def folder_id(client: GraphClient, shelf: Shelf, path: Sequence[str]) -> str:
    """The id of a folder, made level by level where it is missing. (An upload by path seems to make folders by itself,
    but nothing documents that, and its answer would not say which folder.)"""
    if not path:
        return "root"
    found = await find(client, shelf, path)
    if found is not None:
        return str(found["id"])
    parent = "root"
    for name in path:
        parent = await _subfolder(client, shelf, parent, name)
    return parent


async def _subfolder(client: GraphClient, shelf: Shelf, parent: str, name: str) -> str:
    try:
        made = await client.json(requests.make_folder(shelf.drive_id, parent, name), service=Service.SHAREPOINT)
    except Conflict:
        made = await _item(client, shelf, requests.inside(parent, name))
    return str(made["id"])


async def _item(client: GraphClient, shelf: Shelf, address: str) -> dict[str, Any]:
    return await client.json(requests.item(shelf.drive_id, address), service=Service.SHAREPOINT)
