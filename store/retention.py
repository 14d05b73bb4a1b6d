"""The retention run: what is due by the rules, and forgetting it. What a run did not come to is due at the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

import sqlalchemy as sa

from store import tombstones
from store.audit import AuditEntry, Chain
from store.retention_rules import RULES, Clock, Rule, details_before, is_files, records_of
from store.tables import FORGETTABLE, METADATA, audit, cards_sent, files, given_up, report_versions, visit_occasions
from store.tombstones import Tombstone

DETAILS: Final = ("detail of the audit", "SIPDESK_KEEP_AUDIT_DETAILS_YEARS")
_CHILDREN: Final = {
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


class Retention:
    """Within one transaction."""

    def __init__(self, connection: sa.Connection, chain: Chain) -> None:
        self._connection, self._chain = connection, chain

    def due(self, clock: Clock) -> tuple[Due, ...]:
        """What a run would forget now. Nothing is changed."""
        found = ((rule, self._rows(rule, clock)) for rule in RULES)
        told = [_due(rule, [rule.made(row) for row in rows]) for rule, rows in found if rows]
        count = self._connection.execute(sa.select(sa.func.count()).where(self._old_details(clock))).scalar_one()
        return (*told, Due(*DETAILS, count)) if count else tuple(told)

    def is_anything_due(self, clock: Clock) -> bool:
        """Asked often: it looks no further than the first thing."""
        old = sa.select(sa.literal(1)).where(self._old_details(clock)).limit(1)
        return any(self._rows(rule, clock, 1) for rule in RULES) or self._connection.execute(old).first() is not None

    def forget(self, clock: Clock, entry: AuditEntry, at_most: int | None = None) -> tuple[Due, ...]:
        """Forgets what is due, of each kind no more than `at_most`, and leaves a tombstone for each thing; `entry` says
        in the audit how many went of each kind."""
        gone: list[Due] = []
        for rule in RULES:
            rows = self._rows(rule, clock, at_most)
            if rows:
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
        return tuple(gone)

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

    def _forget(self, rule: Rule, rows: list[Any], clock: Clock) -> None:
        table = METADATA.tables[rule.table]
        stones: list[Tombstone] = []
        for row in rows:
            about = f"{rule.word}:{row.id}" if rule.word else ""
            if rule.table in _CHILDREN:
                child = _CHILDREN[rule.table]
                self._connection.execute(child.table.delete().where(child == row.id))
            if about:
                for other in (cards_sent, given_up, METADATA.tables["chases"]):
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
    return Due(rule.kind, rule.setting, len(made), min(made), max(made))
