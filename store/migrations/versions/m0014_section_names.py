"""Under what headings other forms have the sections of ours."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "section_names",
        sa.Column("sip_id", sa.String(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("belongs", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sip_id", "heading"),
    )


def downgrade() -> None:
    op.drop_table("section_names")
