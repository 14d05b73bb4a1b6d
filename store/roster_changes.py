"""Single entries of the trust's list are written, and the rest is left as it stands."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final

import sqlalchemy as sa

from handbook.cases.safeguarding import SafeguardingContacts
from handbook.core.people import Person, Role, School
from handbook.core.school_years import Session
from handbook.schools.trust_list import ListChanges
from handbook.sip_team.record import SipRecord
from handbook.visits.checks import SipChecks
from handbook.visits.policy import Hosting
from store.case_tables import safeguarding
from store.many_rows import add_rows, forget_rows
from store.records import to_json
from store.roster_tables import closed_days, hosting, offices_kept, people, schools, sip_checks, sip_records, term_dates

_NOTHING_SAID: Final = Hosting()
_NOBODY_NAMED: Final = SafeguardingContacts()
_OF_PERSON: Final = (people.c.id, sip_checks.c.sip_id)
_OF_SCHOOL: Final = (schools.c.urn, term_dates.c.owner, closed_days.c.urn, hosting.c.urn, safeguarding.c.urn)


def write_changes(connection: sa.Connection, changes: ListChanges) -> None:
    """Each entry that is changed is written anew; one that is None is taken away."""
    for column in _OF_PERSON:
        forget_rows(connection, column, changes.people)
    gone = {key: one for key, one in changes.people.items() if one is None or not one.person.is_a(Role.SIP)}
    forget_rows(connection, sip_records.c.sip_id, {**gone, **changes.sips})
    add_rows(connection, sip_records, (_sip_row(one) for one in changes.sips.values()))
    for column in _OF_SCHOOL:
        forget_rows(connection, column, changes.schools)
    forget_rows(connection, term_dates.c.owner, changes.authorities)
    persons = [one for one in changes.people.values() if one is not None]
    entries = [one for one in changes.schools.values() if one is not None]
    add_rows(connection, people, (columns(one.person) for one in persons))
    add_rows(connection, sip_checks, (columns(one.checks) for one in persons if one.checks is not None))
    add_rows(connection, schools, (columns(one.school) for one in entries))
    dated = [(one.school.urn, one.sessions) for one in entries] + list(changes.authorities.items())
    add_rows(connection, term_dates, ({"owner": name, **columns(one)} for name, found in dated for one in found or ()))
    add_rows(connection, closed_days, ({"urn": one.school.urn, "day": day} for one in entries for day in one.closed))
    hosts = [one for one in entries if one.hosting != _NOTHING_SAID]
    called = [one for one in entries if one.contacts != _NOBODY_NAMED]
    add_rows(connection, hosting, ({"urn": one.school.urn, "record": to_json(one.hosting)} for one in hosts))
    add_rows(connection, safeguarding, ({"urn": one.school.urn, "record": to_json(one.contacts)} for one in called))


def columns(record: Person | School | Session | SipChecks) -> dict[str, Any]:
    """A record as a row of its table."""
    found = {field.name: getattr(record, field.name) for field in fields(record)}
    return found | {"also": offices_kept(record.also)} if isinstance(record, Person) else found


def _sip_row(record: SipRecord) -> Mapping[str, Any]:
    written = replace(record, revision=record.revision + 1)
    return {"sip_id": written.sip_id, "revision": written.revision, "record": to_json(written)}
