"""The tables. Records are kept whole as JSON beside the columns that queries need; the JSON is the truth."""

from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

METADATA: Final = sa.MetaData()


class Instant(sa.TypeDecorator[datetime]):
    """An aware instant, in UTC. SQLite keeps the digits of a clock only, and would give it back without its zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


reports: Final = sa.Table(
    "reports",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("urn", sa.String, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("term", sa.String, nullable=False),
    sa.Column("sip_id", sa.String, nullable=False),
    sa.Column("headteacher_id", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("shown", sa.Integer, nullable=False),  # the version that was sent, or the latest where none was
    sa.Column("record", sa.Text, nullable=False),
    sa.UniqueConstraint("urn", "year", "term", name="one_report_a_term"),
    sa.Index("reports_of_sip", "sip_id", "status", "year", "id"),
    sa.Index("reports_of_headteacher", "headteacher_id", "status", "year", "id"),
    sa.Index("reports_in_status", "status", "year", "id"),
    sa.Index("reports_of_year", "year"),
)

report_versions: Final = sa.Table(
    "report_versions",
    METADATA,
    sa.Column("report_id", sa.String, sa.ForeignKey("reports.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("arrival_id", sa.String, nullable=False, unique=True),
    sa.Column("sha256", sa.String, nullable=False, index=True),
    sa.Column("record", sa.Text, nullable=False),
)

section_names: Final = sa.Table(
    "section_names",
    METADATA,
    sa.Column("sip_id", sa.String, primary_key=True),
    sa.Column("heading", sa.String, primary_key=True),
    sa.Column("belongs", sa.String, nullable=False),
)

files: Final = sa.Table(
    "files",
    METADATA,
    sa.Column("sha256", sa.String, primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

arrivals: Final = sa.Table(
    "arrivals",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("person_id", sa.String, nullable=False),
    sa.Column("file_name", sa.String, nullable=False),
    sa.Column("url", sa.String, nullable=False),  # emptied once the file was read: it is a key to the file
    sa.Column("outcome", sa.String, nullable=False),
    sa.Column("arrived_at", Instant, nullable=False, index=True),
)

file_questions: Final = sa.Table(
    "file_questions",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("sha256", sa.String, nullable=False, index=True),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Index("open_file_questions", "is_open", "asked_at"),
)

school_frameworks: Final = sa.Table(
    "school_frameworks",
    METADATA,
    sa.Column("urn", sa.String, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

agreements: Final = sa.Table(
    "agreements",
    METADATA,
    sa.Column("urn", sa.String, primary_key=True),
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

agreement_texts: Final = sa.Table(
    "agreement_texts",
    METADATA,
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("is_draft", sa.Boolean, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

agreement_rounds: Final = sa.Table(
    "agreement_rounds",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("kind", sa.String, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

visits: Final = sa.Table(
    "visits",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("urn", sa.String, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("sip_id", sa.String, nullable=False),
    sa.Column("headteacher_id", sa.String, nullable=False, index=True),
    sa.Column("status", sa.String, nullable=False, index=True),
    sa.Column("on_day", sa.Date, nullable=True, index=True),  # of its half-day, where it has one
    sa.Column("event_id", sa.String, nullable=False, index=True),  # empty: it stands in no calendar
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Index("visits_of_school", "urn", "year"),
    sa.Index("visits_of_year", "year"),
    sa.Index("visits_of_sip", "sip_id", "year"),
)

visit_occasions: Final = sa.Table(
    "visit_occasions",
    METADATA,
    sa.Column("visit_id", sa.String, sa.ForeignKey("visits.id"), primary_key=True),
    sa.Column("occasion", sa.String, primary_key=True),  # what the clock has done about it
)

preparations: Final = sa.Table(
    "preparations",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("urn", sa.String, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("sip_id", sa.String, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Index("preparations_of_school", "urn", "year"),
    sa.Index("preparations_of_year", "year"),
)

extra_services: Final = sa.Table(
    "extra_services",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("urn", sa.String, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("sip_id", sa.String, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Index("extra_services_of_school", "urn", "year"),
    sa.Index("extra_services_of_year", "year"),
)

ofsted_calls: Final = sa.Table(
    "ofsted_calls",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("urn", sa.String, nullable=False, index=True),
    sa.Column("last_on", sa.Date, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

term_plans: Final = sa.Table(
    "term_plans",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("run_id", sa.String, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

calendar_subscriptions: Final = sa.Table(
    "calendar_watches",
    METADATA,
    sa.Column("person_id", sa.String, primary_key=True),
    sa.Column("watch_id", sa.String, key="subscription_id", nullable=False, index=True),  # empty: nobody tells us
    sa.Column("client_state", sa.String, nullable=False),
    sa.Column("since", sa.Text, nullable=False),  # where the last delta query ended; empty: there was none
    sa.Column("since_until", Instant, nullable=True),  # the end of the window that `since` belongs to
    sa.Column("minded_on", sa.Date, key="synced_on", nullable=True),
)

cards_sent: Final = sa.Table(
    "cards_sent",
    METADATA,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("person_id", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("about", sa.String, nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("conversation_id", sa.String, nullable=False),
    sa.Column("activity_id", sa.String, nullable=False),
    sa.Column("service_url", sa.String, nullable=False),
    sa.Column("shows", sa.String, nullable=False),  # digest of the card as it was last drawn; empty: it is gone
    sa.Column("told_trouble", sa.String, nullable=False, server_default=""),  # mark of what it said does not work
    sa.Column("earlier", sa.Boolean, nullable=False, server_default=sa.false()),  # a line: a later copy says all
    sa.Index("card_by_place", "conversation_id", "activity_id"),
    sa.Index("cards_of_person", "person_id", "shows"),
)

conversations: Final = sa.Table(
    "whereabouts",
    METADATA,
    sa.Column("person_id", sa.String, primary_key=True),
    sa.Column("conversation_id", sa.String, nullable=False),
    sa.Column("service_url", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("since", Instant, nullable=True),
    sa.Column("to_catch_up", sa.Boolean, nullable=False, server_default=sa.false()),
)

workers: Final = sa.Table(
    "workers",
    METADATA,
    sa.Column("executor_id", sa.String, primary_key=True),
    sa.Column("seen_at", Instant, nullable=False),
)

given_up: Final = sa.Table(
    "given_up",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("effect", sa.String, nullable=False),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("args", sa.Text, nullable=False),
    sa.Column("far_end", sa.String, key="queue", nullable=False),
    sa.Column("error", sa.String, nullable=False),
    sa.Column("about", sa.String, nullable=False, index=True),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False, index=True),
)

audit: Final = sa.Table(
    "audit",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("actor_id", sa.String, nullable=False),
    sa.Column("action", sa.String, nullable=False),
    sa.Column("about", sa.String, nullable=False, index=True),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("previous", sa.String, nullable=False),
    sa.Column("hash", sa.String, nullable=False),
    sa.Column("salt", sa.String, nullable=False, server_default=""),
    sa.Column("detail_digest", sa.String, nullable=False, server_default=""),
)

FORGETTABLE: Final = sa.text(
    "audit.detail NOT IN ('', '{}') AND audit.action NOT IN ('audit_sealed', 'details_forgotten', 'restored')"
)
"""Entries whose details can be forgotten, and are not yet: said in words, as the index of them has it."""

sa.Index(
    "audit_details",
    audit.c.at,
    sqlite_where=sa.text(FORGETTABLE.text.replace("audit.", "")),
    postgresql_where=sa.text(FORGETTABLE.text.replace("audit.", "")),
)

audit_heads: Final = sa.Table(
    "audit_heads",
    METADATA,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("hash", sa.String, nullable=False),
)


def by_key(table: sa.Table) -> list[sa.Label[Any]]:
    """The columns of a table, by the code's names: some keep the name that they were made with."""
    return [column.label(column.key) for column in table.c]
