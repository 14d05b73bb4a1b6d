"""Which entries of the audit are about a school: those about its records; and which about one record."""

import json

import sqlalchemy as sa

from store.audit import AuditEntry
from store.tables import METADATA, audit


def records_of_school(connection: sa.Connection, urn: str) -> frozenset[str]:
    """The ids of all records that say whose they are, and the school's own number. Concerns and complaints do not: who
    may know that there is one is another question."""
    found = {urn}
    for table in METADATA.tables.values():
        if "urn" in table.c and "id" in table.c:
            found.update(connection.execute(sa.select(table.c.id).where(table.c.urn == urn)).scalars())
    return frozenset(found)


def entries_about(connection: sa.Connection, about: str) -> list[tuple[str, AuditEntry]]:
    """With when each was written, in their order."""
    rows = connection.execute(audit.select().where(audit.c.about == about).order_by(audit.c.seq)).mappings()
    return [
        (row["at"], AuditEntry(row["actor_id"], row["action"], row["about"], json.loads(row["detail"] or "{}")))
        for row in rows
    ]
