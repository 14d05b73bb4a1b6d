"""The tables of concerns and complaints, and of what stands around them: whom to call about a child, who stands in for
whom, and SIP team meetings."""

from typing import Final

import sqlalchemy as sa

from store.tables import METADATA, Instant

safeguarding: Final = sa.Table(
    "safeguarding",
    METADATA,
    sa.Column("urn", sa.String, primary_key=True),
    sa.Column("record", sa.Text, nullable=False),
)

cases: Final = sa.Table(
    "cases",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("review_on", sa.Date, nullable=True, index=True),
    sa.Column("closed_at", Instant, nullable=True, index=True),
    sa.Column("forgotten_at", Instant, nullable=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),  # sealed: store/sealing
    sa.Column("key_id", sa.String, nullable=False, server_default="", index=True),  # of the key that opens it
)

case_readers: Final = sa.Table(
    "case_readers",
    METADATA,
    sa.Column("case_id", sa.String, sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("person_id", sa.String, primary_key=True, index=True),
)

case_links: Final = sa.Table(
    "case_links",
    METADATA,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("person_id", sa.String, nullable=False),
    sa.Column("case_id", sa.String, nullable=False),
    sa.Column("until", Instant, nullable=False),
)

covers: Final = sa.Table(
    "covers",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("person_id", sa.String, nullable=False, index=True),
    sa.Column("deputy_id", sa.String, nullable=False, index=True),
    sa.Column("first_on", sa.Date, nullable=False),
    sa.Column("last_on", sa.Date, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

team_meetings: Final = sa.Table(
    "team_meetings",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("on_day", sa.Date, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)
