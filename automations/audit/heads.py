"""The audit's head leaves the house: each day as a file in SharePoint, once a week in a message to whoever keeps the
list. Whoever rewrites the past in the database, all hashes anew, does not reach those. Commands above, the effect
below."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import send_text
from automations.engine.set_up_gaps import administrator
from automations.engine.workflow import Effect, Work
from handbook.core.british_time import LONDON, day_words, london_date
from handbook.core.refusal import Refused
from handbook.reports.library import Library
from store.audit_heads import AuditHead
from store.unit_of_work import UnitOfWork

AUDIT: Final = "audit"
FOLDER: Final = "Audit heads"
_NOTED_FROM: Final = 6
"""The hour in London: the night's work is in it, and Monday's message does not come at midnight."""
_MONDAY: Final = 0
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NoteAuditHead:
    """A day's head of the audit is due."""

    day: date


@dataclass(frozen=True, slots=True)
class NoteAuditExported:
    """Somebody wrote the audit, or what it says about a school or a person, to a zip with this SHA-256."""

    about: str
    told: int
    entries: int
    sha256: str


def due_now(uow: UnitOfWork, _policy: TrustPolicy, now: datetime) -> Iterable[object]:
    """Once a day."""
    day = london_date(now)
    if now.astimezone(LONDON).hour < _NOTED_FROM or uow.audit_heads.of(day):
        return ()
    return (NoteAuditHead(day),)


def note_head(uow: UnitOfWork, command: NoteAuditHead, ctx: CommandContext) -> Iterable[OutboxJob]:
    """What was written since the last head is verified first. A chain that is broken has no head: whoever keeps the
    list hears of it, each day until somebody has looked."""
    last = uow.audit_heads.last()
    if last and last.day >= command.day:
        raise Refused("done", "The head of that day was noted before.")
    verdict = uow.verify_audit((last.seq, last.hash) if last else None)
    if verdict.broken_at is not None:
        words = (
            f"The audit of SIP Desk does not fit its chain at entry {verdict.broken_at}: it was changed, removed or "
            "inserted. Please have “sipdesk audit verify” run, and keep a backup as it is."
        )
        return [send_text(administrator(uow, ctx.policy), words, f"audit_broken:{command.day}")]
    if not verdict.entries:
        return ()
    head = AuditHead(command.day, verdict.entries, verdict.head)
    uow.audit_heads.note(head)
    uow.audit(ctx.entry("head_noted", AUDIT, head=str(head)), ctx.now)
    filed = OutboxJob("file_audit_head", f"audit_head:{head.day}", {"day": head.day.isoformat()}, JobQueue.GRAPH)
    return [filed, *_week(uow, head, ctx)]


def _week(uow: UnitOfWork, head: AuditHead, ctx: CommandContext) -> Iterable[OutboxJob]:
    """On Mondays, the heads of the days since the Monday before. One alone is no week, and is told with the next."""
    heads = uow.audit_heads.since(head.day - _WEEK + timedelta(days=1))
    if head.day.weekday() != _MONDAY or len(heads) == 1:
        return
    lines = "\n\n".join(f"{day_words(one.day)}: {one}" for one in heads)
    words = (
        "The week’s heads of SIP Desk’s audit. There is nothing to do. Keep this message: should anybody ever doubt "
        f"what was written down, “sipdesk audit verify --head” with one of these lines tells.\n\n{lines}"
    )
    yield send_text(administrator(uow, ctx.policy), words, f"audit_heads:{head.day}")


def note_exported(uow: UnitOfWork, command: NoteAuditExported, ctx: CommandContext) -> Iterable[OutboxJob]:
    detail = {"told": command.told, "entries": command.entries, "sha256": command.sha256}
    uow.audit(ctx.entry("audit_exported", command.about, **detail), ctx.now)
    return ()


async def file_head(work: Work, day: str) -> None:
    """One file a day, never written over: what stands under its name and is not ours is left, and ours gets the next
    name, which somebody sees."""
    head = await work.bus.read(lambda uow: uow.audit_heads.of(date.fromisoformat(day)))
    if head is None:
        raise LookupError(day)
    text = f"{head.day.isoformat()} {head}\n".encode()
    columns = {"Sha256": hashlib.sha256(text).hexdigest()}
    await work.libraries.place(Library.REPORTS, (FOLDER,), f"Audit head {day}.txt", text, columns)


HANDLERS: Final[Mapping[type, Handler]] = {NoteAuditHead: note_head, NoteAuditExported: note_exported}
EFFECTS: Final = {
    "file_audit_head": Effect(file_head, "The day’s head of the audit could not be filed.", about=(AUDIT, "day"))
}
