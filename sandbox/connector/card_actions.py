"""Finding a button in a card, wherever it stands, with the inputs that it takes along."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.connector.shapes import Object, a_list, an_object, text_of

_NOT_SHOWN = frozenset({"fallback", "data", "card", "refresh", "authentication", "msteams"})


@dataclass(frozen=True, slots=True)
class Button:
    """An action that a person can press. `inputs` are those of its own card and of the cards around it, as Teams
    collects them; none where the action says so."""

    action: Object
    inputs: tuple[Object, ...]


def buttons(card: Object, around: tuple[Object, ...] = ()) -> Iterator[Button]:
    """Every button of a card in reading order, those of its ShowCards included."""
    shown = list(_elements([card.get("body"), card.get("selectAction"), card.get("actions")]))
    inputs = (*around, *(one for one in shown if text_of(one, "type").startswith("Input.") and one.get("id")))
    for element in shown:
        if element.get("type") == "Action.ShowCard":
            yield from buttons(an_object(element.get("card")), inputs)
        elif text_of(element, "type").startswith("Action."):
            yield Button(element, () if element.get("associatedInputs") == "none" else inputs)


def _elements(node: Any) -> Iterator[Object]:
    for one in a_list(node):
        yield from _elements(one) if isinstance(one, list) else _of_object(an_object(one))


def _of_object(node: Object) -> Iterator[Object]:
    if "type" in node:
        yield node
    for key, value in node.items():
        if key not in _NOT_SHOWN and isinstance(value, list | dict):
            yield from _elements(value if isinstance(value, list) else [value])


def matching(found: Iterable[Button], wanted: Object) -> list[Button]:
    """The buttons that a request means by `verb`, `title`, `id` and `where` (part of the action's data)."""
    return [button for button in found if _matches(button.action, wanted)]


def _matches(action: Object, wanted: Object) -> bool:
    data = an_object(action.get("data"))
    where = an_object(wanted.get("where"))
    verb = action.get("verb", data.get("verb"))
    return (
        wanted.get("verb") in (None, verb)
        and all(wanted.get(key) in (None, action.get(key)) for key in ("title", "id"))
        and all(data.get(key) == value for key, value in where.items())
    )


def as_old_client(node: Any) -> Any:
    """A card as a client shows it that does not know Action.Execute: fallbacks stand in, what has none is gone."""
    if isinstance(node, list):
        changed = [as_old_client(one) for one in a_list(node)]  # pyright: ignore[reportUnknownArgumentType] -- JSON list
        return [one for one in changed if one is not None]
    if not isinstance(node, dict):
        return node
    found = an_object(node)  # pyright: ignore[reportUnknownArgumentType] -- a JSON object
    if _unknown_to_old_clients(found):
        return as_old_client(found["fallback"]) if isinstance(found.get("fallback"), dict) else None
    return {key: as_old_client(value) for key, value in found.items()}


def _unknown_to_old_clients(node: Object) -> bool:
    """Execute itself; and a set that has a fallback as a whole, for its buttons have none of their own."""
    if node.get("type") != "ActionSet":
        return node.get("type") == "Action.Execute"
    actions = map(an_object, a_list(node.get("actions")))
    bare = any(one.get("type") == "Action.Execute" and "fallback" not in one for one in actions)
    return bare and "fallback" in node
