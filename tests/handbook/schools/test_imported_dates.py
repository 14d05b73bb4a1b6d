"""Term dates, INSET days and checks: what a file says replaces what it speaks of, and nothing else."""

from dataclasses import replace
from datetime import date

from handbook.core.people import Role
from handbook.core.school_years import Session, Term
from handbook.schools.imported_dates import (
    ImportedChecks,
    ImportedDates,
    outcome_of,
    wanted_checks,
    wanted_dates,
)
from handbook.schools.outcome import RowOutcome
from handbook.schools.trust_list import PersonEntry
from handbook.visits.checks import SipChecks
from tests.support import builders as a
from tests.support.lists import AUTUMN, a_list

LISTED = a_list()
SPRING = Session(date(2027, 1, 5), date(2027, 3, 25), Term.SPRING)
NEXT_YEAR = Session(date(2027, 9, 2), date(2027, 12, 17), Term.AUTUMN)
LONGER = replace(AUTUMN, last_on=date(2026, 12, 22))
INSET, OLD = date(2026, 11, 23), date(2026, 2, 2)


def test_the_dates_of_a_term_replace_those_of_that_term() -> None:
    listed = replace(LISTED, authorities={"Fellshire": (AUTUMN, NEXT_YEAR)})
    found = wanted_dates(listed, [ImportedDates("Fellshire", (SPRING,)), ImportedDates("Fellshire", (LONGER,))])
    assert found.authorities == {"Fellshire": (LONGER, SPRING, NEXT_YEAR)}
    assert wanted_dates(listed, [ImportedDates("Fellshire", (SPRING,))]).authorities["Fellshire"][0] == AUTUMN
    assert wanted_dates(LISTED, [ImportedDates("Wrenshire", (SPRING,))]).authorities == {"Wrenshire": (SPRING,)}


def test_a_school_has_dates_of_its_own_and_closed_days() -> None:
    entry = replace(LISTED.schools["900001"], closed=(OLD, date(2026, 9, 1)))
    listed = replace(LISTED, schools={"900001": entry})
    found = wanted_dates(listed, [ImportedDates("900001", closed=(INSET,)), ImportedDates("900001", (SPRING,))])
    assert found.schools["900001"] == replace(entry, sessions=(SPRING,), closed=(OLD, INSET))
    assert found.authorities == {}


def test_what_a_row_would_do() -> None:
    listed = replace(LISTED, schools={"900001": replace(LISTED.schools["900001"], closed=(INSET,))})
    assert outcome_of(listed, ImportedDates("Fellshire", (AUTUMN,))) is RowOutcome.UNCHANGED
    assert outcome_of(listed, ImportedDates("Fellshire", (LONGER,))) is RowOutcome.CHANGED
    assert outcome_of(listed, ImportedDates("Wrenshire", (AUTUMN,))) is RowOutcome.CREATED
    assert outcome_of(listed, ImportedDates("900001", closed=(INSET,))) is RowOutcome.UNCHANGED
    assert outcome_of(listed, ImportedDates("900001", closed=(OLD,))) is RowOutcome.CREATED


def test_checks_are_changed_where_a_day_is_given() -> None:
    sip = a.a_person(Role.SIP)
    said = ImportedChecks(sip.id, dbs_checked_on=date(2026, 9, 1), dbs_review_by=date(2029, 9, 1))
    found = wanted_checks(LISTED, [said]).people[sip.id]
    assert found == PersonEntry(sip, SipChecks(sip.id, None, date(2026, 9, 1), date(2029, 9, 1)))
    listed = replace(LISTED, people={sip.id: found})
    later = wanted_checks(listed, [ImportedChecks(sip.id, recruitment_checked_on=date(2026, 8, 1))]).people[sip.id]
    assert later.checks == SipChecks(sip.id, date(2026, 8, 1), date(2026, 9, 1), date(2029, 9, 1))
