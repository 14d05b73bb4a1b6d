"""Visits: what they are, what a school has of them, who may make them, and what their calendars are watched by."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hosting",
        sa.Column("urn", sa.String(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("urn"),
    )
    op.create_table(
        "sip_checks",
        sa.Column("sip_id", sa.String(), nullable=False),
        sa.Column("recruitment_checked_on", sa.Date(), nullable=True),
        sa.Column("dbs_checked_on", sa.Date(), nullable=True),
        sa.Column("dbs_review_by", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("sip_id"),
    )
    op.create_table(
        "visits",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("urn", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sip_id", sa.String(), nullable=False),
        sa.Column("headteacher_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("headteacher_id", "status", "on_day", "event_id"):
        op.create_index(op.f(f"ix_visits_{column}"), "visits", [column], unique=False)
    op.create_index("visits_of_school", "visits", ["urn", "year"], unique=False)
    op.create_index("visits_of_sip", "visits", ["sip_id", "year"], unique=False)
    op.create_table(
        "visit_occasions",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"]),
        sa.PrimaryKeyConstraint("visit_id", "occasion"),
    )
    for table in ("preparations", "extra_services"):
        op.create_table(
            table,
            sa.Column("id", sa.String(), nullable=False),
            sa.Column("urn", sa.String(), nullable=False),
            sa.Column("year", sa.Integer(), nullable=False),
            sa.Column("sip_id", sa.String(), nullable=False),
            sa.Column("revision", sa.Integer(), nullable=False),
            sa.Column("record", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("id"),
        )
        op.create_index(op.f(f"ix_{table}_sip_id"), table, ["sip_id"], unique=False)
        op.create_index(f"{table}_of_school", table, ["urn", "year"], unique=False)
    op.create_table(
        "ofsted_calls",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("urn", sa.String(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("urn", "last_on"):
        op.create_index(op.f(f"ix_ofsted_calls_{column}"), "ofsted_calls", [column], unique=False)
    op.create_table(
        "calendar_watches",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("watch_id", sa.String(), nullable=False),
        sa.Column("client_state", sa.String(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("since_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minded_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_index(op.f("ix_calendar_watches_watch_id"), "calendar_watches", ["watch_id"], unique=False)


def downgrade() -> None:
    for table in (
        "calendar_watches",
        "ofsted_calls",
        "extra_services",
        "preparations",
        "visit_occasions",
        "visits",
        "sip_checks",
        "hosting",
    ):
        op.drop_table(table)
