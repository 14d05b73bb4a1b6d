"""Processes are killed here, and what they did is not measured; the sandbox beside them is not either."""

import pytest


@pytest.fixture(autouse=True)
def rooms_are_covered_by_their_own_tests(no_cover: None) -> None:
    """As with the journeys."""
