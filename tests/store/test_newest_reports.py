"""The newest reports of somebody, without looking at the others."""

from dataclasses import replace

import sqlalchemy as sa

from handbook.core.people import Role
from handbook.reports.report import Report, Status
from store.database import Database
from store.roster_history import ALWAYS, schools_then
from tests.store.filled import ENTRY, fill_roster, of_year
from tests.support import builders as a

SIP, HEAD, ADVISOR, DSO = (a.a_person(role) for role in (Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR, Role.DSO))
OTHER = replace(SIP, id="another-sip")


def fill(database: Database) -> None:
    """A report a year, each of another status than the one before; the newest of another SIP and school."""
    statuses = (Status.SHARED, Status.FILED, Status.SHARED, Status.SENT)
    with database.writing() as uow:
        for year, status in enumerate(statuses, 2023):
            uow.reports.open(of_year(f"r{year}", year, status=status), ENTRY, a.MONDAY)
        own = {"urn": "900002", "sip_id": OTHER.id, "status": Status.SHARED}
        uow.reports.open(of_year("r2027", 2027, **own), ENTRY, a.MONDAY)


def ids(found: tuple[Report, ...]) -> list[str]:
    return [one.id for one in found]


def test_the_newest_come_first_whatever_their_status(database: Database) -> None:
    fill(database)
    done = (Status.FILED, Status.SHARED)
    with database.reading() as uow:
        of = uow.newest_reports.of
        assert ids(of(ADVISOR, done, 3, Role.TRUST_ADVISOR)) == ["r2027", "r2025", "r2024"]
        assert ids(of(SIP, tuple(Status), 2, Role.SIP)) == ["r2026", "r2025"]
        assert ids(of(OTHER, tuple(Status), 2, Role.SIP)) == ["r2027"]
        assert ids(of(HEAD, done, 9, Role.HEADTEACHER)) == ["r2027", "r2025", "r2024", "r2023"]
        assert of(OTHER, done, 9, Role.HEADTEACHER) == ()


def test_of_those_that_were_shared_some_schools_are_wanted(database: Database) -> None:
    fill(database)
    with database.reading() as uow:
        shared = uow.newest_reports.shared
        assert ids(shared(("900001",), lambda _: True, 9)) == ["r2025", "r2023"]
        assert ids(shared(("900001", "900002"), lambda _: True, 2)) == ["r2027", "r2025"]
        assert ids(shared(("900001",), lambda one: one.id != "r2025", 1)) == ["r2023"]
        assert shared((), lambda _: True, 1) == ()


def test_who_was_a_schools_officer_once_is_known(database: Database) -> None:
    """What was shared with them then is theirs to read still."""
    fill_roster(database)
    with database.writing() as uow:
        earlier = schools_then.update().values(since=ALWAYS, dso_id="before")
        now = dict(uow.connection.execute(sa.select(schools_then)).mappings().one())
        uow.connection.execute(earlier)
        uow.connection.execute(schools_then.insert(), now | {"since": a.MONDAY})
    with database.reading() as uow:
        assert uow.roster.ever_outside(DSO.id) == {"900001"} == uow.roster.ever_outside("before")
        assert uow.roster.ever_outside(a.a_person(Role.LA_OFFICER).id) == {"900001"}
        assert uow.roster.ever_outside(SIP.id) == frozenset()
