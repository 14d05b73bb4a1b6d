"""What people read: days, moments, roles, schools, and what external services say to the log."""

from dataclasses import astuple
from datetime import UTC, date, datetime

import pytest

from handbook.cases.safeguarding import IMMEDIATE_DANGER, QUESTION, SafeguardingContacts
from handbook.core.british_time import day_words, london_date, moment_words
from handbook.core.external_errors import Conflict, Unavailable, Unreachable
from handbook.core.people import Role
from tests.support import builders as a


@pytest.mark.parametrize(
    ("at", "day", "words"),
    [
        (datetime(2026, 11, 23, 16, 42, tzinfo=UTC), date(2026, 11, 23), "Monday 23 November 2026 at 16:42"),
        (datetime(2027, 6, 7, 23, 5, tzinfo=UTC), date(2027, 6, 8), "Tuesday 8 June 2027 at 00:05"),
    ],
)
def test_instants_are_read_in_london(at: datetime, day: date, words: str) -> None:
    assert london_date(at) == day
    assert moment_words(at) == words
    assert words.startswith(day_words(day))


@pytest.mark.parametrize("role", Role)
def test_every_role_can_be_said(role: Role) -> None:
    assert role.words


def test_whom_to_call_is_asked_for_before_anything_else() -> None:
    assert "child" in QUESTION
    assert "999" in IMMEDIATE_DANGER
    assert set(astuple(SafeguardingContacts())) == {""}


def test_a_school_is_said_with_its_town_and_a_report_with_its_year() -> None:
    assert a.a_school().full_name == "St Hilda’s Catholic Primary School, Northbeck"
    assert a.a_dossier().report.title == "autumn 2026/27 SIP report"


def test_a_far_end_s_error_says_what_to_do() -> None:
    assert Unavailable("throttled", 7.0).retry_after == 7.0
    assert Unavailable("down").retry_after is None
    assert str(Unreachable("blocked", "BotBlocked")) == "unreachable: blocked BotBlocked"
    assert str(Unreachable("unknown")) == "unreachable: unknown"
    assert str(Conflict("another file")) == "another file"
