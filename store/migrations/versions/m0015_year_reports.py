"""The year's reports of a school, as somebody had them made."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "year_reports",
        sa.Column("urn", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("urn", "year", "person_id"),
    )
    op.create_index("year_reports_of_person", "year_reports", ["person_id"])


def downgrade() -> None:
    op.drop_table("year_reports")
