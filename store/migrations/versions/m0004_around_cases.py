"""What stands around concerns and complaints: whom to call about a child, who stands in for whom, SIP team meetings."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "safeguarding",
        sa.Column("urn", sa.String(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("urn"),
    )
    op.create_table(
        "covers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("deputy_id", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("person_id", "deputy_id", "last_on"):
        op.create_index(op.f(f"ix_covers_{column}"), "covers", [column], unique=False)
    op.create_table(
        "team_meetings",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_team_meetings_on_day"), "team_meetings", ["on_day"], unique=False)


def downgrade() -> None:
    op.drop_table("team_meetings")
    op.drop_table("covers")
    op.drop_table("safeguarding")
