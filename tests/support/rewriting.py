"""What somebody with the whole database can do: the past as they would have it, every hash computed anew. And the
command that finds it."""

from collections.abc import Mapping

import sqlalchemy as sa

from service.audit import export
from service.audit_check import verify
from service.command_line import parser
from service.database_settings import DatabaseSettings
from store import audit_form
from store.database import Database
from store.tables import audit


def rewrite(database: Database, seq: int, changed: Mapping[str, str]) -> None:
    """One entry says something else, and the chain from there on fits together again."""
    with database.engine.begin() as connection:
        for trigger in ("audit_no_UPDATE",) if database.is_sqlite else ("audit_no_update ON audit",):
            connection.execute(sa.text(f"DROP TRIGGER {trigger}"))
        rows = connection.execute(sa.select(audit).where(audit.c.seq >= seq).order_by(audit.c.seq)).mappings().all()
        previous = rows[0]["previous"]
        for found in rows:
            row = {**found, **(changed if found["seq"] == seq else {}), "previous": previous}
            row["detail_digest"] = audit_form.sha256(audit_form.detail_line(row))
            row["hash"] = previous = audit_form.digest(row)
            connection.execute(audit.update().where(audit.c.seq == row["seq"]).values(row))


def sipdesk_audit(*words: str) -> int:
    """`sipdesk audit …`, without the logs that the whole command sets up for its process."""
    chosen, settings = parser().parse_args(["audit", *words]), DatabaseSettings()
    if chosen.audit == "export":
        return export.run(settings, chosen)
    return verify(settings, expect=chosen.expect, heads=chosen.head, quick=chosen.quick)
