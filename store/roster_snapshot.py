"""The roster as it is read out of the database, all of it at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from handbook.cases.safeguarding import SafeguardingContacts
from handbook.core.people import Person, Role, School
from handbook.core.school_years import Session, Term
from handbook.sip_team.record import SipRecord
from handbook.visits.checks import DbsLevel, SipChecks
from handbook.visits.policy import Hosting
from store.case_tables import safeguarding
from store.records import from_json
from store.roster_history import RosterHistory, read_history
from store.roster_tables import closed_days, hosting, offices_of, people, schools, sip_checks, sip_records, term_dates


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The roster as it was at one revision."""

    revision: int
    people: Mapping[str, Person]
    schools: Mapping[str, School]
    sessions: Mapping[str, tuple[Session, ...]]
    closed: Mapping[str, tuple[date, ...]]
    hosting: Mapping[str, Hosting]
    checks: Mapping[str, SipChecks]
    sips: Mapping[str, SipRecord]
    safeguarding: Mapping[str, SafeguardingContacts]
    history: RosterHistory


def read_snapshot(connection: sa.Connection, revision: int) -> Snapshot:
    """All of it, as it is in the database at this moment."""
    sessions: dict[str, tuple[Session, ...]] = {}
    for row in connection.execute(sa.select(term_dates).order_by(term_dates.c.first_on)).mappings():
        session = Session(row["first_on"], row["last_on"], Term(row["term"]))
        sessions[row["owner"]] = (*sessions.get(row["owner"], ()), session)
    closed: dict[str, tuple[date, ...]] = {}
    for row in connection.execute(sa.select(closed_days).order_by(closed_days.c.day)).mappings():
        closed[row["urn"]] = (*closed.get(row["urn"], ()), row["day"])
    found = connection.execute(sa.select(people).order_by(people.c.id)).mappings()
    persons = [_person(row) for row in found]
    known = [School(**row) for row in connection.execute(sa.select(schools).order_by(schools.c.urn)).mappings()]
    said = {row.urn: from_json(Hosting, row.record) for row in connection.execute(sa.select(hosting))}
    checks = [_checks(row) for row in connection.execute(sa.select(sip_checks)).mappings()]
    sips = [from_json(SipRecord, text) for text in connection.execute(sa.select(sip_records.c.record)).scalars()]
    to_call = connection.execute(sa.select(safeguarding))
    contacts = {row.urn: from_json(SafeguardingContacts, row.record) for row in to_call}
    return Snapshot(
        revision,
        {person.id: person for person in persons},
        {school.urn: school for school in known},
        sessions,
        closed,
        said,
        {one.sip_id: one for one in checks},
        {one.sip_id: one for one in sips},
        contacts,
        read_history(connection),
    )


def _person(row: sa.RowMapping) -> Person:
    return Person(row["id"], row["name"], row["email"], Role(row["role"]), offices_of(row["also"]))


def _checks(row: sa.RowMapping) -> SipChecks:
    level = DbsLevel(row["dbs_level"]) if row["dbs_level"] else None
    return replace(SipChecks(**row), dbs_level=level)
