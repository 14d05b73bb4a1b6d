"""`sipdesk audit verify`."""

import sys
from pathlib import Path

from service.database_settings import DatabaseSettings
from store.database import Database


def verify(settings: DatabaseSettings, *, expect: str = "") -> int:
    """Walks the chain and prints what it found; 0 if it is whole, 1 if not, 2 where there is none. `expect` is a head
    noted earlier: a chain that does not hold it was cut or rewritten."""
    database = Database(settings.database_url)
    if not has_database(database):
        database.close()
        print("SIPDESK_DATABASE_URL names no database of this version of SIP Desk.", file=sys.stderr)
        return 2
    with database.reading() as uow:
        verdict = uow.verify_audit()
        known = not expect or uow.audit_holds(expect)
    database.close()
    if verdict.broken_at is not None:
        print(f"BROKEN at entry {verdict.broken_at}: it was changed, removed or inserted.", file=sys.stderr)
        return 1
    if not known:
        print(f"CUT: the chain is unbroken, but the entry {expect} is no longer in it.", file=sys.stderr)
        return 1
    print(f"The audit is complete: {verdict.entries} entries. Note its last hash: {verdict.head}")
    return 0


def has_database(database: Database) -> bool:
    """Looking must not make one: SQLite would begin an empty file."""
    name = database.url.database
    if database.is_sqlite and not (name and Path(name).is_file()):
        return False
    return database.schema_is_current()
