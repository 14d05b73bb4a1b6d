"""What follows from a decision about a case: whoever was given a part of it hears that something needs them, and no
more. So do their deputies."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from automations.cases.books import actor_of, case_about
from automations.cases.deciding import Decision
from automations.cases.kinds import CaseKind
from automations.engine.command_bus import Sight
from automations.engine.notifications import redraw_all, say, tell
from automations.engine.outbox import FarEnd, Promise, follow_up
from automations.engine.workflow import FollowUp
from handbook.cases.case import Case, Part, Seat, readers_of_part
from handbook.cases.concern_escalation import meeting_of
from handbook.cases.keeping import minder_id
from handbook.cases.signing import ids_in
from handbook.core.british_time import london_date
from store.ledger import Ledger


def after_case(case: Case, first_new: int) -> Iterable[Promise]:
    """The one promise of a decision about a case; the worker makes many of it."""
    about = f"{case_about(case.id)}@{first_new}"
    yield follow_up("case_grown", about, f"case_grown:{about}")


def after_forgetting(case: Case) -> Promise:
    about = f"{case_about(case.id)}@0"
    return follow_up("case_forgotten", about, f"case_forgotten:{about}")


def meeting_kept(decision: Decision) -> Iterable[Promise]:
    """The calendars follow what was decided about the partnership meeting (O1), also where its host is another now."""
    before, after = decision.before, decision.after
    hosts = dict.fromkeys(case.seats.get(Seat.DSO, "") for case in (before, after) if case is not None)
    meetings = (before and meeting_of(before), meeting_of(after))
    changed = meetings[0] != meetings[1] or (meetings[1] and len(hosts) > 1)
    for host_id in hosts:
        if changed and host_id:
            args = {"case_id": after.id, "host_id": host_id}
            yield Promise("keep_partnership_meeting", f"{after.id}:{host_id}@{len(after.parts)}", args, FarEnd.GRAPH)


def grown(books: Ledger, case: Case, first_new: int, sight: Sight) -> Iterable[Promise]:
    """One message to each reader of what is new, but for who wrote it."""
    newest = {one: part for part in case.parts[first_new - 1 :] for one in _hear(books, case, part, sight)}
    for person_id, part in newest.items():
        yield tell(CaseKind.CASE, person_id, case_about(case.id), part.number)


def forgotten(books: Ledger, case: Case, _first_new: int, _sight: Sight) -> Iterable[Promise]:
    """What stands in chats opens nothing any more."""
    yield from redraw_all(books, case_about(case.id), case.revision)


def _of_case(follow_up: Callable[[Ledger, Case, int, Sight], Iterable[Promise]]) -> FollowUp:
    """The id that it is given is the case's, with the number of the first new part."""

    def follow(books: Ledger, key: str, sight: Sight) -> Iterable[Promise]:
        case_id, _, first_new = key.partition("@")
        return follow_up(books, books.cases.get(case_id), int(first_new), sight)

    return follow


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {"case_grown": _of_case(grown), "case_forgotten": _of_case(forgotten)}


def reminded(books: Ledger, case: Case, person_id: str, sight: Sight, occasion: str) -> Iterable[Promise]:
    """The same message once more, to somebody and to who stands in for them."""
    for one in (person_id, *_deputies(books, case, person_id, sight)):
        yield tell(CaseKind.CASE, one, case_about(case.id), len(case.parts), occasion)


def could_not(books: Ledger, case_id: str, words: str, key: str) -> Iterable[Promise]:
    """Whoever minds the case hears that something about one of theirs does not work; not which, and nobody's name: it
    stands in a chat."""
    case = books.cases.get(case_id)
    if case.is_open:
        yield say(minder_id(case), words, f"trouble:{key}")


def _hear(books: Ledger, case: Case, part: Part, sight: Sight) -> list[str]:
    readers = readers_of_part(case, part.number) - {part.by.person_id, part.by.for_id}
    known = [one for one in sorted(readers) if books.roster.person(one) is not None]
    return [someone for one in known for someone in (one, *_deputies(books, case, one, sight))]


def _deputies(books: Ledger, case: Case, person_id: str, sight: Sight) -> list[str]:
    """Who stands in for somebody today, and may in this case."""
    today = london_date(sight.now)
    found: list[str] = []
    for cover in books.covers.of_person(person_id):
        deputy = books.roster.person(cover.deputy_id) if cover.stands(today) else None
        if deputy is not None and person_id in ids_in(case, actor_of(books, deputy, sight.now)):
            found.append(deputy.id)
    return found
