"""A stand-in for Graph on the wire, small and obedient, that can be told to misbehave. Downloads and upload sessions
live on a second origin and refuse a token, as the real ones do."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import unquote

from aiohttp import web

TOKEN = "token-of-the-tests"
SITE = "trust.example,1,2"
PDF = b"%PDF-1.7 a rendering"


@dataclass
class Seen:
    """One request as it came over the wire. `path` is decoded, with its query."""

    method: str
    path: str
    headers: dict[str, str]
    origin: str


@dataclass
class Fault:
    """What the next request that matches gets instead; `after` the work was done where that is set."""

    method: str
    part: str
    answer: Callable[[], web.StreamResponse]
    after: bool = False
    times: int = 1


def error(status: int, code: str = "generalException", **headers: str) -> Callable[[], web.StreamResponse]:
    body = {"error": {"code": code, "message": "Head Teacher’s Secret Report.docx is in trouble"}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda: web.json_response(body, status=status, headers={"request-id": "r-1", **named})


@dataclass
class Item:
    id: str
    name: str
    data: bytes | None  # None: a folder
    columns: dict[str, Any] = field(default_factory=dict)
    versions: int = 1
    permissions: list[dict[str, Any]] = field(default_factory=list)
    by: dict[str, Any] = field(default_factory=lambda: {"application": {"id": "a1", "displayName": "SIP Desk"}})


class FakeGraph:
    """`base` is Graph; `elsewhere` the other origin. `items` maps a path in the drive to what lies there."""

    def __init__(self) -> None:
        self.base = ""
        self.elsewhere = ""
        self.seen: list[Seen] = []
        self.faults: list[Fault] = []
        self.items: dict[str, Item] = {}
        self.users: dict[str, dict[str, Any]] = {}
        self.sessions: dict[str, dict[str, Any]] = {}
        self.refused: dict[str, str] = {}  # e-mail -> error code of its invitation
        self.keeps_columns = True
        self.tells_list_ids = True
        self.makes_folders = True  # on the way to a file
        self.takes_all_or_nobody = False  # one invitation that is refused refuses all

    def will(self, method: str, part: str, answer: Callable[[], web.StreamResponse], **how: Any) -> None:
        self.faults.append(Fault(method, part, answer, **how))

    def count(self, method: str, part: str = "") -> int:
        return sum(1 for seen in self.seen if seen.method == method and part in seen.path)

    async def start(self) -> list[web.AppRunner]:
        runners = []
        for origin in ("base", "elsewhere"):
            app = web.Application(client_max_size=64 * 1024 * 1024)
            app.router.add_route("*", "/{rest:.*}", partial(self._serve, origin))
            runner = web.AppRunner(app)
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            port = runner.addresses[0][1]
            setattr(self, origin, f"http://127.0.0.1:{port}" + ("/v1.0" if origin == "base" else ""))
            runners.append(runner)
        return runners

    async def _serve(self, origin: str, request: web.Request) -> web.StreamResponse:
        await request.read()
        path = unquote(request.raw_path).removeprefix("/v1.0")
        self.seen.append(Seen(request.method, path, dict(request.headers), origin))
        fault = next((f for f in self.faults if f.method == request.method and f.part in path), None)
        if fault:
            fault.times -= 1
            if not fault.times:
                self.faults.remove(fault)
            if fault.after:
                await self._answer(request, path, origin)
            return fault.answer()
        return await self._answer(request, path, origin)

    async def _answer(self, request: web.Request, path: str, origin: str) -> web.StreamResponse:
        if origin == "elsewhere":
            return await self._other_origin(request, path)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return error(401, "InvalidAuthenticationToken")()
        body = await request.read()
        path, _, query = path.partition("?")
        kind = path.split("/")[1]
        return getattr(self, f"_{kind}")(request.method, path, query, body)

    async def _other_origin(self, request: web.Request, path: str) -> web.StreamResponse:
        if "Authorization" in request.headers:
            return error(401, "unauthenticated")()
        if path.startswith("/pdf"):
            return web.Response(body=PDF, content_type="application/pdf")
        session = self.sessions.get(path)
        if session is None:
            return error(404, "itemNotFound")()
        if request.method == "PUT":
            start = int(request.headers["Content-Range"].removeprefix("bytes ").partition("-")[0])
            if start != len(session["data"]):
                return error(416, "invalidRange")()
            session["data"] += await request.read()
            if len(session["data"]) == int(request.headers["Content-Range"].rpartition("/")[2]):
                del self.sessions[path]
                return self._store(session["path"], session["data"])
        status = 202 if request.method == "PUT" else 200
        return web.json_response({"nextExpectedRanges": [f"{len(session['data'])}-"]}, status=status)

    def _users(self, method: str, path: str, query: str, body: bytes) -> web.StreamResponse:
        user = self.users.get(path.split("/")[2])
        return web.json_response(user) if user else error(404, "Request_ResourceNotFound")()

    def _sites(self, method: str, path: str, query: str, body: bytes) -> web.StreamResponse:
        if path == f"/sites/{SITE}/drives":
            if "second" not in query:
                link = f"{self.base}/sites/{SITE}/drives?$skiptoken=second"
                return web.json_response({"value": [_drive("b!1", "Documents")], "@odata.nextLink": link})
            return web.json_response({"value": [_drive("b!2", "SIP Reports"), _drive("b!3", "SIP Drafts")]})
        if "/lists/" in path:
            item = self._by_id(path.split("/items/")[1])
            return web.json_response({"id": item.id, "fields": {"@odata.etag": "x", **item.columns}})
        if path in ("/sites/trust.example:/sites/SIP", f"/sites/{SITE}"):
            return web.json_response({"id": SITE, "webUrl": "https://trust.example/sites/SIP"})
        return error(404, "itemNotFound")()

    def _drives(self, method: str, path: str, query: str, body: bytes) -> web.StreamResponse:
        if path.endswith("/list"):
            return web.json_response({"id": "list-1"})
        address, action = _split(path.split("/items/", 1)[1])
        place = self._path(address)
        if action == "content" and method == "PUT":
            taken = place in self.items and "conflictBehavior=fail" in query
            if not self._folders_to(place):
                return error(404, "itemNotFound")()
            return error(409, "nameAlreadyExists")() if taken else self._store(place, body)
        if action == "createUploadSession":
            url = f"/upload/{len(self.sessions) + 1}"
            self.sessions[url] = {"path": place, "data": b""}
            return web.json_response({"uploadUrl": self.elsewhere + url, "nextExpectedRanges": ["0-"]})
        if action == "children":
            return self._make_folder(place, json.loads(body)["name"])
        return self._about(self.items.get(place), action, body)

    def _about(self, item: Item | None, action: str, body: bytes) -> web.StreamResponse:
        if item is None:
            return error(404, "itemNotFound")()
        if action == "content":
            return web.Response(status=302, headers={"Location": f"{self.elsewhere}/pdf/{item.id}"})
        if action == "listItem/fields":
            return self._set_columns(item, json.loads(body))
        if action == "versions":
            versions = [
                {"id": f"{n}.0", "size": 1, "lastModifiedDateTime": "2026-11-01T09:00:00Z"}
                for n in range(item.versions, 0, -1)
            ]
            return web.json_response({"value": versions})
        return self._shares(item, action, body) or web.json_response(self._shown(item))

    def _set_columns(self, item: Item, columns: dict[str, Any]) -> web.StreamResponse:
        item.versions += 1
        if self.keeps_columns:
            item.columns.update(columns)
        number = {"id": item.id} if self.tells_list_ids else {}
        return web.json_response({"@odata.etag": "x", **number, **item.columns})

    def _shares(self, item: Item, action: str, body: bytes) -> web.StreamResponse | None:
        if action == "invite":
            return self._invite(item, json.loads(body))
        if action == "permissions":
            return web.json_response({"value": item.permissions})
        if action.startswith("permissions/"):
            item.permissions = [p for p in item.permissions if p["id"] != action.partition("/")[2]]
            return web.Response(status=204)
        return None

    def _invite(self, item: Item, body: dict[str, Any]) -> web.StreamResponse:
        if self.takes_all_or_nobody and any(one["email"] in self.refused for one in body["recipients"]):
            return error(400, "sharingFailed")()
        entries: list[dict[str, Any]] = []
        for recipient in body["recipients"]:
            email = recipient["email"]
            if email in self.refused:
                entries.append({"error": {"code": self.refused[email], "message": f"{email} cannot be invited"}})
            else:
                entries.append(grant(f"p{len(item.permissions) + 1}", email, role=body["roles"][0]))
                item.permissions.append(entries[-1])
        return web.json_response({"value": entries})

    def _make_folder(self, parent: str, name: str) -> web.StreamResponse:
        path = f"{parent}/{name}" if parent else name
        if path in self.items:
            return error(409, "nameAlreadyExists")()
        self.items[path] = Item(f"i{len(self.items) + 1}", name, None)
        return web.json_response(self._shown(self.items[path]), status=201)

    def _folders_to(self, path: str) -> bool:
        """Whether they are there now."""
        parts = path.split("/")[:-1]
        missing = [end for end in range(1, len(parts) + 1) if "/".join(parts[:end]) not in self.items]
        for end in missing if self.makes_folders else ():
            self._make_folder("/".join(parts[: end - 1]), parts[end - 1])
        return self.makes_folders or not missing

    def _store(self, path: str, data: bytes) -> web.StreamResponse:
        standing = self.items.get(path)
        if standing:
            standing.data, standing.versions = data, standing.versions + 1
        else:
            self.items[path] = Item(f"i{len(self.items) + 1}", path.rpartition("/")[2], data)
        return web.json_response(self._shown(self.items[path]), status=200 if standing else 201)

    def _shown(self, item: Item) -> dict[str, Any]:
        facet = {"folder": {"childCount": 0}} if item.data is None else {"file": {}}
        size = len(item.data or b"")
        ids = {"listId": "list-1", "listItemId": item.id}
        return {
            "id": item.id,
            "name": item.name,
            "size": size,
            "webUrl": "u",
            "sharepointIds": ids,
            **_by(item),
            **facet,
        }

    def _path(self, address: str) -> str:
        start, _, rest = address.partition(":/")
        folder = "" if start == "root" else next(p for p, item in self.items.items() if item.id == start)
        return "/".join(part for part in (folder, rest.removesuffix(":")) if part)

    def _by_id(self, item_id: str) -> Item:
        return next(item for item in self.items.values() if item.id == item_id)


def _by(item: Item) -> dict[str, Any]:
    return {"createdBy": item.by, "lastModifiedBy": item.by}


def grant(id: str, email: str, role: str = "read", **more: Any) -> dict[str, Any]:
    who = {"user": {"displayName": "Somebody", "email": email}}
    return {"id": id, "roles": [role], "grantedToV2": who, **more}


def _drive(id: str, name: str) -> dict[str, Any]:
    return {"id": id, "name": name, "webUrl": f"https://trust.example/sites/SIP/{name.replace(' ', '%20')}"}


def _split(rest: str) -> tuple[str, str]:
    """An item's address and what is asked of it."""
    if ":/" in rest:
        address, _, action = rest.rpartition(":")
        return address, action.removeprefix("/")
    address, _, action = rest.partition("/")
    return address, action
