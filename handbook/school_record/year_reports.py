"""The year's reports of a school as one PDF, for its headteacher, its SIP and the Trust Advisor. A headteacher's own
CPD and wellbeing (P5) is in their own copy alone."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.dossier import Dossier
from handbook.reports.governors.pack import may_have_own_part
from handbook.reports.library import FiledItem
from handbook.reports.report import Report, Status

FILED: Final = (Status.FILED, Status.SHARED)
EVERY_TERM: Final = "All"
"""What stands in the library’s column Term beside the PDF of a year."""
IN_A_MOMENT: Final = timedelta(minutes=10)
"""What was asked for longer ago and is not there may be asked for again."""


@dataclass(frozen=True, slots=True)
class YearReports:
    """What somebody had made of a school's year. `of` says what is in it, by hash; `terms` which reports are, and
    `lacks` why others are not. Where `made_at` is None it is being made; `item` is None where nothing could be."""

    urn: str
    year: AcademicYear
    person_id: str
    of: str = ""
    asked_at: datetime | None = None
    made_at: datetime | None = None
    item: FiledItem | None = None
    terms: tuple[Term, ...] = ()
    lacks: tuple[str, ...] = ()
    revision: int = 0

    @property
    def id(self) -> str:
        return f"{self.urn}-{self.year.starts_in}-{self.person_id}"

    @property
    def is_being_made(self) -> bool:
        return self.asked_at is not None and self.made_at is None


@dataclass(frozen=True, slots=True)
class MakeYearReports:
    """Somebody wants the reports of a school's year as one PDF."""

    urn: str
    year: AcademicYear


def may_have_year_of(school: School, person: Person) -> bool:
    """Its headteacher, its SIP, and the Trust Advisor (W1, W2)."""
    return person.is_a(Role.TRUST_ADVISOR) or person.id in (school.headteacher_id, school.sip_id)


def schools_to_have_years_of(schools: Iterable[School], person: Person) -> tuple[School, ...]:
    """By name."""
    return tuple(sorted((one for one in schools if may_have_year_of(one, person)), key=lambda one: one.full_name))


def years_to_ask_for(first: AcademicYear, today: date) -> tuple[AcademicYear, ...]:
    """From the present one back to the first that there are reports of."""
    last = AcademicYear.of(today)
    return tuple(AcademicYear(year) for year in range(last.starts_in, min(first, last).starts_in - 1, -1))


def is_whole_for(dossier: Dossier, person: Person) -> bool:
    """Whether this person's copy has the report as it was filed: it is their own, or nothing of a headteacher's own
    stands in it (P5)."""
    return person.id == dossier.report.own_part_of or not may_have_own_part(dossier)


def year_asked(
    current: YearReports,
    command: MakeYearReports,
    school: School | None,
    dossiers: Sequence[Dossier],
    person: Person,
    now: datetime,
) -> YearReports:
    """The PDF is to be made of the reports that are filed (`dossiers`). Raises Refused, also where just this one is
    there or under way."""
    if school is None or not may_have_year_of(school, person):
        raise Refused("not_yours", "The year’s reports are for a school’s headteacher, its SIP and the Trust Advisor.")
    if not dossiers:
        raise Refused("no_report", f"No report of {school.full_name} for {command.year} is approved and filed yet.")
    of = fingerprint(dossiers, person)
    if current.is_being_made and current.asked_at and now - current.asked_at < IN_A_MOMENT and current.of == of:
        raise Refused("stale", "It is being made, and will appear here in a moment.")
    if current.item is not None and current.of == of and not current.lacks:
        raise Refused("there_already", "It is there already: no report has been filed since.")
    return replace(current, of=of, asked_at=now, made_at=None, item=None, terms=(), lacks=())


def year_made(
    current: YearReports, of: str, item: FiledItem | None, terms: Sequence[Term], lacks: Sequence[str], now: datetime
) -> YearReports:
    """The same where it is no longer this one that is wanted, or where it is noted already."""
    if current.of != of or current.made_at is not None:
        return current
    return replace(current, made_at=now, item=item, terms=tuple(terms), lacks=tuple(lacks))


def fingerprint(dossiers: Sequence[Dossier], person: Person) -> str:
    """Of what is in somebody's copy."""
    parts = [(one.report.id, one.shown.sha256, is_whole_for(one, person)) for one in dossiers]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def in_order(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Of one year, autumn first."""
    return tuple(sorted(reports, key=lambda one: list(Term).index(one.term)))


def not_in_it(reports: Iterable[Report]) -> tuple[str, ...]:
    """Why terms have no report in it, a line for each."""
    by_term = {one.term: one for one in reports}
    return tuple(
        f"{term.value} term: {_why_not(by_term.get(term))}."
        for term in Term
        if term not in by_term or by_term[term].status not in FILED
    )


def _why_not(report: Report | None) -> str:
    if report is None:
        return "there is no report"
    if report.status is Status.APPROVED:
        return "the report could not be filed yet" if report.trouble else "the report is being filed"
    return "the report is not approved yet"


def year_file_name(urn: str, year: AcademicYear, terms: Sequence[Term], *, has_own_part: bool) -> str:
    """2026-27_SIP-reports_900001_autumn-spring.pdf; as with the governors' pack, a copy with the headteacher's own part
    says so."""
    of = "-".join(term.value.lower() for term in terms)
    return f"{year.path_name}_SIP-reports_{urn}_{of}{'_with-wellbeing' if has_own_part else ''}.pdf"
