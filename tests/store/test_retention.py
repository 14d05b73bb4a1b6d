"""What the retention run forgets: nothing the day before, all on the day, and what others stand on stays."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from handbook.core.refusal import Refused
from handbook.core.retention import RetentionPolicy
from handbook.reports.report import Reopening, Status
from store.audit import AuditEntry
from store.database import Database
from store.retention import Due
from store.retention_rules import RULES, Clock
from store.tables import files
from tests.support import builders as a
from tests.support.retention import a_filed_report, what_passes

RUN = AuditEntry("clock", "forgotten", "retention")
FILED = datetime(2026, 12, 1, 9, tzinfo=UTC)
LAST_DAY, DAY_AFTER = datetime(2033, 8, 31, 22, 59, tzinfo=UTC), datetime(2033, 8, 31, 23, 0, tzinfo=UTC)
"""Midnight in London, in summer."""


def at(now: datetime) -> Clock:
    return Clock(now, RetentionPolicy())


def kinds(due: tuple[Due, ...]) -> dict[str, int]:
    return {one.kind: one.count for one in due}


def is_kept(database: Database, name: str) -> bool:
    with database.reading() as uow:
        return uow.retention.kept_file(f"sha-{name}") is not None


def test_a_report_is_kept_until_the_last_day_and_goes_on_the_next(database: Database) -> None:
    with database.writing() as uow:
        a_filed_report(uow, "r1", 2026, FILED)
        a_filed_report(uow, "r2", 2027, FILED, urn="900002")
        uow.retention.forget(at(FILED + timedelta(days=60)), RUN)  # copies of files
        assert "report" not in kinds(uow.retention.due(at(LAST_DAY)))
        assert uow.retention.due(at(DAY_AFTER))[0] == Due("report", "SIPDESK_KEEP_YEARS", 1, "2026/27", "2026/27")
        uow.retention.forget(at(DAY_AFTER), RUN)
        assert uow.cards.about("report:r1") == ()
        assert [one.id for one in uow.reports.of_school("900001")] == []
    with database.reading() as uow:
        with pytest.raises(Refused, match=r"That report of 2026/27 is no longer kept: .* over on 1 September 2033\."):
            uow.reports.get("r1")
        assert uow.reports.get("r2").urn == "900002"
        assert uow.verify_audit().broken_at is None


def test_a_report_that_was_opened_again_is_kept_from_then_on(database: Database) -> None:
    again = datetime(2030, 3, 1, 12, tzinfo=UTC)
    reopened = (Reopening("ta", "Thea", again, "a name", 1, None, None),)
    with database.writing() as uow:
        a_filed_report(uow, "r1", 2026, FILED, reopened=reopened)
        assert "report" not in kinds(uow.retention.due(at(datetime(2036, 3, 1, 12, tzinfo=UTC))))
        assert "report" in kinds(uow.retention.due(at(datetime(2036, 3, 2, 12, tzinfo=UTC))))


def test_the_copy_of_a_filed_document_goes_after_its_days_and_no_other(database: Database) -> None:
    with database.writing() as uow:
        a_filed_report(uow, "filed", 2026, FILED)
        a_filed_report(uow, "waits", 2026, FILED, status=Status.SENT, urn="900002")
        uow.retention.forget(at(FILED + timedelta(days=30)), RUN)
    assert is_kept(database, "filed")
    with database.writing() as uow:
        uow.retention.forget(at(FILED + timedelta(days=31)), RUN)
    assert not is_kept(database, "filed")
    assert is_kept(database, "waits")


@pytest.mark.parametrize(
    ("kind", "days"), [("question", 1095), ("file that arrived", 365), ("stranger’s conversation", 30)]
)
def test_what_passes_is_kept_for_its_days(database: Database, kind: str, days: int) -> None:
    with database.writing() as uow:
        what_passes(uow, "x", FILED)
        assert kind not in kinds(uow.retention.due(at(FILED + timedelta(days=days))))
        assert kinds(uow.retention.due(at(FILED + timedelta(days=days + 1))))[kind] == 1


def test_the_administrator_who_is_not_on_the_list_is_no_stranger(database: Database) -> None:
    with database.writing() as uow:
        what_passes(uow, "x", FILED)
        known = Clock(FILED + timedelta(days=90), RetentionPolicy(), frozenset(("stranger-x",)))
        assert uow.retention.due(known) == ()
        assert not uow.retention.is_anything_due(known)


def test_details_of_the_audit_go_after_their_years_and_the_chain_verifies(database: Database) -> None:
    with database.writing() as uow:
        a_filed_report(uow, "r1", 2026, datetime(2028, 2, 29, 9, tzinfo=UTC))
        long = RetentionPolicy(years=50, files_days=3660)
        assert uow.retention.due(Clock(datetime(2035, 2, 28, 23, tzinfo=UTC), long)) == ()
        now = Clock(datetime(2035, 3, 1, 0, tzinfo=UTC), long)
        assert uow.retention.is_anything_due(now)
        assert kinds(uow.retention.forget(now, RUN).due) == {"detail of the audit": 1}
        assert not uow.retention.is_anything_due(now)
        assert uow.verify_audit().broken_at is None


def test_a_run_goes_on_where_it_was_stopped_and_says_all_in_its_certificate(database: Database) -> None:
    with database.writing() as uow:
        for one in range(3):
            a_filed_report(uow, f"r{one}", 2026, FILED, urn=f"90000{one}")
        first = uow.retention.forget(at(DAY_AFTER), RUN, 2).due
    assert kinds(first)["report"] == 2
    with database.writing() as uow:
        assert kinds(uow.retention.due(at(DAY_AFTER)))["report"] == 1
        while uow.retention.is_anything_due(at(DAY_AFTER)):
            uow.retention.forget(at(DAY_AFTER), RUN, 2)
        stones = [one for one in uow.retention.certificate() if one.kind == "report"]
        assert [(one.id, one.made, one.setting) for one in stones] == [
            (f"report:r{one}", "2026/27", "SIPDESK_KEEP_YEARS") for one in range(3)
        ]
        assert uow.connection.execute(sa.select(sa.func.count()).select_from(files)).scalar_one() == 0


def test_every_rule_can_be_asked_of_the_database(database: Database) -> None:
    with database.reading() as uow:
        assert uow.retention.due(at(a.MONDAY)) == ()
    assert len({rule.table for rule in RULES}) == len(RULES)
