"""When whoever looks after SIP Desk is told, and when it is over."""

from datetime import timedelta

import pytest

from handbook.operating.alerts import (
    AlertPolicy,
    EndAlert,
    RaiseAlert,
    WorkSeen,
    alert_words,
    over_words,
    to_end,
    to_raise,
)
from tests.support.builders import MONDAY

HOUR = timedelta(hours=1)
OFTEN, LONG = "failures:mail", "waiting:mail"


@pytest.mark.parametrize(
    ("failing", "waited", "told", "policy", "raised"),
    [
        (9, timedelta(minutes=59), (), AlertPolicy(), []),
        (10, timedelta(), (), AlertPolicy(), [RaiseAlert(OFTEN, 10)]),
        (0, HOUR, (), AlertPolicy(), [RaiseAlert(LONG, 60)]),
        (10, HOUR, (OFTEN, LONG), AlertPolicy(), []),
        (99, 9 * HOUR, (), AlertPolicy(0, timedelta()), []),
        (3, 2 * HOUR, (OFTEN,), AlertPolicy(3, HOUR), [RaiseAlert(LONG, 120)]),
    ],
)
def test_what_is_told(
    failing: int, waited: timedelta, told: tuple[str, ...], policy: AlertPolicy, raised: list[RaiseAlert]
) -> None:
    assert to_raise([WorkSeen("mail", failing, waited)], told, policy) == raised


@pytest.mark.parametrize(
    ("id_", "failing", "waited", "policy", "is_over"),
    [
        (OFTEN, 5, timedelta(), AlertPolicy(), False),
        (OFTEN, 4, timedelta(), AlertPolicy(), True),
        (OFTEN, 1, timedelta(), AlertPolicy(1), False),
        (OFTEN, 0, timedelta(), AlertPolicy(1), True),
        (OFTEN, 99, timedelta(), AlertPolicy(0), True),
        (LONG, 0, timedelta(minutes=30), AlertPolicy(), False),
        (LONG, 0, timedelta(minutes=29), AlertPolicy(), True),
        (LONG, 0, 9 * HOUR, AlertPolicy(1, timedelta()), True),
        ("failures:gone", 99, HOUR, AlertPolicy(), True),
    ],
)
def test_what_is_over(id_: str, failing: int, waited: timedelta, policy: AlertPolicy, *, is_over: bool) -> None:
    found = to_end([WorkSeen("mail", failing, waited)], {}, {id_: MONDAY}, policy, MONDAY + HOUR)
    assert found == ([EndAlert(id_)] if is_over else [])


def test_a_worker_is_missed_until_it_is_heard_from_or_for_a_day() -> None:
    told, id_ = {"silent:worker-2": MONDAY}, "silent:worker-2"
    for heard, after, is_over in (
        ({}, HOUR, False),
        ({"worker-2": MONDAY - HOUR}, HOUR, False),
        ({"worker-2": MONDAY + HOUR}, 2 * HOUR, True),
        ({"worker-1": MONDAY + HOUR}, 25 * HOUR, True),
    ):
        found = to_end([], heard, told, AlertPolicy(), MONDAY + after)
        assert found == ([EndAlert(id_)] if is_over else []), heard


def test_each_is_said_in_words() -> None:
    assert alert_words("failures:mail", 1, "e-mail") == "1 job that needs e-mail did not work."
    assert alert_words("failures:mail", 12, "e-mail") == "12 jobs that need e-mail did not work."
    assert alert_words("waiting:mail", 61, "e-mail") == "Work that needs e-mail has waited for 61 minutes."
    assert "worker-2" in alert_words("silent:worker-2", 0, "")
    assert "works again" in over_words("failures:mail", "e-mail")
    assert "gets on again" in over_words("waiting:mail", "e-mail")
    assert "worker-2" in over_words("silent:worker-2", "")
