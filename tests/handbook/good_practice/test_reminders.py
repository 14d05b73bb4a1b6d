"""W3: an introduction that is not answered: reminders in school days, then it lapses, and nothing is decided."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from handbook.core.chasing import Patience
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar, Session, Term
from handbook.good_practice.introduction import (
    IntroductionStatus,
)
from handbook.good_practice.reminders import (
    LapseIntroduction,
    RemindOfIntroduction,
    due,
    lapsed,
    reminded,
)
from tests.support.builders import MONDAY
from tests.support.good_practice import (
    AELRED,
    HILDA,
    an_introduction,
)

S = IntroductionStatus
LATER = MONDAY + timedelta(days=3)
AUTUMN = SchoolCalendar((Session(date(2026, 11, 2), date(2026, 12, 18), Term.AUTUMN),), frozenset())
PATIENCE = Patience(reminders=(2, 4), trust_advisor=6)


def at(day: int, hour: int = 10) -> datetime:
    """November and December run on."""
    return MONDAY.replace(hour=hour) + timedelta(days=day)


@pytest.mark.parametrize(
    ("days", "hour", "reminders", "found"),
    [
        (0, 16, 0, ()),
        (1, 10, 0, ()),
        (2, 8, 0, ()),
        (2, 10, 0, (1,)),
        (2, 10, 1, ()),
        (4, 10, 0, (2,)),
        (5, 10, 0, ()),
        (7, 10, 2, ()),
        (8, 10, 2, "lapses"),
    ],
)
def test_reminders_come_in_school_days_and_then_it_lapses(
    days: int, hour: int, reminders: int, found: tuple[int, ...] | str
) -> None:
    introduction = an_introduction()
    noted = replace(introduction, need=replace(introduction.need, reminders=reminders))
    noted = replace(noted, offer=replace(noted.offer, accepted_at=MONDAY))
    commands = due(noted, (AUTUMN, AUTUMN), PATIENCE, at(days, hour))
    if found == "lapses":
        assert commands == (LapseIntroduction(noted.id),)
    else:
        assert commands == tuple(RemindOfIntroduction(noted.id, HILDA.urn, int(one)) for one in found)


def test_both_are_reminded_and_who_is_inspected_is_left_in_peace() -> None:
    introduction = an_introduction()
    both = due(introduction, (AUTUMN, AUTUMN), PATIENCE, at(2))
    assert [one.urn for one in both if isinstance(one, RemindOfIntroduction)] == [HILDA.urn, AELRED.urn]
    assert due(introduction, (None, None), PATIENCE, at(30)) == ()
    assert due(introduction, (None, AUTUMN), PATIENCE, at(8)) == (LapseIntroduction(introduction.id),)
    assert due(an_introduction(S.INTRODUCED), (AUTUMN, AUTUMN), PATIENCE, at(8)) == ()
    unknown = SchoolCalendar((), frozenset())
    assert due(introduction, (unknown, unknown), PATIENCE, at(8)) == ()


def test_a_reminder_counts_once_and_what_is_over_does_not_lapse() -> None:
    introduction = an_introduction()
    told = reminded(introduction, RemindOfIntroduction(introduction.id, AELRED.urn, 1))
    assert (told.need.reminders, told.offer.reminders) == (0, 1)
    assert reminded(introduction, RemindOfIntroduction(introduction.id, HILDA.urn, 2)).need.reminders == 2
    over, accepted = an_introduction(S.DECLINED), an_introduction(S.ONE_ACCEPTED)
    for of, urn in ((told, AELRED.urn), (over, HILDA.urn), (accepted, HILDA.urn)):
        with pytest.raises(Refused, match="no longer needed"):
            reminded(of, RemindOfIntroduction(of.id, urn, 1))
    assert lapsed(introduction, LATER).status is S.LAPSED
    with pytest.raises(Refused, match="is over"):
        lapsed(an_introduction(S.INTRODUCED), LATER)
