"""A trust in the middle of a term, for pictures and measures of the overview: reports that wait, visits held and
booked, agreements signed. Written into the records as the handbook's own functions would have left them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from handbook.core.school_years import AcademicYear, Term
from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.report import Status
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import VisitStatus as S
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork
from tests.support import builders as a
from tests.support import visits as v
from tests.support.house import House

ENTRY: Final = AuditEntry("service", "laid", "")
_DAYS: Final = (date(2026, 9, 22), date(2026, 10, 6), date(2026, 10, 14), date(2026, 11, 10), date(2026, 12, 1))


async def fill(house: House) -> None:
    """Of the schools in their order: visited and shared, visited and approved, waiting for an answer, booked, none."""

    def lay(uow: UnitOfWork) -> None:
        for number, school in enumerate(sorted(uow.roster.schools(), key=lambda one: one.urn)):
            stage = number % 5
            if stage < 4:
                status = S.HELD if stage < 3 else S.BOOKED
                half_day = v.morning(_DAYS[number % 4] if status is S.HELD else _DAYS[4] + timedelta(days=number % 3))
                visit = replace(
                    v.a_visit(status, f"visit-{number}", TermlyVisit(Term.AUTUMN)),
                    urn=school.urn,
                    sip_id=school.sip_id,
                    headteacher_id=school.headteacher_id,
                    half_day=half_day,
                    revision=0,
                )
                uow.visits.open(visit, ENTRY, house.now)
            if stage < 3:
                status = (Status.SHARED, Status.FILED, Status.SENT)[stage]
                report = a.a_dossier(status).report
                sent = house.now - timedelta(days=4 + 3 * number)
                decision = report.decision and replace(report.decision, at=sent + timedelta(days=number % 9 + 1))
                uow.reports.open(
                    replace(
                        report,
                        id=f"report-{number}",
                        urn=school.urn,
                        year=AcademicYear(2026),
                        term=Term.AUTUMN,
                        sip_id=school.sip_id,
                        headteacher_id=school.headteacher_id,
                        sent_at=sent,
                        decision=decision,
                        revision=0,
                    ),
                    ENTRY,
                    house.now,
                )
            for kind in AgreementKind:
                if stage in (0, 1, 3):
                    signed = replace(a.an_agreement(AgreementStatus.SIGNED, school.urn, kind), revision=0)
                    uow.agreements.save(signed, ENTRY, house.now)

    with house.database.writing() as uow:
        lay(uow)
