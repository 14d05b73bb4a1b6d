"""What whoever looks after the service reads of jobs: how each stands, which are stalled, and of which school."""

from dataclasses import replace
from datetime import timedelta

import pytest

from automations.engine.jobs.listing import STALLED_AFTER, Asked, JobState, ListedJob, listed, school_of, stalled
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.workflows import TABLES
from handbook.reports.report import Status
from tests.automations.office import SIP, Office

SAYS = OutboxJob("say", "m1", {"person_id": SIP.id, "words": "One."}, JobQueue.TEAMS)


def jobs(office: Office) -> list[ListedJob]:
    with office.database.reading() as uow:
        return listed(uow, TABLES, Asked(), office.now)


async def test_what_is_under_way_says_so_and_is_stalled_where_its_worker_is_gone(small_office: Office) -> None:
    office = small_office
    await office.bus.record(lambda _: [SAYS])
    waits = next(one for one in jobs(office) if one.state is JobState.DUE)
    with office.database.writing() as uow:
        uow.connection.exec_driver_sql("UPDATE workflow_status SET status = 'PENDING', executor_id = 'gone'")
    [works] = jobs(office)
    assert (works.state, works.why, works.worker) == (JobState.UNDER_WAY, "It is under way now.", "gone")
    began = replace(works, began=office.now - STALLED_AFTER - timedelta(seconds=1))
    old = replace(waits, since=office.now - STALLED_AFTER - timedelta(seconds=1))
    with office.database.reading() as uow:
        assert stalled(uow, [works, waits], office.now) == []
        [(_, gone), (_, long)] = stalled(uow, [began, old], office.now)
    assert gone.endswith("Its worker gone is gone: another takes over what it had begun.")
    assert long.endswith("the queue is long, or no worker runs.")


@pytest.mark.parametrize("known", [True, False])
async def test_the_school_that_a_job_is_about(small_office: Office, *, known: bool) -> None:
    report = await small_office.come_to(Status.SENT)
    about = {"report:gone": "", "visit:gone": "", "school:900007": "900007", "person:p": ""}
    with small_office.database.reading() as uow:
        assert {one: school_of(uow, SAYS, one) for one in about} == about
        assert school_of(uow, SAYS, f"report:{report.id}") == "900001"
        assert school_of(uow, replace(SAYS, args={"urn": "900008"}), "") == "900008"
        urn = "900001" if known else "900002"
        assert bool(listed(uow, TABLES, Asked(school=urn), small_office.now)) is known
