"""What an operator did by a command stands in the audit."""

import sys
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.exc import DBAPIError

from store.audit import AuditEntry
from store.database import Database

_OPERATOR: Final = "service"
_NOT_NOTED: Final = "It is done, but the database took no note of it in the audit."


def note_done(database: Database, action: str, about: str, **detail: str | int) -> None:
    """After it was done: where a database of an earlier version, or one that only reads, takes no entry, that is said
    and what was done stands."""
    try:
        if database.schema_is_current():
            with database.writing() as uow:
                uow.audit(AuditEntry(_OPERATOR, action, about, {"route": "command", **detail}), datetime.now(UTC))
            return
    except DBAPIError:
        pass
    print(_NOT_NOTED, file=sys.stderr)
