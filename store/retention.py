"""The retention run: what is due by the rules, and forgetting it. What a run did not come to is due at the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

import sqlalchemy as sa

from handbook.reports.library import FiledItem
from store import tombstones
from store.audit import AuditEntry, Chain
from store.corrections import corrections
from store.filed_items import items_in
from store.retention_rules import RULES, Clock, Rule, details_before, is_files, records_of
from store.tables import FORGETTABLE, METADATA, audit, cards_sent, files, given_up, report_versions, visit_occasions
from store.tombstones import Tombstone

IN_SHAREPOINT: Final = "file in SharePoint"
_AT_ONCE: Final = 500
DETAILS: Final = ("detail of the audit", "SIPDESK_KEEP_AUDIT_DETAILS_YEARS")
CHILDREN: Final = {
    "reports": report_versions.c.report_id,
    "visits": visit_occasions.c.visit_id,
}


@dataclass(frozen=True, slots=True)
class Due:
    """So many of a kind go by a setting; the oldest and the newest of them by when they were made."""

    kind: str
    setting: str
    count: int
    oldest: str = ""
    newest: str = ""


@dataclass(frozen=True, slots=True)
class FileOver:
    """A file in a library whose record was forgotten. `made` is when the record was, as its tombstone says it."""

    item: FiledItem
    made: str
    setting: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a run forgot, and the files in the libraries that go with it."""

    due: tuple[Due, ...] = ()
    files: tuple[FileOver, ...] = ()


class Retention:
    """Within one transaction."""

    def __init__(self, connection: sa.Connection, chain: Chain) -> None:
        self._connection, self._chain = connection, chain

    def due(self, clock: Clock) -> tuple[Due, ...]:
        """What a run would forget now. Nothing is changed."""
        found = [(rule, rows) for rule in RULES if (rows := self._rows(rule, clock))]
        told = [_due(rule, [rule.made(row) for row in rows]) for rule, rows in found]
        for rule, rows in found:
            over = self._files_over(rule, rows, clock)
            told += [Due(IN_SHAREPOINT, rule.setting, len(over), *_ends(one.made for one in over))] if over else []
        count = self._connection.execute(sa.select(sa.func.count()).where(self._old_details(clock))).scalar_one()
        return (*told, Due(*DETAILS, count)) if count else tuple(told)

    def is_anything_due(self, clock: Clock) -> bool:
        """Asked often: it looks no further than the first thing."""
        old = sa.select(sa.literal(1)).where(self._old_details(clock)).limit(1)
        return any(self._rows(rule, clock, 1) for rule in RULES) or self._connection.execute(old).first() is not None

    def forget(self, clock: Clock, entry: AuditEntry, at_most: int | None = None) -> Forgotten:
        """Forgets what is due, of each kind no more than `at_most`, and leaves a tombstone for each thing; `entry` says
        in the audit how many went of each kind."""
        gone: list[Due] = []
        over: list[FileOver] = []
        for rule in RULES:
            rows = self._rows(rule, clock, at_most)
            if rows:
                over += self._files_over(rule, rows, clock)
                self._forget(rule, rows, clock)
                gone.append(_due(rule, [rule.made(row) for row in rows]))
        kind, setting = DETAILS
        why = AuditEntry(entry.actor_id, entry.action, entry.about, {"why": setting})
        details = self._chain.forget_details(self._old_details(clock), why, clock.now)
        gone += [Due(kind, setting, details)] if details else []
        if gone:
            counts = {one.kind: one.count for one in gone}
            told = AuditEntry(entry.actor_id, entry.action, entry.about, {**entry.detail, **counts})
            self._chain.append(told, clock.now)
        return Forgotten(tuple(gone), tuple(over))

    def deleted(self, item_id: str, made: str, setting: str, clock: Clock) -> None:
        """A file is not in the library any more."""
        about = f"file:{item_id}"
        if self.of(about) is None:
            tombstones.note(self._connection, [Tombstone(about, IN_SHAREPOINT, made, clock.today, setting)])

    def of(self, about: str) -> Tombstone | None:
        """What is left of a record that was forgotten."""
        return tombstones.tombstone_of(self._connection, about)

    def kept_file(self, sha256: str) -> bytes | None:
        """A file's bytes; None once the copy here was forgotten: the library has what was filed."""
        return self._connection.execute(sa.select(files.c.data).where(files.c.sha256 == sha256)).scalar()

    def certificate(self) -> Iterable[Tombstone]:
        """All that was ever forgotten."""
        return tombstones.every_tombstone(self._connection)

    def _rows(self, rule: Rule, clock: Clock, at_most: int | None = None) -> list[Any]:
        table = METADATA.tables[rule.table]
        columns = [table.c.sha256] if is_files(table) else list(table.c)
        order = (table.c[rule.since], *table.primary_key) if rule.since else tuple(table.primary_key)
        query = sa.select(*columns).where(rule.due(table, clock)).order_by(*order)
        found: list[Any] = []
        with self._connection.execute(query) as rows:  # no more of them is read than is needed
            for row in rows:
                one = _File(row.sha256, records_of(self._connection, row.sha256)) if is_files(table) else row
                if not rule.stays(one, clock):
                    found.append(one)
                if len(found) == at_most:
                    break
        return found

    def _files_over(self, rule: Rule, rows: list[Any], clock: Clock) -> list[FileOver]:
        """Each with the record that it was filed with; none where the trust keeps them in SharePoint."""
        if not clock.policy.deletes_filed or not rows or not hasattr(rows[0], "record"):
            return []
        made = {row.id: rule.made(row) for row in rows} if rule.table in CHILDREN else {}
        records = [(rule.made(row), row.record) for row in rows]
        records += [(made[of], record) for of, record in self._children(rule.table, list(made))]
        over = {item.item_id: FileOver(item, when, rule.setting) for when, one in records for item in items_in([one])}
        return list(over.values())

    def _children(self, table: str, ids: list[str]) -> Iterable[tuple[str, str]]:
        for begin in range(0, len(ids), _AT_ONCE):
            of = CHILDREN[table]
            rows = sa.select(of, of.table.c.record).where(of.in_(ids[begin : begin + _AT_ONCE]))
            yield from ((row[0], row[1]) for row in self._connection.execute(rows))

    def _forget(self, rule: Rule, rows: list[Any], clock: Clock) -> None:
        table = METADATA.tables[rule.table]
        stones: list[Tombstone] = []
        for row in rows:
            about = f"{rule.word}:{row.id}" if rule.word else ""
            if rule.table in CHILDREN:
                child = CHILDREN[rule.table]
                self._connection.execute(child.table.delete().where(child == row.id))
            if about:
                for other in (cards_sent, given_up, METADATA.tables["chases"], corrections):
                    self._connection.execute(other.delete().where(other.c.about == about))
            match = sa.and_(*(column == getattr(row, column.key) for column in table.primary_key))
            self._connection.execute(table.delete().where(match))
            stones.append(Tombstone(about or uuid4().hex, rule.kind, rule.made(row), clock.today, rule.setting))
        tombstones.note(self._connection, stones)

    def _old_details(self, clock: Clock) -> sa.ColumnElement[bool]:
        return sa.and_(FORGETTABLE, audit.c.at < details_before(clock))


@dataclass(frozen=True, slots=True)
class _File:
    sha256: str
    records: list[str]


def _due(rule: Rule, made: list[str]) -> Due:
    return Due(rule.kind, rule.setting, len(made), *_ends(made))


def _ends(made: Iterable[str]) -> tuple[str, str]:
    every = sorted(made)
    return every[0], every[-1]
