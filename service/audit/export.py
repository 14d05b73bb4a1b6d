"""`sipdesk audit export`: the audit, or what it says about a school or a person, as a zip that verifies by itself. It
needs no running service, and does no harm to one; that it was taken stands in the audit."""

import argparse
import hashlib
import json
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from automations.audit.heads import NoteAuditExported
from handbook.core.british_time import moment_words
from service.audit.recipe import PROGRAM, RECIPE
from service.audit_check import has_database
from service.database_settings import DatabaseSettings
from service.deciding import decide
from service.roster import sha256_of
from store import audit_form
from store.audit import entries, verify
from store.audit_form import FORGOTTEN, SEALED, Row
from store.audit_parts import records_of_school
from store.database import Database
from store.unit_of_work import UnitOfWork

_ALWAYS: Final = (SEALED, FORGOTTEN)
"""Entries without which the others cannot be understood."""


def run(settings: DatabaseSettings, chosen: argparse.Namespace) -> int:
    """0 where it is written, 1 where its file is there already or the audit is broken, 2 where there is no database."""
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        if not has_database(database):
            print("SIPDESK_DATABASE_URL names no database of this version of SIP Desk.", file=sys.stderr)
            return 2
        return _export(database, chosen.school, chosen.person, chosen.out)
    except FileExistsError as there:
        print(f"{there.filename} is there already, and was left as it is.", file=sys.stderr)
        return 1
    except OSError as no:
        print(f"{chosen.out} cannot be written: {no.strerror}.", file=sys.stderr)
        return 1
    finally:
        database.close()


@dataclass
class _Sums:
    """The zip as it grows: files one after the other, and nothing held in memory whole."""

    zip: zipfile.ZipFile
    lines: list[str] = field(default_factory=list[str])

    def put(self, name: str, parts: Iterable[str]) -> None:
        total = hashlib.sha256()
        with self.zip.open(name, "w") as opened:
            for part in parts:
                data = f"{part}\n".encode()
                total.update(data)
                opened.write(data)
        self.lines.append(f"{total.hexdigest()}  {name}\n")


def _export(database: Database, urn: str, person_id: str, out: Path) -> int:
    if out.exists():
        raise FileExistsError(0, "", str(out))
    part = out.with_name(f"{out.name}.part")
    opened = part.open("xb")
    try:
        with opened, database.reading() as uow:
            verdict = verify(uow.connection)
            if verdict.broken_at is not None:
                print(f"The audit is BROKEN at entry {verdict.broken_at}: find out why first.", file=sys.stderr)
                return 1
            told = _write(uow, opened, urn, person_id, verdict.entries, verdict.head)
        about = f"school:{urn}" if urn else f"person:{person_id}" if person_id else "audit"
        decide(database, "audit", NoteAuditExported(about, told, verdict.entries, sha256_of(part)))
        part.rename(out)
    finally:
        part.unlink(missing_ok=True)
    print(f"{out} holds {told} of {verdict.entries} entries. Its VERIFY.txt says how to verify them.")
    print(f"The head of the chain: {verdict.entries}:{verdict.head}")
    return 0


def _write(uow: UnitOfWork, out: IO[bytes], urn: str, person_id: str, count: int, head: str) -> int:
    is_told = _about_school(uow, urn) if urn else _about_person(person_id) if person_id else _all
    what = f"what the audit says about the school {urn}" if urn else "what the audit says about a person"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        sums = _Sums(opened)
        sums.put("chain.txt", map(_link, _rows(uow)))
        seqs = {row["seq"] for row in _rows(uow) if _is_line(row) and (row["action"] in _ALWAYS or is_told(row))}
        sums.put("entries.jsonl", (audit_form.line(row) for row in _rows(uow) if row["seq"] in seqs))
        details = (row for row in _rows(uow) if row["seq"] in seqs and _has(row))
        sums.put("details.txt", map(audit_form.detail_line, details))
        opened.writestr("verify.py", PROGRAM)
        opened.writestr("manifest.sha256", "".join(sums.lines))
        made_at = moment_words(datetime.now(UTC))
        words = what if urn or person_id else "the whole audit"
        opened.writestr(
            "VERIFY.txt", RECIPE.format(what=words, told=len(seqs), entries=count, head=head, made_at=made_at)
        )
    return len(seqs)


def _rows(uow: UnitOfWork) -> Iterator[Any]:
    with uow.connection.execute(entries(uow.connection)) as rows:
        yield from rows.mappings()


def _link(row: Row) -> str:
    own = "-" if audit_form.is_earlier(row) else audit_form.sha256(audit_form.line(row))
    return f"{row['seq']} {own} {row['hash']}"


def _is_line(row: Row) -> bool:
    """Of an entry of the earlier form whose detail was forgotten there is no line that could be verified."""
    return not (audit_form.is_earlier(row) and audit_form.is_forgotten(row))


def _has(row: Row) -> bool:
    return not audit_form.is_earlier(row) and not audit_form.is_forgotten(row)


def _all(_row: Row) -> bool:
    return True


def _about_school(uow: UnitOfWork, urn: str) -> Callable[[Row], bool]:
    """What is about the school, or about a report, visit, agreement or other record of it."""
    records = records_of_school(uow.connection, urn)

    def is_told(row: Row) -> bool:
        parts = row["about"].split(":")[1:]
        return bool(records & {":".join(parts), *parts}) or urn in _values(row)

    return is_told


def _about_person(person_id: str) -> Callable[[Row], bool]:
    """What the person did, and what names them."""

    def is_told(row: Row) -> bool:
        return person_id == row["actor_id"] or person_id in row["about"].split(":") or person_id in _values(row)

    return is_told


def _values(row: Row) -> set[str]:
    return {str(one) for one in json.loads(row["detail"] or "{}").values()}
