"""Whatever is typed on any card: a press that is not taken brings all of it back, and why beside the button; and where
the card changed meanwhile, all of it stands in the new one, or is there to be copied."""

import json
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any, cast

import pytest

from cards import actions
from cards.kit.drafts import Typed, with_lost, with_reason, with_values
from cards.kit.elements import Json, card, text
from handbook.core.refusal import Refused
from tests.cards.made_cards import cards, typed_into
from tests.support.card_reading import buttons, inputs, parts, words

LONG = "Łucja and Siân say – at length – what “should” change. "
NO = "Please look at this once more."
OVER = card("It is over", [text("Somebody else was faster.")], [], "It is over.")


def presses(written: str) -> Iterator[tuple[str, Json, Typed]]:
    """Every button of every card that takes what stands in the boxes, with something in each of them. One card of each
    make is enough: those with the same boxes and verbs are drawn by the same lines."""
    seen: set[tuple[object, ...]] = set()
    for shown in cards():
        boxes = inputs(shown.card)
        for button in buttons(shown.card).values():
            key = (button["verb"], *sorted(boxes))
            if not boxes or button.get("associatedInputs") == "none" or key in seen:
                continue
            seen.add(key)
            filled = {
                name: written if boxes[name]["type"] == "Input.Text" else value
                for name, value in typed_into(shown.card).items()
            }
            verb = asked_of(button)
            values = {**button["data"], **filled}
            yield shown.name, shown.card, Typed(verb, values, actions.written(verb, values))


def asked_of(button: Json) -> str:
    """What a press asks for, also where it is asked once more before."""
    return button["data"].get("asks", button["verb"])


def stands_in(shown: Json) -> dict[str, Any]:
    return {name: box.get("value", "") for name, box in inputs(shown).items()}


def a_version_later(shown: Json) -> Json:
    """The same card, after somebody else did something: its buttons say another version."""

    def later(node: Any) -> Any:
        if isinstance(node, list):
            return [later(one) for one in cast("list[Any]", node)]
        if isinstance(node, dict):
            return {
                key: one + 1 if key in ("version", "revision") and isinstance(one, int) else later(one)
                for key, one in cast("Json", node).items()
                if key != "value" or "type" not in node
            }
        return node

    return later(shown)


def test_after_a_no_all_that_was_typed_and_chosen_is_there_and_the_no_beside_the_button() -> None:
    pressed = 0
    for name, shown, typed in presses(LONG):
        answer = with_reason(with_lost(with_values(shown, typed), typed), NO, typed)
        own = buttons_data(shown, typed)
        for box, value in stands_in(answer).items():
            if box not in own:
                assert value == typed.values[box], f"{name}: {typed.verb} loses {box}"
        assert "it was not sent" not in words(answer), name
        assert is_beside(answer, typed.verb), f"{name}: {typed.verb}"
        pressed += 1
    assert pressed > 100


def test_where_the_card_changed_meanwhile_it_stands_in_the_new_one() -> None:
    for name, shown, typed in presses(LONG):
        newer = a_version_later(shown)
        answer = with_lost(with_values(newer, typed), typed)
        own = buttons_data(newer, typed)
        lost = [box for box, value in stands_in(answer).items() if box not in own and value != typed.values[box]]
        assert not lost, f"{name}: {typed.verb} loses {lost}"


def test_where_there_is_no_such_box_any_more_it_can_be_copied() -> None:
    for name, shown, typed in presses(LONG):
        texts = [box for box, one in inputs(shown).items() if one["type"] == "Input.Text"]
        assert words(with_lost(with_values(OVER, typed), typed)).count(LONG.strip()) == len(texts), name


def test_a_single_word_stands_where_it_was_and_in_the_new_card() -> None:
    for name, shown, typed in presses("attendance"):
        for answer in (with_values(shown, typed), with_values(a_version_later(shown), typed)):
            texts = [box for box, one in inputs(answer).items() if one["type"] == "Input.Text"]
            own = buttons_data(shown, typed)
            assert all(inputs(answer)[box]["value"] == "attendance" for box in texts if box not in own), name


@pytest.mark.parametrize("length", [10_000, 25_000])
def test_a_text_that_is_far_too_long_is_one_sentence_and_stands_where_it_was(length: int) -> None:
    """It is read and left to the rule, which says how long it may be; or it is refused at once."""
    long = LONG * (length // len(LONG))
    for name, shown, typed in presses(LONG):
        for box, one in inputs(shown).items():
            if one["type"] != "Input.Text" or box in buttons_data(shown, typed):
                continue
            values = {**typed.values, box: long}
            with suppress(Refused):
                actions.read(typed.verb, json.loads(json.dumps(values)))
            again = Typed(typed.verb, values, typed.written)
            assert stands_in(with_values(shown, again))[box] == long, name
            break


def buttons_data(shown: Json, typed: Typed) -> Json:
    """What the pressed button itself says, and so no box."""
    return next(one["data"] for one in buttons(shown).values() if asked_of(one) == typed.verb)


def asking(row: Json) -> list[Json]:
    return [one for one in row.get("actions", ()) if one["type"] == "Action.Execute"]


def is_beside(shown: Json, verb: str) -> bool:
    for part in parts(shown):
        for items in (part.get("body", []), part.get("items", [])):
            for before, row in pairwise(items):
                if before.get("text") == NO and any(asked_of(one) == verb for one in asking(row)):
                    return True
    return False
