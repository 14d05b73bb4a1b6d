"""SQLite's audit takes no replacing either: `INSERT OR REPLACE` deletes without a word to what watches deleting."""

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_NO_REPLACING = (
    "CREATE TRIGGER audit_no_REPLACE BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq) "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
)


def upgrade() -> None:
    """PostgreSQL's upsert is an UPDATE, which its trigger refuses."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_NO_REPLACING)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_no_REPLACE")
