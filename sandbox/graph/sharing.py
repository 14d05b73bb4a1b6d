"""Who an item is shared with: named people, site groups and links, its own and those it inherits."""

import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sandbox.graph.database import Database
from sandbox.graph.errors import bad_request, item_not_found
from sandbox.graph.tenant import Library, Tenant
from sandbox.graph.tree import Item, Tree, instant

OWNERS = "SIP Service Owners"


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission. `on` is the item that it was given on; it is inherited where that is another than the one asked
    about, or the library itself. Exactly one of person, site group and link type is set."""

    id: str
    on: Item
    inherited: bool
    person: str | None
    site_group: str | None
    link_type: str | None
    link_scope: str | None
    role: str
    expires_at: str | None


class Sharing:
    def __init__(self, database: Database, tree: Tree, tenant: Tenant) -> None:
        self._db = database
        self._tree = tree
        self._tenant = tenant

    def set_up(self, library: Library) -> None:
        """The library's own permissions: its owners' group, and the people whose role may read all of it."""
        root = self._tree.root(library.drive_id)
        if not self._own(root):
            self._insert(root, "owner", site_group=OWNERS)
        readers = {one.id for one in self._tenant.trust.people if one.role in library.reader_roles}
        for person in readers - {row["person"] for row in self._own(root)}:
            self._insert(root, "read", person=person)

    def grants(self, item: Item) -> list[Grant]:
        found: list[Grant] = []
        for on in self._tree.lineage(item):
            inherited = on.id != item.id or on.parent is None
            found += [_grant(row, on, inherited) for row in self._own(on)]
            if not on.inherits:
                break
        return found

    def grant(self, item: Item, grant_id: str) -> Grant:
        for grant in self.grants(item):
            if grant.id == grant_id:
                return grant
        raise item_not_found()

    def rank_of(self, person: str, item: Item, ranks: Mapping[str, int]) -> int:
        return max((ranks[grant.role] for grant in self.grants(item) if grant.person == person), default=0)

    def any_for(self, person: str, drive: str) -> bool:
        sql = (
            "SELECT 1 FROM permission JOIN item ON item.id = permission.item WHERE drive = :drive AND person = :person"
        )
        return self._db.row(f"{sql} AND deleted = 0", drive=drive, person=person) is not None

    def invite(self, item: Item, person: str, role: str, expires_at: datetime | None) -> Grant:
        """One permission per person and item: inviting again keeps it, and sets its role."""
        for row in self._own(item):
            if row["person"] == person:
                return self.change(_grant(row, item, False), role)
        until = instant(expires_at) if expires_at else None
        return self.grant(item, self._insert(item, role, person=person, expires_at=until))

    def link(self, item: Item, link_type: str, scope: str) -> tuple[Grant, bool]:
        """The link of this kind, and whether it is new."""
        for row in self._own(item):
            if (row["link_type"], row["link_scope"]) == (link_type, scope):
                return _grant(row, item, False), False
        role = "read" if link_type == "view" else "write"
        return self.grant(item, self._insert(item, role, link_type=link_type, link_scope=scope)), True

    def change(self, grant: Grant, role: str) -> Grant:
        _check_own(grant)
        self._db.run("UPDATE permission SET role = :role WHERE id = :id", role=role, id=grant.id)
        return self.grant(grant.on, grant.id)

    def remove(self, grant: Grant) -> None:
        _check_own(grant)
        self._db.run("DELETE FROM permission WHERE id = :id", id=grant.id)

    def _own(self, item: Item) -> list[sqlite3.Row]:
        return self._db.rows("SELECT * FROM permission WHERE item = :item ORDER BY rowid", item=item.id)

    def _insert(self, item: Item, role: str, **values: str | None) -> str:
        grant_id = uuid.uuid4().hex
        self._db.insert("permission", id=grant_id, item=item.id, role=role, **values)
        return grant_id


def _grant(row: sqlite3.Row, on: Item, inherited: bool) -> Grant:
    link = row["link_type"], row["link_scope"]
    return Grant(row["id"], on, inherited, row["person"], row["site_group"], *link, row["role"], row["expires_at"])


def _check_own(grant: Grant) -> None:
    if grant.inherited:
        raise bad_request("Only sharing permissions that are not inherited can be changed or deleted.")
