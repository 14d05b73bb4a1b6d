"""`sipdesk audit verify`."""

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from service.database_settings import DatabaseSettings
from store.database import Database
from store.unit_of_work import UnitOfWork


def verify(
    settings: DatabaseSettings, *, expect: str = "", heads: Sequence[tuple[int, str]] = (), quick: bool = False
) -> int:
    """Walks the chain and prints what it found; 0 if it is whole, 1 if not, 2 where there is none. `expect` is a hash,
    and `heads` are heads, noted earlier: a chain that does not hold them was cut or rewritten. `quick` walks only what
    came after the last head that was noted."""
    database = Database(settings.database_url, keys=settings.case_keys_source())
    if not has_database(database):
        database.close()
        print("SIPDESK_DATABASE_URL names no database of this version of SIP Desk.", file=sys.stderr)
        return 2
    with database.reading() as uow:
        last = uow.audit_heads.last() if quick else None
        verdict = uow.verify_audit((last.seq, last.hash) if last else None)
        cut = bool(expect) and not uow.audit_holds(expect)
        lost = _lost(uow, heads, verdict.entries)
        own = _lost(uow, _noted_here(uow), verdict.entries)
    database.close()
    if verdict.broken_at is not None:
        print(f"BROKEN at entry {verdict.broken_at}: it was changed, removed or inserted.", file=sys.stderr)
        return 1
    if cut:
        print(f"CUT: the chain is unbroken, but the entry {expect} is no longer in it.", file=sys.stderr)
        return 1
    if lost or own:
        print(lost or f"{own} The head is one that the database itself noted.", file=sys.stderr)
        return 1
    if heads:
        print(f"The audit holds what was noted: {len(heads)} of {len(heads)} heads are in it.")
    since = f" (those after entry {last.seq} were looked at)" if last else ""
    print(f"The audit is complete: {verdict.entries} entries{since}. Note its head: {verdict.entries}:{verdict.head}")
    return 0


def _lost(uow: UnitOfWork, heads: Iterable[tuple[int, str]], entries: int) -> str:
    """What the heads say that are not in the chain; nothing where all are. Each answers for all entries up to it: the
    past is as it was up to the last that is there."""
    good, bad = 0, 0
    for seq, digest in sorted(heads):
        if uow.audit_holds(digest, seq):
            good = seq
        else:
            bad = seq
            break
    if not bad:
        return ""
    kept = (
        f"Up to entry {good} it is as it was; from entry {good + 1} on it may differ."
        if good
        else "No earlier head was given that holds, so it may differ from entry 1 on."
    )
    if bad > entries:
        return f"CUT: the chain ends at entry {entries}, before the head of entry {bad}: the rest is gone. {kept}"
    return f"REWRITTEN: the chain fits together, but the head of entry {bad} is not in it. {kept}"


def _noted_here(uow: UnitOfWork) -> list[tuple[int, str]]:
    return [(one.seq, one.hash) for one in uow.audit_heads.since(date.min)]


def has_database(database: Database) -> bool:
    """Looking must not make one: SQLite would begin an empty file."""
    name = database.url.database
    if database.is_sqlite and not (name and Path(name).is_file()):
        return False
    return database.schema_is_current()
