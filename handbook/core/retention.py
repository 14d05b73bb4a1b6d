"""How long what is kept is kept. Each time is a trust's to set."""

from dataclasses import dataclass
from datetime import date, timedelta

from handbook.core.school_years import AcademicYear


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """`years` run from the end of an academic year. `files_days` is for how long a copy of a filed document is kept
    beside it, `handled_days` what was dealt with (files that arrived, changes of the list, held decisions, jobs given
    up), `questions_days` a question, `strangers_days` where to write to somebody who is not on the list, and
    `audit_details_years` the details of the audit. `deletes_filed`: what was filed with a record goes from SharePoint
    when the record goes."""

    years: int = 6
    files_days: int = 30
    handled_days: int = 365
    questions_days: int = 1095
    strangers_days: int = 30
    audit_details_years: int = 7
    deletes_filed: bool = True


def kept_until(year: AcademicYear, years: int) -> date:
    """The last day on which something of an academic year is kept."""
    return date(year.starts_in + 1 + years, 8, 31)


def last_year_over(today: date, years: int) -> int:
    """The year in which the latest academic year starts of which nothing is kept on a day."""
    starts_in = today.year - 1 - years
    return starts_in if kept_until(AcademicYear(starts_in), years) < today else starts_in - 1


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; of 29 February, where that year has none, the day before it."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def days_before(day: date, days: int) -> date:
    return day - timedelta(days=days)
