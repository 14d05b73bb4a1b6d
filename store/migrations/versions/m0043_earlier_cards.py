"""Which cards are lines, because a later one about the same record says all. Of those that were sent before nobody
knows which was the last: they stay as they are until another is sent."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cards_sent", sa.Column("earlier", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("cards_sent", "earlier")
