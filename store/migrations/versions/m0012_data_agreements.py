"""A school has two agreements: to the sharing of its reports, as before, and to its figures being shown."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_COLUMNS = "urn, status, revision, record"


def upgrade() -> None:
    """SQLite changes no primary key, so that the table is made anew."""
    op.rename_table("agreements", "agreements_before")
    _make(sa.Column("kind", sa.String(), nullable=False), keys=("urn", "kind"))
    op.execute(f"INSERT INTO agreements ({_COLUMNS}, kind) SELECT {_COLUMNS}, 'sharing' FROM agreements_before")  # noqa: S608 - words of ours alone
    op.drop_table("agreements_before")


def downgrade() -> None:
    op.rename_table("agreements", "agreements_after")
    _make(keys=("urn",))
    op.execute(
        f"INSERT INTO agreements ({_COLUMNS}) SELECT {_COLUMNS} FROM agreements_after WHERE kind = 'sharing'"  # noqa: S608 - words of ours alone
    )
    op.drop_table("agreements_after")


def _make(*more: sa.Column[str], keys: tuple[str, ...]) -> None:
    op.create_table(
        "agreements",
        sa.Column("urn", sa.String(), nullable=False),
        *more,
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(*keys),
    )
