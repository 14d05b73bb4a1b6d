"""How many jobs of each kind wait, fail, are stopped or under way, and how long the oldest has waited: one question to
the durable engine's table, whatever there is to do."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from automations.engine.jobs.job_rows import A_YEAR_MS, FIRST_SECOND, PERSON, now_ms

OFTEN: Final = 5
"""A job that failed so many times has been tried for about a minute."""
_COUNT: Final = """
SELECT queue_name AS queue, {effect} AS effect,
  SUM(CASE WHEN {goes_on} THEN 1 ELSE 0 END) AS waiting,
  SUM(CASE WHEN {held} THEN 1 ELSE 0 END) AS stopped,
  SUM(CASE WHEN status = 'PENDING' THEN 1 ELSE 0 END) AS under_way,
  SUM(CASE WHEN {later} THEN 1 ELSE 0 END) AS later,
  SUM(CASE WHEN {goes_on} AND {often} AND {reachable} THEN 1 ELSE 0 END) AS failing,
  MIN(CASE WHEN {goes_on} AND {reachable} THEN
    CASE WHEN priority > 1 THEN (CAST(priority AS BIGINT) + :epoch) * 1000 ELSE created_at END END) AS oldest
FROM (
  SELECT {columns} FROM {table} WHERE status IN ('ENQUEUED', 'PENDING')
  UNION ALL
  SELECT {columns} FROM {table} WHERE status = 'DELAYED' AND delay_until_epoch_ms >= 0
) AS open_jobs
GROUP BY 1, 2
"""
"""Each half by the engine’s index of those alone: what is done is most of the table."""
_COLUMNS: Final = "queue_name, workflow_uuid, status, delay_until_epoch_ms, attributes, priority, created_at"
_NUMBERS: Final = ("waiting", "stopped", "under_way", "later", "failing")
_HELD: Final = "status = 'DELAYED' AND delay_until_epoch_ms > :far"
_LATER: Final = "status = 'DELAYED' AND delay_until_epoch_ms <= :far AND workflow_uuid LIKE '%#1'"
_GOES_ON: Final = (
    "(status = 'ENQUEUED' OR (status = 'DELAYED' AND delay_until_epoch_ms <= :far AND workflow_uuid NOT LIKE '%#1'))"
)


@dataclass(frozen=True, slots=True)
class JobCount:
    """Of one effect in one queue. `failing` are those that failed `OFTEN`; whoever cannot be reached in Teams is
    counted neither there nor in `waited`, for that is told in another way."""

    queue: str
    effect: str
    waiting: int
    stopped: int
    under_way: int
    later: int
    failing: int
    waited: timedelta


def count_jobs(connection: sa.Connection) -> list[JobCount]:
    """Nothing where the engine has made no table yet."""
    is_sqlite = connection.dialect.name == "sqlite"
    if not sa.inspect(connection).has_table("workflow_status", schema=None if is_sqlite else "dbos"):
        return []
    often = " AND ".join(f"workflow_uuid NOT LIKE '%#{number}'" for number in range(1, OFTEN + 1))
    question = _COUNT.format(
        effect="substr(workflow_uuid, 1, instr(workflow_uuid, ':') - 1)"
        if is_sqlite
        else "split_part(workflow_uuid, ':', 1)",
        columns=_COLUMNS,
        table="workflow_status" if is_sqlite else "dbos.workflow_status",
        held=_HELD,
        later=_LATER,
        goes_on=_GOES_ON,
        often=often,
        reachable=f"(attributes IS NULL OR CAST(attributes AS TEXT) NOT LIKE '%\"{PERSON}\"%')",
    )
    now = now_ms()
    rows = connection.execute(sa.text(question), {"far": now + A_YEAR_MS, "epoch": FIRST_SECOND}).mappings()
    return [_count(row, now) for row in rows]


def _count(row: sa.RowMapping, now: int) -> JobCount:
    waiting, stopped, under_way, later, failing = (int(row[name]) for name in _NUMBERS)
    waited = timedelta(milliseconds=max(0, now - int(row["oldest"]))) if row["oldest"] is not None else timedelta()
    return JobCount(row["queue"], row["effect"], waiting, stopped, under_way, later, failing, waited)
