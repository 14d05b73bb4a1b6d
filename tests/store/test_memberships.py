"""Memberships (M1-M3), as they are found again."""

from dataclasses import replace

import pytest

from handbook.core.school_years import AcademicYear
from handbook.membership.membership import Part, RefundStatus
from store.audit import AuditEntry
from store.database import Database
from store.stale import Stale
from tests.support import builders as a
from tests.support import memberships as m

ENTRY = AuditEntry("service", "tested", "membership:x")


def test_money_and_days_are_found_as_they_were_written(database: Database) -> None:
    paid = replace(m.paid(m.in_status(RefundStatus.PAID), Part.FEE), joined_on=m.TODAY)
    last = replace(m.a_membership(), year=AcademicYear(2025))
    with database.writing() as uow:
        assert uow.memberships.changes() == 0
        for one in (paid, last):
            uow.memberships.save(one, ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.memberships.find(paid.urn, m.YEAR) == replace(paid, revision=1)
        assert uow.memberships.find("900009", m.YEAR) is None
        assert uow.memberships.of_year(m.YEAR) == {paid.urn: replace(paid, revision=1)}
        assert [one.year for one in uow.memberships.of_school(paid.urn)] == [last.year, m.YEAR]
        assert [one.year for one in uow.memberships.before(m.YEAR, "awaiting_report", "paid")] == [last.year]
        assert uow.memberships.before(m.YEAR, "due") == ()
        assert uow.memberships.changes() == 2


def test_two_at_once_do_not_both_write(database: Database) -> None:
    new = m.a_membership()
    with database.writing() as uow:
        saved = uow.memberships.save(new, ENTRY, a.MONDAY)
        uow.memberships.save(saved, ENTRY, a.MONDAY)
        with pytest.raises(Stale):
            uow.memberships.save(saved, ENTRY, a.MONDAY)
        with pytest.raises(Stale), uow.savepoint() as own:
            own.memberships.save(new, ENTRY, a.MONDAY)
