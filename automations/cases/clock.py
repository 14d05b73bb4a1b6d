"""What the clock brings about cases: overdue days are chased in school days, who has left is followed, a DSO who has
come is reached, and what is old is forgotten."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from automations.cases.books import case_about
from automations.cases.deciding import Decision
from automations.cases.decisions import saved_case
from automations.cases.telling import after_case, after_forgetting, meeting_kept, reminded
from automations.engine.command_bus import Customs, Handler, Occasion, Sight
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.notifications import say
from automations.engine.outbox import Promise
from automations.engine.roster import school_of
from automations.engine.set_up_gaps import administrator
from handbook.cases.answers import minder
from handbook.cases.case import Case, Confidential, Seat, Stage
from handbook.cases.concern_steps import ReachDso, dso_reached
from handbook.cases.keeping import (
    ChaseReview,
    FollowSeats,
    ForgetCase,
    chased,
    followed,
    is_to_be_chased,
    is_to_be_forgotten,
    minder_id,
    nobody_minds,
    successors,
    tombstone,
)
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar
from store.ledger import Ledger

_ALREADY: Final = "This has been done already."


def chase(books: Ledger, command: ChaseReview, occasion: Occasion) -> Iterable[Promise]:
    case = books.cases.get(command.case_id)
    if not _is_overdue(books, case, occasion.customs, occasion.now):
        raise Refused("stale", _ALREADY)
    entry = occasion.entry("case_chased", case_about(case.id))
    saved = books.cases.save(chased(case, command.on), entry, occasion.now)
    if books.roster.person(minder_id(saved)) is None:  # an office that is vacant
        words = f"The list of people (the roster) has no {minder(saved).words}. Please add one."
        return [say(administrator(books, occasion.customs), words, f"vacant:{minder(saved).value}:{command.on}")]
    sight = Sight(occasion.now, occasion.customs)
    return list(reminded(books, saved, minder_id(saved), sight, f"review-{command.on}"))


def follow(books: Ledger, command: FollowSeats, occasion: Occasion) -> Iterable[Promise]:
    case = books.cases.get(command.case_id)
    new = _to_follow(books, case)
    if not new:
        raise Refused("stale", _ALREADY)
    return _kept(books, Decision(case, followed(case, new, occasion.now)), occasion)


def reach(books: Ledger, command: ReachDso, occasion: Occasion) -> Iterable[Promise]:
    case = books.cases.get(command.case_id)
    reached = dso_reached(case, school_of(books, case.urn), occasion.now)
    return _kept(books, Decision(case, reached), occasion)


def forget(books: Ledger, command: ForgetCase, occasion: Occasion) -> Iterable[Promise]:
    case = books.cases.get(command.case_id)
    if not is_to_be_forgotten(case, occasion.customs.cases, occasion.now):
        raise Refused("stale", _ALREADY)
    entry = occasion.entry("case_forgotten", case_about(case.id))
    return [after_forgetting(books.cases.save(tombstone(case, occasion.now), entry, occasion.now))]


HANDLERS: Final[Mapping[type, Handler]] = {
    ChaseReview: chase,
    FollowSeats: follow,
    ReachDso: reach,
    ForgetCase: forget,
}


def due_now(books: Ledger, customs: Customs, now: datetime) -> tuple[Confidential | ReportDeadlineUnknown, ...]:
    """All that the clock should do about cases now."""
    today, standing = london_date(now), books.cases.standing()
    old = books.cases.closed_before(now - timedelta(days=365 * customs.cases.keep_years))
    due: tuple[tuple[Iterable[Case], Callable[[Case], object], Callable[[Case], Confidential]], ...] = (
        (standing, lambda case: _to_follow(books, case), lambda case: FollowSeats(case.id)),
        (standing, lambda case: _has_dso_now(books, case), lambda case: ReachDso(case.id)),
        (
            books.cases.overdue(today),
            lambda case: _is_overdue(books, case, customs, now),
            lambda case: ChaseReview(case.id, today),
        ),
        (old, lambda case: is_to_be_forgotten(case, customs.cases, now), lambda case: ForgetCase(case.id)),
    )
    return tuple(
        one
        for cases, is_due, command in due
        for one in of_each(
            "records", cases, lambda case, is_due=is_due, command=command: [command(case)] * bool(is_due(case))
        )
    )


def _kept(books: Ledger, decision: Decision, occasion: Occasion) -> list[Promise]:
    saved = saved_case(books, decision, occasion)
    return [*after_case(saved, decision.first_new), *meeting_kept(decision)]


def _is_overdue(books: Ledger, case: Case, customs: Customs, now: datetime) -> bool:
    school = books.roster.school(case.urn)
    calendar = books.roster.calendar(school, customs.bank_holidays) if school else SchoolCalendar((), frozenset())
    return is_to_be_chased(case, calendar, customs.cases, london_date(now))


def _to_follow(books: Ledger, case: Case) -> dict[Seat, Person | None]:
    """The seats that somebody else takes now; nothing where only those are empty that nobody needs."""

    def holder(role: Role) -> Person | None:
        return next(iter(books.roster.people(role)), None)

    new = successors(case, books.roster.school(case.urn), books.roster.person, holder)
    return new if any(new.values()) or nobody_minds(case, new) else {}


def _has_dso_now(books: Ledger, case: Case) -> bool:
    school = books.roster.school(case.urn)
    return case.stage is Stage.WITHOUT_DSO and school is not None and bool(school.dso_id)
