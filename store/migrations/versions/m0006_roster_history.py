"""People and schools as they were. Those on the list now are taken to have been so always; of who has left before,
nothing is known."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_PEOPLE = ("id", "name", "role")
_SCHOOLS = ("urn", "name", "town", "local_authority", "headteacher_id", "sip_id", "dso_id", "la_officer_id")


def upgrade() -> None:
    people = _table("people_then", _PEOPLE)
    schools = _table("schools_then", _SCHOOLS)
    _fill("people", people, _PEOPLE)
    _fill("schools", schools, _SCHOOLS)


def downgrade() -> None:
    op.drop_table("schools_then")
    op.drop_table("people_then")


def _table(name: str, columns: tuple[str, ...]) -> sa.Table:
    key, *others = columns
    return op.create_table(
        name,
        sa.Column(key, sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(other, sa.String(), nullable=False) for other in others),
        sa.PrimaryKeyConstraint(key, "since"),
    )


def _fill(source: str, target: sa.Table, columns: tuple[str, ...]) -> None:
    rows = op.get_bind().exec_driver_sql(f"SELECT {', '.join(columns)} FROM {source}").mappings()  # noqa: S608 - our own names
    found = [{**row, "since": _ALWAYS} for row in rows]
    if found:
        op.bulk_insert(target, found)
