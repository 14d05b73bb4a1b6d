"""A link: open until it was answered or is late; a code that works once, for minutes, and may be tried a few times."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handbook.mail.links import (
    CODE_LASTS,
    CODES,
    CODES_APART,
    LASTS,
    SESSION_LASTS,
    TRIES,
    MailLink,
    answered,
    code_asked,
    code_entered,
    code_marked,
    code_sent,
    is_open,
    is_proved,
    marked,
    sent,
)
from tests.support import builders as a

NOW = a.MONDAY
LINK = MailLink(marked("key"), "job", "p1", "approval", "report:r1", 1, NOW, NOW + LASTS)
GOOD, BAD = code_marked(LINK.id, "123456"), code_marked(LINK.id, "654321")
SESSION = marked("session")


def with_code(now_asked: int = 1) -> MailLink:
    asked = LINK
    for number in range(now_asked):
        asked = code_asked(asked, NOW + number * CODES_APART)
    return code_sent(asked, GOOD, NOW)


@pytest.mark.parametrize(
    ("link", "after", "expected"),
    [
        (LINK, timedelta(), True),
        (LINK, LASTS - timedelta(seconds=1), True),
        (LINK, LASTS, False),
        (answered(LINK, NOW), timedelta(), False),
        (None, timedelta(), False),
    ],
)
def test_it_is_open_until_it_is_answered_or_late(link: MailLink | None, after: timedelta, expected: bool) -> None:
    assert is_open(link, NOW + after) is expected


def test_only_hashes_are_kept() -> None:
    assert "key" not in marked("key")
    assert len(marked("key")) == 64
    assert code_marked(LINK.id, " 123 456 ") == GOOD
    assert code_marked("another", "123456") != GOOD
    assert sent(LINK, NOW).sent_at == NOW


def test_the_right_code_opens_a_session_once() -> None:
    entered = code_entered(with_code(), GOOD, SESSION, NOW)
    assert is_proved(entered, SESSION, NOW)
    assert (entered.codes, entered.code, entered.code_until) == (0, "", None)
    again = code_entered(entered, GOOD, marked("other browser"), NOW)
    assert not is_proved(again, marked("other browser"), NOW)


@pytest.mark.parametrize(
    ("session", "after", "expected"),
    [
        (SESSION, SESSION_LASTS - timedelta(seconds=1), True),
        (SESSION, SESSION_LASTS, False),
        (marked("other"), timedelta(), False),
        ("", timedelta(), False),
    ],
)
def test_a_session_is_one_browsers_and_ends(session: str, after: timedelta, expected: bool) -> None:
    entered = code_entered(with_code(), GOOD, SESSION, NOW)
    assert is_proved(entered, session, NOW + after) is expected
    assert is_proved(answered(entered, NOW), session, NOW + after) is expected


def test_a_session_does_not_outlast_the_link() -> None:
    entered = code_entered(with_code(), GOOD, SESSION, NOW)
    late = replace(entered, until=NOW + timedelta(minutes=1))
    assert not is_proved(late, SESSION, NOW + timedelta(minutes=1))
    assert not is_proved(LINK, SESSION, NOW)


def test_so_many_wrong_codes_and_the_right_one_is_no_use_any_more() -> None:
    link = with_code()
    for number in range(TRIES):
        link = code_entered(link, BAD, SESSION, NOW)
        assert link.tries == number + 1
    link = code_entered(link, GOOD, SESSION, NOW)
    assert link.tries == TRIES
    assert not is_proved(link, SESSION, NOW)
    assert is_proved(code_entered(code_sent(link, GOOD, NOW), GOOD, SESSION, NOW), SESSION, NOW)


def test_a_late_code_is_a_wrong_one() -> None:
    late = code_entered(with_code(), GOOD, SESSION, NOW + CODE_LASTS)
    assert (late.tries, is_proved(late, SESSION, NOW + CODE_LASTS)) == (1, False)
    assert code_entered(LINK, GOOD, SESSION, NOW).tries == 1


def test_a_second_press_sends_no_second_code() -> None:
    once = code_asked(LINK, NOW)
    assert code_asked(once, NOW + CODES_APART - timedelta(seconds=1)) == once
    assert code_asked(once, NOW + CODES_APART).codes == 2


def test_a_link_for_which_nobody_ever_enters_a_code_is_closed() -> None:
    link = with_code(CODES)
    assert link.codes == CODES
    closed = code_asked(link, NOW + CODES * CODES_APART)
    assert closed.ended_at == NOW + CODES * CODES_APART
    assert closed.code == ""
