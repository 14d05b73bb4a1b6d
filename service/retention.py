"""`sipdesk retention`: what is over is forgotten, or only said; and the certificate of all that ever was. It needs no
running service, and does no harm to one."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from automations.engine.command_bus import TrustPolicy
from automations.engine.retention import Forget, clock_of
from service.audit_check import has_database
from service.deciding import decide
from service.settings import Settings
from store.database import Database
from store.retention import Due


def run(settings: Settings, chosen: argparse.Namespace) -> int:
    """0 where it is done, 1 where the certificate's file is there already, 2 where there is no database."""
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        if not has_database(database):
            print("SIPDESK_DATABASE_URL names no database of this version of SIP Desk.", file=sys.stderr)
            return 2
        if chosen.certificate and chosen.certificate.exists():
            print(f"{chosen.certificate} is there already, and was left as it is.", file=sys.stderr)
            return 1
        policy = TrustPolicy(retention=settings.retention_policy(), administrator_id=settings.administrator.lower())
        print("\n".join(_lines(_run(database, policy, dry=chosen.dry_run), dry=chosen.dry_run)))
        if chosen.certificate:
            text = json.dumps(certificate(database), indent=2, ensure_ascii=False)
            chosen.certificate.write_text(f"{text}\n", encoding="utf-8")
            print(f"{chosen.certificate} lists all that was ever forgotten.")
        return 0
    finally:
        database.close()


def certificate(database: Database) -> dict[str, Any]:
    """What was forgotten, kind by kind and one by one, with the audit's last hash."""
    with database.reading() as uow:
        stones = [asdict(one) | {"forgotten_on": one.forgotten_on.isoformat()} for one in uow.retention.certificate()]
        head = uow.verify_audit().head
    counts = Counter((one["kind"], one["setting"]) for one in stones)
    return {
        "forgotten": [{"kind": kind, "setting": name, "count": n} for (kind, name), n in sorted(counts.items())],
        "things": stones,
        "audit_head": head,
    }


def _run(database: Database, policy: TrustPolicy, *, dry: bool) -> tuple[Due, ...]:
    with database.reading() as uow:
        due = uow.retention.due(clock_of(policy, datetime.now(UTC)))
    while not dry:
        with database.reading() as uow:
            if not uow.retention.is_anything_due(clock_of(policy, datetime.now(UTC))):
                break
        decide(database, "retention", Forget(), policy)
    return due


def _lines(due: Iterable[Due], *, dry: bool) -> list[str]:
    said = "would go" if dry else "forgotten"
    lines = [f"{one.kind}: {one.count} {said}{_made(one)}, by {one.setting}" for one in due]
    return lines or ["Nothing is due."]


def _made(one: Due) -> str:
    if not one.oldest:
        return ""
    return f" (of {one.oldest})" if one.oldest == one.newest else f" (of {one.oldest} to {one.newest})"
