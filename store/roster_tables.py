"""The tables of the list of people and schools, and of what is known of each."""

from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa

from handbook.core.people import Role
from store.tables import METADATA


def offices_kept(offices: Iterable[Role]) -> str:
    return ",".join(offices)


def offices_of(kept: str) -> tuple[Role, ...]:
    return tuple(Role(one) for one in kept.split(",") if one)


people: Final = sa.Table(
    "people",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("email", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False, index=True),
    sa.Column("also", sa.String, nullable=False, server_default=""),  # other offices, each after a comma
)

schools: Final = sa.Table(
    "schools",
    METADATA,
    sa.Column("urn", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("town", sa.String, nullable=False),
    sa.Column("local_authority", sa.String, nullable=False),
    sa.Column("headteacher_id", sa.String, nullable=False, index=True),
    sa.Column("sip_id", sa.String, nullable=False, index=True),
    sa.Column("dso_id", sa.String, nullable=False),
    sa.Column("la_officer_id", sa.String, nullable=False),
)

roster_revision: Final = sa.Table(
    "roster_revision",
    METADATA,
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
)

term_dates: Final = sa.Table(
    "term_dates",
    METADATA,
    sa.Column("owner", sa.String, primary_key=True),  # a local authority's name, or a school's URN
    sa.Column("first_on", sa.Date, primary_key=True),
    sa.Column("last_on", sa.Date, nullable=False),
    sa.Column("term", sa.String, nullable=False),
)

closed_days: Final = sa.Table(
    "closed_days",
    METADATA,
    sa.Column("urn", sa.String, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
)

hosting: Final = sa.Table(
    "hosting",
    METADATA,
    sa.Column("urn", sa.String, primary_key=True),
    sa.Column("record", sa.Text, nullable=False),
)

sip_checks: Final = sa.Table(
    "sip_checks",
    METADATA,
    sa.Column("sip_id", sa.String, primary_key=True),
    sa.Column("recruitment_checked_on", sa.Date, nullable=True),
    sa.Column("dbs_checked_on", sa.Date, nullable=True),
    sa.Column("dbs_review_by", sa.Date, nullable=True),
    sa.Column("dbs_level", sa.String, nullable=True),
    sa.Column("checked_by", sa.String, nullable=False, server_default=""),
)

sip_records: Final = sa.Table(
    "sip_records",
    METADATA,
    sa.Column("sip_id", sa.String, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)
