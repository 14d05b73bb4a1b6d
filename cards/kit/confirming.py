"""Asking once more before something leaves the house, and taking it back while it has not: a button that asks, the card
that asks, and the card that says when it goes out."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, cast

from cards.kit.click_fields import Fields
from cards.kit.drafts import parts
from cards.kit.elements import Json, bullets, card, execute, heading, quote, status, text
from cards.kit.safe_text import visible

_ASKS: Final = "asks"
_ESCAPES: Final = re.compile(r"\\(?=[^\w\s])")
_BECAUSE: Final = "You see this because"
_LINKS_AT_MOST: Final = 3


class ConfirmVerb(StrEnum):
    ASK = "sure.ask"
    TAKE_BACK = "sure.take_back"


@dataclass(frozen=True, slots=True)
class AskOnceMore:
    """Somebody pressed a button that asks once more: `verb` and `values` are of what it asks about."""

    verb: str
    values: Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class TakeItBack:
    """What was pressed is not to go out after all."""

    held_id: str


CONFIRM_READERS: Final[Mapping[str, Callable[[Fields], AskOnceMore | TakeItBack]]] = {
    ConfirmVerb.ASK: lambda fields: AskOnceMore(fields.words(_ASKS), fields.rest(_ASKS)),
    ConfirmVerb.TAKE_BACK: lambda fields: TakeItBack(fields.identity("held")),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the card asks: `follows` are sentences of what is done then; `values` what the button carries."""

    question: str
    yes: str
    follows: Sequence[str]
    verb: str
    values: Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Held:
    """What the card says while it has not gone out. `by` is empty where whoever looks pressed it; `at` is the time of
    day; `wrote` what they wrote with it."""

    id: str
    done: str
    at: str
    follows: Sequence[str]
    by: str = ""
    wrote: Sequence[str] = ()


def asks_first(button: Json) -> Json:
    """A button (`execute`) that asks once more before it does what it says. A client that falls back to Action.Submit
    can be shown no question: there it does it."""
    return {**button, "verb": str(ConfirmVerb.ASK), "data": {_ASKS: button["verb"], **button["data"]}}


def asks_nothing(shown: Json) -> Json:
    """The card with buttons that do at once what they say: for where a person is asked in another way."""
    return cast("Json", _at_once(shown))


def verbs_on(shown: Json) -> frozenset[str]:
    """What the buttons of a card do, whether they ask first or not."""
    own = (part for part in parts(shown) if part.get("type") == "Action.Execute")
    return frozenset(str(part["data"].get(_ASKS, part["verb"])) for part in own)


def confirm_card(shown: Json, asked: Asked) -> Json:
    """Asks once more, in the place of the card that was pressed; what was typed on that stands here too. It has no
    `refresh`, for a client that refreshes by itself would take the question away."""
    boxes = [
        {**part, "value": visible(str(asked.values[part["id"]])).replace("{{", "{ {")}
        for part in parts(shown)
        if str(part.get("type")).startswith("Input.") and part["id"] in asked.values
    ]
    names = {box["id"] for box in boxes}
    data = {key: value for key, value in asked.values.items() if key not in names}
    yes = execute(
        asked.yes, asked.verb, cast("Mapping[str, str | int]", data), style="positive", submits_inputs=bool(boxes)
    )
    title = _title(shown)
    body = [text(asked.question, bold=True), bullets(asked.follows), *boxes, *_why(shown)]
    return card(title, body, [yes, *_back(shown)], f"{title}: {asked.question}")


def held_card(shown: Json, held: Held) -> Json:
    """In the place of a card whose button was pressed and has not gone out: when it does, and the way back."""
    by, you = (f"by {held.by}, ", "it can be taken back") if held.by else ("", "you can take it back")
    said = [quote(words, held.by or "you") for words in held.wrote]
    back = execute("Take it back", ConfirmVerb.TAKE_BACK, {"held": held.id}, submits_inputs=False)
    links = [part for part in parts(shown) if part.get("type") == "Action.OpenUrl"][:_LINKS_AT_MOST]
    body = [
        status(held.done, f"{by}goes out at {held.at}. Until then {you}", "accent"),
        *said,
        heading("Then"),
        bullets(held.follows),
        *_why(shown),
    ]
    title = _title(shown)
    whole = card(title, body, [*links, back], f"{title}: goes out at {held.at}.")
    return {**whole, "refresh": shown["refresh"]} if "refresh" in shown else whole


def _title(shown: Json) -> str:
    """The heading of a card as it was before it was escaped."""
    return _ESCAPES.sub("", str(shown["body"][0]["text"]))


def _why(shown: Json) -> list[Json]:
    """Why somebody sees the card that was there."""
    return [part for part in parts(shown) if str(part.get("text", "")).startswith(_BECAUSE)]


def _back(shown: Json) -> list[Json]:
    again = shown.get("refresh")
    if not again:
        return []
    action = again["action"]
    return [execute("Go back", action["verb"], action["data"], submits_inputs=False)]


def _at_once(node: Any) -> Any:
    if isinstance(node, list):
        return [_at_once(one) for one in cast("list[Any]", node)]
    if not isinstance(node, dict):
        return node
    part = {key: _at_once(value) for key, value in cast("Json", node).items()}
    if part.get("type") == "Action.Execute" and _ASKS in part["data"]:
        data = {key: value for key, value in part["data"].items() if key != _ASKS}
        return {**part, "verb": part["data"][_ASKS], "data": data}
    return part
