"""One call on its way through the stand-in, and the answers that handlers give."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from aiohttp import web

from sandbox.graph.access import Need
from sandbox.graph.addresses import Colon, Segment
from sandbox.graph.errors import access_denied, bad_request, item_not_found
from sandbox.graph.odata import Options
from sandbox.graph.placing import nearest
from sandbox.graph.stand_in import StandIn
from sandbox.graph.tenant import Library
from sandbox.graph.tree import Change, Item
from sandbox.tokens import Caller

JSON_TYPE = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
APP_NAME = "SIP Desk"


@dataclass(frozen=True, slots=True)
class Call:
    """`where` are the values of the route's `{…}`; `need` is what the route asks of its caller."""

    stand_in: StandIn
    request: web.Request
    caller: Caller
    where: Mapping[str, Segment]
    options: Options
    need: Need
    body: bytes

    # what is asked about

    def word(self, name: str) -> str:
        value = self.where[name]
        if isinstance(value, Colon):
            raise bad_request(f"Resource not found for the segment '{value.base}:'.", "BadRequest")
        return value

    def site(self) -> None:
        """Raises unless the one site is meant, and the caller may see it."""
        tenant, given = self.stand_in.tenant, self.where["site"]
        if isinstance(given, Colon):
            there = (given.base.lower(), "/" + "/".join(given.path).lower())
            found = there == (tenant.trust.host.lower(), tenant.trust.site_path.lower())
        else:
            found = given.lower() == tenant.site_id.lower()
        if not found and self._sees_granted_sites_only():
            raise access_denied()
        if not found:
            raise item_not_found()
        if not any(self.stand_in.access.reaches(self.caller, library.drive_id) for library in tenant.libraries):
            raise access_denied()

    def _sees_granted_sites_only(self) -> bool:
        return self.caller.kind == "app" and not self.caller.roles & self.need.permissions

    def library(self) -> Library:
        """The library of `{drive}` or of `{site}` and `{list}`."""
        if "list" in self.where:
            self.site()
            found = self.stand_in.tenant.library_of_list(self.word("list"))
        else:
            found = self.stand_in.tenant.library(self.word("drive"))
        if found is None:
            raise item_not_found()
        self.stand_in.access.check_drive(self.caller, found.drive_id)
        return found

    def item(self) -> Item:
        """The item of `{item}`, which the caller may use as the route needs."""
        start, path = self.spot()
        found = self.stand_in.tree.below(start, path)
        if found is None:
            raise item_not_found()
        self.stand_in.access.check_item(self.caller, found, self.need)
        return found

    def spot(self) -> tuple[Item, tuple[str, ...]]:
        """A place where something is or may be put: an item and a path below it."""
        library, given = self.library(), self.where["item"]
        tree = self.stand_in.tree
        if "list" in self.where:
            return tree.by_number(library.drive_id, self.word("item")), ()
        base, path = (given.base, given.path) if isinstance(given, Colon) else (given, ())
        start = tree.root(library.drive_id) if base.lower() == "root" else tree.by_id(library.drive_id, base)
        return start, path

    def writable_spot(self) -> tuple[Item, tuple[str, ...]]:
        start, path = self.spot()
        self.stand_in.access.check_item(self.caller, nearest(self.stand_in.tree, start, path), self.need)
        return start, path

    def visible(self, items: Sequence[Item]) -> list[Item]:
        return [item for item in items if self.stand_in.access.rank(self.caller, item) > 0]

    # what is said with it

    def json(self, known: Sequence[str] | None = None) -> dict[str, Any]:
        """The body, an object. `known`: the only keys it may have (besides annotations)."""
        if self.request.content_type != "application/json":
            raise bad_request("Entity only allows writes with a JSON Content-Type header.", "BadRequest")
        try:
            found: Any = json.loads(self.body)
        except ValueError:
            raise bad_request("Unable to read JSON request payload.", "BadRequest") from None
        if not isinstance(found, dict):
            raise bad_request("The request payload must be a JSON object.", "BadRequest")
        values = cast(dict[str, Any], found)
        for key in values:
            if known is not None and not key.startswith("@") and key not in known:
                raise bad_request(f"The property '{key}' is not supported here.")
        return values

    @property
    def if_match(self) -> str | None:
        return self.request.headers.get("If-Match")

    @property
    def identity(self) -> dict[str, Any]:
        if self.caller.kind == "app":
            return {"application": {"id": self.caller.id, "displayName": APP_NAME}}
        person = self.stand_in.tenant.person(self.caller.id)
        return {"user": {"id": self.caller.id, "displayName": person.name if person else "Unknown"}}

    @property
    def change(self) -> Change:
        return Change(self.identity, self.stand_in.now())

    # what is answered

    @property
    def base(self) -> str:
        return f"{self.request.scheme}://{self.request.host}/v1.0"

    @property
    def url(self) -> str:
        return f"{self.request.scheme}://{self.request.host}{self.request.raw_path.partition('?')[0]}"

    def entity(self, shape: Mapping[str, Any], context: str, status: int = 200) -> web.Response:
        return reply({"@odata.context": f"{self.base}/$metadata#{context}", **shape}, status)

    def collection(self, shapes: Sequence[Mapping[str, Any]], context: str, **links: str | None) -> web.Response:
        """`links` are `nextLink` and `deltaLink`; one that is None is left out."""
        marks = {f"@odata.{name}": link for name, link in links.items() if link}
        return reply({"@odata.context": f"{self.base}/$metadata#{context}", **marks, "value": list(shapes)})


def reply(body: Mapping[str, Any], status: int = 200) -> web.Response:
    content = json.dumps(body, ensure_ascii=False).encode()
    return web.Response(body=content, status=status, headers={"Content-Type": JSON_TYPE})


def nothing() -> web.Response:
    return web.Response(status=204)


def elsewhere(url: str) -> web.Response:
    return web.Response(status=302, headers={"Location": url})
