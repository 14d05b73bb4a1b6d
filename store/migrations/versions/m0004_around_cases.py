"""What stands around concerns and complaints: whom to call about a child."""

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


def downgrade() -> None:
    op.drop_table("safeguarding")
