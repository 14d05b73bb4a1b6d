"""C1: what is not on record, or is due for review, is not current."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.refusal import Refused
from handbook.visits.checks import SipChecks, check_may_visit
from tests.support.visits import CHECKS, HEAD, SIP


@pytest.mark.parametrize(
    ("changes", "on", "current"),
    [
        ({}, date(2026, 12, 1), True),
        ({}, date(2026, 7, 1), True),  # the day they were recorded
        ({}, date(2026, 6, 30), False),
        ({}, date(2027, 8, 31), True),  # the last day
        ({}, date(2027, 9, 1), False),
        ({"dbs_checked_on": None}, date(2026, 12, 1), False),
        ({"dbs_review_by": None}, date(2026, 12, 1), False),
        ({"recruitment_checked_on": None}, date(2026, 12, 1), False),
    ],
)
def test_when_checks_are_current(changes: dict[str, date | None], on: date, current: bool) -> None:
    checks = replace(CHECKS, **changes)
    assert checks.are_current(on) is current
    if current:
        check_may_visit(checks, SIP, on)
    else:
        with pytest.raises(Refused, match="no current DBS and recruitment checks"):
            check_may_visit(checks, SIP, on)


def test_checks_of_somebody_else_are_none() -> None:
    for checks in (None, SipChecks(SIP.id), replace(CHECKS, sip_id=HEAD.id)):
        with pytest.raises(Refused) as refusal:
            check_may_visit(checks, SIP, date(2026, 12, 1))
        assert refusal.value.rule == "C1"
