"""One person may hold several offices."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("people", "people_then"):
        with op.batch_alter_table(table) as altered:
            altered.add_column(sa.Column("also", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    for table in ("people", "people_then"):
        with op.batch_alter_table(table) as altered:
            altered.drop_column("also")
