"""Cards are as full as Teams takes them."""

from typing import Any

from cards.kit.fitting import fitting


def card(words: int) -> dict[str, Any]:
    return {"body": "w" * words}


def test_what_fits_is_drawn_once_and_whole() -> None:
    drawn: list[int] = []
    assert fitting(lambda part: (drawn.append(part), card(100))[1]) == card(100)
    assert drawn == [1]


def test_what_does_not_fit_is_drawn_with_less() -> None:
    assert len(fitting(lambda part: card(60_000 // part))["body"]) == 15_000


def test_what_never_fits_is_drawn_with_least() -> None:
    assert fitting(lambda part: {"part": part, **card(60_000)})["part"] == 16
