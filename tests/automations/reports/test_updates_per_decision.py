"""A decision has those cards drawn again that show something else by it, and no others."""

import pytest

from tests.automations.office import Office
from tests.support.updates import steps_of_the_story


@pytest.mark.parametrize(("reminded", "at_most", "in_all"), [(False, 3, 16), (True, 5, 27)])
async def test_messages_drawn_again_by_each_decision_of_a_report(
    small_office: Office, reminded: bool, at_most: int, in_all: int
) -> None:
    """Before lines took the place of earlier cards: 8 and 26, and with the reminders 12 and 50."""
    steps = await steps_of_the_story(small_office, reminded=reminded)
    assert max(step.updated for step in steps) <= at_most, steps
    assert sum(step.updated for step in steps) <= in_all, steps
