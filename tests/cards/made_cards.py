"""All cards, made once in a process, and what a person types into one."""

import functools
import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.support.card_gallery import Shown, every_card
from tests.support.card_reading import inputs

TEAMS = Path(__file__).resolve().parents[2].parent / "shared" / "contract" / "teams"
needs_contract = pytest.mark.skipif(
    not TEAMS.exists(), reason="the Teams contract (../shared/contract/teams) is absent"
)
slow_when_measured = pytest.mark.no_cover
"""For checkers that are not ours, of the cards below: what they run is no part of our coverage, and twice as slow."""


@functools.cache
def cards() -> tuple[Shown, ...]:
    """Made when the first test asks for them, and not wherever tests are collected."""
    return tuple(every_card())


@functools.cache
def lint() -> ModuleType:
    spec = importlib.util.spec_from_file_location("teams_lint", TEAMS / "teams_lint.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def typed_into(card: dict[str, Any]) -> dict[str, str]:
    """What a client sends once something stands in every input."""
    choose: dict[str, Callable[[dict[str, Any]], str]] = {
        "Input.Text": lambda box: "450" if "charge" in box["id"] else "words",
        "Input.Date": lambda _: "2027-03-09",
        "Input.ChoiceSet": lambda box: box["choices"][-1]["value"],
    }
    return {name: choose[box["type"]](box) for name, box in inputs(card).items()}
