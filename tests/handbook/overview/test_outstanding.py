"""Which reports are outstanding, and how: as much as each may know (W1, W2, W4)."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from handbook.core.school_years import Term
from handbook.overview.line import Row
from handbook.overview.outstanding import TO_SHARE, outstanding
from handbook.reports.report import Report, Status
from handbook.visits.visit import Visit
from handbook.visits.visit import VisitStatus as S
from tests.support import builders as a
from tests.support import visits as v

SCHOOL = a.a_school()
ADVISOR, SIP, HEAD, DSO = (a.a_person(one) for one in (Role.TRUST_ADVISOR, Role.SIP, Role.HEADTEACHER, Role.DSO))
HELD = v.a_visit(S.HELD)
HELD_ON = v.FIRST.on


def seen(
    viewer: Person, status: Status | None, visit: Visit | None = None, *, signed: bool = False, is_now: bool = True
) -> Row | None:
    report: Report | None = a.a_dossier(status).report if status else None
    return outstanding(SCHOOL, Term.AUTUMN, report, visit, viewer, signed=signed, is_now=is_now)


def stage(row: Row | None) -> tuple[str, date | None] | None:
    return (row.stage, row.since) if row else None


def test_the_trust_advisor_counts_from_the_visit_and_learns_no_more_until_it_is_approved() -> None:
    for status in (None, Status.DRAFTED, Status.SENT, Status.CHANGE_ASKED):
        assert seen(ADVISOR, status) is None
        assert stage(seen(ADVISOR, status, v.a_visit(S.BOOKED))) is None
        assert stage(seen(ADVISOR, status, HELD)) == ("not approved yet", HELD_ON)
    for status in (Status.APPROVED, Status.FILED):
        assert seen(ADVISOR, status, HELD) is None
        approved_on = london_date(a.a_dossier(status).report.decision.at)  # pyright: ignore[reportOptionalMemberAccess]
        assert stage(seen(ADVISOR, status, HELD, signed=True)) == (TO_SHARE, approved_on)
    assert seen(ADVISOR, Status.SHARED, HELD, signed=True) is None


def test_sip_and_headteacher_see_where_it_stands() -> None:
    sent_on = london_date(a.a_dossier(Status.SENT).report.sent_at or a.MONDAY)
    assert stage(seen(SIP, Status.DRAFTED)) == ("with the SIP, not sent yet", None)
    assert stage(seen(SIP, Status.SENT)) == ("waits for the headteacher", sent_on)
    assert stage(seen(HEAD, Status.SENT)) == ("waits for your answer", sent_on)
    assert stage(seen(SIP, None, HELD)) == stage(seen(HEAD, Status.DRAFTED, HELD)) == ("none yet", HELD_ON)
    assert seen(SIP, None) is seen(SIP, Status.FILED) is seen(HEAD, Status.SHARED, signed=True) is None


def test_others_see_of_this_term_only_that_it_was_not_shared_with_them() -> None:
    for status in (None, Status.SENT, Status.FILED):
        assert stage(seen(DSO, status, HELD)) == ("not shared with you", None)
        assert seen(DSO, status, HELD, is_now=False) is None
    assert seen(DSO, Status.SHARED) is None


def test_a_report_without_a_decision_on_record_has_no_day() -> None:
    report = replace(a.a_dossier(Status.FILED).report, decision=None)
    row = outstanding(SCHOOL, Term.AUTUMN, report, None, ADVISOR, signed=True, is_now=True)
    assert stage(row) == (TO_SHARE, None)
    waiting = replace(a.a_dossier(Status.SENT).report, sent_at=None)
    row = outstanding(SCHOOL, Term.AUTUMN, waiting, None, SIP, signed=False, is_now=True)
    assert stage(row) == ("waits for the headteacher", None)


@pytest.mark.parametrize("viewer", [ADVISOR, SIP, HEAD, DSO])
def test_a_row_opens_its_school(viewer: Person) -> None:
    row = seen(viewer, None, HELD)
    assert row is not None
    assert (row.name, row.words, row.opens) == (SCHOOL.full_name, "Autumn report", "schools/900001")
