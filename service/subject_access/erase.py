"""`sipdesk erase`: what is held about one person goes, as far as it may; of the rest it says why it stays. The audit
keeps that it was done, for which account, and how much."""

import argparse
import sys
from collections import Counter
from datetime import UTC, datetime
from typing import Final

from handbook.core.plain_words import several
from handbook.core.refusal import Refused
from handbook.subject_access.erasure import RULES, goes, rule_of, why_it_stays
from handbook.subject_access.subject import Relation
from service.audit_check import has_database
from service.database_settings import DatabaseSettings
from service.subject_access.command import NO_DATABASE, OPERATOR
from service.subject_access.gather import Gathered, Held, gather, kind_for
from store.audit import AuditEntry
from store.database import Database
from store.erasing import erase_rows

NO_REASON: Final = "Say who asked and when, for the audit: --reason WORDS. Or look first: --dry-run."


def run(settings: DatabaseSettings, chosen: argparse.Namespace) -> int:
    """0 where it is done, or said; 1 where nothing is held, it is not clear who is meant, or no reason is given; 2
    where there is no database."""
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        if not has_database(database):
            print(NO_DATABASE, file=sys.stderr)
            return 2
        if not (chosen.dry_run or chosen.reason.strip()):
            raise Refused("no_reason", NO_REASON)
        return _erase(database, chosen)
    except Refused as no:
        print(no.reason, file=sys.stderr)
        return 1
    finally:
        database.close()


def _erase(database: Database, chosen: argparse.Namespace) -> int:
    with database.reading() as uow:
        found = gather(uow, chosen.person, chosen.also)
    if not found.held:
        raise Refused("unknown", f"Nothing is held about “{chosen.person}”. Try another spelling, address or account.")
    is_listed = any(one.table == "people" and one.relation is Relation.ABOUT for one in found.held)
    columns = {table: rule.column for table, rule in RULES.items() if goes(rule, is_listed=is_listed)}
    if not chosen.dry_run:
        now = datetime.now(UTC)
        with database.writing() as uow:
            gone = erase_rows(uow, columns, found.subject.ids)
            about = f"person:{next(iter(sorted(found.subject.ids)), 'not on the list')}"
            detail = {**gone, "reason": chosen.reason.strip(), "rule": "UK GDPR 17"}
            uow.audit(AuditEntry(OPERATOR, "erased", about, detail), now)
    _say(found, frozenset(columns), dry=chosen.dry_run)
    return 0


def _say(found: Gathered, going: frozenset[str], *, dry: bool) -> None:
    """By kind of record. What may be about them stays: it is somebody else's."""
    counted = Counter((one.table, one.relation, _is_own(found, one)) for one in found.held)
    print(f"{found.subject.label}. {'Nothing was changed.' if dry else 'This was done now.'}")
    for (table, relation, own), count in counted.items():
        called = f"{kind_for(table).title}: {several(count, 'record')}"
        if relation is Relation.MAYBE:
            print(f"  stays   {called} that may be about them. It is somebody else’s; have it put right there.")
        elif own and table in going:
            print(f"  {'can go ' if dry else 'erased '} {called}")
        else:
            print(f"  stays   {called}. Why: {why_it_stays(rule_of(table))}.")
    print("Files in SharePoint stay until the day in their column RetainUntil.")


def _is_own(found: Gathered, held: Held) -> bool:
    """Whether it is their row, and not another's that has their account in it."""
    return held.row.get(rule_of(held.table).column) in found.subject.ids
