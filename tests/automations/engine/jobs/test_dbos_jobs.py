"""What waits in the queue is read from the engine's own rows, also where there are none yet."""

import pytest
import sqlalchemy as sa

from automations.engine.jobs.dbos_jobs import WaitingJob, waiting
from automations.engine.jobs.outbox import OutboxJob
from store.database import Database
from tests.automations.engine.jobs.test_pickled_jobs import of_the_engine
from tests.automations.engine.jobs.workers import A_JOB, enqueue
from tests.support.databases import Databases


def jobs(database: Database) -> list[WaitingJob]:
    with database.reading() as uow:
        return waiting(uow.connection)


def test_in_a_ledger_that_no_service_has_worked_with_nothing_waits(databases: Databases) -> None:
    with databases.empty() as url:
        database = Database(url)
        database.migrate()
        assert jobs(database) == []
        database.close()


@pytest.mark.parametrize("serialization", ["portable_json", "py_pickle"])
def test_a_job_that_cannot_be_read_is_left_out_and_hides_no_other(database: Database, serialization: str) -> None:
    later = OutboxJob("say", "later", {"person_id": "p"}, A_JOB.queue, delay=3600.0)
    enqueue(database, A_JOB, OutboxJob("say", "broken", {}, A_JOB.queue), later)
    with of_the_engine(database) as connection:
        broken = {"id": "say:broken#1", "as_": serialization}
        connection.execute(
            sa.text("UPDATE workflow_input SET inputs = 'x' WHERE workflow_uuid = :id"), {"id": broken["id"]}
        )
        connection.execute(sa.text("UPDATE workflow_status SET serialization = :as_ WHERE workflow_uuid = :id"), broken)
    now, late = jobs(database)
    assert (now.job, now.due_at, now.under_way) == (A_JOB, None, False)
    assert (late.job.key, late.under_way) == ("later", False)
    assert late.due_at is not None
