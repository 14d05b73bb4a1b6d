"""Of SIPs: the level of their checks, who made them, and all else that is on record about them."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sip_records",
        sa.Column("sip_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sip_id"),
    )
    op.add_column("sip_checks", sa.Column("dbs_level", sa.String(), nullable=True))
    op.add_column("sip_checks", sa.Column("checked_by", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("sip_checks") as table:
        table.drop_column("checked_by")
        table.drop_column("dbs_level")
    op.drop_table("sip_records")
