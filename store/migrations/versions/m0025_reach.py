"""Since when somebody is reached or not, and what the directory says of their account."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("whereabouts") as altered:
        altered.add_column(sa.Column("since", sa.DateTime(timezone=True), nullable=True))
        altered.add_column(sa.Column("to_catch_up", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "accounts",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id"),
    )


def downgrade() -> None:
    op.drop_table("accounts")
    with op.batch_alter_table("whereabouts") as altered:
        altered.drop_column("to_catch_up")
        altered.drop_column("since")
