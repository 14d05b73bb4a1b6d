"""Levers of the set-up: what an administrator gave the service, and how the libraries were made; so that what may be
missing in a real tenant can be missing here."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast, get_args

from aiohttp import web

from sandbox.graph import site_id
from sandbox.graph.access import RANKS
from sandbox.graph.stand_in import StandIn
from sandbox.graph.tenant import UNINDEXED, Kind
from sandbox.graph.tree import Change
from sandbox.keys import ASSIGNED, ROLES, SITE_ROLE, app_token
from sandbox.tokens import Tokens
from sandbox.trust import Trust


class SetUpLevers:
    def __init__(self, trust: Trust, tokens: Tokens, stand_in: StandIn) -> None:
        self._trust = trust
        self._tokens = tokens
        self._stand_in = stand_in

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/control/consent", self.consent),
            web.post("/control/columns", self.columns),
            web.post("/control/people/{person}", self.people),
            web.post("/control/files", self.files),
        ]

    async def consent(self, request: web.Request) -> web.Response:
        """`{"roles": […], "site_role": "write", "assigned": […]}`: what was consented to, the role on the site ("" is
        none), and what Exchange assigned; what is not said is as it should be. Gives a token of the service that
        carries this, beside those that it has; a `tenant_id` makes it one of another tenant."""
        try:
            given = await _body(request, {"roles", "site_role", "assigned", "tenant_id"})
            roles, assigned = _words(given.get("roles", ROLES)), _words(given.get("assigned", ASSIGNED))
            site_role = given.get("site_role", SITE_ROLE)
            if site_role not in ("", *RANKS):
                raise ValueError(f"site_role must be one of {', '.join(RANKS)}, or empty.")
        except ValueError as why:
            return _wrong(str(why))
        token = app_token(self._trust, self._trust.app_id, roles, str(given.get("tenant_id", "")))
        sites = {site_id(self._trust): str(site_role)} if site_role else {}
        self._tokens.issue_app(token, self._trust.app_id, roles, sites, assigned)
        return web.json_response({"token": token}, status=HTTPStatus.CREATED)

    async def columns(self, request: web.Request) -> web.Response:
        """`{"library": "SIP Reports", "columns": {"ApprovedAt": null, "RetainUntil": "text"}}`: the first is not there,
        the second of that kind, until the next start; without any, the library is as it was made."""
        try:
            given = await _body(request, {"library", "columns"})
            changes = cast(Mapping[str, Any], given.get("columns") or {})
            if not set(changes.values()) <= {None, UNINDEXED, *get_args(Kind)}:
                raise ValueError(f"A column is null, {UNINDEXED}, or one of {', '.join(get_args(Kind))}.")
            self._stand_in.tenant.alter(str(given.get("library")), changes)
        except KeyError:
            return _wrong("There is no such library, or it has no such column.", HTTPStatus.NOT_FOUND)
        except (ValueError, TypeError, AttributeError) as why:
            return _wrong(str(why))
        return web.json_response(given)

    async def people(self, request: web.Request) -> web.Response:
        """`{"gone": true}`: the account was deleted. `{"mail": false}`: the directory knows no address of theirs.
        `{"resolved": false}`: SharePoint cannot find them. What is not said is as it should be."""
        person = self._trust.person(request.match_info["person"])
        if person is None:
            return _wrong("The trust has no such person.", HTTPStatus.NOT_FOUND)
        try:
            given = await _body(request, {"gone", "mail", "resolved"})
        except ValueError as why:
            return _wrong(str(why))
        tenant = self._stand_in.tenant
        odd = {"gone": tenant.gone, "mail": tenant.without_mail, "resolved": tenant.unresolved}
        for key, usual in {"gone": False, "mail": True, "resolved": True}.items():
            odd[key].discard(person.id)
            if given.get(key, usual) is not usual:
                odd[key].add(person.id)
        return web.json_response(given)

    async def files(self, request: web.Request) -> web.Response:
        """`{"library": "SIP Reports", "path": "2026-27/…/a.docx", "person": "<id>", "text": "…"}`: somebody puts a file
        of their own into a library, as whoever may write there can."""
        try:
            given = await _body(request, {"library", "path", "person", "text"})
            person = self._trust.person(str(given["person"]))
            library = self._stand_in.tenant.library_of_list(str(given["library"]))
            *folders, name = str(given["path"]).split("/")
        except (ValueError, KeyError) as why:
            return _wrong(str(why))
        if person is None or library is None:
            return _wrong("There is no such person, or no such library.", HTTPStatus.NOT_FOUND)
        stand_in = self._stand_in
        by = Change({"user": {"id": person.id, "displayName": person.name, "email": person.mail}}, stand_in.now())
        with stand_in.database.writing():
            folder = stand_in.tree.folder(stand_in.tree.root(library.drive_id), folders, by)
            stand_in.tree.add_file(folder, name, str(given.get("text", "")).encode(), by)
        return web.json_response(given, status=HTTPStatus.CREATED)


def _words(given: Any) -> tuple[str, ...]:
    words = tuple(cast("list[Any]", given)) if isinstance(given, (list, tuple)) else ()
    if not isinstance(given, (list, tuple)) or not all(isinstance(word, str) for word in words):
        raise ValueError("roles and assigned are lists of names.")
    return words


async def _body(request: web.Request, known: set[str]) -> dict[str, Any]:
    found: Any = json.loads(await request.read() or b"{}")
    if not isinstance(found, dict) or not set(cast("dict[str, Any]", found)) <= known:
        raise ValueError(f"The body is a JSON object of {', '.join(sorted(known))}.")
    return cast("dict[str, Any]", found)


def _wrong(why: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> web.Response:
    return web.json_response({"error": why}, status=status)
