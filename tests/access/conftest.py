"""The office of the automations."""

from tests.automations.conftest import small_office

__all__ = ["small_office"]
