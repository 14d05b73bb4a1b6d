"""Reports are found by whose they are and where they stand, and by year, however many there are."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_NEW = {
    "reports_of_sip": ["sip_id", "status"],
    "reports_of_headteacher": ["headteacher_id", "status"],
    "reports_in_status": ["status", "year", "id"],
    "reports_of_year": ["year"],
}
_OLD = {f"ix_reports_{column}": [column] for column in ("sip_id", "headteacher_id", "status")}


def upgrade() -> None:
    for name in _OLD:
        op.drop_index(name, "reports")
    for name, columns in _NEW.items():
        op.create_index(name, "reports", columns)


def downgrade() -> None:
    for name in _NEW:
        op.drop_index(name, "reports")
    for name, columns in _OLD.items():
        op.create_index(name, "reports", columns)
