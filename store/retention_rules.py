"""What goes when: of which table, counted from which column, by which setting."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

import sqlalchemy as sa

from handbook.core.british_time import LONDON, london_date
from handbook.core.retention import RetentionPolicy, days_before, last_year_over, years_before
from handbook.core.school_years import AcademicYear
from handbook.reports.report import Report, Status
from handbook.schools.list_edit import EditStatus
from handbook.schools.list_import import ImportStatus
from store.handed_files import handed_files
from store.records import from_json
from store.tables import METADATA, conversations, file_questions, files, report_versions, reports

DELETE_FILED: Final = "delete_filed_file"
"""The job that deletes a file whose time is over: where it was given up, the file is still there, and so is that."""
_UNDER_WAY: Final = tuple(one for one in Status if one not in (Status.FILED, Status.SHARED))


@dataclass(frozen=True, slots=True)
class Clock:
    """When it is, for the rules, and of whom it is known where to write to them though they are not on the list."""

    now: datetime
    policy: RetentionPolicy
    known: frozenset[str] = frozenset()

    @property
    def today(self) -> date:
        return london_date(self.now)

    def since(self, days: int) -> datetime:
        """The first instant of the day so many days ago: what is older goes."""
        return _midnight(days_before(self.today, days))


@dataclass(frozen=True, slots=True)
class Rule:
    """`kind` is what people read of one such thing, and `word` how cards and jobs name it (empty: by nothing). `made`
    reads when one was made; `since` is the column that says so, by which those that are due are found (empty: all of
    them are looked at)."""

    kind: str
    table: str
    setting: str
    due: Callable[[sa.Table, Clock], sa.ColumnElement[bool]]
    made: Callable[[Any], str]
    word: str
    stays: Callable[[Any, Clock], bool]
    since: str = ""


def _all_go(_row: Any, _clock: Clock) -> bool:
    return False


def _of_year(kind: str, table: str, word: str = "", stays: Callable[[Any, Clock], bool] = _all_go) -> Rule:
    return Rule(
        kind,
        table,
        "SIPDESK_KEEP_YEARS",
        lambda table, clock: table.c.year <= last_year_over(clock.today, clock.policy.years),
        lambda row: str(AcademicYear(row.year)),
        word,
        stays,
        "year",
    )


def _handled(kind: str, table: str, at: str, over: Callable[[sa.Table], sa.ColumnElement[bool]]) -> Rule:
    return Rule(
        kind,
        table,
        "SIPDESK_KEEP_HANDLED_DAYS",
        lambda table, clock: over(table) & (table.c[at] < clock.since(clock.policy.handled_days)),
        lambda row: london_date(getattr(row, at)).isoformat(),
        "",
        _all_go,
        at,
    )


def _was_reopened_lately(row: Any, clock: Clock) -> bool:
    """A report that was opened again is kept as long as one that was made then."""
    again = [london_date(one.at) for one in from_json(Report, row.record).reopened]
    return bool(again) and max(again) >= years_before(clock.today, clock.policy.years)


def _needed_by_none(table: sa.Table, clock: Clock) -> sa.ColumnElement[bool]:
    """Filed for long enough, or let go: no version of a report that is not filed, and no question, stands on it."""
    version, report = report_versions.c, reports.c
    needs = sa.select(version.sha256).join(reports, report.id == version.report_id).where(report.status.in_(_UNDER_WAY))
    asked = sa.select(file_questions.c.sha256).where(file_questions.c.is_open)
    handed = sa.select(handed_files.c.sha256).where(handed_files.c.is_open)
    return table.c.sha256.not_in(needs) & table.c.sha256.not_in(asked) & table.c.sha256.not_in(handed)


def _was_filed_lately(row: Any, clock: Clock) -> bool:
    """`row.records` are the reports of which it is a version."""
    since = clock.since(clock.policy.files_days)
    decided = (from_json(Report, text).decision for text in row.records)
    return any(one is not None and one.at >= since for one in decided)


def _strange(table: sa.Table, clock: Clock) -> sa.ColumnElement[bool]:
    listed = sa.select(METADATA.tables["people"].c.id)
    applications = METADATA.tables["applications"].c
    applying = sa.select(applications.applicant_id).where(applications.has_papers)
    old = conversations.c.since < clock.since(clock.policy.strangers_days)
    person = table.c.person_id
    return old & person.not_in(listed) & person.not_in(applying) & person.not_in(tuple(clock.known))


RULES: Final[tuple[Rule, ...]] = (
    _of_year("report", "reports", "report", _was_reopened_lately),
    _of_year("visit", "visits", "visit"),
    _of_year("preparation for a visit", "preparations"),
    _of_year("extra service", "extra_services", "extra"),
    _of_year("headteacher’s own part", "school_parts"),
    _of_year("form of a report", "report_forms"),
    _of_year("collection of a year’s reports", "year_reports"),
    _of_year("membership", "memberships"),
    _of_year("needs of a school", "school_needs"),
    _of_year("appraisal", "appraisals", "appraisal"),
    _of_year("audit of a SIP’s skills", "skills_answers"),
    _of_year("declaration of conflicts", "conflict_declarations"),
    _handled("file that arrived", "arrivals", "arrived_at", lambda table: table.c.url == ""),
    _handled("question about a file", "file_questions", "asked_at", lambda table: ~table.c.is_open),
    _handled("file handed in", "handed_files", "sent_at", lambda table: ~table.c.is_open),
    _handled("decision that was held", "held_decisions", "due_at", lambda table: ~table.c.waits),
    _handled("job given up", "given_up", "at", lambda table: table.c.effect != DELETE_FILED),
    _handled(
        "change of the list",
        "list_edits",
        "begun_at",
        lambda table: table.c.status.in_((EditStatus.MADE.value, EditStatus.LEFT.value)),
    ),
    _handled("import of the list", "list_imports", "sent_at", lambda table: table.c.status != ImportStatus.SHOWN.value),
    Rule(
        "question",
        "questions",
        "SIPDESK_KEEP_QUESTIONS_DAYS",
        lambda table, clock: table.c.asked_at < clock.since(clock.policy.questions_days),
        lambda row: london_date(row.asked_at).isoformat(),
        "question",
        _all_go,
        "asked_at",
    ),
    Rule(
        "stranger’s conversation",
        "whereabouts",
        "SIPDESK_KEEP_STRANGERS_DAYS",
        _strange,
        lambda row: london_date(row.since).isoformat(),
        "",
        _all_go,
    ),
    Rule(
        "copy of a filed document",
        "files",
        "SIPDESK_KEEP_FILES_DAYS",
        _needed_by_none,
        lambda _: "",
        "",
        _was_filed_lately,
    ),
)


def details_before(clock: Clock) -> str:
    """As the audit writes an instant: entries from before it lose their details."""
    return _midnight(years_before(clock.today, clock.policy.audit_details_years)).isoformat()


def records_of(connection: sa.Connection, sha256: str) -> list[str]:
    """The reports of which a file is a version."""
    version = report_versions.c
    query = sa.select(reports.c.record).join(report_versions, version.report_id == reports.c.id)
    return list(connection.execute(query.where(version.sha256 == sha256)).scalars())


def is_files(table: sa.Table) -> bool:
    return table is files


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
