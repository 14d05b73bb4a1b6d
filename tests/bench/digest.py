"""The week's digest of 250 people: found due, noted, drawn and sent, with Teams in memory. What is counted is the
processor's time: the machine may be busy with other things."""

import asyncio
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.core.people import Person, Role, School
from handbook.core.school_years import AcademicYear, Term
from handbook.home.digest import DigestPolicy
from store.audit import AuditEntry
from store.database import Database
from tests.automations.office import AUTUMN, Office
from tests.bench.reports import SENT_AT, a_report
from tests.support import builders as a
from tests.support.databases import Databases

SCHOOLS = 225
SIPS = 24
MONDAY = date(2026, 11, 30)


def measure() -> Mapping[str, float]:
    """Seconds of the processor, and how many were sent."""
    with TemporaryDirectory() as folder, Databases(Path(folder)).ready() as url:
        database = Database(url)
        office = Office(database, _people())
        _fill(office, database)
        office.bus.policy = replace(office.bus.policy, digest=DigestPolicy(by_default=True))
        office.now = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 10, tzinfo=UTC)
        began = time.process_time()
        asyncio.run(_sent(office))
        taken = time.process_time() - began
        sent = sum(bool(office.ends.messenger.to(one)) for one in _people())
        office.close()
        database.close()
    return {"people": len(_people()), "sent": sent, "cpu_s": round(taken, 2)}


def tell(found: Mapping[str, float]) -> None:
    out = sys.stdout.write
    out(f"The week’s digest of {found['people']:.0f} people, of whom {found['sent']:.0f} have something waiting: ")
    out(f"{found['cpu_s']:.1f} s of processor (wanted: below 10)\n")


async def _sent(office: Office) -> None:
    await run_due_commands(office.bus, {"digests": TABLES.due["digests"]})
    await office.run_all()


def _person(role: Role, number: int) -> Person:
    own = f"00000000-0000-4000-8000-{list(Role).index(role):02}{number:010}"
    return Person(own, f"{role.value} {number}", f"{role.value}{number}@trust.example", role)


def _people() -> list[Person]:
    heads = [_person(Role.HEADTEACHER, number) for number in range(SCHOOLS)]
    return [a.a_person(Role.TRUST_ADVISOR), *heads, *(_person(Role.SIP, number) for number in range(SIPS))]


def _fill(office: Office, database: Database) -> None:
    """Each school has a report that waits for its headteacher, and as many visits as a year has."""
    schools = [_school(number) for number in range(SCHOOLS)]
    with database.writing() as uow:
        uow.roster.replace(_people(), schools, {"Fellshire": [AUTUMN]}, {}, {}, [])
        for number, school in enumerate(schools):
            report = a_report(f"bench{number:06d}", school, AcademicYear(2026), Term.AUTUMN)
            uow.reports.open(report, AuditEntry("service", "sent", f"report:{report.id}"), SENT_AT)


def _school(number: int) -> School:
    sip, head = _person(Role.SIP, number % SIPS), _person(Role.HEADTEACHER, number)
    return a.a_school(urn=f"9{number:05}", sip_id=sip.id, headteacher_id=head.id)


if __name__ == "__main__":
    tell(measure())
