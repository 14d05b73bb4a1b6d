"""How each decision about a case is carried out: decided, saved with its audit entry, promised. The audit holds a
fingerprint of what was written and no word of it."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from automations.cases.books import actor_of, case_about, case_for, views_of
from automations.cases.deciding import WRITES, Decision, decided
from automations.cases.telling import after_case, meeting_kept
from automations.engine.command_bus import Handler, Occasion
from automations.engine.notifications import say
from automations.engine.outbox import FarEnd, Promise
from automations.engine.set_up_gaps import administrator
from cards.cases.actions import AskForDocument, OpenCase, ShowCases
from handbook.cases.case import Case, Confidential, Seat, Stage
from handbook.cases.concern_support import PutOnAgenda
from handbook.meetings.team_meeting import put_on_agenda
from store.ledger import Ledger
from store.records import to_json


def write(books: Ledger, command: Confidential, occasion: Occasion) -> Iterable[Promise]:
    """Somebody writes in a case, or begins one. Raises Refused."""
    decision = decided(books, command, occasion)
    saved = saved_case(books, decision, occasion)
    if isinstance(command, PutOnAgenda):
        _put_on_agenda(books, command, saved, occasion)
    return [*after_case(saved, decision.first_new), *meeting_kept(decision), *_gap(books, saved, occasion)]


def saved_case(books: Ledger, decision: Decision, occasion: Occasion) -> Case:
    """Writes what was decided, with what can be proved of it later."""
    after = decision.after
    new = after.parts[decision.first_new - 1 :]
    digest = hashlib.sha256("\n".join(to_json(part) for part in new).encode()).hexdigest()
    entry = occasion.entry("case_written", case_about(after.id), part=len(after.parts), sha256=digest)
    book = books.cases
    return book.save(after, entry, occasion.now) if decision.before else book.open(after, entry, occasion.now)


def read(books: Ledger, command: OpenCase, occasion: Occasion) -> Iterable[Promise]:
    """Reading is noted (E5). Raises Refused."""
    case = case_for(books, command.case_id, actor_of(books, occasion.somebody, occasion.now))
    books.audit(occasion.entry("case_read", case_about(case.id)), occasion.now)
    return ()


def list_own(books: Ledger, command: ShowCases, occasion: Occasion) -> Iterable[Promise]:
    """So is looking at the list of them, where there is anything in it."""
    for view in views_of(books, actor_of(books, occasion.somebody, occasion.now), occasion.now):
        books.audit(occasion.entry("case_listed", case_about(view.case.id)), occasion.now)
    return ()


def ask_for_document(books: Ledger, command: AskForDocument, occasion: Occasion) -> Iterable[Promise]:
    """A link of their own is sent; pressed twice in a minute, one is. Raises Refused."""
    person = occasion.somebody
    case = case_for(books, command.case_id, actor_of(books, person, occasion.now))
    books.audit(occasion.entry("case_document_asked", case_about(case.id)), occasion.now)
    args = {"person_id": person.id, "case_id": case.id}
    return [Promise("send_case_link", f"{person.id}:{case.id}:{occasion.now:%Y%m%d%H%M}", args, FarEnd.TEAMS)]


HANDLERS: Final[Mapping[type, Handler]] = {
    **dict.fromkeys(WRITES, write),
    OpenCase: read,
    ShowCases: list_own,
    AskForDocument: ask_for_document,
}


def _put_on_agenda(books: Ledger, command: PutOnAgenda, case: Case, occasion: Occasion) -> None:
    meeting = books.team_meetings.get(command.meeting_id)
    entry = occasion.entry("agenda_set", f"team_meeting:{meeting.id}")
    listed = put_on_agenda(meeting, case.id, len(case.parts), occasion.now)
    books.team_meetings.save(listed, entry, occasion.now)


def _gap(books: Ledger, case: Case, occasion: Occasion) -> Iterable[Promise]:
    """Whoever keeps the list of people hears that a school has no DSO, and not why somebody noticed."""
    if case.stage is Stage.WITHOUT_DSO and Seat.DSO not in case.seats:
        school = books.roster.school(case.urn)
        name = school.full_name if school else ""
        words = f"{name} has no Diocesan Schools Officer on the list of people (the roster). Please add one."
        yield say(administrator(books, occasion.customs), words, f"no_dso:{case.urn}:{occasion.now:%Y%m%d}")
