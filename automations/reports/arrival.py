"""A SIP sends a file: it is fetched, read and offered back (W1). Commands above, effects below."""

import asyncio
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.inbound.commands import NoteFile
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import refresh_all, send_card, send_text
from automations.engine.roster import school_of
from automations.engine.standing_in import acting, check_acting, holders_for
from automations.engine.workflow import Effect, FollowUp, Work, follow_ups_of
from automations.reports.cards import ReportKind, after, file_about, report_about
from documents.package import MAX_BYTES
from documents.reading_process import begin_to_take
from documents.unreadable import UnreadableDocument
from handbook.cases.pupils import strangers
from handbook.core.british_time import london_date
from handbook.core.external_errors import NotFound, Rejected, SignInRefused, TooBig
from handbook.core.people import Person, Role, School, check_has_headteacher
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.approval import check_may_receive, received
from handbook.reports.arriving import arrival as rules
from handbook.reports.arriving.file_question import FileAsked, Question
from handbook.reports.arriving.placing import with_placements
from handbook.reports.framework_choice import chosen_otherwise
from handbook.reports.paper.inherited import overwritten
from handbook.reports.paper.proforma import Contents
from handbook.reports.paper.spine import unanswered
from handbook.reports.report import Report, Status, Version
from store.audit import AuditEntry
from store.reports import Arrival
from store.unit_of_work import UnitOfWork

EXPIRED: Final = "The link to your file expired before I could fetch it. Please send the file once more."
NOT_FETCHED: Final = "I could not fetch your file from where Teams says it is. Please send it once more."
TOO_BIG: Final = f"That file is over {MAX_BYTES // 2**20} MB, so I could not take it. Are there large pictures in it?"
_FRESH: Final = timedelta(minutes=10)
BEGUN_AT_MOST: Final = 3
_BEGUN: Final = "begun "


@dataclass(frozen=True, slots=True)
class ReceiveReport:
    """The file was fetched and read; prompts and rows that nobody filled are taken out of it."""

    arrival_id: str
    data: bytes
    contents: Contents


@dataclass(frozen=True, slots=True)
class Place:
    """Which report a file belongs to; `known` is None where it is the first of its term."""

    school: School
    year: AcademicYear
    term: Term
    known: Report | None


@dataclass(frozen=True, slots=True)
class TurnFileAway:
    """The file could not be used; `code` is for the audit, `words` for the person."""

    arrival_id: str
    code: str
    words: str


def leads_a_school(uow: UnitOfWork, person: Person, now: datetime) -> bool:
    """Whether what somebody sends is a report by an external SIP of a school that they lead, or in whose headteacher's
    place they stand (M4). What a SIP sends is theirs."""
    heads = {person.id, *(one.id for one in holders_for(uow, person, london_date(now)))}
    return not person.is_a(Role.SIP) and any(one.headteacher_id in heads for one in uow.roster.schools())


def note_file(uow: UnitOfWork, command: NoteFile, ctx: CommandContext) -> Iterable[OutboxJob]:
    effect = "read_file"
    if uow.applications.may_send_form(ctx.somebody):
        effect = "read_application"  # which hands on what is none
    elif leads_a_school(uow, ctx.somebody, ctx.now):
        effect = "read_handed_in"
    else:
        rules.check_may_send_files(ctx.somebody)
    if uow.reports.arrival(command.arrival_id) is not None:
        return []
    person_id = ctx.actor_id
    arrival = Arrival(command.arrival_id, person_id, command.file_name, command.url, "waits", ctx.now)
    uow.reports.note_arrival(arrival)
    uow.audit(ctx.entry("file_sent", f"arrival:{arrival.id}"), ctx.now)
    return [OutboxJob(effect, arrival.id, {"arrival_id": arrival.id}, JobQueue.TEAMS)]


def receive(uow: UnitOfWork, command: ReceiveReport, ctx: CommandContext) -> Iterable[OutboxJob]:
    arrival = uow.reports.arrival(command.arrival_id)
    if arrival is None or not arrival.url:
        return []
    place = placed(uow, command.contents, ctx.somebody, ctx.now)
    version = Version(0, hashlib.sha256(command.data).hexdigest(), arrival.file_name, ctx.now, command.contents)
    uow.reports.settle_arrival(arrival.id, "asked" if isinstance(place, Question) else "received")
    if isinstance(place, Question):
        return _asked(uow, command, place, version, ctx)
    kept = kept_as(uow, place, version)
    if kept is not None:
        again = f"again-{arrival.id}"
        return [send_card(ReportKind.ARRIVAL, ctx.actor_id, report_about(kept.id), kept.latest, again)]
    uow.reports.keep_file(version.sha256, command.data)
    return [after("report_received", added(uow, place, version, arrival.id, ctx))]


def placed(
    uow: UnitOfWork, contents: Contents, person: Person, now: datetime, *, term_is_said: bool = False
) -> Place | Question:
    """Which report a file is a version of, or what has to be asked first. Raises Refused."""
    found_school = rules.which_school(contents, person, _as_their_own(uow, person, now))
    if isinstance(found_school, Question):
        return found_school
    school = school_of(uow, found_school.urn)
    check_has_headteacher(school)
    of_school = uow.reports.of_school(school.urn)
    found = rules.which_term(contents, of_school, london_date(now), said=term_is_said)
    if isinstance(found, Question):
        return found
    known = next((report for report in of_school if (report.year, report.term) == found), None)
    if known is not None:
        check_may_receive(known, check_acting(acting(uow, person, now, known, known.authors)).person)
    return Place(school, *found, known)


def _as_their_own(uow: UnitOfWork, person: Person, now: datetime) -> tuple[School, ...]:
    """All schools; those of a SIP for whom somebody stands in are theirs."""
    held = {one.id for one in holders_for(uow, person, london_date(now))}
    return tuple(
        replace(one, sip_id=person.id) if one.sip_id in held and one.headteacher_id != person.id else one
        for one in uow.roster.schools()
    )


def kept_as(uow: UnitOfWork, place: Place, version: Version) -> Report | None:
    """The report of which the same file is the latest version already, and was not set aside."""
    if place.known is None:
        return None
    latest = uow.reports.version(place.known.id, place.known.latest)
    return place.known if latest.sha256 == version.sha256 and not latest.set_aside else None


def added(uow: UnitOfWork, place: Place, version: Version, arrival_id: str, ctx: CommandContext) -> Report:
    """The report with this file as its newest version. Its bytes are kept already."""
    known, number = place.known, place.known.latest + 1 if place.known else 1
    earlier = uow.reports.earlier_contents(place.school.urn, (place.year, place.term))
    contents = _told(uow, version.contents, known, ctx)
    left = tuple(action.words for action in unanswered(earlier, contents))
    changed = overwritten(earlier, replace(contents, academic_year=place.year, term=place.term))
    version = replace(
        version,
        number=number,
        contents=contents,
        unanswered=left,
        overwritten=changed,
        framework_chosen=chosen_otherwise(uow.school_frameworks.of_school(place.school.urn), contents),
    )
    report = received(known, version) if known else _new_report(place)
    by = acting(uow, ctx.somebody, ctx.now, report, report.authors)
    about = report_about(report.id)
    entry = ctx.entry("received", about, version=number, sha256=version.sha256, rule="W1", **by.noted)
    saved = uow.reports.save(report, entry, ctx.now) if known else _opened(uow, report, entry, ctx)
    uow.reports.add_version(report.id, version, arrival_id)
    return saved


def _asked(
    uow: UnitOfWork, command: ReceiveReport, question: Question, version: Version, ctx: CommandContext
) -> Iterable[OutboxJob]:
    """The file is kept for the answer."""
    uow.reports.keep_file(version.sha256, command.data)
    asked = FileAsked(
        id=uuid.uuid4().hex,
        arrival_id=command.arrival_id,
        person_id=ctx.actor_id,
        file_name=version.file_name,
        sha256=version.sha256,
        asked_at=ctx.now,
        contents=version.contents,
        question=question,
    )
    entry = ctx.entry("file_asked", file_about(asked.id), sha256=version.sha256, rule="W1")
    uow.file_questions.open(asked, entry, ctx.now)
    return [send_card(ReportKind.FILE_QUESTION, asked.person_id, file_about(asked.id), asked.number)]


def _told(uow: UnitOfWork, contents: Contents, known: Report | None, ctx: CommandContext) -> Contents:
    """With what the SIP said before of words that stand in no section; names of our own people are no pupils'."""
    placements = known.placements if known else ()
    placed = with_placements(contents, placements, uow.section_names.of_sip(ctx.actor_id))
    ours = [word for one in uow.roster.schools() for word in (one.name, one.town, one.local_authority)]
    ours += [one.name for one in uow.roster.people(*Role)]
    return replace(placed, pupils=strangers(contents.pupils, ours))


def turn_away(uow: UnitOfWork, command: TurnFileAway, ctx: CommandContext) -> Iterable[OutboxJob]:
    uow.reports.settle_arrival(command.arrival_id, command.code)
    entry = ctx.entry("file_turned_away", f"arrival:{command.arrival_id}", code=command.code)
    uow.audit(entry, ctx.now)
    return [send_text(ctx.actor_id, command.words, command.arrival_id)]


HANDLERS: Final[Mapping[type, Handler]] = {NoteFile: note_file, ReceiveReport: receive, TurnFileAway: turn_away}


def report_received(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    """The SIP is told what was found, and every older card of theirs that it is older."""
    yield from refresh_all(uow, report_about(report.id), report.revision)
    yield send_card(ReportKind.ARRIVAL, report.sip_id, report_about(report.id), report.latest)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, report_id: uow.reports.get(report_id), {"report_received": report_received}
)


async def read_file(work: Work, arrival_id: str) -> None:
    """Fetches and reads what somebody sent, and hands it to the desk as theirs."""
    arrival = await work.bus.read(lambda uow: uow.reports.arrival(arrival_id))
    if arrival is None or not arrival.url:
        return
    try:
        data = await fetched(work, arrival)
        await work.bus.record(lambda uow: note_begun(uow, arrival_id))
        kept, contents = await asyncio.wrap_future(begin_to_take(data))
        await work.bus.decide(ReceiveReport(arrival_id, kept, contents), arrival.person_id, "teams")
    except (NotFound, Rejected, UnreadableDocument, Refused) as no:
        code, words = in_words(no)
        await work.bus.decide(TurnFileAway(arrival_id, code, words), arrival.person_id, "teams")


EFFECTS: Final[Mapping[str, Effect]] = {
    "read_file": Effect(
        read_file, "The file that you sent could not be fetched and read yet", about=("arrival", "arrival_id")
    ),
}


def note_begun(uow: UnitOfWork, arrival_id: str) -> Iterable[OutboxJob]:
    """Notes that reading begins. Raises Unreadable where it has been begun too often: a file that takes the service
    down with it is not begun again at every start."""
    arrival = uow.reports.arrival(arrival_id)
    begun = arrival.outcome if arrival and arrival.outcome.startswith(_BEGUN) else f"{_BEGUN}0"
    times = int(begun.removeprefix(_BEGUN))
    if times >= BEGUN_AT_MOST:
        raise UnreadableDocument("too_hard")
    uow.reports.note_outcome(arrival_id, f"{_BEGUN}{times + 1}")
    return ()


async def fetched(work: Work, arrival: Arrival) -> bytes:
    """A link that is not taken any more has run out, unless the file has only just come: then it is asked again."""
    try:
        return await work.messenger.fetch_file(arrival.url, MAX_BYTES)
    except SignInRefused as refused:
        if work.bus.now() - arrival.arrived_at < _FRESH:
            raise
        raise NotFound(str(refused)) from None


def in_words(no: Exception) -> tuple[str, str]:
    if isinstance(no, UnreadableDocument | Refused):
        return no.code, no.reason
    if isinstance(no, NotFound):
        return "expired", EXPIRED
    return ("too_big", TOO_BIG) if isinstance(no, TooBig) else ("not_fetched", NOT_FETCHED)


def _new_report(place: Place) -> Report:
    return Report(
        id=uuid.uuid4().hex,
        urn=place.school.urn,
        year=place.year,
        term=place.term,
        sip_id=place.school.sip_id,
        headteacher_id=place.school.headteacher_id,
        status=Status.DRAFTED,
        latest=1,
        revision=1,
    )


def _opened(uow: UnitOfWork, report: Report, entry: AuditEntry, ctx: CommandContext) -> Report:
    uow.reports.open(report, entry, ctx.now)
    return report
