"""What is held can be taken back until it has ended, whichever end that was."""

from datetime import UTC, datetime, timedelta

import pytest

from handbook.core.held import HeldDecision, HeldEnd, check_may_take_back, ended
from handbook.core.refusal import Refused

NOW = datetime(2026, 11, 24, 16, 42, tzinfo=UTC)
HELD = HeldDecision("h", "report.approve", "{}", "report:r", "a report", "p", "teams", NOW, NOW + timedelta(minutes=10))


def test_what_is_held_may_be_taken_back() -> None:
    check_may_take_back(HELD, "")


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (HeldEnd.GONE_OUT, "It went out at 16:42, so it can no longer be taken back. Please reopen it."),
        (HeldEnd.TAKEN_BACK, "It was taken back at 16:42 already."),
        (HeldEnd.NOT_DONE, "It was not done: the report had moved on."),
    ],
)
def test_what_has_ended_may_not(end: HeldEnd, said: str) -> None:
    with pytest.raises(Refused) as refused:
        check_may_take_back(ended(HELD, end, NOW, "{}", "the report had moved on."), "Please reopen it.")
    assert refused.value.reason == said
