"""Needs of schools, conflicts of interest, private notes, proposals for the trust and to schools, other support."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _table("school_needs", _key("urn"), _key("year", sa.Integer()), _column("is_waiting", sa.Boolean()))
    _table("conflicts", _key("id"), _column("sip_id"), _column("urn"))
    _table("conflict_declarations", _key("sip_id"), _key("year", sa.Integer()))
    _table("personality_notes", _key("id"), _column("by_id"))
    _table("allocation_runs", _key("id"), _column("asked_by_id"), _column("made_at", sa.DateTime(timezone=True)))
    _table(
        "sip_choices",
        _key("id"),
        _column("urn"),
        _column("is_open", sa.Boolean()),
        _column("proposed_at", sa.DateTime(timezone=True)),
    )
    _table("other_support", _key("urn"))
    for table, column in (
        ("school_needs", "is_waiting"),
        ("conflicts", "sip_id"),
        ("conflicts", "urn"),
        ("personality_notes", "by_id"),
        ("allocation_runs", "asked_by_id"),
        ("sip_choices", "urn"),
        ("sip_choices", "is_open"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table in (
        "other_support",
        "sip_choices",
        "allocation_runs",
        "personality_notes",
        "conflict_declarations",
        "conflicts",
        "school_needs",
    ):
        op.drop_table(table)


def _key(name: str, kind: sa.types.TypeEngine[Any] | None = None) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.String(), primary_key=True, nullable=False)


def _column(name: str, kind: sa.types.TypeEngine[Any] | None = None) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.String(), nullable=False)


def _table(name: str, *columns: sa.Column[Any]) -> None:
    """A table of records."""
    kept = (_column("revision", sa.Integer()), _column("record", sa.Text()))
    op.create_table(name, *columns, *kept)
