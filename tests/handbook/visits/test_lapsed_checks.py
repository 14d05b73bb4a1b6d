"""A booked visit for a day without current checks is put off in time (C1)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handbook.core.refusal import Refused
from handbook.visits.lapsed_checks import NO_CHECKS, PutOffForChecks, is_without_checks, put_off_for_checks
from handbook.visits.visit import VisitStatus
from tests.support import visits as v

VISIT = v.a_visit(VisitStatus.BOOKED)
assert VISIT.half_day is not None
DAY = VISIT.half_day.on
LAPSED = replace(v.CHECKS, dbs_review_by=DAY - timedelta(days=1))
DOSSIER = v.dossier_of(VISIT, checks=LAPSED)


def days_before(count: int) -> date:
    """So many school days before the visit."""
    day = DAY
    while count:
        day -= timedelta(days=1)
        count -= DOSSIER.calendar.is_school_day(day)
    return day


def test_when_it_is_put_off() -> None:
    assert is_without_checks(DOSSIER, 5, days_before(5))
    assert not is_without_checks(DOSSIER, 5, days_before(6))
    assert is_without_checks(DOSSIER, 0, DAY)
    assert not is_without_checks(DOSSIER, 5, DAY + timedelta(days=1))
    assert not is_without_checks(v.dossier_of(VISIT), 5, DAY)
    assert is_without_checks(v.dossier_of(VISIT, checks=None), 5, DAY)
    unknown = replace(DOSSIER, calendar=replace(DOSSIER.calendar, sessions=()))
    assert not is_without_checks(unknown, 5, days_before(1))
    assert is_without_checks(unknown, 5, DAY)
    assert not is_without_checks(replace(DOSSIER, visit=v.a_visit(VisitStatus.CANCELLED)), 5, DAY)
    assert not is_without_checks(replace(DOSSIER, visit=replace(VISIT, half_day=None)), 5, DAY)


def test_another_half_day_is_sought_and_all_read_why() -> None:
    command = PutOffForChecks(VISIT.id, VISIT.version)
    after, words = put_off_for_checks(DOSSIER, command, 5, days_before(2))
    assert (after.status, after.half_day, after.event_id, after.reason) == (VisitStatus.SOUGHT, None, "", NO_CHECKS)
    assert v.SIP.name in words
    assert "is put off: the trust’s checks on the SIP are not on record for that day" in words
    for dossier, stale in (
        (DOSSIER, replace(command, version=VISIT.version + 1)),
        (v.dossier_of(VISIT), command),
    ):
        with pytest.raises(Refused) as no:
            put_off_for_checks(dossier, stale, 5, days_before(2))
        assert no.value.code == "stale"
