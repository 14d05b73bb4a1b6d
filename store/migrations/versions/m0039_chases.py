"""Who was reminded of what, for every kind of record. What was noted of feedback to governors is taken over."""

import json
from datetime import datetime

import sqlalchemy as sa
from alembic import op

from store.tables import Instant

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_REMINDED, _TOLD = "feedback_reminded ", "feedback_waiting_told"
_FIND = sa.text(
    "SELECT visits.id, visits.record, visit_occasions.occasion FROM visit_occasions "
    "JOIN visits ON visits.id = visit_occasions.visit_id WHERE occasion LIKE 'feedback%' ORDER BY visits.id"
)
_FORGET = sa.text("DELETE FROM visit_occasions WHERE occasion LIKE 'feedback%'")


def upgrade() -> None:
    chases = op.create_table(
        "chases",
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("told_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("about", "mark"),
    )
    known: dict[str, dict[str, object]] = {}
    for visit_id, record, occasion in op.get_bind().execute(_FIND).all():
        since = datetime.fromisoformat(json.loads(record)["wished_at"])
        new: dict[str, object] = {
            "about": f"visit:{visit_id}",
            "mark": "offer None",
            "since": since,
            "reminders": 0,
            "told_at": None,
        }
        own = known.setdefault(visit_id, new)
        if occasion == _TOLD:
            own["told_at"] = since
        else:
            own["reminders"] = max(int(str(own["reminders"])), int(occasion.removeprefix(_REMINDED)))
    if known:
        op.get_bind().execute(chases.insert(), list(known.values()))
    op.get_bind().execute(_FORGET)


def downgrade() -> None:
    op.drop_table("chases")
