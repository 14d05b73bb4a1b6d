"""Who and where: people, schools, term dates. Filled from the trust's roster, read by everything."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from handbook.people import Person, Role, School
from handbook.refusal import Refused
from handbook.school_years import SchoolCalendar, Session, Term, school_calendar
from store.tables import closed_days, people, schools, term_dates


class Roster:
    """The people and schools of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def person(self, person_id: str) -> Person | None:
        row = self._connection.execute(sa.select(people).where(people.c.id == person_id)).mappings().first()
        return _person(row) if row else None

    def named(self, person_ids: Iterable[str]) -> dict[str, Person]:
        """These people by id. Raises Refused when the roster lacks one: the service is not set up for this school."""
        wanted = set(person_ids)
        rows = self._connection.execute(sa.select(people).where(people.c.id.in_(wanted))).mappings()
        found = {row["id"]: _person(row) for row in rows}
        if len(found) < len(wanted):
            raise Refused("unknown", "Somebody of this school is missing from the service’s list of people.")
        return found

    def holder(self, role: Role) -> Person:
        """The person with a role that one person holds, such as the Trust Advisor. Raises Refused if there is none."""
        row = (
            self._connection.execute(sa.select(people).where(people.c.role == role).order_by(people.c.id))
            .mappings()
            .first()
        )
        if row is None:
            raise Refused("unknown", f"The service’s list of people has no {role.words}.")
        return _person(row)

    def school(self, urn: str) -> School | None:
        row = self._connection.execute(sa.select(schools).where(schools.c.urn == urn)).mappings().first()
        return School(**row) if row else None

    def schools(self) -> tuple[School, ...]:
        rows = self._connection.execute(sa.select(schools).order_by(schools.c.urn)).mappings()
        return tuple(School(**row) for row in rows)

    def calendar(self, school: School, bank_holidays: Iterable[date]) -> SchoolCalendar:
        """The school days of one school: its own term dates, else its local authority's."""
        closed = self._connection.execute(sa.select(closed_days.c.day).where(closed_days.c.urn == school.urn)).scalars()
        return school_calendar(
            self._sessions(school.local_authority), self._sessions(school.urn), closed.all(), bank_holidays
        )

    def replace(
        self,
        new_people: Iterable[Person],
        new_schools: Iterable[School],
        sessions: Mapping[str, Iterable[Session]],
        closed: Mapping[str, Iterable[date]],
    ) -> None:
        """Makes the roster what the trust says it is. Records of reports keep the people they began with."""
        self._refill(people, [{"id": p.id, "name": p.name, "email": p.email, "role": p.role} for p in new_people])
        self._refill(schools, [{c.name: getattr(s, c.name) for c in schools.c} for s in new_schools])
        self._refill(
            term_dates,
            [
                {"owner": owner, "first_on": s.first_on, "last_on": s.last_on, "term": s.term}
                for owner, owned in sessions.items()
                for s in owned
            ],
        )
        self._refill(closed_days, [{"urn": urn, "day": day} for urn, days in closed.items() for day in days])

    def _sessions(self, owner: str) -> tuple[Session, ...]:
        rows = self._connection.execute(sa.select(term_dates).where(term_dates.c.owner == owner)).mappings()
        return tuple(Session(row["first_on"], row["last_on"], Term(row["term"])) for row in rows)

    def _refill(self, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        self._connection.execute(table.delete())
        if rows:
            self._connection.execute(table.insert(), rows)


def _person(row: sa.RowMapping) -> Person:
    return Person(row["id"], row["name"], row["email"], Role(row["role"]))
