"""What lies folded on a card, behind the button that opens it. A card is put together whole, with its folded parts in
it; as it is shown in Teams they are not there, and each button asks for the same card with its part opened. So nothing
that must be pressed or filled stands behind a toggle, which some phones draw wrongly, and a card stays small."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from cards.kit.drafts import with_unsent
from cards.kit.elements import ACTIONS_AT_MOST, Json, buttons, card, execute, reveal
from cards.kit.lines import box

OPENED: Final = "opened"
"""What such a button says: the name of the part, or nothing to shut it again."""
MORE: Final = "more"
_LESS: Final = "Less"


@dataclass(frozen=True, slots=True)
class Fold:
    """A named part of the card, and the title of the button that opens it."""

    name: str
    title: str
    items: Sequence[Json]


def more(items: Sequence[Json]) -> list[Fold]:
    """The details of a card, behind *More*; nothing where there are none."""
    return [Fold(MORE, "More", items)] if items else []


def row(pressed: Sequence[Json], folds: Sequence[Fold]) -> list[Json]:
    """The buttons that act at once, then those that open a part, and the parts. Opening one closes the others. Nothing
    where there is no button. More of them than Teams shows in a row stand in a second."""
    names = [fold.name for fold in folds]
    opening = [reveal(fold.title, fold.name, [name for name in names if name != fold.name]) for fold in folds]
    actions = [*pressed, *opening]
    rows = [actions[begin : begin + ACTIONS_AT_MOST] for begin in range(0, len(actions), ACTIONS_AT_MOST)]
    return [*map(buttons, rows), *(box(fold.name, fold.items) for fold in folds)] if actions else []


def short_card(
    title: str,
    body: Sequence[Json],
    actions: Sequence[Json],
    fallback_text: str,
    *,
    details: Sequence[Json],
    asks_again: Json,
    speak: str = "",
) -> Json:
    """A card whose first look is short: what it asks and how it stands, its buttons, and the rest behind *More*."""
    return card(title, [*body, *row(actions, more(details))], [], fallback_text, asks_again=asks_again, speak=speak)


def openings(shown: Json) -> list[str]:
    """The parts of a whole card that can be opened, in their order."""
    if "refresh" not in shown:
        return []
    found = [_target(one) for one in _parts(shown["body"]) if one.get("type") == "Action.ToggleVisibility"]
    hidden = {one["id"] for one in _parts(shown["body"]) if _is_folded(one)}
    return [name for name in found if name in hidden]


def folded(shown: Json, opened: str = "") -> Json:
    """The card as Teams shows it: no part is in it that lies folded, but the one that was `opened`; what is typed in a
    part and sent by a button outside it stays in the card unseen. A card that cannot be asked for again is left as it
    is."""
    names = openings(shown)
    if not names:
        return shown
    again = shown["refresh"]["action"]
    opened = opened if opened in names else ""
    made = {**shown, "body": _folded(shown["body"], _Asks(again["verb"], again["data"], frozenset(names), opened))}
    if opened:
        made["refresh"] = {"action": {**again, "data": {**again["data"], OPENED: opened}}}
    return made


def as_asked(shown: Json, data: Mapping[str, Any]) -> Json:
    """The card as it answers a press that sent this data: opened where that asks for it, and then with what was typed
    on the card that it takes the place of."""
    if OPENED not in data:
        return folded(shown)
    return folded(with_unsent(shown, data), str(data[OPENED]))


@dataclass(frozen=True, slots=True)
class _Asks:
    """How a card is asked for again, what lies folded in it, and which part of that is to be open."""

    verb: str
    data: Mapping[str, str | int]
    names: frozenset[str]
    opened: str

    def button(self, toggle: Json) -> list[Json]:
        """Nothing where the part stands open anyway."""
        name = _target(toggle)
        if name not in self.names:
            return []
        if name != self.opened:
            return [execute(toggle["title"], self.verb, {**self.data, OPENED: name}, answered_here=True)]
        hides = f"Less: {toggle['title']}" if name != MORE else ""
        return [execute(_LESS, self.verb, {**self.data, OPENED: ""}, tooltip=hides, answered_here=True)]


def _folded(items: Sequence[Json], asks: _Asks) -> list[Json]:
    return [made for item in items for made in _as_shown(item, asks)]


def _as_shown(item: Json, asks: _Asks) -> list[Json]:
    if item["type"] == "ActionSet":
        actions = [made for one in item["actions"] for made in _pressable(one, asks)]
        return [{**item, "actions": actions}] if actions else []
    if item["type"] != "Container":
        return [item]
    if _is_folded(item) and item["id"] in asks.names and item["id"] != asks.opened:
        return [item] if _is_sent_from_outside(item) else []
    kept = {key: one for key, one in item.items() if key != "isVisible" or item.get("id") != asks.opened}
    return [{**kept, "items": _folded(item["items"], asks)}]


def _pressable(action: Json, asks: _Asks) -> list[Json]:
    return asks.button(action) if action["type"] == "Action.ToggleVisibility" else [action]


def _is_folded(part: Json) -> bool:
    return part.get("isVisible") is False


def _is_sent_from_outside(part: Json) -> bool:
    found = [str(one["type"]) for one in _parts(part["items"])]
    return any(one.startswith("Input.") for one in found) and "Action.Execute" not in found


def _target(toggle: Json) -> str:
    return toggle["targetElements"][0]["elementId"]


def _parts(items: Sequence[Json]) -> Iterator[Json]:
    for item in items:
        yield item
        yield from _parts(cast("Sequence[Json]", item.get("items", ())))
        yield from cast("Sequence[Json]", item.get("actions", ()))
