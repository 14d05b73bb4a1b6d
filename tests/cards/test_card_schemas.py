"""Every card is one that Teams takes: its schemas, its own rules, and Microsoft's models."""

import functools
import itertools
import json
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from jsonschema import Draft7Validator

from cards.kit.dialog_replies import for_dialog
from tests.cards.made_cards import TEAMS, cards, lint, needs_contract, slow_when_measured


@functools.cache
def schema(name: str) -> Draft7Validator:
    return Draft7Validator(json.loads((TEAMS / "schemas" / name).read_text()))


SCHEMAS = ("adaptive-card-1.6.0.patched.json", "teams-adaptive-card-derived.json")
WORDS = ("text", "title", "value", "label", "fallbackText", "errorMessage", "tooltip", "url")


def without_badges(node: Any) -> Any:
    """A card as a client shows it that knows no badge: Adaptive Cards' own schema is of such."""
    if isinstance(node, list):
        return [without_badges(item) for item in node]
    if not isinstance(node, dict):
        return node
    return node["fallback"] if node.get("type") == "Badge" else {key: without_badges(one) for key, one in node.items()}


def looks(node: Any) -> Iterator[str]:
    """All of it that a schema looks at, part by part: the types of what it holds, and no words."""
    if isinstance(node, list):
        yield from (look for item in node for look in looks(item))
    elif isinstance(node, dict):
        yield json.dumps({key: "" if key in WORDS else held(value) for key, value in node.items()})
        yield from (look for value in node.values() for look in looks(value))


def held(value: Any) -> Any:
    """What a part holds, as its own look has it: parts within are looked at by themselves."""
    if isinstance(value, list):
        return sorted({json.dumps(held(item)) for item in value})
    return value.get("type", "") if isinstance(value, dict) else value


def news(node: Any, seen: set[str]) -> Any:
    """A card without those parts in it of which each look was seen; what is left is seen now. Schemas are slow, and
    ask of each part what it is and what it holds, and not where else it has been."""
    if isinstance(node, dict):
        seen.update(itertools.islice(looks(node), 1))
        return {key: news(value, seen) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    of_news = (item for item in node if not isinstance(item, dict) or not seen.issuperset(looks(item)))
    return [news(item, seen) for item in of_news] or node[:1]


def check_schemas_know(made: Iterable[tuple[str, dict[str, Any]]]) -> None:
    seen: set[str] = set()
    faults: dict[str, list[str]] = {}
    for of, card in made:
        if not seen.issuperset(looks(card)):
            new = news(card, seen)
            given = (without_badges(new), new)
            found = [error for name, one in zip(SCHEMAS, given, strict=True) for error in schema(name).iter_errors(one)]
            if found:
                faults[of] = [f"{error.json_path} {error.message[:200]}" for error in found]
    assert faults == {}


@needs_contract
@slow_when_measured
def test_the_schemas_know_each_shape() -> None:
    check_schemas_know((shown.name, shown.card) for shown in cards())


@needs_contract
@slow_when_measured
def test_the_schemas_know_each_shape_in_a_dialog() -> None:
    check_schemas_know((shown.name, for_dialog(shown.card)) for shown in cards())


@needs_contract
@slow_when_measured
def test_teams_shows_every_card_as_meant() -> None:
    """The rules that no schema states."""
    for shown in cards():
        assert lint().lint(shown.card) == [], shown.name


@slow_when_measured
def test_microsofts_own_models_know_every_element() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its models warn of their own field names
        from microsoft_teams.cards import AdaptiveCard  # noqa: PLC0415 - slow and noisy to import, so only here
    for shown in cards():
        # Teams documents and renders "Full"; these models alone spell it small.
        model = AdaptiveCard.model_validate({**shown.card, "msteams": {"width": "full"}})
        again = model.model_dump(by_alias=True, exclude_none=True)
        assert len(again["body"]) == len(shown.card["body"]), shown.name
