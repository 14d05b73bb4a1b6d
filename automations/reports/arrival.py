"""A SIP sends a file: it is fetched, read and offered back (W1). Commands above, effects below."""

import asyncio
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from automations.engine.command_bus import Handler, Occasion
from automations.engine.inbound_commands import NoteFile
from automations.engine.notifications import redraw_all, say, tell
from automations.engine.outbox import FarEnd, Promise
from automations.engine.workflow import Effect, FollowUp, Work, follow_ups_of
from automations.reports.cards import ReportKind, after, file_about, report_about
from documents.package import MAX_BYTES
from documents.reading_process import begin_to_read
from documents.unreadable import Unreadable
from handbook.core.british_time import london_date
from handbook.core.external_errors import Gone, Rejected, SignInRefused, TooBig
from handbook.core.people import Person, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports import arrival as rules
from handbook.reports.approval import check_may_receive, received
from handbook.reports.file_question import FileAsked, Question
from handbook.reports.proforma import Contents
from handbook.reports.report import Report, Status, Version
from store.audit import Entry
from store.ledger import Ledger
from store.reports import Arrival

EXPIRED: Final = "The link to your file has run out before I could fetch it. Please send the file once more."
NOT_FETCHED: Final = "I could not fetch your file from where Teams says it is. Please send it once more."
TOO_BIG: Final = f"That file is over {MAX_BYTES // 2**20} MB, so I could not take it. Are there large pictures in it?"
_FRESH: Final = timedelta(minutes=10)
BEGUN_AT_MOST: Final = 3
_BEGUN: Final = "begun "


@dataclass(frozen=True, slots=True)
class ReceiveReport:
    """The file was fetched and read."""

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


def note_file(books: Ledger, command: NoteFile, occasion: Occasion) -> Iterable[Promise]:
    rules.check_may_send_files(occasion.somebody)
    if books.reports.arrival(command.arrival_id) is not None:
        return []
    person_id = occasion.actor_id
    arrival = Arrival(command.arrival_id, person_id, command.file_name, command.url, "waits", occasion.now)
    books.reports.note_arrival(arrival)
    books.audit(occasion.entry("file_sent", f"arrival:{arrival.id}"), occasion.now)
    return [Promise("read_file", arrival.id, {"arrival_id": arrival.id}, FarEnd.TEAMS)]


def receive(books: Ledger, command: ReceiveReport, occasion: Occasion) -> Iterable[Promise]:
    arrival = books.reports.arrival(command.arrival_id)
    if arrival is None or not arrival.url:
        return []
    place = placed(books, command.contents, occasion.somebody, occasion.now)
    version = Version(0, hashlib.sha256(command.data).hexdigest(), arrival.file_name, occasion.now, command.contents)
    books.reports.settle_arrival(arrival.id, "asked" if isinstance(place, Question) else "received")
    if isinstance(place, Question):
        return _asked(books, command, place, version, occasion)
    kept = kept_as(books, place, version)
    if kept is not None:
        again = f"again-{arrival.id}"
        return [tell(ReportKind.ARRIVAL, occasion.actor_id, report_about(kept.id), kept.latest, again)]
    books.reports.keep_file(version.sha256, command.data)
    return [after("report_received", added(books, place, version, arrival.id, occasion))]


def placed(
    books: Ledger, contents: Contents, person: Person, now: datetime, *, term_is_said: bool = False
) -> Place | Question:
    """Which report a file is a version of, or what has to be asked first. Raises Refused."""
    school = rules.which_school(contents, person, books.roster.schools())
    if isinstance(school, Question):
        return school
    of_school = books.reports.of_school(school.urn)
    found = rules.which_term(contents, of_school, london_date(now), said=term_is_said)
    if isinstance(found, Question):
        return found
    known = next((report for report in of_school if (report.year, report.term) == found), None)
    if known is not None:
        check_may_receive(known, person)
    return Place(school, *found, known)


def kept_as(books: Ledger, place: Place, version: Version) -> Report | None:
    """The report of which the same file is the latest version already, and was not set aside."""
    if place.known is None:
        return None
    latest = books.reports.version(place.known.id, place.known.latest)
    return place.known if latest.sha256 == version.sha256 and not latest.set_aside else None


def added(books: Ledger, place: Place, version: Version, arrival_id: str, occasion: Occasion) -> Report:
    """The report with this file as its newest version. Its bytes are kept already."""
    known, number = place.known, place.known.latest + 1 if place.known else 1
    version = replace(version, number=number)
    report = received(known, version) if known else _new_report(place)
    entry = occasion.entry("received", report_about(report.id), version=number, sha256=version.sha256, rule="W1")
    saved = books.reports.save(report, entry, occasion.now) if known else _opened(books, report, entry, occasion)
    books.reports.add_version(report.id, version, arrival_id)
    return saved


def _asked(
    books: Ledger, command: ReceiveReport, question: Question, version: Version, occasion: Occasion
) -> Iterable[Promise]:
    """The file is kept for the answer."""
    books.reports.keep_file(version.sha256, command.data)
    asked = FileAsked(
        id=uuid.uuid4().hex,
        arrival_id=command.arrival_id,
        person_id=occasion.actor_id,
        file_name=version.file_name,
        sha256=version.sha256,
        asked_at=occasion.now,
        contents=version.contents,
        question=question,
    )
    entry = occasion.entry("file_asked", file_about(asked.id), sha256=version.sha256, rule="W1")
    books.file_questions.open(asked, entry, occasion.now)
    return [tell(ReportKind.FILE_QUESTION, asked.person_id, file_about(asked.id), asked.number)]


def turn_away(books: Ledger, command: TurnFileAway, occasion: Occasion) -> Iterable[Promise]:
    books.reports.settle_arrival(command.arrival_id, command.code)
    entry = occasion.entry("file_turned_away", f"arrival:{command.arrival_id}", code=command.code)
    books.audit(entry, occasion.now)
    return [say(occasion.actor_id, command.words, command.arrival_id)]


HANDLERS: Final[Mapping[type, Handler]] = {NoteFile: note_file, ReceiveReport: receive, TurnFileAway: turn_away}


def report_received(books: Ledger, report: Report) -> Iterable[Promise]:
    """The SIP is told what was found, and every older card of theirs that it is older."""
    yield from redraw_all(books, report_about(report.id), report.revision)
    yield tell(ReportKind.ARRIVAL, report.sip_id, report_about(report.id), report.latest)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda books, report_id: books.reports.get(report_id), {"report_received": report_received}
)


async def read_file(work: Work, arrival_id: str) -> None:
    """Fetches and reads what somebody sent, and hands it to the desk as theirs."""
    arrival = await work.desk.read(lambda books: books.reports.arrival(arrival_id))
    if arrival is None or not arrival.url:
        return
    try:
        data = await _fetched(work, arrival)
        await work.desk.record(lambda books: _begun(books, arrival_id))
        contents = await asyncio.wrap_future(begin_to_read(data))
        await work.desk.decide(ReceiveReport(arrival_id, data, contents), arrival.person_id, "teams")
    except (Gone, Rejected, Unreadable, Refused) as no:
        code, words = _in_words(no)
        await work.desk.decide(TurnFileAway(arrival_id, code, words), arrival.person_id, "teams")


EFFECTS: Final[Mapping[str, Effect]] = {"read_file": read_file}


def _begun(books: Ledger, arrival_id: str) -> Iterable[Promise]:
    """Notes that reading begins. Raises Unreadable where it has been begun too often: a file that takes the service
    down with it is not begun again at every start."""
    arrival = books.reports.arrival(arrival_id)
    begun = arrival.outcome if arrival and arrival.outcome.startswith(_BEGUN) else f"{_BEGUN}0"
    times = int(begun.removeprefix(_BEGUN))
    if times >= BEGUN_AT_MOST:
        raise Unreadable("too_hard")
    books.reports.note_outcome(arrival_id, f"{_BEGUN}{times + 1}")
    return ()


async def _fetched(work: Work, arrival: Arrival) -> bytes:
    """A link that is not taken any more has run out, unless the file has only just come: then it is asked again."""
    try:
        return await work.messenger.fetch_file(arrival.url, MAX_BYTES)
    except SignInRefused as refused:
        if work.desk.now() - arrival.arrived_at < _FRESH:
            raise
        raise Gone(str(refused)) from None


def _in_words(no: Exception) -> tuple[str, str]:
    if isinstance(no, Unreadable | Refused):
        return no.code, no.reason
    if isinstance(no, Gone):
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


def _opened(books: Ledger, report: Report, entry: Entry, occasion: Occasion) -> Report:
    books.reports.open(report, entry, occasion.now)
    return report
