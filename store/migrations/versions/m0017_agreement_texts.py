"""The trust writes the texts of agreements, and each signature is kept by itself: those that there are become the first
of their schools, for the school year in which they were given."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_NEW = (
    "listed_name",
    "signed_for",
    "asked_version",
    "asked_for",
    "asked_of_id",
    "asked_again",
    "reminders",
    "reminded_at",
    "waits_told_at",
    "denied_at",
    "signatures",
)
_OF_REPORTS = ("closing", "closed_to", "sharing_ended_at")
_SHA256 = {
    "2026.1": "310d4dc8f24a4eab164161bef809c94c7e4040455a44ba1c21a917bdaf538a4d",
    "data 2026.1": "45c6a0e41a49c8766c34b08cdccb44bc89d1e03459c9908670ff72b518ea84bd",
}
"""Of the words that came with the service."""
_FIND = sa.text("SELECT urn, kind, record FROM agreements")
_KEEP = sa.text("UPDATE agreements SET record = :record WHERE urn = :urn AND kind = :kind")


def upgrade() -> None:
    op.create_table(
        "agreement_texts",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_draft", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "number"),
    )
    op.create_table(
        "agreement_rounds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_agreement_rounds_kind", "agreement_rounds", ["kind"])
    connection = op.get_bind()
    for urn, kind, text in connection.execute(_FIND).all():
        record = json.loads(text)
        about = f"{'data_agreement' if kind == 'data' else 'agreement'}:{urn}"
        more = json.dumps({**record, **_asked(record), **_signed(record, about, connection)})
        connection.execute(_KEEP, {"urn": urn, "kind": kind, "record": more})


def downgrade() -> None:
    """What only the newer version knows is left out; a text that it did not know cannot be read by it."""
    connection = op.get_bind()
    for urn, kind, text in connection.execute(_FIND).all():
        record = {name: value for name, value in json.loads(text).items() if name not in _NEW}
        connection.execute(_KEEP, {"urn": urn, "kind": kind, "record": json.dumps(record)})
    for report_id, text in connection.execute(sa.text("SELECT id, record FROM reports")).all():
        record = {name: value for name, value in json.loads(text).items() if name not in _OF_REPORTS}
        connection.execute(
            sa.text("UPDATE reports SET record = :record WHERE id = :id"),
            {"record": json.dumps(record), "id": report_id},
        )
    op.drop_table("agreement_rounds")
    op.drop_table("agreement_texts")


def _asked(record: dict[str, Any]) -> dict[str, Any]:
    if record["status"] != "asked":
        return {}
    return {"asked_version": record["text_version"], "asked_for": _year(record["asked_at"])}


def _signed(record: dict[str, Any], about: str, connection: sa.Connection) -> dict[str, Any]:
    """The signature of a record that has one; where it was withdrawn since, the audit knows when it was given."""
    if not record["typed_name"]:
        return {}
    holds = record["status"] == "signed"
    asked = sa.text(
        "SELECT at, actor_id FROM audit WHERE about = :about AND action = 'signed' ORDER BY seq DESC LIMIT 1"
    )
    entry = None if holds else connection.execute(asked, {"about": about}).first()
    at = record["answered_at"] if holds else entry.at if entry else None
    by_id = record["answered_by_id"] if holds else entry.actor_id if entry else ""
    year = _year(at or record["answered_at"])
    signature = {
        "text_version": record["text_version"],
        "sha256": _SHA256.get(record["text_version"], ""),
        "name": record["typed_name"],
        "by_id": by_id,
        "at": at,
        "year": year,
        "ended_at": None if holds else record["answered_at"],
    }
    return {"signatures": [signature], "signed_for": year}


def _year(at: str | None) -> dict[str, int] | None:
    """The school year of an instant, by the days of London."""
    if at is None:
        return None
    day = datetime.fromisoformat(at).astimezone(ZoneInfo("Europe/London")).date()
    return {"starts_in": day.year if day.month >= 9 else day.year - 1}
