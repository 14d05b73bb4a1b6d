"""What the Trust Advisor writes to a group, and whom it reached."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("is_draft", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_broadcasts_by_id", "broadcasts", ["by_id"])
    op.create_table(
        "deliveries",
        sa.Column("broadcast_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "person_id"),
    )


def downgrade() -> None:
    op.drop_table("deliveries")
    op.drop_index("ix_broadcasts_by_id", "broadcasts")
    op.drop_table("broadcasts")
