"""Which schools somebody keeps an eye on in the overview."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watchlists",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("urn", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "urn"),
    )


def downgrade() -> None:
    op.drop_table("watchlists")
