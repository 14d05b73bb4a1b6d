"""Jobs that are not tried any more."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    texts = ("kind", "effect", "key", "args", "far_end", "error", "about", "words")
    op.create_table(
        "given_up",
        sa.Column("id", sa.String(), nullable=False),
        *(sa.Column(name, sa.Text() if name in ("args", "words") else sa.String(), nullable=False) for name in texts),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_given_up_about"), "given_up", ["about"], unique=False)


def downgrade() -> None:
    op.drop_table("given_up")
