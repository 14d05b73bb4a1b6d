"""The document libraries as they stand, for somebody to look at: everything at once, and without a call of Graph."""

from typing import Any

from aiohttp import web

from sandbox.graph import mime_types
from sandbox.graph.sharing import Grant
from sandbox.graph.stand_in import StandIn
from sandbox.graph.tenant import Library
from sandbox.graph.tree import Item


class Shelves:
    """Not logged, not hit by faults, and open to everybody on this machine."""

    def __init__(self, stand_in: StandIn) -> None:
        self._stand_in = stand_in

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/libraries", self.all), web.get("/libraries/{drive}/{item}/{number}", self.version)]

    async def all(self, _: web.Request) -> web.Response:
        """Every library with its folders and files, each before what it holds."""
        return web.json_response([self._library(library) for library in self._stand_in.tenant.libraries])

    def _library(self, library: Library) -> dict[str, Any]:
        root = self._stand_in.tree.root(library.drive_id)
        access = self._access(root)
        return {"name": library.title, "access": access, "items": self._below(root, 0)}

    def _below(self, folder: Item, depth: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for item in self._stand_in.tree.children(folder):
            found.append(self._shown(item, depth))
            found += self._below(item, depth + 1) if item.folder else []
        return found

    def _shown(self, item: Item, depth: int) -> dict[str, Any]:
        shown: dict[str, Any] = {"id": item.id, "name": item.name, "folder": item.folder, "depth": depth}
        shown |= {"access": self._access(item), "modified_at": item.modified_at}
        if item.folder:
            return shown
        shown |= {"size": item.size, "version": item.version, "columns": item.fields, "modified_by": _who(item)}
        shown["url"] = self._stand_in.shapes.web_url(item)
        shown["versions"] = [
            {"number": row["number"], "at": row["modified_at"], "size": row["size"]}
            | {"url": f"/libraries/{item.drive}/{item.id}/{row['number']}"}
            for row in self._versions(item)
        ]
        return shown

    def _versions(self, item: Item) -> list[Any]:
        rows = "SELECT * FROM version WHERE item = :item ORDER BY number DESC"
        return self._stand_in.database.rows(rows, item=item.id)

    def _access(self, item: Item) -> list[str]:
        return [self._grant(grant) for grant in self._stand_in.sharing.grants(item)]

    def _grant(self, grant: Grant) -> str:
        person = self._stand_in.tenant.person(grant.person or "")
        who = grant.site_group or (f"Anyone with the {grant.link_scope} link" if grant.link_type else None)
        return f"{who or (person.name if person else 'Somebody who has left')} ({grant.role})"

    async def version(self, request: web.Request) -> web.StreamResponse:
        """An earlier version's bytes."""
        stand_in, where = self._stand_in, request.match_info
        item = stand_in.tree.by_id(where["drive"], where["item"])
        row = next((row for row in self._versions(item) if str(row["number"]) == where["number"]), None)
        if row is None:
            raise web.HTTPNotFound
        name = f"v{row['number']} {item.name}".encode("ascii", "replace").decode().replace('"', "'")
        headers = {"Content-Type": mime_types.of(item.name), "Content-Disposition": f'attachment; filename="{name}"'}
        return web.FileResponse(stand_in.blobs.path(row["blob"]), headers=headers)


def _who(item: Item) -> str:
    """The application or the person that changed it last, as Graph's identity set names them."""
    named: dict[str, str] = item.modified_by.get("application") or item.modified_by.get("user") or {}
    return named.get("displayName", "")
