"""Who and where: people, schools, term dates, checks. The trust's list lives here; imports change it, all read it.

The roster is small, and changes seldom: each process keeps it in memory, and asks now and then whether it still has the
newest."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from handbook.cases.safeguarding import SafeguardingContacts
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar, Session, school_calendar
from handbook.schools.trust_list import ListChanges, PersonEntry, SchoolEntry, TrustList
from handbook.sip_team.record import SipRecord
from handbook.visits.checks import SipChecks
from handbook.visits.policy import Hosting
from store.audit import AuditEntry, Chain
from store.case_tables import safeguarding
from store.records import to_json
from store.roster_changes import columns, write_changes
from store.roster_history import ALWAYS, note_states
from store.roster_snapshot import Snapshot, read_snapshot
from store.roster_tables import (
    closed_days,
    hosting,
    people,
    roster_revision,
    schools,
    sip_checks,
    term_dates,
)

_NOTHING_SAID: Final = Hosting()
_NOBODY_NAMED: Final = SafeguardingContacts()
_GONE_SCHOOL: Final = "a school that is no longer on the list"
_REVISION: Final = sa.select(roster_revision.c.revision)


class RosterMemory:
    """What a process remembers of the roster, shared by its transactions. What another process changed is seen after
    `seconds` at the latest."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last: Snapshot | None = None
        self._asked_at = 0.0
        self._changes = 0
        self._is_changing = False

    def of(self, connection: sa.Connection) -> Snapshot:
        now, changes, last = time.monotonic(), self._changes, self._last
        if last is not None and now - self._asked_at < self._seconds:
            return last
        revision = connection.execute(_REVISION).scalar() or 0
        if last is None or last.revision != revision:
            last = read_snapshot(connection, revision)
        if changes == self._changes:  # nobody changed it meanwhile: what was read may be from before
            self._last, self._asked_at = last, now
        return last

    def forget(self) -> None:
        """This process changes the roster: the next transaction asks."""
        self._is_changing = True
        self._changes += 1
        self._asked_at = 0.0
        self._last = None

    def committed(self) -> None:
        """A transaction of this process is over: whoever asked while it changed the roster knows what was before."""
        if self._is_changing:
            self.forget()
            self._is_changing = False


class Roster:
    """The people and schools of one transaction."""

    def __init__(self, connection: sa.Connection, memory: RosterMemory, chain: Chain) -> None:
        self._connection = connection
        self._memory = memory
        self._chain = chain
        self._known: Snapshot | None = memory.of(connection)

    def person(self, person_id: str) -> Person | None:
        return self._snapshot.people.get(person_id)

    def named(self, person_id: str) -> Person:
        """Somebody whom a record names. Raises Refused when the roster lacks them: it was not set up for this."""
        person = self.person(person_id)
        if person is None:
            raise Refused("unknown", "Somebody of this school is missing from the service’s list of people.")
        return person

    def holder(self, role: Role) -> Person:
        """The person with a role that one person holds, such as the Trust Advisor. Raises Refused if there is none."""
        person = next((person for person in self._snapshot.people.values() if person.is_a(role)), None)
        if person is None:
            raise Refused("unknown", f"The service’s list of people has no {role.words}.")
        return person

    def known(self, person_id: str, at: datetime | None = None) -> Person | None:
        """Somebody who is or was on the list: with the name and office that they had at an instant; without one, that
        they have, or had last. Who is not on it now has no address."""
        now = self.person(person_id)
        if now is not None and at is None:
            return now
        was = self._snapshot.history.person(person_id, at)
        return replace(was, email=now.email if now else "") if was else now

    def then(self, person_id: str, role: Role, at: datetime | None = None) -> Person:
        """Whom a record names in a part of its own, for reading it: nobody's leaving makes that impossible. Of whom
        nothing is known, the part is told; where nobody has it, that it is open."""
        nobody = f"a former {role.words}" if person_id else f"a {role.words} to be named"
        return self.known(person_id, at) or Person(person_id, nobody, "", role)

    def holder_then(self, role: Role, at: datetime | None = None) -> Person:
        """Who held an office of one person at an instant; without one, who holds it, or did last."""
        now = next(iter(self.people(role)), None)
        if now is not None and at is None:
            return now
        was = self._snapshot.history.holder(role, at) or now
        return self.then(was.id, role, at) if was else self.then("", role)

    def people(self, *roles: Role) -> tuple[Person, ...]:
        """Everybody with one of these roles, by name."""
        found = (person for person in self._snapshot.people.values() if person.is_a(*roles))
        return tuple(sorted(found, key=lambda person: (person.name, person.id)))

    def school(self, urn: str) -> School | None:
        return self._snapshot.schools.get(urn)

    def school_then(self, urn: str, at: datetime | None = None) -> School:
        """The school that a record is about, for reading it: as the list has it or had it last, with the name that it
        had at an instant."""
        now, was = self.school(urn), self.school_as_it_was(urn, at)
        return replace(now, name=was.name, town=was.town) if now else was

    def school_as_it_was(self, urn: str, at: datetime | None) -> School:
        """The same with the people whom it had then."""
        now = self.school(urn)
        if now is not None and at is None:
            return now
        return self._snapshot.history.school(urn, at) or now or School(urn, _GONE_SCHOOL, "", "", "", "", "", "")

    def schools(self) -> tuple[School, ...]:
        return tuple(self._snapshot.schools.values())

    def last_change(self, urn: str, part: Role) -> tuple[datetime, str, str] | None:
        """Since when a school has whom it has as its headteacher or SIP, whom it had before and whom it has; None where
        it had nobody else."""
        return self._snapshot.history.last_change(urn, part)

    def school_states(self) -> Mapping[str, Sequence[tuple[datetime, School]]]:
        """What the list said of each school that is or was on it, each from an instant on, the oldest first."""
        return self._snapshot.history.schools

    def ever_outside(self, person_id: str) -> frozenset[str]:
        """The schools of which somebody is or was the diocesan officer or the local authority's."""
        states = ((urn, state) for urn, known in self.school_states().items() for _, state in known)
        return frozenset(urn for urn, state in states if person_id in (state.dso_id, state.la_officer_id))

    def ever_had(self, urn: str) -> bool:
        """Whether a school is or was on the list."""
        return urn in self._snapshot.history.schools

    def schools_ever(self) -> tuple[School, ...]:
        """Those on the list, and those that were once, as it had them last."""
        return tuple(self.school_then(urn) for urn in self._snapshot.history.schools)

    def calendar(self, school: School, bank_holidays: Iterable[date]) -> SchoolCalendar:
        """The school days of one school: its own term dates, else its local authority's."""
        sessions, closed = self._snapshot.sessions, self._snapshot.closed
        return school_calendar(
            sessions.get(school.local_authority, ()),
            sessions.get(school.urn, ()),
            closed.get(school.urn, ()),
            bank_holidays,
        )

    def hosting(self, school: School) -> Hosting:
        """What the school says about visits to it; nothing where it has not."""
        return self._snapshot.hosting.get(school.urn, _NOTHING_SAID)

    def checks(self, sip_id: str) -> SipChecks | None:
        """The checks on a SIP (C1), where any are on record."""
        return self._snapshot.checks.get(sip_id)

    def sip_record(self, sip_id: str) -> SipRecord:
        """What else is on record about a SIP; an empty record where nothing is."""
        return self._snapshot.sips.get(sip_id) or SipRecord(sip_id)

    def safeguarding(self, school: School) -> SafeguardingContacts:
        """Whom to call where a child of the school is at risk; empty words where the trust's file names nobody."""
        return self._snapshot.safeguarding.get(school.urn, _NOBODY_NAMED)

    def listed(self) -> TrustList:
        """All that the list says, as it is in the database at this moment."""
        snapshot = self._newest()
        schools = {
            urn: SchoolEntry(
                school,
                snapshot.sessions.get(urn, ()),
                snapshot.closed.get(urn, ()),
                snapshot.hosting.get(urn, _NOTHING_SAID),
                snapshot.safeguarding.get(urn, _NOBODY_NAMED),
            )
            for urn, school in snapshot.schools.items()
        }
        people = {one.id: PersonEntry(one, snapshot.checks.get(one.id)) for one in snapshot.people.values()}
        authorities = {name: found for name, found in snapshot.sessions.items() if not name.isdecimal()}
        return TrustList(schools, people, authorities, snapshot.revision, snapshot.sips)

    def apply(self, changes: ListChanges, entry: AuditEntry, at: datetime) -> None:
        """Changes single entries of the list. What it said before is kept (`then`)."""
        snapshot = self._newest()
        persons = [one.person for one in changes.people.values() if one is not None]
        new_schools = [one.school for one in changes.schools.values() if one is not None]
        note_states(self._connection, snapshot.history, persons, new_schools, at)
        write_changes(self._connection, changes)
        self._chain.append(entry, at)
        self._turn(snapshot.revision + 1)

    def turn(self) -> None:
        """Something that the list is read with has changed in this transaction."""
        self._turn(self._newest().revision + 1)

    @property
    def _snapshot(self) -> Snapshot:
        return self._known or self._newest()

    def _newest(self) -> Snapshot:
        """This process may remember what another has changed since. What this transaction changed may yet be undone:
        nobody else must remember that."""
        revision = self._connection.execute(_REVISION).scalar() or 0
        if self._known is None or revision != self._known.revision:
            self._known = read_snapshot(self._connection, revision)
        return self._known

    def _turn(self, revision: int) -> None:
        self._refill(roster_revision, [{"revision": revision}])
        self._known = None
        self._memory.forget()

    def replace(
        self,
        new_people: Iterable[Person],
        new_schools: Iterable[School],
        sessions: Mapping[str, Iterable[Session]],
        closed: Mapping[str, Iterable[date]],
        said: Mapping[str, Hosting] = MappingProxyType({}),
        checks: Iterable[SipChecks] = (),
        contacts: Mapping[str, SafeguardingContacts] = MappingProxyType({}),
        at: datetime = ALWAYS,
    ) -> None:
        """Makes the roster what the trust says it is since an instant. What it said before is kept (`then`)."""
        new_people, new_schools = tuple(new_people), tuple(new_schools)
        note_states(self._connection, self._snapshot.history, new_people, new_schools, at)
        self._refill(people, [columns(person) for person in new_people])
        self._refill(schools, [columns(school) for school in new_schools])
        owned = [{"owner": owner, **columns(one)} for owner, several in sessions.items() for one in several]
        self._refill(term_dates, owned)
        self._refill(closed_days, [{"urn": urn, "day": day} for urn, days in closed.items() for day in days])
        self._refill(hosting, [{"urn": urn, "record": to_json(one)} for urn, one in said.items()])
        self._refill(sip_checks, [columns(one) for one in checks])
        self._refill(safeguarding, [{"urn": urn, "record": to_json(one)} for urn, one in contacts.items()])
        self._turn(self._snapshot.revision + 1)

    def _refill(self, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        self._connection.execute(table.delete())
        if rows:
            self._connection.execute(table.insert(), rows)
