"""What did not work about a record when a card of it was sent: whoever got that card has been told."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cards_sent", sa.Column("told_trouble", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("cards_sent", "told_trouble")
