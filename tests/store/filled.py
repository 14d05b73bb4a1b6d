"""What the tests of the database put into it."""

from dataclasses import replace
from datetime import date

from handbook.core.people import Person, Role, School
from handbook.core.school_years import AcademicYear, Session, Term
from handbook.reports.report import Report, Status, Version
from handbook.schools.trust_list import TrustList, without
from store.audit import AuditEntry
from store.cards_sent import CardSent
from store.database import Database
from store.roster_history import ALWAYS
from store.unit_of_work import UnitOfWork
from tests.support import builders as a

ENTRY = AuditEntry("service", "tested", "report:r1", {"version": 1})
AUTUMN = Session(date(2026, 9, 2), date(2026, 10, 23), Term.AUTUMN)
LATE_AUTUMN = Session(date(2026, 11, 2), date(2026, 12, 18), Term.AUTUMN)


def a_report(report_id: str = "r1", **changes: object) -> Report:
    report = replace(a.a_dossier(Status.DRAFTED).report, id=report_id, revision=1)
    return replace(report, **changes)


def everybody() -> list[Person]:
    return [a.a_person(role) for role in Role]


def fill_roster(database: Database, *, people: list[Person] | None = None, schools: list[School] | None = None) -> None:
    with database.writing() as uow:
        uow.roster.replace(
            everybody() if people is None else people,
            [a.a_school()] if schools is None else schools,
            {"Fellshire": [LATE_AUTUMN, AUTUMN]},
            {},
        )


def take_list(uow: UnitOfWork, wanted: TrustList) -> None:
    """Makes the list what somebody says, and nothing else."""
    uow.roster.apply(without(uow.roster.listed(), wanted), ENTRY, ALWAYS)


def open_report(database: Database, report: Report | None = None, version: Version | None = None) -> Report:
    """A report with its first version, as it is when a file was received."""
    opened = report or a_report()
    with database.writing() as uow:
        uow.reports.open(opened, ENTRY, a.MONDAY)
        uow.reports.add_version(opened.id, version or a.a_version(), f"arrival-{opened.id}")
    return opened


def sent(report: Report) -> Report:
    return replace(report, status=Status.SENT, sent=report.latest, sent_at=a.MONDAY)


def of_year(report_id: str, starts_in: int, **changes: object) -> Report:
    return a_report(report_id, year=AcademicYear(starts_in), **changes)


def a_card(key: str = "key", **changes: object) -> CardSent:
    card = CardSent(key, a.a_person(Role.SIP).id, "arrival", "report:r1", 1, "chat-1", "message-1", "https://t/", "d1")
    return replace(card, **changes)
