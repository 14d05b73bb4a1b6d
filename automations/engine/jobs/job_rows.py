"""What is asked of the durable engine's own table of jobs, besides what DBOS asks, in the caller's transaction. Every
question is answered from an index."""

import json
import time
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from automations.engine.jobs.outbox import LEAVES_NO_TRACE

EARLIEST: Final = "earliest_ms"
"""The attribute of a job that waits only because the service outside did not answer."""
ASKED_FOR: Final = "asked_s"
"""Of the same: for how many seconds that asked to be left in peace."""
PERSON: Final = "person"
"""The attribute of one that waits because this person cannot be reached."""
HELD: Final = "held"
"""The attribute of one whose kind somebody has stopped."""
TRACE: Final = "trace"
"""The attribute that says which step promised it, where somebody watches."""
FIRST_SECOND: Final = 1_704_067_200
"""Of 2024: a priority is a number of 31 bits."""
_AT_ONCE: Final = 500
A_YEAR_MS: Final = 365 * 86_400_000
"""What is due later than that is held."""

_PRIORITY: Final = "SELECT priority FROM {} WHERE workflow_uuid = :id"
_PUT_OFF: Final = (
    "SELECT workflow_uuid, delay_until_epoch_ms, attributes FROM {} WHERE status = 'DELAYED'"
    " AND delay_until_epoch_ms > :now AND queue_name = :queue AND attributes IS NOT NULL"
)
_BRING_FORWARD: Final = "UPDATE {} SET delay_until_epoch_ms = :due WHERE workflow_uuid = :id AND status = 'DELAYED'"
_HELD: Final = (
    "SELECT workflow_uuid, attributes FROM {} WHERE status = 'DELAYED' AND delay_until_epoch_ms > :far"
    " AND attributes IS NOT NULL"
)
_WAITING: Final = (  # said twice, because SQLite takes the index of what is in flight only where its condition is said
    "SELECT DISTINCT queue_name FROM {} WHERE status = 'ENQUEUED' AND status IN ('ENQUEUED', 'PENDING')"
)
_FINISHED: Final = (
    "SELECT workflow_uuid FROM {} WHERE completed_at < :before AND completed_at IS NOT NULL ORDER BY completed_at"
    " LIMIT :at_once"
)
_UNTOLD: Final = "SELECT workflow_uuid FROM {} WHERE workflow_uuid {} AND completed_at IS NOT NULL"
_NAMES: Final = {  # an index is taken for a GLOB whose pattern is told, and none for a LIKE
    "sqlite": f"GLOB '{LEAVES_NO_TRACE}\\:*'",
    "postgresql": f"LIKE '{LEAVES_NO_TRACE}\\:%'",
}


def now_ms() -> int:
    """By the machine's clock, as DBOS counts delays."""
    return int(1000 * time.time())


def since(connection: sa.Connection, earlier_id: str) -> int:
    """The priority of a job: when it was promised first, so that the oldest comes first. `earlier_id` is of the attempt
    before, empty where there was none."""
    found = _asked(connection, _PRIORITY, id=earlier_id).scalar() if earlier_id else None
    return int(found) if found else max(1, int(time.time()) - FIRST_SECOND)


def promised_at(priority: int | None) -> datetime | None:
    """When a job with this priority was promised first; None where it goes before all others."""
    return datetime.fromtimestamp(priority + FIRST_SECOND, UTC) if priority and priority > 1 else None


def bring_forward(connection: sa.Connection, queue: str) -> None:
    """What waits in a queue only because the service outside did not answer is due, but not before that asked for."""
    now, due = now_ms(), list[dict[str, Any]]()
    for row in _asked(connection, _PUT_OFF, now=now, queue=queue).mappings():
        earliest = max(now, attributes(row["attributes"]).get(EARLIEST, row["delay_until_epoch_ms"]))
        if earliest < row["delay_until_epoch_ms"]:
            due.append({"id": row["workflow_uuid"], "due": earliest})
    if due:
        connection.execute(_text(connection, _BRING_FORWARD), due)


def bring_forward_for(connection: sa.Connection, queue: str, person_id: str) -> None:
    """What waits in a queue because this person could not be reached is due now."""
    now = now_ms()
    waits = _asked(connection, _PUT_OFF, now=now, queue=queue).mappings()
    theirs = [row["workflow_uuid"] for row in waits if attributes(row["attributes"]).get(PERSON) == person_id]
    if theirs:
        connection.execute(_text(connection, _BRING_FORWARD), [{"id": one, "due": now} for one in theirs])


def let_go(connection: sa.Connection) -> None:
    """What was held because its kind was stopped is due. Whoever begins one asks once more whether its kind goes on."""
    now = now_ms()
    rows = _asked(connection, _HELD, far=now + A_YEAR_MS).mappings()
    held = [row["workflow_uuid"] for row in rows if attributes(row["attributes"]).get(HELD)]
    if held:
        connection.execute(_text(connection, _BRING_FORWARD), [{"id": one, "due": now} for one in held])


def waiting_queues(connection: sa.Connection) -> frozenset[str]:
    """The queues in which something waits for its turn."""
    return frozenset(_asked(connection, _WAITING).scalars())


def finished_before(connection: sa.Connection, before: datetime) -> list[str]:
    """Jobs that ended before an instant, the first of them; and those whose names alone tell what nobody may know,
    whenever they ended."""
    untold = connection.execute(_untold(connection)).scalars().all()
    return list(untold) + list(
        _asked(connection, _FINISHED, before=int(before.timestamp() * 1000), at_once=_AT_ONCE).scalars()
    )


def _asked(connection: sa.Connection, question: str, **values: Any) -> sa.CursorResult[Any]:
    return connection.execute(_text(connection, question), values)


def _untold(connection: sa.Connection) -> sa.TextClause:
    return sa.text(_UNTOLD.format(_table(connection), _NAMES[connection.dialect.name]))


def _text(connection: sa.Connection, question: str) -> sa.TextClause:
    return sa.text(question.format(_table(connection)))


def _table(connection: sa.Connection) -> str:
    return "workflow_status" if connection.dialect.name == "sqlite" else "dbos.workflow_status"


def attributes(stored: Any) -> dict[str, Any]:
    """What is noted of a job beside its arguments."""
    return (json.loads(stored) if isinstance(stored, str) else stored) or {}
