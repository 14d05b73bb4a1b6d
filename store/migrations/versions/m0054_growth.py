"""What is asked at every stroke of the clock, or with every press, is found by an index, however long the past. Which
lines of the board are needs stands beside them."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

_BY_COLUMN = (
    ("report_versions", "sha256"),
    ("arrivals", "arrived_at"),
    ("file_questions", "sha256"),
    ("given_up", "at"),
    ("school_parts", "year"),
    ("report_forms", "year"),
    ("year_reports", "year"),
    ("school_needs", "year"),
    ("conflict_declarations", "year"),
    ("appraisals", "year"),
    ("held_decisions", "due_at"),
    ("handed_files", "sha256"),
    ("list_edits", "begun_at"),
    ("list_imports", "sent_at"),
    ("questions", "asked_at"),
)
_BY_NAME = (
    ("visits_of_year", "visits", ("year",)),
    ("preparations_of_year", "preparations", ("year",)),
    ("extra_services_of_year", "extra_services", ("year",)),
    ("cards_of_person", "cards_sent", ("person_id", "shows")),
    ("open_file_questions", "file_questions", ("is_open", "asked_at")),
    ("open_handed_files", "handed_files", ("is_open", "sent_at")),
    ("standing_lines", "practice_lines", ("is_withdrawn", "is_offer")),
)
_FORGETTABLE = "detail NOT IN ('', '{}') AND action NOT IN ('audit_sealed', 'details_forgotten', 'restored')"
_lines = sa.table("practice_lines", sa.column("id"), sa.column("record"), sa.column("is_offer", sa.Boolean))


def upgrade() -> None:
    op.add_column("practice_lines", sa.Column("is_offer", sa.Boolean(), nullable=False, server_default=sa.true()))
    _tell_needs()
    _reports("sip", "headteacher", more=("year", "id"))
    op.drop_index("ix_cards_sent_person_id", "cards_sent")
    for table, column in _BY_COLUMN:
        op.create_index(f"ix_{table}_{column}", table, [column])
    for name, table, columns in _BY_NAME:
        op.create_index(name, table, list(columns))
    where = sa.text(_FORGETTABLE)
    op.create_index("audit_details", "audit", ["at"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_index("audit_details", "audit")
    for name, table, _ in _BY_NAME:
        op.drop_index(name, table)
    for table, column in _BY_COLUMN:
        op.drop_index(f"ix_{table}_{column}", table)
    op.create_index("ix_cards_sent_person_id", "cards_sent", ["person_id"])
    _reports("sip", "headteacher", more=())
    op.drop_column("practice_lines", "is_offer")


def _reports(*parts: str, more: tuple[str, ...]) -> None:
    for part in parts:
        op.drop_index(f"reports_of_{part}", "reports")
        op.create_index(f"reports_of_{part}", "reports", [f"{part}_id", "status", *more])


def _tell_needs() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(_lines.c.id, _lines.c.record)).all():
        if json.loads(row.record)["part"] != "good_practice":
            connection.execute(_lines.update().where(_lines.c.id == row.id), {"is_offer": False})
