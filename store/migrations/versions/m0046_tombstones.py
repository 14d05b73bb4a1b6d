"""What the retention run has forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tombstones",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.Column("forgotten_on", sa.Date(), nullable=False),
        sa.Column("setting", sa.String(), nullable=False),
    )
    op.create_index("ix_tombstones_kind", "tombstones", ["kind"])
    op.create_index("ix_tombstones_forgotten_on", "tombstones", ["forgotten_on"])


def downgrade() -> None:
    op.drop_table("tombstones")
