"""The retention run by the clock."""

from datetime import UTC, datetime

from automations.engine.retention import Forget, due_now
from tests.automations.office import Office
from tests.support.retention import a_filed_report

FILED = datetime(2026, 12, 1, 9, tzinfo=UTC)


async def test_the_clock_forgets_what_is_over_and_then_has_nothing_to_do(small_office: Office) -> None:
    with small_office.database.writing() as uow:
        a_filed_report(uow, "r1", 2026, FILED)
    small_office.now = datetime(2033, 9, 1, 9, tzinfo=UTC)
    policy = small_office.bus.policy
    with small_office.database.reading() as uow:
        assert list(due_now(uow, policy, FILED)) == []
        assert list(due_now(uow, policy, small_office.now)) == [Forget()]
    await small_office.bus.decide(Forget())
    with small_office.database.reading() as uow:
        assert uow.reports.of_school("900001") == ()
        assert uow.verify_audit().broken_at is None
