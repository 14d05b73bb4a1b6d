"""What the trust's list said before: people and schools as they were, each from an instant on. Rows are added and never
taken away, so that what people left behind reads on with the names and offices of that time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from handbook.core.people import Person, Role, School
from store.many_rows import in_parts
from store.roster_tables import offices_kept, offices_of
from store.tables import METADATA, Instant

ALWAYS: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Since when something was so of which nobody knows since when."""

people_then: Final = sa.Table(
    "people_then",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("since", Instant, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("also", sa.String, nullable=False, server_default=""),
)

schools_then: Final = sa.Table(
    "schools_then",
    METADATA,
    sa.Column("urn", sa.String, primary_key=True),
    sa.Column("since", Instant, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("town", sa.String, nullable=False),
    sa.Column("local_authority", sa.String, nullable=False),
    sa.Column("headteacher_id", sa.String, nullable=False),
    sa.Column("sip_id", sa.String, nullable=False),
    sa.Column("dso_id", sa.String, nullable=False),
    sa.Column("la_officer_id", sa.String, nullable=False),
)

T = TypeVar("T")
_States = tuple[tuple[datetime, T], ...]
_Added = tuple[Mapping[str, Any], datetime, datetime | None]
"""A state as a row, from when on, and from when on the last one was."""


@dataclass(frozen=True, slots=True)
class RosterHistory:
    """Everybody and every school that was ever on the list, by id, with the states of each, oldest first. People have
    no addresses here: whoever has left is not written to."""

    people: Mapping[str, _States[Person]]
    schools: Mapping[str, _States[School]]

    def person(self, person_id: str, at: datetime | None) -> Person | None:
        """As they were at an instant; before the first that is known, as they were first. Without one, as last."""
        return _at(self.people.get(person_id, ()), at)

    def school(self, urn: str, at: datetime | None) -> School | None:
        """The same of a school."""
        return _at(self.schools.get(urn, ()), at)

    def last_change(self, urn: str, part: Role) -> tuple[datetime, str, str] | None:
        """Since when a school has whom it has now as its headteacher or SIP, whom it had before, and whom it has; None
        where it had nobody else. Between two people a part may be vacant; before the first there was nobody."""
        known = [(since, holder_of(state, part)) for since, state in self.schools.get(urn, ())]
        states = [*known[:1], *(one for one in known[1:-1] if one[1]), *known[1:][-1:]]
        for (_, was), (since, now) in zip(reversed(states[:-1]), reversed(states), strict=False):
            if was != now:
                return since, was, now
        return None

    def holder(self, role: Role, at: datetime | None) -> Person | None:
        """Who had come last into an office that one person holds."""
        found = [
            (since, state)
            for states in self.people.values()
            for since, state in states
            if state.is_a(role) and (at is None or since <= at)
        ]
        return max(found, key=lambda one: (one[0], one[1].id))[1] if found else None


def holder_of(school: School, part: Role) -> str:
    """The id of a school's SIP, headteacher or diocesan officer."""
    return {Role.SIP: school.sip_id, Role.DSO: school.dso_id}.get(part, school.headteacher_id)


def read_history(connection: sa.Connection) -> RosterHistory:
    people: dict[str, _States[Person]] = {}
    for row in connection.execute(sa.select(people_then).order_by(people_then.c.since)):
        person = Person(row.id, row.name, "", Role(row.role), offices_of(row.also))
        people[row.id] = (*people.get(row.id, ()), (row.since, person))
    schools: dict[str, _States[School]] = {}
    for row in connection.execute(sa.select(schools_then).order_by(schools_then.c.since)).mappings():
        school = School(**{field.name: row[field.name] for field in fields(School)})
        schools[school.urn] = (*schools.get(school.urn, ()), (row["since"], school))
    return RosterHistory(people, schools)


def note_states(
    connection: sa.Connection, known: RosterHistory, people: Iterable[Person], schools: Iterable[School], at: datetime
) -> None:
    """Adds what differs from the last state of each. A clock that was set back overwrites nothing older."""
    _put(connection, people_then.c.id, _new_persons(known, people, at))
    _put(connection, schools_then.c.urn, _new_places(known, schools, at))


def _new_persons(known: RosterHistory, people: Iterable[Person], at: datetime) -> Iterator[_Added]:
    for person in people:
        last = _last(known.people.get(person.id, ()))
        if last is None or (last[1].name, last[1].offices) != (person.name, person.offices):
            row = {"id": person.id, "name": person.name, "role": person.role.value, "also": offices_kept(person.also)}
            yield row, at, last and last[0]


def _new_places(known: RosterHistory, schools: Iterable[School], at: datetime) -> Iterator[_Added]:
    for school in schools:
        last = _last(known.schools.get(school.urn, ()))
        if last is None or last[1] != school:
            yield {field.name: getattr(school, field.name) for field in fields(School)}, at, last and last[0]


def _put(connection: sa.Connection, key: sa.Column[Any], added: Iterable[_Added]) -> None:
    table = key.table
    same = (key == sa.bindparam("of")) & (table.c.since == sa.bindparam("at"))
    for some in in_parts(added):
        if again := [{"of": row[key.name], "at": last} for row, at, last in some if last is not None and last >= at]:
            connection.execute(table.delete().where(same), again)
        connection.execute(table.insert(), [{**row, "since": max(at, last or at)} for row, at, last in some])


def _last(states: Sequence[tuple[datetime, T]]) -> tuple[datetime, T] | None:
    return states[-1] if states else None


def _at(states: Sequence[tuple[datetime, T]], at: datetime | None) -> T | None:
    if not states:
        return None
    return next((state for since, state in reversed(states) if at is None or since <= at), states[0][1])
