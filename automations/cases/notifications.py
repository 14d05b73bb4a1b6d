"""What follows from a decision about a case: whoever was given a part of it hears that something needs them, and no
more. So do their deputies."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from automations.cases.deciding import CaseDecision
from automations.cases.kinds import CaseKind
from automations.cases.loading import actor_of, case_about
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.outbox import JobQueue, OutboxJob, follow_up
from automations.engine.notifications import refresh_all, send_card, send_text
from automations.engine.workflow import FollowUp
from handbook.cases.case import Case, Part, Seat, readers_of_part
from handbook.cases.concern_escalation import meeting_of
from handbook.cases.keeping import minder_id
from handbook.cases.signing import ids_in
from handbook.core.british_time import london_date
from store.unit_of_work import UnitOfWork


def after_case(case: Case, first_new: int) -> Iterable[OutboxJob]:
    """The one job of a decision about a case; the worker makes many of it."""
    about = f"{case_about(case.id)}@{first_new}"
    yield follow_up("case_grown", about, f"case_grown:{about}")


def after_forgetting(case: Case) -> OutboxJob:
    about = f"{case_about(case.id)}@0"
    return follow_up("case_forgotten", about, f"case_forgotten:{about}")


def meeting_kept(decision: CaseDecision) -> Iterable[OutboxJob]:
    """The calendars follow what was decided about the partnership meeting (O1), also where its host is another now."""
    before, after = decision.before, decision.after
    hosts = dict.fromkeys(case.seats.get(Seat.DSO, "") for case in (before, after) if case is not None)
    meetings = (before and meeting_of(before), meeting_of(after))
    changed = meetings[0] != meetings[1] or (meetings[1] and len(hosts) > 1)
    for host_id in hosts:
        if changed and host_id:
            args = {"case_id": after.id, "host_id": host_id}
            yield OutboxJob(
                "keep_partnership_meeting", f"{after.id}:{host_id}@{len(after.parts)}", args, JobQueue.GRAPH
            )


def grown(uow: UnitOfWork, case: Case, first_new: int, context: RenderContext) -> Iterable[OutboxJob]:
    """One message to each reader of what is new, but for who wrote it."""
    newest = {one: part for part in case.parts[first_new - 1 :] for one in _hear(uow, case, part, context)}
    for person_id, part in newest.items():
        yield send_card(CaseKind.CASE, person_id, case_about(case.id), part.number)


def forgotten(uow: UnitOfWork, case: Case, _first_new: int, _context: RenderContext) -> Iterable[OutboxJob]:
    """What stands in chats opens nothing any more."""
    yield from refresh_all(uow, case_about(case.id), case.revision)


def _of_case(follow_up: Callable[[UnitOfWork, Case, int, RenderContext], Iterable[OutboxJob]]) -> FollowUp:
    """The id that it is given is the case's, with the number of the first new part."""

    def follow(uow: UnitOfWork, key: str, context: RenderContext) -> Iterable[OutboxJob]:
        case_id, _, first_new = key.partition("@")
        return follow_up(uow, uow.cases.get(case_id), int(first_new), context)

    return follow


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {"case_grown": _of_case(grown), "case_forgotten": _of_case(forgotten)}


def reminded(uow: UnitOfWork, case: Case, person_id: str, context: RenderContext, occasion: str) -> Iterable[OutboxJob]:
    """The same message once more, to somebody and to who stands in for them."""
    for one in (person_id, *_deputies(uow, case, person_id, context)):
        yield send_card(CaseKind.CASE, one, case_about(case.id), len(case.parts), occasion)


def could_not(uow: UnitOfWork, case_id: str, words: str, key: str) -> Iterable[OutboxJob]:
    """Whoever minds the case hears that something about one of theirs does not work; not which, and nobody's name: it
    stands in a chat."""
    case = uow.cases.get(case_id)
    if case.is_open:
        yield send_text(minder_id(case), words, f"trouble:case:{key}")


def _hear(uow: UnitOfWork, case: Case, part: Part, context: RenderContext) -> list[str]:
    readers = readers_of_part(case, part.number) - {part.by.person_id, part.by.for_id}
    known = [one for one in sorted(readers) if uow.roster.person(one) is not None]
    return [someone for one in known for someone in (one, *_deputies(uow, case, one, context))]


def _deputies(uow: UnitOfWork, case: Case, person_id: str, context: RenderContext) -> list[str]:
    """Who stands in for somebody today, and may in this case."""
    today = london_date(context.now)
    found: list[str] = []
    for cover in uow.covers.of_person(person_id):
        deputy = uow.roster.person(cover.deputy_id) if cover.stands(today) else None
        if deputy is not None and person_id in ids_in(case, actor_of(uow, deputy, context.now)):
            found.append(deputy.id)
    return found
