"""Each entry of the audit has a digest of its detail, and the chain goes over that: so a detail can be forgotten, an
entry be left out of what is handed on, and the chain still verifies. Entries that are there keep the form they have;
the first of the new form holds their hashes together. And the heads of the chain that left the house are kept."""

import hashlib
import json
import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0043"
branch_labels = None
depends_on = None

_KEPT = ("seq", "at", "actor_id", "action", "about", "detail_digest", "previous", "hash")
_MORE = " OR ".join(("NEW.detail <> ''", "NEW.salt <> ''", *(f"NEW.{one} <> OLD.{one}" for one in _KEPT)))
_ONLY_FORGETTING = (
    f"CREATE TRIGGER audit_no_UPDATE BEFORE UPDATE ON audit WHEN {_MORE} "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
)
_NO_UPDATE = (
    "CREATE TRIGGER audit_no_UPDATE BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
)
_ON_POSTGRESQL = (
    "DROP TRIGGER audit_no_change ON audit",
    "CREATE TRIGGER audit_no_change BEFORE DELETE OR TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
    f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH ROW WHEN ({_MORE}) "
    "EXECUTE FUNCTION audit_is_append_only()",
)
_BACK_ON_POSTGRESQL = (
    "DROP TRIGGER audit_no_update ON audit",
    "DROP TRIGGER audit_no_change ON audit",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
)

_audit = sa.table(
    "audit", sa.Column("seq", sa.Integer), *(sa.Column(one, sa.String) for one in (*_KEPT[1:], "detail", "salt"))
)


def upgrade() -> None:
    for name in ("salt", "detail_digest"):
        op.add_column("audit", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.create_table(
        "audit_heads",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
    )
    _seal(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_no_UPDATE")
        op.execute(_ONLY_FORGETTING)
    else:
        for statement in _ON_POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    """Earlier versions say of the entries of this form that the chain breaks there."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_no_UPDATE")
        op.drop_column("audit", "detail_digest")
        op.drop_column("audit", "salt")
        op.execute(_NO_UPDATE)
    else:
        for statement in _BACK_ON_POSTGRESQL:
            op.execute(statement)
        op.drop_column("audit", "detail_digest")
        op.drop_column("audit", "salt")
    op.drop_table("audit_heads")


def _seal(connection: sa.Connection) -> None:
    """As `store/audit_form.py` says that an entry is hashed."""
    hashes = hashlib.sha256()
    seq, previous = 0, ""
    for previous in connection.execute(sa.select(_audit.c.hash).order_by(_audit.c.seq)).scalars():
        seq += 1
        hashes.update(f"{previous}\n".encode())
    if not seq:
        return
    salt, detail = secrets.token_hex(16), _json({"entries": seq, "hashes": hashes.hexdigest()})
    said = {
        "about": "audit",
        "action": "audit_sealed",
        "actor_id": "service",
        "at": datetime.now(UTC).isoformat(),
        "detail_digest": _sha256(f"{salt} {detail}"),
        "seq": seq + 1,
    }
    digest = _sha256(f"{previous} {_sha256(_json(said))}")
    connection.execute(_audit.insert(), {**said, "detail": detail, "salt": salt, "previous": previous, "hash": digest})


def _json(said: dict[str, str | int]) -> str:
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
