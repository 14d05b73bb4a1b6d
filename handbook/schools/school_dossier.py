"""A school with all that its card says of it to one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from handbook.core.british_time import date_words
from handbook.core.people import Person, School
from handbook.core.school_years import AcademicYear, SchoolCalendar, Term
from handbook.half_days.entitlement import HalfDayAccount
from handbook.reports.agreements.standing import Standing
from handbook.reports.agreements.texts import AgreementKind
from handbook.schools.sight import Part
from handbook.visits.checks import SipChecks
from handbook.visits.visit import Visit

_SOON: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class TermReport:
    """How a term's report stands for who looks, and whether they can open it."""

    term: Term
    words: str
    can_open: bool = False


@dataclass(frozen=True, slots=True)
class SchoolDossier:
    """`parts` are those that the viewer sees; what is of another part is not even loaded. `people` are those who serve
    the school, by id. `checks` is of its SIP, `membership` whose SIP it has this year, `support` who else supports it
    (O1). `changes` are planned ones of the list, in words."""

    school: School
    parts: frozenset[Part]
    people: Mapping[str, Person]
    today: date
    calendar: SchoolCalendar
    reports: Sequence[TermReport] = ()
    visits: Sequence[Visit] = ()
    account: HalfDayAccount | None = None
    agreements: Mapping[AgreementKind, Standing] = field(default_factory=dict[AgreementKind, Standing])
    checks: str = ""
    membership: str = ""
    support: Sequence[str] = ()
    changes: Sequence[str] = ()

    @property
    def year(self) -> AcademicYear:
        return AcademicYear.of(self.today)


def checks_words(checks: SipChecks | None, today: date) -> str:
    """Of a SIP, for the Trust Advisor (C1): whether they are current and until when, and nothing of what they say."""
    if checks is None or checks.dbs_review_by is None or not checks.are_current(min(today, checks.dbs_review_by)):
        return "none on record"
    last = date_words(checks.dbs_review_by)
    if checks.dbs_review_by < today:
        return f"ran out on {last}"
    return f"run out on {last}" if checks.dbs_review_by - today <= _SOON else f"current, until {last}"


def dates_words(calendar: SchoolCalendar, today: date) -> str:
    """What comes next in the school's year."""
    now = next((one for one in calendar.sessions if today in one), None)
    if now is not None:
        return f"{now.term} term: this half term ends on {date_words(now.last_on)}"
    ahead = next((one for one in calendar.sessions if one.first_on > today), None)
    if ahead is None:
        return "no term dates on the list"
    return f"holidays; {ahead.term.value.lower()} term goes on on {date_words(ahead.first_on)}"
