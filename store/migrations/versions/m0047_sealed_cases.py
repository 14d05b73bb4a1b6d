"""Which key opens a concern or complaint. What is there is sealed by the start that follows, once it has a key: see
`store/sealing`. Going back does not open what is sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("key_id", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_cases_key_id", "cases", ["key_id"])


def downgrade() -> None:
    op.drop_index("ix_cases_key_id", "cases")
    op.drop_column("cases", "key_id")
