"""A clean copy of a report is made beside the one writer, and sent as a version of its own (W1). Commands above, the
effect below."""

import asyncio
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import send_text
from automations.engine.workflow import Effect, Work
from automations.reports.cards import acting_on, after, report_about
from automations.reports.placing import keep_choices
from documents.reading_process import begin_to_clean
from documents.unreadable import UnreadableDocument
from handbook.reports import approval
from handbook.reports.approval import SendReport, received
from handbook.reports.arriving.clean_copy import (
    SendCleanCopy,
    check_may_send_clean,
    is_over,
    says_the_same,
    what_it_does,
)
from handbook.reports.arriving.placing import with_placements
from handbook.reports.dossier import Dossier
from handbook.reports.paper.proforma import Contents
from store.unit_of_work import UnitOfWork

FAILED: Final = (
    "I could not make a clean copy of your report. Please accept or reject the changes and delete the comments in "
    "Word, and send me the file again."
)
DIFFERS: Final = (
    "I have made a clean copy of your report, but it reads differently. Please look at its card before you send it."
)


@dataclass(frozen=True, slots=True)
class ReceiveCleanCopy:
    """The clean copy of a version was made and read."""

    report_id: str
    version: int
    data: bytes
    contents: Contents


@dataclass(frozen=True, slots=True)
class NoteNoCleanCopy:
    """None could be made."""

    report_id: str
    version: int


def send_clean(uow: UnitOfWork, command: SendCleanCopy, ctx: CommandContext) -> Iterable[OutboxJob]:
    keep_choices(uow, command, ctx)
    dossier = _dossier(uow, command.report_id)
    by = acting_on(uow, dossier.report, ctx)
    check_may_send_clean(dossier, by.person, command.version)
    uow.reports.write_version(command.report_id, replace(dossier.newest, cleaning=True))
    entry = ctx.entry("clean_copy_asked", report_about(command.report_id), version=command.version, **by.noted)
    saved = uow.reports.save(dossier.report, entry, ctx.now)
    args = {"report_id": saved.id, "version": command.version, "by_id": ctx.actor_id}
    making = OutboxJob("make_clean_copy", f"{saved.id}:v{command.version}:{saved.revision}", args, JobQueue.TEAMS)
    return [after("report_changed", saved), making]


def receive_clean(uow: UnitOfWork, command: ReceiveCleanCopy, ctx: CommandContext) -> Iterable[OutboxJob]:
    """It is sent at once, for that is what the SIP pressed; unless it does not say what they saw, or is not clean."""
    dossier = _dossier(uow, command.report_id)
    if is_over(dossier, command.version):
        return
    before = dossier.newest
    read = replace(command.contents, pupils=before.contents.pupils)
    contents = with_placements(read, dossier.report.placements, _always(dossier))
    sha256 = hashlib.sha256(command.data).hexdigest()
    uow.reports.keep_file(sha256, command.data)
    name = f"{PurePath(before.file_name).stem} (clean copy).docx"
    copy = replace(
        before,
        number=before.number + 1,
        sha256=sha256,
        file_name=name,
        received_at=ctx.now,
        contents=contents,
        draft=None,
        cleaning=False,
        clean_of=before.number,
        clean_did=what_it_does(before.contents),
    )
    uow.reports.write_version(command.report_id, replace(before, cleaning=False))
    uow.reports.add_version(command.report_id, copy, f"clean:{command.report_id}:{before.number}")
    about = report_about(command.report_id)
    entry = ctx.entry("received", about, version=copy.number, sha256=sha256, clean_of=before.number, rule="W1")
    saved = uow.reports.save(received(dossier.report, copy), entry, ctx.now)
    yield after("report_received", saved)
    if not contents.is_clean or not says_the_same(before.contents, contents):
        yield send_text(ctx.actor_id, DIFFERS, f"differs:{saved.id}:v{copy.number}")
        return
    sending = SendReport(saved.id, copy.number)
    by = acting_on(uow, saved, ctx)
    sent = approval.sent(_dossier(uow, saved.id), sending, by.person, ctx.now, by.deputy_id)
    entry = ctx.entry("sent", about, version=copy.number, sha256=sha256, rule="W1", **by.noted)
    yield after("report_sent", uow.reports.save(sent, entry, ctx.now))


def note_no_clean_copy(uow: UnitOfWork, command: NoteNoCleanCopy, ctx: CommandContext) -> Iterable[OutboxJob]:
    dossier = _dossier(uow, command.report_id)
    if is_over(dossier, command.version):
        return []
    uow.reports.write_version(command.report_id, replace(dossier.newest, cleaning=False))
    entry = ctx.entry("clean_copy_failed", report_about(command.report_id), version=command.version)
    saved = uow.reports.save(dossier.report, entry, ctx.now)
    return [
        after("report_changed", saved),
        send_text(dossier.report.sip_id, FAILED, f"unclean:{saved.id}:v{command.version}:{saved.revision}"),
    ]


HANDLERS: Final[Mapping[type, Handler]] = {
    SendCleanCopy: send_clean,
    ReceiveCleanCopy: receive_clean,
    NoteNoCleanCopy: note_no_clean_copy,
}


async def make_clean_copy(work: Work, report_id: str, version: int, by_id: str = "") -> None:
    """Made in a process of its own; what was pressed is then done as theirs who pressed it (`by_id`), or the SIP's."""
    dossier = await work.bus.read(lambda uow: _dossier(uow, report_id))
    if is_over(dossier, version):
        return
    data = await work.bus.read(lambda uow: uow.reports.file(dossier.newest.sha256))
    try:
        clean, contents = await asyncio.wrap_future(begin_to_clean(data))
    except UnreadableDocument:
        await work.bus.decide(NoteNoCleanCopy(report_id, version))
        return
    by_id = by_id or dossier.report.sip_id
    await work.bus.decide(ReceiveCleanCopy(report_id, version, clean, contents), by_id, "teams")


EFFECTS: Final[Mapping[str, Effect]] = {
    "make_clean_copy": Effect(make_clean_copy, "The clean copy of your report could not be made yet")
}


def _always(dossier: Dossier) -> dict[str, str]:
    """What stood already on the version that it was made of."""
    return {one.name: one.belongs for one in dossier.newest.contents.unplaced if one.belongs}


def _dossier(uow: UnitOfWork, report_id: str) -> Dossier:
    return uow.reports.dossier(uow.reports.get(report_id))
