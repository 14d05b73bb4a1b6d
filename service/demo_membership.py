"""One school of the demo has a SIP of its own: there is a report to hand in, and a refund to work with (M3, M4)."""

from datetime import UTC, datetime
from typing import Final

from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.core.school_years import AcademicYear
from handbook.membership.membership import Provision
from handbook.membership.terms import terms
from handbook.membership.working import ChangeProvision, begun, made
from store.audit import AuditEntry
from store.database import Database

OWN_SIP: Final = "Nora Finch"


def lay_membership(database_url: str) -> None:
    """The last school by name, for this year; what somebody has recorded of it stays."""
    database, now = Database(database_url), datetime.now(UTC)
    year = AcademicYear.of(london_date(now))
    try:
        with database.writing() as uow:
            school = max(uow.roster.schools(), key=lambda one: (one.full_name, one.urn))
            if uow.memberships.find(school.urn, year) is None:
                command = ChangeProvision(school.urn, year, 0, Provision.OWN, sip_name=OWN_SIP)
                advisor = next(iter(uow.roster.people(Role.TRUST_ADVISOR))).id
                new = made(begun(school, year, None), command, frozenset(), terms(), advisor, london_date(now), now)
                entry = AuditEntry("service", "demo_laid", f"membership:{new.id}")
                uow.memberships.save(new, entry, now)
    finally:
        database.close()
