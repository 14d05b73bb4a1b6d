"""Folders and files of the two libraries: where they stand, what they hold, their versions and columns. Every method
works inside the caller's transaction."""

import base64
import json
import sqlite3
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.graph import names
from sandbox.graph.database import Blobs, Database
from sandbox.graph.errors import bad_request, item_not_found, name_taken
from sandbox.graph.ingest import ingested
from sandbox.graph.tenant import Library, Tenant


@dataclass(frozen=True, slots=True)
class Item:
    """`created_by` and `modified_by` are identity sets as Graph writes them. A folder has no blob."""

    id: str
    drive: str
    parent: str | None
    name: str
    folder: bool
    number: int
    guid: str
    created_at: str
    created_by: dict[str, Any]
    modified_at: str
    modified_by: dict[str, Any]
    etag: int
    ctag: int
    version: int
    blob: str | None
    size: int
    fields: dict[str, Any]
    inherits: bool
    changed: int
    deleted: bool

    @property
    def e_tag(self) -> str:
        return f'"{{{self.guid.upper()}}},{self.etag}"'

    @property
    def c_tag(self) -> str:
        return f'"c:{{{self.guid.upper()}}},{self.ctag}"'

    @property
    def list_e_tag(self) -> str:
        return f'"{self.guid},{self.etag}"'


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes something, and when."""

    by: dict[str, Any]
    at: datetime

    @property
    def stamp(self) -> dict[str, str]:
        return {"modified_at": instant(self.at), "modified_by": json.dumps(self.by)}


def instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def item_of(row: sqlite3.Row) -> Item:
    values: dict[str, Any] = {key: row[key] for key in row.keys()}  # noqa: SIM118 - iterating a Row gives values
    for key in ("created_by", "modified_by", "fields"):
        values[key] = json.loads(values[key])
    for key in ("folder", "inherits", "deleted"):
        values[key] = bool(values[key])
    return Item(**values)


class Tree:
    def __init__(self, database: Database, blobs: Blobs, tenant: Tenant) -> None:
        self._db = database
        self._blobs = blobs
        self._tenant = tenant

    # where things stand

    def root(self, drive: str) -> Item:
        return item_of(self._sure("SELECT * FROM item WHERE drive = :drive AND parent IS NULL", drive=drive))

    def by_id(self, drive: str, item_id: str) -> Item:
        return item_of(
            self._sure("SELECT * FROM item WHERE id = :id AND drive = :drive AND deleted = 0", id=item_id, drive=drive)
        )

    def by_number(self, drive: str, number: str) -> Item:
        sql = "SELECT * FROM item WHERE drive = :drive AND number = :number AND deleted = 0 AND parent IS NOT NULL"
        return item_of(self._sure(sql, drive=drive, number=int(number) if number.isdecimal() else -1))

    def child(self, parent: Item, name: str) -> Item | None:
        sql = "SELECT * FROM item WHERE parent = :parent AND name = :name COLLATE NOCASE AND deleted = 0"
        row = self._db.row(sql, parent=parent.id, name=name)
        return item_of(row) if row else None

    def below(self, start: Item, path: Sequence[str]) -> Item | None:
        found: Item | None = start
        for name in path:
            found = self.child(found, name) if found else None
        return found

    def children(self, parent: Item) -> list[Item]:
        sql = "SELECT * FROM item WHERE parent = :id AND deleted = 0 ORDER BY name COLLATE NOCASE"
        return [item_of(row) for row in self._db.rows(sql, id=parent.id)]

    def all_of(self, drive: str) -> list[Item]:
        sql = "SELECT * FROM item WHERE drive = :drive AND deleted = 0 AND parent IS NOT NULL ORDER BY number"
        return [item_of(row) for row in self._db.rows(sql, drive=drive)]

    def lineage(self, item: Item) -> list[Item]:
        """The item, its folder, and so on up to the root."""
        line = [item]
        while line[-1].parent is not None:
            line.append(item_of(self._sure("SELECT * FROM item WHERE id = :id", id=line[-1].parent)))
        return line

    def path(self, item: Item) -> str:
        """Below the root, without a slash in front; empty for the root."""
        return "/".join(one.name for one in reversed(self.lineage(item)[:-1]))

    def changed_since(self, drive: str, since: int) -> list[Item]:
        sql = "SELECT * FROM item WHERE drive = :drive AND changed > :since ORDER BY changed"
        return [item_of(row) for row in self._db.rows(sql, drive=drive, since=since)]

    # changing it

    def add_root(self, library: Library, change: Change) -> None:
        if self._db.row("SELECT 1 FROM item WHERE drive = :drive AND parent IS NULL", drive=library.drive_id) is None:
            self._add(library.drive_id, None, "root", change)

    def add_folder(self, parent: Item, name: str, change: Change) -> Item:
        return self._add(parent.drive, parent, name, change)

    def folder(self, start: Item, path: Sequence[str], change: Change) -> Item:
        """The folder at a path, made where it is missing."""
        for name in path:
            found = self.child(start, name)
            if found is not None and not found.folder:
                raise name_taken()
            start = found or self.add_folder(start, name, change)
        return start

    def add_file(self, parent: Item, name: str, data: bytes, change: Change) -> Item:
        return self._add(parent.drive, parent, name, change, data)

    def replace(self, item: Item, data: bytes, change: Change) -> Item:
        return self._new_version(item, data, item.fields, change, ctag=item.ctag + 1)

    def set_fields(self, item: Item, fields: Mapping[str, Any], change: Change) -> Item:
        """New column values; of a file they make a new version, and SharePoint writes them into Word files."""
        kept = {key: value for key, value in {**item.fields, **fields}.items() if value is not None}
        if item.blob is None:
            return self._update(item, fields=json.dumps(kept), etag=item.etag + 1, **change.stamp)
        return self._new_version(item, self._blobs.read(item.blob), kept, change, ctag=item.ctag)

    def promote(self, item: Item) -> None:
        """What SharePoint does to a Word file shortly after it answered: the eTag moves on."""
        self._update(item, etag=item.etag + 1)

    def rename(self, item: Item, parent: Item, name: str, change: Change) -> Item:
        names.check_name(name)
        if item.id in {one.id for one in self.lineage(parent)}:
            raise bad_request("A folder cannot be moved into itself.")
        there = self.child(parent, name)
        if there is not None and there.id != item.id:
            raise name_taken()
        return self._update(item, parent=parent.id, name=name, etag=item.etag + 1, **change.stamp)

    def remove(self, item: Item) -> None:
        for child in self.children(item):
            self.remove(child)
        self._update(item, deleted=1)

    def stop_inheriting(self, item: Item) -> None:
        self._update(item, inherits=0)

    def _add(self, drive: str, parent: Item | None, name: str, change: Change, data: bytes | None = None) -> Item:
        if parent is not None:
            names.check_name(name)
            names.check_path(f"{self.path(parent)}/{name}")
        unique = uuid.uuid4()
        item_id = "01" + base64.b32encode(unique.bytes + drive.encode()[-4:]).decode()
        stamp = change.stamp
        self._db.insert(
            "item",
            id=item_id, drive=drive, parent=parent.id if parent else None, name=name, folder=data is None,
            number=self._db.count(f"number {drive}") if parent else 0, guid=str(unique),
            created_at=stamp["modified_at"], created_by=stamp["modified_by"], **stamp,
            etag=0, ctag=0, version=0, blob=None, size=0, fields="{}", changed=self._db.count("change"),
        )  # fmt: skip
        item = self.by_id(drive, item_id)
        if data is None:
            return self._update(item, etag=1)
        return self._new_version(item, data, {}, change, ctag=1)

    def _new_version(self, item: Item, data: bytes, fields: dict[str, Any], change: Change, ctag: int) -> Item:
        stored = ingested(item.name, data, fields)
        said: dict[str, Any] = {"blob": self._blobs.keep(stored), "size": len(stored), "fields": json.dumps(fields)}
        said |= change.stamp
        version = item.version + 1
        self._db.insert("version", item=item.id, number=version, **said)
        return self._update(item, version=version, etag=item.etag + 1, ctag=ctag, **said)

    def _update(self, item: Item, **values: Any) -> Item:
        """Writes, and notes for `delta` that the item and every folder above it changed."""
        values["changed"] = self._db.count("change")
        sets = ", ".join(f"{name} = :{name}" for name in values)
        self._db.run(f"UPDATE item SET {sets} WHERE id = :id", id=item.id, **values)  # noqa: S608 - our own names
        updated = item_of(self._sure("SELECT * FROM item WHERE id = :id", id=item.id))
        for folder in self.lineage(updated)[1:]:
            self._db.run("UPDATE item SET changed = :n WHERE id = :id", n=self._db.count("change"), id=folder.id)
        return updated

    def _sure(self, sql: str, **values: Any) -> sqlite3.Row:
        row = self._db.row(sql, **values)
        if row is None:
            raise item_not_found()
        return row
