"""Which entries of the audit are about a school: those about its records."""

import sqlalchemy as sa

from store.tables import METADATA


def records_of_school(connection: sa.Connection, urn: str) -> frozenset[str]:
    """The ids of all records that say whose they are, and the school's own number. Concerns and complaints do not: who
    may know that there is one is another question."""
    found = {urn}
    for table in METADATA.tables.values():
        if "urn" in table.c and "id" in table.c:
            found.update(connection.execute(sa.select(table.c.id).where(table.c.urn == urn)).scalars())
    return frozenset(found)
