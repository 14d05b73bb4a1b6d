"""Visits, and what the clock has done about them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa

from handbook.core.holders import holder_at
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear
from handbook.half_days.entitlement import Entitlement, HalfDayAccount, account
from handbook.visits.dossier import VisitDossier
from handbook.visits.purposes import ExtraVisit, Purpose
from handbook.visits.visit import STANDING, Visit, VisitStatus
from store.appraisals import Appraisals
from store.audit import AuditEntry, Chain
from store.many_rows import in_parts
from store.record_table import Kept, RecordsById
from store.roster import Roster
from store.tables import visit_occasions, visits
from store.year_books import ExtraServices, Preparations

NO_SUCH_VISIT: Final = "I cannot find that visit."


def _columns(visit: Visit) -> dict[str, object]:
    return {
        "id": visit.id,
        "urn": visit.urn,
        "year": visit.year.starts_in,
        "sip_id": visit.sip_id,
        "headteacher_id": visit.headteacher_id,
        "status": visit.status,
        "on_day": visit.half_day.on if visit.half_day else None,
        "event_id": visit.event_id,
    }


class Visits(RecordsById[Visit]):
    """The visits of one transaction."""

    unknown = NO_SUCH_VISIT
    kept = Kept(Visit, visits, _columns, order=("year", "on_day"))

    def __init__(
        self,
        connection: sa.Connection,
        roster: Roster,
        preparations: Preparations,
        extra_services: ExtraServices,
        appraisals: Appraisals,
        chain: Chain,
    ) -> None:
        super().__init__(connection, chain)
        self._roster = roster
        self._preparations = preparations
        self._extra_services = extra_services
        self._appraisals = appraisals

    def of_event(self, event_id: str) -> Visit | None:
        """The visit that an entry of its SIP's calendar is, if it is one."""
        found = self._of(event_id=event_id) if event_id else ()
        return found[0] if found else None

    def of_person(self, person: Person) -> tuple[Visit, ...]:
        """A SIP's or a headteacher's visits, the newest last."""
        return self._where(sa.or_(visits.c.sip_id == person.id, visits.c.headteacher_id == person.id))

    def of_school(self, urn: str) -> tuple[Visit, ...]:
        return self._of(urn=urn)

    def of_ids(self, visit_ids: Iterable[str]) -> tuple[Visit, ...]:
        """Those that there are."""
        parts = in_parts(dict.fromkeys(one for one in visit_ids if one))
        return tuple(visit for some in parts for visit in self._where(visits.c.id.in_(some)))

    def in_status(self, statuses: Iterable[VisitStatus], urn: str = "") -> tuple[Visit, ...]:
        """All in these statuses, of any year; of one school where it is given."""
        where = visits.c.status.in_(tuple(statuses))
        return self._where(where & (visits.c.urn == urn) if urn else where)

    def beside(self, visit: Visit) -> tuple[Visit, ...]:
        """The other visits of its year that are its SIP's or its school's."""
        either = sa.or_(visits.c.urn == visit.urn, visits.c.sip_id == visit.sip_id)
        return self._where(either & (visits.c.year == visit.year.starts_in) & (visits.c.id != visit.id))

    def sought(self, urn: str, year: AcademicYear, purpose: Purpose, sip_id: str) -> Visit | None:
        """The one for which half-days are being sought for this purpose."""
        found = self._of(urn=urn, year=year.starts_in, sip_id=sip_id, status=VisitStatus.SOUGHT)
        return next((visit for visit in found if _is_for(visit, purpose)), None)

    def standing(self, sip_id: str | None = None, by: date | None = None) -> tuple[Visit, ...]:
        """Those in both calendars (of one SIP), up to a day (included)."""
        condition = visits.c.status.in_(STANDING)
        if sip_id is not None:
            condition &= visits.c.sip_id == sip_id
        if by is not None:
            condition &= visits.c.on_day <= by
        return self._where(condition)

    def in_calendar(self, sip_id: str) -> tuple[Visit, ...]:
        """A SIP's visits that have an entry in their calendar, also those that are just being moved."""
        in_diary = visits.c.status.in_((*STANDING, VisitStatus.MOVED))
        return self._where(in_diary & (visits.c.sip_id == sip_id) & (visits.c.event_id != ""))

    def sips(self) -> tuple[str, ...]:
        """The SIPs who have visits in their diaries."""
        query = sa.select(visits.c.sip_id).where(visits.c.status.in_(STANDING)).distinct().order_by(visits.c.sip_id)
        return tuple(self._connection.execute(query).scalars())

    def account(self, urn: str, year: AcademicYear, entitlement: Entitlement) -> HalfDayAccount:
        """Where a school stands in a year (V1, V2, AS1)."""
        return self._account(urn, year, entitlement, self._of(urn=urn, year=year.starts_in))

    def dossier(self, visit: Visit, entitlement: Entitlement, bank_holidays: Iterable[date]) -> VisitDossier:
        """The visit with everything around it, as it stands in this transaction. Of one that is over, people and school
        have the names of its day, also where they have left the list."""
        then, at = self._roster.then, visit.half_day.starts_at if visit.is_over and visit.half_day else None
        school = self._roster.school_then(visit.urn, at)
        others = self.beside(visit)
        return VisitDossier(
            visit=visit,
            school=school,
            sip=then(holder_at(Role.SIP, visit.sip_id, visit.former, at), Role.SIP, at),
            headteacher=then(holder_at(Role.HEADTEACHER, visit.headteacher_id, visit.former, at), Role.HEADTEACHER, at),
            calendar=self._roster.calendar(school, bank_holidays),
            checks=self._roster.checks(visit.sip_id),
            account=self._account(visit.urn, visit.year, entitlement, (*others, visit)),
            diary=tuple(one for one in others if one.occupies),
            others=self._others(visit),
            trained_on=self._roster.sip_record(visit.sip_id).initial_training_on,
            appraises_from=self._roster.sip_record(visit.sip_id).appraises_from,
        )

    def _others(self, visit: Visit) -> dict[str, Person]:
        """Deputies, and those who had a part before, with the names that they had when they did something."""
        done, asked = visit.done_by, visit.asked
        named: list[tuple[str, datetime | None]] = [(one.person_id, one.until) for one in visit.former]
        named.append((visit.reason_deputy_id, None))
        named += [(done.deputy_id, done.at)] if done else []
        named += [(one.deputy_id, one.at) for one in visit.times]
        named += [(asked.deputy_id, asked.at)] if asked else []
        known = ((one, self._roster.known(one, at)) for one, at in named if one)
        return {person_id: person for person_id, person in known if person}

    def is_done(self, visit_id: str, occasion: str) -> bool:
        """Whether the clock has done this about a visit."""
        match = (visit_occasions.c.visit_id == visit_id) & (visit_occasions.c.occasion == occasion)
        return self._connection.execute(sa.select(visit_occasions.c.visit_id).where(match)).first() is not None

    def note_done(self, visit_id: str, occasion: str, entry: AuditEntry, at: datetime) -> bool:
        """False where it was noted before."""
        if self.is_done(visit_id, occasion):
            return False
        self._connection.execute(visit_occasions.insert(), {"visit_id": visit_id, "occasion": occasion})
        self._chain.append(entry, at)
        return True

    def _account(self, urn: str, year: AcademicYear, entitlement: Entitlement, own: Iterable[Visit]) -> HalfDayAccount:
        counted = account(
            urn,
            year,
            entitlement,
            own,
            self._preparations.of_year(urn, year),
            self._extra_services.of_year(urn, year),
        )
        return replace(counted, appraiser_id=self._appraisals.appraiser(urn, year))


def _is_for(visit: Visit, purpose: Purpose) -> bool:
    """An extra service is known by its id: its name does not travel with a click."""
    if isinstance(purpose, ExtraVisit):
        return isinstance(visit.purpose, ExtraVisit) and visit.purpose.extra_id == purpose.extra_id
    return visit.purpose == purpose
