"""Reports say with whom they were shared, and who can open them, by name and office. For those that were shared before,
the audit says whom the Trust Advisor shared them with then."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_reports = sa.table("reports", sa.column("id"), sa.column("status"), sa.column("record"))
_audit = sa.table("audit", sa.column("seq"), sa.column("action"), sa.column("about"), sa.column("detail"))
_people = sa.table("people", sa.column("id"), sa.column("name"), sa.column("email"))
_OFFICES = {"dso": "Diocesan Schools Officer", "la_officer": "local authority officer"}


def upgrade() -> None:
    connection = op.get_bind()
    for report_id, text in connection.execute(sa.select(_reports.c.id, _reports.c.record).where(_shared)).all():
        shared = connection.execute(
            sa.select(_audit.c.detail)
            .where(_audit.c.action == "shared", _audit.c.about == f"report:{report_id}")
            .order_by(_audit.c.seq.desc())
        ).scalar()
        detail: dict[str, Any] = json.loads(shared) if shared else {}
        whom = [_person(connection, role, detail[f"with_{role}"]) for role in _OFFICES if f"with_{role}" in detail]
        record = json.loads(text) | {"shared_with": whom, "let_in": [one["id"] for one in whom]}
        connection.execute(_reports.update().where(_reports.c.id == report_id).values(record=json.dumps(record)))


def downgrade() -> None:
    connection = op.get_bind()
    for report_id, text in connection.execute(sa.select(_reports.c.id, _reports.c.record)).all():
        record = {key: value for key, value in json.loads(text).items() if key not in ("shared_with", "let_in")}
        connection.execute(_reports.update().where(_reports.c.id == report_id).values(record=json.dumps(record)))


_shared = _reports.c.status == "shared"


def _person(connection: sa.Connection, role: str, person_id: str) -> dict[str, str]:
    """Whoever has left the list since is named by their office."""
    found = connection.execute(sa.select(_people.c.name, _people.c.email).where(_people.c.id == person_id)).first()
    name, email = (found.name, found.email) if found else (f"the {_OFFICES[role]} of then", "")
    return {"id": person_id, "name": name, "email": email, "role": role}
