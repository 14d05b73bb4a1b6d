"""How each decision about a case is carried out: decided, saved with its audit entry, promised. The audit holds a
fingerprint of what was written and no word of it."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from automations.cases.deciding import WRITES, CaseDecision, decided
from automations.cases.loading import actor_of, case_about, case_for, views_of
from automations.cases.notifications import after_case, meeting_kept
from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import send_text
from automations.engine.set_up_gaps import administrator
from cards.cases.actions import AskForDocument, OpenCase, ShowCases
from handbook.cases.case import Case, Confidential, Seat, Stage
from handbook.cases.concern_support import PutOnAgenda
from handbook.meetings.team_meeting import put_on_agenda
from store.records import to_json
from store.unit_of_work import UnitOfWork


def write(uow: UnitOfWork, command: Confidential, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Somebody writes in a case, or begins one. Raises Refused."""
    decision = decided(uow, command, ctx)
    saved = saved_case(uow, decision, ctx)
    if isinstance(command, PutOnAgenda):
        _put_on_agenda(uow, command, saved, ctx)
    return [*after_case(saved, decision.first_new), *meeting_kept(decision), *_gap(uow, saved, ctx)]


def saved_case(uow: UnitOfWork, decision: CaseDecision, ctx: CommandContext) -> Case:
    """Writes what was decided, with what can be proved of it later."""
    after = decision.after
    new = after.parts[decision.first_new - 1 :]
    digest = hashlib.sha256("\n".join(to_json(part) for part in new).encode()).hexdigest()
    entry = ctx.entry("case_written", case_about(after.id), part=len(after.parts), sha256=digest)
    book = uow.cases
    return book.save(after, entry, ctx.now) if decision.before else book.open(after, entry, ctx.now)


def read(uow: UnitOfWork, command: OpenCase, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Reading is noted (E5). Raises Refused."""
    case = case_for(uow, command.case_id, actor_of(uow, ctx.somebody, ctx.now))
    uow.audit(ctx.entry("case_read", case_about(case.id)), ctx.now)
    return ()


def list_own(uow: UnitOfWork, command: ShowCases, ctx: CommandContext) -> Iterable[OutboxJob]:
    """So is looking at the list of them, where there is anything in it."""
    for view in views_of(uow, actor_of(uow, ctx.somebody, ctx.now), ctx.now):
        uow.audit(ctx.entry("case_listed", case_about(view.case.id)), ctx.now)
    return ()


def ask_for_document(uow: UnitOfWork, command: AskForDocument, ctx: CommandContext) -> Iterable[OutboxJob]:
    """A link of their own is sent; pressed twice in a minute, one is. Raises Refused."""
    person = ctx.somebody
    case = case_for(uow, command.case_id, actor_of(uow, person, ctx.now))
    uow.audit(ctx.entry("case_document_asked", case_about(case.id)), ctx.now)
    args = {"person_id": person.id, "case_id": case.id}
    return [OutboxJob("send_case_link", f"{person.id}:{case.id}:{ctx.now:%Y%m%d%H%M}", args, JobQueue.TEAMS)]


HANDLERS: Final[Mapping[type, Handler]] = {
    **dict.fromkeys(WRITES, write),
    OpenCase: read,
    ShowCases: list_own,
    AskForDocument: ask_for_document,
}


def _put_on_agenda(uow: UnitOfWork, command: PutOnAgenda, case: Case, ctx: CommandContext) -> None:
    meeting = uow.team_meetings.get(command.meeting_id)
    entry = ctx.entry("agenda_set", f"team_meeting:{meeting.id}")
    listed = put_on_agenda(meeting, case.id, len(case.parts), ctx.now)
    uow.team_meetings.save(listed, entry, ctx.now)


def _gap(uow: UnitOfWork, case: Case, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Whoever keeps the list of people hears that a school has no DSO, and not why somebody noticed."""
    if case.stage is Stage.WITHOUT_DSO and Seat.DSO not in case.seats:
        school = uow.roster.school(case.urn)
        name = school.full_name if school else ""
        words = f"{name} has no Diocesan Schools Officer on the list of people (the roster). Please add one."
        yield send_text(administrator(uow, ctx.policy), words, f"no_dso:{case.urn}:{ctx.now:%Y%m%d}")
