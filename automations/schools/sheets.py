"""The Trust Advisor sends a list in chat: it is fetched, read apart, shown, and imported when they press so (M1)."""

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.inbound.commands import NoteSheet
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import refresh_all, send_card, send_text
from automations.engine.workflow import Effect, Work
from automations.membership.importing import try_out
from automations.reports.agreements.paper_preview import texts_known
from automations.schools.changing import CHANGED, import_about, shown_changes, write
from automations.schools.import_cards import ImportKind
from automations.schools.papers import recorded
from handbook.core.external_errors import NotFound, Rejected
from handbook.core.people import DirectoryAccount
from handbook.core.refusal import Refused
from handbook.schools.imported_people import CLOSED, ImportedPerson, NoAccount, account_of, joined
from handbook.schools.list_import import (
    KEPT_FOR,
    ApplyImport,
    ImportedRows,
    ImportStatus,
    KnownPerson,
    LeaveImport,
    ListImport,
    check_may_apply,
    check_may_leave,
    decided,
)
from handbook.schools.trust_list import applied, check_list_is_sound, check_may_change
from spreadsheets.reading_apart import TOO_HARD, SheetRead, read_apart
from store.reports import Arrival
from store.unit_of_work import UnitOfWork

MAX_BYTES: Final = 20 * 1024 * 1024
NOT_FETCHED: Final = "I could not fetch your file. Please send it once more; it may have at most 20 MB."
_NOT_YOURS: Final = (
    "I take spreadsheets of schools and people from the Trust Advisor only. A report comes as a Word file (.docx)."
)


@dataclass(frozen=True, slots=True)
class KeepImport:
    """The file was read, and the accounts of its people were asked for."""

    arrival_id: str
    sha256: str
    kind: str
    read: str
    rows: ImportedRows
    faults: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TurnSheetAway:
    """The file could not be used; `words` are for the person, `code` is for the audit."""

    arrival_id: str
    words: str
    code: str = "no_list"


def note_sheet(uow: UnitOfWork, command: NoteSheet, ctx: CommandContext) -> Iterable[OutboxJob]:
    person = ctx.somebody
    try:
        check_may_change(person, ctx.policy.administrator_id)
    except Refused as no:
        raise Refused(no.code, _NOT_YOURS, no.rule) from None
    if uow.reports.arrival(command.arrival_id) is not None:
        return []
    uow.reports.note_arrival(
        Arrival(command.arrival_id, ctx.actor_id, command.file_name, command.url, "waits", ctx.now)
    )
    uow.audit(ctx.entry("file_sent", f"arrival:{command.arrival_id}"), ctx.now)
    return [OutboxJob("read_sheet", command.arrival_id, {"arrival_id": command.arrival_id}, JobQueue.TEAMS)]


def keep(uow: UnitOfWork, command: KeepImport, ctx: CommandContext) -> Iterable[OutboxJob]:
    arrival = uow.reports.arrival(command.arrival_id)
    if arrival is None or not arrival.url:
        return []
    uow.reports.settle_arrival(arrival.id, "shown")
    one = ListImport(
        id=command.sha256[:32] + hashlib.sha256(arrival.id.encode()).hexdigest()[:16],
        person_id=ctx.actor_id,
        file_name=arrival.file_name,
        kind=command.kind,
        sha256=command.sha256,
        sent_at=ctx.now,
        read=command.read,
        rows=command.rows,
        faults=command.faults,
        notes=command.notes,
    )
    entry = ctx.entry("list_import_shown", import_about(one.id), kind=one.kind, sha256=one.sha256, rule="M1")
    uow.list_imports.open(one, entry, ctx.now)
    return [send_card(ImportKind.LIST_IMPORT, one.person_id, import_about(one.id), 1)]


def turn_away(uow: UnitOfWork, command: TurnSheetAway, ctx: CommandContext) -> Iterable[OutboxJob]:
    uow.reports.settle_arrival(command.arrival_id, "turned_away")
    uow.audit(ctx.entry("file_turned_away", f"arrival:{command.arrival_id}", code=command.code), ctx.now)
    return [send_text(ctx.actor_id, command.words, command.arrival_id)]


def apply(uow: UnitOfWork, command: ApplyImport, ctx: CommandContext) -> Iterable[OutboxJob]:
    """What the card shows is done: all of it, or nothing."""
    one = uow.list_imports.get(command.import_id)
    known, changes = shown_changes(uow, one)
    check_may_apply(one, command, ctx.somebody, ctx.policy.administrator_id, known)
    check_list_is_sound(known, applied(known, changes))
    jobs = write(uow, changes, ctx, CHANGED, one.sha256, one.kind) if changes else []
    papers = recorded(uow, one, ctx)
    return [*jobs, *papers, *_decided(uow, one, ImportStatus.APPLIED, ctx)]


def leave(uow: UnitOfWork, command: LeaveImport, ctx: CommandContext) -> Iterable[OutboxJob]:
    one = uow.list_imports.get(command.import_id)
    check_may_leave(one, ctx.person)
    return _decided(uow, one, ImportStatus.LEFT, ctx)


HANDLERS: Final[Mapping[type, Handler]] = {
    NoteSheet: note_sheet,
    KeepImport: keep,
    TurnSheetAway: turn_away,
    ApplyImport: apply,
    LeaveImport: leave,
}


def due_now(uow: UnitOfWork, _: TrustPolicy, now: datetime) -> tuple[LeaveImport, ...]:
    """Imports about which nobody has decided."""
    return tuple(LeaveImport(one.id) for one in uow.list_imports.waiting_since(now - KEPT_FOR))


async def read_sheet(work: Work, arrival_id: str) -> None:
    """Fetches and reads what somebody sent, asks for the accounts of its people, and keeps what was read."""
    arrival = await work.bus.read(lambda uow: uow.reports.arrival(arrival_id))
    if arrival is None or not arrival.url:
        return
    known, texts = await work.bus.read(lambda uow: (uow.roster.listed(), texts_known(uow, work.bus.now())))
    try:
        data = await work.messenger.fetch_file(arrival.url, MAX_BYTES)
    except (NotFound, Rejected):
        await work.bus.decide(TurnSheetAway(arrival_id, NOT_FETCHED), arrival.person_id, "teams")
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(arrival.file_name).suffix.lower()}"
        await asyncio.to_thread(path.write_bytes, data)
        found = await asyncio.to_thread(read_apart, path, known, texts)
    if found.unusable:
        words = found.unusable.replace(path.name, arrival.file_name)
        code = "too_hard" if found.unusable == TOO_HARD else "no_list"
        await work.bus.decide(TurnSheetAway(arrival_id, words, code), arrival.person_id, "teams")
        return
    accounts = await work.directory.accounts_known_as([one.asked_as for _, one in found.people])
    memberships = await work.bus.read(lambda uow: _tried(uow, found, work))
    kept = _kept(arrival_id, hashlib.sha256(data).hexdigest(), found, accounts, memberships)
    await work.bus.decide(kept, arrival.person_id, "teams")


EFFECTS: Final[Mapping[str, Effect]] = {
    "read_sheet": Effect(
        read_sheet, "The file that you sent could not be fetched and read yet", about=("arrival", "arrival_id")
    ),
}


def _kept(
    arrival_id: str,
    sha256: str,
    found: SheetRead,
    accounts: Mapping[str, Sequence[DirectoryAccount]],
    memberships: Sequence[str] = (),
) -> KeepImport:
    people, wrong, closed = _with_accounts(found.people, accounts)
    wrong += memberships
    rows = ImportedRows(
        found.schools,
        tuple(people),
        found.dates,
        found.checks,
        found.training,
        found.papers,
        tuple(one for _, one in found.memberships),
    )
    refused = found.refused + len(wrong)
    count = "1 row" if found.attempted == 1 else f"{found.attempted:,} rows"
    read = f"{count}, {found.skipped:,} left out, {refused:,} with a fault"
    faults = (*found.faults, *wrong)
    return KeepImport(arrival_id, sha256, found.kind, read, rows, faults, (*found.notes, *closed))


def _tried(uow: UnitOfWork, found: SheetRead, work: Work) -> list[str]:
    """Why rows of memberships cannot be taken."""
    tried = try_out(uow, [one for _, one in found.memberships], work.bus.policy.membership, work.bus.now())
    rows = zip(found.memberships, tried, strict=True)
    return [f"{where}: {one.no.place}: right would be {one.no.right}." for (where, _), one in rows if one.no]


def _with_accounts(
    people: Sequence[tuple[str, ImportedPerson]], accounts: Mapping[str, Sequence[DirectoryAccount]]
) -> tuple[list[KnownPerson], list[str], list[str]]:
    """Those whose account is clear; what is wrong with the others; and what is to be known of the first."""
    known: dict[str, KnownPerson] = {}
    wrong, closed = list[str](), list[str]()
    for where, one in people:
        account = account_of(one, accounts.get(one.asked_as, ()))
        if isinstance(account, NoAccount):
            wrong.append(f"{where}: {one.name}: right would be {account.right}.")
            continue
        both = joined(known[account.id].said, one) if account.id in known else one
        if isinstance(both, str):
            wrong.append(f"{where}: {one.name}: right would be {both}.")
            continue
        closed += [] if account.enabled or account.id in known else [CLOSED.format(one.name)]
        known[account.id] = KnownPerson(account.id, account.email or one.email, both)
    return list(known.values()), wrong, closed


def _decided(uow: UnitOfWork, one: ListImport, status: ImportStatus, ctx: CommandContext) -> Iterable[OutboxJob]:
    about = import_about(one.id)
    entry = ctx.entry(f"list_import_{status.value}", about, sha256=one.sha256, rule="M1")
    saved = uow.list_imports.save(decided(one, status), entry, ctx.now)
    return refresh_all(uow, about, saved.revision)
