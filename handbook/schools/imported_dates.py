"""What files say of term dates and INSET days (V2) and of the checks on SIPs (C1), and what the list would say then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from handbook.core.school_years import AcademicYear, Session, Term
from handbook.schools.outcome import RowOutcome
from handbook.schools.trust_list import PersonEntry, SchoolEntry, TrustList
from handbook.visits.checks import DbsLevel, SipChecks


@dataclass(frozen=True, slots=True)
class ImportedDates:
    """One row: half terms of a local authority (by its name) or of one school (by its URN), or days on which that
    school is closed to pupils."""

    owner: str
    sessions: tuple[Session, ...] = ()
    closed: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedChecks:
    """One row: the checks of one SIP. What is None or empty is left as it was."""

    sip_id: str
    recruitment_checked_on: date | None = None
    dbs_checked_on: date | None = None
    dbs_review_by: date | None = None
    dbs_level: DbsLevel | None = None
    checked_by: str = ""


def wanted_dates(known: TrustList, found: Iterable[ImportedDates]) -> TrustList:
    """The list as far as the file says it: of each term that it speaks of its half terms and no others, and of each
    year in which it closes a school, its days."""
    sessions, closed = dict[str, list[Session]](), dict[str, list[date]]()
    for one in found:
        if one.sessions:
            sessions.setdefault(one.owner, []).extend(one.sessions)
        if one.closed:
            closed.setdefault(one.owner, []).extend(one.closed)
    schools: dict[str, SchoolEntry] = {}
    for urn in (sessions.keys() | closed.keys()) & known.schools.keys():
        entry = known.schools[urn]
        schools[urn] = replace(
            entry,
            sessions=_joined(entry.sessions, sessions.get(urn, ())),
            closed=_days(entry.closed, closed.get(urn, ())),
        )
    authorities = {
        name: _joined(known.authorities.get(name, ()), some)
        for name, some in sessions.items()
        if name not in known.schools
    }
    return TrustList(schools, {}, authorities)


def outcome_of(known: TrustList, one: ImportedDates) -> RowOutcome:
    """What a row would do."""
    entry = known.schools.get(one.owner)
    sessions = entry.sessions if entry else known.authorities.get(one.owner, ())
    if set(one.sessions) <= set(sessions) and set(one.closed) <= set(entry.closed if entry else ()):
        return RowOutcome.UNCHANGED
    begun = {session.first_on for session in sessions}
    return RowOutcome.CHANGED if any(session.first_on in begun for session in one.sessions) else RowOutcome.CREATED


def wanted_checks(known: TrustList, found: Iterable[ImportedChecks]) -> TrustList:
    """The list as far as the file says it."""
    people: dict[str, PersonEntry] = {}
    for one in found:
        entry = known.people[one.sip_id]
        before = entry.checks or SipChecks(one.sip_id)
        checks = replace(before, **_given(one))
        people[one.sip_id] = replace(entry, checks=checks)
    return TrustList({}, people)


def _given(one: ImportedChecks) -> Mapping[str, date | DbsLevel | str]:
    said = {each.name: getattr(one, each.name) for each in fields(one) if each.name != "sip_id"}
    return {name: value for name, value in said.items() if value}


def _joined(known: Sequence[Session], said: Sequence[Session]) -> tuple[Session, ...]:
    terms = {_term(session) for session in said}
    kept = [session for session in known if _term(session) not in terms]
    return tuple(sorted([*kept, *said], key=lambda session: session.first_on))


def _term(session: Session) -> tuple[AcademicYear, Term]:
    return AcademicYear.of(session.last_on), session.term


def _days(known: Sequence[date], said: Sequence[date]) -> tuple[date, ...]:
    years = {AcademicYear.of(day) for day in said}
    return tuple(sorted({*said, *(day for day in known if AcademicYear.of(day) not in years)}))
