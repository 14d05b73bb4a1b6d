"""The engine's own rows, where it has no question of its own for what we ask (ADR 2): jobs that went down with a
worker, and jobs that wait."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from automations.engine.jobs.job_rows import A_YEAR_MS, ASKED_FOR, HELD, attributes, now_ms, promised_at
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.pickled_jobs import NotPlain, read_job

DEATHS: Final = 3
"""A job that was under way so many times when its process went down is not begun again by itself."""
SUSPECTS: Final = "suspects"
"""The queue of what was under way when a process went down: each by itself, so that only the guilty one goes down with
the next."""
_WAITS: Final = ("DELAYED", "ENQUEUED")


@dataclass(frozen=True, slots=True)
class WaitingJob:
    """A job in the queue. `due_at` is None where its turn has come, or it is under way; `since` is when it was promised
    first, or where somebody waits for it, this attempt of it. It is `held` where its kind was stopped. A service that
    did not answer `asked_for` so many seconds of peace. `worker` has it under way."""

    job: OutboxJob
    due_at: datetime | None
    under_way: bool
    since: datetime
    held: bool = False
    asked_for: int = 0
    worker: str = ""
    began: datetime | None = None


def lost_with(connection: sa.Connection, executor_ids: Sequence[str]) -> list[tuple[str, int, OutboxJob | None]]:
    """What was under way in these processes when they went down: its id, how often that happened to it, and what it is;
    None where that cannot be read."""
    if not _is_there(connection):
        return []
    job = _jobs(connection)
    query = _with_inputs(connection, job).where(job.c.status == "PENDING", job.c.executor_id.in_(executor_ids))
    return [
        (row["workflow_uuid"], row["recovery_attempts"], _read(row)) for row in connection.execute(query).mappings()
    ]


def begin_alone(connection: sa.Connection, executor_ids: Sequence[str]) -> None:
    """What was under way in these processes waits for its turn once more, one at a time."""
    if not _is_there(connection):
        return
    again = {"status": "ENQUEUED", "queue_name": SUSPECTS, "owner_xid": None, "started_at_epoch_ms": None}
    job = _jobs(connection)
    theirs = sa.and_(job.c.status == "PENDING", job.c.executor_id.in_(executor_ids))
    connection.execute(sa.update(job).where(theirs).values(**again))


def hand_back(connection: sa.Connection, executor_id: str) -> None:
    """This process ends in order: what it had begun waits once more, and nothing is held against it."""
    job = _jobs(connection)
    mine = sa.and_(job.c.status == "PENDING", job.c.executor_id == executor_id)
    again = {"status": "ENQUEUED", "owner_xid": None, "started_at_epoch_ms": None}
    connection.execute(sa.update(job).where(mine).values(**again, recovery_attempts=job.c.recovery_attempts - 1))


def put_away(connection: sa.Connection, job_ids: Sequence[str], now: datetime, *, waiting_only: bool = False) -> bool:
    """These are not begun any more; whether there was one."""
    statuses = _WAITS if waiting_only else (*_WAITS, "PENDING")
    return _change(connection, job_ids, statuses, status="CANCELLED", completed_at=int(now.timestamp() * 1000))


def hurry(connection: sa.Connection, job_ids: Sequence[str]) -> bool:
    """These are due at once; whether there was one that waited."""
    return _change(connection, job_ids, _WAITS, status="ENQUEUED", delay_until_epoch_ms=None)


def waiting(connection: sa.Connection) -> list[WaitingJob]:
    """What waits or is under way, in the order in which it was promised."""
    if not _is_there(connection):
        return []
    job = _jobs(connection)
    query = _with_inputs(connection, job).where(job.c.status.in_((*_WAITS, "PENDING"))).order_by(job.c.created_at)
    found = (_waiting(row) for row in connection.execute(query).mappings())
    return [one for one in found if one is not None]


def _waiting(row: sa.RowMapping) -> WaitingJob | None:
    job = _read(row)
    if job is None:
        return None
    status, until, made = row["status"], row["delay_until_epoch_ms"], row["created_at"]
    own = attributes(row["attributes"])
    asked = int(own.get(ASKED_FOR, 0)) if status == "DELAYED" else 0
    return WaitingJob(
        job,
        _at(until) if until and status == "DELAYED" else None,
        status == "PENDING",
        promised_at(row["priority"]) or _at(made),
        HELD in own and status == "DELAYED" and until > now_ms() + A_YEAR_MS,
        asked,
        row["executor_id"] or "" if status == "PENDING" else "",
        _at(row["started_at_epoch_ms"]) if status == "PENDING" and row["started_at_epoch_ms"] else None,
    )


def _at(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


_COLUMNS: Final = (
    *("workflow_uuid", "status", "executor_id", "recovery_attempts", "queue_name", "owner_xid", "serialization"),
    *("started_at_epoch_ms", "delay_until_epoch_ms", "completed_at", "created_at", "inputs"),
    *("priority", "attributes"),
)


def _schema(connection: sa.Connection) -> str | None:
    return None if connection.dialect.name == "sqlite" else "dbos"


def _is_there(connection: sa.Connection) -> bool:
    return sa.inspect(connection).has_table("workflow_status", schema=_schema(connection))


def _jobs(connection: sa.Connection) -> sa.TableClause:
    columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in _COLUMNS]
    return sa.table("workflow_status", *columns, schema=_schema(connection))


def _with_inputs(connection: sa.Connection, job: sa.TableClause) -> sa.Select[Any]:
    own = sa.table("workflow_input", sa.column("workflow_uuid"), sa.column("inputs"), schema=_schema(connection))
    columns = [column for column in job.c if column.name != "inputs"]
    both = job.outerjoin(own, own.c.workflow_uuid == job.c.workflow_uuid)
    return sa.select(*columns, sa.func.coalesce(own.c.inputs, job.c.inputs).label("inputs")).select_from(both)


def _change(connection: sa.Connection, job_ids: Sequence[str], statuses: Sequence[str], **values: Any) -> bool:
    job = _jobs(connection)
    those = sa.and_(job.c.workflow_uuid.in_(job_ids), job.c.status.in_(statuses))
    return connection.execute(sa.update(job).where(those).values(**values)).rowcount > 0


def _read(row: sa.RowMapping) -> OutboxJob | None:
    try:
        if row["serialization"] == "py_pickle":
            effect, key, args, queue, attempt, *error = read_job(row["inputs"])["args"]
        else:
            effect, key, args, queue, attempt, *error = json.loads(row["inputs"])["positionalArgs"]
        return OutboxJob(effect, key, args, JobQueue(queue), attempt, error=error[0] if error else "")
    except (NotPlain, ValueError, TypeError, KeyError, RecursionError):
        return None
