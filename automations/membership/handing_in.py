"""A headteacher sends a file, says that it is the report by their external SIP, and it is approved, filed and goes to
the Trust Advisor (M4). Commands above, effects below."""

import asyncio
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.engine.workflow import Effect, Work
from automations.membership.hand_in_cards import HandedKind, external_schools, handed_about, led_by
from automations.membership.loading import membership_of, report_came
from automations.reports.arrival import TurnFileAway, fetched, in_words, note_begun
from automations.reports.cards import after, report_about
from documents.as_it_is import check_pdf, is_pdf
from documents.reading_process import begin_to_read
from documents.unreadable import UnreadableDocument
from handbook.cases.pupils import strangers
from handbook.core.british_time import london_date
from handbook.core.external_errors import NotFound, Rejected
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.membership.handing_in import (
    KEPT_FOR,
    HandedFile,
    HandInReport,
    LetHandedFileGo,
    check_may_be_taken,
    check_may_decide,
    check_may_hand_in,
    check_may_replace,
    check_period,
    handed_in,
    led_school,
    let_go,
    nothing_read,
)
from handbook.reports.filing import REPLACED_COLUMNS
from handbook.reports.paper.proforma import Contents, Form
from handbook.reports.report import Version
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class KeepHandedFile:
    """The file was fetched, and read as far as it is on our form."""

    arrival_id: str
    data: bytes
    contents: Contents


def keep(uow: UnitOfWork, command: KeepHandedFile, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Raises Refused where it cannot be a report by an external SIP of theirs: then nothing of it is kept."""
    arrival = uow.reports.arrival(command.arrival_id)
    if arrival is None or not arrival.url:
        return []
    led = external_schools(uow, ctx.somebody, ctx.now)
    check_may_be_taken(command.contents, led)
    is_ours = command.contents.form is Form.OURS
    suffix = ".pdf" if is_pdf(command.data) else ".docx"
    name = arrival.file_name if arrival.file_name.lower().endswith(suffix) else f"{arrival.file_name}{suffix}"
    ours = [word for one in uow.roster.schools() for word in (one.name, one.town, one.local_authority)]
    ours += [one.name for one in uow.roster.people(*Role)]
    one = HandedFile(
        id=uuid.uuid4().hex,
        arrival_id=arrival.id,
        person_id=ctx.actor_id,
        file_name=name,
        sha256=hashlib.sha256(command.data).hexdigest(),
        sent_at=ctx.now,
        contents=replace(command.contents, pupils=strangers(command.contents.pupils, ours))
        if is_ours
        else nothing_read(Form.OTHER),
    )
    uow.reports.settle_arrival(arrival.id, "asked")
    uow.reports.keep_file(one.sha256, command.data)
    entry = ctx.entry("handed_file_asked", handed_about(one.id), sha256=one.sha256, rule="M4")
    uow.handed_files.open(one, entry, ctx.now)
    return [send_card(HandedKind.HANDED_FILE, one.person_id, handed_about(one.id), 0)]


def hand_in(uow: UnitOfWork, command: HandInReport, ctx: CommandContext) -> Iterable[OutboxJob]:
    """It is a report that is approved, or another version of one; the refund of the year moves on by it (M3)."""
    one = uow.handed_files.get(command.handed_id)
    check_may_decide(one, ctx.somebody)
    by = led_school(led_by(uow, ctx.somebody, ctx.now), command.urn)
    check_may_hand_in(by.school, membership_of(uow, by.school.urn, command.year))
    check_period(command, london_date(ctx.now))
    known = uow.reports.of_term(by.school.urn, command.year, command.term)
    if known is not None:
        check_may_replace(known, one.sha256, uow.reports.version(known.id, known.latest))
    report = handed_in(command, known, by, ctx.route, ctx.now, uuid.uuid4().hex)
    contents = replace(one.contents, academic_year=command.year, term=command.term)
    version = Version(report.latest, one.sha256, one.file_name, ctx.now, contents)
    stands_in = {"standing_in_for": by.school.headteacher_id} if by.deputy_id else {}
    action = "handed_in" if known is None else "handed_in_again"
    entry = ctx.entry(action, report_about(report.id), version=report.sent, sha256=one.sha256, rule="M4", **stands_in)
    if known is None:
        uow.reports.open(report, entry, ctx.now)
    else:
        report = uow.reports.save(report, entry, ctx.now)
    uow.reports.add_version(report.id, version, f"handed:{one.id}")
    taken = replace(one, report_id=report.id, version=report.sent, contents=nothing_read())
    uow.handed_files.save(taken, ctx.entry("handed_file_taken", handed_about(one.id)), ctx.now)
    yield after("report_approved", report)
    if report.replaced:
        args: dict[str, str | int] = {"report_id": report.id}
        yield OutboxJob("close_replaced", f"{report.id}:v{report.sent}", args, JobQueue.GRAPH)
    yield from report_came(uow, by.school, command.year, ctx.policy.membership.opening, ctx)


def let_it_go(uow: UnitOfWork, command: LetHandedFileGo, ctx: CommandContext) -> Iterable[OutboxJob]:
    one = let_go(uow.handed_files.get(command.handed_id), ctx.person)
    saved = uow.handed_files.save(one, ctx.entry("handed_file_let_go", handed_about(one.id)), ctx.now)
    return refresh_all(uow, handed_about(saved.id), saved.revision)


HANDLERS: Final[Mapping[type, Handler]] = {KeepHandedFile: keep, HandInReport: hand_in, LetHandedFileGo: let_it_go}


def due_now(uow: UnitOfWork, _: TrustPolicy, now: datetime) -> tuple[LetHandedFileGo, ...]:
    """Files about which nobody has answered."""
    return tuple(LetHandedFileGo(one.id) for one in uow.handed_files.waiting_since(now - KEPT_FOR))


async def read_handed_in(work: Work, arrival_id: str) -> None:
    """Fetches what a headteacher sent, where their school has an external SIP, and reads it if it is on our form."""
    arrival = await work.bus.read(lambda uow: uow.reports.arrival(arrival_id))
    if arrival is None or not arrival.url:
        return
    now = work.bus.now()
    try:
        await work.bus.read(lambda uow: _check_before(uow, arrival.person_id, now))
        data = await fetched(work, arrival)
        await work.bus.record(lambda uow: note_begun(uow, arrival_id))
        contents = await _contents(data)
        await work.bus.decide(KeepHandedFile(arrival_id, data, contents), arrival.person_id, "teams")
    except (NotFound, Rejected, UnreadableDocument, Refused) as no:
        code, words = in_words(no)
        words = NOT_TAKEN if code == "not_docx" else words
        await work.bus.decide(TurnFileAway(arrival_id, code, words), arrival.person_id, "teams")


async def close_replaced(work: Work, report_id: str) -> None:
    """Closes files that were handed in wrongly to everybody who could open them, and says so beside them."""
    report = await work.bus.read(lambda uow: uow.reports.get(report_id))
    for item in report.replaced:
        await work.libraries.unshare(item)
        await work.libraries.write_columns(item, REPLACED_COLUMNS)


NOT_TAKEN: Final = "I can take the report as a Word document (.docx) or a PDF: please send it as one of these."
EFFECTS: Final[Mapping[str, Effect]] = {
    "read_handed_in": Effect(
        read_handed_in, "The file that you sent could not be fetched and read yet", about=("arrival", "arrival_id")
    ),
    "close_replaced": Effect(close_replaced, "Access to a file that was handed in by mistake could not be removed yet"),
}


def _check_before(uow: UnitOfWork, person_id: str, now: datetime) -> None:
    """Raises Refused where none of the person's schools has an external SIP: then nothing is fetched."""
    person = uow.roster.named(person_id)
    if external_schools(uow, person, now):
        return
    year = AcademicYear.of(london_date(now))
    for one in led_by(uow, person, now):
        check_may_hand_in(one.school, membership_of(uow, one.school.urn, year))
    led_school((), "")


async def _contents(data: bytes) -> Contents:
    """What is read of it. Raises UnreadableDocument for what is neither a sound .docx nor a PDF."""
    if is_pdf(data):
        check_pdf(data)
        return nothing_read(Form.OTHER)
    try:
        return await asyncio.wrap_future(begin_to_read(data))
    except UnreadableDocument as no:
        if no.code != "no_proforma":
            raise
        return nothing_read(Form.OTHER)
